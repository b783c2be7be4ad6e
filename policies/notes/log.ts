/** What was merged → the entries of the change log. */
import type { Source } from '../../schemas/parse.ts'
import { withheld } from '../../schemas/private.ts'
import { isPolicyPath, isRecordPath } from '../changes.ts'
import { allCriteria } from '../criteria.ts'
import { identify } from '../holders.ts'
import type { PathwayFile, Repository } from '../repository.ts'
import type { Entry, Notes } from './catalogue.ts'
import type { Told } from './merge.ts'
import { type Move, movesOf } from './moves.ts'
import { openPast, type Past } from './past.ts'
import { ownersSigning, recordSigning } from './signing.ts'

type LogEntry = Entry<'log'>

/**
 * Everything that was merged, by programme, pathway and day. Nothing is dropped. Who held a role, and what a gate asked, is read as it stood
 * before each merge; what programmes and pathways are called, as `repository` has it now. `merges`: oldest first.
 */
export function logOf(merges: readonly Told[], repository: Repository): Notes {
  const past = openPast()
  const seen = new Map<string, Set<string>>()
  const show = withholding()
  const entries = merges.flatMap(merge => entriesOf(merge, { repository, past, seen }).map(show))
  return { log: entries.toSorted(inOrder) }
}

interface World {
  repository: Repository
  past: Past
  /** Path → every text that stood there so far. */
  seen: Map<string, Set<string>>
}

function entriesOf(merge: Told, world: World): LogEntry[] {
  const base = aboutMerge(merge, world.repository)
  const records = merge.paths.filter(isRecordPath).flatMap(path => recordEntries(path, merge, base, world))
  const { people } = world.past.rules(merge.rules)
  const policies: LogEntry[] = merge.paths.some(isPolicyPath)
    ? [{ ...base, kind: 'policies', ...ownersSigning(merge, people) }]
    : []
  const told = [...records, ...policies]
  return told.length > 0 ? told : [{ ...base, kind: 'other' }]
}

/** What every entry of a merge says. */
function aboutMerge(merge: Told, { people }: Repository): Omit<LogEntry, 'kind'> {
  const { pull, on, sha, named } = merge
  const about = { on, commit: sha }
  if (!pull) {
    // that GitHub knows none outweighs what a commit says of itself
    const claimed = pull === undefined && named !== null ? { pull: `#${named}` } : {}
    return { ...about, subject: merge.subject, ...claimed, by: merge.by }
  }
  const known = identify(pull.author, people)
  const by = (known && people.people[known]?.name) ?? pull.author?.login
  return { ...about, subject: pull.title, pull: `#${pull.number}`, link: pull.url, ...(by !== undefined && { by }) }
}

function recordEntries(path: string, merge: Told, base: Omit<LogEntry, 'kind'>, world: World): LogEntry[] {
  const { past, repository } = world
  const { was: before = null, is: after = null } = merge.records.get(path) ?? {}
  const repeats = isRepeated(path, before, after, world)
  const [was, is] = [past.record(path, before), past.record(path, after)]
  const programme = path.split('/')[1] ?? ''
  const where = { programme: repository.people.programmes[programme]?.title ?? programme }
  const unread: LogEntry = { ...base, ...where, kind: 'other', path }
  const rules = past.rules(merge.rules)
  const told = is ?? was
  const pathway = told && rules.pathway(told.data.pathway)
  if (!told || !pathway || (before !== null && !was) || (after !== null && !is)) return [unread]
  const about = {
    ...base,
    ...where,
    record: told.id,
    title: told.data.title,
    pathway: repository.pathways.get(pathway.id)?.data.title ?? pathway.data.title,
  }
  if (!is) return [{ ...about, kind: 'removed' }]
  const claimed = [merge.subject, merge.pull?.title ?? ''].some(text => revert.test(text))
  const changed = { was, is, pathway, repeats, claimed }
  const moves = movesOf(changed)
  if (moves === null) return [unread]
  return moves.map(move => ({
    ...about,
    ...worded(move, pathway),
    ...(move.subject && recordSigning(move.subject, changed, merge, rules.people)),
  }))
}

/** What git and GitHub call a revert, and the branch that GitHub makes for one. */
const revert = /^Revert "|^Merge pull request #\d+ from \S+\/revert-\d+-/

/** Whether a record becomes what it was before, as by a revert. */
function isRepeated(path: string, before: Source | null, after: Source | null, { seen }: World): boolean {
  const texts = seen.get(path) ?? new Set<string>()
  seen.set(path, texts)
  if (before && 'text' in before) texts.add(before.text)
  return after !== null && 'text' in after && texts.has(after.text)
}

/** The fields of a move, with titles in the place of ids. */
function worded({ kind, from, to, reason, criterion }: Move, { data }: PathwayFile): Omit<LogEntry, 'record'> {
  const phase = (id: string) => (id === 'withdrawn' ? 'Withdrawn' : (data.phases[id]?.title ?? id))
  return {
    kind,
    ...(from !== undefined && { from: phase(from) }),
    ...(to !== undefined && { to: phase(to) }),
    ...(reason !== undefined && { reason }),
    ...(criterion !== undefined && {
      criterion: allCriteria(data).find(({ id }) => id === criterion)?.title ?? criterion,
    }),
  }
}

/** Takes out what nobody must read: subjects and names of files are not checked by the gate. Most texts come many times. */
function withholding(): (entry: LogEntry) => LogEntry {
  const known = new Map<string, unknown>()
  const shown = (value: unknown) => {
    const key = JSON.stringify(value)
    if (!known.has(key)) known.set(key, withheld(value))
    return known.get(key)
  }
  const plain = new Set(['kind', 'on', 'commit', 'unread'])
  return entry =>
    Object.fromEntries(
      Object.entries(entry).map(([name, value]) => [name, plain.has(name) ? value : shown(value)]),
    ) as LogEntry
}

/** What belongs to no pathway, or no programme, comes first: below a heading of another it would seem to belong there. */
function inOrder(a: LogEntry, b: LogEntry): number {
  const [one, other] = [keysOf(a), keysOf(b)]
  const at = one.findIndex((key, index) => key !== other[index])
  return at < 0 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1
}

const keysOf = ({ programme = '', pathway = '', on = '' }: LogEntry) => [programme, pathway, on]
