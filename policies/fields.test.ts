import { describe, expect, it } from 'vitest'
import type { Document, Pathway } from '../schemas/types.ts'
import { canonical, type Provider } from './fields/field.ts'
import { changedFields, fieldsOf, reorderedLists, whatChanges } from './fields.ts'
import type { FieldName } from './problems.ts'
import type { RecordData } from './repository.ts'
import {
  act,
  approved,
  done,
  draft,
  evidence,
  go,
  pathway,
  release,
  releasePathway,
  rolloutPathway,
  site,
} from './rules/fixture.ts'

const run = {
  on: '2026-03-01',
  by: 'pat',
  release: '1.0.0-beta.1',
  environment: 'uat',
  patients: 'test' as const,
  result: 'pass' as const,
}
const full: Partial<RecordData> = {
  plan: { live: '2026-05-01' },
  checklists: { charter: { accepted: done('2026-03-01', 'sam') }, preparation: { plan: done('2026-03-01') } },
  documents: { report: { status: 'draft', version: '1' } },
  environments: {
    uat: {
      mirrorsProduction: act('2026-03-01'),
      sender: { serviceId: '2000072489', installed: act('2026-03-01'), catalogued: act('2026-03-01') },
    },
  },
  testPlans: {
    uat: {
      link: evidence,
      prerequisites: ['Test patients'],
      tests: [
        { reference: 'T-1', name: 'Book', kind: 'happy-path', steps: ['Book'], expected: 'Booked', runs: [run, run] },
      ],
    },
  },
  issues: [
    { reference: 'I-1', title: 'Slow', raised: act('2026-03-01'), cause: 'solution', resolved: act('2026-03-02') },
  ],
  decisions: [go('move', '2026-03-01'), go('go-live', '2026-03-01'), go('other', '2026-03-01')],
  verification: {
    start: act('2026-03-01'),
    counts: [{ on: '2026-03-02', by: 'pat', referrals: 1, evidence }],
  },
  incidents: [
    {
      reference: 'INC-1',
      title: 'Lost',
      severity: 2,
      raised: act('2026-03-01'),
      assessments: [{ on: '2026-03-02', by: 'tess', safetyRelated: true, cause: 'elsewhere' }],
      resolved: act('2026-03-03'),
      rca: evidence,
    },
  ],
  risks: [{ reference: 'R-1', title: 'Late', level: 'low' }],
  waivers: [{ criterion: 'one', reason: 'Small', accepted: act('2026-03-01', 'tess'), expires: '2026-04-01' }],
  communications: { calls: { cadence: 'weekly', sessions: [{ on: '2026-03-01', attended: ['pat'] }] } },
  adHocTests: [{ on: '2026-03-01', by: 'sam', environment: 'uat', title: 'Look around' }],
  withdrawn: { by: 'tess', on: '2026-03-01', reason: 'Moved' },
}

const gate: Provider = { gate: true }
const coordinator: Provider = { by: ['team/lead'] }
const parties = (...by: string[]): Provider => ({ by })
const all = parties('supplier', 'provider', 'team')

