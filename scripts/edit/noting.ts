/** Which note somebody means, and all that it has to be told: from options, or asked for. */
import type { RecordFile } from '../../policies/repository.ts'
import { unaskedIn } from '../ask/answers.ts'
import { ask, type Terminal } from '../ask/ask.ts'
import type { Answers, Question } from '../ask/question.ts'
import { noteTitle } from '../render/notes.ts'
import type { Edit } from './edit.ts'
import type { About } from './notes/note.ts'
import { allNotes, type NoteName, notesFor } from './notes.ts'

/** What a note came to: its edits, or what is in the way. */
export type Noted = { edits: Edit[]; name: NoteName } | Exclude<Awaited<ReturnType<typeof ask>>, { kind: 'answered' }>

/** Asks what is to be noted. `what` and `which` are how the command line begins; `given` are its options. `again`: over what is recorded. */
export async function noting(
  about: About & { data: RecordFile['data'] },
  [what, which]: readonly [string | undefined, string | undefined],
  given: Answers,
  terminal: Terminal,
  again: boolean,
): Promise<Noted> {
  const choices = notesFor(about).map(value => ({ value, title: noteTitle(value) }))
  const kind = await ask(
    [{ id: 'what', kind: 'choice', choices, required: true }],
    what === undefined ? {} : { what },
    terminal,
  )
  if (kind.kind !== 'answered') return kind
  const name = kind.answers['what'] as NoteName
  const note = allNotes[name]
  const questions = note.questions(about)
  const other = unaskedIn(given, questions)
  if (other !== undefined)
    throw new Error(`${name} has no --${other}: it takes ${optionsOf(name)}. Nothing was changed.`)
  const first = questions[0]
  const told = which === undefined || !first ? given : { ...given, [first.id]: which }
  const asked = await ask(questions, told, terminal)
  if (asked.kind !== 'answered') return asked
  const refusals = note.refuse?.(asked.answers, about, again) ?? []
  return refusals.length > 0 ? { kind: 'refused', refusals } : { name, edits: note.edits(asked.answers, about) }
}

/** Every question that any note asks, for the options of the command. */
export const allQuestions = (): Question[] => {
  const all = Object.values(allNotes).flatMap(note => note.questions(aboutNothing))
  return [...new Map(all.map(question => [question.id, question])).values()]
}

/** How a note is typed: <item> --evidence --by --on. */
export const optionsOf = (name: NoteName): string =>
  allNotes[name]
    .questions(aboutNothing)
    .map(({ id, required }, at) => (at === 0 ? `<${id}>` : required ? `--${id}` : `[--${id}]`))
    .join(' ')

const nothing = {
  phases: {},
  parties: {},
  roles: {},
  gates: [],
  registration: {},
  roleChange: {},
  withdrawal: {},
} as unknown as About['pathway']
const aboutNothing: About = { pathway: nothing, data: null, people: {}, me: null, today: '' }
