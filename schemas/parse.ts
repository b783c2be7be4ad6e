/**
 * Text → data. `js-yaml` alone decides what a file says. What another YAML reader could understand differently (an editor, the library
 * that edits records) is refused, so that nobody signs something else than what is judged.
 */
import {
  CORE_SCHEMA,
  constructFromEvents,
  defineMappingTag,
  EVENT_ID,
  type Event,
  getScalarValue,
  mapTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'
import { blockHeader, maxDepth, type Role, startOf, walk } from './events.ts'

/** A file as it was found. What is not a plain UTF-8 file of at most 1 MiB is not read. */
export type Source =
  | { text: string }
  | { unread: 'too-large' | 'symbolic-link' | 'not-utf8' | 'not-a-file' | 'unreadable' }

/** The largest file that is read, in bytes. */
export const maxBytes = 1024 * 1024

/** What YAML allows and readers understand differently, or not at all. */
export type Feature =
  | 'anchor'
  | 'alias'
  | 'tag'
  | 'merge-key'
  | 'several-documents'
  | 'directive'
  | 'byte-order-mark'
  | 'carriage-return'
  | 'tab'
  | 'document-mark'
  | 'indentation-indicator'
  | 'escaped-line-end'
  | 'trailing-spaces'
  | 'control-character'

/** Why a file's text is no data. */
export type SyntaxProblem =
  | { code: 'syntax'; reason: string }
  | {
      code: 'yaml-feature'
      feature: Feature
    }
  | { code: 'yaml-key'; why: 'not-text' | 'reserved' | 'within-line' }
  | { code: 'yaml-number'; text: string }
  | { code: 'yaml-empty' }

/** A problem in a text, `offset` UTF-16 units from its start. */
export interface Misread {
  problem: SyntaxProblem
  offset: number
}

export type Parsed = { data: unknown; misread: [] } | { data: null; misread: Misread[] }

/** What a group of fields has beside its own: what the validator compares with, and no `constructor`, which could be the id of something. */
const beside: object = Object.create(null, {
  valueOf: { value: Object.prototype.valueOf },
  toString: { value: Object.prototype.toString },
})
const schema = CORE_SCHEMA.withTags(
  defineMappingTag(mapTag.tagName, { ...mapTag, create: () => Object.create(beside) as Record<string, unknown> }),
)

/** Reads one YAML document. Problems come all together where the text can be scanned at all, else the first one. */
export function parse(text: string): Parsed {
  try {
    const events = parseEvents(text, { maxDepth })
    const misread = refuse(events, text)
    if (misread.length > 0) return failed(misread)
    return { data: constructFromEvents(events, { source: text, maxAliases: 0, schema })[0], misread: [] }
  } catch (error) {
    const misread = marks(text)
    if (misread.length > 0) return failed(misread)
    // js-yaml documents that it may throw other errors than its own: each of them is a file that cannot be read.
    const offset = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0
    return failed([{ problem: { code: 'syntax', reason: reasonOf(error) }, offset }])
  }
}

const failed = (misread: Misread[]): Parsed => ({ data: null, misread })
const reasonOf = (error: unknown) =>
  error instanceof YAMLException ? error.reason : error instanceof Error ? error.message : String(error)

/** A plain scalar that YAML's core schema reads as a number. */
export const numberForm = /^(?:[-+]?(?:0x[0-9a-f]+|0o[0-7]+|(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|\.inf)|\.nan)$/i
/** The only form of a number that everybody reads and writes alike. */
const plainNumber = /^(?!-0(?:\.0+)?$)(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,8})\.\d{1,6})$/
/** Keys that JavaScript objects do not hold like others. */
const reserved = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf'])
/** Plain keys that are read as something else than text. */
const notText = /^(?:~|null|true|false|)$/i

/** How many problems of one file are told: a file that is wrong all over says nothing more by its last line. */
const most = 50

