/** What has to change in a record so that it asks for another phase. */

import type { RecordFile } from '../../policies/repository.ts'
import { gatesOf } from '../../policies/routes.ts'
import type { Gate, Pathway } from '../../schemas/types.ts'
import type { Edit, Group } from './edit.ts'

export const directions = ['forward', 'back', 'withdraw'] as const
export type Direction = (typeof directions)[number]

export interface Asked {
  direction: Direction
  /** The phase, where there is more than one. */
  to?: string
  /** Why it goes back, or is withdrawn. */
  reason?: string
  by: string | null
  /** YYYY-MM-DD. */
  on: string
  /** Who decided that it goes back, and where that is written. */
  attended?: readonly string[]
  minutes?: string
}

/** Why a record cannot be asked to go there. */
export type NoWay =
  | { code: 'no-way'; direction: Direction; from: string; to: string | null; known: string[] }
  | { code: 'several-ways'; direction: Direction; known: string[] }
  | { code: 'withdrawn-already' }
  | { code: 'needs-reason'; direction: Direction }
  | { code: 'needs-person' }

export type Transition = { to: string; edits: Edit[] } | { why: NoWay }

/** The edits that ask for a transition: the phase, and why where that belongs to it. */
export function transition(record: RecordFile, pathway: Pathway, asked: Asked): Transition {
  if (record.data.phase === 'withdrawn') return { why: { code: 'withdrawn-already' } }
  if (asked.direction === 'withdraw') return withdrawal(asked)
  const found = gateFor(record, pathway, asked)
  if ('why' in found) return found
  const { to } = found.gate
  const decided = asked.direction === 'back' ? refusal(record, pathway, found.gate, asked) : []
  if ('why' in decided) return decided
  return { to, edits: [{ is: 'set', at: ['phase'], value: to }, ...decided] }
}

function withdrawal({ by, on, reason, direction }: Asked): Transition {
  if (!reason) return { why: { code: 'needs-reason', direction } }
  if (by === null) return { why: { code: 'needs-person' } }
  return {
    to: 'withdrawn',
    edits: [
      { is: 'set', at: ['phase'], value: 'withdrawn' },
      { is: 'set', at: ['withdrawn'], value: { by, on, reason } },
    ],
  }
}

function gateFor(record: RecordFile, pathway: Pathway, { direction, to }: Asked): { gate: Gate } | { why: NoWay } {
  const order = Object.keys(pathway.phases)
  const { phase: from } = record.data
  const ways = gatesOf(pathway, record).filter(
    gate => gate.from === from && order.indexOf(gate.to) > order.indexOf(from) === (direction === 'forward'),
  )
  const known = ways.map(gate => gate.to)
  const open = to === undefined ? ways : ways.filter(gate => gate.to === to)
  const [gate, ...others] = open
  if (!gate) return { why: { code: 'no-way', direction, from, to: to ?? null, known } }
  return others.length > 0 ? { why: { code: 'several-ways', direction, known } } : { gate }
}

/** A loop is taken by a decision against going on. Where it is not recorded yet, it is with the reason that is given. */
function refusal({ data }: RecordFile, pathway: Pathway, gate: Gate, asked: Asked): Edit[] | { why: NoWay } {
  const decision = (gate.criteria ?? []).flatMap(one =>
    one.rule === 'decision' && one.with.outcome === 'no-go' ? one.with.decision : [],
  )[0]
  if (decision === undefined || pathway.decisions?.[decision] === undefined) return []
  const last = (data.decisions ?? []).findLast(one => one.decision === decision)
  if (last?.outcome === 'no-go') return []
  const { by, on, reason, attended = [], minutes } = asked
  if (!reason) return { why: { code: 'needs-reason', direction: 'back' } }
  if (by === null) return { why: { code: 'needs-person' } }
  const there = [...new Set([by, ...attended])]
  const value: Group = { decision, outcome: 'no-go', on, chair: by, attended: there, reason }
  return [{ is: 'add', to: ['decisions'], value: { ...value, ...(minutes && { minutes }) } }]
}
