/** Notices of a downtime, and what a banner shows. */
import type { RecordFile } from '../repository.ts'
import type { Entry, Notes } from './catalogue.ts'

/** An instant in UTC: 2026-11-28T18:00:00Z. What is no instant stays as it is written. */
export function instantOf(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? text : new Date(at).toISOString().replace(/\.000Z$/, 'Z')
}

/** What there is to tell of a downtime: that it is planned or has another time than it had, and that it is over. `was`: the release before. */
export function noticesOf(release: RecordFile, was: RecordFile | null): Notes {
  const { downtime, product, version, phase } = release.data
  if (!downtime || phase === 'withdrawn') return {}
  const names = { ...(product !== undefined && { product }), ...(version !== undefined && { version }) }
  const [start, end] = [instantOf(downtime.start), instantOf(downtime.predictedEnd)]
  const before = was?.data.downtime
  const old = before && { wasStart: instantOf(before.start), wasEnd: instantOf(before.predictedEnd) }
  const isChanged = old !== undefined && (old.wasStart !== start || old.wasEnd !== end)
  const planned: Entry<'downtime'> = isChanged
    ? { kind: 'changed', ...names, start, end, ...old }
    : { kind: 'planned', ...names, start, end }
  const { restored } = downtime
  const over: Entry<'downtime'>[] = restored ? [{ kind: 'restored', ...names, start, end, restored: restored.on }] : []
  return { downtime: [planned, ...over] }
}

/** What a banner shows, as data. */
export interface Banner {
  product: string
  version: string
  /** `overdue`: it should be back by now, and nobody has said that it is. `none`: nothing is announced. */
  state: 'announced' | 'down' | 'overdue' | 'restored' | 'none'
  /** ISO 8601 in UTC; `null`: not known. */
  from: string | null
  until: string | null
  /** The day (YYYY-MM-DD) on which it was fully restored. */
  restored: string | null
}

/** The banner of a release at an instant. */
export function bannerOf({ data }: RecordFile, now: Date): Banner {
  const { downtime, trigger, product = '', version = '', phase } = data
  const none: Banner = { product, version, state: 'none', from: null, until: null, restored: null }
  if (phase === 'withdrawn') return none
  // a hotfix may find the system taken offline, before any time for its deployment is known
  const isOffline = trigger?.offline !== undefined
  if (!downtime) return isOffline ? { ...none, state: 'down' } : none
  const [from, until] = [instantOf(downtime.start), instantOf(downtime.predictedEnd)]
  const times = { from, until, restored: downtime.restored?.on ?? null }
  if (downtime.restored) return { ...none, ...times, state: 'restored' }
  if (now.getTime() >= Date.parse(until)) return { ...none, ...times, state: 'overdue' }
  if (now.getTime() >= Date.parse(from)) return { ...none, ...times, state: 'down' }
  return isOffline ? { ...none, ...times, from: null, state: 'down' } : { ...none, ...times, state: 'announced' }
}
