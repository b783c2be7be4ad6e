import { describe, expect, test } from 'vitest'
import { changedAt, offering, type Schema, withKeys, withValues } from './places.ts'

const definitions = {
  slug: { type: 'string', description: 'A slug.' },
  list: { type: 'array', items: { $ref: '#/$defs/entry' } },
  entry: { type: 'object', properties: { name: { $ref: '#/$defs/slug', description: 'Its name.' } } },
  group: {
    type: 'object',
    propertyNames: { $ref: '#/$defs/slug' },
    additionalProperties: { $ref: 'other.json#/$defs/list' },
  },
} satisfies Record<string, Schema>
const record: Schema = {
  type: 'object',
  properties: { phase: { $ref: '#/$defs/slug' }, lists: { $ref: '#/$defs/group', description: 'All lists.' } },
}
const named = (...ids: string[]) => ids.map(id => ({ id, description: `${id}!` }))
const marked = (schema: Schema): Schema => ({ ...schema, marked: true })

describe('a change at a place', () => {
  test('copies in what is referred to on the way, whatever file it is of, and what stands there keeps its own words', () =>
    expect(changedAt(record, ['lists', '*', '*', 'name'], marked, definitions)).toEqual({
      type: 'object',
      properties: {
        phase: { $ref: '#/$defs/slug' },
        lists: {
          ...definitions.group,
          description: 'All lists.',
          additionalProperties: {
            type: 'array',
            items: {
              type: 'object',
              properties: { name: { type: 'string', description: 'Its name.', marked: true } },
            },
          },
        },
      },
    }))
  test.each([[['other']], [['phase', 'name']], [['phase', '*']], [['lists', '*', 'name']]])(
    '%j is not there: nothing changes in what is accepted',
    place => expect(JSON.stringify(changedAt(record, place, marked, definitions))).not.toContain('marked'),
  )
  test('leaves what it is given as it was', () => {
    const before = structuredClone(definitions)
    changedAt(record, ['lists', '*', '*', 'name'], marked, definitions)
    expect(definitions).toEqual(before)
  })
})

test('a group with keys takes these alone, each with its own words and what it may hold', () =>
  expect(
    withKeys([...named('one'), { id: 'two', description: 'Two.', change: marked }])({
      type: 'object',
      description: 'Numbers.',
      propertyNames: { $ref: '#/$defs/slug' },
      additionalProperties: { $ref: '#/$defs/entry', description: 'A number.' },
    }),
  ).toEqual({
    type: 'object',
    description: 'Numbers.',
    properties: {
      one: { $ref: '#/$defs/entry', description: 'one!' },
      two: { $ref: '#/$defs/entry', description: 'Two.', marked: true },
    },
    additionalProperties: false,
  }))

test('a group that has no keys to take takes none', () =>
  expect(withKeys([])({ type: 'object', additionalProperties: { type: 'string' } })).toEqual({
    type: 'object',
    properties: {},
    additionalProperties: false,
  }))

test('a field with values takes these alone', () =>
  expect(withValues(named('one', 'two'))({ description: 'A slug.', type: 'string', pattern: 'x' })).toEqual({
    description: 'A slug.',
    type: 'string',
    enum: ['one', 'two'],
    enumDescriptions: ['one!', 'two!'],
  }))

test('a field that offers values takes all that it took, each value by one branch', () =>
  expect(offering(named('one'))({ title: 'Slug', description: 'A slug.', type: 'string', pattern: 'x' })).toEqual({
    title: 'Slug',
    description: 'A slug.',
    oneOf: [
      { description: 'A slug.', type: 'string', pattern: 'x', not: { enum: ['one'] } },
      { type: 'string', const: 'one', description: 'one!' },
    ],
  }))

test.each([withValues, offering])('without a value there is nothing to choose from', change =>
  expect(change([])({ description: 'A slug.', type: 'string' })).toEqual({ description: 'A slug.', type: 'string' }),
)
