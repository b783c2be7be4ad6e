/** Notices of a downtime, and what a banner shows. */
import { dayOf } from '../dates.ts'
import type { RecordFile } from '../repository.ts'
import type { Notes } from './catalogue.ts'

/** An instant in UTC: 2026-11-28T18:00:00Z. What is no instant stays as it is written. */
export function instantOf(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? text : new Date(at).toISOString().replace(/\.000Z$/, 'Z')
}

/**
 * What there is to tell of a downtime: that it is planned or has another time than it had, that it does not take place, that it is over. One that
 * has begun is told of also when its release was withdrawn since. `was`: the release before.
 */
export function noticesOf(release: RecordFile, was: RecordFile | null, now: Date): Notes {
  const { downtime, phase } = release.data
  const names = namesOf(release)
  const off = calledOff(release, was, now)
  if (off) return { downtime: [{ kind: 'cancelled', ...names, ...timesOf(off) }] }
  if (!downtime) return {}
  const times = timesOf(downtime)
  const before = was?.data.downtime && timesOf(was.data.downtime)
  const isChanged = before !== undefined && (before.start !== times.start || before.end !== times.end)
  const { restored } = downtime
  return {
    downtime: [
      ...(isChanged
        ? [{ kind: 'changed' as const, ...names, ...times, wasStart: before.start, wasEnd: before.end }]
        : phase === 'withdrawn'
          ? []
          : [{ kind: 'planned' as const, ...names, ...times }]),
      ...(restored ? [{ kind: 'restored' as const, ...names, ...times, restored: restored.on }] : []),
    ],
  }
}

type Downtime = NonNullable<RecordFile['data']['downtime']>

const timesOf = ({ start, predictedEnd }: Downtime) => ({ start: instantOf(start), end: instantOf(predictedEnd) })

const namesOf = ({ data: { product, version } }: RecordFile) => ({
  ...(product !== undefined && { product }),
  ...(version !== undefined && { version }),
})

/** The downtime that does not take place: it is told no more, or its release was withdrawn before it began. */
function calledOff(release: RecordFile, was: RecordFile | null, now: Date): Downtime | null {
  const { downtime, phase } = release.data
  const told = downtime ?? was?.data.downtime
  if (!told || told.restored || (downtime && phase !== 'withdrawn')) return null
  return hasBegun(told, release, now) ? null : told
}

/**
 * Whether a downtime has come to its start. At which hour of that day its release was withdrawn, nobody knows: then the system is down from the
 * start until it is said to be back.
 */
function hasBegun({ start }: Downtime, { data: { phase, withdrawn } }: RecordFile, now: Date): boolean {
  const at = new Date(start)
  const isBefore = phase === 'withdrawn' && withdrawn !== undefined && withdrawn.on < dayOf(at)
  return now >= at && !isBefore
}

/** What a banner shows, as data. */
export interface Banner {
  product: string
  version: string
  /** Whether that version still comes, or has come: `false` where it was withdrawn. */
  isComing: boolean
  /** `overdue`: it should be back by now, and nobody has said that it is. `none`: nothing is announced. */
  state: 'announced' | 'down' | 'overdue' | 'restored' | 'none'
  /** ISO 8601 in UTC; `null`: not known. */
  from: string | null
  until: string | null
  /** The day (YYYY-MM-DD) on which it was fully restored. */
  restored: string | null
}

/** The banner of a release at an instant. What is down stays so until it is restored, whatever becomes of the release. */
export function bannerOf(release: RecordFile, now: Date): Banner {
  const { trigger, product = '', version = '', phase } = release.data
  const isComing = phase !== 'withdrawn'
  const none: Banner = { product, version, isComing, state: 'none', from: null, until: null, restored: null }
  // a hotfix may find the system taken offline, before any time for its deployment is known
  const isOffline = trigger?.offline !== undefined
  const downtime = calledOff(release, null, now) ? undefined : release.data.downtime
  if (!downtime) return isOffline ? { ...none, state: 'down' } : none
  const { start: from, end: until } = timesOf(downtime)
  const times = { from, until, restored: downtime.restored?.on ?? null }
  if (downtime.restored) return { ...none, ...times, state: 'restored' }
  if (now.getTime() >= Date.parse(until)) return { ...none, ...times, state: 'overdue' }
  if (now.getTime() >= Date.parse(from)) return { ...none, ...times, state: 'down' }
  return isOffline ? { ...none, ...times, from: null, state: 'down' } : { ...none, ...times, state: 'announced' }
}
