import { describe, expect, test } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import type { Directory } from '../../schemas/types.ts'
import { directoryTexts } from '../render/directory.ts'
import { directoryOf, ownersOf, unnumberedIn, withNumbers } from './directory.ts'

/** What the files say, when they are read as the gate reads them. */
const readBack = (files: ReadonlyMap<string, string>) => {
  const { people, findings } = readRepository(new Map([...files].map(([path, text]) => [path, { text }])))
  expect(findings).toEqual([])
  return people
}

describe('a directory of answers', () => {
  const persons = {
    ann: { name: 'Ann "the" Lee: # boss', organisation: '12E4', github: { id: 7, login: 'ann' } },
    no: { name: "O'Ben\u2028, {x}", organisation: 'Z9S2B', github: { login: 'null' } },
  }
  const made = directoryOf(
    {
      'programme-title': 'Hub: no. 1',
      programme: 'true',
      'party:trusts': 'Z9S2B,12E4',
      'party:dev-team': '12E4',
      'holder:dev-team/lead': 'ann,no',
      'named:12E4': '*Wold*, [x]\\n',
      'named:Z9S2B': 'Supplier',
      owners: 'ann',
    },
    persons,
  )

  test('says all of them', () =>
    expect(made).toEqual({
      kind: 'Directory',
      organisations: { '12E4': { name: '*Wold*, [x]\\n' }, Z9S2B: { name: 'Supplier' } },
      people: persons,
      programmes: {
        true: {
          title: 'Hub: no. 1',
          organisations: { trusts: ['Z9S2B', '12E4'], 'dev-team': '12E4' },
          roles: { 'dev-team/lead': ['ann', 'no'] },
        },
      },
      policyOwners: ['ann'],
    }))

  test('is read back as it was meant, whatever people are called', () => {
    const files = directoryTexts(made)
    const { kind: _, ...all } = made
    expect(JSON.parse(JSON.stringify(readBack(files)))).toEqual(all)
    for (const text of files.values())
      expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/schemas\/directory/)
    expect(ownersOf(files)).toBe(1)
  })

  test('without holders', () => {
    const bare = directoryOf({ programme: 'hub', 'programme-title': 'Hub', owners: 'ann' }, persons)
    const { organisations: _, ...files } = Object.fromEntries(directoryTexts(bare as Required<Directory>))
    expect(files['policies/directory/programmes.yaml']).toContain('    organisations: {}\n    roles: {}\n')
  })
})

describe('numbers of accounts', () => {
  const text = `people: # all
  ann: { name: Ann, organisation: Z9A, github: { login: ann } } # leads
  ben:
    name: Ben
    github:
      login: "ben" # his
  cas: { name: Cas, github: { id: 3, login: cas } }
policyOwners: [ann,  ben]
`
  test('are missing where the file does not say them', () => {
    expect([...unnumberedIn(text)]).toEqual([
      ['ann', 'ann'],
      ['ben', 'ben'],
    ])
    expect([...unnumberedIn('people: [')]).toEqual([])
    expect([...unnumberedIn('people: { ann: 1, ben: { github: { login: 2 } } }')]).toEqual([])
  })
  test('stand beside the login, and nothing else changes', () => {
    expect(
      withNumbers(
        text,
        new Map([
          ['ann', 1],
          ['ben', 2],
        ]),
      ),
    ).toBe(
      text
        .replace('login: ann }', 'login: ann, id: 1 }')
        .replace('login: "ben" # his', 'login: "ben"\n      id: 2 # his'),
    )
    expect(withNumbers(text, new Map())).toBe(text)
    expect(withNumbers(text, new Map([['nobody', 1]]))).toBe(text)
  })
})