describe('the fields of a deployment', () => {
  // what stands there, who provides it, and whether it is recorded once for all
  const table: [string, Provider, boolean][] = [
    ['kind', gate, false],
    ['title', coordinator, false],
    ['pathway', gate, false],
    ['phase', gate, false],
    ['release', coordinator, false],
    ['organisations', gate, false],
    ['participants', coordinator, false],
    ['roles', gate, false],
    ['plan', coordinator, false],
    ['withdrawn', gate, true],
    ['checklists.charter.accepted', parties('supplier'), false],
    ['checklists.preparation.plan', parties('provider'), false],
    ['documents.report', parties('provider'), false],
    ['environments.uat.mirrorsProduction', parties('provider'), false],
    ['environments.uat.sender.serviceId', all, false],
    ['environments.uat.sender.installed', parties('supplier'), false],
    ['environments.uat.sender.catalogued', parties('team'), false],
    ['testPlans.uat.link', parties('provider'), false],
    ['testPlans.uat.prerequisites', parties('provider'), false],
    // it has runs: what was tested is part of what came out
    ['testPlans.uat.tests.0', parties('provider'), true],
    ['testPlans.uat.tests.0.runs.0', parties('provider'), true],
    ['testPlans.uat.tests.0.runs.1', parties('provider'), true],
    ['decisions.0', parties('provider', 'team'), true],
    ['decisions.1', parties('provider'), true],
    ['decisions.2', coordinator, true],
    ['verification.start', parties('provider'), true],
    ['verification.counts.0', parties('provider'), true],
    ['issues.0', all, true],
    ['issues.0.cause', all, true],
    ['issues.0.resolved', all, true],
    ['incidents.0', all, true],
    ['incidents.0.resolved', all, true],
    ['incidents.0.rca', all, true],
    ['incidents.0.assessments.0', all, true],
    ['risks.0', coordinator, false],
    ['waivers.0', { person: 'tess' }, false],
    ['communications.calls.cadence', parties('team'), false],
    ['communications.calls.sessions.0', parties('team'), true],
    ['adHocTests.0', coordinator, false],
  ]
  const fields = fieldsOf(site(full).data, pathway.data)

  it('are these and no others', () =>
    expect([...fields.values()].map(({ pointer }) => pointer.join('.')).sort()).toEqual(
      table.map(([pointer]) => pointer).sort(),
    ))
  it.each(table)('%s', (name, provider, lasting) => {
    expect([...fields.values()].find(({ pointer }) => pointer.join('.') === name)).toMatchObject({ provider, lasting })
  })

  it('hold together all that the record says: no change escapes them', () => {
    const leaves = (value: unknown): string[] =>
      value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [String(value)]
    expect([...fields.values()].flatMap(({ value }) => leaves(value)).sort()).toEqual(leaves(site(full).data).sort())
  })

  it('hold the corrections of the first live day', () => {
    const corrections = [{ on: '2026-02-01', by: 'pat', reason: 'Wrong day' }]
    const found = fieldsOf(site({ verification: { start: act('2026-03-01'), corrections } }).data, pathway.data)
    expect([...found.values()].find(({ pointer }) => pointer.join('.') === 'verification.corrections.0')).toMatchObject(
      {
        provider: parties('provider'),
        lasting: true,
      },
    )
  })

  it("hold an incident's assessments apart from the incident", () => {
    const apart = { ...pathway.data, provides: { ...pathway.data.provides, assessments: ['provider', 'team'] } }
    const found = fieldsOf(site(full).data, apart)
    expect([...found.values()].find(({ pointer }) => pointer.includes('assessments'))?.provider).toEqual(
      parties('provider', 'team'),
    )
  })

  it('are for those whom the pathway names, parties or roles', () => {
    const named = { ...pathway.data, provides: { release: ['provider'], plan: ['team/technical', 'supplier'] } }
    const found = new Map(
      [...fieldsOf(site(full).data, named).values()].map(one => [one.pointer.join('.'), one.provider]),
    )
    expect([found.get('release'), found.get('plan'), found.get('title')]).toEqual([
      parties('provider'),
      parties('team/technical', 'supplier'),
      coordinator,
    ])
    expect(found.get('incidents.0')).toEqual(coordinator)
  })

  it("are the coordinator's where the pathway does not know them", () => {
    const data = site({
      checklists: { other: { item: done('2026-03-01') } },
      documents: { other: { status: 'draft', version: '1' } },
      environments: { other: { sender: { installed: act('2026-03-01') } } },
    }).data
    const unknown = [...fieldsOf(data, pathway.data).values()].filter(({ pointer }) => pointer.includes('other'))
    expect(unknown.map(({ provider }) => provider)).toEqual([coordinator, coordinator, coordinator])
  })
})

describe('the fields of a release', () => {
  const data = release({
    documents: { 'risk-plan': draft() },
    certificates: { conformance: { SUP01: draft(), SUP02: draft() } },
    services: [{ name: 'Proxy', version: '1.0.0' }],
  }).data
  const fields = new Map(
    [...fieldsOf(data, releasePathway.data).values()].map(one => [one.pointer.join('.'), one.provider]),
  )
  it.each<[string, Provider]>([
    ['documents.risk-plan', parties('team')],
    ['certificates.conformance.SUP01', parties('team')],
    ['certificates.conformance.SUP02', parties('team')],
    ['serviceRiskLevel', coordinator],
    ['product', coordinator],
    ['services', coordinator],
  ])('%s', (pointer, provider) => expect(fields.get(pointer)).toEqual(provider))
})

/** Everything that only a release says. */
const whole: Partial<RecordData> = {
  trigger: {
    reference: 'INC-1',
    title: 'Down',
    severity: 1,
    environment: 'production',
    raisedVia: 'service-desk',
    raised: act('2026-03-01', 'pat'),
    endangers: ['application-data'],
    offline: act('2026-03-02', 'tom'),
  },
  acceptance: { referrals: 10, days: 20 },
  scope: [
    {
      reference: 'T-1',
      type: 'feature',
      title: 'Maps',
      flag: 'maps',
      uatNeeded: true,
      done: act('2026-03-03', 'tom'),
      sit: [
        { result: 'fail', by: 'sam', on: '2026-03-04' },
        { result: 'pass', by: 'sam', on: '2026-03-05' },
      ],
      uat: [{ outcome: 'refused', by: 'pia', on: '2026-03-06', reason: 'Slow' }],
      choices: [{ choice: 'release', by: 'tess', on: '2026-03-07', reason: 'Rarely used' }],
    },
    { reference: 'T-2', type: 'bug', title: 'Wrong colour' },
  ],
  services: [{ name: 'Proxy', version: '1.0.0' }],
  featureFlags: { maps: { title: 'Show maps', on: true } },
  knownIssues: [{ reference: 'K-1', title: 'Flickers', severity: 4, resolved: act('2026-03-08', 'sam') }],
  unticketed: [{ title: 'Certificates are renewed' }],
  actions: [{ kind: 'training', what: 'Users learn to read the map.', sites: ['HOS01'] }],
  sites: {
    HOS01: { agreed: { for: '2026-03-20', by: 'pat', on: '2026-03-09' }, deployed: act('2026-03-20', 'tom') },
    HOS02: { agreed: { for: '2026-03-21', by: 'hal', on: '2026-03-10' } },
  },
  downtime: {
    start: '2026-03-20T18:00:00Z',
    predictedEnd: '2026-03-20T20:00:00Z',
    notified: { sites: act('2026-03-11', 'tess') },
    banner: act('2026-03-20', 'tom'),
    restored: act('2026-03-20', 'tom'),
    restoredNotified: { sites: act('2026-03-20', 'tess') },
  },
  smokeTest: {
    needed: true,
    reason: 'It changes the first page',
    site: 'HOS01',
    instructions: act('2026-03-12', 'tess'),
    runs: [{ result: 'pass', by: 'pia', on: '2026-03-20' }],
  },
}

