/** The documents that go with the notes. */
import type { Pathway, Template, TemplateEvidence } from '../../schemas/types.ts'
import { latest } from '../dates.ts'
import type { RecordFile } from '../repository.ts'
import type { Entry } from './catalogue.ts'

type Evidence = Entry<'evidence'>

/** One entry for each document that the template names, in its order. */
export const evidenceOf = (release: RecordFile, template: Template, pathway: Pathway): Evidence[] =>
  (template.evidence ?? []).map(one => entryOf(one, release, pathway))

function entryOf({ document, item }: TemplateEvidence, { data }: RecordFile, pathway: Pathway): Evidence {
  const title = pathway.documents?.[document]?.title ?? document
  const held = data.documents?.[document]
  const { version, digest, link } = held ?? {}
  const approved = held?.status === 'approved' ? held.approved : undefined
  const fields = {
    title,
    ...(version !== undefined && { version }),
    ...(digest !== undefined && { digest }),
    ...(link !== undefined && { link }),
    ...(approved && { on: approved.on }),
  }
  const asked = item && data.checklists?.[item.checklist]?.[item.item]
  // that none is needed says more than how old the one is that there is
  if (asked?.status === 'not-applicable')
    return {
      kind: 'unchanged',
      ...(approved ? fields : { title }),
      ...(asked.reason !== undefined && { reason: asked.reason }),
    }
  return approved ? { kind: 'attached', ...fields } : { kind: 'missing', title }
}

/** The last day on which a ticket was done or passed SIT: evidence that was approved before is of something else. `null`: there is none. */
export const contentDay = ({ data }: RecordFile): string | null =>
  latest(
    (data.scope ?? []).flatMap(({ done, sit = [] }) => [
      ...(done ? [done.on] : []),
      ...sit.filter(({ result }) => result === 'pass').map(({ on }) => on),
    ]),
  )
