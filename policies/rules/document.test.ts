import { describe, expect, it } from 'vitest'
import type { Document } from '../../schemas/types.ts'
import type { Parameters } from '../context.ts'
import { document } from './document.ts'
import { act, brief, contextFor, evidence, release } from './fixture.ts'

const report: Parameters<'document'> = { document: 'report', of: 'record', approver: 'provider/safety' }
const safetyCase: Parameters<'document'> = { document: 'safety-case', of: 'record', approver: 'provider/safety' }
const certificate: Parameters<'document'> = {
  document: 'conformance',
  of: 'certificate',
  party: 'supplier',
  approver: 'team/technical',
}

const approved = (on: string, by = 'pete', more: Partial<Document> = {}): Document => ({
  status: 'approved',
  version: '1.0',
  owner: 'pat',
  approved: act(on, by),
  link: evidence,
  ...more,
})
const draft: Document = { status: 'draft', version: '0.1' }

describe('a document of the record', () => {
  const judge = (parameters: Parameters<'document'>, held: Document | undefined, today = '2026-03-31') =>
    document(parameters, contextFor({ documents: held ? { [parameters.document]: held } : {} }, { today }))

  it.each<[string, Parameters<'document'>, Document]>([
    ['approved by a holder of the role', report, approved('2026-03-01')],
    ['approved on the day of the review', safetyCase, approved('2026-03-01', 'pete', { reviewed: act('2026-03-01') })],
    ['approved after the review', safetyCase, approved('2026-03-02', 'pete', { reviewed: act('2026-03-01') })],
    ['on its last day', report, approved('2026-03-01', 'pete', { expires: '2026-03-31' })],
    ['reviewed, though it need not be', report, approved('2026-03-02', 'pete', { reviewed: act('2026-03-01') })],
  ])('valid: %s', (_, parameters, held) => expect(judge(parameters, held)).toEqual([]))

  it.each<[string, Parameters<'document'>, Document | undefined, string[]]>([
    ['missing', report, undefined, ['document-missing']],
    ['a draft', report, draft, ['document-not-approved']],
    ['in review', report, { ...draft, status: 'in-review' }, ['document-not-approved']],
    [
      'superseded, though it was approved once',
      report,
      approved('2026-03-01', 'pete', { status: 'superseded' }),
      ['document-not-approved'],
    ],
    ['approved by nobody', report, { ...draft, status: 'approved' }, ['document-not-approved']],
    [
      'approved by somebody of the party without the role',
      report,
      approved('2026-03-01', 'pat'),
      ['document-approver'],
    ],
    ["approved by the other side's officer", report, approved('2026-03-01', 'sue'), ['document-approver']],
    ['the day after its last', report, approved('2026-03-01', 'pete', { expires: '2026-03-30' }), ['document-expired']],
    ['without its review', safetyCase, approved('2026-03-01'), ['document-not-reviewed']],
    [
      'reviewed after the approval',
      safetyCase,
      approved('2026-03-01', 'pete', { reviewed: act('2026-03-02') }),
      ['document-reviewed-late'],
    ],
    [
      'reviewed after the approval, though it need not be reviewed',
      report,
      approved('2026-03-01', 'pete', { reviewed: act('2026-03-02') }),
      ['document-reviewed-late'],
    ],
    [
      'everything at once',
      safetyCase,
      approved('2026-03-01', 'pat', { expires: '2026-03-30' }),
      ['document-not-reviewed', 'document-approver', 'document-expired'],
    ],
  ])('invalid: %s', (_, parameters, held, codes) => {
    expect(brief(judge(parameters, held))).toEqual(codes.map(code => `${code} documents.${parameters.document}`))
  })

  it('says which document, which status, by whom, and since when it has expired', () => {
    const problems = (held: Document | undefined) => judge(safetyCase, held).map(({ problem }) => problem)
    expect(problems(undefined)).toEqual([{ code: 'document-missing', document: 'Safety case', organisation: null }])
    expect(problems(draft)).toEqual([{ code: 'document-not-approved', document: 'Safety case', status: 'draft' }])
    expect(problems(approved('2026-03-01', 'pat', { expires: '2026-03-30', reviewed: act('2026-03-02') }))).toEqual([
      { code: 'document-reviewed-late', document: 'Safety case', reviewed: '2026-03-02', approved: '2026-03-01' },
      { code: 'document-approver', document: 'Safety case', by: 'pat', role: 'provider/safety' },
      { code: 'document-expired', document: 'Safety case', expires: '2026-03-30' },
    ])
  })
})

