/** A value as YAML, the way that records are written: short things in one line, the rest a line each. */
import { Document, isCollection } from 'yaml'
import { isGroup, type Value } from './edit.ts'

/** `line`: in one line, with brackets. */
export type Style = 'line' | 'block'

const isPlain = (value: Value): boolean => typeof value !== 'object'
const isShort = (value: Value): boolean =>
  isPlain(value) || (Array.isArray(value) && value.every(isPlain) && JSON.stringify(value).length <= 100)

/** How a value is written where nothing beside it says. */
export const styleOf = (value: Value): Style =>
  isShort(value) || (isGroup(value) && Object.values(value).every(isShort)) ? 'line' : 'block'

/** A value as lines without indentation. Of one in block style, parts that are short stand in one line each. */
export function linesOf(value: Value, style: Style = styleOf(value)): string[] {
  if (style === 'line' || isPlain(value)) return [inLine(value)]
  if (isGroup(value)) return Object.entries(value).flatMap(([key, part]) => fieldLines(key, part))
  return (value as readonly Value[]).flatMap(part => entryLines(part))
}

/** A field of a group, as lines. */
export function fieldLines(key: string, value: Value, style: Style = styleOf(value)): string[] {
  const [first = '', ...rest] = linesOf(value, style)
  if (style === 'line' || isPlain(value)) return [`${inLine(key)}: ${first}`]
  return [`${inLine(key)}:`, ...[first, ...rest].map(indent)]
}

/** An entry of a list, as lines. */
export function entryLines(value: Value, style: Style = styleOf(value)): string[] {
  const [first = '', ...rest] = linesOf(value, style)
  return [`- ${first}`, ...rest.map(indent)]
}

const indent = (line: string) => `  ${line}`

/** A value in one line. */
export function inLine(value: Value): string {
  if (isGroup(value)) {
    const fields = Object.entries(value).map(([key, part]) => `${inLine(key)}: ${inLine(part)}`)
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  }
  return Array.isArray(value) ? `[${value.map(inLine).join(', ')}]` : scalar(value as string | number | boolean)
}

/** A single value, in quotation marks where it would be read as something else without. */
function scalar(value: string | number | boolean): string {
  const list = new Document([value], { version: '1.2' })
  if (isCollection(list.contents)) list.contents.flow = true
  const text = list.toString({ lineWidth: 0, flowCollectionPadding: false }).trim()
  // of several lines it would not stay in one
  return text.includes('\n') ? JSON.stringify(value) : text.slice(1, -1)
}