/** Each part is provided by a party of its own, so that none can be taken for another. */
const apart: Pathway = {
  ...rolloutPathway.data,
  provides: Object.fromEntries(
    [
      ...['product', 'serviceRiskLevel', 'acceptance', 'trigger', 'services', 'featureFlags', 'knownIssues'],
      ...['scope', 'done', 'sit', 'uat', 'choices', 'sites', 'downtime', 'smokeTest', 'adHocTests', 'actions'],
    ].map(part => [part, [`of-${part}`]]),
  ),
}
const wholeFields = fieldsOf(release({ pathway: 'rollout', phase: 'deploy', ...whole }).data, apart)
const at = (pointer: string, fields = wholeFields) =>
  [...fields.values()].find(one => one.pointer.join('.') === pointer)

describe('the fields of a release that goes through phases', () => {
  // what stands there, who provides it, and whether it is recorded once for all
  const table: [string, Provider, boolean][] = [
    ['kind', gate, false],
    ['title', coordinator, false],
    ['pathway', gate, false],
    ['phase', gate, false],
    ['product', parties('of-product'), false],
    ['version', coordinator, false],
    ['type', coordinator, false],
    ['serviceRiskLevel', parties('of-serviceRiskLevel'), false],
    ['trigger', parties('of-trigger'), false],
    ['acceptance', parties('of-acceptance'), false],
    ['services', parties('of-services'), false],
    // a ticket is whose the scope is; what is found of it is its finders'
    ['scope.0', parties('of-scope'), false],
    ['scope.0.done', parties('of-done'), false],
    ['scope.0.sit.0', parties('of-sit'), true],
    ['scope.0.sit.1', parties('of-sit'), true],
    ['scope.0.uat.0', parties('of-uat'), true],
    ['scope.0.choices.0', parties('of-choices'), true],
    ['scope.1', parties('of-scope'), false],
    ['featureFlags.maps', parties('of-featureFlags'), false],
    ['unticketed.0', parties('of-scope'), false],
    ['knownIssues.0', parties('of-knownIssues'), false],
    ['actions.0', parties('of-actions'), false],
    // nobody agrees in the name of a site
    ['sites.HOS01.agreed', { person: 'pat' }, false],
    ['sites.HOS01.deployed', parties('of-sites'), false],
    ['sites.HOS02.agreed', { person: 'hal' }, false],
    ['downtime.start', parties('of-downtime'), false],
    ['downtime.predictedEnd', parties('of-downtime'), false],
    ['downtime.notified', parties('of-downtime'), false],
    ['downtime.banner', parties('of-downtime'), false],
    ['downtime.restored', parties('of-downtime'), false],
    ['downtime.restoredNotified', parties('of-downtime'), false],
    ['smokeTest.needed', parties('of-smokeTest'), false],
    ['smokeTest.reason', parties('of-smokeTest'), false],
    ['smokeTest.site', parties('of-smokeTest'), false],
    ['smokeTest.instructions', parties('of-smokeTest'), false],
    // nor reports a run that somebody else has done
    ['smokeTest.runs.0', { person: 'pia' }, true],
  ]
  it('are these and no others', () =>
    expect([...wholeFields.values()].map(({ pointer }) => pointer.join('.')).sort()).toEqual(
      table.map(([pointer]) => pointer).sort(),
    ))
  it.each(table)('%s', (pointer, provider, lasting) => expect(at(pointer)).toMatchObject({ provider, lasting }))

  it('hold together all that the record says: no change escapes them', () => {
    const leaves = (value: unknown): string[] =>
      value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [String(value)]
    const { data } = release({ pathway: 'rollout', phase: 'deploy', ...whole })
    expect([...wholeFields.values()].flatMap(({ value }) => leaves(value)).sort()).toEqual(leaves(data).sort())
  })

  it("are the coordinator's where the pathway names nobody, but not what a person vouches for", () => {
    const fields = fieldsOf(release(whole).data, rolloutPathway.data)
    const others = table.filter(([, provider]) => 'by' in provider).map(([pointer]) => at(pointer, fields)?.provider)
    expect(new Set(others.map(provider => JSON.stringify(provider)))).toEqual(new Set([JSON.stringify(coordinator)]))
    expect(at('sites.HOS02.agreed', fields)?.provider).toEqual({ person: 'hal' })
    expect(at('smokeTest.runs.0', fields)?.provider).toEqual({ person: 'pia' })
  })

  it.each<[string, FieldName]>([
    ['scope.0', { part: 'ticket', name: 'T-1 Maps' }],
    ['scope.0.done', { part: 'ticket', name: 'T-1 Maps', detail: 'done' }],
    ['scope.0.sit.1', { part: 'said', name: 'T-1 Maps', detail: '2026-03-05' }],
    ['scope.0.uat.0', { part: 'said', name: 'T-1 Maps', detail: '2026-03-06' }],
    ['scope.0.choices.0', { part: 'said', name: 'T-1 Maps', detail: '2026-03-07' }],
    ['featureFlags.maps', { part: 'flag', name: 'Show maps' }],
    ['unticketed.0', { part: 'unticketed', name: 'Certificates are renewed' }],
    ['knownIssues.0', { part: 'known-issue', name: 'K-1 Flickers' }],
    ['actions.0', { part: 'action', name: 'Users learn to read the map.' }],
    ['sites.HOS02.agreed', { part: 'site', name: 'HOS02', detail: 'agreed' }],
    ['downtime.banner', { part: 'downtime', name: 'banner' }],
    ['smokeTest.site', { part: 'smoke-test', name: 'site' }],
    ['smokeTest.runs.0', { part: 'smoke-test', name: 'run', detail: '2026-03-20' }],
    ['services', { part: 'field', name: 'services' }],
    ['trigger', { part: 'field', name: 'trigger' }],
  ])('%s has a name', (pointer, name) => expect(at(pointer)?.name).toEqual(name))
})