describe('a certificate on the release', () => {
  const judge = (held: Record<string, Document>, parameters = certificate) =>
    document(parameters, contextFor({}, { others: [release({ certificates: { [parameters.document]: held } })] }))

  it("is the one of the record's own supplier", () => {
    expect(judge({ SUP01: approved('2026-03-01', 'tom'), SUP02: draft })).toEqual([])
  })

  it.each<[string, Record<string, Document>, string]>([
    ['there is none', {}, 'document-missing'],
    ["another supplier's is none", { SUP02: approved('2026-03-01', 'tom') }, 'document-missing'],
    ['it is a draft', { SUP01: draft }, 'document-not-approved'],
    ["it is approved by the supplier's own person", { SUP01: approved('2026-03-01', 'sam') }, 'document-approver'],
    [
      "it is approved by the team's lead, not by its technical lead",
      { SUP01: approved('2026-03-01', 'tess') },
      'document-approver',
    ],
  ])('invalid: %s', (_, held, code) => {
    expect(brief(judge(held))).toEqual([
      `${code} deployments/beta/releases/1.0.0-beta.1.yaml certificates.conformance.SUP01`,
    ])
  })

  it('says whose certificate is missing, in the words of the pathway of the release', () => {
    expect(judge({}).map(({ problem }) => problem)).toEqual([
      { code: 'document-missing', document: 'Conformance certificate', organisation: 'SUP01' },
    ])
  })

  it('needs a review where the pathway of the release says so', () => {
    const parameters = { ...certificate, document: 'supplier-case', approver: 'supplier/safety' }
    expect(brief(judge({ SUP01: approved('2026-03-01', 'sue') }, parameters))).toEqual([
      'document-not-reviewed deployments/beta/releases/1.0.0-beta.1.yaml certificates.supplier-case.SUP01',
    ])
    expect(judge({ SUP01: approved('2026-03-01', 'sue', { reviewed: act('2026-02-01', 'sol') }) }, parameters)).toEqual(
      [],
    )
  })

  it('is nobody’s where the record names no supplier', () => {
    const context = contextFor(
      { organisations: { provider: 'HOS01' } },
      { others: [release({ certificates: { conformance: { SUP01: approved('2026-03-01', 'tom') } } })] },
    )
    expect(brief(document(certificate, context))).toEqual([
      'document-missing deployments/beta/releases/1.0.0-beta.1.yaml certificates.conformance.',
    ])
  })
})

describe('a document of the release', () => {
  const parameters: Parameters<'document'> = { document: 'standard-case', of: 'release', approver: 'team/lead' }
  const at = 'deployments/beta/releases/1.0.0-beta.1.yaml documents.standard-case'
  const valid = approved('2026-03-01', 'tess', { reviewed: act('2026-02-01', 'tom') })

  it.each<[string, Document | undefined, string[]]>([
    ['approved and reviewed', valid, []],
    ['missing', undefined, [`document-missing ${at}`]],
    ['not reviewed', approved('2026-03-01', 'tess'), [`document-not-reviewed ${at}`]],
  ])('%s', (_, held, expected) => {
    const others = [release({ documents: held ? { 'standard-case': held } : {} })]
    expect(brief(document(parameters, contextFor({}, { others })))).toEqual(expected)
  })

  it('needs no review where its pathway asks for none', () => {
    const others = [release({ documents: { 'risk-plan': approved('2026-03-01', 'tess') } })]
    expect(document({ ...parameters, document: 'risk-plan' }, contextFor({}, { others }))).toEqual([])
  })

  it('is not looked for on the record itself', () => {
    expect(brief(document(parameters, contextFor({ documents: { 'standard-case': valid } })))).toEqual([
      `document-missing ${at}`,
    ])
  })

  it.each([[parameters], [certificate]])('cannot be found without a release: %j', one => {
    const context = contextFor({}, { others: [] })
    expect(document(one, context).map(({ problem }) => problem)).toEqual([
      { code: 'release-missing', release: '1.0.0-beta.1' },
    ])
    expect(brief(document(one, context))).toEqual(['release-missing release'])
  })

  it('of the record needs no release', () => {
    expect(document(report, contextFor({ documents: { report: approved('2026-03-01') } }, { others: [] }))).toEqual([])
  })
})
