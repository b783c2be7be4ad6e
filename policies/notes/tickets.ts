/** What changes: the tickets of all releases in a range, each once, and what has no ticket. */
import type { Ticket } from '../../schemas/types.ts'
import type { RecordFile } from '../repository.ts'
import type { Entry, Kind } from './catalogue.ts'
import { versionOf } from './lineage.ts'
import type { Range } from './range.ts'

type Change = Entry<'changes'>

/** Each change once; one that came with a release that is skipped says with which. */
export function changesOf({ kind, told, earlier }: Range): Change[] {
  const state: State = { present: new Set(), titles: new Map(), takes: new Map() }
  const before = goThrough(earlier, state)
  const now = goThrough(told, state)
  if (kind === 'back')
    return [...now.values()].flatMap((one): Change[] => {
      if (one.kind === 'reverted') return []
      // what was never switched on does not go
      const isOff = one.flag !== undefined && switchedOff([...earlier, ...told]).has(one.flag)
      return [{ ...one, kind: isOff ? 'switched-off' : 'undone' }]
    })
  const off = switchedOff([...earlier, ...told])
  const own = told.at(-1)?.data.version
  const since = ({ release, ...one }: Change): Change => ({
    ...one,
    ...(release !== own && release !== undefined && { release }),
  })
  const isOff = ({ flag }: Change) => flag !== undefined && off.has(flag)
  return [
    ...[...now.values()].map(one =>
      since(one.kind !== 'reverted' && isOff(one) ? { ...one, kind: 'switched-off' } : one),
    ),
    // users had it: for them it is gone
    ...switched({ before, now, off }, state, { told, earlier }).map(one =>
      since(isOff(one) ? { ...one, kind: 'undone' } : one),
    ),
  ]
}

/** What was there already, behind a flag that is switched now: for users it comes, or goes, with that. */
function switched(
  { before, now, off }: { before: Told; now: Told; off: ReadonlySet<string> },
  { present }: State,
  { earlier, told }: Pick<Range, 'earlier' | 'told'>,
): Change[] {
  const wasOff = switchedOff(earlier)
  return [...before].flatMap(([key, change]) => {
    const { kind, flag } = change
    if (kind === 'reverted' || flag === undefined || !present.has(key) || now.has(key)) return []
    if (wasOff.has(flag) === off.has(flag)) return []
    const by = told.findLast(({ data }) => data.featureFlags?.[flag] !== undefined)
    return { ...change, ...(by && { release: versionOf(by) }) }
  })
}

type Told = ReadonlyMap<string, Change>

/** Where the product stands. */
interface State {
  /** Tickets that are in it, and titles of what has none. */
  present: Set<string>
  /** Ticket → as what it was told last. */
  titles: Map<string, string>
  /** A ticket that took another one back → that one, as it would be told. */
  takes: Map<string, Change>
}

/** Goes through some releases, from where the product stands. What they bring is told, by what it is known by. */
function goThrough(releases: readonly RecordFile[], state: State): Map<string, Change> {
  const told = new Map<string, Change>()
  for (const release of releases) {
    const { scope = [], unticketed = [] } = release.data
    const version = versionOf(release)
    // what a release brings and takes back within itself is there first, in whichever order it is listed
    const tickets = [...scope.filter(({ reverts }) => !reverts), ...scope.filter(({ reverts }) => reverts)]
    for (const ticket of tickets) {
      // one that a release below had is not new: in a hotfix and in the next planned release it is told once
      const isSame = state.titles.get(ticket.reference) === ticket.title
      const change = asChange(ticket, version)
      state.titles.set(ticket.reference, ticket.title)
      if (state.present.has(ticket.reference)) {
        // under the same reference, and another title, it is something else: that is not kept from anybody
        if (!isSame) told.set(JSON.stringify([ticket.reference, version]), change)
        continue
      }
      state.present.add(ticket.reference)
      if (ticket.reverts === undefined) told.set(ticket.reference, change)
      else takeBack(ticket.reverts, change, state, told)
    }
    for (const { type: _, ...change } of unticketed) {
      const key = JSON.stringify([change.title, change.impact])
      if (!state.present.has(key)) told.set(key, { kind: 'unticketed', ...change, release: version })
      state.present.add(key)
    }
  }
  return told
}

/** A ticket takes another one back: `change` is what would be told of it. */
function takeBack(target: string, change: Change, { present, takes }: State, told: Map<string, Change>): void {
  const { reference: by = '', release = '' } = change
  const news = told.get(target)
  const restored = takes.get(target)
  present.delete(target)
  takes.set(by, news ?? { kind: 'uncategorised', reference: target })
  // what that one took back is there again
  if (restored?.reference !== undefined) present.add(restored.reference)
  if (news) told.set(target, { ...news, kind: 'reverted', by })
  else if (restored?.title !== undefined) told.set(restored.reference ?? '', { ...restored, release })
  // what is older than all that is told here goes: that is news itself
  else told.set(by, change)
}

const kinds = { feature: 'feature', enhancement: 'enhancement', bug: 'bug' } as const satisfies Record<
  NonNullable<Ticket['type']>,
  Kind<'changes'>
>

const asChange = ({ reference, title, type, area, impact, flag }: Ticket, release: string): Change => ({
  kind: type ? kinds[type] : 'uncategorised',
  reference,
  title,
  ...(area !== undefined && { area }),
  ...(impact !== undefined && { impact }),
  release,
  ...(flag !== undefined && { flag }),
})

/** The flags that are off in the end: each stands as the last release says that names it. */
function switchedOff(releases: readonly RecordFile[]): ReadonlySet<string> {
  const flags = new Map(
    releases.flatMap(({ data }) =>
      Object.entries(data.featureFlags ?? {}).map(([flag, { on }]) => [flag, on] as const),
    ),
  )
  return new Set([...flags].filter(([, on]) => !on).map(([flag]) => flag))
}
