/**
 * A site is judged by what stands in its release as well: the certificate, the risk level. An approval is therefore also of what the gate read
 * there. Which parts those are nobody has to list: the rules are watched while they read.
 */

import type { Pointer } from '../schemas/events.ts'
import { locator } from '../schemas/locate.ts'
import type { Context } from './context.ts'
import { changedFields, fieldsOf } from './fields.ts'
import type { Finding, PullRequest } from './model.ts'
import { type PathwayFile, type RecordFile, readRepository, type Tree, wrong } from './repository.ts'
import type { Actors, Worth } from './stances.ts'

/** A release, and which of its parts the rules have read. */
export interface Basis {
  release: RecordFile
  pathway: PathwayFile
  read: Pointer[]
}

/** Judges with the release under watch. `basis` is `null` where there is none that can be read. */
export function watching<T>(context: Context, judge: (context: Context) => T): { found: T; basis: Basis | null } {
  const { release, releasePathway: pathway } = context
  if (!release || !pathway) return { found: judge(context), basis: null }
  const read = new Map<string, Pointer>()
  const met = new Map<string, Pointer>()
  const tell = (pointer: Pointer, isWhole: boolean) => (isWhole ? read : met).set(JSON.stringify(pointer), pointer)
  const data = watched(release.data, [], tell)
  const found = judge({ ...context, release: { ...release, data } })
  // of a part that was looked for, and not into, all that was read is that it is there
  const only = [...met.values()].filter(place => ![...read.values(), ...met.values()].some(one => isBelow(one, place)))
  return { found, basis: { release, pathway, read: [...read.values(), ...only] } }
}

/** The same data. Each value that is read, and each object whose keys are asked for, is told by its place as a whole; an object that is met, as a place. */
function watched<T extends object>(data: T, at: Pointer, tell: (pointer: Pointer, isWhole: boolean) => void): T {
  return new Proxy(data, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof key === 'symbol' || typeof value === 'function') return value
      const place = [...at, key]
      const isPart = typeof value === 'object' && value !== null
      tell(place, !isPart)
      return isPart ? watched(value, place, tell) : value
    },
    ownKeys(target) {
      tell(at, true)
      return Reflect.ownKeys(target)
    },
    has(target, key) {
      tell(at, true)
      return Reflect.has(target, key)
    },
    getOwnPropertyDescriptor(target, key) {
      tell(at, true)
      return Reflect.getOwnPropertyDescriptor(target, key)
    },
  })
}

/** Whether a commit had the parts of the release that were read as they are now; where not, the first line that has changed. */
export function basisAt(commit: string | null, basis: Basis | null, pull: PullRequest, tree: Tree): Worth {
  const { path = '', id = '' } = basis?.release ?? {}
  const blob = commit === null ? undefined : pull.versions[commit]?.[path]
  if (!basis || blob === undefined) return { is: 'counts' }
  const text = blob === null ? undefined : pull.texts[blob]
  const was = text === undefined ? undefined : readRepository(new Map([[path, { text }]])).records.get(id)
  if (!was) return { is: 'outdated', path, line: null }
  const { data } = basis.pathway
  const changed = changedFields(fieldsOf(was.data, data), fieldsOf(basis.release.data, data)).map(
    ({ before, after }): Pointer => (after ?? before)?.pointer ?? [],
  )
  const found = changed.find(pointer => basis.read.some(one => isWithin(one, pointer) || isWithin(pointer, one)))
  if (!found) return { is: 'counts' }
  const now = tree.get(path)
  return { is: 'outdated', path, line: now && 'text' in now ? (locator(now.text)(found)?.line ?? null) : null }
}

/** What people's approvals are worth with what the gate read of the release. */
export function onBasis(actors: Actors, basis: Basis | null, pull: PullRequest, tree: Tree): Actors {
  if (!basis) return actors
  const worths = new Map<string | null, Worth>()
  const worth = (commit: string | null): Worth => {
    const known = worths.get(commit) ?? basisAt(commit, basis, pull, tree)
    worths.set(commit, known)
    return known
  }
  const approvals = actors.stances.flatMap(({ person, commit }): [string, Worth][] => {
    const own = actors.approvals.get(person)
    return own ? [[person, own.is === 'counts' ? worth(commit) : own]] : []
  })
  return { ...actors, approvals: new Map(approvals), vouched: actors.vouched.filter(sha => worth(sha).is === 'counts') }
}

/** The base has changed what the gate reads of the release since the branch was cut: nobody has seen the two together. */
export function movedBasis(basis: Basis | null, pull: PullRequest, tree: Tree): Finding[] {
  const then = basisAt(pull.fork, basis, pull, tree)
  if (then.is !== 'outdated' || pull.files.includes(then.path)) return []
  const { path, line } = then
  return [{ ...wrong({ code: 'changed-on-base', path }, { path, ...(line && { line }) }), weight: 'wait' }]
}

const isBelow = (part: Pointer, whole: Pointer) => part.length > whole.length && isWithin(part, whole)

const isWithin = (part: Pointer, whole: Pointer): boolean =>
  part.length >= whole.length && whole.every((key, index) => `${part[index]}` === `${key}`)
