/** Where each record stands, without any pull request: what its next gate still needs, and who signs it. */
import { contextOf } from './context.ts'
import { criteriaOf, gatesOf, judgeCriteria } from './criteria.ts'
import { latest } from './dates.ts'
import { holdersOf } from './holders.ts'
import type { Standing } from './model.ts'
import { partsOf, rolesThatSign } from './raci.ts'
import { locate, type RecordFile, type Repository } from './repository.ts'

/** The standing of every record, in the order of their ids. */
export const standings = (repository: Repository, today: string): Standing[] =>
  [...repository.records.values()]
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(record => standingOf(record, repository, today))

function standingOf(record: RecordFile, repository: Repository, today: string): Standing {
  const { id, data } = record
  const pathway = repository.pathways.get(data.pathway)
  const order = Object.keys(pathway?.data.phases ?? {})
  const gate =
    pathway &&
    gatesOf(pathway.data, record).find(({ from, to }) => from === data.phase && order.indexOf(to) > order.indexOf(from))
  const ended = !gate && (data.phase === 'withdrawn' || order.includes(data.phase))
  const base = { record: id, title: data.title, pathway: data.pathway, phase: data.phase, ended }
  if (!pathway || !gate) return { ...base, next: null, criteria: [], signOffs: [], earliest: null }
  const criteria = judgeCriteria(
    criteriaOf(gate, pathway.data, record),
    contextOf(record, pathway, repository, repository.people, today),
  )
  const signOffs = rolesThatSign(partsOf(gate, pathway.data)).map(({ role, letters }) => ({
    role,
    letters,
    holders: holdersOf(role, record, repository.people),
  }))
  return {
    ...base,
    next: gate.to,
    criteria: criteria.map(criterion => ({ ...criterion, findings: locate(criterion.findings, repository.tree) })),
    signOffs,
    earliest: latest([today, ...criteria.flatMap(({ earliest }) => earliest ?? [])]),
  }
}
