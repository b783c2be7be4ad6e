import { describe, expect, it } from 'vitest'
import type { Criterion, Document, Pathway, Run, Test } from '../../schemas/types.ts'
import type { PathwayFile, People, RecordData, RecordFile, Repository } from '../repository.ts'
import {
  act,
  approved,
  done,
  evidence,
  go,
  passed,
  pathway,
  people,
  release,
  releasePath,
  repository,
  rolloutPathway,
  site,
} from '../rules/fixture.ts'
import { recordFindings } from './record.ts'

const today = '2026-03-31'
const criterion = (id: string, enforcement: Criterion['enforcement']): Criterion => ({
  id,
  title: `Title of ${id}`,
  rule: 'roles',
  with: { roles: ['team/lead'] },
  enforcement,
  clauses: ['S3-57'],
})

/** Who provides what of a release; its sites are two hospitals. */
const rollout: PathwayFile = {
  ...rolloutPathway,
  data: {
    ...rolloutPathway.data,
    environments: { uat: { title: 'UAT', phase: 'check', by: {} } },
    provides: { done: ['team'], sit: ['team/technical'], uat: ['sites'], sites: ['team', 'sites'], downtime: ['team'] },
  },
}
const beta: PathwayFile = {
  ...pathway,
  data: {
    ...pathway.data,
    provides: { ...pathway.data.provides, adHocTests: ['supplier'] },
    gates: [
      { from: 'prepare', to: 'test', criteria: [criterion('charter', 'waivable'), criterion('tested', 'mandatory')] },
      { from: 'test', to: 'install', criteria: [criterion('called', 'advisory'), criterion('trained', 'waivable')] },
    ],
  },
}

const world = (...records: RecordFile[]): Repository => ({
  ...repository(records),
  pathways: new Map([...repository([]).pathways, ['beta', beta], ['rollout', rollout]]),
})
/** A finding on a line: its code, its words, and where it is. */
const said = (record: RecordFile, base: Repository) =>
  recordFindings(record, base, today).map(({ problem, at, weight, clauses }) => {
    // every one of them fails, and is the product's own rule
    expect([at.path, weight, clauses]).toEqual([record.path, 'wrong', []])
    const words = Object.values(problem).filter(value => typeof value === 'string')
    return `${words.join(' ')} at ${at.pointer?.join('.')}`
  })
const ofSite = (data: Partial<RecordData>, ...others: RecordFile[]) => {
  const record = site(data)
  return said(record, world(record, release(), ...others))
}
const ofRelease = (data: Partial<RecordData>) => {
  const record = release({ pathway: 'rollout', phase: 'check', ...data })
  return said(record, world(record))
}
/** What one field may refer to, and what not. */
type Row = [string, Partial<RecordData>, string[]]

