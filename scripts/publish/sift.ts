/** The entries of the index × what main has had → those that are ours, and what is lacking. */
import { type Entry, folderOf, stateOf } from './published.ts'
import type { Revision } from './wanted.ts'

/** Whoever may write can put an entry there. Ours is what main's own history says, each number once. */
export function sift(entries: readonly Entry[], revisions: readonly Revision[]): { ours: Entry[]; strays: Entry[] } {
  const had = new Set(revisions.map(keyOf))
  const ours: Entry[] = []
  for (const entry of entries) if (had.has(keyOf(entry)) && !entryOf(entry, ours)) ours.push(entry)
  const known = new Set(ours)
  return { ours, strays: entries.filter(entry => !known.has(entry)) }
}

/** All of an entry that follows from main. */
const keyOf = (one: Revision | Entry): string => {
  const folder = 'folder' in one ? one.folder : folderOf(one)
  const { release, template, revision, digest, commit, at } = one
  return JSON.stringify([release, template, revision, digest, commit, at, folder])
}

type Which = Pick<Revision, 'release' | 'template'>

/** Whether an entry is of a release and template. */
export const isOf = ({ release, template }: Which, entry: Entry): boolean =>
  entry.release === release && entry.template === template

/** The entry of a revision. A release and template have each revision once. */
export const entryOf = (revision: Which & { revision: string }, entries: readonly Entry[]): Entry | undefined =>
  entries.find(entry => isOf(revision, entry) && entry.revision === revision.revision)

/** The revisions whose texts have to be generated: those that are not there, or not whole. */
export const lacking = (
  revisions: readonly Revision[],
  entries: readonly Entry[],
  files: ReadonlyMap<string, string>,
): Revision[] =>
  revisions.filter(revision => {
    const entry = entryOf(revision, entries)
    return entry === undefined || (entry.digest === revision.digest && stateOf(entry, files).missing.length > 0)
  })
