import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { kindAt } from '../policies/repository.ts'
import { parse } from './parse.ts'
import { kinds, validate } from './validate.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')
const files = readdirSync(resolve(root, 'schemas')).filter(name => name.endsWith('.schema.json'))

type Schema = Record<string, unknown>
const isSchema = (value: unknown): value is Schema =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
const schemas = new Map(files.map(name => [name, JSON.parse(read(`schemas/${name}`)) as Schema]))

interface Part {
  file: string
  pointer: string[]
  schema: Schema
}
/** Every schema in a schema, but not what `if`, `then` and `else` add to one: that refines what is described already. */
function* parts(file: string, schema: Schema, pointer: string[] = []): Generator<Part> {
  yield { file, pointer, schema }
  for (const [key, value] of Object.entries(schema)) {
    if (['if', 'then', 'else', 'not'].includes(key)) continue
    if (key === 'properties' || key === '$defs') {
      for (const [name, part] of Object.entries(value as Schema))
        yield* parts(file, part as Schema, [...pointer, key, name])
    } else if (Array.isArray(value)) {
      for (const [index, part] of value.entries())
        if (isSchema(part)) yield* parts(file, part, [...pointer, key, String(index)])
    } else if (isSchema(value) && key !== 'discriminator') yield* parts(file, value, [...pointer, key])
  }
}
const all = [...schemas].flatMap(([file, schema]) =>
  [...parts(file, schema)].map(part => ({ ...part, at: `${file} ${part.pointer.join('/')}` })),
)

/** What a reference leads to. */
function target(file: string, reference: string): Schema {
  const [name, path = ''] = reference.split('#')
  return path
    .split('/')
    .slice(1)
    .reduce<Schema>((at, key) => at[key] as Schema, schemas.get(name || file) as Schema)
}

/** A branch of `criterion` names its rule; what `rule` is for stands in `criterion` itself. */
const namesItsRule = ({ pointer }: Part) => /^\$defs\/\w+Criterion\/properties\/rule$/.test(pointer.join('/'))

describe('the schemas', () => {
  it('are one for each kind', () =>
    expect(files).toEqual(kinds.map(kind => `${kind.toLowerCase()}.schema.json`).sort()))

  it.each([...schemas])('%s is of 2020-12, and called after its file and kind', (file, { $schema, $id, title }) => {
    expect({ $schema, $id }).toEqual({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: file })
    expect(kinds).toContain(title)
    expect(file).toBe(`${String(title).toLowerCase()}.schema.json`)
  })

  const properties = all.filter(({ pointer }) => pointer.at(-2) === 'properties')
  const definitions = all.filter(({ pointer }) => pointer.at(-2) === '$defs')
  const groups = all.filter(({ schema }) => schema['type'] === 'object')
  const at = (found: Part[]) => found.map(({ file, pointer }) => `${file} ${pointer.join('/')}`)

  it('have all of these', () => {
    expect(properties.length).toBeGreaterThan(150)
    expect(definitions.length).toBeGreaterThan(50)
    expect(groups.length).toBeGreaterThan(50)
  })

  it('refer to nothing that is not there', () => {
    expect(
      at(
        all.filter(
          ({ file, schema }) => schema['$ref'] !== undefined && !isSchema(target(file, String(schema['$ref']))),
        ),
      ),
    ).toEqual([])
  })

  it('describe every property, in its own words or in those of what it refers to', () => {
    const words = ({ file, schema }: Part) =>
      schema['description'] ??
      (schema['$ref'] === undefined ? undefined : target(file, String(schema['$ref']))['description'])
    expect(at(properties.filter(part => !namesItsRule(part) && !/^\S.*\S$/.test(String(words(part) ?? ''))))).toEqual(
      [],
    )
  })

  it('describe every definition', () =>
    expect(at(definitions.filter(({ schema }) => !/^\S.*\S$/.test(String(schema['description'] ?? ''))))).toEqual([]))

  it('forbid fields that they do not know', () => {
    const rest = ({ schema }: Part) => schema['additionalProperties'] ?? schema['unevaluatedProperties']
    expect(at(groups.filter(part => rest(part) !== false && !isSchema(rest(part))))).toEqual([])
  })

  it('leave that out only in the branches of `criterion`, which forbids them for all', () => {
    const open = all.filter(({ schema }) => schema['properties'] !== undefined && schema['type'] === undefined)
    expect(open.filter(({ pointer }) => !/^\$defs\/\w+Criterion$/.test(pointer.join('/')))).toEqual([])
    expect(schemas.get('pathway.schema.json')).toMatchObject({
      $defs: { criterion: { type: 'object', unevaluatedProperties: false } },
    })
  })

  it('have a title for each definition of records, but for those that only say what a text looks like', () => {
    const untitled = definitions.filter(
      ({ file, schema }) => /^(?:deployment|release)\./.test(file) && !schema['title'],
    )
    expect(untitled.map(({ pointer }) => pointer.at(-1))).toEqual(['title', 'text', 'slug'])
  })

  it('say of each value what it means, where they say it of one', () => {
    const told = all.filter(({ schema }) => schema['enumDescriptions'] !== undefined)
    expect(told.length).toBeGreaterThan(10)
    const lengths = ({ schema }: Part) => [schema['enum'], schema['enumDescriptions']].map(list => (list as []).length)
    expect(at(told.filter(part => new Set(lengths(part)).size > 1))).toEqual([])
  })

  it('have defaults that they allow', () => {
    const ajv = new Ajv2020({ strict: false })
    const defaults = all.filter(({ schema }) => 'default' in schema)
    expect(defaults.length).toBeGreaterThan(5)
    expect(at(defaults.filter(({ schema }) => !ajv.validate(schema, schema['default'])))).toEqual([])
  })

  it('put no default into what they judge', () => {
    const file = { reviews: [{}], checklists: { one: { two: {} } } }
    const before = structuredClone(file)
    for (const kind of kinds) validate(kind, file)
    expect(file).toEqual(before)
  })

  it('give each definition a name of its own, over all files', () => {
    const names = definitions.map(({ pointer }) => pointer.at(-1))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

/** The YAML files of a folder, if there is one. */
const yamls = (folder: string) =>
  existsSync(resolve(root, folder))
    ? readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
        .filter(name => /\.ya?ml$/.test(name))
        .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
        .sort()
    : []

describe('every YAML file', () => {
  const paths = [...yamls('policies'), ...yamls('deployments')]
  it('is found', () => expect(paths).toContain('policies/pathways/bars-beta.yaml'))

  it.each(paths)('%s tells editors its schema, in its first line', path => {
    const kind = kindAt(path)
    expect(kind).not.toBeNull()
    // the names that a record may use are the repository's own: those that are completed stand in a schema for editors
    const folder = path.startsWith('deployments/') ? 'schemas/editor' : 'schemas'
    const expected = `${folder}/${kind?.toLowerCase()}.schema.json`
    expect(existsSync(resolve(root, expected))).toBe(true)
    expect(read(path).split('\n')[0]).toBe(
      `# yaml-language-server: $schema=${relative(dirname(path), expected).replaceAll('\\', '/')}`,
    )
  })

  it.each(paths)('%s is what that schema allows', path => {
    const { data, misread } = parse(read(path))
    expect(misread).toEqual([])
    expect(validate(kindAt(path) ?? 'Deployment', data)).toEqual([])
  })
})
