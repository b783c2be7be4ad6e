/** What people read of the protection of the default branch: CODEOWNERS, what differs on GitHub, and what was done about it. */
import type { Difference, Plan } from '../../policies/governance/difference.ts'
import type { OwnerError, OwnerLine, OwnerProblem } from '../../policies/governance/owners.ts'
import { count, few, plain, say, type Words } from '../../policies/words.ts'

const why: Record<OwnerLine['what'], string[]> = {
  everything: ['# What decides, and all that is not named below: the policy owners.'],
  records: [
    '# Records have no owner here: the gate asks the holders of their roles, and this file cannot say "A and B".',
    '# A folder of no programme keeps the owners of above.',
  ],
  prose: ['# What is written about records is no record.'],
}

/** The whole file. */
export function codeownersText(lines: readonly OwnerLine[]): string {
  const sections = [...Map.groupBy(lines, ({ what }) => what)].map(([what, same]) =>
    [...why[what], ...same.map(({ pattern, owners }) => [pattern, ...owners.map(login => `@${login}`)].join(' '))].join(
      '\n',
    ),
  )
  const head = '# Generated from policies/directory by `npm run sync`. Do not edit. The last line that matches counts.'
  return `${[head, ...sections].join('\n\n')}\n`
}

/** Why there can be no CODEOWNERS, and how to mend it. */
export function ownerProblemText(problem: OwnerProblem): string {
  return `policies/directory: ${plain(wordsOf(problem))}`
}

function wordsOf(problem: OwnerProblem): Words {
  if (problem.code === 'no-owner') return say`nobody is a policy owner. Name people in policyOwners.`
  if (problem.code === 'owner-size')
    return say`CODEOWNERS would have ${problem.bytes} bytes. GitHub ignores one of 3 MB or more: name fewer people and programmes.`
  if (problem.code === 'owner-unknown')
    return say`the policy owner ${problem.person} is not among the people. Add the person, or take the name out.`
  if (problem.code === 'owner-path')
    return say`the programme ${problem.programme} cannot be a pattern. Use lower-case letters, digits and hyphens.`
  const has = problem.login === null ? say`no login` : say`the login “${problem.login}”, which GitHub would not take`
  return say`the policy owner ${problem.person} has ${has}. Write it as GitHub shows it, without the @.`
}

/** What stands in a file now. */
export const fileText = (path: string, written: boolean): string =>
  written ? `${path}: written. Commit it.` : `${path}: as it should be.`

export const notAsked =
  'GitHub was not asked. With GITHUB_TOKEN and GITHUB_REPOSITORY in the environment this shows what differs there.'

/** What differs between GitHub and what was generated; one line for each. */
export function planText({ wanted, live, differences, effect }: Plan): string {
  const name = `ruleset ${wanted.name}`
  if (!effect) return `The ${name} on GitHub is as it should be.`
  const seen = differences.filter(({ is }) => is === 'other').length
  const head = live
    ? `The ${name} on GitHub: ${seen > 0 ? count(seen, 'difference') : 'as it should be, as far as this token may see'}.`
    : `The ${name} is not on GitHub.`
  return [head, ...differences.map(differenceText)].join('\n')
}

/** `rules.pull_request.….count: 1 → 0`: as it is, and as it should be. */
function differenceText(difference: Difference): string {
  const at = difference.at.join('.')
  if (difference.is === 'unseen') return plain(say`  ${at}: not visible with this token, so not compared`)
  return plain(say`  ${at}: ${shown(difference.live)} → ${shown(difference.wanted)}`)
}

const shown = (value: unknown): string => (value === undefined ? 'not there' : JSON.stringify(value))

/** What GitHub finds wrong in CODEOWNERS; one line for each. */
export function ownerErrorsText(errors: readonly OwnerError[] | null): string {
  if (errors === null) return 'There is no CODEOWNERS on the default branch: nobody is asked for what decides.'
  if (errors.length === 0) return 'GitHub finds nothing wrong in CODEOWNERS.'
  const lines = errors.map(({ path, line, kind, source }) => plain(say`  ${path}:${line}: ${kind}: ${source}`))
  return [`GitHub skips ${count(errors.length, 'line')} of CODEOWNERS:`, ...lines].join('\n')
}

/** What was not compared, for whoever sees only that a run was green, and who can compare it. */
export const unseenWarning = ({ differences }: Plan): { title: string; message: string } => ({
  title: plain(
    say`Not compared: ${few(differences.flatMap(({ is, at }) => (is === 'unseen' ? [say`${at.join('.')}`] : [])))}`,
  ),
  message:
    'GitHub does not show it to this token, so it may be anything. An administrator compares it: npm run drift, with a token that has "Administration: write".',
})

/** Why what stands here is not what stands on the default branch. */
export type Unmerged =
  | { is: 'written'; paths: readonly string[] }
  | { is: 'changed'; paths: readonly string[] }
  | { is: 'elsewhere'; head: string; branch: string; sha: string }
  | { is: 'unknown'; why: string }

/** Why nothing is applied, and what to do. */
export const unmergedText = (unmerged: Unmerged): string =>
  `Nothing was changed on GitHub: ${plain(unmergedWords(unmerged))} \`--anyway\` applies what stands here all the same: for the first set-up, and in an emergency.`

function unmergedWords(unmerged: Unmerged): Words {
  if (unmerged.is === 'written')
    return say`${few(unmerged.paths.map(path => say`${path}`))} had to be written first. Commit it, merge it, and apply it then.`
  if (unmerged.is === 'changed')
    return say`here is changed and not committed: ${few(unmerged.paths.map(path => say`${path}`))}. Merge it, or take it back, and apply then.`
  if (unmerged.is === 'elsewhere')
    return say`this is the commit ${unmerged.head.slice(0, 10)}, and ${unmerged.branch} on GitHub is at ${unmerged.sha.slice(0, 10)}. Merge what is new here, pull what is new there, and apply then.`
  return say`git cannot say which commit this is (${unmerged.why}). Apply from a clone of the repository.`
}

/** What to do next. */
export const nextText = {
  show: 'Nothing was changed on GitHub. `npm run sync -- --apply` does it.',
  applied: 'Applied, and read back: GitHub has it as it should be.',
  anyway: 'Whether this is merged was not asked, as --anyway says. `npm run drift` compares from the default branch.',
  refused: 'Applied, but GitHub still shows something else:',
  drift:
    '`npm run sync -- --apply` sets the ruleset; what is wrong in CODEOWNERS is mended in policies/directory or in GitHub’s list of people.',
  unseen:
    'What is not visible may be anything. A token with "Administration: write" sees it; `--partial` accepts that it is not compared.',
}
