/** What was given for each question: an answer as it is meant, or why it is none. */
import type { Answers, Choice, Question, Refusal, Shape, Unfit } from './question.ts'

export interface Answered {
  /** Only what was answered or is preset. */
  answers: Answers
  /** One for each answer that is missing or will not do. */
  refusals: readonly Refusal[]
}

/** The answers as they are meant, and what will not do. An answer that no question asks for is the caller's concern. */
export function answersTo(questions: readonly Question[], given: Answers): Answered {
  const read = questions.map(question => ({ question, ...answerTo(question, givenTo(question, given)) }))
  return {
    answers: Object.fromEntries(
      read.flatMap(({ question, text }) => (text === undefined ? [] : [[question.id, text]])),
    ),
    refusals: read.flatMap(({ question, why }) => (why ? [refused(question, why)] : [])),
  }
}

/** What was given for a question; only blanks are no answer. */
export function givenTo({ id }: Question, given: Answers): string | undefined {
  const text = Object.hasOwn(given, id) ? given[id] : undefined
  return text === undefined || text.trim() === '' ? undefined : text
}

/** One answer: as it is meant, or why it will not do. Neither where none is given and none must be. */
export function answerTo(question: Question, given: string | undefined): { text?: string; why?: Unfit } {
  const text = meant(question, given?.trim() || question.preset || '')
  if (text === '') return question.required ? { why: { code: 'unanswered' } } : {}
  const why = unfit(question, text)
  return why ? { why } : { text }
}

/** Several things in one text: separated by commas or line ends, each once. */
export const severalIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\r\n]/)
      .map(one => one.trim())
      .filter(one => one !== ''),
  ),
]

/** An answer that no question asks for: left unread it would be a mistake, not a wish. */
export const unaskedIn = (
  given: Answers,
  questions: readonly Question[],
  known: readonly string[] = [],
): string | undefined => Object.keys(given).find(id => !known.includes(id) && questions.every(one => one.id !== id))

/** A refusal of an answer to this question. */
export const refused = ({ id, subject }: Question, why: Unfit): Refusal => ({
  question: id,
  ...(subject !== undefined && { subject }),
  why,
})

/**
 * Options as commander gives them → answers: `testPlan` is `test-plan`. A list is of a question that is put once for each subject, as
 * `supplier=Z9A1B`: it is `organisation:supplier`.
 */
export const answersIn = (options: Readonly<Record<string, unknown>>): Answers =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => {
      const id = name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
      if (Array.isArray(value)) return value.map(one => subjectIn(id, String(one)))
      return typeof value === 'string' || typeof value === 'number' ? [[id, String(value)]] : []
    }),
  )

function subjectIn(id: string, given: string): [string, string] {
  const [subject = '', ...rest] = given.split('=')
  return [`${id}:${subject.trim()}`, rest.join('=')]
}

/** What a record does not hold, or nobody would see in it; a line end is seen. */
const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u

/** The most characters of an answer: as long as the longest text of a record. */
const most = 4000

function meant({ kind, choices, shape }: Question, given: string): string {
  const text = shape === 'ods' ? given.trim().toUpperCase() : given.trim()
  if (kind === 'several') return [...new Set(severalIn(text).map(one => chosen(one, choices)))].join(',')
  if (kind === 'choice') return chosen(text, choices)
  return kind === 'lines' ? text.replaceAll(/\r\n?/g, '\n') : text.replaceAll(/\s*[\r\n]\s*/g, ' ')
}

/** A choice by its value, or by what else it may be called, also where capitals differ. */
function chosen(text: string, choices: Question['choices']): string {
  if (!choices || choices.some(({ value }) => value === text)) return text
  const said = text.toLowerCase().replace(/^@/, '')
  const by = (names: (choice: Choice) => readonly string[]) =>
    choices.filter(choice => names(choice).some(one => one.toLowerCase() === said))
  const named = by(({ value }) => [value])
  const [one, ...others] = named.length > 0 ? named : by(({ also = [] }) => also)
  return one && others.length === 0 ? one.value : text
}

function unfit(question: Question, text: string): Unfit | null {
  if (text.length > most) return { code: 'too-long', most }
  if (hidden.test(text)) return { code: 'hidden' }
  switch (question.kind) {
    case 'text':
      return misshapenOf([text], question.shape)
    case 'lines':
      return null
    case 'choice':
      return unknownOf([text], question.choices ?? [])
    case 'several':
      return question.choices
        ? unknownOf(severalIn(text), question.choices)
        : misshapenOf(severalIn(text), question.shape)
    case 'day':
      return isDay(text) ? null : { code: 'no-day', got: text }
    case 'link':
      return isLink(text) ? null : { code: 'no-link', got: text }
    case 'number':
      return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? null : { code: 'no-number', got: text }
  }
}

function unknownOf(values: readonly string[], choices: NonNullable<Question['choices']>): Unfit | null {
  const known = choices.map(({ value }) => value)
  const got = values.find(value => !known.includes(value))
  return got === undefined ? null : { code: 'no-such-choice', got, known }
}

/** As the schemas have it: `schemas/deployment.schema.json`, `schemas/directory.schema.json`. */
const shapes: Record<Shape, RegExp> = {
  ods: /^[A-Z0-9]{3,9}$/,
  slug: /^(?=.{1,60}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  digest: /^sha256:[0-9a-f]{64}$/,
  login: /^(?=.{1,39}$)[A-Za-z0-9](?:-?[A-Za-z0-9])*(?:_[A-Za-z0-9]+)?$/,
}

function misshapenOf(values: readonly string[], shape: Shape | undefined): Unfit | null {
  const got = shape && values.find(value => !shapes[shape].test(value))
  return shape && got !== undefined ? { code: 'misshapen', got, shape } : null
}

/** Not 30 February, which would become 2 March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** An address that a record may hold, without a name or password in it. */
function isLink(text: string): boolean {
  if (text.length > 2000 || !/^https:\/\/[^\s<>"`\\]+$/.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}
