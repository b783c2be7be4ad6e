/** What no file of this repository may hold: patients' numbers, private keys and tokens. Where it stands is told, and never what. */
import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml'
import { maxDepth, type Pointer, walk } from './events.ts'
import { numberForm } from './parse.ts'
import { patientNumbers, type Span } from './patients.ts'
import { type SecretKind, secretsIn } from './secrets.ts'
import { type Kind, mayHoldTenDigits } from './validate.ts'

export type PrivateKind = 'patient-number' | SecretKind

/** A private value in a file: where it begins, in UTF-16 units, and the field that it stands in; `null`: none, as in a comment. */
export interface Disclosure {
  what: PrivateKind
  offset: number
  pointer: Pointer | null
}

/** The kinds of private values in a text, as it stands, as a number, and with the escapes of a link undone. */
export function privateIn(text: string): PrivateKind[] {
  const readings = [
    text,
    ...(numberForm.test(text) ? [String(Math.abs(Number(text)))] : []),
    ...(text.includes('%') ? [unescaped(text)] : []),
  ]
  return [...new Set(readings.flatMap(found).map(({ what }) => what))]
}

const found = (text: string): (Span & { what: PrivateKind })[] => [
  ...patientNumbers(text).map(span => ({ what: 'patient-number' as const, ...span })),
  ...secretsIn(text),
]

const unescaped = (text: string) =>
  text.replaceAll(/%[0-7][0-9a-f]/gi, code => String.fromCharCode(Number.parseInt(code.slice(1), 16)))

/**
 * Every private value in a file, valid YAML or not: in its text as it stands, comments included, and in its keys and values as they are
 * understood. Ten digits that are a whole value are exempt where the schema of their field says so. `kind`: `null` for a file of none.
 */
export function disclosuresIn(text: string, kind: Kind | null): Disclosure[] {
  const scalars = scalarsOf(text)
  const isExempt = ({ value, isKey, pointer }: Scalar) =>
    kind !== null && !isKey && /^[0-9]{10}$/.test(value) && mayHoldTenDigits(kind, pointer)
  const inText = found(text).flatMap(({ what, start }): Disclosure[] => {
    const scalar = scalarAt(scalars, start)
    return scalar && isExempt(scalar) ? [] : [{ what, offset: start, pointer: scalar?.pointer ?? null }]
  })
  const known = new Set(inText.map(({ what, pointer }) => JSON.stringify([what, pointer])))
  const inValues = scalars
    .filter(scalar => !isExempt(scalar))
    .flatMap(scalar => hiddenIn(scalar, text).map(what => ({ what, offset: scalar.start, pointer: scalar.pointer })))
    .filter(({ what, pointer }) => !known.has(JSON.stringify([what, pointer])))
  return [...inText, ...inValues].toSorted((a, b) => a.offset - b.offset)
}

/** A key or a value of a file, and where it stands there. */
interface Scalar extends Span {
  pointer: Pointer
  isKey: boolean
  value: string
}

/** In the order of the text; none where it cannot be read as YAML. */
function scalarsOf(text: string): Scalar[] {
  try {
    return [...walk(parseEvents(text, { maxDepth }), text)].flatMap(({ event, role, pointer }) => {
      if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return []
      const value = getScalarValue(text, event)
      return [{ pointer, isKey: role === 'key', start: event.valueStart, end: event.valueEnd, value }]
    })
  } catch {
    return []
  }
}

/** The one that an offset is in. */
function scalarAt(scalars: readonly Scalar[], offset: number): Scalar | null {
  let [low, high] = [0, scalars.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((scalars[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  const scalar = scalars[low]
  return scalar && scalar.start <= offset ? scalar : null
}

/** What a value says beyond its text as it stands. A word that the end of a line breaks is whole again; digits could be a list. */
function hiddenIn({ value, start, end }: Scalar, text: string): PrivateKind[] {
  const written = text.slice(start, end)
  const isBroken = written.includes('\n')
  const inOneLine = isBroken ? value.replaceAll(/\s+/g, ' ') : value
  const isPlain = inOneLine === written && !value.includes('%') && !numberForm.test(value)
  const whole = isBroken ? secretsIn(value.replaceAll(/\s+/g, '')).map(({ what }) => what) : []
  return [...new Set([...(isPlain ? [] : privateIn(inOneLine)), ...whole])]
}

/** What stands in place of a private text. */
const inPlace = '(withheld)'

/** The same data without its private texts, for whatever is shown. Of a path, the other parts stay. */
export function withheld<T>(data: T): T
export function withheld(data: unknown): unknown {
  if (typeof data === 'string') return shown(data)
  if (Array.isArray(data)) return data.map(part => withheld(part))
  if (data === null || typeof data !== 'object') return data
  return Object.fromEntries(Object.entries(data).map(([key, part]) => [shown(key), withheld(part)]))
}

function shown(text: string): string {
  if (privateIn(text).length === 0) return text
  const parts = text.split('/').map(part => (privateIn(part).length > 0 ? inPlace : part))
  return privateIn(parts.join('/')).length > 0 ? inPlace : parts.join('/')
}

/** The data of a file without the values in which something private was found. */
export function withoutDisclosed(data: unknown, disclosures: readonly Disclosure[]): unknown {
  const places = new Set(disclosures.map(({ pointer }) => JSON.stringify(pointer)))
  const without = (part: unknown, at: Pointer): unknown => {
    if (places.has(JSON.stringify(at))) return inPlace
    if (Array.isArray(part)) return part.map((one, index) => without(one, [...at, index]))
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [shown(key), without(one, [...at, key])]))
  }
  return disclosures.length === 0 ? data : without(data, [])
}

/** The part of a pointer that may be told: up to the first name that is private itself. */
export function tellable(pointer: Pointer): Pointer {
  const first = pointer.findIndex(key => privateIn(String(key)).length > 0)
  return first < 0 ? pointer : pointer.slice(0, first)
}
