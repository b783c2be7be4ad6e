import { describe, expect, it } from 'vitest'
import type { KnownIssue } from '../../schemas/types.ts'
import { atlas, issue, world } from '../notes/fixture.ts'
import type { RecordFile } from '../repository.ts'
import { act, site } from '../rules/fixture.ts'
import { issueFindings } from './issues.ts'

const listing = (version: string, ...knownIssues: KnownIssue[]) => atlas(version, { knownIssues })
const known = (more: Partial<KnownIssue> = {}) => issue('K-1', more)
const resolved = act('2026-03-01')
const said = (record: RecordFile, ...others: RecordFile[]) =>
  issueFindings(record, world(record, ...others)).map(({ problem, at, weight }) => {
    expect([at.path, weight]).toEqual([record.path, 'wrong'])
    return `${Object.values(problem).join(' ')} at ${at.pointer?.join('.')}`
  })
const k1 = 'K-1 What is wrong with K-1'

describe('a known issue', () => {
  it.each<[string, RecordFile, RecordFile[], string[]]>([
    ['says no more than that it is there', listing('1.0.0', known()), [], []],
    ['is mended in a later version', listing('1.0.0', known({ fixedIn: '1.1.0' })), [], []],
    [
      'is mended in the version that has it',
      listing('1.0.0', known({ fixedIn: '1.0.0' })),
      [],
      [`fixed-before ${k1} 1.0.0 1.0.0 at knownIssues.0.fixedIn`],
    ],
    [
      'is mended before',
      listing('1.1.0', issue('K-2'), known({ fixedIn: '1.0.9' })),
      [],
      [`fixed-before ${k1} 1.0.9 1.1.0 at knownIssues.1.fixedIn`],
    ],
    [
      'is mended in this version, as an earlier one had it',
      listing('1.1.0', known({ fixedIn: '1.1.0', resolved })),
      [listing('1.0.0', known())],
      [],
    ],
    [
      'is mended in this version, as it says itself',
      listing('1.1.0', known({ since: '1.0.0', fixedIn: '1.1.0', resolved })),
      [],
      [],
    ],
    [
      'is mended before a later release says that it began',
      listing('1.1.0', known({ since: '1.1.0', fixedIn: '1.1.0' })),
      [listing('1.2.0', known({ since: '1.1.0' }))],
      [`fixed-before ${k1} 1.1.0 1.1.0 at knownIssues.0.fixedIn`],
    ],
    [
      'is another one of that name, of another product',
      listing('1.1.0', known({ fixedIn: '1.1.0' })),
      [{ ...listing('1.0.0', known()), programme: 'gamma' }],
      [`fixed-before ${k1} 1.1.0 1.1.0 at knownIssues.0.fixedIn`],
    ],
    [
      'is listed before it is there',
      listing('1.0.0', known({ since: '1.1.0' })),
      [],
      [`listed-before ${k1} 1.0.0 1.1.0 at knownIssues.0.since`],
    ],
    [
      'is resolved before it is there',
      listing('1.0.0', known({ since: '1.1.0', resolved })),
      [],
      [`listed-before ${k1} 1.0.0 1.1.0 at knownIssues.0.since`],
    ],
    ['is there since a version that nobody registered', listing('1.0.0', known({ since: '0.9.0' })), [], []],
  ])('%s', (_, record, others, expected) => expect(said(record, ...others)).toEqual(expected))

  it('is no matter of a site', () => expect(said(site())).toEqual([]))
})
