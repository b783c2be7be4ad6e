/**
 * Text → data. `js-yaml` alone decides what a file says. What another YAML reader could understand differently (an editor, the library
 * that edits records) is refused, so that nobody signs something else than what is judged.
 */
import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml'
import { maxDepth, type Role, startOf, walk } from './events.ts'

/** A file as it was found. What is not a plain UTF-8 file of at most 1 MiB is not read. */
export type Source =
  | { text: string }
  | { unread: 'too-large' | 'symbolic-link' | 'not-utf8' | 'not-a-file' | 'unreadable' }

/** The largest file that is read, in bytes. */
export const maxBytes = 1024 * 1024

/** Why a file's text is no data. */
export type SyntaxProblem =
  | { code: 'syntax'; reason: string }
  | {
      code: 'yaml-feature'
      feature: 'anchor' | 'alias' | 'tag' | 'merge-key' | 'several-documents' | 'directive' | 'byte-order-mark'
    }
  | { code: 'yaml-key'; why: 'not-text' | 'reserved' }
  | { code: 'yaml-number'; text: string }
  | { code: 'yaml-empty' }

/** A problem in a text, `offset` UTF-16 units from its start. */
export interface Misread {
  problem: SyntaxProblem
  offset: number
}

export type Parsed = { data: unknown; misread: [] } | { data: null; misread: Misread[] }

/** Reads one YAML document. Problems come all together where the text can be scanned at all, else the first one. */
export function parse(text: string): Parsed {
  if (text.startsWith('\uFEFF'))
    return failed([{ problem: { code: 'yaml-feature', feature: 'byte-order-mark' }, offset: 0 }])
  try {
    const events = parseEvents(text, { maxDepth })
    const misread = refuse(events, text)
    if (misread.length > 0) return failed(misread)
    return { data: constructFromEvents(events, { source: text, maxAliases: 0 })[0], misread: [] }
  } catch (error) {
    // js-yaml documents that it may throw other errors than its own: each of them is a file that cannot be read.
    const offset = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0
    return failed([{ problem: { code: 'syntax', reason: reasonOf(error) }, offset }])
  }
}

const failed = (misread: Misread[]): Parsed => ({ data: null, misread })
const reasonOf = (error: unknown) =>
  error instanceof YAMLException ? error.reason : error instanceof Error ? error.message : String(error)

/** A plain scalar that YAML's core schema reads as a number. */
const number = /^(?:[-+]?(?:0x[0-9a-f]+|0o[0-7]+|(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|\.inf)|\.nan)$/i
/** The only form of a number that everybody reads and writes alike. */
const plainNumber = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,8})\.\d{1,6})$/
/** Keys that JavaScript objects do not hold like others. */
const reserved = new Set(['__proto__', 'constructor', 'prototype'])
/** Plain keys that are read as something else than text. */
const notText = /^(?:~|null|true|false|)$/i

function refuse(events: Event[], text: string): Misread[] {
  const found: Misread[] = []
  const note = (problem: SyntaxProblem, offset: number) => found.push({ problem, offset: Math.max(0, offset) })
  let documents = 0
  for (const { event, role } of walk(events, text)) {
    if (event.type === EVENT_ID.DOCUMENT) {
      if (event.directives.length > 0) note({ code: 'yaml-feature', feature: 'directive' }, 0)
      if (++documents > 1)
        note({ code: 'yaml-feature', feature: 'several-documents' }, startOfDocument(text, documents))
    } else if (event.type === EVENT_ID.ALIAS) {
      note({ code: 'yaml-feature', feature: 'alias' }, event.anchorStart - 1)
    } else if (event.type !== EVENT_ID.POP) {
      if (event.anchorStart >= 0) note({ code: 'yaml-feature', feature: 'anchor' }, event.anchorStart - 1)
      if (event.tagStart >= 0) note({ code: 'yaml-feature', feature: 'tag' }, event.tagStart)
      for (const problem of scalarProblems(event, role, text)) note(problem, startOf(event))
    }
  }
  if (documents === 0) note({ code: 'yaml-empty' }, 0)
  return found.filter(onceAFeature)
}

/** A feature is named where it first stands: a file that uses it uses it all over. */
const onceAFeature = ({ problem }: Misread, index: number, all: Misread[]): boolean =>
  problem.code !== 'yaml-feature' ||
  all.findIndex(other => other.problem.code === 'yaml-feature' && other.problem.feature === problem.feature) === index

function scalarProblems(event: Event, role: Role, text: string): SyntaxProblem[] {
  if (event.type !== EVENT_ID.SCALAR) return role === 'key' ? [{ code: 'yaml-key', why: 'not-text' }] : []
  const value = event.valueStart < 0 ? '' : getScalarValue(text, event)
  const plain = event.style === SCALAR_STYLE.PLAIN
  if (role !== 'key')
    return plain && number.test(value) && !plainNumber.test(value) ? [{ code: 'yaml-number', text: value }] : []
  if (plain && value === '<<') return [{ code: 'yaml-feature', feature: 'merge-key' }]
  if (reserved.has(value)) return [{ code: 'yaml-key', why: 'reserved' }]
  return plain && (notText.test(value) || number.test(value)) ? [{ code: 'yaml-key', why: 'not-text' }] : []
}

/** Where the n-th document begins, for the message only: the n-th or the first `---`. */
function startOfDocument(text: string, n: number): number {
  const marks = [...text.matchAll(/^---/gm)].map(match => match.index)
  return marks[n - 1] ?? marks[n - 2] ?? 0
}
