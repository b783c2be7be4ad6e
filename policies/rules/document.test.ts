import { describe, expect, it } from 'vitest'
import type { Decision, Document } from '../../schemas/types.ts'
import type { Parameters } from '../context.ts'
import type { RecordData } from '../repository.ts'
import { document, documentActed, interactionsOf } from './document.ts'
import {
  act,
  approved,
  brief,
  contextFor,
  contextForRelease,
  draft as drafted,
  go,
  noGo,
  pathway,
  release,
  releasePath,
  site,
} from './fixture.ts'

const report: Parameters<'document'> = { document: 'report', of: 'record', approver: 'provider/safety' }
const safetyCase: Parameters<'document'> = { document: 'safety-case', of: 'record', approver: 'provider/safety' }
const certificate: Parameters<'document'> = {
  document: 'conformance',
  of: 'certificate',
  party: 'supplier',
  approver: 'team/technical',
}

const draft = drafted()

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
    ['planned', report, { status: 'planned' }, ['document-missing']],
    ['planned, though approved once', report, { ...approved('2026-03-01'), status: 'planned' }, ['document-missing']],
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
      { code: 'document-missing', document: 'Conformance certificate', organisation: 'Supplier' },
    ])
  })

  it.each<[string, Record<string, string>, string]>([
    ['an organisation that the directory does not know is called by its code', { supplier: 'SUP09' }, 'SUP09'],
    ['nobody is called anything', {}, ''],
  ])('%s', (_, organisations, organisation) => {
    const context = contextFor({ organisations })
    expect(document(certificate, context).map(({ problem }) => problem)).toEqual([
      { code: 'document-missing', document: 'Conformance certificate', organisation },
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

// S4-36, S4-63: those concerned have it.
describe('shared', () => {
  const parameters: Parameters<'document'> = { ...report, sharedWith: ['supplier', 'team'] }
  const judge = (shared: Document['shared'], more: Partial<Document> = {}) =>
    document(
      parameters,
      contextFor({ documents: { report: approved('2026-03-01', 'pete', { ...(shared && { shared }), ...more }) } }),
    )

  it('with everybody it is for', () =>
    expect(judge({ supplier: act('2026-03-02'), team: act('2026-03-03'), provider: act('2026-03-04') })).toEqual([]))

  it.each<[string, Document['shared'], string[]]>([
    ['with nobody', undefined, ['supplier', 'team']],
    ['an empty list', {}, ['supplier', 'team']],
    ['with one of them', { supplier: act('2026-03-02') }, ['team']],
    // what was shared before the approval was not yet what was approved
    ['a day before the approval', { supplier: act('2026-02-28'), team: act('2026-03-01') }, ['supplier']],
    ['with somebody else', { supplier: act('2026-03-02'), provider: act('2026-03-02') }, ['team']],
  ])('invalid: %s', (_, shared, parties) => {
    expect(judge(shared)).toEqual([
      {
        problem: { code: 'document-not-shared', document: 'Report', parties },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'report'] },
      },
    ])
  })

  it('again, since a correction was approved', () => {
    const first = { supplier: act('2026-02-01'), team: act('2026-02-01') }
    const again = (on: string) => ({ sharedAgain: { supplier: act('2026-03-02'), team: act(on) } })
    expect(judge(first, again('2026-03-01'))).toEqual([])
    expect(brief(judge(first, again('2026-02-28')))).toEqual(['document-not-shared documents.report'])
    expect(brief(judge(first))).toEqual(['document-not-shared documents.report'])
  })

  it('is told beside what else is wrong', () =>
    expect(brief(judge({}, { expires: '2026-03-30', approved: act('2026-03-01', 'pat') }))).toEqual([
      'document-not-shared documents.report',
      'document-approver documents.report',
      'document-expired documents.report',
    ]))

  it('is not asked of a draft: it is to be approved first', () => {
    const documents = { report: drafted({ shared: { supplier: act('2026-03-02') } }) }
    expect(brief(document(parameters, contextFor({ documents })))).toEqual(['document-not-approved documents.report'])
  })

  it('is asked for only where the pathway names parties', () =>
    expect(document(report, contextFor({ documents: { report: approved('2026-03-01') } }))).toEqual([]))
})

// A no-go leads back to the phase in which it is approved: it is approved anew.
describe('after a no-go', () => {
  const plan: Parameters<'document'> = { document: 'plan', of: 'record', approver: 'provider/safety' }
  const judge = (held: Document, decisions: Decision[], more: Partial<Parameters<'document'>> = {}) =>
    document({ ...plan, ...more }, contextFor({ documents: { plan: held }, decisions }))

  it.each<[string, Decision[], boolean]>([
    ['of the day before', [noGo('go-live', '2026-03-09')], true],
    ['of the day', [noGo('go-live', '2026-03-10')], false],
    ['of the day after', [noGo('go-live', '2026-03-11')], false],
    ['that leads to an earlier phase', [noGo('move', '2026-03-10')], false],
    ['that leads to a later phase', [noGo('acceptance', '2026-03-10')], true],
    ['and then a go: still void', [noGo('go-live', '2026-03-10'), go('go-live', '2026-03-20')], false],
    ['that was a go', [go('go-live', '2026-03-10')], true],
    ['in any order', [noGo('go-live', '2026-03-12'), noGo('go-live', '2026-03-01')], false],
  ])('approved on 2026-03-10, %s', (_, decisions, holds) => {
    expect(brief(judge(approved('2026-03-10'), decisions))).toEqual(holds ? [] : ['voided documents.plan'])
  })

  it('says what is void, and since when', () =>
    expect(judge(approved('2026-03-10', 'pat'), [noGo('go-live', '2026-03-12')])).toEqual([
      {
        problem: { code: 'voided', what: 'Live plan', on: '2026-03-10', since: '2026-03-12' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'plan'] },
      },
    ]))

  it('stays, where it belongs to no phase', () => {
    const context = contextFor({
      documents: { report: approved('2026-03-10') },
      decisions: [noGo('move', '2026-03-10')],
    })
    expect(document(report, context)).toEqual([])
  })

  it('of the release, on the release itself', () => {
    const notes: Parameters<'document'> = { document: 'notes', of: 'record', approver: 'team/lead' }
    const judged = (day: string) =>
      document(
        notes,
        contextForRelease({ documents: { notes: approved('2026-03-10', 'tess') }, decisions: [noGo('ready', day)] }),
      )
    expect(judged('2026-03-09')).toEqual([])
    expect(brief(judged('2026-03-10'), releasePath)).toEqual(['voided documents.notes'])
  })

  it.each<[string, Parameters<'document'>, Partial<RecordData>]>([
    [
      'a document',
      { document: 'notes', of: 'release', approver: 'team/lead' },
      { documents: { notes: approved('2026-03-10', 'tess') } },
    ],
    [
      'a certificate',
      { ...certificate, approver: 'team/technical' },
      { certificates: { conformance: { SUP01: approved('2026-03-10', 'tom') } } },
    ],
  ])('of the release, on a site: %s', (_, parameters, data) => {
    const judged = (day: string) => {
      const rollout = release({ pathway: 'rollout', phase: 'check', decisions: [noGo('ready', day)], ...data })
      return document(parameters, contextFor({}, { others: [rollout] }))
    }
    expect(judged('2026-03-09')).toEqual([])
    expect(judged('2026-03-10').map(({ problem }) => problem)).toMatchObject([{ code: 'voided', since: '2026-03-10' }])
  })

  it('a new approval is shared anew', () => {
    const shared = (on: string) =>
      judge(approved('2026-03-12', 'pete', { shared: { team: act(on) } }), [noGo('go-live', '2026-03-10')], {
        sharedWith: ['team'],
      })
    expect(shared('2026-03-12')).toEqual([])
    expect(brief(shared('2026-03-10'))).toEqual(['document-not-shared documents.plan'])
  })
})

describe('certificates of a party with several organisations', () => {
  const parameters: Parameters<'document'> = { ...certificate, party: 'sites' }
  const at = (ods: string) => `${releasePath} certificates.conformance.${ods}`
  it.each<[string, Record<string, Document>, string[]]>([
    ['each has its own', { HOS01: approved('2026-03-01', 'tom'), HOS02: approved('2026-03-01', 'tom') }, []],
    ['the first one has none', { HOS02: approved('2026-03-01', 'tom') }, [`document-missing ${at('HOS01')}`]],
    ['the second one has none', { HOS01: approved('2026-03-01', 'tom') }, [`document-missing ${at('HOS02')}`]],
    [
      "the second one's is a draft",
      { HOS01: approved('2026-03-01', 'tom'), HOS02: draft },
      [`document-not-approved ${at('HOS02')}`],
    ],
  ])('%s', (_, conformance, expected) => {
    const context = contextFor({}, { others: [release({ certificates: { conformance } })] })
    expect(brief(document(parameters, context))).toEqual(expected)
  })
})

describe('documentActed', () => {
  type Act = 'submitted' | 'reviewed' | 'approved' | 'shared'
  const acted = (held: Document | undefined, act: Act, decisions: Decision[] = [], party = 'team') =>
    documentActed(
      { document: 'plan', of: 'record', act, with: party },
      contextFor({ documents: held ? { plan: held } : {}, decisions }),
    )
  const all = approved('2026-03-03', 'pete', {
    submitted: act('2026-03-01'),
    reviewed: act('2026-03-02'),
    shared: { team: act('2026-03-04') },
  })

  it.each<[Act, string]>([
    ['submitted', '2026-03-01'],
    ['reviewed', '2026-03-02'],
    ['approved', '2026-03-03'],
    ['shared', '2026-03-04'],
  ])('%s on %s', (act, on) => {
    expect(acted(all, act)).toEqual({
      title: 'Live plan',
      on,
      at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'plan'] },
    })
    expect(acted(draft, act).on).toBeNull()
    expect(acted(undefined, act).on).toBeNull()
  })

  // who had it before a milestone had it then, whatever was corrected since
  it('for the first time, and since a no-go for the first time after it', () => {
    const corrected = { ...all, sharedAgain: { team: act('2026-03-20') } }
    expect(acted(corrected, 'shared').on).toBe('2026-03-04')
    expect(acted(corrected, 'shared', [noGo('go-live', '2026-03-10')]).on).toBe('2026-03-20')
  })

  it('with that party only', () => expect(acted(all, 'shared', [], 'supplier').on).toBeNull())

  it.each<[Document['status'], Act, boolean]>([
    ['draft', 'approved', false],
    ['in-review', 'approved', false],
    ['superseded', 'approved', false],
    ['draft', 'submitted', true],
    ['in-review', 'submitted', true],
    ['in-review', 'reviewed', true],
  ])('a document that is %s can have been %s: %s', (status, act, can) =>
    expect(acted({ ...all, status }, act).on !== null).toBe(can),
  )

  it.each<[Act, string, string]>([
    ['submitted', '2026-02-28', '2026-03-01'],
    ['reviewed', '2026-03-01', '2026-03-02'],
    ['approved', '2026-03-02', '2026-03-03'],
    ['shared', '2026-03-03', '2026-03-04'],
  ])('%s after a no-go of %s, no more after one of %s', (act, before, after) => {
    expect(acted(all, act, [noGo('go-live', before)]).on).toBe(after)
    expect(acted(all, act, [noGo('go-live', after)]).on).toBeNull()
  })
})

