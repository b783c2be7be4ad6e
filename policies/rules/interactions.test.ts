import { describe, expect, it } from 'vitest'
import type { Document } from '../../schemas/types.ts'
import type { Parameters } from '../context.ts'
import type { RecordData } from '../repository.ts'
import { approved, brief, contextFor, draft, noGo, release, releasePath } from './fixture.ts'
import { interactions } from './interactions.ts'

const [book, cancel, find] = ['urn:example:book', 'urn:example:cancel', 'urn:example:find']
const listing = (...all: string[]) => approved('2026-03-01', 'tess', all.length > 0 ? { interactions: all } : {})

type Approval = Parameters<'interactions'>['approved']
const ofRelease: Approval = { document: 'scope', of: 'release' }
const ofSupplier: Approval = { document: 'conformance', of: 'certificate', party: 'supplier' }

const judge = (
  carried: Document | undefined,
  allowed: Document | undefined,
  approved = ofRelease,
  data: Partial<RecordData> = {},
) =>
  interactions(
    { document: 'spine', approved },
    contextFor(
      { documents: carried ? { spine: carried } : {} },
      {
        others: [
          release({
            pathway: 'rollout',
            phase: 'check',
            ...(allowed && approved.of === 'release' && { documents: { scope: allowed } }),
            ...(allowed && approved.of === 'certificate' && { certificates: { conformance: { SUP01: allowed } } }),
            ...data,
          }),
        ],
      },
    ),
  )

// S0-25: what is configured with the live certificate is what was approved.
describe('interactions', () => {
  it.each<[string, string[], string[]]>([
    ['one', [book], [book]],
    ['several', [book, cancel], [book, cancel]],
    ['in another order', [book, cancel], [cancel, book]],
  ])('valid: %s', (_, carried, allowed) => {
    expect(judge(listing(...carried), listing(...allowed))).toEqual([])
    expect(judge(listing(...carried), listing(...allowed), ofSupplier)).toEqual([])
  })

  it.each<[string, string[], string[], string[], string[]]>([
    ['one is missing', [book], [book, cancel], [cancel], []],
    ['one is there beyond them', [book, cancel], [book], [], [cancel]],
    ['one instead of another', [book, cancel], [book, find], [find], [cancel]],
    ['in other letters', [book.toUpperCase()], [book], [book], [book.toUpperCase()]],
  ])('invalid: %s', (_, carried, allowed, missing, extra) => {
    expect(judge(listing(...carried), listing(...allowed))).toEqual([
      {
        problem: {
          code: 'interactions-differ',
          document: 'Live certificate',
          approved: 'Approved interactions',
          missing,
          extra,
        },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'spine'] },
      },
    ])
  })

  // Two empty lists are the same, and yet nothing was approved.
  it.each<[string, Document | undefined, Document | undefined, string[]]>([
    ['no certificate', undefined, listing(book), ['interactions-missing documents.spine']],
    ['it lists none', listing(), listing(book), ['interactions-missing documents.spine']],
    [
      'its list is empty',
      approved('2026-03-01', 'tess', { interactions: [] }),
      listing(book),
      ['interactions-missing documents.spine'],
    ],
    ['no approval', listing(book), undefined, [`interactions-missing ${releasePath} documents.scope`]],
    ['the approval lists none', listing(book), listing(), [`interactions-missing ${releasePath} documents.scope`]],
    [
      'neither',
      undefined,
      undefined,
      [`interactions-missing ${releasePath} documents.scope`, 'interactions-missing documents.spine'],
    ],
  ])('invalid: %s', (_, carried, allowed, expected) => expect(brief(judge(carried, allowed))).toEqual(expected))

  it('says which document lists none', () =>
    expect(judge(listing(book), undefined, ofSupplier)).toEqual([
      {
        problem: { code: 'interactions-missing', document: 'Conformance certificate' },
        at: { path: releasePath, pointer: ['certificates', 'conformance', 'SUP01'] },
      },
    ]))

  it("does not take another supplier's certificate", () => {
    const certificates = { conformance: { SUP02: listing(book) } }
    expect(brief(judge(listing(book), undefined, ofSupplier, { certificates }))).toEqual([
      `interactions-missing ${releasePath} certificates.conformance.SUP01`,
    ])
  })

  it('may be approved on the record itself', () => {
    const judged = (...all: string[]) =>
      interactions(
        { document: 'spine', approved: { document: 'report', of: 'record' } },
        contextFor({ documents: { spine: listing(book), report: listing(...all) } }),
      )
    expect(judged(book)).toEqual([])
    expect(brief(judged(book, cancel))).toEqual(['interactions-differ documents.spine'])
  })

  it.each<[string, Approval]>([
    ['of the release', { document: 'report', of: 'release' }],
    ['of its certificate', { document: 'report', of: 'certificate', party: 'supplier' }],
    ['under the name of the certificate itself', { document: 'spine', of: 'release' }],
  ])('cannot be judged without the release: an approval %s', (_, approved) => {
    const documents = { spine: listing(book), report: listing(book) }
    const found = interactions({ document: 'spine', approved }, contextFor({ documents }, { others: [] }))
    expect(found).not.toEqual([])
  })

  it.each<[string, Document]>([
    ['a draft', draft({ interactions: [book] })],
    ['in review', draft({ status: 'in-review', interactions: [book] })],
    ['superseded', approved('2026-03-01', 'tess', { status: 'superseded', interactions: [book] })],
  ])('nothing is approved by a document that is %s', (_, allowed) => {
    expect(judge(listing(book), allowed)).not.toEqual([])
    expect(judge(listing(book), allowed, ofSupplier)).not.toEqual([])
  })

  it('nothing is approved by a document that a no-go has taken back', () => {
    const judged = (day: string) =>
      interactions(
        { document: 'spine', approved: { document: 'plan', of: 'record' } },
        contextFor({ documents: { spine: listing(book), plan: listing(book) }, decisions: [noGo('go-live', day)] }),
      )
    expect(judged('2026-02-28')).toEqual([])
    expect(judged('2026-03-01')).not.toEqual([])
  })

  it('are approved for each of several organisations', () => {
    const certificates = { conformance: { HOS01: listing(book), HOS02: listing(book, cancel) } }
    const sites: Approval = { document: 'conformance', of: 'certificate', party: 'sites' }
    expect(judge(listing(book), undefined, sites, { certificates })).not.toEqual([])
  })
})
