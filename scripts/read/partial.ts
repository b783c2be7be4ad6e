/**
 * Partial clones, which have commits but not every tree and file. git fetches what is missing when it meets it, one by one: a minute for
 * what takes a second at once.
 */
import { type Git, gitError } from './git.ts'

/** Fetches those objects that a partial clone does not have yet, all at once. Any other clone has them. */
export function fetchMissing(git: Git, ids: readonly string[]): void {
  if (ids.length === 0 || !isPartial(git)) return
  const here = present(git, ids)
  const missing = [...new Set(ids)].filter(id => !here.has(id))
  if (missing.length === 0) return
  try {
    // as git's own fetch of a missing object: no history, and of a tree its folders but not their files
    git(
      ['-c', 'fetch.negotiationAlgorithm=noop', ...fetchOptions, '--filter=blob:none', '--stdin', 'origin'],
      `${missing.join('\n')}\n`,
    )
  } catch (error) {
    throw new Error(`git could not fetch ${missing.length} trees or files that this clone lacks: ${gitError(error)}`)
  }
}

/** A fetch that leaves nothing behind but objects, and starts no upkeep. */
export const fetchOptions = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
]

function isPartial(git: Git): boolean {
  try {
    return git(['config', '--type=bool', 'remote.origin.promisor']).toString().trim() === 'true'
  } catch {
    return false
  }
}

/** Those of the objects that git has, without fetching any. Give it one kind: of a tree and its own folders, only the tree may be named. */
export function present(git: Git, ids: readonly string[]): Set<string> {
  const options = ['--no-walk=unsorted', '--objects', '--no-object-names', '--filter=tree:0']
  return new Set(lines(git, ['rev-list', ...options, ...unfetched], ids))
}

// `--missing` alone keeps git from fetching; newer ones then print what is missing, with a question mark
const unfetched = ['--ignore-missing', '--missing=print', '--stdin']

/** Commit → its tree. A commit that git does not have is left out. */
export function treesOf(git: Git, commits: readonly string[]): Map<string, string> {
  const options = ['--no-walk=unsorted', '--no-commit-header', '--format=%H %T']
  const found = lines(git, ['rev-list', ...options, ...unfetched], commits)
  return new Map(found.map(line => line.split(' ')).map(([commit = '', tree = '']) => [commit, tree]))
}

const lines = (git: Git, args: string[], ids: readonly string[]): string[] =>
  git(args, ids.map(id => `${id}\n`).join(''))
    .toString()
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('?'))
