/** Files from a git repository, at commits: its trees and blobs. */
import { maxBytes, type Source } from '../../schemas/parse.ts'
import type { Git } from './git.ts'
import { fetchMissing } from './partial.ts'
import { isRead, sourceOf } from './source.ts'

/** A file, link or submodule of a commit. */
export interface Entry {
  path: string
  mode: string
  blob: string
}

/** The files of a commit below some paths. */
export function readTree(git: Git, commit: string, below: readonly string[]): Map<string, Source> {
  const listed = listTree(git, commit, below)
  fetchMissing(git, blobsOf(listed))
  return readEntries(git, listed)
}

/** What a commit has below some paths, as far as we read it. */
export const listTree = (git: Git, commit: string, below: readonly string[]): Entry[] =>
  git(['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', commit, '--', ...below])
    .toString()
    .split('\0')
    .filter(line => line !== '')
    .map(line => {
      const [mode = '', , blob = ''] = line.slice(0, line.indexOf('\t')).split(' ')
      return { path: line.slice(line.indexOf('\t') + 1), mode, blob }
    })
    .filter(({ path }) => isRead(path))

const modes = new Map([
  ['120000', 'symbolic-link' as const],
  ['160000', 'not-a-file' as const],
])

/** The blobs among entries: what a link or a submodule points to is never read. */
export const blobsOf = (entries: readonly Entry[]): string[] =>
  entries.filter(({ mode }) => !modes.has(mode)).map(({ blob }) => blob)

/** What stands in entries. */
export function readEntries(git: Git, entries: readonly Entry[]): Map<string, Source> {
  const texts = readBlobs(git, blobsOf(entries))
  return new Map(entries.map(({ path, mode, blob }) => [path, sourceAt(path, modes.get(mode), texts.get(blob))]))
}

function sourceAt(path: string, unread: 'symbolic-link' | 'not-a-file' | undefined, found?: Source): Source {
  if (unread) return { unread }
  // two paths that are no UTF-8 can look alike, and one would hide the other
  if (path.includes('\uFFFD')) return { unread: 'not-utf8' }
  return found ?? { unread: 'unreadable' }
}

/** Blob id → what it holds. Large ones are not read at all; what git does not have is left out. */
export function readBlobs(git: Git, blobs: readonly string[]): Map<string, Source> {
  const ids = [...new Set(blobs)]
  if (ids.length === 0) return new Map()
  const sizes = sizesOf(git, ids)
  const small = ids.filter(id => (sizes.get(id) ?? Number.POSITIVE_INFINITY) <= maxBytes)
  const large = [...sizes].filter(([, size]) => size > maxBytes)
  const found = new Map<string, Source>(large.map(([id]) => [id, { unread: 'too-large' }]))
  if (small.length === 0) return found
  const out = git(['cat-file', '--batch'], `${small.join('\n')}\n`)
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(10, at)
    const [id = '', , size = ''] = out.toString('utf8', at, end).split(' ')
    const start = end + 1
    found.set(id, sourceOf(out.subarray(start, start + Number(size))))
    at = start + Number(size) + 1
  }
  return found
}

function sizesOf(git: Git, ids: readonly string[]): Map<string, number> {
  const lines = git(['cat-file', '--batch-check'], `${ids.join('\n')}\n`)
    .toString()
    .trimEnd()
    .split('\n')
    .map(line => line.split(' '))
  return new Map(lines.flatMap(([id = '', type, size]) => (type === 'blob' ? [[id, Number(size)]] : [])))
}

/** How one path differs between two trees; `null`: nothing is there. */
export interface Difference {
  path: string
  was: Entry | null
  is: Entry | null
}

const raw = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) /

/** What differs between the trees of each pair. A rename is the loss of one path and the gain of another. */
export function differences(git: Git, pairs: readonly [from: string, to: string][]): Difference[][] {
  const options = ['--stdin', '-r', '--raw', '-z', '--no-renames', '--no-abbrev']
  const found: Difference[][] = []
  const parts = git(['diff-tree', ...options], pairs.map(pair => `${pair.join(' ')}\n`).join(''))
    .toString()
    .split('\0')
  for (let at = 0; at < parts.length; at += 2) {
    // a line for each pair that begins here, then the modes and blobs of the path in the next part
    const lines = (parts[at] ?? '').split('\n')
    const [, oldMode = '', newMode = '', old = '', now = ''] = raw.exec(lines.pop() ?? '') ?? []
    for (const _pair of lines) found.push([])
    const path = parts[at + 1] ?? ''
    if (oldMode) found.at(-1)?.push({ path, was: entry(path, oldMode, old), is: entry(path, newMode, now) })
  }
  return found
}

const entry = (path: string, mode: string, blob: string): Entry | null =>
  mode === '000000' ? null : { path, mode, blob }
