/** What the forge asks of git, over a bare repository: arguments are arrays, there is no shell. */
import { execFile } from 'node:child_process'
import { devNull } from 'node:os'
import { iso } from './clock.ts'

export interface Signature {
  name: string
  email: string
  /** ISO 8601, UTC. */
  date: string
}

export interface CommitData {
  sha: string
  tree: string
  parents: string[]
  author: Signature
  committer: Signature
  message: string
}

export interface FileChange {
  path: string
  previous: string | null
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'
  /** The blob at head; of a removed file, the blob that was removed. */
  blob: string
  additions: number
  deletions: number
  /** Hunks without the file header; `null` for binary files and renames without changes. */
  patch: string | null
}

interface Output {
  code: number
  stdout: string
}

// A hook or a rebase around the tests sets GIT_DIR and friends; a person's configuration may sign commits or rename branches.
const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
const environment = {
  ...Object.fromEntries(inherited),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  LC_ALL: 'C',
}

function run(
  bare: string,
  args: string[],
  extra: { input?: string; env?: Record<string, string> } = {},
): Promise<Output> {
  const options = { env: { ...environment, ...extra.env }, maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' as const }
  const fixed = ['--git-dir', bare, '--no-replace-objects']
  return new Promise((resolve, reject) => {
    const child = execFile('git', [...fixed, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout })
      else if (error.code === 1) resolve({ code: 1, stdout })
      else reject(new Error(`git ${args.join(' ')}: ${stderr.trim() || error.message}`))
    })
    // git may end before it has read its input; its exit code then says why.
    child.stdin?.on('error', () => {}).end(extra.input ?? '')
  })
}

async function read(bare: string, args: string[], extra: { input?: string; env?: Record<string, string> } = {}) {
  const { code, stdout } = await run(bare, args, extra)
  if (code !== 0) throw new Error(`git ${args.join(' ')}: exit code ${code}`)
  return stdout
}

/** Runs git on the bare repository and returns what it prints; rejects if it fails. */
export function git(bare: string, args: string[], input = ''): Promise<string> {
  return read(bare, args, { input })
}

/** Every ref of the repository: full name → object name, and the type of the object. */
export async function refs(bare: string): Promise<Map<string, { sha: string; type: string }>> {
  const text = await read(bare, ['for-each-ref', '--format=%(refname) %(objectname) %(objecttype)'])
  const rows = text.split('\n').filter(line => line !== '')
  return new Map(rows.map(row => row.split(' ')).map(([name = '', sha = '', type = '']) => [name, { sha, type }]))
}