describe('a record', () => {
  it('fits as it is', () => expect([ofSite({}), ofRelease({})]).toEqual([[], []]))

  it('is of a programme that the directory knows', () => {
    const record = { ...site(), programme: 'gamma' }
    const base = world(record, { ...release(), id: 'gamma/releases/1.0.0-beta.1', programme: 'gamma' })
    expect(recordFindings(record, base, today)).toEqual([
      {
        problem: { code: 'unknown', what: 'programme', name: 'gamma', known: ['beta'] },
        at: { path: record.path, pointer: [] },
        weight: 'wrong',
        clauses: [],
      },
    ])
  })

  // without its pathway nothing else can be judged: the rest is not told, or it would all be unknown
  it.each<Row>([
    [
      'unknown',
      { pathway: 'gamma', phase: 'nowhere', checklists: { nothing: {} } },
      ['unknown pathway gamma at pathway'],
    ],
    [
      'for releases',
      { pathway: 'rollout', phase: 'nowhere' },
      ['pathway-for-other-kind rollout Deployment at pathway'],
    ],
  ])('goes one pathway, which is for its kind: %s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))
  it('of a release does not go the way of a site', () =>
    expect(ofRelease({ pathway: 'beta' })).toEqual(['pathway-for-other-kind beta Release at pathway']))

  const withdrawn = { by: 'tess', on: '2026-03-01', reason: 'Moved' }
  it.each<Row>([
    ['the first phase', { phase: 'prepare' }, []],
    ['the last phase', { phase: 'live' }, []],
    ['a phase of another pathway', { phase: 'check' }, ['unknown phase check at phase']],
    ['withdrawn, with a reason', { phase: 'withdrawn', withdrawn }, []],
    ['withdrawn without a reason', { phase: 'withdrawn' }, ['withdrawn-without-reason at phase']],
    ['a reason without being withdrawn', { phase: 'live', withdrawn }, ['withdrawn-yet-active at withdrawn']],
  ])('stands in a phase of its pathway: %s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))
})

describe('the release', () => {
  it('is called after its file', () =>
    expect(ofRelease({ version: '1.0.0' })).toEqual(['misplaced deployments/beta/releases/1.0.0.yaml at version']))

  it('that a site deploys is there', () => {
    const record = site({ release: '2.0.0' })
    expect(said(record, world(record, release()))).toEqual(['unknown release 2.0.0 at release'])
    expect(recordFindings(record, world(record, release()), today)[0]?.problem).toMatchObject({
      known: ['1.0.0-beta.1'],
    })
  })
  it('of another programme is not that of a site', () => {
    const other = { ...release({}, 'gamma/releases/1.0.0-beta.1'), programme: 'gamma' }
    const record = site()
    expect(said(record, world(record, other))).toEqual(['unknown release 1.0.0-beta.1 at release'])
    expect(recordFindings(record, world(record, other), today)[0]?.problem).toMatchObject({ known: [] })
  })

  // whoever is live with it stays live; nobody comes nearer to it
  it.each<[string, string[]]>([
    ['prepare', ['release-withdrawn beta/releases/1.0.0-beta.1 at release']],
    ['install', ['release-withdrawn beta/releases/1.0.0-beta.1 at release']],
    ['live', []],
    ['withdrawn', []],
  ])('that was withdrawn is not deployed any more: %s', (phase, expected) => {
    const gone = { by: 'tess', on: '2026-03-01', reason: 'Unsafe' }
    const record = site({ phase, ...(phase === 'withdrawn' && { withdrawn: gone }) })
    const base = world(record, release({ phase: 'withdrawn', withdrawn: gone }))
    expect(said(record, base)).toEqual(expected)
  })
})

describe('parties and the people in their roles', () => {
  const organisations = (more: object) => ({ organisations: { supplier: 'SUP01', provider: 'HOS01', ...more } })
  const roles = (role: string, ...held: string[]) => ({ roles: { [role]: held } })
  it.each<Row>([
    [
      'another supplier, with its own people',
      { organisations: { supplier: 'SUP02', provider: 'HOS01' }, ...roles('supplier/lead', 'olga') },
      [],
    ],
    ['a role that nobody holds', roles('supplier/lead'), []],
    ['a role that two people hold', roles('supplier/lead', 'sam', 'sol'), []],
    [
      'an organisation that nobody knows',
      { ...organisations({ supplier: 'SUP99' }), roles: {} },
      ['unknown organisation SUP99 at organisations.supplier'],
    ],
    [
      'a party that nobody knows',
      organisations({ patients: 'HOS01' }),
      ['unknown party patients at organisations.patients'],
    ],
    // whose organisation the programme names, a record does not name anew
    ['a party of the programme', organisations({ team: 'SUP01' }), ['unknown party team at organisations.team']],
    [
      'a party is missing',
      { organisations: { provider: 'HOS01' }, roles: {} },
      ['missing-field supplier  at organisations'],
    ],
    [
      'all parties are missing',
      { organisations: {}, roles: {} },
      ['missing-field supplier  at organisations', 'missing-field provider  at organisations'],
    ],
    [
      'a role that nobody knows',
      roles('supplier/nobody', 'sam'),
      ['unknown role supplier/nobody at roles.supplier/nobody'],
    ],
    ['a role of the programme', roles('team/lead', 'tom'), ['role-of-programme team/lead at roles.team/lead']],
    [
      'a person of another party',
      roles('supplier/lead', 'sam', 'pat'),
      ['wrong-organisation pat supplier Hospital Supplier at roles.supplier/lead.1'],
    ],
    [
      'a person of another supplier',
      roles('supplier/lead', 'olga'),
      ['wrong-organisation olga supplier Another supplier Supplier at roles.supplier/lead.0'],
    ],
    // that such a person is not known is said once
    ['a person whom nobody knows', roles('supplier/lead', 'ghost'), ['unknown person ghost at roles.supplier/lead.0']],
    [
      'people of the supplier that was before',
      { organisations: { supplier: 'SUP02', provider: 'HOS01' }, ...roles('supplier/lead', 'sam', 'olga') },
      ['wrong-organisation sam supplier Supplier Another supplier at roles.supplier/lead.0'],
    ],
  ])('%s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))

  // a pathway may call its parties what it likes: an organisation's code is not taken for a person's id
  it.each(['owner', 'chair'])('a party that is called %s', party => {
    const { supplier, ...others } = beta.data.parties
    const data: Pathway = {
      ...beta.data,
      parties: { ...others, ...(supplier && { [party]: { ...supplier, signs: `${party}/lead` } }) },
      roles: { ...beta.data.roles, [`${party}/lead`]: { title: 'Lead' } },
    }
    const record = site({
      organisations: { [party]: 'SUP01', provider: 'HOS01' },
      roles: { [`${party}/lead`]: ['sam'] },
    })
    const base = world(record, release())
    expect(said(record, { ...base, pathways: new Map([...base.pathways, ['beta', { ...beta, data }]]) })).toEqual([])
  })
})

describe('names', () => {
  const run = (more: Partial<Run>): Partial<RecordData> => ({
    testPlans: { uat: { tests: [passed('2026-03-01', 'uat', more)] } },
  })
  it.each<Row>([
    ['a checklist', { checklists: { charter: {} } }, []],
    [
      'no checklist',
      { checklists: { nothing: { plan: done('2026-03-01', 'tess') } } },
      ['unknown checklist nothing at checklists.nothing'],
    ],
    ['an item', { checklists: { charter: { accepted: done('2026-03-01', 'sam') } } }, []],
    [
      'an item of another checklist',
      { checklists: { charter: { plan: done('2026-03-01', 'tess') } } },
      ['unknown checklist item plan at checklists.charter.plan'],
    ],
    ['a document', { documents: { report: { status: 'draft', version: '1' } } }, []],
    [
      'no document',
      { documents: { nothing: { status: 'draft', version: '1' } } },
      ['unknown document nothing at documents.nothing'],
    ],
    ['an environment', { environments: { uat: {} } }, []],
    ['no environment', { environments: { sandbox: {} } }, ['unknown environment sandbox at environments.sandbox']],
    ['a plan of tests', { testPlans: { uat: { tests: [] } } }, []],
    ['no plan of tests', { testPlans: { nothing: { tests: [] } } }, ['unknown test plan nothing at testPlans.nothing']],
    ['a forum', { communications: { calls: {} } }, []],
    ['no forum', { communications: { nothing: {} } }, ['unknown forum nothing at communications.nothing']],
    ['a phase to come', { plan: { live: '2027-01-01' } }, []],
    ['no phase to come', { plan: { withdrawn: '2027-01-01' } }, ['unknown phase withdrawn at plan.withdrawn']],
    ['a decision', { decisions: [go('move', '2026-03-01')] }, []],
    ['no decision', { decisions: [go('nothing', '2026-03-01')] }, ['unknown decision nothing at decisions.0.decision']],
    [
      'where a test without a plan was',
      { adHocTests: [{ on: '2026-03-01', by: 'sam', environment: 'production', title: 'Look around' }] },
      [],
    ],
    [
      'where no test without a plan can have been',
      { adHocTests: [{ on: '2026-03-01', by: 'sam', environment: 'sandbox', title: 'Look around' }] },
      ['unknown environment sandbox at adHocTests.0.environment'],
    ],
    // a run is recorded once for all: a slip would stay
    [
      'where no test can have been run',
      run({ environment: 'sandbox' }),
      ['unknown environment sandbox at testPlans.uat.tests.0.runs.0.environment'],
    ],
    [
      'with whom a document was shared',
      {
        documents: {
          report: approved('2026-03-01', 'pete', { shared: { team: act('2026-03-02'), supplier: act('2026-03-02') } }),
        },
      },
      [],
    ],
    [
      'with whom no document can have been shared',
      {
        documents: {
          report: approved('2026-03-01', 'pete', { shared: { team: act('2026-03-02'), patients: act('2026-03-02') } }),
        },
      },
      ['unknown party patients at documents.report.shared.patients'],
    ],
    // a role is not told: its party is
    [
      'a role instead of a party',
      { documents: { report: approved('2026-03-01', 'pete', { shared: { 'team/lead': act('2026-03-02') } }) } },
      ['unknown party team/lead at documents.report.shared.team/lead'],
    ],
  ])('of a site: %s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))

  const ticket = (flag?: string) => ({
    reference: 'T-1',
    type: 'feature' as const,
    title: 'Maps',
    ...(flag && { flag }),
  })
  const certificate = (ods: string, more: Partial<Document> = {}) => ({
    certificates: { conformance: { [ods]: approved('2026-03-01', 'tess', more) } },
  })
  const downtime = (more: object): Partial<RecordData> => ({
    downtime: { start: '2026-04-20T18:00:00Z', predictedEnd: '2026-04-20T20:00:00Z', ...more },
  })
  it.each<Row>([
    ['a certificate', certificate('SUP01'), []],
    [
      'no certificate',
      { certificates: { nothing: { SUP01: { status: 'draft', version: '1' } } } },
      ['unknown certificate nothing at certificates.nothing'],
    ],
    [
      'a certificate of an organisation that nobody knows',
      certificate('SUP99'),
      ['unknown organisation SUP99 at certificates.conformance.SUP99'],
    ],
    ['with whom a certificate was shared', certificate('SUP01', { shared: { sites: act('2026-03-02') } }), []],
    [
      'with whom no certificate can have been shared',
      certificate('SUP01', { shared: { patients: act('2026-03-02') } }),
      ['unknown party patients at certificates.conformance.SUP01.shared.patients'],
    ],
    ['a site', { sites: { HOS01: {}, HOS02: {} } }, []],
    ['no site', { sites: { HOS01: {}, HOS99: {} } }, ['unknown organisation HOS99 at sites.HOS99']],
    ['where the smoke test is', { smokeTest: { needed: true, reason: 'New', site: 'HOS02' } }, []],
    ['no smoke test', { smokeTest: { needed: false, reason: 'Nothing to see' } }, []],
    [
      'where no smoke test can be',
      { smokeTest: { needed: true, reason: 'New', site: 'HOS99' } },
      ['unknown organisation HOS99 at smokeTest.site'],
    ],
    ['a flag of this release', { scope: [ticket('maps')], featureFlags: { maps: { title: 'Maps', on: false } } }, []],
    ['a ticket without a flag', { scope: [ticket()] }, []],
    [
      'no flag of this release',
      { scope: [ticket(), { ...ticket('maps'), reference: 'T-2' }] },
      ['unknown feature flag maps at scope.1.flag'],
    ],
    [
      'another flag',
      { scope: [ticket('map')], featureFlags: { maps: { title: 'Maps', on: false } } },
      ['unknown feature flag map at scope.0.flag'],
    ],
    [
      'who was told of the downtime',
      downtime({ notified: { sites: act('2026-03-30') }, restoredNotified: { sites: act('2026-03-30') } }),
      [],
    ],
    [
      'who can not have been told of the downtime',
      downtime({ notified: { site: act('2026-03-30') } }),
      ['unknown party site at downtime.notified.site'],
    ],
    [
      'nor that it is over',
      downtime({ restoredNotified: { sites: act('2026-03-30'), HOS01: act('2026-03-30') } }),
      ['unknown party HOS01 at downtime.restoredNotified.HOS01'],
    ],
  ])('of a release: %s', (_, data, expected) => expect(ofRelease(data)).toEqual(expected))

  it('are said with those that there are', () => {
    const record = release({
      pathway: 'rollout',
      phase: 'check',
      ...downtime({ notified: { site: act('2026-03-30') } }),
    })
    expect(recordFindings(record, world(record), today)[0]?.problem).toEqual({
      code: 'unknown',
      what: 'party',
      name: 'site',
      known: ['team', 'sites'],
    })
  })
})

describe('people', () => {
  const ghost = (on = '2026-03-01') => act(on, 'ghost')
  it.each<Row>([
    [
      'who ticked',
      { checklists: { charter: { accepted: done('2026-03-01', 'ghost') } } },
      ['checklists.charter.accepted.by'],
    ],
    [
      'who keeps a document',
      { documents: { report: { status: 'draft', version: '1', owner: 'ghost' } } },
      ['documents.report.owner'],
    ],
    ['who approved', { documents: { report: approved('2026-03-01', 'ghost') } }, ['documents.report.approved.by']],
    [
      'who reviewed',
      { documents: { report: { status: 'draft', version: '1', reviewed: ghost() } } },
      ['documents.report.reviewed.by'],
    ],
    [
      'who shared',
      { documents: { report: { status: 'draft', version: '1', shared: { team: ghost() } } } },
      ['documents.report.shared.team.by'],
    ],
    [
      'who set up',
      { environments: { uat: { sender: { installed: ghost() } } } },
      ['environments.uat.sender.installed.by'],
    ],
    [
      'who tested',
      { testPlans: { uat: { tests: [passed('2026-03-01', 'uat', { by: 'ghost' })] } } },
      ['testPlans.uat.tests.0.runs.0.by'],
    ],
    ['who was in the chair', { decisions: [go('move', '2026-03-01', 'ghost')] }, ['decisions.0.chair']],
    ['who was there', { decisions: [go('move', '2026-03-01', 'tess', ['sam', 'ghost'])] }, ['decisions.0.attended.1']],
    [
      'who met',
      { communications: { calls: { sessions: [{ on: '2026-03-01', attended: ['ghost'] }] } } },
      ['communications.calls.sessions.0.attended.0'],
    ],
    [
      'who owns a risk',
      { risks: [{ reference: 'R-1', title: 'Late', level: 'low', owner: 'ghost' }] },
      ['risks.0.owner'],
    ],
    [
      'who accepted a waiver',
      { waivers: [{ criterion: 'charter', reason: 'Small', accepted: ghost(), expires: '2026-04-01' }] },
      ['waivers.0.accepted.by'],
    ],
    [
      'who tried without a plan',
      { adHocTests: [{ on: '2026-03-01', by: 'ghost', environment: 'uat', title: 'Look around' }] },
      ['adHocTests.0.by'],
    ],
    ['who raised', { issues: [{ reference: 'I-1', title: 'Slow', raised: ghost() }] }, ['issues.0.raised.by']],
  ])('of a site: %s', (_, data, expected) =>
    expect(ofSite(data)).toEqual(expected.map(pointer => `unknown person ghost at ${pointer}`)),
  )

  const ticket = { reference: 'T-1', type: 'feature' as const, title: 'Maps' }
  it.each<Row>([
    ['who found it done', { scope: [{ ...ticket, done: ghost() }] }, ['scope.0.done.by']],
    [
      'who tested in SIT',
      { scope: [{ ...ticket, sit: [{ result: 'pass', by: 'ghost', on: '2026-03-01' }] }] },
      ['scope.0.sit.0.by'],
    ],
    [
      'who accepted',
      { scope: [{ ...ticket, uat: [{ outcome: 'accepted', by: 'ghost', on: '2026-03-01' }] }] },
      ['scope.0.uat.0.by'],
    ],
    [
      'who chose',
      { scope: [{ ...ticket, choices: [{ choice: 'delay', by: 'ghost', on: '2026-03-01', reason: 'Slow' }] }] },
      ['scope.0.choices.0.by'],
    ],
    [
      'who agreed',
      { sites: { HOS01: { agreed: { for: '2026-04-20', by: 'ghost', on: '2026-03-01' } } } },
      ['sites.HOS01.agreed.by'],
    ],
    [
      'who ran the smoke test',
      {
        smokeTest: {
          needed: true,
          reason: 'New',
          site: 'HOS01',
          runs: [{ result: 'pass', by: 'ghost', on: '2026-03-01' }],
        },
      },
      ['smokeTest.runs.0.by'],
    ],
    [
      'who confirmed',
      { knownIssues: [{ reference: 'K-1', title: 'Flickers', severity: 4, resolved: ghost() }] },
      ['knownIssues.0.resolved.by'],
    ],
    [
      'who told',
      {
        downtime: { start: '2026-04-20T18:00:00Z', predictedEnd: '2026-04-20T20:00:00Z', notified: { sites: ghost() } },
      },
      ['downtime.notified.sites.by'],
    ],
  ])('of a release: %s', (_, data, expected) =>
    expect(ofRelease(data)).toEqual(expected.map(pointer => `unknown person ghost at ${pointer}`)),
  )
})

// What is said to have been done by somebody of a party is not done by somebody else's people, whoever writes it down.
describe('who does what is for a party', () => {
  const ticked = (by: string) => ({ checklists: { preparation: { plan: done('2026-03-01', by) } } })
  const tried = (by: string) => ({ adHocTests: [{ on: '2026-03-01', by, environment: 'uat', title: 'Look around' }] })
  const count = (by: string) => ({
    verification: { start: act('2026-03-01'), counts: [{ on: '2026-03-02', by, referrals: 1, evidence }] },
  })
  it.each<Row>([
    ["the provider's, by the provider", ticked('pete'), []],
    [
      "the provider's, by the supplier",
      ticked('sam'),
      ['wrong-organisation sam provider Supplier Hospital at checklists.preparation.plan.by'],
    ],
    [
      "the provider's, by another hospital",
      ticked('hal'),
      ['wrong-organisation hal provider Second hospital Hospital at checklists.preparation.plan.by'],
    ],
    ["the supplier's, without a role there", tried('sol'), []],
    [
      "the supplier's, by the provider",
      tried('pat'),
      ['wrong-organisation pat supplier Hospital Supplier at adHocTests.0.by'],
    ],
    [
      "the provider's count, by the supplier",
      count('sam'),
      ['wrong-organisation sam provider Supplier Hospital at verification.counts.0.by'],
    ],
    // either will do
    ["two parties'", { checklists: { testing: { scripts: done('2026-03-01', 'sam') } } }, []],
    ["two parties', the other one", { checklists: { testing: { scripts: done('2026-03-01', 'pat') } } }, []],
    [
      "two parties', by neither",
      { checklists: { testing: { scripts: done('2026-03-01', 'tess') } } },
      ['wrong-organisation tess supplier National team Supplier at checklists.testing.scripts.by'],
    ],
    // a supplier's safety officer may approve a hospital's document: the rule `document` says who must
    [
      'a document, by whomever',
      { documents: { report: approved('2026-03-01', 'olga', { reviewed: act('2026-03-01', 'hal') }) } },
      [],
    ],
    // of whose party the person was who raised an issue does not matter
    ['an issue, by whomever', { issues: [{ reference: 'I-1', title: 'Slow', raised: act('2026-03-01', 'olga') }] }, []],
    [
      'but its resolution is for those who take part',
      { issues: [{ reference: 'I-1', title: 'Slow', raised: act('2026-03-01'), resolved: act('2026-03-02', 'olga') }] },
      ['wrong-organisation olga supplier Another supplier Supplier at issues.0.resolved.by'],
    ],
  ])('%s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))

  const ticket = { reference: 'T-1', type: 'feature' as const, title: 'Maps' }
  const accepted = (by: string) => ({
    scope: [{ ...ticket, uat: [{ outcome: 'accepted' as const, by, on: '2026-03-01' }] }],
  })
  const banner = (by: string) => ({
    downtime: { start: '2026-03-20T18:00:00Z', predictedEnd: '2026-03-20T20:00:00Z', banner: act('2026-03-20', by) },
  })
  it.each<Row>([
    // a party of several organisations is each of them
    ["the sites', by one", accepted('pat'), []],
    ["the sites', by the other", accepted('hal'), []],
    [
      "the sites', by the team",
      accepted('tess'),
      ['wrong-organisation tess sites National team Hospital, Second hospital at scope.0.uat.0.by'],
    ],
    ["the team's, by the team", banner('tom'), []],
    [
      "the team's, by a site",
      banner('hal'),
      ['wrong-organisation hal team Second hospital National team at downtime.banner.by'],
    ],
    [
      "a role's, by another of its party",
      { scope: [{ ...ticket, sit: [{ result: 'pass', by: 'tess', on: '2026-03-01' }] }] },
      [],
    ],
    [
      "a role's, by another party",
      { scope: [{ ...ticket, sit: [{ result: 'pass', by: 'hal', on: '2026-03-01' }] }] },
      ['wrong-organisation hal team Second hospital National team at scope.0.sit.0.by'],
    ],
    ["the sites' or the team's, by a site", { sites: { HOS01: { deployed: act('2026-03-20', 'hal') } } }, []],
    [
      "the sites' or the team's, by a supplier",
      { sites: { HOS01: { deployed: act('2026-03-20', 'sam') } } },
      ['wrong-organisation sam team Supplier National team at sites.HOS01.deployed.by'],
    ],
    // who agrees for a site is the rule's to judge: that one names the site
    [
      'an agreement, by whomever',
      { sites: { HOS01: { agreed: { for: '2026-04-20', by: 'hal', on: '2026-03-01' } } } },
      [],
    ],
    // what nobody is named for is the coordinator's
    [
      "the coordinator's, by their party",
      { smokeTest: { needed: false, reason: 'Small', instructions: act('2026-03-01', 'tom') } },
      [],
    ],
    [
      "the coordinator's, by another",
      { smokeTest: { needed: false, reason: 'Small', instructions: act('2026-03-01', 'pat') } },
      ['wrong-organisation pat team Hospital National team at smokeTest.instructions.by'],
    ],
  ])('of a release: %s', (_, data, expected) => expect(ofRelease(data)).toEqual(expected))

  it('of a party without an organisation is done by nobody', () => {
    const record = release({ pathway: 'rollout', phase: 'check', ...banner('tess') })
    const nobody: People = { ...people, programmes: { beta: { title: 'Beta', organisations: {}, roles: {} } } }
    expect(recordFindings(record, { ...world(record), people: nobody }, today)[0]?.problem).toEqual({
      code: 'wrong-organisation',
      person: 'tess',
      party: 'team',
      organisation: 'National team',
      expected: null,
    })
  })
})

describe('days', () => {
  const count = (on: string) => ({ on, by: 'pat', referrals: 1, evidence })
  const tomorrow = '2026-04-01'
  it.each<Row>([
    ['today has come', { checklists: { preparation: { plan: done(today) } } }, []],
    ['tomorrow has not', { checklists: { preparation: { plan: done(tomorrow) } } }, ['checklists.preparation.plan.on']],
    ['a decision', { decisions: [go('move', tomorrow)] }, ['decisions.0.on']],
    [
      'a meeting',
      { communications: { calls: { sessions: [{ on: tomorrow, attended: ['pat'] }] } } },
      ['communications.calls.sessions.0.on'],
    ],
    ['an approval', { documents: { report: approved(tomorrow) } }, ['documents.report.approved.on']],
    [
      'that it was shared',
      { documents: { report: approved(today, 'pete', { shared: { team: act(tomorrow) } }) } },
      ['documents.report.shared.team.on'],
    ],
    ['the first live day', { verification: { start: act(tomorrow) } }, ['verification.start.on']],
    [
      'a test without a plan',
      { adHocTests: [{ on: tomorrow, by: 'sam', environment: 'uat', title: 'Look around' }] },
      ['adHocTests.0.on'],
    ],
    // what is planned is to come
    ['a phase may be to come', { plan: { live: '2027-01-01' } }, []],
    ['an expiry may be to come', { documents: { report: approved(today, 'pete', { expires: '2027-01-01' }) } }, []],
  ])('of a site: %s', (_, data, expected) =>
    expect(ofSite(data)).toEqual(expected.map(pointer => `in-the-future ${tomorrow} ${today} at ${pointer}`)),
  )

  const ticket = { reference: 'T-1', type: 'feature' as const, title: 'Maps' }
  it.each<Row>([
    ['a result', { scope: [{ ...ticket, sit: [{ result: 'pass', by: 'tom', on: tomorrow }] }] }, ['scope.0.sit.0.on']],
    [
      'that it was agreed',
      { sites: { HOS01: { agreed: { for: '2026-04-20', by: 'pat', on: tomorrow } } } },
      ['sites.HOS01.agreed.on'],
    ],
    ['that it is there', { sites: { HOS01: { deployed: act(tomorrow, 'tom') } } }, ['sites.HOS01.deployed.on']],
    [
      'a run of the smoke test',
      {
        smokeTest: { needed: true, reason: 'New', site: 'HOS01', runs: [{ result: 'pass', by: 'pat', on: tomorrow }] },
      },
      ['smokeTest.runs.0.on'],
    ],
    [
      'the day agreed may be to come',
      { sites: { HOS01: { agreed: { for: '2027-01-01', by: 'pat', on: today } } } },
      [],
    ],
    [
      'downtime may be to come',
      { downtime: { start: '2027-01-01T18:00:00Z', predictedEnd: '2027-01-01T20:00:00Z' } },
      [],
    ],
    // `on` of a flag is no day
    ['a flag is on', { featureFlags: { on: { title: 'Something', on: true } } }, []],
  ])('of a release: %s', (_, data, expected) =>
    expect(ofRelease(data)).toEqual(expected.map(pointer => `in-the-future ${tomorrow} ${today} at ${pointer}`)),
  )

  it.each<Row>([
    ['on the first live day', { verification: { start: act('2026-03-05'), counts: [count('2026-03-05')] } }, []],
    [
      'before the first live day',
      { verification: { start: act('2026-03-05'), counts: [count('2026-03-06'), count('2026-03-04')] } },
      ['count-before-start 2026-03-04 2026-03-05 at verification.counts.1.on'],
    ],
    [
      'on the right first live day',
      {
        verification: {
          start: act('2026-03-05'),
          corrections: [{ on: '2026-03-04', by: 'pat', reason: 'Wrong' }],
          counts: [count('2026-03-04')],
        },
      },
      [],
    ],
    [
      'before the right first live day',
      {
        verification: {
          start: act('2026-03-05'),
          corrections: [{ on: '2026-03-07', by: 'pat', reason: 'Wrong' }],
          counts: [count('2026-03-06')],
        },
      },
      ['count-before-start 2026-03-06 2026-03-07 at verification.counts.0.on'],
    ],
  ])('referrals are counted %s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))

  const raised = { reference: 'X-1', title: 'Slow', raised: act('2026-03-05') }
  const assessed = (on: string) => ({ on, by: 'tess', safetyRelated: false, cause: 'elsewhere' as const })
  it.each<Row>([
    ['an issue is resolved on its day', { issues: [{ ...raised, resolved: act('2026-03-05') }] }, []],
    [
      'an issue is resolved before',
      { issues: [{ ...raised, resolved: act('2026-03-04') }] },
      ['before-raised 2026-03-04 2026-03-05 at issues.0.resolved.on'],
    ],
    [
      'an incident is resolved before',
      { incidents: [{ ...raised, severity: 2, resolved: act('2026-03-04') }] },
      ['before-raised 2026-03-04 2026-03-05 at incidents.0.resolved.on'],
    ],
    [
      'an incident is assessed on its day',
      { incidents: [{ ...raised, severity: 2, assessments: [assessed('2026-03-05')] }] },
      [],
    ],
    [
      'an incident is assessed before',
      { incidents: [{ ...raised, severity: 2, assessments: [assessed('2026-03-05'), assessed('2026-03-04')] }] },
      ['before-raised 2026-03-04 2026-03-05 at incidents.0.assessments.1.on'],
    ],
  ])('nothing comes before it was raised: %s', (_, data, expected) =>
    // who may assess is not the question here
    expect(ofSite(data).filter(one => !one.startsWith('wrong-organisation'))).toEqual(expected),
  )
})

describe('waivers', () => {
  const waiver = (criterion: string) => ({
    criterion,
    reason: 'Small',
    accepted: act('2026-03-01', 'tess'),
    expires: '2026-04-01',
  })
  it.each<Row>([
    ['of a waivable criterion', { waivers: [waiver('charter')] }, []],
    ['of a waivable criterion of a later gate', { waivers: [waiver('trained')] }, []],
    [
      'of a mandatory one',
      { waivers: [waiver('charter'), waiver('tested')] },
      ['waiver-refused tested mandatory at waivers.1.criterion'],
    ],
    // an advisory one needs none: it would look as if it did
    ['of an advisory one', { waivers: [waiver('called')] }, ['waiver-refused called advisory at waivers.0.criterion']],
    ['of nothing', { waivers: [waiver('nothing')] }, ['unknown criterion nothing at waivers.0.criterion']],
    // whether it has expired, and was accepted by the right one, is judged at the gate
    ['that has expired', { waivers: [{ ...waiver('charter'), expires: '2026-01-01' }] }, []],
  ])('%s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))

  // what is asked for at these changes is judged as at a gate, so it can be waived as there
  it.each(['registration', 'roleChange', 'withdrawal'] as const)('of a criterion of the %s', change => {
    const record = site({ waivers: [waiver('asked')] })
    const data: Pathway = { ...beta.data, [change]: { criteria: [criterion('asked', 'waivable')] } }
    const base = world(record, release())
    expect(said(record, { ...base, pathways: new Map([...base.pathways, ['beta', { ...beta, data }]]) })).toEqual([])
  })
})

describe('references', () => {
  const issue = (reference: string) => ({ reference, title: 'Slow', raised: act('2026-03-01') })
  const test = (reference: string): Test => ({ ...passed('2026-03-01', 'uat'), reference })
  it.each<Row>([
    ['issues', { issues: [issue('A'), issue('B'), issue('A')] }, ['doubled reference A at issues.2.reference']],
    [
      'incidents',
      { incidents: [issue('A'), issue('A')].map(one => ({ ...one, severity: 3 })) },
      ['doubled reference A at incidents.1.reference'],
    ],
    [
      'risks',
      { risks: ['A', 'A'].map(reference => ({ reference, title: 'Late', level: 'low' as const })) },
      ['doubled reference A at risks.1.reference'],
    ],
    [
      'tests',
      { testPlans: { uat: { tests: [test('A'), test('A')] } } },
      ['doubled reference A at testPlans.uat.tests.1.reference'],
    ],
    [
      'thrice',
      { issues: [issue('A'), issue('A'), issue('A')] },
      ['doubled reference A at issues.1.reference', 'doubled reference A at issues.2.reference'],
    ],
    [
      'not in two plans',
      { testPlans: { uat: { tests: [test('A')] }, smoke: { tests: [{ ...test('A'), runs: [] }] } } },
      [],
    ],
    ['not in two parts', { issues: [issue('A')], incidents: [{ ...issue('A'), severity: 3 }] }, []],
    ['nor in other letters', { issues: [issue('A'), issue('a')] }, []],
  ])('of a site are given once: %s', (_, data, expected) => expect(ofSite(data)).toEqual(expected))

  const ticket = (reference: string, title = 'Maps') => ({ reference, type: 'feature' as const, title })
  const known = (reference: string) => ({ reference, title: 'Flickers', severity: 4 })
  it.each<Row>([
    [
      'tickets',
      { scope: [ticket('A'), ticket('B'), ticket('A', 'Something else')] },
      ['doubled reference A at scope.2.reference'],
    ],
    ['known issues', { knownIssues: [known('A'), known('A')] }, ['doubled reference A at knownIssues.1.reference']],
    // a ticket may mend what is known
    ['not in both', { scope: [ticket('A')], knownIssues: [known('A')] }, []],
  ])('of a release are given once: %s', (_, data, expected) => expect(ofRelease(data)).toEqual(expected))
})

describe('what a release asks of its sites, and what it brings', () => {
  const action = (...sites: string[]) => ({ kind: 'other' as const, what: 'Look.', ...(sites.length > 0 && { sites }) })
  it.each<Row>([
    ['of all', { actions: [action()] }, []],
    ['of some', { actions: [action('HOS01', 'HOS02')] }, []],
    ['of nobody', { actions: [action(), action('HOS01', 'HOS09')] }, ['HOS09']],
    [
      'a third party brings nothing of ours, with a ticket or without',
      { type: 'third-party', unticketed: [{ title: 'Renewed' }] },
      ['unticketed'],
    ],
    [
      'since when it is wrong fits',
      { knownIssues: [{ reference: 'K-1', title: 'Flickers', severity: 4, since: '1.0.0' }] },
      ['listed-before'],
    ],
  ])('%s', (_, data, expected) => {
    const found = ofRelease(data)
    expect(found).toHaveLength(expected.length)
    for (const [index, part] of expected.entries()) expect(found[index]).toContain(part)
  })
})

it('says where a release is, whose findings are not those of its sites', () =>
  expect(recordFindings(release({ phase: 'nowhere' }), world(release({ phase: 'nowhere' })), today)[0]?.at).toEqual({
    path: releasePath,
    pointer: ['phase'],
  }))