// Who writes a document is not who reviews and approves it.
describe("a document's review and approval", () => {
  const held = approved('2026-03-02', 'pete', { reviewed: act('2026-03-01', 'sue') })
  const ofSite = fieldsOf(site({ documents: { 'safety-case': held, report: draft() } }).data, pathway.data)
  const certificates = {
    conformance: { SUP01: approved('2026-03-02', 'tom', { reviewed: act('2026-03-01', 'tess') }) },
  }
  const ofRelease = fieldsOf(release({ certificates }).data, releasePathway.data)

  it.each<[string, Provider, FieldName['part']]>([
    ['documents.safety-case', parties('provider'), 'document'],
    ['documents.safety-case.reviewed', { person: 'sue' }, 'review'],
    ['documents.safety-case.approved', { person: 'pete' }, 'approval'],
  ])('%s', (pointer, provider, part) =>
    expect(at(pointer, ofSite)).toMatchObject({ provider, name: { part, name: 'Safety case' } }),
  )
  it.each<[string, Provider, FieldName['part']]>([
    ['certificates.conformance.SUP01', parties('team'), 'document'],
    ['certificates.conformance.SUP01.reviewed', { person: 'tess' }, 'review'],
    ['certificates.conformance.SUP01.approved', { person: 'tom' }, 'approval'],
  ])('%s', (pointer, provider, part) =>
    expect(at(pointer, ofRelease)).toMatchObject({
      provider,
      name: { part, name: 'Conformance certificate', detail: 'SUP01' },
    }),
  )
  it('are not there while nobody has given them', () =>
    expect([...ofSite.values()].filter(({ pointer }) => pointer[1] === 'report')).toHaveLength(1))
  it('are not part of the document: its provider does not vouch for them', () => {
    const { value } = at('documents.safety-case', ofSite) ?? {}
    expect(Object.keys(value as object)).not.toContain('reviewed')
    expect(Object.keys(value as object)).not.toContain('approved')
  })
})

describe('what may change, but not go', () => {
  const kept = (fields: ReturnType<typeof fieldsOf>) =>
    [...fields.values()].filter(one => one.kept).map(({ pointer }) => pointer.join('.'))

  it('is this of a release, and no more', () => expect(kept(wholeFields)).toEqual(['knownIssues.0']))
  it('is this of a site in its last phase, and no more', () =>
    expect(kept(fieldsOf(site(full).data, pathway.data))).toEqual(['adHocTests.0']))

  // Nobody thins a plan of what has not passed yet, or makes it easier; but until its phase begins, it is being written.
  const tests = [{ reference: 'T-1', name: 'Book', kind: 'happy-path' as const, steps: ['Book'], expected: 'Booked' }]
  const testPlans = { uat: { link: evidence, prerequisites: ['Test patients'], tests }, smoke: { tests } }
  const lasting = (data: Partial<RecordData>) =>
    [...fieldsOf(site(data).data, pathway.data).values()]
      .filter(one => one.lasting && one.pointer.includes('tests'))
      .map(({ pointer }) => pointer.join('.'))
  it.each<[string, string[]]>([
    ['prepare', []],
    ['test', ['testPlans.uat.tests.0']],
    ['install', ['testPlans.uat.tests.0', 'testPlans.smoke.tests.0']],
    ['live', ['testPlans.uat.tests.0', 'testPlans.smoke.tests.0']],
  ])('nor do the tests change of the plans whose phase has come: %s', (phase, expected) =>
    expect(lasting({ phase, testPlans })).toEqual(expected),
  )
  it('but those of a plan that the pathway does not know', () =>
    expect(lasting({ testPlans: { other: { tests } } })).toEqual([]))

  const always: Partial<RecordData> = {
    knownIssues: [{ reference: 'K-1', title: 'Flickers', severity: 4 }],
    adHocTests: [{ on: '2026-03-01', by: 'sam', environment: 'uat', title: 'Look around' }],
  }
  it.each(['prepare', 'live', 'withdrawn'])('are known issues and tests without a plan, always: %s', phase =>
    expect(kept(fieldsOf(site({ phase, ...always }).data, pathway.data))).toEqual(['knownIssues.0', 'adHocTests.0']),
  )
})

