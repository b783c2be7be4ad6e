import { describe, expect, it } from 'vitest'
import { brief, contextFor } from './fixture.ts'
import { roles } from './roles.ts'

// S3-41, S3-57: the core roles are covered; one person may have several.
describe('roles', () => {
  const asked = ['supplier/lead', 'provider/clinical', 'team/lead']
  const judge = (held: Record<string, string[]>) => roles({ roles: asked }, contextFor({ roles: held }))

  it.each<[string, Record<string, string[]>]>([
    ['by the record and by the programme', { 'supplier/lead': ['sam'], 'provider/clinical': ['pia'] }],
    ['one person in two roles', { 'supplier/lead': ['sam'], 'provider/clinical': ['sam'] }],
    ['two people in one role', { 'supplier/lead': ['sam', 'sol'], 'provider/clinical': ['pia'] }],
  ])('valid: %s', (_, held) => expect(judge(held)).toEqual([]))

  it.each<[string, Record<string, string[]>, string[]]>([
    ['one role is open', { 'supplier/lead': ['sam'] }, ['role-unheld roles.provider/clinical']],
    ['all of the record are open', {}, ['role-unheld roles.supplier/lead', 'role-unheld roles.provider/clinical']],
    [
      'an empty list holds nothing',
      { 'supplier/lead': [], 'provider/clinical': ['pia'] },
      ['role-unheld roles.supplier/lead'],
    ],
    [
      "another party's role is not this one",
      { 'provider/lead': ['pat'], 'provider/clinical': ['pia'] },
      ['role-unheld roles.supplier/lead'],
    ],
  ])('invalid: %s', (_, held, expected) => expect(brief(judge(held))).toEqual(expected))

  it('names the role', () => {
    expect(roles({ roles: ['provider/safety'] }, contextFor({ roles: {} })).map(({ problem }) => problem)).toEqual([
      { code: 'role-unheld', role: 'provider/safety' },
    ])
  })
})
