/**
 * Changes the text of a record, and of it only what is meant: comments, order, quotation marks and line ends stay. The text is cut and put
 * together again where the change is; that it then says what it must is checked, or it is not changed at all.
 */
import { isDeepStrictEqual } from 'node:util'
import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Pointer } from '../../schemas/events.ts'
import { parse } from '../../schemas/parse.ts'
import { type Edit, edited, isGroup, type Value } from './edit.ts'
import { entryLines, fieldLines, inLine, linesOf, type Style, styleOf } from './style.ts'

/** The order of the fields at a place; one that is not named comes last. */
export type Order = (at: Pointer) => readonly string[]

/** The text after the edits. Throws where it cannot be changed without touching more. */
export function editedText(text: string, edits: readonly Edit[], order: Order): string {
  const before = parse(text)
  if (before.data === null) throw new Error('it cannot be read as it is: npm run check says why')
  const after = edits.reduce((so, edit) => applied(so, edit, order), text)
  const { data } = parse(after)
  if (!isDeepStrictEqual(plain(data), plain(edited(before.data, edits))) || losesComment(text, after)) throw byHand
  return after
}

const byHand = new Error(
  'this record is written in a way, or has a comment, that only a person can change: edit the file itself',
)

/** Comments say of what they stand by: each must still be there, in the same order. */
function losesComment(before: string, after: string): boolean {
  const left = commentsIn(after)
  let at = 0
  return !commentsIn(before).every(comment => {
    at = left.indexOf(comment, at) + 1
    return at > 0
  })
}

const commentsIn = (text: string): string[] => [...new Lexer().lex(text)].filter(token => token.startsWith('#'))

/** Without what the parser's groups have beside their fields. */
const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data))

function applied(text: string, edit: Edit, order: Order): string {
  if (edit.is === 'drop') return dropped(text, edit.at)
  if (edit.is === 'set') return put(text, edit.at, edit.value, order)
  const root = rootOf(text)
  const list = root.getIn([...edit.to], true)
  if (!isSeq(list)) return put(text, edit.to, [edit.value], order)
  if (list.items.length === 0) return replaced(text, list, [edit.value], edit.to)
  return added(text, list as YAMLSeq<Node>, edit.value)
}

const rootOf = (text: string): YAMLMap<Node, Node> => {
  const { contents } = parseDocument(text, { keepSourceTokens: true })
  if (!isMap(contents)) throw new Error('it has no fields')
  return contents as YAMLMap<Node, Node>
}

/** Gives a field a value: in place of the one it has, or as a new line. */
function put(text: string, at: Pointer, value: Value, order: Order): string {
  const root = rootOf(text)
  const found = root.getIn([...at], true) as Node | undefined
  if (found === undefined) return inserted(text, root, at, value, order)
  if (isMap(found) && isGroup(value) && found.items.length > 0)
    return Object.entries(value).reduce((so, [key, part]) => put(so, [...at, key], part, order), text)
  return replaced(text, found, value, at)
}

/** A value in place of another one. */
function replaced(text: string, node: Node, value: Value, at: Pointer): string {
  const [start, end] = [startOf(node), endOf(node, text)]
  // what is said of its entries would then be said of others
  if (isCollection(node) && commentsIn(text.slice(start, node.flow ? end : lineEnd(text, end))).length > 0) throw byHand
  if (isScalar(node) || styleOf(value) === 'line' || isWithinLine(text, at)) {
    const quoted = isScalar(node) && typeof value === 'string' ? inQuotes(value, text.slice(start, end)) : inLine(value)
    return `${text.slice(0, start)}${quoted}${text.slice(end)}`
  }
  // below its field, where a bracket was
  const indentation = fieldColumn(text, start) + 2
  const stop = lineEnd(text, end)
  return `${text.slice(0, start).trimEnd()}${text.slice(end, stop)}${block(linesOf(value, 'block'), indentation, text)}${text.slice(stop)}`
}

/** The same quotation marks, where it had any. */
const inQuotes = (value: string, before: string): string =>
  before.startsWith('"')
    ? JSON.stringify(value)
    : before.startsWith("'")
      ? `'${value.replaceAll("'", "''")}'`
      : inLine(value)

/** Whether some group around a place stands in one line, in brackets. */
function isWithinLine(text: string, at: Pointer): boolean {
  const root = rootOf(text)
  return at.some((_, depth) => {
    const node = root.getIn(at.slice(0, depth), true)
    return isCollection(node) && node.flow === true
  })
}

/** A new field, in the nearest group that is there. */
function inserted(text: string, root: YAMLMap<Node, Node>, at: Pointer, value: Value, order: Order): string {
  let depth = at.length - 1
  while (depth > 0 && !isMap(root.getIn(at.slice(0, depth), true))) depth--
  const parent = (depth === 0 ? root : root.getIn(at.slice(0, depth), true)) as YAMLMap<Node, Node>
  const [key = '', ...deeper] = at.slice(depth).map(String)
  if (root.hasIn(at.slice(0, depth + 1))) throw new Error(`${at.slice(0, depth + 1).join(' › ')} has no fields`)
  const wrapped = deeper.reduceRight<Value>((inner, name) => ({ [name]: inner }), value)
  if (parent.items.length === 0 && depth > 0) return replaced(text, parent, { [key]: wrapped }, at.slice(0, depth))
  const place = after(parent, key, order(at.slice(0, depth)))
  if (parent.flow) return beside(text, parent, place, `${inLine(key)}: ${inLine(wrapped)}`)
  const indentation = column(text, startOf(parent.items[0]?.key as Node))
  const lines = fieldLines(key, wrapped, deeper.length > 0 && depth === 0 ? 'block' : styleBeside(parent, wrapped))
  const spaced = depth === 0 && lines.length > 1
  if (place === null) return before(text, parent, lines, indentation)
  const end = lineEnd(text, endOf(place.value ?? place.key, text))
  const blank = spaced ? lineBreak(text) : ''
  return `${text.slice(0, end)}${blank}${block(lines, indentation, text)}${text.slice(end)}`
}

