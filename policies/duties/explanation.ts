/** A record's next gate, explained: what it asks, whose turn it is, who signs, and which other ways are open. */
import type { OrderCriterion, Pathway } from '../../schemas/types.ts'
import { answerWithin } from '../consultations.ts'
import { contextOf } from '../context.ts'
import { criteriaOf } from '../criteria.ts'
import { workingDaysAfter } from '../dates.ts'
import { allHolders, holdersOf } from '../holders.ts'
import type { CriterionResult, Finding, Standing } from '../model.ts'
import { informedBy, partsOf } from '../raci.ts'
import { locate, type RecordFile, type Repository } from '../repository.ts'
import { gatesOf } from '../routes.ts'
import { nextGate, standing } from '../standing.ts'
import { type Duty, dutyOf } from './duties.ts'
import { partsIn, type Signer } from './gates.ts'

type Held = Signer & { holders: string[] }

export interface Explanation extends Omit<Standing, 'criteria' | 'signOffs' | 'consultations'> {
  pathwayTitle: string
  /** The earliest day on which it could pass, where that is still to come. */
  from: string | null
  /** Each criterion of the next gate, with who sees to what it still needs. `sofar`: it holds as yet, for not all that it is about has been done. */
  criteria: (CriterionResult & { duties: Duty[]; sofar: boolean })[]
  signers: Held[]
  consulted: Held[]
  /** Directory ids of those who are told after the merge. */
  informed: string[]
  /** The last day (YYYY-MM-DD) to answer for somebody who is consulted today; `null`: beyond the calendar. */
  answerBy: string | null
  /** Who keeps the record, and asks for its next phase where nobody else does. */
  coordinators: string[]
  /** The phases to which it may go back, by a loop. */
  back: string[]
  /** Why it was given up, in its people's words. */
  withdrawn: string | null
  /** What is wrong with the record itself, or with the release that it deploys. */
  mistakes: Finding[]
}

/** Explains one record. `findings` are those of the whole repository. */
export function explain(
  record: RecordFile,
  repository: Repository,
  findings: readonly Finding[],
  today: string,
): Explanation {
  const { criteria, signOffs: _, consultations: __, ...stands } = standing(record, repository, today)
  const pathway = repository.pathways.get(record.data.pathway)
  const gate = pathway && nextGate(record, pathway.data)
  const release = `deployments/${record.programme}/releases/${record.data.release}.yaml`
  const mistakes = findings.filter(({ at, weight }) => weight === 'wrong' && [record.path, release].includes(at.path))
  const base = {
    ...stands,
    from: stands.earliest !== null && stands.earliest > today ? stands.earliest : null,
    pathwayTitle: pathway?.data.title ?? record.data.pathway,
    answerBy: repository.calendar && workingDaysAfter(today, answerWithin, repository.calendar),
    withdrawn: record.data.withdrawn?.reason ?? null,
    back: pathway ? waysBack(record, pathway.data) : [],
    mistakes: locate(mistakes, repository.tree),
    // what has mistakes is shut, whatever else holds
    standing: mistakes.length > 0 && stands.standing === 'ready' ? ('blocked' as const) : stands.standing,
  }
  if (!pathway || !gate) return { ...base, criteria: [], signers: [], consulted: [], informed: [], coordinators: [] }
  const context = contextOf(record, pathway, repository, repository.people, today)
  const asked = criteriaOf(gate, pathway.data, record)
  const withHolders = (one: Signer): Held => ({ ...one, holders: holdersOf(one.role, record, repository.people) })
  const { signers, consulted } = partsIn(gate, pathway.data)
  return {
    ...base,
    criteria: criteria.map((criterion, index) => {
      const definition = asked[index]
      const duties = definition ? criterion.findings.map(one => dutyOf(one, definition, context, repository)) : []
      const sofar = criterion.status === 'met' && definition?.rule === 'order' && isUnfinished(definition, criterion)
      return { ...criterion, duties, sofar }
    }),
    signers: signers.map(withHolders),
    consulted: consulted.map(withHolders),
    informed: informedBy(partsOf(gate, pathway.data), allHolders(record, pathway, repository.people)),
    coordinators: holdersOf(pathway.data.coordinator, record, repository.people),
  }
}

/** Whether some step of an order is still to come: nothing is out of order until it does. */
const isUnfinished = ({ with: { steps } }: OrderCriterion, { facts }: CriterionResult) => facts.length < steps.length

/** The phases to which a loop leads back. */
function waysBack(record: RecordFile, pathway: Pathway): string[] {
  const order = Object.keys(pathway.phases)
  const { phase } = record.data
  return gatesOf(pathway, record)
    .filter(({ from, to }) => from === phase && order.indexOf(to) < order.indexOf(from))
    .map(({ to }) => to)
}
