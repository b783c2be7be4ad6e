import { describe, expect, it } from 'vitest'
import { canonical, changedFields, fieldsOf, type Provider, reorderedLists } from './fields.ts'
import type { FieldName } from './problems.ts'
import type { RecordData } from './repository.ts'
import { act, done, evidence, go, pathway, release, releasePathway, site } from './rules/fixture.ts'

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
    ['withdrawn', gate, false],
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
  const draft = { status: 'draft' as const, version: '1' }
  const data = release({
    documents: { 'risk-plan': draft },
    certificates: { conformance: { SUP01: draft, SUP02: draft } },
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
