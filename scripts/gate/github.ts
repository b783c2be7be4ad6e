/** The gate in GitHub Actions: reads the pull request, judges it, and tells GitHub. Nothing of the head is run or checked out. */
import { readFileSync } from 'node:fs'
import { evaluate } from '../../policies/evaluate.ts'
import type { Verdict } from '../../policies/model.ts'
import type { Options } from '../gate.ts'
import { type Client, connect } from '../github/client.ts'
import { carryOut, headNow, planEffects, postStatus, readStatus, type Wanted } from '../github/effects.ts'
import { resolve, type Target, targetOf } from '../github/event.ts'
import { type GitHubFacts, readPullRequest } from '../github/facts.ts'
import { readChange } from '../read/change.ts'
import { commitOf, type Git } from '../read/git.ts'
import { fetchCommits, fetchReviewed, gitWithToken } from '../read/remote.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf, type Web } from '../render/comment.ts'
import { statusOf } from '../render/status.ts'
import { annotate } from './actions.ts'
import { exitCodeOf, print } from './print.ts'

/** The name of the commit status: the one required check. */
const context = 'countersign/gate'

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
  if ('none' in target) console.log(`Nothing to judge: ${target.none}.`)
  const codes: number[] = []
  for (const number of await resolve(client, target)) codes.push(await judgeOne(client, git, number, target, options))
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

/** One pull request of several must not keep the others from being judged. */
async function judgeOne(client: Client, git: Git, number: number, target: Target, options: Options): Promise<number> {
  try {
    return await judge(client, git, number, target, options)
  } catch (error) {
    console.error(`Pull request ${number} could not be judged: ${error instanceof Error ? error.message : error}`)
    await report(client, number, options)
    return 2
  }
}

/** The status of a pull request whose verdict could not be found. Where even that cannot be posted, the missing status fails closed. */
async function report(client: Client, number: number, { dryRun }: Options): Promise<void> {
  if (dryRun) return
  try {
    await postStatus(client, {
      sha: await headNow(client, number),
      context,
      state: 'error',
      description: 'Countersign could not judge this: see the run of the workflow gate.',
    })
  } catch (error) {
    console.error(`Nor could that be reported: ${error instanceof Error ? error.message : error}`)
  }
}

async function judge(client: Client, git: Git, number: number, target: Target, options: Options): Promise<number> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const facts = await readPullRequest(client, number)
    if (!facts.open) {
      console.log(`Pull request ${number} is closed: nothing to judge.`)
      return 0
    }
    const shown = await readStatus(client, facts.head.sha, context)
    if (!shown && !options.dryRun)
      await postStatus(client, {
        sha: facts.head.sha,
        context,
        state: 'pending',
        description: 'Countersign is judging this.',
      })
    const verdict = verdictOf(git, facts, options.now)
    if (options.dryRun || (await headNow(client, number)) === facts.head.sha)
      return tell(client, facts, verdict, target, options)
    console.log(`The head of pull request ${number} moved while it was judged: judging the new one.`)
  }
  throw new Error('its head moved three times while it was judged')
}

function verdictOf(git: Git, facts: GitHubFacts, now: Date): Verdict {
  const { open: _open, reviewersNow: _now, comments: _comments, ...pull } = facts
  // GitHub remembers the base as it was when the head was pushed; signatures are for what would be merged now
  const tip = 'refs/countersign/base'
  const branch = facts.base.isDefault ? [`+refs/heads/${facts.base.branch}:${tip}`] : [`+HEAD:${tip}`]
  fetchCommits(git, [...branch, facts.head.sha])
  const reviewed = [...new Set(facts.reviews.flatMap(({ commit }) => commit ?? []))]
  fetchReviewed(git, reviewed)
  const base = commitOf(git, tip)
  const { before, after, parents, ...told } = readChange(git, base, facts.head.sha, reviewed)
  const question = { before, after, pull: { ...pull, base: { ...pull.base, sha: base }, ...told }, now }
  // what git has and GitHub does not tell of cannot be judged
  const untold = Object.keys(parents).some(sha => !pull.commits.some(commit => commit.sha === sha))
  return evaluate(
    untold && pull.cut.length === 0 ? { ...question, pull: { ...question.pull, cut: ['commits'] } } : question,
  )
}

async function tell(
  client: Client,
  facts: GitHubFacts,
  verdict: Verdict,
  target: Target,
  options: Options,
): Promise<number> {
  const web: Web = {
    repository: `${process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${client.owner}/${client.repo}`,
  }
  const ask = verdict.ask.flatMap(id => verdict.glossary.people[id] ?? []).map(({ login }) => ({ id: null, login }))
  const comment = commentOf(verdict, web)
  const wanted: Wanted = {
    status: { sha: verdict.head, context, state: verdict.state, description: statusOf(verdict) },
    comment,
    ask,
  }
  const effects = planEffects(facts, wanted, await readStatus(client, verdict.head, context))
  if (options.dryRun) {
    console.log(JSON.stringify(effects, null, 2))
    return exitCodeOf(verdict.state)
  }
  const { refused } = await carryOut(client, facts.number, effects)
  if ('group' in target && target.group) await postStatus(client, { ...wanted.status, sha: target.group })
  for (const { login, reason } of refused) console.log(`GitHub would not ask ${login} for a review: ${reason}`)
  await annotate(annotationsOf(verdict), comment)
  return print(verdict, options)
}
