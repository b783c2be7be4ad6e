/** The form Advance, and the workflow of that name → another phase of a record. */
import type { RecordFile } from '../../policies/repository.ts'
import { answersTo, severalIn } from '../ask/answers.ts'
import type { Answers } from '../ask/question.ts'
import type { About } from '../edit/notes/note.ts'
import { directions, transition } from '../edit/transition.ts'
import { advanceQuestions } from '../forms/advance.ts'
import type { Form } from '../forms/form.ts'
import { type Asking, changed, labelIn, refused, unfit, type Wanted } from './asking.ts'

/** The record as it asks for the phase. */
export function advanced(form: Form, record: RecordFile, given: Answers, about: About, asking: Asking): Wanted {
  const direction = directions.find(one => one === given['direction'])
  if (!direction) return unfit({ label: labelIn(form, 'direction'), why: { code: 'unanswered' } })
  const { answers, refusals } = answersTo(advanceQuestions(about), given)
  if (refusals.length > 0) return unfit(...refusals.map(refusal => refused(form, refusal)))
  const { phase, reason, attended, minutes } = answers
  const found = transition(record, about.pathway, {
    direction,
    by: asking.me,
    on: asking.today,
    ...(phase && { to: phase }),
    ...(reason && { reason }),
    ...(attended && { attended: severalIn(attended) }),
    ...(minutes && { minutes }),
  })
  if ('why' in found) return { is: 'no-way', why: found.why, pathway: record.data.pathway }
  return changed(record, found.edits, asking)
}
