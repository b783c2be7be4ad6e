/** Brings what was asked for to GitHub: its commit, its pull request, and the gate that judges it. */

import { OtherChangeError } from '../github/change.ts'
import type { Client } from '../github/client.ts'
import { GitHubError } from '../github/client.ts'
import { askForReviews, commitOnGitHub, dispatchWorkflow, type FileText, openPull } from '../github/proposals.ts'
import type { Answer } from '../render/answer.ts'

export interface Delivery {
  branch: string
  /** The commit that it was made from. */
  base: string
  /** The branch that it is to be merged into. */
  into: string
  file: FileText
  title: string
  body: string
  message: string
  /** GitHub login of who asked. */
  login: string
}

export interface Delivered {
  answer: Answer
  /** What went wrong after the pull request was there: the gate's hourly sweep makes up for it. */
  after: unknown[]
}

/** Commits, opens the pull request, asks whoever asked for their signature, and starts the gate. Done twice, it is there once. */
export async function deliver(client: Client, delivery: Delivery): Promise<Delivered> {
  const { branch, base, into, file, title, body, message, login } = delivery
  try {
    await commitOnGitHub(client, { branch, base, files: [file], message })
    const pull = await openPull(client, { branch, base: into, title, body, draft: false })
    const after = await Promise.allSettled([
      // what GITHUB_TOKEN opens wakes no gate
      dispatchWorkflow(client, 'gate.yml', into, { pr: `${pull.number}` }),
      askForReviews(client, pull, [login]),
    ])
    return {
      answer: { is: 'proposed', number: pull.number, url: pull.url, how: 'open' },
      after: after.flatMap(one => (one.status === 'rejected' ? [one.reason] : [])),
    }
  } catch (error) {
    const answer = refusal(error, branch)
    if (!answer) throw error
    return { answer, after: [] }
  }
}

/** What somebody other than us has to mend. */
function refusal(error: unknown, branch: string): Answer | null {
  if (error instanceof OtherChangeError) return { is: 'branch-taken', branch }
  // "GitHub Actions is not permitted to create or approve pull requests."
  const isSetting =
    error instanceof GitHubError && error.status === 403 && /not permitted to create/i.test(error.message)
  return isSetting ? { is: 'not-permitted' } : null
}
