/** The form that asks for another phase: its fields, and what they ask of a record. */
import type { Question } from '../ask/question.ts'
import { type About, link, optional, several, text } from '../edit/notes/note.ts'
import { directions } from '../edit/transition.ts'
import { directionTitles, formFields } from '../render/forms.ts'
import { type Field, fieldOf } from './form.ts'

/** Which way it goes. */
const direction: Field = {
  id: 'direction',
  ...formFields.direction,
  kind: 'choice',
  choices: directions.map(value => ({ value, title: directionTitles[value] })),
  required: true,
}

/** What is asked besides the direction; nothing of it always has to be answered. */
export const advanceQuestions = (about: About): Question[] => [
  {
    id: 'phase',
    kind: 'choice',
    choices: Object.entries(about.pathway.phases).map(([value, { title }]) => ({ value, title, also: [title] })),
    required: false,
    changing: true,
  },
  optional(text('reason')),
  optional(several('attended', about)),
  optional(link('minutes')),
]

/** The fields below the record's. */
export const advanceFields = (about: About): Field[] => [
  direction,
  ...advanceQuestions(about)
    .map(fieldOf)
    .map(field => ({ ...field, ...(field.id in formFields && formFields[field.id as keyof typeof formFields]) })),
]
