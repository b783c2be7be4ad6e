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
  const commits = git(['rev-list', '--parents', `${fork}..${head}`, '--'])
    .toString()
    .trim()
    .split(/\s+/)
    .filter(Boolean)
  const versions = versionsOf(git, [...new Set([head, ...commits, ...reviewed])], files)
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
  }
}

/** Records refer to each other only within their programme; a change of anything else concerns the whole repository. */
function scopeOf(files: readonly string[]): string[] {
  if (files.length === 0 || files.some(path => !path.startsWith('deployments/'))) return folders
  return ['policies', ...new Set(files.map(path => path.split('/').slice(0, 2).join('/')))]
}
