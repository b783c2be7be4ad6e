/** What a form is: fields, each of which answers a question. */
import type { Choice, Question } from '../ask/question.ts'
import { fieldWords } from '../render/forms.ts'

export interface Form {
  /** The file's name without its end. */
  id: string
  /** What it asks for: also how its first field is called, so that each form can be told from all others. */
  kind: 'advance' | 'decision' | 'evidence' | 'incident' | 'register'
  /** Of a form for one pathway: its id. */
  pathway: string | null
  /** As people read it, in the list of forms. */
  name: string
  fields: Field[]
}

export interface Field {
  /** The question that it answers. */
  id: string
  /** Also the heading above the answer. */
  label: string
  help: string
  example: string
  kind: 'line' | 'lines' | 'choice'
  /** Of a choice. */
  choices: readonly Choice[]
  required: boolean
}

/** A question as a field. What is preset may be left out, and what comes and goes is written and not chosen. */
export function fieldOf(question: Question): Field {
  const isChosen = question.kind === 'choice' && !question.changing
  return {
    id: question.id,
    ...fieldWords(question),
    kind: isChosen ? 'choice' : question.kind === 'lines' ? 'lines' : 'line',
    choices: isChosen ? (question.choices ?? []) : [],
    required: question.required && question.preset === undefined,
  }
}