function refuse(events: Event[], text: string): Misread[] {
  const found = marks(text)
  let known = 0
  const note = (problem: SyntaxProblem, offset: number) => found.push({ problem, offset: offset < 0 ? known : offset })
  let documents = 0
  for (const { event, role, inBlock } of walk(events, text)) {
    known = Math.max(known, startOf(event, text))
    if (event.type === EVENT_ID.DOCUMENT) {
      if (event.directives.length > 0) note({ code: 'yaml-feature', feature: 'directive' }, 0)
      if (++documents === 2) note({ code: 'yaml-feature', feature: 'several-documents' }, startOfSecond(text))
    } else if (event.type === EVENT_ID.ALIAS) {
      note({ code: 'yaml-feature', feature: 'alias' }, event.anchorStart - 1)
    } else if (event.type !== EVENT_ID.POP) {
      if (event.anchorStart >= 0) note({ code: 'yaml-feature', feature: 'anchor' }, event.anchorStart - 1)
      if (event.tagStart >= 0) note({ code: 'yaml-feature', feature: 'tag' }, event.tagStart)
      for (const problem of scalarProblems(event, role, text)) note(problem, startOf(event, text))
      if (role === 'key' && inBlock && found.length === 0 && !beginsLine(startOf(event, text), text))
        note({ code: 'yaml-key', why: 'within-line' }, startOf(event, text))
    }
  }
  if (documents === 0) note({ code: 'yaml-empty' }, 0)
  return onceAFeature(found).slice(0, most)
}

/** A feature is named where it first stands: a file that uses it uses it all over. */
function onceAFeature(found: Misread[]): Misread[] {
  const seen = new Set<Feature>()
  return found.filter(
    ({ problem }) => problem.code !== 'yaml-feature' || (!seen.has(problem.feature) && seen.add(problem.feature)),
  )
}

/** Characters and lines that readers take differently, wherever they stand. */
function marks(text: string): Misread[] {
  const patterns: [Feature, RegExp][] = [
    ['byte-order-mark', /\uFEFF/],
    ['carriage-return', /\r(?!\n)/],
    ['tab', /\t/],
    ['directive', /^(?:[ ]*(?:#.*)?\r?\n)*[ ]*%/],
    ['document-mark', /^(?: +---|[ ]*\.\.\.)(?=\s|$)/m],
    ['trailing-spaces', /(?<=\n)[ ]+$(?![\r\n])/],
  ]
  return patterns.flatMap(([feature, pattern]): Misread[] => {
    const offset = text.search(pattern)
    return offset < 0 ? [] : [{ problem: { code: 'yaml-feature', feature }, offset }]
  })
}

function scalarProblems(event: Event, role: Role, text: string): SyntaxProblem[] {
  if (event.type !== EVENT_ID.SCALAR) return role === 'key' ? [{ code: 'yaml-key', why: 'not-text' }] : []
  const value = event.valueStart < 0 ? '' : getScalarValue(text, event)
  const hidden = hiddenFeature(event, value, text)
  if (hidden) return [{ code: 'yaml-feature', feature: hidden }]
  const plain = event.style === SCALAR_STYLE.PLAIN
  if (role !== 'key')
    return plain && numberForm.test(value) && !plainNumber.test(value) ? [{ code: 'yaml-number', text: value }] : []
  if (plain && value === '<<') return [{ code: 'yaml-feature', feature: 'merge-key' }]
  if (reserved.has(value)) return [{ code: 'yaml-key', why: 'reserved' }]
  return plain && (notText.test(value) || numberForm.test(value)) ? [{ code: 'yaml-key', why: 'not-text' }] : []
}

/** Whether nothing but indentation and list marks stands before a place in its line: js-yaml also reads `- "a" key: value`. */
const beginsLine = (start: number, text: string): boolean =>
  start < 0 || /^[ ]*(?:[-?:][ ]+)*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))

/** Forms of a text that readers unfold differently, and characters that nobody sees. */
function hiddenFeature(event: ScalarEvent, value: string, text: string): Feature | null {
  const { style, valueStart, valueEnd } = event
  const isBlock = style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK
  if (isBlock && /\d/.test(blockHeader(text, valueStart).header)) return 'indentation-indicator'
  const quoted = style === SCALAR_STYLE.DOUBLE_QUOTED ? text.slice(valueStart, valueEnd) : ''
  if (/(?<!\\)(?:\\\\)*\\\r?\n/.test(quoted)) return 'escaped-line-end'
  return unseen.test(value) ? 'control-character' : null
}

/** Control characters but for line ends and tabs, halves of characters, and marks that turn the direction of reading. */
const unseen = /[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u

/** Where the second document begins, for the message. */
function startOfSecond(text: string): number {
  const [first, second] = text.matchAll(/^---/gm)
  return second?.index ?? first?.index ?? 0
}
