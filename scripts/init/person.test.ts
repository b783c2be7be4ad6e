import { expect, test } from 'vitest'
import { idOf, withPerson } from './person.ts'

test.each([
  ['Ann Lee', 'ann-lee'],
  ['Łucja O’Hara-Grün', 'lucja-o-hara-grun'],
  ['  Zoë  (deputy) ', 'zoe-deputy'],
  ['7 of 9', 'of-9'],
  ['李', 'person'],
  ['x'.repeat(80), 'x'.repeat(50)],
])('%s is %s', (name, id) => expect(idOf(name)).toBe(id))

test('two of one name have an id each', () => {
  const one = withPerson({}, 'Ann Lee, z9a1b, ann-lee') ?? {}
  expect(withPerson(one, 'Ann Lee,Z9A1B,ann-2, 12')).toEqual({
    'ann-lee': { name: 'Ann Lee', organisation: 'Z9A1B', github: { login: 'ann-lee' } },
    'ann-lee-2': { name: 'Ann Lee', organisation: 'Z9A1B', github: { id: 12, login: 'ann-2' } },
  })
  expect(Object.keys(withPerson(one, 'boss = Ann Lee, Z9A1B, ann-3') ?? {})).toEqual(['ann-lee', 'boss'])
  expect(withPerson(one, 'ann-lee = Ann Lee, Z9A1B, ann-3')).toBeNull()
})

test.each([
  '',
  'Ann Lee',
  'Ann Lee, Z9A1B',
  'Ann Lee, , ann',
  ', Z9A1B, ann',
  'Ann Lee, Wold, @ann',
  'Ann Lee, Z9A1B, ann, many',
  'Ann Lee, Z9A1B, ann, 1, 2',
  'Ann Lee, Z9A1B, ann, 0',
])('%j is nobody', line => expect(withPerson({}, line)).toBeNull())
