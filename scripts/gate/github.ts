/** The gate in GitHub Actions: reads the pull request, judges it, and tells GitHub. Nothing of the head is run or checked out. */
import { readFileSync } from 'node:fs'
import type { Question } from '../../policies/evaluate.ts'
import type { Verdict } from '../../policies/model.ts'
import { type Client, connect } from '../github/client.ts'
import { carryOut, type Effect, headNow, postStatus, readStatus, type Status } from '../github/effects.ts'
import { resolve, type Target, targetOf } from '../github/event.ts'
import { type GitHubFacts, readPullRequest } from '../github/facts.ts'
import { readChange } from '../read/change.ts'
import { commitOf, type Git } from '../read/git.ts'
import { fetchCommits, fetchReviewed, gitWithToken } from '../read/remote.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf } from '../render/comment.ts'
import { plain, say } from '../render/words.ts'
import { annotate } from './actions.ts'
import { context, type Decision, decide, type Known } from './decide.ts'
import type { Options } from './options.ts'
import { exitCodeOf, print } from './print.ts'

const judging = { context, state: 'pending', description: 'Countersign is judging this.' } as const
const failed = {
  context,
  state: 'error',
  description: 'Countersign could not judge this: see the run of the workflow gate.',
} as const

/** Where a verdict is told, besides the pull request: the head of a merge group. */
type Group = string | undefined

/** Judges every pull request that the event is about, and says how it ended: the worst of them. */
export async function judgeOnGitHub(options: Options): Promise<number> {
  const client = connect({
    baseUrl: need('GITHUB_API_URL'),
    repository: need('GITHUB_REPOSITORY'),
    token: need('GITHUB_TOKEN'),
    ...patience(),
  })
  const git = gitWithToken('.', process.env['GITHUB_TOKEN'])
  const target = targetOf(process.env['GITHUB_EVENT_NAME'] ?? '', payload(), options.pull)
  if ('none' in target) console.log(plain(say`Nothing to judge: ${target.none}.`))
  const codes: number[] = []
  for (const number of await resolve(client, target)) {
    codes.push(await judgeOne(client, git, number, groupOf(target), options))
  }
  return Math.max(0, ...codes)
}

function need(name: string): string {
  const value = process.env[name]
  if (!value)
    throw new Error(`${name} is not set. In GitHub Actions it is; without GitHub, use --base, --head and --pull-file.`)
  return value
}

/** How long to wait when GitHub is slow, for tests and rehearsals: a factor. */
const patience = () =>
  process.env['COUNTERSIGN_PATIENCE'] ? { patience: Number(process.env['COUNTERSIGN_PATIENCE']) } : {}

