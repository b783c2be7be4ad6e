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

/** "a, b and c"; of many, the first few and how many more. */
export const few = (parts: readonly Words[], last = ' and ', most = 12): Words =>
  parts.length > most ? [...joined(parts.slice(0, most)), ` and ${parts.length - most} more`] : listed(parts, last)

/** Characters that steer a terminal, hide, or turn the reading direction; those that break a line are blanks like others. */
const steering = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu

/** The most code points of one text of others that are repeated: the name of a file or a field has no limit of its own. */
const most = 1000

/** A text within a sentence: without its last stop, and of a longer one the beginning. */
export function short(text: string): string {
  const points = [...text.trim().replace(/\.+$/, '')]
  return points.length > 120 ? `${points.slice(0, 120).join('').trimEnd()}…` : points.join('')
}

/** One line of plain text: nothing in it steers a terminal or a log. */
export const plain = (words: Words): string =>
  uncommanding(words.map(part => (typeof part === 'string' ? part : oneLine(part.quoted, most))).join(''))

/** GitHub's runner obeys `::name::` at the start of a line, blanks before it or not, and `##[name]` anywhere in it. */
const uncommanding = (line: string) => line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## [')

function oneLine(text: string, most: number): string {
  const start = text.slice(0, 4 * most)
  const points = [...start.replace(steering, ' ').replaceAll(/\s+/gu, ' ').trim()]
  return points.length > most || start.length < text.length ? `${points.slice(0, most).join('')}…` : points.join('')
}

/** Markdown for GitHub. What others wrote stays text: it formats, links and calls nobody. */
export const markdown = (words: Words): string => inMarkdown(words, most)

/** The same, and of no text is anything left out: for what is signed as it stands. */
export const wholeMarkdown = (words: Words): string => inMarkdown(words, Number.MAX_SAFE_INTEGER)

const inMarkdown = (words: Words, longest: number): string =>
  words.map(part => (typeof part === 'string' ? part : inert(part.quoted, longest))).join('')

/**
 * Text that Markdown leaves alone. Marks that format become entities, at the start also those that begin a list. A zero-width space breaks
 * what GitHub would link or replace by itself: `@name`, `#12`, `GH-1`, `https://`, `www.`, `:smile:`. Formulas are found after entities are
 * read: GitHub's own remedy for a dollar sign is a `<span>`.
 */
function inert(text: string, longest: number): string {
  return oneLine(text, longest)
    .replaceAll(/[@#]|:(?=\/\/|[\w+-]+(?::|$))|(?<![a-z\d])(?:www|GH)(?=[.-])/gi, `$&${gap}`)
    .replaceAll(/^[-+]|(?<=^\d+)[.)](?=\s|$)|[\\`*_[\]<>|~&]/g, mark => `&#${mark.charCodeAt(0)};`)
    .replaceAll('$', '<span>$$</span>')
    .replaceAll(gap, '&#8203;')
}

const gap = '\u200B'

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** 12 November 2026. */
export function date(day: string): string {
  const parsed = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) ? day : days.format(parsed)
}

const times = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/London',
  timeZoneName: 'short',
})

/** 28 November 2026, 18:00 GMT: an instant (ISO 8601) as clocks in England show it. */
export function time(instant: string): string {
  const parsed = new Date(instant)
  if (Number.isNaN(parsed.getTime())) return instant
  const part = Object.fromEntries(times.formatToParts(parsed).map(({ type, value }) => [type, value]))
  return `${part['day']} ${part['month']} ${part['year']}, ${part['hour']}:${part['minute']} ${part['timeZoneName']}`
}

/** "1 site", "2 sites". */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`
