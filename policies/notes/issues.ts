/** Known issues: they stay until somebody has confirmed that they are gone, in whichever release they are listed. */
import type { KnownIssue } from '../../schemas/types.ts'
import type { RecordFile } from '../repository.ts'
import type { Entry } from './catalogue.ts'
import { isOurs, versionOf } from './lineage.ts'
import { byText, compareVersions } from './versions.ts'

type Issue = Entry<'issues'>

/** What one release says of an issue. `came`: it is in what is told of; one that was withdrawn, or is still to come, closes nothing. */
interface Saying {
  version: string
  issue: KnownIssue
  came: boolean
}

/**
 * Those of a version, and those that are closed since another one. `all`: the releases of the product, lowest version first; withdrawn ones say
 * what they knew, too, and so do changes of a third party. `came`: whether what a release consists of is in that version: no other closes one.
 */
export function issuesOf(
  version: string,
  from: string | null,
  all: readonly RecordFile[],
  came: (release: RecordFile) => boolean,
): Issue[] {
  // those above come later: they do not count among what has it
  const versions = all.filter(isOurs).map(versionOf)
  const upTo = versions.slice(
    0,
    placeAmong(versions, one => !isUpTo(one, version)),
  )
  return [...sayingsOf(all, came)]
    .flatMap(([reference, sayings]) => {
      const state = stateAt(version, sayings)
      if (state === 'unknown') return []
      if (state === 'closed' && (from === null || !isOpen(stateAt(from, sayings)))) return []
      return told(reference, state, version, sayings, upTo)
    })
    .sort((a, b) => (a.severity ?? 0) - (b.severity ?? 0) || byText(a.reference ?? '', b.reference ?? ''))
}

/** Releases of a product → what they say. Each release that speaks of an issue asks, so it is gone through once. */
const sayings = new WeakMap<readonly RecordFile[], Map<string, Saying[]>>()

/** The first version that has an issue, by all releases of the product; `null`: none lists it. */
export function sinceOf(reference: string, all: readonly RecordFile[]): string | null {
  const found = sayings.get(all) ?? sayingsOf(all)
  sayings.set(all, found)
  return firstOf(found.get(reference) ?? []) || null
}

/** Reference → what releases say of it, lowest version first. */
function sayingsOf(all: readonly RecordFile[], came: (release: RecordFile) => boolean = isOurs): Map<string, Saying[]> {
  const found = new Map<string, Saying[]>()
  for (const release of all) {
    for (const issue of release.data.knownIssues ?? []) {
      const own = found.get(issue.reference) ?? []
      own.push({ version: versionOf(release), issue, came: came(release) })
      found.set(issue.reference, own)
    }
  }
  return found
}

const begins = ({ version, issue }: Saying) => issue.since ?? version
/** The version in which it is gone, as one says who has confirmed it; `null`: nobody has. */
const closingOf = ({ version, issue, came }: Saying) => (issue.resolved && came ? (issue.fixedIn ?? version) : null)
const isUpTo = (version: string, other: string) => compareVersions(version, other) <= 0
/** The first version that has it, by all that is said. */
const firstOf = (sayings: readonly Saying[]): string => sayings.map(begins).sort(compareVersions)[0] ?? ''

/** What is said at a version, or where nothing is, what was found later of it. */
function saidAt(version: string, sayings: readonly Saying[]): readonly Saying[] {
  const known = sayings.filter(one => isUpTo(one.version, version))
  return known.length > 0 ? known : sayings.filter(one => isUpTo(begins(one), version))
}

/** The last one that closed it; what comes after opens it again. */
function lastClosing(version: string, said: readonly Saying[]): number {
  return said.findLastIndex(one => {
    const closing = closingOf(one)
    return closing !== null && isUpTo(closing, version)
  })
}

type State = 'unknown' | 'open' | 'unconfirmed' | 'closed'
const isOpen = (state: State) => state === 'open' || state === 'unconfirmed'

function stateAt(version: string, sayings: readonly Saying[]): State {
  const said = saidAt(version, sayings)
  if (said.length === 0) return 'unknown'
  const closed = lastClosing(version, said)
  if (closed >= 0 && closed === said.length - 1) return 'closed'
  const fixedIn = lastField(said.slice(closed + 1), 'fixedIn')
  return fixedIn !== undefined && isUpTo(fixedIn, version) ? 'unconfirmed' : 'open'
}

/** A field as the highest version has it that says anything of it. */
const lastField = <K extends keyof KnownIssue>(said: readonly Saying[], field: K): KnownIssue[K] | undefined =>
  said.findLast(({ issue }) => issue[field] !== undefined)?.issue[field]

function told(
  reference: string,
  state: Exclude<State, 'unknown'>,
  version: string,
  sayings: readonly Saying[],
  versions: readonly string[],
): Issue {
  const said = saidAt(version, sayings)
  const closed = lastClosing(version, said)
  const closing = state === 'closed' ? (said[closed] ? closingOf(said[closed]) : null) : null
  const since = firstOf(sayings)
  const fields = {
    title: lastField(said, 'title'),
    severity: lastField(said, 'severity'),
    workaround: lastField(said, 'workaround'),
    hazard: lastField(said, 'hazard'),
    // what was to mend it before it was there again has not
    fixedIn: closing ?? lastField(said.slice(closed + 1), 'fixedIn'),
  }
  const affects = versions.slice(
    placeAmong(versions, one => isUpTo(since, one)),
    closing === null ? versions.length : placeAmong(versions, one => isUpTo(closing, one)),
  )
  return { kind: state, reference, since, affects, ...given(fields) }
}

/** The place of the first version for which something holds, of which it then holds for all after it; their number, where it holds for none. */
function placeAmong(versions: readonly string[], holds: (version: string) => boolean): number {
  let [low, high] = [0, versions.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(versions[middle] ?? '')) high = middle
    else low = middle + 1
  }
  return low
}

/** The fields that there are. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
