/** What git tells of a pull request: the two trees, what differs, and which version each commit holds. */
import type { PullRequest } from '../../policies/model.ts'
import type { Source } from '../../schemas/parse.ts'
import type { Git } from './git.ts'
import { blobsOf, type Difference, differences, type Entry, listTree, readBlobs, readEntries } from './objects.ts'
import { fetchMissing, treesOf } from './partial.ts'
import { folders, isRead } from './source.ts'

export interface GitFacts extends Pick<PullRequest, 'files' | 'changedOnBase' | 'versions' | 'fork' | 'texts'> {
  /** The base. */
  before: Map<string, Source>
  /** The base with the pull request's changes. */
  after: Map<string, Source>
  /** Each commit of the pull request, newest first. */
  written: Record<string, Written>
}

/** A commit as it says of itself. */
export interface Written {
  parents: string[]
  /** E-mail addresses. */
  author: string
  committer: string
  message: string
}

/** Reads what a pull request changes. `reviewed`: the commits that were reviewed. Throws where the two have no history in common. */
export function readChange(git: Git, base: string, head: string, reviewed: readonly string[]): GitFacts {
  const fork = forkOf(git, base, head)
  const written = writtenSince(git, base, head)
  const told = [head, fork, ...Object.entries(written).flatMap(([sha, { parents }]) => [sha, ...parents]), ...reviewed]
  const since = changesSince(git, fork, [...new Set([base, ...told])])
  const changed = since.get(head) ?? new Map()
  const files = [...changed.keys()]
  const dropped = droppedSince(git, [base, fork], since, reviewed, changed)
  const watched = new Map([...releasesNear(files, since), ...dropped, ...changed])
  const versions = versionsOf(since, new Set(told), watched)
  const ofBase = listTree(git, base, scopeOf(files))
  const ofHead = [...changed.values()].flatMap(({ is }) => (is && isRead(is.path) ? is : []))
  const records = recordEntries(since, watched)
  fetchMissing(git, blobsOf([...ofBase, ...ofHead, ...records]))
  const before = readEntries(git, ofBase)
  return {
    before,
    after: new Map([...[...before].filter(([path]) => !changed.has(path)), ...readEntries(git, ofHead)]),
    files,
    changedOnBase: files.filter(path => since.get(base)?.has(path)),
    versions,
    fork,
    texts: textsOf(git, records),
    written,
  }
}

function forkOf(git: Git, base: string, head: string): string {
  const fork = commonOf(git, base, head)
  if (fork !== null) return fork
  throw new Error(`The base ${base} and the head ${head} have no history in common: begin the branch from the base.`)
}

/** The newest commit that both have; `null`: they have no history in common. */
function commonOf(git: Git, one: string, other: string): string | null {
  try {
    return git(['merge-base', one, other]).toString().trim()
  } catch (error) {
    if ((error as { status?: unknown }).status !== 1) throw error
    return null
  }
}

/** The commits that the base does not have, second parents of merges included. */
export function writtenSince(git: Git, base: string, head: string): Record<string, Written> {
  const format = '--format=%H%x00%P%x00%ae%x00%ce%x00%B'
  const parts = git(['log', '-z', '--no-show-signature', format, head, `^${base}`, '--'])
    .toString()
    .split('\0')
  const commits: [string, Written][] = []
  for (let at = 0; at + 4 < parts.length; at += 5) {
    const [sha = '', parents = '', author = '', committer = '', message = ''] = parts.slice(at, at + 5)
    commits.push([sha, { parents: parents.split(' ').filter(Boolean), author, committer, message }])
  }
  return Object.fromEntries(commits)
}

/** Commit → path → how it differs from the fork. Commits that git does not have are left out. */
type Since = Map<string, Map<string, Difference>>

function changesSince(git: Git, fork: string, commits: readonly string[]): Since {
  const trees = treesOf(git, [fork, ...commits])
  fetchMissing(git, [...trees.values()])
  const here = commits.filter(commit => trees.has(commit))
  const pairs = here.map((commit): [string, string] => [trees.get(fork) ?? '', trees.get(commit) ?? ''])
  const found = differences(git, pairs)
  return new Map(here.map((commit, at) => [commit, new Map(found[at]?.map(one => [one.path, one]))]))
}

/** The releases of the programmes that head changes, where any of the commits has another version than the fork. */
function releasesNear(files: readonly string[], since: Since): [string, Difference][] {
  const folders = new Set(files.map(path => `${path.split('/').slice(0, 2).join('/')}/releases/`))
  return [...since.values()].flatMap(differing =>
    [...differing].filter(([path]) => path.startsWith('deployments/') && folders.has(path.replace(/[^/]*$/, ''))),
  )
}

/** What a reviewed commit changed, and the head does not: path → how. What main has changed since then is not of its doing. */
function droppedSince(
  git: Git,
  [base, fork]: [base: string, fork: string],
  since: Since,
  reviewed: readonly string[],
  changed: ReadonlyMap<string, Difference>,
): [string, Difference][] {
  return reviewed.flatMap(commit => {
    const others = [...(since.get(commit) ?? [])].filter(([path]) => !changed.has(path))
    const left = others.length === 0 ? fork : (commonOf(git, base, commit) ?? fork)
    if (left === fork) return others
    const own = changesSince(git, left, [commit]).get(commit)
    return others.filter(([path]) => own?.has(path))
  })
}

/** Commit → path → version, at some paths. */
function versionsOf(since: Since, told: ReadonlySet<string>, changed: Map<string, Difference>): GitFacts['versions'] {
  const at = (differing: Map<string, Difference>, { path, was }: Difference): Entry | null =>
    differing.has(path) ? (differing.get(path)?.is ?? null) : was
  return Object.fromEntries(
    [...since]
      .filter(([commit]) => told.has(commit))
      .map(([commit, differing]) => [
        commit,
        Object.fromEntries([...changed.values()].map(one => [one.path, versionOf(at(differing, one))])),
      ]),
  )
}

/** A file's version: its blob, and its mode where that is not a plain file's: who approved a text has not approved a link or a program. */
const versionOf = (entry: Entry | null): string | null =>
  entry === null ? null : entry.mode === '100644' ? entry.blob : `${entry.blob}:${entry.mode}`

/** Every version of these records, to say what changed since somebody approved. */
function recordEntries(since: Since, files: ReadonlyMap<string, unknown>): Entry[] {
  const entries = [...since.values()].flatMap(differing =>
    [...differing.values()]
      .filter(({ path }) => files.has(path) && path.startsWith('deployments/'))
      .flatMap(({ was, is }) => [was, is]),
  )
  return entries.filter(one => one !== null)
}

function textsOf(git: Git, entries: readonly Entry[]): Record<string, string> {
  const found = readBlobs(git, blobsOf(entries))
  return Object.fromEntries(
    entries.flatMap(entry => {
      const source = found.get(entry.blob)
      return source && 'text' in source ? [[versionOf(entry), source.text]] : []
    }),
  )
}

/** Records refer to each other only within their programme; a change of anything else concerns the whole repository. */
function scopeOf(files: readonly string[]): string[] {
  if (files.length === 0 || files.some(path => !path.startsWith('deployments/'))) return folders
  return ['policies', ...new Set(files.map(path => path.split('/').slice(0, 2).join('/')))]
}
