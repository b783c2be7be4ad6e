/** What git tells of a pull request: the two trees, what differs, and which version each commit holds. */
import type { PullRequest } from '../../policies/model.ts'
import type { Source } from '../../schemas/parse.ts'
import { changedPaths, type Git, readBlobs, readTree, versionsOf } from './git.ts'
import { folders } from './source.ts'

export interface GitFacts extends Pick<PullRequest, 'files' | 'changedOnBase' | 'versions' | 'texts'> {
  /** The base. */
  before: Map<string, Source>
  /** The base with the pull request's changes. */
  after: Map<string, Source>
  /** Each commit of the pull request with its parents, newest first. */
  parents: Record<string, string[]>
}

/** Reads what a pull request changes. `reviewed`: the commits that were reviewed. */
export function readChange(git: Git, base: string, head: string, reviewed: readonly string[]): GitFacts {
  const fork = git(['merge-base', base, head]).toString().trim()
  const files = changedPaths(git, fork, head)
  const onBase = new Set(changedPaths(git, fork, base))
  const scope = scopeOf(files)
  const before = readTree(git, base, scope)
  const changed = readTree(git, head, files.length > 0 ? files : ['deployments/none'])
  const after = new Map([...[...before].filter(([path]) => !files.includes(path)), ...changed])
  const parents = parentsOf(git, base, head)
  const versions = versionsOf(git, [...new Set([head, ...Object.entries(parents).flat(2), ...reviewed])], files)
  const records = new Set(files.filter(path => path.startsWith('deployments/')))
  const blobs = Object.values(versions).flatMap(paths =>
    Object.entries(paths).flatMap(([path, blob]) => (blob && records.has(path) ? blob : [])),
  )
  const texts = [...readBlobs(git, blobs)].flatMap(([blob, source]): [string, string][] =>
    'text' in source ? [[blob, source.text]] : [],
  )
  return {
    before,
    after,
    files,
    changedOnBase: files.filter(path => onBase.has(path)),
    versions,
    texts: Object.fromEntries(texts),
    parents,
  }
}

/** The commits that the base does not have, second parents of merges included. */
function parentsOf(git: Git, base: string, head: string): Record<string, string[]> {
  const lines = git(['rev-list', '--parents', head, `^${base}`, '--'])
    .toString()
    .split('\n')
    .filter(Boolean)
  return Object.fromEntries(lines.map(line => line.split(' ')).map(([sha = '', ...before]) => [sha, before]))
}

/** Records refer to each other only within their programme; a change of anything else concerns the whole repository. */
function scopeOf(files: readonly string[]): string[] {
  if (files.length === 0 || files.some(path => !path.startsWith('deployments/'))) return folders
  return ['policies', ...new Set(files.map(path => path.split('/').slice(0, 2).join('/')))]
}
