/** Where in a text a value stands. Only files with findings are located. */
import { EVENT_ID, parseEvents } from 'js-yaml'
import { maxDepth, type Pointer, startOf, walk } from './events.ts'

export interface Position {
  /** From 1. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
}

/** The line and column of an offset. */
export const positionOf = (text: string, offset: number): Position => positionIn(text)(offset)

/** The same for many offsets of one text, whose lines are counted once. */
function positionIn(text: string): (offset: number) => Position {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return offset => {
    const at = Math.max(0, Math.min(offset, text.length))
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 }
  }
}

/** Finds pointers in a text that `parse` accepted: the key's place, or that of the nearest part that is there. */
export function locator(text: string): (pointer: Pointer) => Position {
  const offsets = new Map<string, number>()
  const position = positionIn(text)
  for (const { event, role, pointer } of walk(parseEvents(text, { maxDepth }), text)) {
    const id = JSON.stringify(pointer)
    if (event.type !== EVENT_ID.DOCUMENT && (role === 'key' || !offsets.has(id))) offsets.set(id, startOf(event, text))
  }
  return pointer => {
    for (let length = pointer.length; length >= 0; length--) {
      const offset = offsets.get(JSON.stringify(pointer.slice(0, length)))
      if (offset !== undefined) return position(offset)
    }
    return { line: 1, column: 1 }
  }
}
