/** Notes that have gone out, and are to say something else: what it needs that they may. */
import type { Change, Criterion, Gate, Pathway } from '../../schemas/types.ts'
import { criteriaOf } from '../criteria.ts'
import type { RecordFile } from '../repository.ts'
import { gatesOf } from '../routes.ts'
import { placeOf } from './lineage.ts'
import { stageOf } from './stage.ts'

type Held = Pick<RecordFile, 'data'>

/** The gate behind which the text of a document counts, on the way of the record's type; `null`: none asks for it. */
function gateForText(document: string, record: RecordFile, pathway: Pathway): Gate | null {
  const stage = stageOf(document, pathway, record)
  return (
    gatesOf(pathway, record).find(gate => gate.to === stage && ofNotes(document, gate, record, pathway).length > 0) ??
    null
  )
}

const ofNotes = (document: string, gate: Gate, record: RecordFile, pathway: Pathway): Criterion[] =>
  criteriaOf(gate, pathway, record).filter(one => one.rule === 'notes' && one.with.document === document)

/**
 * What a pull request needs besides, where it changes which text the notes are that have passed their gate: what the pathway asks for a
 * correction, or else what that gate asked for. Nothing, where it changes none.
 */
export function correctionOf(was: Held | undefined, is: RecordFile, pathway: Pathway): Change {
  const before = was?.data.documents ?? {}
  const after = is.data.documents ?? {}
  const gates = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(document => {
    const isSame =
      before[document]?.digest === after[document]?.digest && before[document]?.version === after[document]?.version
    const gate = gateForText(document, is, pathway)
    if (isSame || !gate || !was || !hasPassed(gate, was, pathway)) return []
    return [{ criteria: ofNotes(document, gate, is, pathway), needs: pathway.correction ?? gate }]
  })
  return joined([
    {},
    ...gates.flatMap(({ criteria, needs: { tasks, signOffs } }) => [
      { criteria },
      { ...(tasks && { tasks }), ...(signOffs && { signOffs }) },
    ]),
  ])
}

/** Whether a record has come to where a gate leads; one that was withdrawn may have. */
const hasPassed = ({ to }: Gate, { data: { phase } }: Held, pathway: Pathway): boolean =>
  !Object.hasOwn(pathway.phases, phase) || placeOf(phase, pathway) >= placeOf(to, pathway)

/** All that several changes need, each thing once. What else the first one says, as what it asks for again, stays. */
export function joined<T extends Change>([first, ...others]: readonly [T, ...Change[]]): T {
  const changes = [first, ...others]
  const all = <K extends keyof Change>(key: K) =>
    changes.flatMap(change => (change[key] ?? []) as NonNullable<Change[K]>[number][])
  return {
    ...first,
    criteria: [...new Map(all('criteria').map(one => [one.id, one])).values()],
    tasks: [...new Set(all('tasks'))],
    signOffs: [...new Map(all('signOffs').map(one => [one.role, one])).values()],
  }
}