function payload(): unknown {
  const path = process.env['GITHUB_EVENT_PATH']
  return path ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

const groupOf = (target: Target): Group => ('group' in target ? target.group : undefined)

/** One pull request of several must not keep the others from being judged. */
async function judgeOne(client: Client, git: Git, number: number, group: Group, options: Options): Promise<number> {
  try {
    return await judge(client, git, number, group, options)
  } catch (error) {
    console.error(plain(say`Pull request ${number} could not be judged: ${messageOf(error)}`))
    if (!options.dryRun) await report(client, number, group)
    return 2
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The status of a pull request whose verdict could not be found. Where even that cannot be posted, the missing status fails closed. */
async function report(client: Client, number: number, group: Group): Promise<void> {
  try {
    for (const sha of [await headNow(client, number), ...(group ? [group] : [])]) {
      await postStatus(client, { sha, ...failed })
    }
  } catch (error) {
    console.error(plain(say`Nor could that be reported: ${messageOf(error)}`))
  }
}

async function judge(client: Client, git: Git, number: number, group: Group, options: Options): Promise<number> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const facts = await readPullRequest(client, number)
    if (!facts.open) {
      console.log(`Pull request ${number} is closed: nothing to judge.`)
      return 0
    }
    const shown = await shownFirst(client, facts.head.sha, options)
    const known = { facts, question: questionOf(git, facts, options.now), shown, group, web: webOf(client) }
    const { verdict, effects } = decide(known)
    if (options.dryRun) {
      console.log(JSON.stringify(effects, null, 2))
      return exitCodeOf(verdict.state)
    }
    if (effects.length === 0 || (await stillSo(client, facts, verdict.state)))
      return tell(client, known, { verdict, effects }, options)
    console.log(`Pull request ${number} changed while it was judged: judging it again.`)
  }
  throw new Error('it changed three times while it was judged')
}

/** Whether what was judged is still what is there: before a pass all that people said, else the head. */
async function stillSo(client: Client, facts: GitHubFacts, state: Verdict['state']): Promise<boolean> {
  if (state !== 'success') return (await headNow(client, facts.number)) === facts.head.sha
  const said = ({ head, base, draft, open, reviews, commits }: GitHubFacts) =>
    JSON.stringify([head, base, draft, open, reviews, commits])
  return said(await readPullRequest(client, facts.number)) === said(facts)
}

/** The status that a commit shows; one that has none is shown to be judged. */
async function shownFirst(client: Client, sha: string, { dryRun }: Options): Promise<Status | null> {
  const shown = await readStatus(client, sha, context)
  if (shown || dryRun) return shown
  await postStatus(client, { sha, ...judging })
  return { ...judging, url: null }
}

function questionOf(git: Git, facts: GitHubFacts, now: Date): Question {
  const { open: _open, reviewersNow: _now, comments: _comments, ...pull } = facts
  // GitHub remembers the base as it was when the head was pushed; signatures are for what would be merged now
  const tip = 'refs/countersign/base'
  const branch = facts.base.isDefault ? [`+refs/heads/${facts.base.branch}:${tip}`] : [`+HEAD:${tip}`]
  fetchCommits(git, [...branch, facts.head.sha])
  const reviewed = [...new Set(facts.reviews.flatMap(({ commit }) => commit ?? []))]
  fetchReviewed(git, reviewed)
  const base = commitOf(git, tip)
  const { before, after, parents, ...told } = readChange(git, base, facts.head.sha, reviewed)
  // what git has and GitHub does not tell of cannot be judged
  const untold = Object.keys(parents).some(sha => !pull.commits.some(commit => commit.sha === sha))
  const cut = untold && pull.cut.length === 0 ? (['commits'] as const) : pull.cut
  return { before, after, pull: { ...pull, base: { ...pull.base, sha: base }, cut: [...cut], ...told }, now }
}

const webOf = ({ owner, repo }: Client) => ({
  repository: `${process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${owner}/${repo}`,
})

/** Asks first: whom GitHub would not ask, the comment must not say to have been asked. */
async function tell(client: Client, known: Known, decision: Decision, options: Options): Promise<number> {
  const { number } = known.facts
  // a green status must not outlast what it said, whatever goes wrong from here on
  const overtaken = known.shown?.state === 'success' && decision.verdict.state !== 'success'
  if (overtaken)
    await carryOut(
      client,
      number,
      decision.effects.filter(({ kind }) => kind === 'status'),
    )
  const requests = decision.effects.filter(({ kind }) => kind === 'review-request')
  const { refused } = await carryOut(client, number, requests)
  for (const { login, reason } of refused)
    console.log(plain(say`GitHub would not ask ${login} for a review: ${reason}`))
  const logins = refused.map(({ login }) => login)
  const { verdict, effects } = logins.length > 0 ? decide(known, logins) : decision
  const told: Effect['kind'][] = overtaken && logins.length === 0 ? ['review-request', 'status'] : ['review-request']
  await carryOut(
    client,
    number,
    effects.filter(({ kind }) => !told.includes(kind)),
  )
  await annotate(annotationsOf(verdict), commentOf(verdict, known.web))
  return print(verdict, options)
}