describe('changedFields', () => {
  const changed = (before: Partial<RecordData>, after: Partial<RecordData>) =>
    changedFields(fieldsOf(site(before).data, pathway.data), fieldsOf(site(after).data, pathway.data))
      .map(
        pair =>
          `${pair.before ? (pair.after ? 'changed' : 'removed') : 'added'} ${(pair.after ?? pair.before)?.pointer.join('.')}`,
      )
      .sort()

  const test = { reference: 'T-1', name: 'Book', kind: 'happy-path' as const, steps: ['Book'], expected: 'Booked' }
  const ticked = done('2026-03-01')
  const count = (referrals: number) => ({ on: '2026-03-02', by: 'pat', referrals, evidence })

  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    ['nothing', full, structuredClone(full), []],
    ['a phase', { phase: 'test' }, { phase: 'live' }, ['changed phase']],
    ['an item is ticked', {}, { checklists: { preparation: { plan: ticked } } }, ['added checklists.preparation.plan']],
    [
      'an item is taken out',
      { checklists: { preparation: { plan: ticked } } },
      {},
      ['removed checklists.preparation.plan'],
    ],
    [
      'only the date of an item',
      { checklists: { preparation: { plan: ticked } } },
      { checklists: { preparation: { plan: { ...ticked, on: '2026-03-02' } } } },
      ['changed checklists.preparation.plan'],
    ],
    [
      'a run is added',
      { testPlans: { uat: { tests: [test] } } },
      { testPlans: { uat: { tests: [{ ...test, runs: [run] }] } } },
      ['added testPlans.uat.tests.0.runs.0'],
    ],
    [
      'a count is added',
      { verification: { start: act('2026-03-01') } },
      { verification: { start: act('2026-03-01'), counts: [count(1)] } },
      ['added verification.counts.0'],
    ],
    [
      'an issue is resolved',
      { issues: [{ reference: 'I-1', title: 'Slow', raised: act('2026-03-01') }] },
      { issues: [{ reference: 'I-1', title: 'Slow', raised: act('2026-03-01'), resolved: act('2026-03-02') }] },
      ['added issues.0.resolved'],
    ],
    ['an empty list is nothing', {}, { issues: [], decisions: [] }, []],
    [
      'two sides of one environment',
      {},
      {
        environments: { uat: { sender: { installed: act('2026-03-01') }, receiver: { installed: act('2026-03-01') } } },
      },
      ['added environments.uat.receiver.installed', 'added environments.uat.sender.installed'],
    ],
  ])('%s', (_, before, after, expected) => expect(changed(before, after)).toEqual(expected))

  it('reordered keys change nothing, at whatever depth', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed)
      if (value === null || typeof value !== 'object') return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, reversed(part)]),
      )
    }
    const data = site(full).data
    const other = reversed(data) as RecordData
    expect(Object.keys(other)[0]).not.toBe(Object.keys(data)[0])
    expect(changedFields(fieldsOf(data, pathway.data), fieldsOf(other, pathway.data))).toEqual([])
  })

  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    [
      'an entry at the top of a list changes no other',
      { decisions: [go('move', '2026-03-01')] },
      { decisions: [go('go-live', '2026-03-02'), go('move', '2026-03-01')] },
      ['added decisions.0'],
    ],
    [
      'an entry that is rewritten is taken out, and another added',
      { decisions: [go('move', '2026-03-01')] },
      { decisions: [go('move', '2026-03-02')] },
      ['added decisions.0', 'removed decisions.0'],
    ],
    [
      'a second entry of the same words is one more',
      { decisions: [go('move', '2026-03-01')] },
      { decisions: [go('move', '2026-03-01'), go('move', '2026-03-01')] },
      ['added decisions.1'],
    ],
    [
      'a test before another one changes no other',
      { testPlans: { uat: { tests: [{ ...test, runs: [run] }] } } },
      {
        testPlans: {
          uat: {
            tests: [
              { ...test, reference: 'T-0' },
              { ...test, runs: [run] },
            ],
          },
        },
      },
      ['added testPlans.uat.tests.0'],
    ],
    [
      'a test with another reference is another one',
      { testPlans: { uat: { tests: [{ ...test, runs: [run] }] } } },
      { testPlans: { uat: { tests: [{ ...test, reference: 'T-2', runs: [run] }] } } },
      [
        'added testPlans.uat.tests.0',
        'added testPlans.uat.tests.0.runs.0',
        'removed testPlans.uat.tests.0',
        'removed testPlans.uat.tests.0.runs.0',
      ],
    ],
    [
      'entries in another order are the same',
      { decisions: [go('move', '2026-03-01'), go('move', '2026-03-02')] },
      { decisions: [go('move', '2026-03-02'), go('move', '2026-03-01')] },
      [],
    ],
  ])('%s', (_, before, after, expected) => expect(changed(before, after)).toEqual(expected))
})

