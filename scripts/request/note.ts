/** The forms that record something → the record with it. */
import type { RecordFile } from '../../policies/repository.ts'
import { answersTo } from '../ask/answers.ts'
import type { Answers } from '../ask/question.ts'
import type { About } from '../edit/notes/note.ts'
import { allNotes, type NoteName } from '../edit/notes.ts'
import type { Form } from '../forms/form.ts'
import type { Unfit } from '../render/answer.ts'
import { type Asking, changed, labelIn, refused, unfit, type Wanted } from './asking.ts'

export interface Noting {
  note: NoteName
  answers: Answers
  /** The answer to the note's first question, which one field of the form asks for several notes. */
  which: string | null
  /** Whose choice was taken, where the form has those of several pathways. */
  pathway: string | null
}

/** Which note a form takes, and what it is told. */
export function noteIn({ id, kind }: Form, answers: Answers): Noting {
  if (kind === 'incident') return { note: 'incident', answers, which: null, pathway: null }
  if (kind === 'decision') {
    const [pathway, decision] = halves(answers['decision'], '/')
    return { note: 'decision', answers: { ...answers, decision }, which: null, pathway }
  }
  const { what, ...rest } = answers
  const [note, which] = halves(what, ':')
  if (!isNote(note)) throw new Error(`${id} records nothing that is known`)
  return { note, answers: rest, which, pathway: null }
}

/** What stands before and after the first mark. */
function halves(text = '', mark: string): [before: string, after: string] {
  const at = text.indexOf(mark)
  return [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
}

const isNote = (name: string): name is NoteName => Object.hasOwn(allNotes, name)

/** The answers as they are meant, and which will not do, by their fields. */
export function answersOf(
  form: Form,
  { note, answers, which }: Noting,
  about: About,
): { answers: Answers; wrong: Unfit[] } {
  const questions = allNotes[note].questions(about)
  const first = questions[0]?.id ?? ''
  const given = which === null ? answers : { ...answers, [first]: which }
  const label = (id: string) => labelIn(form, which !== null && id === first ? 'what' : id)
  const beside = Object.keys(given).filter(id => !questions.some(question => question.id === id))
  const answered = answersTo(questions, given)
  const wrong = [
    ...beside.map((id): Unfit => ({ label: label(id), why: { code: 'not-asked' } })),
    ...answered.refusals.map(refusal => ({ ...refused(form, refusal), label: label(refusal.question) })),
  ]
  const already = wrong.length > 0 ? [] : (allNotes[note].refuse?.(answered.answers, about, false) ?? [])
  const all = [...wrong, ...already.map(one => ({ ...refused(form, one), label: label(one.question) }))]
  return { answers: answered.answers, wrong: all }
}

/** The record with the note. */
export function noted(form: Form, record: RecordFile, noting: Noting, about: About, asking: Asking): Wanted {
  const { answers, wrong } = answersOf(form, noting, about)
  return wrong.length > 0 ? unfit(...wrong) : changed(record, allNotes[noting.note].edits(answers, about), asking)
}
