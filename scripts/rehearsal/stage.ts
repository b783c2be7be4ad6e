/** A forge over a small repository, for tests: five people, a bot, and a branch that waits to be proposed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { expect, onTestFinished } from 'vitest'
import { type Forge, type ForgeOptions, startForge } from './forge.ts'
import type { Signature } from './git.ts'
import { createBare, type NewCommit, writeHistory } from './history.ts'

export const at = { owner: 'acme', repo: 'releases' }
const all = { contents: 'write', 'pull-requests': 'write', issues: 'write', statuses: 'write' } as const
const quiet = () => {}

/** The signature of a person's commits; the e-mail links to the account. */
export function by(login: string, id: number, date = '2026-01-05T09:00:00Z'): Signature {
  return { name: login, email: `${id}+${login}@users.noreply.github.com`, date }
}
export const ann = by('ann', 11)

/** A commit with defaults; without `ref` on the branch `topic`. */
export function change(commit: Partial<NewCommit> = {}): NewCommit {
  return {
    ref: 'refs/heads/topic',
    files: { 'site.yaml': 'phase: two\n' },
    message: 'Next phase',
    author: ann,
    ...commit,
  }
}

export interface Stage {
  forge: Forge
  bare: string
  /** The first commit of main; `topic` has one more. */
  root: string
  as: (token: string) => Octokit['rest']
  /** Pushes commits, as they would come from outside. */
  push: (...commits: NewCommit[]) => Promise<string[]>
  /** Opens a pull request of ann's and returns its number. */
  open: (more?: Record<string, unknown>) => Promise<number>
}

/** Sets the stage and clears it when the test ends; a breach of the contract fails the test. */
export async function stage({ users = [], ...options }: Partial<ForgeOptions> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const bare = join(folder, 'releases.git')
  await createBare(bare, 'main')
  const main = change({ ref: 'refs/heads/main', files: { 'site.yaml': 'phase: one\n' }, message: 'Start' })
  const [root = ''] = await writeHistory(bare, [main, change({ parents: [main.ref] })])
  const people = ['ann', 'bob', 'cat', 'dan', 'eve'].map((login, at) => ({ login, id: 11 + at, type: 'User' as const }))
  const bot = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' as const }
  const forge = await startForge({
    repository: 'acme/releases',
    bare,
    defaultBranch: 'main',
    users: [...users, ...[...people, bot].filter(({ login }) => !users.some(user => user.login === login))],
    tokens: [
      ...people.map(({ login }) => ({ token: login, login, permissions: all })),
      { token: 'bot', login: bot.login, permissions: all, app: true },
    ],
    requiredContexts: [],
    ...options,
  })
  onTestFinished(async () => {
    await forge.close()
    expect(forge.contractBreaches).toEqual([])
  })
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const as = (token: string) => new Octokit({ auth: token, baseUrl: forge.url, log }).rest
  const open = async (more = {}) => {
    const { data } = await as('ann').pulls.create({ ...at, title: 'Next phase', head: 'topic', base: 'main', ...more })
    return data.number
  }
  return { forge, bare, root, as, open, push: (...commits) => writeHistory(bare, commits) }
}

/** What a refused call says: status, message, and the list of errors. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; message: string; errors: unknown }> {
  const error = await call.then(
    () => null,
    (reason: { status: number; response?: { data: { message: string; errors?: unknown } } }) => reason,
  )
  if (error === null) throw new Error('The call was expected to be refused.')
  return { status: error.status, message: error.response?.data.message ?? '', errors: error.response?.data.errors }
}
