/** What the forge remembers beyond git: people, pull requests and what was said about them. Data, and how it starts. */
import type { FileChange } from './git.ts'

export type Scope = 'actions' | 'contents' | 'pull-requests' | 'issues' | 'statuses' | 'administration'
export type Permissions = Partial<Record<Scope, 'read' | 'write'>>

export interface User {
  login: string
  id: number
  type: 'User' | 'Bot'
  /** The name that a squash or merge commit carries; the login if there is none. */
  name?: string
  /** Commit e-mails that link to this account; `<id>+<login>@users.noreply.github.com` if not given. */
  emails?: string[]
  /** Only collaborators can be asked for a review. True for users and false for bots if not given. */
  collaborator?: boolean
}

export interface Token {
  token: string
  login: string
  permissions: Permissions
  /** An installation token, as GITHUB_TOKEN is: it is no user. */
  app?: boolean
}

export interface Pull {
  number: number
  id: number
  title: string
  body: string | null
  /** Login of who opened it. */
  author: string
  draft: boolean
  state: 'open' | 'closed'
  head: { owner: string; branch: string; ref: string; sha: string }
  /** `sha` is the tip of the base when head was last pushed, as on GitHub: not the live tip. */
  base: { branch: string; sha: string }
  /** Every head so far; a review may name a commit of any of them. */
  heads: string[]
  /** Commit → when and in which order the forge first saw it in this pull request. */
  seen: Map<string, number>
  /** Logins whose review is asked for and not yet given. */
  requested: string[]
  createdAt: string
  updatedAt: string
  closedAt: string | null
  merged: { at: string; by: string; sha: string } | null
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'

export interface Review {
  id: number
  pull: number
  author: string
  state: ReviewState
  body: string
  commit: string
  at: string
}

/** An issue that is no pull request. Its number is none of theirs. */
export interface Ticket {
  number: number
  id: number
  title: string
  body: string | null
  author: string
  labels: string[]
  createdAt: string
  updatedAt: string
}

/** A release as GitHub calls it. */
export interface PublishedRelease {
  id: number
  tag: string
  /** Where the tag is made if there is none: a branch or a commit. */
  target: string
  name: string | null
  body: string | null
  draft: boolean
  prerelease: boolean
  author: string
  createdAt: string
}

/** A run of a workflow that somebody asked for. */
export interface Dispatch {
  /** As the caller named it: a file's name. */
  workflow: string
  ref: string
  inputs: Record<string, unknown>
  /** Login of who asked. */
  actor: string
}

export interface Comment {
  id: number
  /** Number of the pull request, or of the issue. */
  pull: number
  author: string
  body: string
  createdAt: string
  updatedAt: string
}

/** An entry of a pull request's event list; `detail` holds the keys that its kind adds. */
export interface Event {
  id: number
  pull: number
  kind: string
  actor: string
  at: string
  commit: string | null
  /** For `review_requested` and `review_request_removed`: who was asked. */
  reviewer?: string
  detail?: Record<string, unknown>
}

export interface Status {
  id: number
  sha: string
  context: string
  state: 'error' | 'failure' | 'pending' | 'success'
  description: string | null
  targetUrl: string | null
  creator: string
  at: string
}

/** A ruleset as it was written; `given` holds what the caller said. */
export interface Ruleset {
  id: number
  given: Record<string, unknown> & { name: string; enforcement: string }
  createdAt: string
  updatedAt: string
}

export interface State {
  /** Set when the server listens: the start of every API address. */
  url: string
  owner: string
  name: string
  id: number
  bare: string
  defaultBranch: string
  /** Contexts that must be `success` on head before a merge; compared without case. */
  requiredContexts: string[]
  /** Whose statuses count for them; `null`: everybody’s. */
  requiredFrom: string | null
  signed: (sha: string) => boolean
  /** Commits that were made here, which GitHub signs itself. */
  own: Set<string>
  createdAt: string
  users: User[]
  /** Logins of accounts that are gone. */
  deleted: Set<string>
  tokens: Token[]
  pulls: Pull[]
  tickets: Ticket[]
  dispatches: Dispatch[]
  releases: PublishedRelease[]
  reviews: Review[]
  comments: Comment[]
  events: Event[]
  statuses: Status[]
  rulesets: Ruleset[]
  /** Requests of each token so far, for the rate limit. */
  used: Map<string, number>
  /** Commits that statuses were set on. */
  commits: Set<string>
  /** Files between two commits: both are content addresses, so it never goes stale. */
  files: Map<string, Promise<FileChange[]>>
  now: () => Date
  /** Numbers for ids, in the order of creation: sorting by id is sorting by time. */
  nextId: () => number
}

/** A counter that starts high enough to be told from a pull request number. */
export function counter(start = 1_000_001): () => number {
  let next = start
  return () => next++
}

/** Pull requests and issues are counted together. */
export const nextNumber = ({ pulls, tickets }: State): number => pulls.length + tickets.length + 1

/** The account with this login, without regard to case; `null` where there is none or it was deleted. */
export function findUser(state: State, login: string): User | null {
  if (state.deleted.has(login.toLowerCase())) return null
  return state.users.find(user => sameLogin(user.login, login)) ?? null
}

/** Logins and status contexts are compared without case. */
export function sameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Whether a review may be asked of this user. */
export function isCollaborator(user: User): boolean {
  return user.collaborator ?? user.type === 'User'
}

/** The address that GitHub puts on a commit made for this account. */
export function noreply(user: User): string {
  return `${user.id}+${user.login}@users.noreply.github.com`
}
