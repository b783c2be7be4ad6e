/** A scratch copy of this repository with its own forge: the rehearsal's stage. Nothing of it is left when it closes. */
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import type { People } from '../../policies/repository.ts'
import { type Forge, startForge } from './forge.ts'
import { writeHistory } from './history.ts'
import type { User } from './state.ts'

const repository = 'example/releases'
/** GitHub's own account for workflows. */
const workflow = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' as const }
const gateToken = 'rehearsal-gate'

export interface Scratch {
  forge: Forge
  /** The folder of a user's clone. */
  checkout: string
  /** What stands at a path on a branch. */
  read: (branch: string, path: string) => string
  /** Pushes one commit by a person. */
  push: (branch: string, path: string, text: string, message: string, person: string) => Promise<void>
  /** The forge as a person sees it, with that person's rights. */
  as: (person: string) => Octokit
  /** The same, by their login. */
  asLogin: (login: string) => Octokit
  /** Runs the gate as the workflow does; gives its exit code and what it printed. */
  gate: (pull: number) => Promise<Ran>
  /** Runs `npm run <command> -- <options>` in the clone as a person does: without a terminal, with their token and their name in git. */
  run: (person: string, command: string, options: readonly string[]) => Promise<Ran>
  /** Goes to main in the clone, as it is on the forge. Throws where other work is in the way. */
  pull: () => void
  /** Runs `npm run check` on main as it stands now. */
  check: (path: string) => Promise<Ran>
  close: () => Promise<void>
}

export interface Ran {
  code: number
  output: string
}

/**
 * Clones the repository in `root` into a temporary folder and starts a forge over it, with the people of its directory. `samples`: a folder
 * whose records and directory stand in the place of the repository's own.
 */
export async function openScratch(root: string, { people }: People, samples?: string): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-rehearsal-'))
  // also when it is interrupted: a rehearsal leaves nothing behind
  const clear = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clear)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  const [bare, checkout] = [join(folder, 'remote.git'), join(folder, 'checkout')]
  const git = (where: string, ...args: string[]) =>
    execFileSync('git', args, { cwd: where, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  for (const setting of ['uploadpack.allowAnySHA1InWant', 'receive.shallowUpdate']) git(bare, 'config', setting, 'true')
  git(root, 'push', '--quiet', bare, 'HEAD:refs/heads/main')
  git(folder, 'clone', '--quiet', bare, checkout)
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction')
  if (samples !== undefined) {
    git(checkout, 'rm', '-r', '--quiet', 'deployments', 'policies/directory')
    for (const name of ['deployments', 'policies'])
      cpSync(join(samples, name), join(checkout, name), { recursive: true })
    git(checkout, 'add', '--all', 'deployments', 'policies')
    const by = ['-c', 'user.name=Rehearsal', '-c', 'user.email=rehearsal@example.org', '-c', 'commit.gpgsign=false']
    git(checkout, ...by, 'commit', '--quiet', '--allow-empty', '--message', 'The samples')
    git(checkout, 'push', '--quiet', 'origin', 'HEAD:main')
  }
  // everybody signs their commits, as governance.yaml asks
  const signed = () => true
  const known = accounts(people)
  const forge = await startForge({ repository, bare, defaultBranch: 'main', signed, ...known })
  const place = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: repository, COUNTERSIGN_PATIENCE: '0.1' }
  const run = (args: string[], environment: Record<string, string> = {}) =>
    npm(checkout, args, { ...quietly(), ...environment })
  const pull = () => {
    git(checkout, 'switch', '--quiet', 'main')
    git(checkout, 'pull', '--quiet', '--ff-only')
  }
  const as = (person: string) => new Octokit({ auth: tokenOf(person), baseUrl: forge.url, log: silent })
  return {
    forge,
    checkout,
    read: (branch, path) => git(bare, 'show', `${branch}:${path}`),
    push: async (branch, path, text, message, person) => {
      const parents = git(bare, 'for-each-ref', '--format=%(refname)', `refs/heads/${branch}`).trim()
        ? undefined
        : ['refs/heads/main']
      const author = { ...signature(person, people, known.users), date: new Date().toISOString() }
      await writeHistory(bare, [
        { ref: `refs/heads/${branch}`, ...(parents && { parents }), files: { [path]: text }, message, author },
      ])
    },
    as,
    asLogin: login => as(Object.keys(people).find(person => people[person]?.github.login === login) ?? ''),
    gate: async pull => {
      const event = join(folder, 'event.json')
      writeFileSync(event, JSON.stringify({ action: 'synchronize', pull_request: { number: pull } }))
      return run(['run', '--silent', 'gate', '--', '--report'], {
        ...place,
        GITHUB_EVENT_NAME: 'pull_request_target',
        GITHUB_EVENT_PATH: event,
        GITHUB_TOKEN: gateToken,
      })
    },
    run: (person, command, options) =>
      run(['run', '--silent', command, '--', ...options], {
        ...place,
        GITHUB_TOKEN: tokenOf(person),
        ...gitAs(signature(person, people, known.users)),
      }),
    pull,
    check: async path => {
      pull()
      return run(['run', '--silent', 'check', '--', path])
    },
    close: async () => {
      await forge.close()
      clear()
    },
  }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const tokenOf = (person: string) => `rehearsal-${person}`

const signature = (person: string, people: People['people'], users: readonly User[]) => {
  const { name, github } = people[person] ?? { name: person, github: { login: person } }
  const id = users.find(({ login }) => login === github.login)?.id ?? 0
  return { name, email: `${id}+${github.login}@users.noreply.github.com` }
}

/** A person's name in git, and nothing of how the machine's user has set git. */
const gitAs = ({ name, email }: { name: string; email: string }) => ({
  GIT_AUTHOR_NAME: name,
  GIT_AUTHOR_EMAIL: email,
  GIT_COMMITTER_NAME: name,
  GIT_COMMITTER_EMAIL: email,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
})

/** Everybody in the directory has an account; the gate's token has exactly what its workflow grants. */
function accounts(people: People['people']) {
  const known = Object.entries(people).map(([person, { github }], index) => ({
    person,
    login: github.login,
    id: github.id ?? 1_000_000 + index,
  }))
  const all = {
    contents: 'write',
    'pull-requests': 'write',
    issues: 'write',
    actions: 'write',
    statuses: 'read',
  } as const
  return {
    users: [...known.map(({ login, id }) => ({ login, id, type: 'User' as const })), workflow],
    tokens: [
      ...known.map(({ person, login }) => ({ token: tokenOf(person), login, permissions: all })),
      {
        token: gateToken,
        login: workflow.login,
        app: true,
        permissions: { contents: 'read', 'pull-requests': 'write', statuses: 'write' } as const,
      },
    ],
  }
}

/** The environment without what a surrounding workflow would tell: a rehearsal speaks to its own forge only. */
const quietly = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:GITHUB|RUNNER|ACTIONS|INPUT|GIT)_/.test(name)),
  ) as Record<string, string>

/** Runs npm as the shell would, without a shell. */
function npm(directory: string, args: string[], env: Record<string, string>): Promise<Ran> {
  const script = process.env['npm_execpath']
  const [program, first] = script ? [process.execPath, [script]] : ['npm', []]
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (part: Buffer) => (output += part))
    child.stderr.on('data', (part: Buffer) => (output += part))
    child.on('error', reject)
    child.on('close', code => resolve({ code: code ?? 2, output }))
  })
}
