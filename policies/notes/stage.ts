/** From when on the text of a document counts: once a gate that asks for it was passed. */
import type { Criterion, Pathway } from '../../schemas/types.ts'
import { criteriaOf } from '../criteria.ts'
import type { RecordFile } from '../repository.ts'
import { gatesOf } from '../routes.ts'
import { placeOf } from './lineage.ts'

/** Whether a release has passed a gate that asks for a document's text. Where no gate of its pathway does, there is none to wait for. */
export function isJudged(document: string, pathway: Pathway, release: RecordFile): boolean {
  if (!asksFor(document, pathway)) return true
  const stage = stageOf(document, pathway, release)
  return stage !== null && placeOf(release.data.phase, pathway) >= placeOf(stage, pathway)
}

/** Whether any gate asks for a document's text. */
export const asksFor = (document: string, pathway: Pathway): boolean =>
  pathway.gates.some(({ criteria = [] }) => criteria.some(one => isText(one, document)))

/** The first phase on a release's way that is behind a gate which asks for a document's text; `null`: none is. */
export function stageOf(document: string, pathway: Pathway, release: RecordFile): string | null {
  const asking = gatesOf(pathway, release).filter(gate =>
    criteriaOf(gate, pathway, release).some(one => isText(one, document)),
  )
  const phases = new Set(asking.map(({ to }) => to))
  return Object.keys(pathway.phases).find(phase => phases.has(phase)) ?? null
}

const isText = (criterion: Criterion, document: string): boolean =>
  criterion.rule === 'notes' && criterion.with.document === document && criterion.with.part === 'text'
