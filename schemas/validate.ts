/** Data → is it well formed? JSON Schema 2020-12; a problem says what was expected in the schema's own words. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Pointer } from './events.ts'
import type {
  Calendar,
  Deployment,
  Directory,
  Governance,
  Guidance,
  Pathway,
  PullFile,
  Release,
  Template,
} from './types.ts'

/** Kind → what such a file holds. */
export interface Kinds {
  Deployment: Deployment
  Release: Release
  Pathway: Pathway
  Directory: Directory
  Calendar: Calendar
  Guidance: Guidance
  Governance: Governance
  Template: Template
  PullFile: PullFile
}
export type Kind = keyof Kinds
export const kinds = [
  'Deployment',
  'Release',
  'Pathway',
  'Directory',
  'Calendar',
  'Guidance',
  'Governance',
  'Template',
  'PullFile',
] as const satisfies Kind[]

/** A value that is not as its schema asks. */
export type SchemaProblem =
  | { code: 'missing-field'; field: string; expected: string }
  | { code: 'unknown-field'; field: string; known: string[] }
  | { code: 'wrong-value'; expected: string; allowed: string[]; got: string }

export interface Malformed {
  problem: SchemaProblem
  pointer: Pointer
  /** The clauses of the guidance that ask for the field to be so: the keyword `clauses` in its schema. */
  clauses: string[]
}

const validators = new Map<Kind, ValidateFunction>()
/** Kind, or definition → its schema. */
const definitions = new Map<string, AnySchemaObject>()

/** Every way in which `data` is not a well-formed file of this kind. Empty: it is one. */
export function validate(kind: Kind, data: unknown): Malformed[] {
  const check = validators.get(kind) ?? compileAll().get(kind)
  if (!check) throw new Error(`no schema for ${kind}`)
  return check(data) ? [] : malformed(check.errors ?? [], data, kind)
}

function compileAll(): Map<Kind, ValidateFunction> {
  // strict, but for `required` and `properties` that stand in `if`, `then` and `oneOf` beside their type
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    discriminator: true,
    strictTypes: false,
    strictRequired: false,
  })
  ajv.addVocabulary(['clauses', 'tenDigits', 'enumDescriptions'])
  addFormats.default(ajv, ['date', 'date-time', 'uri'])
  for (const kind of kinds) {
    const schema = readSchema(kind)
    ajv.addSchema(schema)
    definitions.set(kind, schema)
    for (const [name, definition] of Object.entries<AnySchemaObject>(schema['$defs'] ?? {}))
      definitions.set(name, definition)
  }
  for (const kind of kinds) validators.set(kind, ajv.getSchema(`${kind.toLowerCase()}.schema.json`) as ValidateFunction)
  return validators
}

const readSchema = (kind: Kind): AnySchemaObject =>
  JSON.parse(readFileSync(new URL(`${kind.toLowerCase()}.schema.json`, import.meta.url), 'utf8'))

/** Keywords that only say that a part of them failed, which has its own error. */
const echoes = new Set(['if', 'oneOf', 'anyOf', 'allOf', 'not', 'propertyNames'])

function malformed(errors: ErrorObject[], data: unknown, kind: Kind): Malformed[] {
  const found = errors
    .filter(error => !echoes.has(error.keyword) || (error.keyword === 'not' && error.propertyName !== undefined))
    // `with` is known by the branch of the rule: where the branch failed, its own errors say why
    .filter(error => error.params['unevaluatedProperty'] !== 'with')
    .map(error => {
      const pointer = pointerOf(error, data)
      return { problem: problemOf(error, kind, pointer), pointer, clauses: clausesOf(error) }
    })
  return [...new Map(found.map(one => [JSON.stringify(one), one])).values()]
}

function problemOf(error: ErrorObject, kind: Kind, pointer: Pointer): SchemaProblem {
  const { keyword, params, parentSchema = {}, data } = error
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const field = String(params['missingProperty'])
    return {
      code: 'missing-field',
      field,
      expected: describe(parentSchema['properties']?.[field]) || fieldAt(kind, pointer, field),
    }
  }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const field = String(params['additionalProperty'] ?? params['unevaluatedProperty'])
    return { code: 'unknown-field', field, known: Object.keys(parentSchema['properties'] ?? {}) }
  }
  return {
    code: 'wrong-value',
    expected: describe(parentSchema) || String(error.message),
    allowed: allowedBy(error),
    got: summary(keyword === 'discriminator' ? params['tagValue'] : data),
  }
}