/** The commit that a name stands for: branch, tag, ref without `refs/`, or object name. `null`: there is none. */
export async function resolveCommit(bare: string, name: string): Promise<string | null> {
  if (/^[0-9a-f]{40}$/.test(name)) return peel(bare, name)
  const known = await refs(bare)
  const named = [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`].map(ref => known.get(ref)?.sha)
  const object = /^[0-9a-f]{7,39}$/.test(name) ? name : undefined
  const found = named.find(sha => sha !== undefined) ?? object
  return found === undefined ? null : peel(bare, found)
}

async function peel(bare: string, object: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', `${object}^{commit}`]
  const { code, stdout } = await run(bare, args).catch(() => ({ code: 1, stdout: '' }))
  return code === 0 ? stdout.trim() : null
}

const fields = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00')

function commitsOf(text: string): CommitData[] {
  const cells = text.split('\0')
  const rows = Array.from({ length: Math.floor(cells.length / 10) }, (_, row) => cells.slice(row * 10, row * 10 + 10))
  return rows.map(
    ([sha = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', body = '']) => ({
      sha,
      tree,
      parents: parents.split(' ').filter(parent => parent !== ''),
      author: { name: an, email: ae, date: iso(new Date(ad)) },
      committer: { name: cn, email: ce, date: iso(new Date(cd)) },
      message: body.replace(/\n+$/, ''),
    }),
  )
}

/** The commits that `to` has and `from` has not, oldest first. */
export async function commitsBetween(bare: string, from: string, to: string): Promise<CommitData[]> {
  const args = ['log', '-z', '--topo-order', '--reverse', `--format=format:${fields}`, `${from}..${to}`, '--']
  return commitsOf(await read(bare, args))
}

/** One commit. */
export async function commit(bare: string, sha: string): Promise<CommitData> {
  const [found] = commitsOf(await read(bare, ['log', '-z', '-1', `--format=format:${fields}`, sha, '--']))
  if (found === undefined) throw new Error(`git log: no commit ${sha}`)
  return found
}

/** Whether the first commit is the second, or an ancestor of it. */
export async function isAncestor(bare: string, ancestor: string, descendant: string): Promise<boolean> {
  return (await run(bare, ['merge-base', '--is-ancestor', ancestor, descendant])).code === 0
}

/** The best common ancestor; `null` for unrelated histories. */
export async function mergeBase(bare: string, one: string, other: string): Promise<string | null> {
  const { code, stdout } = await run(bare, ['merge-base', one, other])
  return code === 0 ? stdout.trim() : null
}

/** The tree of a merge, or `null` where it conflicts. Needs git 2.38. */
export async function mergeTree(bare: string, base: string, head: string): Promise<string | null> {
  const { code, stdout } = await run(bare, ['merge-tree', '--write-tree', '--allow-unrelated-histories', base, head])
  return code === 0 ? (stdout.split('\n')[0] ?? null) : null
}

/** Writes a commit object and returns its name. */
export async function writeCommit(bare: string, data: Omit<CommitData, 'sha'>): Promise<string> {
  const { author, committer } = data
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: committer.date,
  }
  const parents = data.parents.flatMap(parent => ['-p', parent])
  return (await read(bare, ['commit-tree', ...parents, data.tree], { input: data.message, env })).trim()
}

/** Moves a ref; with `from`, only if it still points there. Returns whether it moved. */
export async function updateRef(bare: string, ref: string, to: string, from?: string): Promise<boolean> {
  const expected = from === undefined ? [] : [from]
  return run(bare, ['update-ref', ref, to, ...expected]).then(
    ({ code }) => code === 0,
    () => false,
  )
}

const statuses: Record<string, FileChange['status']> = {
  A: 'added',
  C: 'copied',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
}

/** The files that differ between two commits, sorted by path; `from` is `null` for a root commit. */
export async function filesBetween(bare: string, from: string | null, to: string): Promise<FileChange[]> {
  const range = from === null ? ['--root', to] : [from, to]
  const diff = (format: string[]) =>
    read(bare, ['diff-tree', '-r', '-M', '--no-commit-id', '--no-ext-diff', '--no-textconv', ...format, ...range, '--'])
  const [raw, counts, patch] = await Promise.all([
    diff(['--raw', '-z', '--no-abbrev']),
    diff(['--numstat', '-z']),
    diff(['-p', '--full-index']),
  ])
  const lines = countsOf(counts)
  const patches = `\n${patch}`.split('\ndiff --git ').slice(1)
  return changesOf(raw).map((change, at) => {
    // A change of type, such as file to link, is printed as a removal and an addition.
    const text = patches.splice(0, change.status === 'changed' ? 2 : 1).at(-1) ?? ''
    const hunks = text.indexOf('\n@@ ')
    const patch = hunks < 0 ? null : text.slice(hunks + 1).replace(/\n$/, '')
    return { ...change, ...(lines[at] ?? { additions: 0, deletions: 0 }), patch }
  })
}

function changesOf(raw: string): Pick<FileChange, 'path' | 'previous' | 'status' | 'blob'>[] {
  const cells = raw.split('\0').values()
  const next = () => cells.next().value ?? ''
  const changes = []
  for (let head = next(); head !== ''; head = next()) {
    const [, , before = '', after = '', letter = ''] = head.split(' ')
    const status = statuses[letter.charAt(0)] ?? 'changed'
    const previous = status === 'renamed' || status === 'copied' ? next() : null
    changes.push({ path: next(), previous, status, blob: status === 'removed' ? before : after })
  }
  return changes
}

function countsOf(numstat: string): { additions: number; deletions: number }[] {
  const cells = numstat.split('\0')
  const counts: { additions: number; deletions: number }[] = []
  for (let at = 0; at < cells.length - 1; at++) {
    const [additions, deletions, path] = (cells[at] ?? '').split('\t')
    // Binary files count `-`; a rename leaves the path empty and puts both paths in the next two cells.
    counts.push({ additions: Number(additions) || 0, deletions: Number(deletions) || 0 })
    if (path === '') at += 2
  }
  return counts
}
