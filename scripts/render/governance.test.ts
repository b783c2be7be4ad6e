import { describe, expect, test } from 'vitest'
import type { OwnerProblem } from '../../policies/governance/owners.ts'
import { codeownersText, ownerErrorsText, ownerProblemText, type Unmerged, unmergedText } from './governance.ts'

test('CODEOWNERS: what each part is for, and its lines in their order', () => {
  const text = codeownersText([
    { pattern: '*', owners: ['ann', 'bob'], what: 'everything' },
    { pattern: '/deployments/one/', owners: [], what: 'records' },
    { pattern: '/deployments/two/', owners: [], what: 'records' },
    { pattern: '/deployments/**/README.md', owners: ['ann'], what: 'prose' },
  ])
  expect(text.split('\n').filter(line => line && !line.startsWith('#'))).toEqual([
    '* @ann @bob',
    '/deployments/one/',
    '/deployments/two/',
    '/deployments/**/README.md @ann',
  ])
  expect(text).toMatch(/^# Generated .*`npm run sync`.*\n\n# .*\n\* @ann @bob\n\n/)
})

const problems: [OwnerProblem, string][] = [
  [{ code: 'no-owner' }, 'nobody is a policy owner. Name people in policyOwners.'],
  [
    { code: 'owner-unknown', person: 'eve' },
    'the policy owner eve is not among the people. Add the person, or take the name out.',
  ],
  [
    { code: 'owner-login', person: 'eve', login: null },
    'the policy owner eve has no login. Write it as GitHub shows it, without the @.',
  ],
  [
    { code: 'owner-login', person: 'eve', login: '@e\u001B[2J' },
    'the policy owner eve has the login “@e [2J”, which GitHub would not take. Write it as GitHub shows it, without the @.',
  ],
  [
    { code: 'owner-path', programme: 'a b' },
    'the programme a b cannot be a pattern. Use lower-case letters, digits and hyphens.',
  ],
  [
    { code: 'owner-size', bytes: 3_000_001 },
    'CODEOWNERS would have 3000001 bytes. GitHub ignores one of 3 MB or more: name fewer people and programmes.',
  ],
]
test.each(problems)('%j', (problem, words) => expect(ownerProblemText(problem)).toBe(`policies/directory: ${words}`))

describe('what GitHub finds wrong in CODEOWNERS', () => {
  test.each([
    [null, 'There is no CODEOWNERS on the default branch: nobody is asked for what decides.'],
    [[], 'GitHub finds nothing wrong in CODEOWNERS.'],
    [
      [{ path: 'CODEOWNERS', line: 3, kind: 'Unknown owner', source: '* @eve\u202E ##[x]' }],
      'GitHub skips 1 line of CODEOWNERS:\n  CODEOWNERS:3: Unknown owner: * @eve ## [x]',
    ],
  ])('%j', (errors, words) => expect(ownerErrorsText(errors)).toBe(words))
})

const unmerged: [Unmerged, string][] = [
  [{ is: 'written', paths: ['a', 'b'] }, 'a and b had to be written first. Commit it, merge it, and apply it then.'],
  [
    { is: 'changed', paths: ['a\u001B[2J', 'b'] },
    'here is changed and not committed: a [2J and b. Merge it, or take it back, and apply then.',
  ],
  [
    { is: 'elsewhere', head: '1a'.repeat(20), branch: 'main\u202E', sha: '2b'.repeat(20) },
    'this is the commit 1a1a1a1a1a, and main on GitHub is at 2b2b2b2b2b. Merge what is new here, pull what is new there, and apply then.',
  ],
  [
    { is: 'unknown', why: 'no\u202Ene' },
    'git cannot say which commit this is (no ne). Apply from a clone of the repository.',
  ],
]
test.each(unmerged)('%j', (one, words) =>
  expect(unmergedText(one)).toBe(
    `Nothing was changed on GitHub: ${words} \`--anyway\` applies what stands here all the same: for the first set-up, and in an emergency.`,
  ),
)
