import { describe, expect, it } from 'vitest'
import type { KnownIssue } from '../../schemas/types.ts'
import type { RecordData, RecordFile } from '../repository.ts'
import { act } from '../rules/fixture.ts'
import { atlas, issue } from './fixture.ts'
import { issuesOf, sinceOf } from './issues.ts'
import { isOurs } from './lineage.ts'

const listing = (version: string, ...knownIssues: KnownIssue[]) => atlas(version, { knownIssues })
const known = (more: Partial<KnownIssue> = {}) => issue('K-1', more)
const resolved = act('2026-03-01')
/** Each on a line: kind, reference, and where it is. */
const brief = (version: string, from: string | null, ...all: RecordFile[]) =>
  issuesOf(version, from, all, isOurs).map(({ kind, reference, since, affects, fixedIn }) =>
    [kind, reference, since, `(${(affects ?? []).join(' ')})`, fixedIn].filter(Boolean).join(' '),
  )

describe('carried over three releases and then closed', () => {
  const all = [
    atlas('1.0.0'),
    listing('1.1.0', known({ hazard: 'HAZ-7' })),
    // it says nothing of it
    atlas('1.2.0'),
    listing('1.3.0', known({ title: 'Cut off', severity: 4, workaround: 'Open it.', fixedIn: '1.4.0' })),
    listing('1.4.0', known({ title: 'Cut off', severity: 4, fixedIn: '1.4.0', resolved })),
    atlas('1.5.0'),
  ]
  it.each<[string, string | null, string[]]>([
    ['1.0.0', null, []],
    ['1.1.0', '1.0.0', ['open K-1 1.1.0 (1.1.0)']],
    ['1.2.0', '1.1.0', ['open K-1 1.1.0 (1.1.0 1.2.0)']],
    ['1.3.0', '1.2.0', ['open K-1 1.1.0 (1.1.0 1.2.0 1.3.0) 1.4.0']],
    ['1.4.0', '1.3.0', ['closed K-1 1.1.0 (1.1.0 1.2.0 1.3.0) 1.4.0']],
    ['1.5.0', '1.4.0', []],
    // a site that skipped it
    ['1.5.0', '1.2.0', ['closed K-1 1.1.0 (1.1.0 1.2.0 1.3.0) 1.4.0']],
    // a site that never had it
    ['1.5.0', '1.0.0', []],
    ['1.5.0', null, []],
    ['1.3.0', '1.4.0', ['open K-1 1.1.0 (1.1.0 1.2.0 1.3.0) 1.4.0']],
  ])('at %s, from %s', (version, from, expected) => expect(brief(version, from, ...all)).toEqual(expected))

  it('field by field, as the highest version has it', () =>
    expect(issuesOf('1.3.0', null, all, isOurs)).toEqual([
      {
        kind: 'open',
        reference: 'K-1',
        title: 'Cut off',
        severity: 4,
        workaround: 'Open it.',
        hazard: 'HAZ-7',
        since: '1.1.0',
        affects: ['1.1.0', '1.2.0', '1.3.0'],
        fixedIn: '1.4.0',
      },
    ]))
})

describe('whether it is gone', () => {
  it.each<[string, RecordFile[], string, string | null, string[]]>([
    [
      'said to be mended, and not confirmed',
      [listing('1.0.0', known({ fixedIn: '1.1.0' })), atlas('1.1.0')],
      '1.1.0',
      '1.0.0',
      ['unconfirmed K-1 1.0.0 (1.0.0 1.1.0) 1.1.0'],
    ],
    [
      'confirmed in the release that lists it',
      [listing('1.0.0', known()), listing('1.1.0', known({ resolved }))],
      '1.1.0',
      '1.0.0',
      ['closed K-1 1.0.0 (1.0.0) 1.1.0'],
    ],
    [
      'confirmed beforehand for a later one',
      [listing('1.0.0', known({ fixedIn: '1.1.0', resolved })), atlas('1.1.0')],
      '1.0.0',
      null,
      ['open K-1 1.0.0 (1.0.0) 1.1.0'],
    ],
    [
      'confirmed beforehand, and that one has come',
      [listing('1.0.0', known({ fixedIn: '1.1.0', resolved })), atlas('1.1.0')],
      '1.1.0',
      '1.0.0',
      ['closed K-1 1.0.0 (1.0.0) 1.1.0'],
    ],
    [
      'there again',
      [
        listing('1.0.0', known({ fixedIn: '1.1.0' })),
        listing('1.1.0', known({ fixedIn: '1.1.0', resolved })),
        listing('1.2.0', known()),
      ],
      '1.2.0',
      '1.1.0',
      ['open K-1 1.0.0 (1.0.0 1.1.0 1.2.0)'],
    ],
    [
      'there again, and to be mended anew',
      [listing('1.1.0', known({ resolved })), listing('1.2.0', known({ fixedIn: '1.2.0' }))],
      '1.2.0',
      '1.1.0',
      ['unconfirmed K-1 1.1.0 (1.1.0 1.2.0) 1.2.0'],
    ],
    [
      'there again, and gone again',
      [
        listing('1.0.0', known()),
        listing('1.1.0', known({ resolved })),
        listing('1.2.0', known()),
        listing('1.3.0', known({ resolved })),
      ],
      '1.3.0',
      '1.2.0',
      ['closed K-1 1.0.0 (1.0.0 1.1.0 1.2.0) 1.3.0'],
    ],
    [
      'it comes and goes between',
      [listing('1.1.0', known()), listing('1.2.0', known({ resolved }))],
      '1.2.0',
      '1.0.0',
      [],
    ],
  ])('%s', (_, all, version, from, expected) => expect(brief(version, from, ...all)).toEqual(expected))
})