describe('changedFields of a release', () => {
  const fields = (data: Partial<RecordData>) => fieldsOf(release(data).data, apart)
  const changed = (before: Partial<RecordData>, after: Partial<RecordData>) =>
    changedFields(fields(before), fields(after))
      .map(
        pair =>
          `${pair.before ? (pair.after ? 'changed' : 'removed') : 'added'} ${(pair.after ?? pair.before)?.pointer.join('.')}`,
      )
      .sort()
  const [maps, colour] = whole.scope ?? []
  if (!maps || !colour) throw new Error('no tickets')
  const issue = { reference: 'K-1', title: 'Flickers', severity: 4 }
  const agreed = { for: '2026-03-20', by: 'pat', on: '2026-03-09' }
  const tried = { on: '2026-03-01', by: 'sam', environment: 'uat', title: 'Look around' }

  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    ['nothing', whole, structuredClone(whole), []],
    ['tickets in another order are the same', { scope: [maps, colour] }, { scope: [colour, maps] }, []],
    [
      'a ticket at the top changes no other, nor what was found of it',
      { scope: [maps] },
      { scope: [colour, maps] },
      ['added scope.0'],
    ],
    [
      'a ticket with another reference is another one',
      { scope: [colour] },
      { scope: [{ ...colour, reference: 'T-9' }] },
      ['added scope.0', 'removed scope.0'],
    ],
    [
      'a second ticket with the same reference is one more',
      { scope: [colour] },
      { scope: [colour, { ...colour, title: 'Something else' }] },
      ['added scope.1'],
    ],
    [
      'a result does not pass from one ticket to another',
      { scope: [{ ...colour, sit: [{ result: 'pass', by: 'sam', on: '2026-03-04' }] }] },
      { scope: [{ ...colour, reference: 'T-9', sit: [{ result: 'pass', by: 'sam', on: '2026-03-04' }] }] },
      ['added scope.0', 'added scope.0.sit.0', 'removed scope.0', 'removed scope.0.sit.0'],
    ],
    [
      'a result is not what users say',
      { scope: [{ ...colour, uat: [{ outcome: 'accepted', by: 'pia', on: '2026-03-06' }] }] },
      { scope: [{ ...colour, choices: [{ choice: 'release', by: 'pia', on: '2026-03-06', reason: 'Fine' }] }] },
      ['added scope.0.choices.0', 'removed scope.0.uat.0'],
    ],
    [
      'one flag of two',
      { featureFlags: { maps: { title: 'Maps', on: false }, chat: { title: 'Chat', on: false } } },
      { featureFlags: { maps: { title: 'Maps', on: true }, chat: { title: 'Chat', on: false } } },
      ['changed featureFlags.maps'],
    ],
    [
      'a known issue is graded anew',
      { knownIssues: [issue] },
      { knownIssues: [{ ...issue, severity: 1 }] },
      ['changed knownIssues.0'],
    ],
    [
      'one site of two',
      { sites: { HOS01: { agreed }, HOS02: { agreed } } },
      { sites: { HOS01: { agreed }, HOS02: { agreed: { ...agreed, for: '2026-03-22' } } } },
      ['changed sites.HOS02.agreed'],
    ],
    [
      'where a test without a plan was is put right',
      { adHocTests: [tried] },
      { adHocTests: [{ ...tried, environment: 'production' }] },
      ['changed adHocTests.0'],
    ],
    [
      'that it was another day is another test',
      { adHocTests: [tried] },
      { adHocTests: [{ ...tried, on: '2026-03-02' }] },
      ['added adHocTests.0', 'removed adHocTests.0'],
    ],
  ])('%s', (_, before, after, expected) => expect(changed(before, after)).toEqual(expected))

  // What was approved is what stands in the document: the approver answers for another version anew.
  const notes = (more: Partial<Document> = {}) => ({ documents: { notes: approved('2026-03-02', 'tom', more) } })
  it.each<[string, Partial<Document>, string[]]>([
    ['another version', { version: '2.0' }, ['documents.notes', 'documents.notes.approved']],
    ['another file', { link: `${evidence}2` }, ['documents.notes', 'documents.notes.approved']],
    ['other interactions', { interactions: ['urn:book'] }, ['documents.notes', 'documents.notes.approved']],
    ['another owner', { owner: 'tess' }, ['documents.notes']],
    ['shared since', { shared: { sites: act('2026-03-03') } }, ['documents.notes']],
    ['reviewed since', { reviewed: act('2026-03-03') }, ['documents.notes.reviewed']],
  ])('an approval is of one version: %s', (_, more, expected) =>
    expect(changed(notes(), notes(more)).map(one => one.replace(/^\w+ /, ''))).toEqual(expected),
  )

  const reordered = (before: Partial<RecordData>, after: Partial<RecordData>) =>
    reorderedLists(fields(before), fields(after)).map(({ list }) => list)
  const pass = { result: 'pass' as const, by: 'sam', on: '2026-03-05' }
  const fail = { result: 'fail' as const, by: 'sam', on: '2026-03-05' }
  const accepted = { outcome: 'accepted' as const, by: 'pia', on: '2026-03-06' }
  const refused = { outcome: 'refused' as const, by: 'pia', on: '2026-03-06', reason: 'Slow' }
  const chosen = (choice: 'release' | 'delay') => ({ choice, by: 'tess', on: '2026-03-07', reason: 'So' })
  const smoke = (...runs: (typeof pass | typeof fail)[]) => ({ smokeTest: { needed: true, reason: 'New', runs } })
  // of two on one day the last counts: another order is another result
  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    [
      'results of SIT',
      { scope: [{ ...colour, sit: [pass, fail] }] },
      { scope: [{ ...colour, sit: [fail, pass] }] },
      ['["scope","T-2","sit"]'],
    ],
    [
      'what users say',
      { scope: [{ ...colour, uat: [accepted, refused] }] },
      { scope: [{ ...colour, uat: [refused, accepted] }] },
      ['["scope","T-2","uat"]'],
    ],
    [
      'what was chosen',
      { scope: [{ ...colour, choices: [chosen('delay'), chosen('release')] }] },
      { scope: [{ ...colour, choices: [chosen('release'), chosen('delay')] }] },
      ['["scope","T-2","choices"]'],
    ],
    ['runs of the smoke test', smoke(pass, fail), smoke(fail, pass), ['["smokeTest","runs"]']],
    [
      'not the tickets that they are of',
      {
        scope: [
          { ...maps, sit: [pass] },
          { ...colour, sit: [fail] },
        ],
      },
      {
        scope: [
          { ...colour, sit: [fail] },
          { ...maps, sit: [pass] },
        ],
      },
      [],
    ],
    [
      'nor known issues',
      { knownIssues: [issue, { ...issue, reference: 'K-2' }] },
      { knownIssues: [{ ...issue, reference: 'K-2' }, issue] },
      [],
    ],
  ])('an order that counts: %s', (_, before, after, expected) => expect(reordered(before, after)).toEqual(expected))
})

