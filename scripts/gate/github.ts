/** The gate in GitHub Actions: which pull requests an event is about, each judged by itself. */
import { readFileSync } from 'node:fs'
import { plain, say } from '../../policies/words.ts'
import { connect } from '../github/client.ts'
import { workflowLogin } from '../github/comment.ts'
import { postStatus } from '../github/effects.ts'
import { type Meant, resolve, type Target, targetOf } from '../github/event.ts'
import { headOf, readPull } from '../github/facts.ts'
import type { Git } from '../read/git.ts'
import { gitWithToken } from '../read/remote.ts'
import { context } from './decide.ts'
import { judge } from './judge.ts'
import { fetchHeads, type Group, type Run } from './look.ts'
import type { Options } from './options.ts'

const failed = {
  context,
  state: 'error',
  description: 'Countersign could not judge this: see the run of the workflow gate.',
} as const

/** Judges every pull request that the event is about, and says how it ended: the worst of them. */
export async function judgeOnGitHub(options: Options): Promise<number> {
  const client = connect({
    baseUrl: need('GITHUB_API_URL'),
    repository: need('GITHUB_REPOSITORY'),
    token: need('GITHUB_TOKEN'),
    ...patience(),
  })
  const git = gitWithToken('.', process.env['GITHUB_TOKEN'])
  const login = process.env['COUNTERSIGN_LOGIN'] || workflowLogin
  const target = targetOf(process.env['GITHUB_EVENT_NAME'] ?? '', payload(), options.pull)
  if ('none' in target) console.log(plain(say`Nothing to judge: ${target.none}.`))
  const all = await resolve(client, target)
  const run = { client, git, login, accounts: new Map(), options, fetched: fetchAll(git, all) }
  const codes: number[] = []
  for (const meant of all) codes.push(await judgeOne(run, meant, groupOf(target)))
  return Math.max(0, ...codes)
}

/** One fetch for all. Where it fails, each pull request asks for itself, and reports by itself. */
function fetchAll(git: Git, all: readonly Meant[]): boolean {
  if (all.length === 0) return false
  try {
    fetchHeads(
      git,
      all.map(({ number }) => number),
    )
    return true
  } catch {
    return false
  }
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
async function judgeOne(run: Run, meant: Meant, group: Group): Promise<number> {
  try {
    return await judge(run, meant, group)
  } catch (error) {
    console.error(plain(say`Pull request ${meant.number} could not be judged: ${messageOf(error)}`))
    if (!run.options.dryRun) await report(run, meant.number, group)
    return 2
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The status of a pull request whose verdict could not be found. Where even that cannot be posted, the missing status fails closed. */
async function report({ client }: Run, number: number, group: Group): Promise<void> {
  try {
    const { sha } = headOf(await readPull(client, number))
    for (const one of [sha, ...(group ? [group] : [])]) await postStatus(client, { sha: one, ...failed })
  } catch (error) {
    console.error(plain(say`Nor could that be reported: ${messageOf(error)}`))
  }
}
