/** The commit and the pull request that were made of what somebody asked for. */

import { plain, say, type Words } from '../../policies/words.ts'
import { approveRuns } from './answer.ts'

export interface Asked {
  /** Who asked: the name in the directory. */
  by: string
  /** The number of the issue; `null`: the workflow was started by hand. */
  issue: number | null
  /** The page of the run. */
  run: string
}

/** The message of the commit: what changes, and who asked for it. */
export const commitText = (title: string, { by, issue }: Asked): string =>
  `${plain(say`${title}`)}\n\n${plain(say`Asked for by ${by}${[issue === null ? '' : ` in #${issue}`]}. The commit is a workflow's: nobody has signed by it.`)}\n`

/** Who asked, and what that means, for the body of the pull request. */
export function askedWords({ by, issue, run }: Asked): Words {
  const where = issue === null ? `by [starting a workflow](${run})` : `with a form, in #${issue}`
  return say`**${by}** asked for this ${[where]}. A workflow wrote it, so nobody has signed, not even by opening it: ${by} signs by \
approving, as everybody else does. ${[approveRuns]}`
}

/** GitHub closes the issue with the merge. */
export const closes = (issue: number | null): string => (issue === null ? '' : `\nCloses #${issue}\n`)

/** What a run says of itself, without a word of what was asked for. */
export const runText = {
  nothing: (why: string) => `Nothing to answer: ${why}.`,
  answered: (what: string) => `Answered: ${what}.`,
  after: (error: unknown): string =>
    plain(
      say`The pull request is there, but not all that follows was done: ${error instanceof Error ? error.message : String(error)}`,
    ),
}