/** As the field beside it is written, where a group can be written in either way. */
function styleBeside(parent: YAMLMap<Node, Node>, value: Value): Style {
  if (!isGroup(value) || styleOf(value) === 'block') return styleOf(value)
  const beside = parent.items.find(({ value: other }) => isMap(other) && other.items.length > 0)?.value
  return beside && isMap(beside) && !beside.flow ? 'block' : 'line'
}

/** The last of the fields that come before a new one; `null`: none does. */
function after(parent: YAMLMap<Node, Node>, key: string, order: readonly string[]): Pair<Node, Node> | null {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const name = (pair: Pair<Node, Node>) => String(isScalar(pair.key) ? pair.key.value : '')
  return parent.items.findLast(pair => rank(name(pair)) <= rank(key)) ?? null
}

/** In a group of one line, after a field of it, or first. */
function beside(text: string, parent: YAMLMap<Node, Node>, place: Pair<Node, Node> | null, field: string): string {
  if (place === null) {
    const start = startOf(parent.items[0]?.key as Node)
    return `${text.slice(0, start)}${field}, ${text.slice(start)}`
  }
  const end = endOf(place.value ?? place.key, text)
  return `${text.slice(0, end)}, ${field}${text.slice(end)}`
}

/** As the first field of a group, above the comment of the one that was first. */
function before(text: string, parent: YAMLMap<Node, Node>, lines: string[], indentation: number): string {
  let start = lineStart(text, startOf(parent.items[0]?.key as Node))
  for (;;) {
    const above = lineStart(text, Math.max(0, start - 1))
    const line = text.slice(above, start)
    if (start === 0 || !/^ *#/.test(line) || line.search(/\S/) !== indentation) break
    start = above
  }
  return `${text.slice(0, start)}${block(lines, indentation, text).slice(lineBreak(text).length)}${lineBreak(text)}${text.slice(start)}`
}

/** An entry at the end of a list. */
function added(text: string, list: YAMLSeq<Node>, value: Value): string {
  const last = list.items.at(-1) as Node
  const end = endOf(last, text)
  if (list.flow) return `${text.slice(0, end)}, ${inLine(value)}${text.slice(end)}`
  const style: Style = isMap(last) && !last.flow ? 'block' : styleOf(value)
  const dash = text.lastIndexOf('-', startOf(last) - 1)
  const stop = lineEnd(text, end)
  return `${text.slice(0, stop)}${block(entryLines(value, style), column(text, dash), text)}${text.slice(stop)}`
}

/** Takes a field out: its line, or its place in one. */
function dropped(text: string, at: Pointer): string {
  const root = rootOf(text)
  const parent = root.getIn(at.slice(0, -1), true) ?? root
  if (!isMap(parent)) return text
  const index = (parent as YAMLMap<Node, Node>).items.findIndex(({ key }) => isScalar(key) && key.value === at.at(-1))
  const [pair, next] = (parent as YAMLMap<Node, Node>).items.slice(index) as Pair<Node, Node>[]
  if (index < 0 || !pair) return text
  const [start, end] = [startOf(pair.key), endOf(pair.value ?? pair.key, text)]
  if (!parent.flow) {
    if (isSpokenOf(text, start, end)) throw byHand
    return `${text.slice(0, lineStart(text, start))}${text.slice(lineEnd(text, end) + lineBreak(text).length)}`
  }
  const previous = (parent as YAMLMap<Node, Node>).items[index - 1]
  const before = previous ? endOf((previous.value ?? previous.key) as Node, text) : start
  const [from, to] = next ? [start, startOf(next.key)] : [before, end]
  return `${text.slice(0, from)}${text.slice(to)}`
}

/** Whether a comment stands in the lines of a field, or right above them: it would then speak of what comes next. */
function isSpokenOf(text: string, start: number, end: number): boolean {
  const first = lineStart(text, start)
  const above = text.slice(lineStart(text, Math.max(0, first - 1)), first)
  return /^ *#/.test(above) || commentsIn(text.slice(first, lineEnd(text, end))).length > 0
}

const startOf = (node: Node): number => node.range?.[0] ?? 0

/** Where a value's own text ends: what the parser adds of blank lines and comments after it is not its. */
function endOf(node: Node, text: string): number {
  const [start = 0, end = 0] = node.range ?? []
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1)
    if (isSeq(node)) return last ? endOf(last as Node, text) : end
    const { key, value } = last as Pair<Node, Node>
    return endOf(value && (value.range?.[1] ?? 0) > 0 ? value : key, text)
  }
  return start + text.slice(start, end).trimEnd().length
}

const lineBreak = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')
const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
/** Where a line ends, before its line break. */
function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset)
  if (found < 0) return text.length
  return text[found - 1] === '\r' ? found - 1 : found
}
const column = (text: string, offset: number): number => offset - lineStart(text, offset)
/** The column at which the first field of a line stands, behind the marks of lists. */
const fieldColumn = (text: string, offset: number): number =>
  /^ *(?:- +)*/.exec(text.slice(lineStart(text, offset)))?.[0].length ?? 0
const block = (lines: string[], indentation: number, text: string): string =>
  lines.map(line => `${lineBreak(text)}${' '.repeat(indentation)}${line}`).join('')
