/** The parser's events, each with the part that it plays in the document. */
import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml'

/** The way to a value from the top of a file: keys and indexes. */
export type Pointer = readonly (string | number)[]

/** The deepest nesting that is read. */
export const maxDepth = 32

export type Role = 'key' | 'value'
export interface Step {
  event: Event
  role: Role
  pointer: Pointer
  /** Whether it stands directly in a mapping of one field a line. */
  inBlock: boolean
}

/** Walks the events in order. `pointer` is right where keys are scalars, which `parse` sees to. */
export function* walk(events: Event[], text: string): Generator<Step> {
  const open: {
    kind: 'document' | 'sequence' | 'mapping'
    pointer: Pointer
    index: number
    key: string | null
    block: boolean
  }[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop()
      continue
    }
    const parent = open.at(-1)
    const role: Role = parent?.kind === 'mapping' && parent.key === null ? 'key' : 'value'
    let pointer: Pointer = parent?.pointer ?? []
    if (parent?.kind === 'sequence') pointer = [...parent.pointer, parent.index++]
    if (parent?.kind === 'mapping' && role === 'key') {
      parent.key = event.type === EVENT_ID.SCALAR && event.valueStart >= 0 ? getScalarValue(text, event) : ''
      pointer = [...parent.pointer, parent.key]
    } else if (parent?.kind === 'mapping') {
      pointer = [...parent.pointer, parent.key ?? '']
      parent.key = null
    }
    yield { event, role, pointer, inBlock: parent?.kind === 'mapping' && parent.block }
    const kind = kinds.get(event.type)
    const block = 'style' in event && event.style === COLLECTION_STYLE.BLOCK
    if (kind) open.push({ kind, pointer, index: 0, key: null, block })
  }
}

const kinds = new Map([
  [EVENT_ID.DOCUMENT as number, 'document' as const],
  [EVENT_ID.SEQUENCE as number, 'sequence' as const],
  [EVENT_ID.MAPPING as number, 'mapping' as const],
])

/** Where an event begins, in UTF-16 units; -1 where it has no text. */
export function startOf(event: Event, text: string): number {
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start
  if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return -1
  if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart
  const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  return isQuoted ? event.valueStart - 1 : blockHeader(text, event.valueStart).start
}

/** The `|` or `>` of a block text with what says how it is read; `valueStart` is where the text itself begins. */
export function blockHeader(text: string, valueStart: number): { start: number; header: string } {
  let end = text.lastIndexOf('\n', valueStart - 1)
  while (end > 0) {
    const begin = text.lastIndexOf('\n', end - 1) + 1
    const line = text.slice(begin, end)
    // lines before the first one with text belong to the block text
    if (line.trim() !== '') {
      const found = /([|>][-+0-9]*)[ ]*(?: #.*)?\r?$/.exec(line)
      return { start: begin + (found?.index ?? 0), header: found?.[1] ?? '' }
    }
    end = begin - 1
  }
  return { start: -1, header: '' }
}
