import { describe, expect, test } from 'vitest'
import type { People } from '../repository.ts'
import { people } from '../rules/fixture.ts'
import { ownerLines } from './owners.ts'

const withOwner = (login: string | undefined, more: Partial<People> = {}): People => ({
  ...people,
  people: { ...people.people, olive: { name: 'Olive', organisation: 'NHS01', github: { login: login as string } } },
  policyOwners: ['olive'],
  ...more,
})
const named = (...programmes: string[]) =>
  Object.fromEntries(programmes.map(name => [name, { title: name, organisations: {}, roles: {} }]))

test('everything belongs to the policy owners, and the records of each programme to nobody', () => {
  const lines = ownerLines({ ...people, policyOwners: ['tess', 'pat'], programmes: named('gamma', 'beta-2') })
  expect(lines).toEqual([
    { pattern: '*', owners: ['pat-p', 'tess-t'], what: 'everything' },
    { pattern: '/deployments/beta-2/', owners: [], what: 'records' },
    { pattern: '/deployments/gamma/', owners: [], what: 'records' },
    { pattern: '/deployments/**/README.md', owners: ['pat-p', 'tess-t'], what: 'prose' },
  ])
})

test('neither the order of owners nor that of programmes counts', () => {
  const one = ownerLines({ ...people, policyOwners: ['tess', 'pat'], programmes: named('b', 'a') })
  const other = ownerLines({ ...people, policyOwners: ['pat', 'tess'], programmes: named('a', 'b') })
  expect(one).toEqual(other)
})

test.each(['olive', 'Olive-9', 'o', 'olive_acme'])('%s is a login', login =>
  expect(ownerLines(withOwner(login))).toContainEqual({ pattern: '*', owners: [login], what: 'everything' }),
)

describe('there are no lines', () => {
  test.each<[string, People, object[]]>([
    ['without an owner', { ...people, policyOwners: [] }, [{ code: 'no-owner' }]],
    [
      'with an owner whom nobody knows',
      { ...people, policyOwners: ['nobody'] },
      [{ code: 'owner-unknown', person: 'nobody' }],
    ],
    [
      'with an owner whose name is one of every object',
      { ...people, policyOwners: ['constructor'] },
      [{ code: 'owner-unknown', person: 'constructor' }],
    ],
    ['with an owner without a login', withOwner(undefined), [{ code: 'owner-login', person: 'olive', login: null }]],
    ['with an owner whose login is empty', withOwner(''), [{ code: 'owner-login', person: 'olive', login: '' }]],
    ...['o live', 'olive\n* @eve', '@olive', 'olive#', 'ölive', 'acme/owners', '-olive', 'olive[bot]'].map(
      (login): [string, People, object[]] => [
        `with the login ${JSON.stringify(login)}`,
        withOwner(login),
        [{ code: 'owner-login', person: 'olive', login }],
      ],
    ),
    ...['a b', '*', 'a#', '!a', '[a]', '..', 'a\nb', 'a/b'].map((programme): [string, People, object[]] => [
      `with the programme ${JSON.stringify(programme)}`,
      withOwner('olive', { programmes: named(programme) }),
      [{ code: 'owner-path', programme }],
    ]),
    [
      'and each reason is told',
      { ...people, policyOwners: ['nobody', 'tess', 'no-one'], programmes: named('a b') },
      [
        { code: 'owner-unknown', person: 'nobody' },
        { code: 'owner-unknown', person: 'no-one' },
        { code: 'owner-path', programme: 'a b' },
      ],
    ],
  ])('%s', (_, given, problems) => expect(ownerLines(given)).toEqual({ problems }))
})
