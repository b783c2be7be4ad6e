/** The text of an issue → which form it is, and what was answered. What could be read in two ways is refused, never guessed. */
import type { Answers } from '../ask/question.ts'
import type { Field, Form } from './form.ts'

export type Misread =
  /** The heading of a field is not there, or there twice. */
  | { code: 'heading-missing' | 'heading-doubled'; label: string }
  | { code: 'headings-moved' }
  /** Something stands above the first heading. */
  | { code: 'text-before'; label: string }
  /** Something in an answer that a reader of the issue does not see. */
  | { code: 'hidden'; label: string }
  /** More than a field of one line can hold. */
  | { code: 'several-lines'; label: string }
  | { code: 'no-such-option'; label: string; got: string }
  | { code: 'too-long' }

export interface Submission {
  form: Form
  /** Field → what was answered; only where something was. */
  given: Answers
}

/** GitHub takes no longer text. */
const most = 65_536

/** What was submitted; `null`: it is no form. */
export function submissionIn(
  text: string,
  forms: readonly Form[],
): Submission | { form: Form; misread: Misread[] } | null {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const form = formIn(lines, forms)
  if (!form) return null
  const top = form.fields[0]
  if (top && !isHeading(lines.find(isWritten), top))
    return { form, misread: [{ code: 'text-before', label: top.label }] }
  if (text.length > most) return { form, misread: [{ code: 'too-long' }] }
  const places = form.fields.map(field => ({
    field,
    at: lines.flatMap((line, at) => (isHeading(line, field) ? at : [])),
  }))
  const misplaced = misplacedIn(places)
  if (misplaced.length > 0) return { form, misread: misplaced }
  const read = places.map(({ field, at: [at = 0] }, index) =>
    answerIn(field, lines.slice(at + 1, places[index + 1]?.at[0] ?? lines.length)),
  )
  const misread = read.flatMap(one => ('misread' in one ? one.misread : []))
  if (misread.length > 0) return { form, misread }
  const given = read.flatMap(one => ('answer' in one && one.answer !== '' ? [[one.id, one.answer]] : []))
  return { form, given: Object.fromEntries(given) }
}

/** The form whose first heading comes first. */
const formIn = (lines: readonly string[], forms: readonly Form[]): Form | undefined =>
  lines
    .map(line => forms.find(({ fields }) => fields[0] && isHeading(line, fields[0])))
    .find(form => form !== undefined)

const isWritten = (line: string): boolean => line.trim() !== ''

/** As GitHub writes it; blanks at the end are not seen. */
const isHeading = (line: string | undefined, { label }: Field): boolean => line?.trimEnd() === `### ${label}`

function misplacedIn(places: readonly { field: Field; at: readonly number[] }[]): Misread[] {
  const wrong = places.flatMap(({ field: { label }, at }): Misread[] => {
    if (at.length === 1) return []
    return [{ code: at.length === 0 ? 'heading-missing' : 'heading-doubled', label }]
  })
  const order = places.map(({ at: [at = 0] }) => at)
  const moved = order.some((at, index) => index > 0 && at < (order[index - 1] ?? 0))
  return wrong.length === 0 && moved ? [{ code: 'headings-moved' }] : wrong
}

type Read = { id: string; answer: string } | { misread: Misread[] }

function answerIn(field: Field, lines: readonly string[]): Read {
  const { id, label, kind } = field
  const text = lines.join('\n').trim()
  // what GitHub writes where nothing was answered
  if (text === '_No response_' || text === '') return { id, answer: '' }
  if (isHidden(text)) return { misread: [{ code: 'hidden', label }] }
  if (kind === 'lines') return { id, answer: unfenced(text) }
  if (text.includes('\n')) return { misread: [{ code: 'several-lines', label }] }
  return kind === 'choice' ? chosen(field, text) : { id, answer: text }
}

/** A comment, or a character that hides, steers or turns the reading direction. */
const isHidden = (text: string): boolean =>
  text.includes('<!--') || /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(text.replaceAll(/[\n\t]/g, ' '))

/** GitHub shows an answer of several lines as a block of code. */
const unfenced = (text: string): string => (/^(`{3,})text\n([\s\S]*?)\n?\1$/.exec(text)?.[2] ?? text).trim()

function chosen({ id, label, choices }: Field, text: string): Read {
  // GitHub's word for no choice
  if (text === 'None') return { id, answer: '' }
  const choice = choices.find(({ title }) => title === text)
  return choice ? { id, answer: choice.value } : { misread: [{ code: 'no-such-option', label, got: text }] }
}