describe('which releases speak of it', () => {
  it.each<[string, RecordFile[], string, string[]]>([
    [
      'found later',
      [atlas('1.0.0'), atlas('1.1.0'), listing('1.2.0', known({ since: '1.1.0' }))],
      '1.1.0',
      ['open K-1 1.1.0 (1.1.0)'],
    ],
    ['found later, and not there yet', [atlas('1.0.0'), listing('1.2.0', known({ since: '1.1.0' }))], '1.0.0', []],
    [
      'found later, and mended in a later one',
      [atlas('1.1.0'), listing('1.2.0', known({ since: '1.1.0', resolved }))],
      '1.1.0',
      ['open K-1 1.1.0 (1.1.0)'],
    ],
    [
      'found later, when it was mended already',
      [atlas('1.1.0'), listing('1.2.0', known({ since: '1.0.0', fixedIn: '1.1.0', resolved }))],
      '1.1.0',
      [],
    ],
    [
      'a later one says that it began earlier',
      [listing('1.1.0', known()), listing('1.2.0', known({ since: '1.0.0' }))],
      '1.1.0',
      ['open K-1 1.0.0 (1.1.0)'],
    ],
    [
      'a later one is not asked otherwise',
      [listing('1.1.0', known({ severity: 4 })), listing('1.2.0', known({ resolved }))],
      '1.1.0',
      ['open K-1 1.1.0 (1.1.0)'],
    ],
    [
      'a withdrawn one',
      [atlas('1.0.0', { phase: 'withdrawn', knownIssues: [known()] }), atlas('1.1.0')],
      '1.1.0',
      ['open K-1 1.0.0 (1.1.0)'],
    ],
    [
      'a third party’s change',
      [atlas('1.0.0-os.1', { type: 'third-party', knownIssues: [known()] }), atlas('1.1.0')],
      '1.1.0',
      ['open K-1 1.0.0-os.1 (1.1.0)'],
    ],
  ])('%s', (_, all, version, expected) => expect(brief(version, null, ...all)).toEqual(expected))
})

it('come by severity, then by reference', () => {
  const all = [
    ['K-9', 2],
    ['K-10', 4],
    ['K-2', 4],
    ['K-3', 1],
  ] as const
  const data: Partial<RecordData> = { knownIssues: all.map(([reference, severity]) => issue(reference, { severity })) }
  expect(issuesOf('1.0.0', null, [atlas('1.0.0', data)], isOurs).map(({ reference }) => reference)).toEqual([
    'K-3',
    'K-9',
    'K-10',
    'K-2',
  ])
})

it('sinceOf is the lowest of all that is said', () => {
  const all = [listing('1.1.0', known()), listing('1.2.0', known({ since: '1.0.0' }), issue('K-2'))]
  expect([sinceOf('K-1', all), sinceOf('K-2', all), sinceOf('K-3', all)]).toEqual(['1.0.0', '1.2.0', null])
})

describe('closed by a release that never came', () => {
  const found = listing('1.0.0', known())
  const closing = (phase: string) => atlas('1.0.1', { phase, knownIssues: [known({ resolved })] })

  it('is open where that was withdrawn', () =>
    expect(brief('1.1.0', '1.0.0', found, closing('withdrawn'), atlas('1.1.0'))).toEqual([
      'open K-1 1.0.0 (1.0.0 1.1.0)',
    ]))

  it('is open where that is not in what is told of', () => {
    const all = [found, closing('scope'), atlas('1.1.0')]
    const told = issuesOf('1.1.0', '1.0.0', all, ({ data }) => data.version !== '1.0.1')
    expect(told.map(({ kind }) => kind)).toEqual(['open'])
  })
})
