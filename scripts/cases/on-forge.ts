/**
 * Plays a case on the embedded forge: people push, approve, object, dismiss and ask through its API, and then the gate judges and tells, as it
 * does on GitHub. So what `pull.json` says GitHub would tell is what the double of GitHub does tell.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { context } from '../gate/decide.ts'
import { judge } from '../gate/judge.ts'
import { connect } from '../github/client.ts'
import { workflowLogin } from '../github/comment.ts'
import { type Git, gitIn } from '../read/git.ts'
import { type Forge, startForge } from '../rehearsal/forge.ts'
import { type History, pullFileOf, writeCase } from './case.ts'
import { type Cast, castOf } from './cast.ts'

/** What the pull request of a case shows in the end. */
export interface Shown {
  state: string | undefined
  /** The line of the status. */
  description: string | null
  comments: string[]
  /** What the forge did that GitHub's description of its API does not allow. */
  breaches: string[]
}

interface Stage {
  forge: Forge
  git: Git
  clock: { now: Date }
  file: ReturnType<typeof pullFileOf>
  history: History
  cast: Cast
}

const at = { owner: 'acme', repo: 'releases' }
const topic = 'refs/heads/topic'
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** Plays a case, has it judged, and says what it shows. The gate prints the verdict as JSON. */
export async function play(name: string): Promise<Shown> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-forge-'))
  const bare = join(folder, 'releases.git')
  gitIn(folder)(['init', '--quiet', '--bare', '--initial-branch=main', bare])
  const git = gitIn(bare)
  git(['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  const file = pullFileOf(name)
  const cast = castOf(file)
  const history = writeCase(name, git, cast.signing)
  const clock = { now: new Date('2026-11-16T09:00:00Z') }
  const { users, tokens } = cast
  const forge = await startForge({
    repository: 'acme/releases',
    bare,
    defaultBranch: 'main',
    users,
    tokens,
    now: () => clock.now,
  })
  const stage: Stage = { forge, git, clock, file, history, cast }
  try {
    const number = await open(stage)
    await happen(stage, number)
    await judgeIn(folder, stage, number)
    return await shown(stage, number)
  } finally {
    await forge.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const as = ({ forge }: Stage, login: string) => new Octokit({ auth: login, baseUrl: forge.url, log: silent }).rest

/** Opens the pull request with its first commit, and pushes the others one by one: each is a head that can be reviewed. */
async function open(stage: Stage): Promise<number> {
  const { git, file, history, cast } = stage
  const [first, ...others] = history.branch.map(({ commit }) => commit.sha)
  git(['update-ref', 'refs/heads/main', history.fork.sha])
  git(['update-ref', topic, more(stage, first ?? '')])
  const { draft = false, title = 'Next phase' } = file
  const api = as(stage, cast.loginOf(file.author))
  const { data } = await api.pulls.create({ ...at, title, head: 'topic', base: 'main', draft })
  for (const sha of others) {
    git(['update-ref', topic, sha])
    // the forge notices a push at the next request
    await api.pulls.get({ ...at, pull_number: data.number })
  }
  git(['update-ref', 'refs/heads/main', history.main.sha])
  return data.number
}

/** A commit that brings more of what GitHub cuts than it lists: 250 commits before it, or 3,000 files besides its own. */
function more({ git, file, history, cast }: Stage, sha: string): string {
  if (!file.cut) return sha
  const { person, message } = cast.signing('head')
  const by = `author ${person} 1700000000 +0000\ncommitter ${person} 1700000000 +0000\n${data(message)}`
  const prose = (count: number) =>
    Array.from({ length: count }, (_, index) => `M 100644 inline notes/${index}/README.md\n${data('Prose.')}`)
  const commits = file.cut.includes('commits') ? 250 : 0
  const before = Array.from({ length: commits }, (_, index) => {
    return `commit refs/cases/more\n${by}${index === 0 ? `from ${history.fork.sha}\n` : ''}${prose(1)}`
  })
  const tree = git(['ls-tree', '-z', sha]).toString().split('\0').filter(Boolean)
  const own = tree.map(line => line.replace(/^(\d+) \w+ (\w+)\t/, 'M $1 $2 ')).map(line => `${line}\n`)
  const from = commits === 0 ? `from ${history.fork.sha}\n` : ''
  const files = file.cut.includes('files') ? prose(3000) : []
  git(
    ['fast-import', '--quiet', '--force'],
    [...before, `commit refs/cases/more\n${by}${from}`, ...own, ...files, ''].join(''),
  )
  return git(['rev-parse', 'refs/cases/more']).toString().trim()
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`

/** What people say and do, in its order; accounts that are gone go last. */
async function happen(stage: Stage, pull_number: number): Promise<void> {
  const { forge, clock, file, history, cast } = stage
  for (const { who, at: time } of file.asked ?? []) {
    clock.now = new Date(time)
    const reviewers = [cast.loginOf(who)]
    await as(stage, cast.loginOf(file.author)).pulls.requestReviewers({ ...at, pull_number, reviewers })
  }
  for (const review of file.reviews ?? []) await say(stage, pull_number, review)
  if (file.base) {
    stage.git(['update-ref', `refs/heads/${file.base.branch}`, history.fork.sha])
    await as(stage, cast.loginOf(file.author)).pulls.update({ ...at, pull_number, base: file.base.branch })
  }
  for (const login of cast.gone) forge.deleteUser(login)
}

const headOf = ({ git }: Stage) => git(['rev-parse', topic]).toString().trim()

type Review = NonNullable<ReturnType<typeof pullFileOf>['reviews']>[number]
const events = { approved: 'APPROVE', 'changes-requested': 'REQUEST_CHANGES', commented: 'COMMENT' } as const

async function say(stage: Stage, pull_number: number, review: Review): Promise<void> {
  const { clock, history, cast } = stage
  const { by, state, commit, at: time = '2026-11-17T09:00:00Z', was = 'approved', dismissedBy = null } = review
  clock.now = new Date(time)
  const login = cast.loginOf(by)
  const reviewed = commit ? (history.resolve(commit) ?? '') : headOf(stage)
  const commit_id = commit === null ? await passing(stage, pull_number) : reviewed
  const event = events[state === 'dismissed' ? was : state]
  const api = as(stage, login)
  const { data } = await api.pulls.createReview({ ...at, pull_number, event, commit_id, body: 'As discussed.' })
  const review_id = data.id
  // nobody reads the text: what is written there later changes nothing
  await api.pulls.updateReview({ ...at, pull_number, review_id, body: 'I take it back.' })
  if (state === 'dismissed') {
    const message = 'Settled.'
    await as(stage, cast.loginOf(dismissedBy)).pulls.dismissReview({ ...at, pull_number, review_id, message })
  }
}

/** A commit that was the head for a moment, and is found nowhere afterwards. */
async function passing(stage: Stage, pull_number: number): Promise<string> {
  const { git } = stage
  const [head, tree] = git(['rev-parse', topic, `${topic}^{tree}`])
    .toString()
    .trim()
    .split('\n')
  const person = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.org']
  const sha = git([...person, 'commit-tree', tree ?? '', '-p', head ?? '', '-m', 'For a moment'])
    .toString()
    .trim()
  const look = () => as(stage, 'owner').pulls.get({ ...at, pull_number })
  git(['update-ref', topic, sha])
  await look()
  git(['update-ref', topic, head ?? ''])
  await look()
  git(['prune', '--expire=now'])
  return sha
}

async function judgeIn(folder: string, { forge, clock, history }: Stage, number: number): Promise<void> {
  clock.now = history.now
  const clone = join(folder, 'clone')
  gitIn(folder)(['clone', '--quiet', '--no-checkout', join(folder, 'releases.git'), clone])
  const client = connect({ baseUrl: forge.url, repository: 'acme/releases', token: workflowLogin, patience: 0.001 })
  const options = { now: history.now, json: true }
  const run = { client, git: gitIn(clone), login: workflowLogin, accounts: new Map(), options, fetched: false }
  await judge(run, { number }, undefined)
}

async function shown(stage: Stage, number: number): Promise<Shown> {
  const api = as(stage, 'owner')
  const ref = headOf(stage)
  const { data: statuses } = await api.repos.listCommitStatusesForRef({ ...at, ref })
  const { data: comments } = await api.issues.listComments({ ...at, issue_number: number })
  const status = statuses.find(one => one.context === context)
  return {
    state: status?.state,
    description: status?.description ?? null,
    comments: comments.map(({ body }) => body ?? ''),
    breaches: stage.forge.contractBreaches,
  }
}
