/** One pull request on GitHub: read, judged, told, and looked at once more. Nothing of the head is run or checked out. */
import type { Question } from '../../policies/evaluate.ts'
import { type Accounts, commitsOf } from '../github/authors.ts'
import type { Client } from '../github/client.ts'
import { carryOut, type Done, readStatus } from '../github/effects.ts'
import type { Meant } from '../github/event.ts'
import { factsOf, headOf, isOvertaken, readPull, type Shown } from '../github/facts.ts'
import { addedSince, readTimeline, type Timeline } from '../github/timeline.ts'
import { readChange } from '../read/change.ts'
import { commitOf, type Git } from '../read/git.ts'
import { fetchCommits, fetchReviewed, tipOf } from '../read/remote.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf } from '../render/comment.ts'
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
export async function judge(run: Run, { number, shown }: Meant, group: Group): Promise<number> {
  let before: Shown | undefined = shown
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const seen = before ?? (await readPull(run.client, number))
    before = undefined
    if (!headOf(seen).open) {
      console.log(`Pull request ${number} is closed: nothing to judge.`)
      return 0
    }
    const look = await lookAt(run, number, seen, group)
    if (!look) continue
    const decision = decide(look.known)
    if (run.options.dryRun) {
      console.log(JSON.stringify(decision.effects, null, 2))
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

/** All that the verdict stands on; `null` where GitHub showed what was no longer so. What takes long comes before what people said. */
async function lookAt(run: Run, number: number, seen: Shown, group: Group): Promise<Look | null> {
  const { client, git, login } = run
  const { sha } = headOf(seen)
  fetchCommits(git, [`+${defaultBranch}:${baseRef}`, sha])
  const timeline = await readTimeline(client, number)
  const { comments, reviewersNow, open: _, ...facts } = factsOf(seen, timeline, `${client.owner}/${client.repo}`)
  const shown = await readStatus(client, sha, context, login)
  const reviewed = [...new Set(facts.reviews.flatMap(({ commit }) => commit ?? []))]
  fetchReviewed(git, reviewed)
  // GitHub remembers the base as it was when the head was pushed; signatures are for what would be merged now
  const base = commitOf(git, baseRef)
  const { before, after, written, ...told } = readChange(git, base, sha, reviewed)
  if (isOvertaken(seen, timeline, new Set(Object.keys(written)))) return null
  const pull = {
    ...facts,
    ...told,
    base: { ...facts.base, sha: base },
    commits: await commitsOf(client, number, written, run.accounts),
  }
  const question: Question = { before, after, pull: { ...pull, cut: cutOf(pull) }, now: run.options.now }
  return {
    known: { facts: { ...facts, comments, reviewersNow }, question, shown, group, login, web: webOf(client) },
    timeline,
  }
}

const baseRef = 'refs/countersign/base'
/** What GitHub calls the default branch, whatever its name: rules are read there and nowhere else. */
const defaultBranch = 'HEAD'

const mostCommits = 250
const mostFiles = 3000

/** GitHub shows nobody more than this: what reviewers could not see they have not signed. */
const cutOf = ({ commits, files }: Pick<Question['pull'], 'commits' | 'files'>): Question['pull']['cut'] => [
  ...(commits.length > mostCommits ? (['commits'] as const) : []),
  ...(files.length > mostFiles ? (['files'] as const) : []),
]

const webOf = ({ owner, repo }: Client) => ({
  repository: `${process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${owner}/${repo}`,
})

/** Whether anything has happened since the pull request was looked at, but for what we have told ourselves. */
async function hasMoved({ client, git, login }: Run, { known, timeline }: Look, { comment }: Done): Promise<boolean> {
  const { number } = known.question.pull
  const added = await addedSince(client, number, timeline, ({ event, id, by }) => {
    return by?.toLowerCase() === login.toLowerCase() && (event !== 'commented' || id === `${comment}`)
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
