/** What is known of one pull request on GitHub: from GitHub, and from git. Nothing of the head is run or checked out. */
import { type Accounts, commitsOf } from '../github/authors.ts'
import type { Client } from '../github/client.ts'
import { readStatus } from '../github/effects.ts'
import type { Meant } from '../github/event.ts'
import { factsOf, headOf, isOvertaken, readPull } from '../github/facts.ts'
import { readTimeline, type Timeline } from '../github/timeline.ts'
import { readChange, writtenSince } from '../read/change.ts'
import { commitOf, type Git } from '../read/git.ts'
import { fetchCommits, fetchHead, fetchReviewed, tipOf } from '../read/remote.ts'
import { context, type Known } from './decide.ts'
import type { Options } from './options.ts'

/** What all pull requests of one run share. */
export interface Run {
  client: Client
  git: Git
  /** The account that the token comments and sets statuses as. */
  login: string
  /** Whether base and heads were fetched for all of them. */
  fetched: boolean
  /** Whose e-mail addresses are known by now. */
  accounts: Accounts
  options: Options
}

/** Where a verdict is told, besides the pull request: the head of a merge group. */
export type Group = string | undefined

/** A pull request as it was read, with what must still be so when the verdict is out. */
export interface Look {
  known: Known
  timeline: Timeline
}

/** Fetches the tips of the default branch and of pull requests: what takes long comes before what people said is read. */
export function fetchHeads(git: Git, numbers: readonly number[]): void {
  const base = `+${defaultBranch}:${baseRef}`
  try {
    fetchCommits(git, [base, ...numbers.map(number => `refs/pull/${number}/head`)])
  } catch {
    // one that is not there must not keep the base away; a head that is needed is asked for by its name
    fetchCommits(git, [base])
  }
}

/**
 * All that the verdict stands on; `null` where it is closed. The timeline comes first: what changes a pull request after that is an entry that
 * is found at the end.
 */
export async function lookAt(
  { client, git, login, accounts, options }: Run,
  meant: Meant,
  group: Group,
): Promise<Look | null> {
  const { number, listed } = meant
  const timeline = await readTimeline(client, number)
  const isListed = listed !== undefined && !isOvertaken(listed, timeline, commitsIn(git, headOf(listed).sha))
  const pull = isListed ? listed : await readPull(client, number)
  const { open, comments, reviewersNow, verified, ...facts } = factsOf(pull, timeline, `${client.owner}/${client.repo}`)
  if (!open) return null
  const shown = await readStatus(client, facts.head.sha, context, login)
  const reviewed = [...new Set(facts.reviews.flatMap(({ commit }) => commit ?? []))]
  fetchReviewed(git, reviewed)
  // GitHub remembers the base as it was when the head was pushed; signatures are for what would be merged now
  const sha = commitOf(git, baseRef)
  fetchHead(git, facts.head.sha)
  const { before, after, written, ...change } = readChange(git, sha, facts.head.sha, reviewed)
  const told = [facts.author, ...facts.reviews.map(({ person }) => person), ...facts.asked.map(({ person }) => person)]
  const commits = (await commitsOf(client, number, written, accounts, told)).map(commit => ({
    ...commit,
    verified: verified.includes(commit.sha),
  }))
  const cut = cutOf(commits.length, change.files.length)
  const question = {
    before,
    after,
    pull: { ...facts, ...change, base: { ...facts.base, sha }, commits, cut },
    now: options.now,
  }
  return {
    known: { facts: { ...facts, comments, reviewersNow }, question, shown, group, login, web: webOf(client) },
    timeline,
  }
}

/** The commits of a head that the base does not have. */
function commitsIn(git: Git, head: string): Set<string> {
  fetchHead(git, head)
  return new Set(Object.keys(writtenSince(git, commitOf(git, baseRef), head)))
}

const baseRef = 'refs/countersign/base'
/** What GitHub calls the default branch, whatever its name: rules are read there and nowhere else. */
const defaultBranch = 'HEAD'

const mostCommits = 250
const mostFiles = 3000

/** GitHub shows nobody more than this: what reviewers could not see they have not signed. */
const cutOf = (commits: number, files: number): ('commits' | 'files')[] => [
  ...(commits > mostCommits ? (['commits'] as const) : []),
  ...(files > mostFiles ? (['files'] as const) : []),
]

const webOf = ({ owner, repo }: Client) => ({
  repository: `${process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${owner}/${repo}`,
})

/** Whether the default branch is no longer where it was when a pull request was looked at. */
export const hasBaseMoved = (git: Git, { known }: Look): boolean =>
  tipOf(git, defaultBranch) !== known.question.pull.base.sha
