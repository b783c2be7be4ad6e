/** Files from a git repository, at commits. Nothing is checked out and nothing of it runs. */
import { execFileSync } from 'node:child_process'
import { maxBytes, type Source } from '../../schemas/parse.ts'
import { sourceOf } from './source.ts'

/** Runs git in a repository. */
export type Git = (args: string[], input?: string) => Buffer

/** `environment` is added to git's own, for credentials that must not stand in arguments or files. */
export function gitIn(directory: string, environment: Record<string, string> = {}): Git {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', ...environment }
  return (args, input) =>
    execFileSync('git', args, {
      cwd: directory,
      env,
      input: input ?? '',
      maxBuffer: 1 << 30,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
}

/** What git said when it failed, in one line. */
export const gitError = (error: unknown): string => {
  const said = String((error as { stderr?: Buffer }).stderr ?? '')
    .trim()
    .split('\n')
    .at(-1)
  return said || (error instanceof Error ? error.message : String(error))
}

/** The full id of a commit. Throws where there is none. */
export function commitOf(git: Git, name: string): string {
  try {
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
      .toString()
      .trim()
  } catch {
    throw new Error(`git knows no commit ${name}`)
  }
}

interface Listed {
  path: string
  mode: string
  blob: string
}

/** The files of a commit below some paths. */
export function readTree(git: Git, commit: string, below: readonly string[]): Map<string, Source> {
  const listed = git(['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', commit, '--', ...below])
    .toString()
    .split('\0')
    .filter(line => line !== '')
    .map(
      (line): Listed => ({
        path: line.slice(line.indexOf('\t') + 1),
        mode: line.slice(0, 6),
        blob: line.slice(0, line.indexOf('\t')).split(' ')[2] ?? '',
      }),
    )
    .filter(({ path }) => path.startsWith('deployments/') || !/\.(?:ts|md)$/.test(path))
  return readListed(git, listed)
}

const modes = new Map([
  ['120000', 'symbolic-link' as const],
  ['160000', 'not-a-file' as const],
])

function readListed(git: Git, listed: readonly Listed[]): Map<string, Source> {
  const wanted = listed.filter(({ mode }) => !modes.has(mode)).map(({ blob }) => blob)
  const texts = readBlobs(git, wanted)
  return new Map(
    listed.map(({ path, mode, blob }) => {
      const unread = modes.get(mode)
      return [path, unread ? { unread } : (texts.get(blob) ?? { unread: 'unreadable' })]
    }),
  )
}

/** Blob id → what it holds. Large ones are not read at all. */
export function readBlobs(git: Git, blobs: readonly string[]): Map<string, Source> {
  const ids = [...new Set(blobs)]
  if (ids.length === 0) return new Map()
  const sizes = new Map(batchCheck(git, ids).map(({ id, size }) => [id, size]))
  const small = ids.filter(id => (sizes.get(id) ?? Number.POSITIVE_INFINITY) <= maxBytes)
  const large = ids
    .filter(id => (sizes.get(id) ?? 0) > maxBytes)
    .map((id): [string, Source] => [id, { unread: 'too-large' }])
  if (small.length === 0) return new Map(large)
  const out = git(['cat-file', '--batch'], `${small.join('\n')}\n`)
  const found: [string, Source][] = []
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(10, at)
    const [id = '', , size = ''] = out.toString('utf8', at, end).split(' ')
    const start = end + 1
    found.push([id, sourceOf(out.subarray(start, start + Number(size)))])
    at = start + Number(size) + 1
  }
  return new Map([...found, ...large])
}

/** Object names → what git has of them, in their order; `null`: nothing. */
function batchCheck(git: Git, names: readonly string[]): { id: string | null; size: number }[] {
  if (names.length === 0) return []
  const lines = git(['cat-file', '--batch-check'], `${names.join('\n')}\n`)
    .toString()
    .trimEnd()
    .split('\n')
  return lines.map(line => {
    const [id = '', type, size] = line.split(' ')
    return type === 'blob' || type === 'commit' ? { id, size: Number(size) } : { id: null, size: 0 }
  })
}

/** The paths that differ between two commits; a rename is the loss of one path and the gain of another. */
export const changedPaths = (git: Git, from: string, to: string): string[] =>
  git(['diff', '--raw', '-z', '--no-renames', '--no-abbrev', from, to])
    .toString()
    .split('\0')
    .filter((_, index) => index % 2 === 1)

/** Commit → path → blob id. A commit that git does not have is left out. */
export function versionsOf(
  git: Git,
  commits: readonly string[],
  paths: readonly string[],
): Record<string, Record<string, string | null>> {
  const known = batchCheck(
    git,
    commits.map(commit => `${commit}^{commit}`),
  ).map(({ id }) => id)
  const present = commits.filter((_, index) => known[index] !== null)
  // git's batch takes one name a line: a path with a line break has no version, so that no approval counts for it
  const asked = paths.filter(path => !path.includes('\n'))
  const names = present.flatMap(commit => asked.map(path => `${commit}:${path}`))
  const found = batchCheck(git, names)
  return Object.fromEntries(
    present.map((commit, at) => [
      commit,
      Object.fromEntries(asked.map((path, index) => [path, found[at * asked.length + index]?.id ?? null])),
    ]),
  )
}
