/** What a merge did to one record. */
import type { Waiver } from '../../schemas/types.ts'
import { moveOf } from '../changes.ts'
import { canonical } from '../fields/field.ts'
import type { Subject } from '../model.ts'
import type { PathwayFile, RecordFile } from '../repository.ts'
import { gatesOf } from '../routes.ts'
import type { Kind } from './catalogue.ts'

/** One thing that was done. Phases and criteria by their ids. */
export interface Move {
  kind: Kind<'log'>
  /** What its gate was asked; `null`: no gate was. */
  subject: Subject | null
  from?: string
  to?: string
  reason?: string
  criterion?: string
}

/** How a record was changed. `repeats`: it had this very text before. `claimed`: the merge calls itself a revert. */
export interface Changed {
  was: RecordFile | null
  is: RecordFile
  pathway: PathwayFile
  repeats: boolean
  claimed: boolean
}

/** All that was done to the record, in the order in which it is told; `null`: it cannot be told. */
export function movesOf(changed: Changed): Move[] | null {
  const { was, is, pathway } = changed
  if (was !== null && was.data.pathway !== is.data.pathway) return null
  const [subject] = moveOf(was ?? undefined, is, pathway)
  const main = subject ? moved(subject, changed) : []
  if (main === null) return null
  const waived = newWaivers(was, is).map(
    ({ criterion, reason }): Move => ({ kind: 'waived', subject: null, criterion, reason }),
  )
  // what comes with a step is part of it; what comes with new roles, or with a waiver, is told beside
  const isStep = subject !== undefined && subject.is !== 'roles'
  const beside = was !== null && !isStep && (hasMore(was, is) || main.length + waived.length === 0)
  return [...main, ...waived, ...(beside ? [{ kind: 'evidence' as const, subject: null }] : [])]
}

function moved(subject: Subject, changed: Changed): Move[] | null {
  // a removal that was reverted brings back what was there
  if (subject.is === 'registration')
    return [{ kind: changed.repeats ? 'restored' : 'registered', subject, to: subject.to }]
  if (subject.is === 'roles') return [{ kind: 'roles', subject }]
  if (subject.is === 'withdrawal') {
    const { from, reason } = subject
    return [{ kind: 'withdrawn', subject, from, ...(reason !== null && { reason }) }]
  }
  return subject.is === 'transition' ? stepped(subject, changed) : []
}

/** A change of phase. Only what its pathway allows, and no revert does, is an advance. */
function stepped(subject: Subject & { is: 'transition' }, changed: Changed): Move[] | null {
  const { is, pathway } = changed
  const { from, to, reason } = subject
  const phases = Object.keys(pathway.data.phases)
  if (!phases.includes(to) || (from !== 'withdrawn' && !phases.includes(from))) return null
  const isGate = gatesOf(pathway.data, is).some(gate => gate.from === from && gate.to === to)
  const step = { subject: isGate ? subject : null, from, to }
  if (from === 'withdrawn' || subject.direction === 'back')
    return [{ kind: 'back', ...step, ...(isGate && reason !== null && { reason }) }]
  if (!isGate) return [{ kind: 'set', ...step }]
  return [{ kind: isReverted(changed) ? 'restored' : 'advanced', ...step }]
}

/** Going on never takes a decision away; a revert of the way back takes the one that led there. */
function isReverted({ was, is, repeats, claimed }: Changed): boolean {
  const kept = new Set((is.data.decisions ?? []).map(textOf))
  return repeats || claimed || (was?.data.decisions ?? []).some(decision => !kept.has(textOf(decision)))
}

const textOf = (value: unknown) => JSON.stringify(canonical(value))

function newWaivers(was: RecordFile | null, is: RecordFile): Waiver[] {
  const known = new Set((was?.data.waivers ?? []).map(textOf))
  return (is.data.waivers ?? []).filter(waiver => !known.has(textOf(waiver)))
}

/** Whether anything differs besides who holds which role, and new waivers. */
function hasMore(was: RecordFile, is: RecordFile): boolean {
  const told = ['roles', 'organisations', ...(newWaivers(was, is).length > 0 ? ['waivers'] : [])]
  const keys = new Set([...Object.keys(was.data), ...Object.keys(is.data)])
  return [...keys].some(key => !told.includes(key) && differ(was.data[key as 'title'], is.data[key as 'title']))
}

/** Most parts are written alike: only others are put in order before they are compared. */
const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b) && textOf(a) !== textOf(b)
