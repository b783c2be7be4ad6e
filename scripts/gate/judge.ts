/** One pull request on GitHub: read, judged, told, and looked at once more. Nothing of the head is run or checked out. */
import { type Accounts, commitsOf, samePerson } from '../github/authors.ts'
import type { Client } from '../github/client.ts'
import { carryOut, type Done, readStatus } from '../github/effects.ts'
import type { Meant } from '../github/event.ts'
import { factsOf, headOf, isOvertaken, readPull } from '../github/facts.ts'
import { addedSince, readTimeline, type Timeline } from '../github/timeline.ts'
import { readChange, writtenSince } from '../read/change.ts'
import { commitOf, type Git } from '../read/git.ts'
import { fetchCommits, fetchHead, fetchReviewed, tipOf } from '../read/remote.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf } from '../render/comment.ts'
import { jsonText } from '../render/json.ts'
import { plain, say } from '../render/words.ts'
import { annotate } from './actions.ts'
import { context, type Decision, decide, type Known } from './decide.ts'
import type { Options } from './options.ts'
import { exitCodeOf, print } from './print.ts'

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
interface Look {
  known: Known
  timeline: Timeline
}

const attempts = 3

/**
 * Judges one pull request, and gives the exit code. Another run may judge it at the same time, and people go on: so after telling, it looks
 * whether anything happened since it looked first, and then judges again. Whoever tells last has seen everything.
 */
export async function judge(run: Run, meant: Meant, group: Group): Promise<number> {
  const { number } = meant
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1 || !run.fetched) fetchHeads(run.git, [number])
    const look = await lookAt(run, attempt === 1 ? meant : { number }, group)
    if (!look) {
      console.log(`Pull request ${number} is closed: nothing to judge.`)
      return 0
    }
    const decision = decide(look.known)
    if (run.options.dryRun) {
      console.log(jsonText(decision.effects))
      return exitCodeOf(decision.verdict.state)
    }
    const { verdict, done } = await tell(run, look.known, decision)
    if (!done || !(await hasMoved(run, look, done))) {
      await annotate(annotationsOf(verdict), commentOf(verdict, look.known.web))
      return print(verdict, run.options)
    }
    console.log(`Pull request ${number} changed while it was judged: judging it again.`)
  }
  throw new Error(`it changed ${attempts} times while it was judged`)
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
async function lookAt(
  { client, git, login, accounts, options }: Run,
  meant: Meant,
  group: Group,
): Promise<Look | null> {
  const { number, listed } = meant
  const timeline = await readTimeline(client, number)
  const isListed = listed !== undefined && !isOvertaken(listed, timeline, commitsIn(git, headOf(listed).sha))
  const pull = isListed ? listed : await readPull(client, number)
  const { open, comments, reviewersNow, ...facts } = factsOf(pull, timeline, `${client.owner}/${client.repo}`)
  if (!open) return null
  const shown = await readStatus(client, facts.head.sha, context, login)
  const reviewed = [...new Set(facts.reviews.flatMap(({ commit }) => commit ?? []))]
  fetchReviewed(git, reviewed)
  // GitHub remembers the base as it was when the head was pushed; signatures are for what would be merged now
  const sha = commitOf(git, baseRef)
  fetchHead(git, facts.head.sha)
  const { before, after, written, ...told } = readChange(git, sha, facts.head.sha, reviewed)
  const commits = await commitsOf(client, number, written, accounts)
  const cut = cutOf(commits.length, told.files.length)
  const question = {
    before,
    after,
    pull: { ...facts, ...told, base: { ...facts.base, sha }, commits, cut },
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

/** What people do besides, and what GitHub notes when somebody is asked: no verdict depends on it. Whatever is not known here counts. */
const asides = new Set([
  'assigned',
  'commented',
  'cross-referenced',
  'labeled',
  'line-commented',
  'mentioned',
  'milestoned',
  'demilestoned',
  'referenced',
  'review_request_removed',
  'subscribed',
  'unassigned',
  'unlabeled',
  'unsubscribed',
])

/** Whether anything has happened since the pull request was looked at, but for what we have told ourselves. */
async function hasMoved({ client, git, login }: Run, { known, timeline }: Look, { comment }: Done): Promise<boolean> {
  const { number } = known.question.pull
  const added = await addedSince(client, number, timeline, ({ event, id, by }) => {
    const isOurs = by !== null && samePerson({ id: null, login: by }, { id: null, login })
    return isOurs ? event !== 'commented' || id === `${comment}` : asides.has(event)
  })
  return added.length > 0 || tipOf(git, defaultBranch) !== known.question.pull.base.sha
}

/** Asks first: whom GitHub would not ask, the comment must not say to have been asked. `done` is `null` where there was nothing to tell. */
async function tell(
  { client, login }: Run,
  known: Known,
  decision: Decision,
): Promise<{ verdict: Decision['verdict']; done: Done | null }> {
  const { number } = known.question.pull
  const carry = (effects: Decision['effects']) => carryOut(client, number, effects, login)
  const of = (effects: Decision['effects'], ...kinds: string[]) => effects.filter(({ kind }) => kinds.includes(kind))
  // a green status must not outlast what it said, whatever goes wrong from here on
  const overtaken = known.shown?.state === 'success' && decision.verdict.state !== 'success'
  if (overtaken) await carry(of(decision.effects, 'status'))
  const { refused } = await carry(of(decision.effects, 'review-request'))
  for (const { login, reason } of refused)
    console.log(plain(say`GitHub would not ask ${login} for a review: ${reason}`))
  const { verdict, effects } =
    refused.length > 0
      ? decide(
          known,
          refused.map(({ login }) => login),
        )
      : decision
  const told = overtaken && refused.length === 0 ? [] : ['status']
  const done = await carry(of(effects, 'comment', 'comment-removal', ...told))
  return { verdict, done: decision.effects.length > 0 ? done : null }
}
