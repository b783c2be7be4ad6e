/** For tests: a small repository on disk, a forge that stands for GitHub, and the commands run against it. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Octokit } from '@octokit/rest'
import { onTestFinished } from 'vitest'
import { content, type Ran, root, writeFiles } from '../gate/fixture.ts'
import type { Forge } from '../rehearsal/forge.ts'
import { by, change, at as repository, stage } from '../rehearsal/stage.ts'

export const at = repository
export const settings = 'policies/governance.yaml'
export const plainSettings = 'kind: Governance\nactionsApp: 15368\nmergeQueue: false\nsignedCommits: true\n'

/** The smallest repository that has all that policies must have: one pathway with its guidance, and the people of the cases. */
function small(): Record<string, string> {
  const wanted = /^policies\/(?:pathways\/ers-release|guidance\/S0|calendar\/.*|directory\/people)\.yaml$/
  return Object.fromEntries(Object.entries(content()).filter(([path]) => wanted.test(path)))
}

/** A folder with a small repository and these changes; `null` takes a file out. */
export function tree(changes: Record<string, string | null> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-governance-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = Object.entries({ ...small(), [settings]: plainSettings, ...changes })
  writeFiles(folder, Object.fromEntries(files.filter((file): file is [string, string] => file[1] !== null)))
  return folder
}

export interface Governed {
  forge: Forge
  /** As somebody who administers the repository. */
  admin: Octokit['rest']
  /** Runs `node scripts/<name>.ts`, as `admin` unless told. */
  run: (name: 'sync' | 'drift', args?: string[], who?: 'admin' | 'workflow') => Promise<Ran>
  /** What was written to GitHub so far. */
  writes: () => string[]
  /** Puts CODEOWNERS on the default branch. */
  push: (codeowners: string) => Promise<unknown>
  /** Puts the folder as it stands on the default branch, and commits it there. */
  merge: () => void
}

/** A forge with an administrator, and with the workflow's token, which may only read. */
export async function governed(folder: string): Promise<Governed> {
  const { forge, bare, as, push } = await stage({
    users: [{ login: 'owner', id: 899, type: 'User' }],
    tokens: [
      { token: 'admin', login: 'owner', permissions: { contents: 'write', administration: 'write' } },
      { token: 'workflow', login: 'github-actions[bot]', app: true, permissions: { contents: 'read' } },
    ],
  })
  const environment = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'acme/releases', COUNTERSIGN_PATIENCE: '0.001' }
  const parents = ['refs/heads/main']
  return {
    forge,
    admin: as('admin'),
    run: (name, args = [], who = 'admin') => command(folder, name, args, { ...environment, GITHUB_TOKEN: who }),
    writes: () =>
      forge.requests.filter(({ method }) => method !== 'GET').map(({ method, status }) => `${method} ${status}`),
    push: text =>
      push(
        change({ ref: 'refs/heads/main', parents, files: { '.github/CODEOWNERS': text }, author: by('owner', 899) }),
      ),
    merge: () => {
      commit(folder)
      git(folder, 'push', '-q', '--force', bare, 'HEAD:refs/heads/main')
    },
  }
}

/** Commits all that stands in a folder; the first time it becomes a repository. */
export function commit(folder: string): void {
  git(folder, 'init', '-q')
  git(folder, 'add', '-A')
  git(folder, '-c', 'user.name=owner', '-c', 'user.email=owner@example.org', 'commit', '-qm', 'Policies')
}

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: folder, env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' } })

/** Runs a command in a folder, with nothing of the surrounding environment but what a program needs. */
export function command(
  folder: string,
  name: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env
  const options = { cwd: folder, env: { PATH, HOME, ...env } }
  return new Promise(resolve =>
    execFile(process.execPath, [join(root, `scripts/${name}.ts`), ...args], options, (error, out, err) =>
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
    ),
  )
}