/** What asks for a field to be as its schema says; for one that is missing, what asks for it. */
function clausesOf({ keyword, params, parentSchema = {} }: ErrorObject): string[] {
  const missing = keyword === 'required' ? parentSchema['properties']?.[String(params['missingProperty'])] : undefined
  const cited = (schema: AnySchemaObject | undefined) => schema?.['clauses'] ?? resolved(schema)?.['clauses']
  return cited(missing) ?? cited(parentSchema) ?? []
}

/** What a field is for, told by the schema at that place of the data: a condition that requires it says nothing more of it. */
const fieldAt = (kind: Kind, pointer: Pointer, field: string): string =>
  describe(schemaAt(kind, pointer)?.['properties']?.[field])

/**
 * Whether a field may hold ten digits that could be taken for an NHS number: the keyword `tenDigits` in its schema, which says what they are.
 * Nothing else is exempt: which number it is cannot be told from the number.
 */
export function mayHoldTenDigits(kind: Kind, pointer: Pointer): boolean {
  if (validators.size === 0) compileAll()
  return schemaAt(kind, pointer)?.['tenDigits'] !== undefined
}

/** The fields that stand at a place of the data, in the order of their schema; none where their names are free. */
export function fieldsAt(kind: Kind, pointer: Pointer): string[] {
  if (validators.size === 0) compileAll()
  return Object.keys(schemaAt(kind, pointer)?.['properties'] ?? {})
}

/** The schema at a place of the data, but for what conditions add. */
function schemaAt(kind: Kind, pointer: Pointer): AnySchemaObject | undefined {
  const below = (schema: AnySchemaObject | undefined, key: string | number) =>
    typeof key === 'number' ? schema?.['items'] : (schema?.['properties']?.[key] ?? schema?.['additionalProperties'])
  return pointer.reduce<AnySchemaObject | undefined>(
    (schema, key) => resolved(below(schema, key)),
    resolved(definitions.get(kind)),
  )
}

/** A schema, or the definition that it refers to: definitions' names are unique over all files. */
const resolved = (schema: AnySchemaObject | undefined): AnySchemaObject | undefined =>
  typeof schema?.['$ref'] === 'string' ? definitions.get(schema['$ref'].replace(/^.*\//, '')) : schema

/** What a schema says of a value: its own description, or that of what it refers to. */
const describe = (schema: AnySchemaObject | undefined): string =>
  schema?.['description'] ?? resolved(schema)?.['description'] ?? ''

function allowedBy({ keyword, params, parentSchema }: ErrorObject): string[] {
  if (keyword === 'enum') return (params['allowedValues'] as unknown[]).map(String)
  if (keyword === 'const') return [String(params['allowedValue'])]
  if (keyword === 'type') return [String(params['type'])]
  if (keyword === 'minimum') return [`${params['limit']} or more`]
  if (keyword === 'maximum') return [`${params['limit']} or less`]
  if (keyword === 'maxLength') return [`at most ${params['limit']} characters`]
  if (keyword === 'minItems' || keyword === 'minProperties') return ['at least one']
  if (keyword === 'discriminator') return ruleNames(parentSchema)
  return []
}

/** The rules that a pathway may name, for the message about one that it may not. */
const ruleNames = (schema: unknown) =>
  ((schema as { oneOf?: { $ref?: string }[] }).oneOf ?? []).map(branch =>
    (branch.$ref ?? '')
      .replace(/^.*\/(\w+)Criterion$/, '$1')
      .replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
  )

/** What stands there, short. Long text is not repeated: it may be what must not be shown. */
function summary(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of fields'
  if (typeof value === 'string')
    return value.length <= 40 ? JSON.stringify(value) : `a text of ${value.length} characters`
  return `the ${typeof value === 'number' ? 'number' : 'value'} ${value}`
}

function pointerOf(error: ErrorObject, data: unknown): Pointer {
  const pointer: (string | number)[] = []
  let at: unknown = data
  for (const part of error.instancePath.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    pointer.push(Array.isArray(at) ? Number(key) : key)
    at = (at as Record<string, unknown> | undefined)?.[key]
  }
  if (error.propertyName !== undefined) pointer.push(error.propertyName)
  if (error.keyword === 'discriminator') pointer.push(String(error.params['tag']))
  const unknown = error.params['additionalProperty'] ?? error.params['unevaluatedProperty']
  return typeof unknown === 'string' ? [...pointer, unknown] : pointer
}
