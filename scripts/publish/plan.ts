/** What is to be published × what is there → the files to be written, as a value. */
import { digestOf } from '../../schemas/digest.ts'
import { feedText } from '../render/feed.ts'
import { jsonText } from '../render/json.ts'
import { entryTitle } from '../render/publishing.ts'
import { type Page, type Place, type Printed, pageOf, tagUri } from './page.ts'
import type { Problem } from './problem.ts'
import {
  type Entry,
  feedFile,
  type Index,
  indexFile,
  isWhole,
  markdownOf,
  stateOf,
  type There,
  textIn,
} from './published.ts'
import type { Revision } from './wanted.ts'

export interface Plan {
  /** Path → text of all that is to be written; empty where nothing is. */
  writes: ReadonlyMap<string, string>
  /** The branch as it will be. */
  files: ReadonlyMap<string, string>
  index: Index
  /** What is published by this. */
  news: Entry[]
  problems: Problem[]
}

/** The branch of published notes. */
export const branch = 'notes'

/** The revisions whose texts have to be generated: those that are not there, or not whole. */
export const lacking = (revisions: readonly Revision[], { index, files }: There): Revision[] =>
  revisions.filter(revision => {
    const entry = entryOf(revision, index?.entries ?? [])
    return entry === undefined || (entry.digest === revision.digest && stateOf(entry, files).missing.length > 0)
  })

/** `null`: the template or the record was not there, or not to be read. */
export type Print = (revision: Revision) => Printed | { failed: string } | null

/** `print` is asked for those that are lacking. */
export function planFor(revisions: readonly Revision[], there: There, print: Print, place: Place): Plan {
  const wanted = new Set(lacking(revisions, there))
  const entries = [...(there.index?.entries ?? [])]
  const files = new Map(there.files)
  const problems = entries.flatMap(entry => changedIn(entry, there))
  const news: Entry[] = []
  for (const revision of revisions) {
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
  const index = indexFor(entries, there, place)
  if (entries.length > 0) for (const [path, text] of projections(index, files, place)) files.set(path, text)
  const writes = new Map([...files].filter(([path, text]) => there.files.get(path) !== text))
  return { writes, files, index, news, problems: problems.filter(problem => !isMended(problem, entries)) }
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

type Which = Pick<Revision, 'release' | 'template'>
const isOf = ({ release, template }: Which, entry: Entry) => entry.release === release && entry.template === template

/** The entry of a revision. A release and template have each revision once. */
export const entryOf = (revision: Which & { revision: string }, entries: readonly Entry[]): Entry | undefined =>
  entries.find(entry => isOf(revision, entry) && entry.revision === revision.revision)

/** Oldest first; what came at once by its folder. What came earlier on main, and could be published only now, goes to its place. */
const indexFor = (entries: readonly Entry[], { index }: There, place: Place): Index => {
  const sorted = [...entries].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  const day = (sorted[0]?.at ?? '1970').slice(0, 4)
  return { schema: 'countersign/published/1', feed: index?.feed ?? tagUri(place, day, branch), entries: sorted }
}

const keyOf = ({ at, folder }: Entry) => `${at} ${folder}`

/** What is made of the rest, and made again where it is lacking. */
function projections(index: Index, files: ReadonlyMap<string, string>, place: Place): [path: string, text: string][] {
  const home = `${place.server}/${place.repository}`
  const entries = index.entries.toReversed().map(entry => {
    const { id, at, folder, audience } = entry
    const title = entryTitle(entry.title, entry.revision)
    if (audience === null) return { id, title, at, link: `${home}/tree/${branch}/${encoded(folder)}`, page: null }
    const link = linkTo(place, `${folder}/${audience}.md`)
    return { id, title, at, link, page: textIn(entry, `${audience}.html`, files) }
  })
  const feed = { id: index.feed, repository: place.repository, link: `${home}/raw/${branch}/${feedFile}`, entries }
  return [
    [indexFile, `${jsonText(index)}\n`],
    [feedFile, feedText(feed)],
  ]
}

/** Where people read a file of the branch. */
export const linkTo = ({ server, repository }: Place, path: string): string =>
  `${server}/${repository}/blob/${branch}/${encoded(path)}`

/** A path may hold `%` itself. */
const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/')
