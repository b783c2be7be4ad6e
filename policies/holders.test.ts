import { describe, expect, it } from 'vitest'
import { allHolders, holdersOf, identify, organisationName, organisationsOf, partyOf } from './holders.ts'
import type { Person } from './model.ts'
import type { People } from './repository.ts'
import { account, pathway, people, site } from './rules/fixture.ts'

describe('identify', () => {
  it.each<[string, Person | null, string | null]>([
    ['by id and login', account('pat'), 'pat'],
    ['by id, whatever the login', { id: 21, login: 'renamed', bot: false }, 'pat'],
    ['by login in another case, where GitHub tells no id', { id: null, login: 'PAT-P', bot: false }, 'pat'],
    ['by login, where the directory has no id', { id: 99, login: 'tom-t', bot: false }, 'tom'],
    ['a login that somebody else has taken over is nobody', { id: 99, login: 'pat-p', bot: false }, null],
    ['a stranger', { id: 99, login: 'stranger', bot: false }, null],
    ["the directory's id is no login", { id: null, login: 'pat', bot: false }, null],
    ['a bot with a known account', { ...account('pat'), bot: true }, null],
    ['a deleted account', null, null],
  ])('%s', (_, person, expected) => expect(identify(person, people)).toBe(expected))

  it('knows nobody in an empty directory', () => expect(identify(account('pat'), { ...people, people: {} })).toBeNull())

  // Ann gave up the login `ann`, and Ben took it. The directory knows Ben's id, so his account is his, wherever Ann stands in the list.
  const ann = { name: 'Ann', organisation: 'HOS01', github: { login: 'ann' } }
  const ben = { name: 'Ben', organisation: 'SUP01', github: { id: 5, login: 'ben' } }
  const known = (all: People['people']): People => ({ ...people, people: all })
  it('prefers the id over a login, where the one with the id stands first', () =>
    expect(identify({ id: 5, login: 'ann', bot: false }, known({ ben, ann }))).toBe('ben'))
  it('prefers the id over a login, where the one with the login stands first', () => {
    expect(identify({ id: 5, login: 'ann', bot: false }, known({ ann, ben }))).toBe('ben')
  })
})

describe('holdersOf', () => {
  it.each<[string, string, Record<string, string[]>, string[]]>([
    ['by the record', 'provider/lead', { 'provider/lead': ['pat'] }, ['pat']],
    ['by the programme', 'team/lead', {}, ['tess']],
    ['by both, once each, in order', 'team/lead', { 'team/lead': ['tom', 'tess'] }, ['tess', 'tom']],
    ['nobody', 'provider/lead', {}, []],
    ['another role of the party', 'provider/safety', { 'provider/lead': ['pat'] }, []],
  ])('%s: %s', (_, role, roles, expected) => expect(holdersOf(role, site({ roles }), people)).toEqual(expected))

  it("takes nobody from another programme's roles", () =>
    expect(holdersOf('team/lead', site({}, 'gamma/harbour'), people)).toEqual([]))

  it('is there for every role of the pathway, and for no other', () => {
    const held = allHolders(site({ roles: { 'provider/lead': ['pat'], 'other/role': ['sam'] } }), pathway, people)
    expect([...held]).toEqual([
      ['supplier/lead', []],
      ['supplier/safety', []],
      ['provider/lead', ['pat']],
      ['provider/clinical', []],
      ['provider/safety', []],
      ['team/lead', ['tess']],
      ['team/technical', ['tom']],
    ])
  })
})

describe('organisationsOf', () => {
  it.each<[string, string, string[]]>([
    ["the record's", 'provider', ['HOS01']],
    ["the programme's", 'team', ['NHS01']],
    ["all of the programme's", 'sites', ['HOS01', 'HOS02']],
    ['neither', 'other', []],
  ])('%s', (_, party, expected) => expect(organisationsOf(party, site(), people)).toEqual(expected))

  it.each([['team'], ['sites']])("prefers the record's: %s", party =>
    expect(organisationsOf(party, site({ organisations: { [party]: 'SUP02' } }), people)).toEqual(['SUP02']),
  )
  it.each([['team'], ['sites']])('knows none of another programme: %s', party =>
    expect(organisationsOf(party, site({}, 'gamma/harbour'), people)).toEqual([]),
  )
})

it.each([
  ['provider/clinical-safety-officer', 'provider'],
  ['policy-owners', 'policy-owners'],
])('%s belongs to %s', (role, party) => expect(partyOf(role)).toBe(party))

it.each([
  ['HOS01', 'Hospital'],
  ['HOS99', 'HOS99'],
  ['', ''],
])('an organisation goes by its name where the directory knows it: %j', (ods, name) =>
  expect(organisationName(ods, people)).toBe(name),
)
