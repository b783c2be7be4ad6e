/** What is to be published × what is there → the files to be written, as a value. */
import { digestOf } from '../../schemas/digest.ts'
import { type Page, type Place, type Printed, pageOf } from './page.ts'
import type { Problem } from './problem.ts'
import { indexFor, projections } from './projections.ts'
import { type Entry, type Index, indexFile, isWhole, markdownOf, stateOf, type There } from './published.ts'
import { entryOf, isOf, lacking, sift } from './sift.ts'
import type { Revision } from './wanted.ts'

export interface Plan {
  /** Path → text of all that is to be written; empty where nothing is. */
  writes: ReadonlyMap<string, string>
  /** The branch as it will be. */
  files: ReadonlyMap<string, string>
  index: Index
  /** Those of the index that main has had: nothing is made of others. */
  entries: readonly Entry[]
  /** What is published by this. */
  news: Entry[]
  problems: Problem[]
}

/** `null`: the template or the record was not there, or not to be read. */
export type Print = (revision: Revision) => Printed | { failed: string } | null

/** `print` is asked for those that are lacking. */
export function planFor(revisions: readonly Revision[], there: There, print: Print, place: Place): Plan {
  const { ours, strays } = sift(there.index?.entries ?? [], revisions)
  const open = revisions.filter(revision => !entryOf(revision, strays))
  const wanted = new Set(lacking(open, ours, there.files))
  const entries = [...ours]
  const files = new Map(there.files)
  const problems = [...strays.map(strayIn), ...ours.flatMap(entry => changedIn(entry, there))]
  const news: Entry[] = []
  for (const revision of open) {
    const known = entryOf(revision, entries)
    const isOpen = wanted.has(revision) && (known?.digest ?? revision.digest) === revision.digest
    const made = isOpen
      ? settled(revision, print(revision), { entries, files }, place)
      : sameAsPublished(revision, entries)
    problems.push(...made.problems)
    for (const [path, text] of made.page?.files ?? []) files.set(path, text)
    if (!made.page || known) continue
    entries.push(made.page.entry)
    news.push(made.page.entry)
  }
  const index = indexFor([...entries, ...strays], there, place)
  const known = new Set(entries)
  const shown = index.entries.filter(entry => known.has(entry))
  if (index.entries.length > 0)
    for (const [path, text] of projections(index, shown, files, place)) files.set(path, text)
  const writes = new Map([...files].filter(([path, text]) => there.files.get(path) !== text))
  return {
    writes,
    files,
    index,
    entries: shown,
    news,
    problems: problems.filter(problem => !isMended(problem, entries)),
  }
}

/** A revision whose digest was put right before anything was sent under its number. */
const isMended = (problem: Problem, entries: readonly Entry[]): boolean =>
  problem.is === 'superseded' && entryOf(problem, entries) !== undefined

interface So {
  entries: readonly Entry[]
  files: ReadonlyMap<string, string>
}

interface Settled {
  page?: Page
  problems: Problem[]
}

/** A revision as it can be published, or why it cannot. One that main has corrected since is told of, and fails nothing. */
function settled(revision: Revision, printed: ReturnType<Print>, so: So, place: Place): Settled {
  const of = { release: revision.release, template: revision.template, revision: revision.revision }
  const not = (problem: Problem): Settled => ({
    problems: [revision.current ? problem : { is: 'superseded', ...of }],
  })
  if (printed === null) return not({ is: 'no-text', ...of, commit: revision.commit })
  if ('failed' in printed) return not({ is: 'broken', ...of, why: printed.failed })
  if (printed.digest !== revision.digest)
    return not({ is: 'mismatch', ...of, recorded: revision.digest, generated: printed.digest })
  const page = pageOf(revision, printed, markdownBefore(revision, so), place)
  const known = entryOf(revision, so.entries)
  const clashes = [...page.files].filter(([path, text]) => isOther(path, text, known, so.files))
  if (clashes.length > 0) return { problems: clashes.map(([path]) => ({ is: 'other-bytes', path })) }
  return { page, problems: [] }
}

/** Whether there are other bytes at a path, or were when it was published. */
function isOther(path: string, text: string, known: Entry | undefined, files: ReadonlyMap<string, string>): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (files.has(path) && files.get(path) !== text) || (known !== undefined && known.files[name] !== digestOf(text))
}

function sameAsPublished(
  { release, template, revision, digest, current }: Revision,
  entries: readonly Entry[],
): Settled {
  const known = entries.find(entry => isOf({ release, template }, entry) && entry.revision === revision)
  if (!known || known.digest === digest || !current) return { problems: [] }
  const problem = {
    is: 'same-revision' as const,
    release,
    template,
    revision,
    published: known.digest,
    recorded: digest,
  }
  return { problems: [problem] }
}

const strayIn = ({ release, template, revision, digest, commit }: Entry): Problem => ({
  ...{ is: 'stray', release, template, revision },
  ...{ digest, commit },
})

/** In the index too: what an entry says that it is must be what it was approved as. */
const changedIn = (entry: Entry, { files }: There): Problem[] =>
  (isWhole(entry) ? stateOf(entry, files).changed : [indexFile]).map(path => ({ is: 'other-bytes', path }))

/** By audience, the Markdown of what was published last before a revision. */
function markdownBefore(revision: Revision, { entries, files }: So): ReadonlyMap<string, string> | null {
  const isEarlier = (entry: Entry) =>
    isOf(revision, entry) && entry.revision !== revision.revision && entry.at <= revision.at
  const last = entries.findLast(isEarlier)
  return last ? markdownOf(last, files) : null
}
