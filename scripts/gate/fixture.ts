/** For tests: a forge over a miniature repository, a clone of it as the workflow has one, and the gate run in that clone. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { load } from 'js-yaml'
import { readRepository } from '../../policies/repository.ts'
import { readDisk } from '../read/disk.ts'
import { type Forge, startForge } from '../rehearsal/forge.ts'
import { createBare, writeHistory } from '../rehearsal/history.ts'
import type { Permissions } from '../rehearsal/state.ts'

export const root = join(import.meta.dirname, '../..')
export const at = { owner: 'acme', repo: 'releases' }
export const context = 'countersign/gate'
export const site = 'deployments/demo/site.yaml'
const directory = 'policies/directory/people.yaml'
export const governance = 'policies/governance.yaml'
/** The Friday on which the cases are judged. */
export const friday = '2026-11-20T12:00:00Z'
export const signers = ['pro-lead', 'sup-lead', 'pol-lead']

type Files = Record<string, string | null>

/** Pathways, guidance and calendar of this repository; people and records of the first of the cases' programmes; the site waits for user training. */
export function content(): Record<string, string> {
  const own = ['policies/pathways', 'policies/guidance', 'policies/calendar', 'policies/templates'].flatMap(folder =>
    yamlIn(root, folder),
  )
  const base = yamlIn(join(root, 'scripts/cases/base'), '.')
  const demo = Object.fromEntries(
    base.filter(([path]) => path.startsWith('deployments/demo/') || [directory, governance].includes(path)),
  )
  return { ...Object.fromEntries(own), ...demo, [site]: phase(demo[site] ?? '', 'production-deployment') }
}

