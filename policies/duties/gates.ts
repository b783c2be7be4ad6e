/** What each gate of a pathway asks for and of whom, whatever stands in any record. */
import type { Change, Criterion, Enforcement, Gate, Pathway } from '../../schemas/types.ts'
import type { Letter } from '../model.ts'
import { byRole, partsOf } from '../raci.ts'
import type { PathwayFile, Repository } from '../repository.ts'
import { providersAt } from './providers.ts'
import { evidenceOf, type Spot } from './spots.ts'

/** A role with its part in a gate. */
export interface Signer {
  role: string
  letters: Letter[]
  tasks: string[]
  clauses: string[]
}

/** A criterion, before anybody has asked for it. */
export interface Demand {
  id: string
  title: string
  clauses: string[]
  enforcement: Enforcement
  /** Parties or roles that provide what it asks for. Empty: it asks for time, an order, or another record. */
  by: string[]
  /** Only releases of these types are asked for it; empty: all. */
  types: string[]
  /** It was asked for at an earlier gate, and must still hold. */
  again: boolean
}

/** What one change of a record asks for. */
export interface GateOutline {
  is: 'forward' | 'back' | 'registration' | 'withdrawal' | 'roles'
  from: string | null
  to: string | null
  /** Only releases of these types go this way; empty: all. */
  types: string[]
  criteria: Demand[]
  signers: Signer[]
  consulted: Signer[]
  informed: Signer[]
}

/** The gates into a phase: forward, then back. A record comes into the first phase by its registration. */
export function gatesInto(phase: string, pathway: PathwayFile, repository: Repository): GateOutline[] {
  const all = outlines(pathway, repository)
  const [first] = Object.keys(pathway.data.phases)
  if (phase === 'withdrawn') return all.filter(({ is }) => is === 'withdrawal')
  const into = all.filter(({ is, to }) => to === phase && (is === 'forward' || is === 'back'))
  return [...(phase === first ? all.filter(({ is }) => is === 'registration') : []), ...into]
}

/** Every change of a pathway, in the order in which a record meets them: registration, forward, back, withdrawal, and who holds a role. */
export function outlines({ data }: PathwayFile, repository: Repository): GateOutline[] {
  const order = Object.keys(data.phases)
  const isBack = ({ from, to }: Gate) => order.indexOf(to) < order.indexOf(from)
  const one = (is: GateOutline['is'], change: Change, from: string | null, to: string | null) => ({
    ...{ is, from, to, types: [] as string[] },
    ...asked(change, data, repository),
  })
  const transitions = data.gates
    .toSorted((a, b) => Number(isBack(a)) - Number(isBack(b)) || order.indexOf(a.from) - order.indexOf(b.from))
    .map(gate => ({ ...one(isBack(gate) ? 'back' : 'forward', gate, gate.from, gate.to), types: gate.types ?? [] }))
  return [
    one('registration', data.registration, null, order[0] ?? null),
    ...transitions,
    one('withdrawal', data.withdrawal, null, 'withdrawn'),
    one('roles', data.roleChange, null, null),
  ]
}

function asked(change: Change & Pick<Gate, 'recheck'>, pathway: Pathway, repository: Repository) {
  const all = pathway.gates.flatMap(({ criteria = [] }) => criteria)
  const again = (change.recheck ?? []).flatMap(id => all.find(one => one.id === id) ?? [])
  const demand = (criterion: Criterion, isAgain: boolean): Demand => ({
    id: criterion.id,
    title: criterion.title,
    clauses: criterion.clauses,
    enforcement: criterion.enforcement,
    by: askedOf(criterion, pathway, repository),
    types: criterion.when?.type ?? [],
    again: isAgain,
  })
  return {
    criteria: [...(change.criteria ?? []).map(one => demand(one, false)), ...again.map(one => demand(one, true))],
    ...partsIn(change, pathway),
  }
}

/** Who has which part in a gate. */
export function partsIn(change: Change, pathway: Pathway): Pick<GateOutline, 'signers' | 'consulted' | 'informed'> {
  const parts = partsOf(change, pathway)
  return { signers: byRole(parts, ['R', 'A']), consulted: byRole(parts, ['C']), informed: byRole(parts, ['I']) }
}

/** Who provides what a criterion asks for, and who approves it where somebody has to. */
function askedOf(criterion: Criterion, pathway: Pathway, repository: Repository): string[] {
  const by = evidenceOf(criterion).flatMap(spot => {
    const home = homeOf(spot, pathway, repository)
    return home ? providersAt(spot.pointer, home) : []
  })
  const { rule } = criterion
  const approver = rule === 'document' || rule === 'risk-level' ? [criterion.with.approver] : []
  return [...new Set([...by, ...approver])]
}

/** The pathway on which a part stands: of a release, the one that has such a part. */
function homeOf({ of, pointer: [part, id = ''] }: Spot, pathway: Pathway, { pathways }: Repository) {
  if (of === 'record' || pathway.for === 'Release') return pathway
  const releases = [...pathways.values()].map(({ data }) => data).filter(data => data.for === 'Release')
  const isThere = (data: Pathway) => Object.hasOwn(data[part as 'documents'] ?? {}, id)
  return releases.find(isThere) ?? releases.find(({ guidance }) => guidance === pathway.guidance)
}
