/** Brings a change of files to GitHub: a commit that GitHub signs, the pull request, and whose review it asks for. */
import type { Person } from '../../policies/model.ts'
import type { Client } from './client.ts'
import type { Refused } from './effects.ts'

/** A file as it is to be; `null` takes it away. Each must differ from what the base has. */
export interface FileText {
  /** With forward slashes. */
  path: string
  text: string | null
}

export interface Change {
  branch: string
  /** The commit that it is built on: where the branch is, or is to begin. */
  base: string
  files: readonly FileText[]
  message: string
}

/** Commits on a branch, which it makes if it is not there. The same change is never committed twice: a repeated call finds the first's commit. */
export async function commitOnGitHub(_client: Client, _change: Change): Promise<{ sha: string }> {
  throw new Error('not written yet')
}

export interface Proposal {
  branch: string
  /** The branch that it is to be merged into. */
  base: string
  title: string
  body: string
  draft: boolean
}

export interface Opened {
  number: number
  url: string
  /** Whether it was opened now. */
  isNew: boolean
  author: Person | null
  /** Logins whose review is asked for already. */
  asked: string[]
}

/** Opens a pull request, or gives the open one of that branch; `update`: its title and body are then made anew. */
export async function openPull(_client: Client, _proposal: Proposal, _options?: { update: boolean }): Promise<Opened> {
  throw new Error('not written yet')
}

/** Asks for reviews: of whom GitHub has room for, and not of the author. Gives who was not asked, and why. */
export async function askForReviews(_client: Client, _pull: Opened, _logins: readonly string[]): Promise<Refused[]> {
  throw new Error('not written yet')
}

/** Starts a workflow, such as `gate.yml`: what GITHUB_TOKEN does starts none by itself. */
export async function dispatchWorkflow(
  _client: Client,
  _file: string,
  _ref: string,
  _inputs: Record<string, string>,
): Promise<void> {
  throw new Error('not written yet')
}

/** Whose token it is; `null` for an App's or a workflow's, which are nobody. */
export async function whoAmI(_client: Client): Promise<{ id: number; login: string } | null> {
  throw new Error('not written yet')
}