describe('reorderedLists', () => {
  const decision = (on: string) => go('move', on)
  const days = (...all: string[]) => ({ decisions: all.map(decision) })
  const reordered = (before: Partial<RecordData>, after: Partial<RecordData>) =>
    reorderedLists(fieldsOf(site(before).data, pathway.data), fieldsOf(site(after).data, pathway.data)).map(
      ({ list }) => list,
    )

  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    ['the same order', days('2026-03-01', '2026-03-02'), days('2026-03-01', '2026-03-02'), []],
    [
      'two entries change places',
      days('2026-03-01', '2026-03-02'),
      days('2026-03-02', '2026-03-01'),
      ['["decisions"]'],
    ],
    [
      'once a list',
      days('2026-03-01', '2026-03-02', '2026-03-03'),
      days('2026-03-03', '2026-03-02', '2026-03-01'),
      ['["decisions"]'],
    ],
    ['one more at the end', days('2026-03-01'), days('2026-03-01', '2026-03-02'), []],
    ['one more at the top', days('2026-03-01', '2026-03-02'), days('2026-03-03', '2026-03-01', '2026-03-02'), []],
    ['one less', days('2026-03-01', '2026-03-02'), days('2026-03-02'), []],
    [
      'things whose order says nothing',
      { risks: ['R-1', 'R-2'].map(reference => ({ reference, title: 'Late', level: 'low' as const })) },
      { risks: ['R-2', 'R-1'].map(reference => ({ reference, title: 'Late', level: 'low' as const })) },
      [],
    ],
  ])('%s', (_, before, after, expected) => expect(reordered(before, after)).toEqual(expected))

  it('tells one list from another', () => {
    const session = (on: string) => ({ on, attended: ['pat'] })
    const sessions = (...all: string[]) => ({ communications: { calls: { sessions: all.map(session) } } })
    const before = { ...days('2026-03-01', '2026-03-02'), ...sessions('2026-03-01', '2026-03-02') }
    expect(reordered(before, { ...before, ...sessions('2026-03-02', '2026-03-01') })).toEqual([
      '["communications","calls"]',
    ])
  })
})

describe('the name of a field', () => {
  const names = new Map(
    [...fieldsOf(site(full).data, pathway.data).values()].map(({ pointer, name }) => [pointer.join('.'), name]),
  )
  it.each<[string, FieldName]>([
    ['title', { part: 'field', name: 'title' }],
    ['checklists.preparation.plan', { part: 'item', name: 'Plan written' }],
    ['documents.report', { part: 'document', name: 'Report' }],
    ['environments.uat.mirrorsProduction', { part: 'step', name: 'UAT', detail: 'mirrorsProduction' }],
    ['environments.uat.sender.installed', { part: 'step', name: 'UAT, sender', detail: 'installed' }],
    ['testPlans.uat.link', { part: 'plan', name: 'UAT plan', detail: 'link' }],
    ['testPlans.uat.tests.0', { part: 'test', name: 'T-1 Book' }],
    ['testPlans.uat.tests.0.runs.0', { part: 'run', name: 'T-1 Book', detail: '2026-03-01' }],
    ['decisions.0', { part: 'decision', name: 'Move on?', detail: '2026-03-01' }],
    ['decisions.2', { part: 'decision', name: 'other', detail: '2026-03-01' }],
    ['verification.start', { part: 'live-start', name: '2026-03-01' }],
    ['verification.counts.0', { part: 'count', name: '2026-03-02' }],
    ['issues.0', { part: 'issue', name: 'I-1 Slow' }],
    ['issues.0.resolved', { part: 'issue', name: 'I-1 Slow', detail: 'resolved' }],
    ['incidents.0', { part: 'incident', name: 'INC-1 Lost' }],
    ['incidents.0.assessments.0', { part: 'assessment', name: 'INC-1', detail: '2026-03-02' }],
    ['risks.0', { part: 'risk', name: 'R-1 Late' }],
    ['waivers.0', { part: 'waiver', name: 'one' }],
    ['communications.calls.cadence', { part: 'forum', name: 'Calls', detail: 'cadence' }],
    ['communications.calls.sessions.0', { part: 'session', name: 'Calls', detail: '2026-03-01' }],
    ['adHocTests.0', { part: 'run', name: 'Look around', detail: '2026-03-01' }],
  ])('%s', (pointer, name) => expect(names.get(pointer)).toEqual(name))

  const nameAt = (pointer: string, fields: ReturnType<typeof fieldsOf>) =>
    [...fields.values()].find(one => one.pointer.join('.') === pointer)?.name
  it('of a waiver is that of its criterion', () => {
    const criteria = ['other', 'one'].map(id => ({
      id,
      title: `Title of ${id}`,
      rule: 'roles' as const,
      with: { roles: ['team/lead'] },
      enforcement: 'waivable' as const,
      clauses: ['S3-57'],
    }))
    const gates = [
      { from: 'prepare', to: 'test' },
      { from: 'test', to: 'install', criteria },
    ]
    expect(nameAt('waivers.0', fieldsOf(site(full).data, { ...pathway.data, gates }))).toEqual({
      part: 'waiver',
      name: 'Title of one',
    })
  })
  it('of a correction is the right day', () => {
    const corrections = [{ on: '2026-02-01', by: 'pat', reason: 'Wrong day' }]
    const fields = fieldsOf(site({ verification: { start: act('2026-03-01'), corrections } }).data, pathway.data)
    expect(nameAt('verification.corrections.0', fields)).toEqual({ part: 'live-start', name: '2026-02-01' })
  })
  it('of a certificate says whose it is', () => {
    const { data } = release({
      certificates: {
        conformance: { SUP01: { status: 'draft', version: '1' } },
        other: { SUP02: { status: 'draft', version: '1' } },
      },
    })
    const fields = fieldsOf(data, releasePathway.data)
    expect(nameAt('certificates.conformance.SUP01', fields)).toEqual({
      part: 'document',
      name: 'Conformance certificate',
      detail: 'SUP01',
    })
    expect(nameAt('certificates.other.SUP02', fields)).toEqual({ part: 'document', name: 'other', detail: 'SUP02' })
  })
})

