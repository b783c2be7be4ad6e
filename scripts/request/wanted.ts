/** What was submitted → the file as it is to be, or why it cannot be. */
import type { Finding } from '../../policies/model.ts'
import { type RecordFile, type Repository, recordId } from '../../policies/repository.ts'
import { answersTo } from '../ask/answers.ts'
import type { Answers } from '../ask/question.ts'
import type { Edit } from '../edit/edit.ts'
import type { About } from '../edit/notes/note.ts'
import { allNotes, type NoteName } from '../edit/notes.ts'
import { type Edited, editRecord } from '../edit/record.ts'
import type { Form } from '../forms/form.ts'
import type { Submission } from '../forms/read.ts'
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
  | { is: 'nothing' }
  /** Its text is written in a way that only a person can change. */
  | { is: 'by-hand'; path: string; why: string }

/** What a submitted form asks for. */
export function wantedBy({ form, given }: Submission, asking: Asking): Wanted {
  const missing = form.fields.filter(({ id, required }) => required && !given[id])
  if (missing.length > 0) return unfit(...missing.map(({ label }): Unfit => ({ label, why: { code: 'unanswered' } })))
  return form.kind === 'register' ? registered(form, given, asking) : ofRecord(form, given, asking)
}

const unfit = (...unfit: Unfit[]): Wanted => ({ is: 'unfit', unfit })

function ofRecord(form: Form, { record: named = '', ...answers }: Answers, asking: Asking): Wanted {
  const label = labelIn(form, 'record')
  const record = recordNamed(named, asking.repository)
  if (!record) return unfit({ label, why: { code: 'no-record', got: named } })
  const pathway = asking.repository.pathways.get(record.data.pathway)
  if (!pathway) throw new Error(`${record.path} has no pathway that is known`)
  const { people } = asking.repository.people
  const about = { pathway: pathway.data, data: record.data, people, ...asking }
  if (form.kind === 'advance') return advanced(form, record, answers, about, asking)
  const note = noteIn(form, answers)
  if ([form.pathway, note.pathway].some(id => id !== null && id !== pathway.id))
    return unfit({ label, why: { code: 'other-pathway', title: pathway.data.title } })
  return noted(form, record, note, about, asking)
}

const labelIn = (form: Form, id: string): string => form.fields.find(field => field.id === id)?.label ?? id

/** By its id, its path, or its address on GitHub. */
const recordNamed = (named: string, { records }: Repository): RecordFile | undefined =>
  records.get(recordId(named.replace(/^https:\/\/[^\s?#]*\/blob\/[^/]+\/(?=deployments\/)/, '')))

interface Noting {
  note: NoteName
  answers: Answers
  /** The answer to the note's first question, which one field of the form asks for several notes. */
  which: string | null
  /** Whose choice was taken, where the form has those of several pathways. */
  pathway: string | null
}

/** Which note a form takes, and what it is told. */
function noteIn({ kind }: Form, answers: Answers): Noting {
  const [before, after] = halves(
    answers[kind === 'decision' ? 'decision' : 'what'] ?? '',
    kind === 'decision' ? '/' : ':',
  )
  if (kind === 'incident') return { note: 'incident', answers, which: null, pathway: null }
  if (kind === 'decision')
    return { note: 'decision', answers: { ...answers, decision: after }, which: null, pathway: before }
  const { what: _, ...rest } = answers
  if (!isNote(before)) throw new Error(`${kind} records nothing that is known`)
  return { note: before, answers: rest, which: after, pathway: null }
}

/** What stands before and after the first mark. */
function halves(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark)
  return [text.slice(0, at), text.slice(at + 1)]
}

const isNote = (name: string): name is NoteName => Object.hasOwn(allNotes, name)

function noted(form: Form, record: RecordFile, { note, answers, which }: Noting, about: About, asking: Asking): Wanted {
  const questions = allNotes[note].questions(about)
  const first = questions[0]?.id ?? ''
  const given = which === null ? answers : { ...answers, [first]: which }
  const label = (id: string) => labelIn(form, which !== null && id === first ? 'what' : id)
  const beside = Object.keys(given).filter(id => !questions.some(question => question.id === id))
  const answered = answersTo(questions, given)
  const wrong = [
    ...beside.map((id): Unfit => ({ label: label(id), why: { code: 'not-asked' } })),
    ...answered.refusals.map(
      (refusal): Unfit => ({ label: label(refusal.question), why: { code: 'refused', refusal } }),
    ),
  ]
  if (wrong.length > 0) return unfit(...wrong)
  return changed(record, allNotes[note].edits(answered.answers, about), asking)
}

function advanced(form: Form, record: RecordFile, given: Answers, about: About, asking: Asking): Wanted {
  const { answers, refusals } = answersTo(advanceQuestions(about), given)
  if (refusals.length > 0) return unfit(...refusals.map(refusal => refused(form, refusal)))
  const { phase, reason, attended, minutes } = answers
  const found = transition(record, about.pathway, {
    direction: (given['direction'] ?? '') as Direction,
    by: asking.me,
    on: asking.today,
    ...(phase && { to: phase }),
    ...(reason && { reason }),
    ...(attended && { attended: severalIn(attended) }),
    ...(minutes && { minutes }),
  })
  return 'why' in found ? { is: 'no-way', why: found.why, record } : changed(record, found.edits, asking)
}

const refused = (form: Form, refusal: Refusal): Unfit => ({
  label: labelIn(form, refusal.question),
  why: { code: 'refused', refusal },
})

function registered(form: Form, given: Answers, { repository, today }: Asking): Wanted {
  const pathway = repository.pathways.get(form.pathway ?? '')
  if (!pathway) throw new Error(`${form.id} is of no pathway that is known`)
  const { answers, refusals } = answersTo(registrationQuestions(pathway.data, repository.people, repository), given)
  if (refusals.length > 0) return unfit(...refusals.map(refusal => refused(form, refusal)))
  const { path, text } = registration(pathway.data, pathway.id, answers)
  if (repository.tree.has(path)) return { is: 'taken', path }
  const findings = findingsIn(repository, path, text, today)
  return findings.length > 0 ? { is: 'found', findings, pathway: pathway.id } : { is: 'change', path, text }
}

/** The record after edits. */
function changed(record: RecordFile, edits: readonly Edit[], { repository, today }: Asking): Wanted {
  const { path } = record
  const edited = editedRecord(repository, record, edits, today)
  if (edited instanceof Error) return { is: 'by-hand', path, why: edited.message }
  if ('findings' in edited) return { is: 'found', findings: edited.findings, pathway: record.data.pathway }
  const source = repository.tree.get(path)
  return source && 'text' in source && source.text === edited.text
    ? { is: 'nothing' }
    : { is: 'change', path, ...edited }
}

/** What only a person can change throws. */
function editedRecord(...given: Parameters<typeof editRecord>): Edited | Error {
  try {
    return editRecord(...given)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
