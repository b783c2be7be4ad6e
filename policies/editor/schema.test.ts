import { describe, expect, test } from 'vitest'
import { pathway, release, releasePathway, repository, site } from '../rules/fixture.ts'
import type { Schema } from './places.ts'
import { editorSchema } from './schema.ts'
import type { Told } from './told.ts'

const schemas = {
  Deployment: {
    title: 'Deployment',
    description: 'A site.',
    $id: 'deployment.schema.json',
    type: 'object',
    additionalProperties: false,
    properties: {
      kind: { const: 'Deployment' },
      pathway: { $ref: '#/$defs/slug' },
      phase: { $ref: '#/$defs/slug', description: 'Where it stands.' },
      chair: { $ref: '#/$defs/person' },
      severity: { type: 'integer', minimum: 1, maximum: 5, description: 'How bad.' },
      many: { type: 'integer', minimum: 0, maximum: 1000 },
      result: { enum: ['pass', 'fail'] },
    },
    $defs: { slug: { type: 'string' }, person: { type: 'string', pattern: 'x' }, ods: { type: 'string' } },
  },
  Release: {
    title: 'Release',
    properties: { kind: { const: 'Release' }, pathway: { $ref: 'deployment.schema.json#/$defs/slug' } },
    $defs: { ticket: { type: 'object' } },
  },
} satisfies Record<string, Schema>
const world = repository([site(), release()])
const tell = (told: Told) => ('title' in told ? told.title : 'name' in told ? told.name : told.what)
// biome-ignore lint/suspicious/noExplicitAny: a schema is as deep as it is
const made = (kind: 'Deployment' | 'Release', of = world): any => editorSchema(kind, schemas, of, tell)

describe('the schema for editors', () => {
  const schema = made('Deployment')
  const [first] = schema.allOf

  test('refers to no other file, and is nobody else’s', () => {
    const text = JSON.stringify([schema, made('Release')])
    expect(
      [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => to).filter(to => !to?.startsWith('#/$defs/')),
    ).toEqual([])
    expect(text).not.toContain('"$id"')
  })

  test('of a pathway takes its phases, and withdrawn, in its own words', () =>
    expect(first.then.properties.phase).toEqual({
      description: 'Where it stands.',
      type: 'string',
      enum: ['prepare', 'test', 'install', 'live', 'withdrawn'],
      enumDescriptions: ['Prepare', 'Test', 'Install', 'Live', 'withdrawn'],
    }))

  test('knows a pathway by its whole name', () => {
    expect(first.if).toEqual({
      properties: { pathway: { type: 'string', pattern: '^(?:beta)$' } },
      required: ['pathway'],
    })
    expect(schema.properties.pathway.enum).toEqual(['beta'])
  })

  test('is the real one, pathways apart, while a record names no pathway that is known', () =>
    expect(schema.allOf.at(-1).else.properties.phase).toEqual({
      $ref: '#/$defs/slug',
      description: 'Where it stands.',
    }))

  test('has the pathways of its own kind alone', () => {
    expect(schema.allOf).toHaveLength(2)
    expect(made('Release').properties.pathway.enum).toEqual(['application', 'rollout'])
  })

  test('leaves out a pathway that no record can name', () => {
    const odd = { ...pathway, id: 'be.ta' }
    const found = made('Deployment', {
      ...world,
      pathways: new Map([
        [odd.id, odd],
        [releasePathway.id, releasePathway],
      ]),
    })
    expect(found.allOf).toHaveLength(1)
    expect(found.properties.pathway).toEqual({ type: 'string' })
  })

  test('offers everybody by name, in the order of their ids', () => {
    const [rest, ...known] = schema.$defs.person.oneOf
    expect(rest).toMatchObject({ type: 'string', pattern: 'x' })
    expect(known.slice(0, 2)).toEqual([
      { type: 'string', const: 'hal', description: 'Hal' },
      { type: 'string', const: 'olga', description: 'Olga' },
    ])
    expect(known).toHaveLength(Object.keys(world.people.people).length)
    expect(schema.$defs.ods.oneOf).toHaveLength(1 + Object.keys(world.people.organisations).length)
  })

  test('offers the numbers of a short scale, and no long one', () => {
    expect(first.then.properties.severity).toEqual({ type: 'integer', enum: [1, 2, 3, 4, 5], description: 'How bad.' })
    expect(first.then.properties.many).toEqual({ type: 'integer', minimum: 0, maximum: 1000 })
  })

  test('says that words are words', () =>
    expect(first.then.properties.result).toEqual({ type: 'string', enum: ['pass', 'fail'] }))

  test('is the same whatever the order of the files', () => {
    const { people } = world.people
    const turned = Object.fromEntries(Object.entries(people).reverse())
    const other = {
      ...world,
      pathways: new Map([...world.pathways].reverse()),
      people: { ...world.people, people: turned },
    }
    expect(made('Deployment', other)).toEqual(schema)
  })
})
