/** The form that registers → the file of a new record. */
import { answersTo } from '../ask/answers.ts'
import type { Answers } from '../ask/question.ts'
import { findingsIn } from '../edit/record.ts'
import { withKnown } from '../edit/registering.ts'
import { registration, registrationQuestions } from '../edit/registration.ts'
import type { Form } from '../forms/form.ts'
import { type Asking, refused, unfit, type Wanted } from './asking.ts'

/** The new file. */
export function registered(form: Form, given: Answers, { repository, today }: Asking): Wanted {
  const pathway = repository.pathways.get(form.pathway ?? '')
  if (!pathway) throw new Error(`${form.id} is of no pathway that is known`)
  const questions = registrationQuestions(pathway.data, repository.people, repository)
  const { programme = '' } = answersTo(questions, given).answers
  // a programme that there is not has no releases either: that is refused once
  const known = questions
    .map(one => withKnown(one, programme, repository))
    .filter(({ id }) => programme || id !== 'release')
  const { answers, refusals } = answersTo(known, given)
  if (refusals.length > 0) return unfit(...refusals.map(refusal => refused(form, refusal)))
  const { path, text } = registration(pathway.data, pathway.id, answers)
  if (repository.tree.has(path)) return { is: 'taken', path }
  const findings = findingsIn(repository, path, text, today)
  return findings.length > 0 ? { is: 'found', findings, pathway: pathway.id } : { is: 'change', path, text }
}
