/** Changes of a schema at a place of it: which keys a group takes, which values a field takes. */

/** A JSON Schema, or a part of one. */
export interface Schema {
  $ref?: string
  description?: string | undefined
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  items?: Schema
  [keyword: string]: unknown
}
export type Definitions = Readonly<Record<string, Schema>>
/** Names of fields; `*` stands for every item of a list, or every key of a group. */
type Place = readonly string[]
export type Change = (schema: Schema) => Schema
/** A key or a value with what an editor says of it; and what stands behind a key, where that is changed too. */
export interface Named {
  id: string
  description: string
  change?: Change
}

/** A schema in which the part at a place is changed. What is referred to on the way there is copied in; a place that is not there stays so. */
export function changedAt(schema: Schema, [key, ...rest]: Place, change: Change, definitions: Definitions): Schema {
  const own = copiedIn(schema, definitions)
  if (key === undefined) return change(own)
  const below = (part: Schema) => changedAt(part, rest, change, definitions)
  if (key === '*' && own.items) return { ...own, items: below(own.items) }
  if (key === '*' && typeof own.additionalProperties === 'object')
    return { ...own, additionalProperties: below(own.additionalProperties) }
  const part = own.properties?.[key]
  return part ? { ...own, properties: { ...own.properties, [key]: below(part) } } : schema
}

/** What a schema refers to, with what it says itself. */
function copiedIn({ $ref, ...own }: Schema, definitions: Definitions): Schema {
  const definition = $ref === undefined ? {} : definitions[$ref.replace(/^.*\//, '')]
  return { ...definition, ...own }
}

/** A group that takes these keys alone. */
export const withKeys =
  (keys: readonly Named[]): Change =>
  ({ propertyNames: _, additionalProperties: value, ...group }) => {
    const each = typeof value === 'object' ? value : {}
    const properties = keys.map(({ id, description, change = same }) => [id, { ...change(each), description }])
    return { ...group, properties: Object.fromEntries(properties), additionalProperties: false }
  }

/** A field that takes these values alone. Without any there is nothing to choose from, and it takes what it took. */
export const withValues =
  (values: readonly Named[]): Change =>
  ({ title, description, ...field }) =>
    values.length === 0
      ? { title, description, ...field }
      : {
          title,
          description,
          type: 'string',
          enum: values.map(({ id }) => id),
          enumDescriptions: values.map(one => one.description),
        }

/**
 * A field that offers these values and takes all that it took. Each is a branch of its own, for of a list an editor tells every value when it
 * is asked for one. The branch for all others shuts these out, so that only one ever fits.
 */
export const offering =
  (values: readonly Named[]): Change =>
  ({ title, description, ...field }) =>
    values.length === 0
      ? { title, description, ...field }
      : {
          title,
          description,
          oneOf: [
            { ...field, description, not: { enum: values.map(({ id }) => id) } },
            ...values.map(({ id, description }) => ({ type: 'string', const: id, description })),
          ],
        }

const same: Change = schema => schema
