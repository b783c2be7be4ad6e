/** A change of a record, as data: what stands where. */
import type { Pointer } from '../../schemas/events.ts'

export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

export type Edit =
  /** A field gets this value. Of a group only the fields that are named here change. */
  | { is: 'set'; at: Pointer; value: Value }
  /** A list gets one more entry, as its last. */
  | { is: 'add'; to: Pointer; value: Value }
  /** A field goes. */
  | { is: 'drop'; at: Pointer }

export type Group = Record<string, Value>
export const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the data are after the edits: what the text must say when it was edited. The data themselves stay as they are. */
export function edited(data: unknown, edits: readonly Edit[]): unknown {
  const copy = structuredClone(data)
  for (const edit of edits) {
    if (edit.is === 'set') set(copy, edit.at, edit.value)
    if (edit.is === 'add') set(copy, edit.to, [...((read(copy, edit.to) as Value[] | undefined) ?? []), edit.value])
    if (edit.is === 'drop') delete (read(copy, edit.at.slice(0, -1)) as Group | undefined)?.[String(edit.at.at(-1))]
  }
  return copy
}

/** What stands at a place of the data; `undefined`: nothing. */
export const read = (data: unknown, at: Pointer): unknown =>
  at.reduce<unknown>((found, key) => (found as Group | undefined)?.[key], data)

function set(data: unknown, at: Pointer, value: Value): void {
  const before = read(data, at)
  if (isGroup(value) && isGroup(before)) {
    for (const [key, part] of Object.entries(value)) set(data, [...at, key], part)
    return
  }
  let group = data as Group
  for (const key of at.slice(0, -1)) {
    if (group[key] === undefined) group[key] = {}
    group = group[key] as Group
  }
  group[String(at.at(-1))] = structuredClone(value) as Value
}
