/** Holds every request and every response against the cut of GitHub's description in `openapi.json`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { type Answer, type Invalid, invalid, refuse, unprocessable } from './answers.ts'

type Schema = Record<string, unknown>
interface Parameter {
  name: string
  in: 'path' | 'query'
  schema: Schema
}
interface Operation {
  parameters: (Parameter | { $ref: string })[]
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }>
}
interface Cut {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

type Values = Record<string, string | number>
interface Checked {
  refusal: Answer | null
  /** The query, coerced to the types of the description. */
  values: Values
}

export interface Contract {
  /** Every operation as `METHOD /path/{template}`. */
  operations: string[]
  /** The values of a well-formed request, or the refusal of any other. */
  request: (operation: string, path: Record<string, string>, query: Record<string, string>, body: unknown) => Checked
  /** What is wrong with an answer of ours; empty when nothing is. */
  response: (operation: string, answer: Answer) => string[]
}

const source = 'openapi.json'
// GitHub answers these on any operation, whether or not its description says so.
const errors = ['400', '401', '403', '404', '422', '429', '500', '502', '503']

// The description is of a newer version of the API: ours answers so, unless the caller asks for details of the run.
const undescribed = ['POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches 204']

let shared: Contract | undefined

/** The description's two checks. They are the same for every forge of a process; schemas compile on first use. */
export function sharedContract(): Contract {
  shared ??= readContract()
  return shared
}

function readContract(): Contract {
  const cut = JSON.parse(readFileSync(join(import.meta.dirname, source), 'utf8')) as Cut
  const ajv = validator(cut, false)
  const coercing = validator(cut, true)
  const compiled = new Map<string, ValidateFunction>()
  const compile = (key: string, by: Ajv, schema: () => Schema) => {
    const known = compiled.get(key) ?? by.compile(schema())
    compiled.set(key, known)
    return known
  }
  const find = (name: string) => {
    const [method = '', template = ''] = name.split(' ')
    const operation = cut.paths[template]?.[method.toLowerCase()]
    if (operation === undefined) throw new Error(`${source} has no operation ${name}.`)
    return operation
  }
  const operations = Object.entries(cut.paths).flatMap(([template, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${template}`),
  )
  return {
    operations,
    request(name, path, query, body) {
      const operation = find(name)
      const values: Values = { ...query }
      const inPath = compile(`${name} path`, coercing, () => parametersSchema(cut, operation, 'path'))
      if (!inPath({ ...path })) return { refusal: refuse(404, 'Not Found'), values }
      const inQuery = compile(`${name} query`, coercing, () => parametersSchema(cut, operation, 'query'))
      if (!inQuery(values)) return { refusal: malformed(operation, inQuery.errors ?? []), values }
      const inBody = compile(`${name} body`, ajv, () => bodySchema(operation))
      return { refusal: inBody(body) ? null : malformed(operation, inBody.errors ?? []), values }
    },
    response(name, { status, body }) {
      if (undescribed.includes(`${name} ${status}`)) return []
      const declared = responseSchema(cut, find(name), status)
      if (declared === 'unknown') return [`${name}: the description has no answer ${status}`]
      if (declared === null) return []
      const check = compile(`${name} ${status}`, ajv, () => declared)
      return check(body) ? [] : (check.errors ?? []).map(error => `${name} ${status}: ${wording(error)}`)
    },
  }
}

function validator(cut: Cut, coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes })
  formats.default(ajv)
  ajv.addFormat('repo.nwo', /^[\w.-]+\/[\w.-]+$/)
  return ajv.addSchema({ components: cut.components } as Schema, source)
}

/** References inside the description are to its own root; ours are to the schema that the validator knows. */
function anchored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(anchored)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [key, `${source}${child}`] : [key, anchored(child)],
  )
  return Object.fromEntries(entries)
}

function resolve<T extends object>(cut: Cut, value: T | { $ref?: string }): T {
  const [, , kind = '', name = ''] = ('$ref' in value ? (value.$ref ?? '') : '').split('/')
  return kind === '' ? (value as T) : (cut.components[kind]?.[name] as T)
}

function parametersSchema(cut: Cut, operation: Operation, place: 'path' | 'query'): Schema {
  const parameters = operation.parameters.map(parameter => resolve<Parameter>(cut, parameter))
  const wanted = parameters.filter(parameter => parameter.in === place)
  const properties = Object.fromEntries(wanted.map(({ name, schema }) => [name, anchored(schema)]))
  return { type: 'object', properties, additionalProperties: false }
}

function bodySchema({ requestBody }: Operation): Schema {
  if (requestBody === undefined) return { type: 'object', maxProperties: 0 }
  return closed(anchored(requestBody.content['application/json']?.schema ?? {})) as Schema
}

/** The description lets unknown keys pass, so a misspelt one would be lost without a word. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (value === null || typeof value !== 'object') return value
  const node = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closed(child)]))
  return typeof node.properties === 'object' && node.type !== undefined
    ? { additionalProperties: false, ...node }
    : node
}

function responseSchema(cut: Cut, operation: Operation, status: number): Schema | null | 'unknown' {
  if (status === 304) return null
  const declared = operation.responses[String(status)]
  if (declared !== undefined) {
    const { content } = resolve<{ content?: Record<string, { schema: Schema }> }>(cut, declared)
    const schema = content?.['application/json']?.schema
    return schema === undefined ? null : (anchored(schema) as Schema)
  }
  if (!errors.includes(String(status))) return 'unknown'
  return anchored({ $ref: `#/components/schemas/${status === 422 ? 'validation-error' : 'basic-error'}` }) as Schema
}

function wording({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty } = params as { additionalProperty?: string }
  if (additionalProperty !== undefined) return `"${additionalProperty}" is not a permitted key.`
  const { allowedValues } = params as { allowedValues?: unknown[] }
  const values = allowedValues === undefined ? '' : `: ${allowedValues.join(', ')}`
  return `For '${instancePath.slice(1) || 'the request'}', ${message}${values}.`
}

function malformed(operation: Operation, found: ErrorObject[]): Answer {
  const sentences = found.map(wording)
  const message = `Invalid request.\n\n${sentences.join('\n')}`
  const simple = operation.responses['422']?.$ref?.endsWith('_simple') === true
  const fields: Invalid[] = found.map((error, at) => ({
    resource: 'Request',
    field: (error.params as { additionalProperty?: string }).additionalProperty ?? error.instancePath.slice(1),
    code: 'invalid',
    message: sentences[at] ?? '',
  }))
  const answer = simple ? unprocessable(...sentences) : invalid(...fields)
  return { ...answer, body: { ...answer.body, message } }
}
