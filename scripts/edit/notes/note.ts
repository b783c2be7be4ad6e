/** What a note is: what it has to be told, and what it then changes. */

import type { People, RecordData } from '../../../policies/repository.ts'
import type { Pathway } from '../../../schemas/types.ts'
import type { Answers, Choice, Question, Refusal } from '../../ask/question.ts'
import { type ChoiceWord, choiceTitle } from '../../render/choices.ts'
import type { Edit, Group } from '../edit.ts'

/** Of what a note is taken. */
export interface About {
  pathway: Pathway
  /** `null`: of any record of this pathway, for a form that is written once. */
  data: RecordData | null
  people: People['people']
  /** Directory id of whoever asks; `null`: not known. */
  me: string | null
  /** YYYY-MM-DD. */
  today: string
}

export interface Note {
  /** The first one says of which of several things it is. */
  questions: (about: About) => Question[]
  /** What is in the way in the record itself, though each answer is fit. `again`: it is meant to be written anew. */
  refuse?: (answers: Answers, about: About, again: boolean) => Refusal[]
  /** The answers are fit. */
  edits: (answers: Answers, about: About) => Edit[]
}

/** Ids of a group with their titles. */
export const titled = (group: Record<string, { title: string }> | undefined): Choice[] =>
  Object.entries(group ?? {}).map(([value, { title }]) => ({ value, title }))

/** Choices that are the same everywhere. */
export const words = (...values: ChoiceWord[]): Choice[] => values.map(value => ({ value, title: choiceTitle(value) }))

export const choice = (id: Question['id'], choices: Choice[], preset?: string): Question => ({
  id,
  kind: 'choice',
  choices,
  required: true,
  ...(preset !== undefined && { preset }),
})
/** Chosen among what stands in the record, or told where no record is known. */
export const inRecord = (id: Question['id'], { data }: About, choices: Choice[]): Question =>
  data === null ? { ...text(id), changing: true } : { ...choice(id, choices), changing: true }
export const text = (id: Question['id']): Question => ({ id, kind: 'text', required: true })
export const link = (id: Question['id']): Question => ({ id, kind: 'link', required: true })
/** Left out, it changes nothing: so nothing is preset either. */
export const optional = ({ preset: _, ...question }: Question): Question => ({ ...question, required: false })

export const people = ({ people }: About): Choice[] =>
  Object.entries(people).map(([value, { name, github }]) => ({ value, title: name, also: [github.login, name] }))
export const person = (id: Question['id'], about: About): Question => ({
  ...choice(id, people(about)),
  changing: true,
  ...(about.me !== null && { preset: about.me }),
})
export const several = (id: Question['id'], about: About): Question => ({
  id,
  kind: 'several',
  choices: people(about),
  required: true,
  changing: true,
})
export const day = (id: Question['id'], { today }: About): Question => ({
  id,
  kind: 'day',
  required: true,
  preset: today,
})

/** Who did it, when, and where the evidence is. */
export const acting = (about: About): Question[] => [link('evidence'), person('by', about), day('on', about)]

/** What was answered to `acting`. */
export const act = ({ by = '', on = '', evidence }: Answers): Group => ({ by, on, ...(evidence && { evidence }) })

/** The answers that there are, under the names that the record has for them. */
export function fields(answers: Answers, names: Record<string, string>): Group {
  const found = Object.entries(names).flatMap(([id, name]): [string, string][] => {
    const answer = answers[id]
    return answer === undefined || answer === '' ? [] : [[name, answer]]
  })
  return Object.fromEntries(found)
}

/** Several ids, or several lines. */
export const list = (answer: string | undefined, apart: RegExp = /[\n,]+/): string[] => [
  ...new Set((answer ?? '').split(apart).flatMap(one => one.trim() || [])),
]
export const lines = (answer: string | undefined): string[] => list(answer, /\n+/)

/** The two halves of `checklist/item`, three of `environment/side/step`. */
export const parts = (answer: string | undefined): string[] => (answer ?? '').split('/')

/** The place of an entry in a list, by its reference. */
export const placeOf = (entries: readonly { reference: string }[] | undefined, reference: string | undefined): number =>
  (entries ?? []).findIndex(one => one.reference === reference)
/** What stands in a list, by its references. */
export const referred = (
  entries: readonly { reference: string; title?: string; name?: string }[] | undefined,
): Choice[] =>
  (entries ?? []).map(({ reference, title, name }) => ({ value: reference, title: title ?? name ?? reference }))
