import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { policyFindings } from './consistency.ts'
import { locate, readRepository } from './repository.ts'

const yamlsIn = (folder: string, from = `./${folder}`) =>
  readdirSync(fileURLToPath(new URL(from, import.meta.url)))
    .filter(name => name.endsWith('.yaml'))
    .map((name): [string, string] => [
      `policies/${folder}/${name}`,
      readFileSync(new URL(`${from}/${name}`, import.meta.url), 'utf8'),
    ])

const rules = ['pathways', 'guidance', 'calendar'].flatMap(folder => yamlsIn(folder))
/** This repository's own policies. */
const own = new Map([...rules, ...yamlsIn('directory')])
/** The same with the people of the cases: whose repository it is, they are there. */
const files = new Map([...rules, ...yamlsIn('directory', '../scripts/cases/base/policies/directory')])

/** What is found after one text of one file is replaced, as `code what name`, and the text that stands at the place. */
function broken(path: string, text: string, by: string): string[] {
  const was = files.get(path) ?? ''
  expect(was).toContain(text)
  const tree = new Map([...files, [path, was.replace(text, by)] as const].map(([path, text]) => [path, { text }]))
  const repository = readRepository(tree)
  expect(repository.findings).toEqual([])
  return locate(policyFindings(repository), tree).map(({ problem, at }) => {
    expect(at.path).toBe(path)
    expect(at.line).toBeGreaterThan(1)
    return Object.values(problem)
      .filter(value => typeof value === 'string')
      .join(' ')
  })
}

const beta = 'policies/pathways/bars-beta.yaml'
const people = 'policies/directory/people.yaml'

describe('policies', () => {
  it('fit together as they are', () => {
    const repository = readRepository(new Map([...own].map(([path, text]) => [path, { text }])))
    expect([...repository.findings, ...policyFindings(repository)]).toEqual([])
  })

  it.each<[string, string, string, string]>([
    [beta, 'guidance: S3', 'guidance: S9', 'unknown guidance S9'],
    [beta, 'clauses: [S3-04, S3-42]', 'clauses: [S3-04, S3-99]', 'unknown clause S3-99'],
    [beta, 'signs: supplier/project-lead', 'signs: supplier/nobody', 'unknown role supplier/nobody'],
    [beta, 'coordinator: bars-team/project-lead', 'coordinator: bars-team/nobody', 'unknown role bars-team/nobody'],
    [beta, 'back: business-change', 'back: nowhere', 'unknown phase nowhere'],
    [
      beta,
      'registration:\n  signOffs:\n    - { role: bars-team/project-lead',
      'registration:\n  signOffs:\n    - { role: provider/project-lead',
      'registered-by-record provider/project-lead',
    ],
    [beta, 'release: [provider/clinical-safety-officer]', 'release: [provider/nobody]', 'unknown role provider/nobody'],
    [beta, 'verification: [provider]', 'verification: [nobody]', 'unknown party nobody'],
    [
      beta,
      'acceptedBy: policy-and-strategy/policy-lead',
      'acceptedBy: policy-and-strategy/nobody',
      'unknown role policy-and-strategy/nobody',
    ],
    [beta, 'with: { checklist: team-charter }', 'with: { checklist: no-such }', 'unknown checklist no-such'],
    [beta, 'items: [solution-viewed]', 'items: [no-such]', 'unknown checklist item no-such'],
    [beta, 'decision: move-to-public-beta, outcome: go', 'decision: no-such, outcome: go', 'unknown decision no-such'],
    [beta, 'livePhase: public-beta', 'livePhase: nowhere', 'unknown phase nowhere'],
    [beta, 'recheck: [pre-release-only', 'recheck: [no-such', 'unknown criterion no-such'],
    [beta, 'id: pre-release-only', 'id: charter-accepted', 'doubled criterion charter-accepted'],
    [beta, 'tasks: [business-change-activities]', 'tasks: [no-such]', 'unknown task no-such'],
    // rows in which nobody is responsible or accountable sign nothing
    [beta, 'roleChange:\n  tasks: [beta-coordination]', 'roleChange:\n  tasks: []', 'unguarded roleChange'],
    [people, 'organisation: SUP01', 'organisation: SUP99', 'unknown organisation SUP99'],
    [people, 'policyOwners: [', 'policyOwners: [nobody, ', 'unknown person nobody'],
    [people, 'bars-team/clinical-lead: [', 'bars-team/clinical-lead: [nobody, ', 'unknown person nobody'],
  ])('%s: %j for %j', (path, text, by, found) => {
    expect(broken(path, text, by)).toContain(found)
  })
})
