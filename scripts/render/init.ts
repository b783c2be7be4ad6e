/** What is said while a clone becomes somebody's own repository. */

import { count, few, listed, plain, say, short, type Words } from '../../policies/words.ts'
import type { Strange } from '../init/interview.ts'
import type { Numbers } from '../init/numbers.ts'
import type { Obstacle } from '../init/ready.ts'
import type { Effect } from '../init/stage.ts'

/** Why nothing may be done here, and what to do. */
export const obstacleText = (obstacle: Obstacle): string => plain(obstacleWords(obstacle))

function obstacleWords(obstacle: Obstacle): Words {
  switch (obstacle.code) {
    case 'no-clone':
      return say`This is no git repository with a commit. Clone it with git, so that nothing can be lost, and run this again.`
    case 'not-the-top':
      return say`This folder is within another git repository. Run this at the top of a clone.`
    case 'done-before':
      return say`This repository is somebody’s own already: scripts/samples is there. Change policies/directory by hand, in a pull request.`
    case 'unsaved':
      return say`There are changes that are not committed: ${some(obstacle.paths)}. Commit or undo them first, so that nothing can be lost.`
    case 'no-samples':
      return say`These files do not say that they are samples: ${some(obstacle.paths)}. Records and people of your own are never put away: move them out of the repository, run this again, and bring them back.`
    case 'unreadable':
      return say`It cannot be told whom these files name, as something is wrong in them: ${some(obstacle.paths)}. npm run check says what; mend it first.`
    case 'real-people':
      return say`These people could be real, as their logins do not end in -example: ${some(obstacle.people)}. This repository looks as if it were in use, so nothing is put away.`
  }
}

const some = (names: readonly string[]): Words =>
  few(
    names.map(name => say`${name}`),
    ' and ',
    6,
  )

/** Why what was given says nothing. */
export const strangeText = (problem: Strange): string =>
  plain(
    problem.code === 'no-person'
      ? say`--person “${problem.line}” does not say who it is: write name, ODS code and GitHub login, such as --person "Ann Lee, Z9A1B, ann-lee". The account’s number may follow, and an id=may stand in front, that nobody else has.`
      : say`Nothing asks for --${problem.option.replace(':', ' ')}: the chosen pathways have no such party or role, or nobody here is of that organisation. Leave it out, or mend it.`,
  )

/** What may be done so, but will be in the way later. */
export const warningsText = (unheld: readonly string[], owners: number, numbers: Numbers): string[] => {
  const lines = [
    ...(unheld.length > 0
      ? [
          plain(
            say`Warning: nobody is ${listed(
              unheld.map(role => say`${role}`),
              ' or ',
            )}. A gate that asks for them cannot be passed until somebody is.`,
          ),
        ]
      : []),
    ...(owners === 1
      ? ['Warning: there is one policy owner, and nobody approves their own changes. Name another soon.']
      : []),
    ...numbersText(numbers),
  ]
  return lines.length > 0 ? [lines.join('\n')] : []
}

/** What GitHub did not tell. */
function numbersText({ unseen, unasked }: Numbers): string[] {
  const renamed = 'A login can be renamed, and then be somebody else’s: write the account’s number as github.id.'
  return [
    ...(unseen.length > 0
      ? [
          plain(
            say`Warning: GitHub shows no account ${some(unseen)}. See whether it is spelt as on GitHub. ${[renamed]}`,
          ),
        ]
      : []),
    ...(unasked
      ? [
          plain(
            say`Warning: the numbers of ${count(unasked.logins.length, 'account')} are not known${unasked.why === null ? [] : say`: ${short(unasked.why)}`}. ${[renamed]}`,
          ),
        ]
      : []),
  ]
}

const kept = 'scripts/samples/'

/** What will be done, before it is. */
export function effectsText(effects: readonly Effect[]): string {
  const [samples = [], written = []] = [true, false].map(isSample =>
    effects.flatMap(({ path, bytes }) =>
      bytes !== null && (path.startsWith(kept) && !path.endsWith('/README.md')) === isSample ? [path] : [],
    ),
  )
  const folders = Map.groupBy(samples, path => path.split('/').slice(2, 4).join('/'))
  return [
    `${count(samples.length, 'sample')} move to ${kept}, where the tests and the rehearsal go on with them:`,
    ...[...folders].map(([folder, files]) => plain(say`  ${folder} (${count(files.length, 'file')})`)),
    'These files are written:',
    ...written.map(path => plain(say`  ${path}`)),
  ].join('\n')
}

export const initText = {
  failed: (step: string) => `npm run ${step} does not work with these answers, as it says above. Nothing was changed.`,
  dryRun: 'Nothing was changed: --dry-run.',
  sure: say`Do this now?`,
  done: `
The repository is yours. Nothing is committed yet. What is next:

  1. Read what was written: git status, git diff.
  2. policies/calendar has bank holidays of England and Wales, and a sample freeze: make them yours.
  3. Commit it, and push it to a repository of your own.
  4. README, “On GitHub”: npm run sync -- --apply protects the default branch.
  5. npm run new registers the first record.`,
}

/** The board of a repository that has no record. */
export const beginText = 'There is no record here yet. `npm run new` registers the first one.'
