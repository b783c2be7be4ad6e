/** A record's fields, each with who provides it: the unit in which evidence is covered, and in which history is kept. */
import type { Pathway } from '../schemas/types.ts'
import { commonParts } from './fields/common.ts'
import { canonical, type Field } from './fields/field.ts'
import { releaseParts } from './fields/release.ts'
import type { ChangedField } from './model.ts'
import type { RecordData, RecordFile } from './repository.ts'

/** Every field of a record. An entry of a list is known by what it says, not by its place: adding one changes no other. */
export function fieldsOf(data: RecordData, pathway: Pathway): Map<string, Field> {
  const fields = new Map<string, Field>()
  const seen = new Map<string, number>()
  for (const part of [...commonParts, ...releaseParts]) {
    for (const { key, ...entry } of part(data, pathway)) {
      const known = JSON.stringify(key ?? entry.pointer)
      const times = (seen.get(known) ?? 0) + 1
      seen.set(known, times)
      fields.set(times === 1 ? known : `${known} ${times}`, { lasting: false, kept: false, list: null, ...entry })
    }
  }
  return fields
}

/** The fields that differ between two states of a record; a side is missing where the field is not there. */
export function changedFields(
  before: Map<string, Field>,
  after: Map<string, Field>,
): { key: string; before: Field | undefined; after: Field | undefined }[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(key => ({ key, before: before.get(key), after: after.get(key) }))
    .filter(pair => JSON.stringify(canonical(pair.before?.value)) !== JSON.stringify(canonical(pair.after?.value)))
}

/** Each field that a pull request adds, changes or takes out, but for the phase, which is what it asks for. */
export function whatChanges(was: RecordFile | undefined, is: RecordFile, pathway: Pathway): ChangedField[] {
  const before = was ? fieldsOf(was.data, pathway) : new Map<string, Field>()
  return changedFields(before, fieldsOf(is.data, pathway)).flatMap(({ before, after }) => {
    const field = after ?? before
    if (!field || field.pointer[0] === 'phase') return []
    const text = (one: Field | undefined) => (one ? textOf(one.value) : null)
    return [{ path: is.path, name: field.name, was: text(before), now: text(after) }]
  })
}

const isGroup = (value: unknown) => value !== null && typeof value === 'object' && !Array.isArray(value)

/** A value in one line: status: done, by: pat, on: 2026-03-01. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('; ')
  if (value === null || typeof value !== 'object') return String(value)
  return Object.entries(value)
    .filter(([key, part]) => part !== undefined && key !== 'of')
    .map(([key, part]) => `${key}: ${isGroup(part) ? `(${textOf(part)})` : textOf(part)}`)
    .join(', ')
}

/** The lists whose entries stand in another order than before: the last of several on one day counts, so their order is part of what they say. */
export function reorderedLists(before: Map<string, Field>, after: Map<string, Field>): Field[] {
  const places = new Map([...after.keys()].map((key, index) => [key, index]))
  const last = new Map<string, number>()
  const found = new Map<string, Field>()
  for (const [key, field] of before) {
    const place = places.get(key)
    if (field.list === null || place === undefined) continue
    if (place < (last.get(field.list) ?? -1)) found.set(field.list, field)
    last.set(field.list, place)
  }
  return [...found.values()]
}
