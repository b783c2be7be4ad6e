/** Who asks, and what can come of it. */
import type { Finding } from '../../policies/model.ts'
import type { RecordFile, Repository } from '../../policies/repository.ts'
import type { Refusal } from '../ask/question.ts'
import type { Edit } from '../edit/edit.ts'
import { type Edited, editRecord } from '../edit/record.ts'
import type { NoWay } from '../edit/transition.ts'
import type { Form } from '../forms/form.ts'
import type { Unfit } from '../render/answer.ts'

/** Who asks, of what, and when. */
export interface Asking {
  repository: Repository
  /** Directory id. */
  me: string
  /** YYYY-MM-DD. */
  today: string
}

export type Wanted =
  | { is: 'change'; path: string; text: string }
  | { is: 'unfit'; unfit: Unfit[] }
  /** What `npm run check` would then find. */
  | { is: 'found'; findings: Finding[]; pathway: string }
  | { is: 'no-way'; why: NoWay; pathway: string }
  | { is: 'nothing' }
  /** There is a file of that name already. */
  | { is: 'taken'; path: string }
  /** Its text is written in a way that only a person can change. */
  | { is: 'by-hand'; path: string; why: string }

export const unfit = (...unfit: Unfit[]): Wanted => ({ is: 'unfit', unfit })

/** The label of the field that answers a question. */
export const labelIn = (form: Form, id: string): string => form.fields.find(field => field.id === id)?.label ?? id

/** An answer that will not do, by its field. */
export const refused = (form: Form, refusal: Refusal): Unfit => ({
  label: labelIn(form, refusal.question),
  why: { code: 'refused', refusal },
})

/** The record after edits. */
export function changed(record: RecordFile, edits: readonly Edit[], { repository, today }: Asking): Wanted {
  const { path, data } = record
  const edited = editedRecord(repository, record, edits, today)
  if (edited instanceof Error) return { is: 'by-hand', path, why: edited.message }
  if ('findings' in edited) return { is: 'found', findings: edited.findings, pathway: data.pathway }
  return edited.text === edited.before ? { is: 'nothing' } : { is: 'change', path, text: edited.text }
}

/** What only a person can change throws. */
function editedRecord(...given: Parameters<typeof editRecord>): Edited | Error {
  try {
    return editRecord(...given)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