describe('interactionsOf', () => {
  it.each<[string, Document | undefined, string[]]>([
    [
      'those that it lists',
      approved('2026-03-01', 'pete', { interactions: ['urn:example:book'] }),
      ['urn:example:book'],
    ],
    ['none are listed', approved('2026-03-01'), []],
    ['no document', undefined, []],
  ])('%s', (_, held, all) => {
    expect(
      interactionsOf({ document: 'spine', of: 'record' }, contextFor({ documents: held ? { spine: held } : {} })),
    ).toEqual([
      {
        title: 'Live certificate',
        all,
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'spine'] },
      },
    ])
  })
})

// S0-15: review and approval are two acts, by two people, and the one who reviews has the role for it.
describe('a document whose reviewer has a role', () => {
  const definition = { ...pathway.data.documents?.['report'], title: 'Report', by: ['provider'], clauses: ['S0-15'] }
  const documents = {
    ...pathway.data.documents,
    report: { ...definition, reviewed: true, reviewer: 'provider/clinical' },
  }
  const judged = (by: string) =>
    document(report, {
      ...contextFor({
        roles: { ...site().data.roles, 'provider/clinical': ['pia', 'pete'] },
        documents: { report: approved('2026-03-02', 'pete', { reviewed: act('2026-03-01', by) }) },
      }),
      pathway: { ...pathway, data: { ...pathway.data, documents } },
    })
  it.each<[string, string, string[]]>([
    ['by a holder of the role', 'pia', []],
    ['by somebody else', 'sam', ['document-reviewer documents.report']],
    ['by the one who approved it', 'pete', ['document-by-one documents.report']],
  ])('%s', (_, by, expected) => expect(brief(judged(by))).toEqual(expected))
})