describe('canonical', () => {
  it.each<[unknown, unknown]>([
    [
      { b: 1, a: { d: 1, c: 2 } },
      { a: { c: 2, d: 1 }, b: 1 },
    ],
    [[{ b: 1, a: 2 }], [{ a: 2, b: 1 }]],
  ])('%j and %j are written alike', (one, other) =>
    expect(JSON.stringify(canonical(one))).toBe(JSON.stringify(canonical(other))),
  )
  it.each<[unknown, unknown]>([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: '1' }],
    [null, {}],
    [{ a: null }, {}],
  ])('%j and %j are not', (one, other) =>
    expect(JSON.stringify(canonical(one))).not.toBe(JSON.stringify(canonical(other))),
  )
})

describe('what changes', () => {
  const changes = (before: Partial<RecordData> | undefined, after: Partial<RecordData>) =>
    whatChanges(before && site(before), site(after), pathway.data).map(({ name, was, now }) => [name.name, was, now])
  it.each<[string, Partial<RecordData>, Partial<RecordData>, unknown[]]>([
    ['a phase alone is what is asked for', { phase: 'test' }, { phase: 'live' }, []],
    [
      'a value',
      { release: '1.0.0-beta.1' },
      { release: '1.0.0-beta.2' },
      [['release', '1.0.0-beta.1', '1.0.0-beta.2']],
    ],
    [
      'a role',
      {},
      { roles: { 'provider/lead': ['pia'] } },
      [['roles', expect.stringContaining('provider/lead: pat'), 'provider/lead: pia']],
    ],
    [
      'an item that is ticked',
      {},
      { checklists: { charter: { accepted: { status: 'done', by: 'sam', on: '2026-03-01' } } } },
      [['Charter accepted', null, 'status: done, by: sam, on: 2026-03-01']],
    ],
    [
      'a waiver that goes',
      { waivers: [{ criterion: 'x', reason: 'Small', accepted: act('2026-03-01', 'tess'), expires: '2026-12-31' }] },
      {},
      [['x', expect.stringContaining('reason: Small'), null]],
    ],
  ])('%s', (_, before, after, expected) => expect(changes(before, after)).toEqual(expected))
  it('everything of a record that is new', () =>
    expect(changes(undefined, {}).map(([name]) => name)).toContain('participants'))
})

describe('a place that is kept for something', () => {
  const slots: Partial<RecordData> = {
    checklists: { preparation: { plan: { status: 'open' } } },
    documents: { report: { status: 'planned' } },
    testPlans: { uat: { tests: [] } },
  }
  const names = (data: Partial<RecordData>) => [...fieldsOf(site(data).data, pathway.data).keys()]

  it('says nothing that somebody would have to vouch for', () =>
    expect(names(slots).sort()).toEqual(names({ checklists: {}, documents: {}, testPlans: {} }).sort()))

  it.each<[string, Partial<RecordData>]>([
    ['an item that somebody reopened', { checklists: { preparation: { plan: { status: 'open', by: 'pat' } } } }],
    ['a document that somebody is to write', { documents: { report: { status: 'planned', owner: 'pat' } } }],
    ['a plan with its link', { testPlans: { uat: { link: evidence, tests: [] } } }],
  ])('%s says more', (_, data) => expect(names(data).length).toBe(names(slots).length + 1))

  it('emptied, it is a change like any other', () => {
    const before = fieldsOf(site({ checklists: { preparation: { plan: done('2026-03-01') } } }).data, pathway.data)
    const changed = changedFields(before, fieldsOf(site(slots).data, pathway.data))
    expect(changed.map(({ before, after }) => [before?.pointer, after])).toContainEqual([
      ['checklists', 'preparation', 'plan'],
      undefined,
    ])
  })
})
