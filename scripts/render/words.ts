/** Sentences that carry other people's words, and how each medium shows them without being led by them. */

/** What we say, and what others wrote: a quoted part is data, whatever it looks like. */
export type Words = readonly (string | { quoted: string })[]

/** A sentence. Interpolated text is quoted; interpolated words keep what they are. */
export function say(fixed: TemplateStringsArray, ...values: (string | number | Words)[]): Words {
  return fixed.flatMap((text, index) => {
    const value = values[index]
    if (value === undefined) return [text]
    if (typeof value === 'number') return [text, String(value)]
    return typeof value === 'string' ? [text, { quoted: value }] : [text, ...value]
  })
}

/** Several words with something between them. */
export const joined = (parts: readonly Words[], between = ', '): Words =>
  parts.flatMap((part, index) => (index === 0 ? [...part] : [between, ...part]))

/** "a, b and c". */
export const listed = (parts: readonly Words[], last = ' and '): Words =>
  parts.length < 2 ? joined(parts) : [...joined(parts.slice(0, -1)), last, ...(parts.at(-1) ?? [])]

/** Characters that steer a terminal, hide, or turn the reading direction. */
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu

/** One line of plain text: nothing in it steers a terminal or a log. */
export const plain = (words: Words): string =>
  words.map(part => (typeof part === 'string' ? part : oneLine(part.quoted))).join('')

const oneLine = (text: string) => text.replace(steering, ' ').replaceAll(/\s+/gu, ' ').trim()

/** Markdown for GitHub. What others wrote stays text: it formats, links and calls nobody. */
export const markdown = (words: Words): string =>
  words.map(part => (typeof part === 'string' ? part : inert(part.quoted))).join('')

/**
 * Text that Markdown leaves alone. Marks that format become entities, and a zero-width space breaks what GitHub would link or replace by
 * itself: `@name`, `#12`, `GH-1`, `https://`, `www.`, `:smile:`.
 */
function inert(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*_[\]<>|~&$#@]/g, mark => `&#${mark.charCodeAt(0)};${'@#'.includes(mark) ? gap : ''}`)
    .replaceAll(/:(?=\/\/|[\w+-]+:)/g, `:${gap}`)
    .replaceAll(/\b(www|GH)(?=[.-])/gi, `$1${gap}`)
}

const gap = '&#8203;'

/** 12 November 2026. */
export function date(day: string): string {
  const parsed = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(parsed.getTime())) return day
  return parsed.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** "1 site", "2 sites". */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`
