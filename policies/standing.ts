/** Where each record stands, without any pull request: what its next gate still needs, and who signs it. */
import type { Gate, Pathway } from '../schemas/types.ts'
import { contextOf } from './context.ts'
import { criteriaOf, judgeCriteria } from './criteria.ts'
import { latest } from './dates.ts'
import { holdersOf } from './holders.ts'
import type { Standing, StandingName } from './model.ts'
import { byRole, partsOf, rolesThatSign } from './raci.ts'
import { locate, type RecordFile, type Repository } from './repository.ts'
import { gatesOf } from './routes.ts'

/** The standing of every record, in the order of their ids. */
export const standings = (repository: Repository, today: string): Standing[] =>
  [...repository.records.values()]
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(record => standing(record, repository, today))

/** The standing of one record. */
export function standing(record: RecordFile, repository: Repository, today: string): Standing {
  const stands = standingOf(record, repository, today)
  return { standing: standingName(stands), ...stands }
}

/** The gate out of the phase in which a record is, to a later one. */
export function nextGate(record: RecordFile, pathway: Pathway): Gate | undefined {
  const order = Object.keys(pathway.phases)
  const { phase } = record.data
  return gatesOf(pathway, record).find(({ from, to }) => from === phase && order.indexOf(to) > order.indexOf(from))
}

/** A record's standing, in a word. A gate where nobody can sign or be consulted is as shut as one whose criteria are not met. */
export function standingName(standing: Omit<Standing, 'standing'>): StandingName {
  const { phase, next, ended, criteria, signOffs, consultations } = standing
  if (phase === 'withdrawn') return 'withdrawn'
  if (next === null) return ended ? 'end' : 'unknown'
  const vacant = [...signOffs, ...consultations].some(({ holders }) => holders.length === 0)
  if (vacant || criteria.some(({ status }) => status === 'unmet')) return 'blocked'
  return criteria.some(({ status }) => status === 'waiting') ? 'waiting' : 'ready'
}

function standingOf(record: RecordFile, repository: Repository, today: string): Omit<Standing, 'standing'> {
  const { id, data } = record
  const pathway = repository.pathways.get(data.pathway)
  const order = Object.keys(pathway?.data.phases ?? {})
  const gate = pathway && nextGate(record, pathway.data)
  const ended = !gate && (data.phase === 'withdrawn' || order.includes(data.phase))
  const base = { record: id, title: data.title, pathway: data.pathway, phase: data.phase, ended }
  if (!pathway || !gate) return { ...base, next: null, criteria: [], signOffs: [], consultations: [], earliest: null }
  const criteria = judgeCriteria(
    criteriaOf(gate, pathway.data, record),
    contextOf(record, pathway, repository, repository.people, today),
  )
  const parts = partsOf(gate, pathway.data)
  const holders = (role: string) => holdersOf(role, record, repository.people)
  return {
    ...base,
    next: gate.to,
    criteria: criteria.map(criterion => ({ ...criterion, findings: locate(criterion.findings, repository.tree) })),
    signOffs: rolesThatSign(parts).map(({ role, letters }) => ({ role, letters, holders: holders(role) })),
    consultations: byRole(parts, ['C']).map(({ role }) => ({ role, holders: holders(role) })),
    earliest: latest([today, ...criteria.flatMap(({ earliest }) => earliest ?? [])]),
  }
}