const yamlIn = (base: string, folder: string): [string, string][] =>
  readdirSync(join(base, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .map(name => [join(folder, name), readFileSync(join(base, folder, name), 'utf8')])

/** A record's text in another phase. */
export const phase = (text: string, to: string): string => text.replace(/^phase: .*/m, `phase: ${to}`)

export interface Ran {
  code: number
  out: string
  err: string
}

export interface Proposal {
  author?: string
  /** What it changes; the site's phase, unless told. */
  files?: Files
  /** Who approves it. */
  approved?: string[]
  base?: string
  draft?: boolean
  /** Whose fork it comes from. */
  fork?: string
  /** The address that its commit is written from; GitHub's own for the author, unless told. */
  email?: string
}

export interface Pull {
  number: number
  /** The branch's full name in the bare repository. */
  ref: string
}

export interface Shown {
  status: { state: string; description: string | null } | null
  /** How many statuses the head has had. */
  statuses: number
  comments: string[]
  asked: string[]
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** An address of an account that does not say so itself: everybody has one. */
export const elsewhere = (login: string): string => `${login}@acme.example`

export interface Setting {
  /** Logins of people who are no collaborators. */
  outsiders?: string[]
  /** Further tokens of a workflow, and what each may do. */
  grants?: Record<string, Permissions>
  /** Whose statuses count before a merge; everybody's, unless told. */
  requiredFrom?: string
  /** Whether GitHub would verify a commit's signature. */
  signed?: (sha: string) => boolean
}

/** Starts the forge. `changes` are made on top of the miniature repository. */
export async function openStage(changes: Files = {}, setting: Setting = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-gate-'))
  const [bare, clone] = [join(folder, 'releases.git'), join(folder, 'clone')]
  const files = Object.fromEntries(Object.entries({ ...content(), ...changes }).filter(([, text]) => text !== null))
  await createBare(bare, 'main')
  for (const setting of ['allowAnySHA1InWant', 'allowFilter'])
    execFileSync('git', ['config', `uploadpack.${setting}`, 'true'], { cwd: bare })
  await writeHistory(bare, [{ ref: 'refs/heads/main', files, message: 'Start', author: signature('owner') }])
  execFileSync('git', ['clone', '--quiet', '--no-checkout', bare, clone])
  const forge = await startForge({
    repository: 'acme/releases',
    bare,
    defaultBranch: 'main',
    ...accounts(setting),
    ...(setting.requiredFrom && { requiredFrom: setting.requiredFrom }),
    ...(setting.signed && { signed: setting.signed }),
    now: () => new Date(friday),
  })
  let branches = 0
  // each commit has an id of its own, as statuses belong to commits
  let commits = 0
  const as = (login: string) => new Octokit({ auth: login, baseUrl: forge.url, log: silent }).rest
  const push = async (ref: string, change: Files, by = 'bars-lead', parents?: string[], email?: string) => {
    const author = { ...signature(by), ...(email && { email }) }
    const commit = { ref, files: change, message: `Change ${++commits}`, author, ...(parents && { parents }) }
    const [sha = ''] = await writeHistory(bare, [commit])
    return sha
  }
  return {
    folder,
    bare,
    clone,
    files,
    forge,
    as,
    push,
    /** Opens a pull request from a branch of its own. */
    open: async (proposal: Proposal = {}): Promise<Pull> => {
      const {
        author = 'bars-lead',
        files: change = { [site]: phase(files[site] ?? '', 'user-training') },
        base = 'main',
        draft = false,
        fork,
        email,
      } = proposal
      const branch = `topic-${++branches}`
      const ref = fork ? `refs/forks/${fork}/${branch}` : `refs/heads/${branch}`
      await push(ref, change, author, [`refs/heads/${base}`], email)
      const head = fork ? `${fork}:${branch}` : branch
      const { data } = await as(author).pulls.create({ ...at, title: 'Next phase', head, base, draft })
      for (const login of proposal.approved ?? [])
        await as(login).pulls.createReview({ ...at, pull_number: data.number, event: 'APPROVE' })
      return { number: data.number, ref }
    },
    /** Runs the gate's command, as the workflow does. */
    gate: (pull: Pull | null, options: string[] = [], env: Record<string, string> = {}): Promise<Ran> =>
      command(clone, ['--now', friday, ...options], { ...environment(folder, forge, pull), ...env }),
    environment: (pull: Pull | null) => environment(folder, forge, pull),
    /** What the pull request shows on GitHub. */
    shown: async ({ number, ref }: Pull): Promise<Shown> => {
      const api = as('owner')
      const head = execFileSync('git', ['rev-parse', ref], { cwd: bare, encoding: 'utf8' }).trim()
      const { data: statuses } = await api.repos.listCommitStatusesForRef({ ...at, ref: head, per_page: 100 })
      const { data: comments } = await api.issues.listComments({ ...at, issue_number: number })
      const { data: pull } = await api.pulls.get({ ...at, pull_number: number })
      const status = statuses.find(one => one.context === context)
      return {
        status: status ? { state: status.state, description: status.description } : null,
        statuses: statuses.length,
        comments: comments.map(({ body }) => body ?? ''),
        asked: (pull.requested_reviewers ?? []).map(({ login }) => login).sort(),
      }
    },
    close: async () => {
      await forge.close()
      rmSync(folder, { recursive: true, force: true })
      if (forge.contractBreaches.length > 0) throw new Error(forge.contractBreaches.join('\n'))
    },
  }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const people = readRepository(readDisk(join(root, 'scripts/cases/base'))).people.people
export const bot = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' as const }

const signature = (login: string) => ({
  name: login,
  email: `${people[login]?.github.id}+${login}@users.noreply.github.com`,
  date: '2026-11-19T09:00:00Z',
})

export const workflow = (file: string): string => readFileSync(join(root, '.github/workflows', file), 'utf8')

/** What a workflow's job declares: the permissions that GitHub gives to its token. */
export function declared(text: string, job: string): Permissions {
  const { jobs } = load(text) as { jobs: Record<string, { permissions: Permissions }> }
  return jobs[job]?.permissions ?? {}
}

const granted = declared(workflow('gate.yml'), 'judge')

/** What `gate.yml` asks for where the gate has an App of its own: the permissions of the App's token. */
function asked(): Permissions {
  const { jobs } = load(workflow('gate.yml')) as { jobs: { judge: { steps: { with?: Record<string, string> }[] } } }
  const inputs = jobs.judge.steps.flatMap(step => Object.entries(step.with ?? {}))
  const named = inputs.filter(([name]) => name.startsWith('permission-'))
  return Object.fromEntries(named.map(([name, level]) => [name.replace('permission-', ''), level]))
}

/** The App that the gate may have: its account, and its token. */
export const app = { login: 'acme-gate[bot]', token: 'app-token', permissions: asked() }

/** Everybody in the directory has an account and a token by the name of the login; the gate has the workflow's, or its App's. */
function accounts({ outsiders = [], grants = {} }: Setting) {
  const users = Object.values(people).map(({ github: { login, id = 0 } }) => ({
    login,
    id,
    type: 'User' as const,
    collaborator: !outsiders.includes(login),
    emails: [`${id}+${login}@users.noreply.github.com`, elsewhere(login)],
  }))
  const all: Permissions = { contents: 'write', 'pull-requests': 'write', issues: 'write', statuses: 'read' }
  const gate = { login: bot.login, app: true }
  return {
    users: [...users, bot, { login: app.login, id: 700_001, type: 'Bot' as const }],
    tokens: [
      ...users.map(({ login }) => ({ token: login, login, permissions: all })),
      { token: 'forger', login: 'owner', permissions: { ...all, statuses: 'write' as const } },
      { token: 'gate', ...gate, permissions: granted },
      { ...app, app: true },
      { token: 'gate-without-statuses', ...gate, permissions: { ...granted, statuses: 'read' as const } },
      ...Object.entries(grants).map(([token, permissions]) => ({ token, ...gate, permissions })),
    ],
  }
}

function environment(folder: string, forge: Forge, pull: Pull | null): Record<string, string> {
  const event = join(folder, 'event.json')
  writeFileSync(event, JSON.stringify(pull ? { pull_request: { number: pull.number } } : {}))
  return {
    GITHUB_ACTIONS: 'false',
    GITHUB_API_URL: forge.url,
    GITHUB_REPOSITORY: 'acme/releases',
    GITHUB_EVENT_NAME: pull ? 'pull_request_target' : 'schedule',
    GITHUB_EVENT_PATH: event,
    GITHUB_TOKEN: 'gate',
    COUNTERSIGN_PATIENCE: '0.001',
  }
}

/** Runs `node scripts/gate.ts` in a folder, with nothing of the surrounding environment but what a program needs. */
export function command(directory: string, args: string[], env: Record<string, string>): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env
  const options = { cwd: directory, env: { PATH, HOME, ...env }, maxBuffer: 1 << 26 }
  return new Promise(resolve =>
    execFile(process.execPath, [join(root, 'scripts/gate.ts'), ...args], options, (error, out, err) =>
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out, err }),
    ),
  )
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
