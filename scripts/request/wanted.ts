/** What was submitted → the file as it is to be, or why it cannot be. */
import { type RecordFile, type Repository, recordId } from '../../policies/repository.ts'
import type { Answers } from '../ask/question.ts'
import { aboutOf } from '../edit/about.ts'
import type { Form } from '../forms/form.ts'
import type { Submission } from '../forms/read.ts'
import type { Unfit } from '../render/answer.ts'
import { advanced } from './advance.ts'
import { type Asking, labelIn, unfit, type Wanted } from './asking.ts'
import { answersOf, noted, noteIn } from './note.ts'
import { registered } from './register.ts'

/** What a submitted form asks for. */
export function wantedBy({ form, given }: Submission, asking: Asking): Wanted {
  const missing = form.fields.filter(({ id, required }) => required && !given[id])
  if (missing.length > 0) return unfit(...missing.map(({ label }): Unfit => ({ label, why: { code: 'unanswered' } })))
  return form.kind === 'register' ? registered(form, given, asking) : ofRecord(form, given, asking)
}

function ofRecord(form: Form, { record: named = '', ...answers }: Answers, asking: Asking): Wanted {
  const label = labelIn(form, 'record')
  const record = recordNamed(named, asking.repository)
  if (!record) return unfit({ label, why: { code: 'no-record', got: named } }, ...besides(form, answers, asking))
  const pathway = asking.repository.pathways.get(record.data.pathway)
  if (!pathway) throw new Error(`${record.path} has no pathway that is known`)
  const about = aboutOf(record, pathway, asking.repository, asking)
  if (form.kind === 'advance') return advanced(form, record, answers, about, asking)
  const note = noteIn(form, answers)
  if ([form.pathway, note.pathway].some(id => id !== null && id !== pathway.id))
    return unfit({ label, why: { code: 'other-pathway', title: pathway.data.title } })
  return noted(form, record, note, about, asking)
}

/** What will not do whichever record it is: told at once, for each answer takes minutes. */
function besides(form: Form, answers: Answers, asking: Asking): Unfit[] {
  if (form.kind === 'advance') return []
  const { repository, me, today } = asking
  const noting = noteIn(form, answers)
  const pathway =
    repository.pathways.get(form.pathway ?? noting.pathway ?? '') ?? repository.pathways.values().next().value
  if (!pathway) return []
  const about = { pathway: pathway.data, data: null, people: repository.people.people, me, today }
  return answersOf(form, noting, about).wrong
}

/** By its id, its path, or its address on GitHub. */
const recordNamed = (named: string, { records }: Repository): RecordFile | undefined =>
  records.get(recordId(named.replace(/^https:\/\/[^\s?#]*\/blob\/[^/]+\/(?=deployments\/)/, '')))
