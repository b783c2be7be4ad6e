/** Golden cases: all that notes of a release can tell, read whole. */
import { describe, expect, it } from 'vitest'
import type { Service } from '../../schemas/types.ts'
import type { RecordFile, TemplateFile } from '../repository.ts'
import { act, approved, done, evidence as link } from '../rules/fixture.ts'
import { atlas, deployedAt, issue, production, ticket, uat, world } from './fixture.ts'
import { notesOf } from './release.ts'

const digest = `sha256:${'0'.repeat(64)}`
const hub = (version: string, ...more: [string, string][]): Service[] =>
  [['Hub', version] as const, ...more].map(([name, version]) => ({ name, version }))
const first = atlas('1.0.0', {
  scope: [ticket('T-1', { flag: 'export' })],
  services: hub('4.0.0', ['Old', '1.0.0']),
  featureFlags: { export: { title: 'Export', on: false } },
  knownIssues: [issue('K-1', { hazard: 'HAZ-7' })],
  ...deployedAt(['HOS01', '2026-01-10'], ['HOS02', '2026-01-10']),
})
const second = atlas('1.1.0', {
  scope: [ticket('T-2', { area: 'Maps', impact: 'Users find sites sooner.' }), ticket('T-3', { type: 'enhancement' })],
  services: hub('4.1.0'),
  knownIssues: [issue('K-2', { severity: 2, fixedIn: '1.2.0' })],
  actions: [{ kind: 'training', what: 'Users learn to read the map.' }],
  ...deployedAt(['HOS01', '2026-02-10']),
})
const hotfix = atlas('1.1.1', {
  type: 'hotfix',
  phase: 'production',
  scope: [ticket('T-4', { type: 'bug' })],
  services: hub('4.1.1'),
  trigger: {
    reference: 'SD-7',
    title: 'Results are lost',
    severity: 1,
    environment: 'production',
    raisedVia: 'service-desk',
    raised: act('2026-02-12'),
    endangers: [],
  },
  downtime: { start: '2026-02-14T18:00:00Z', predictedEnd: '2026-02-14T20:00:00Z' },
  ...deployedAt(['HOS01', '2026-02-14']),
})
const withdrawn = atlas('1.1.2', { phase: 'withdrawn', scope: [ticket('T-99')] })
const { type: _, ...uncategorised } = ticket('T-6')
const planned = atlas('1.2.0', {
  phase: 'pre-prod',
  plan: { uat: '2026-03-02', production: '2026-04-01' },
  scope: [
    // the hotfix brought it already
    ticket('T-4', { type: 'bug' }),
    ticket('T-5', { type: 'bug', reverts: 'T-3' }),
    uncategorised,
    ticket('T-7', { done: act('2026-03-01') }),
    ticket('T-8', { type: 'bug', reverts: 'T-7' }),
  ],
  unticketed: [{ title: 'Certificates are renewed', type: 'enhancement' }],
  services: hub('4.1.1', ['Reader', '0.1.0']),
  featureFlags: { export: { title: 'Export', on: true } },
  knownIssues: [issue('K-1', { fixedIn: '1.2.0', resolved: act('2026-03-05') }), issue('K-3', { severity: 4 })],
  actions: [{ kind: 'order', what: 'The hub first.', sites: ['HOS01'] }],
  sites: { HOS02: { agreed: { for: '2026-04-03', by: 'hal', on: '2026-03-20' } } },
  checklists: { papers: { training: done('2026-03-06', 'tom') } },
  documents: { sit: approved('2026-03-06', 'pete', { digest }) },
})
const repository = world(planned, withdrawn, hotfix, second, first)
const told = (release: RecordFile, template: TemplateFile = production, site?: string) =>
  notesOf({ release, template, ...(site !== undefined && { site }) }, repository)

const known = { severity: 3, workaround: 'Load the page again.' }
const k1 = { reference: 'K-1', title: 'What is wrong with K-1', ...known, hazard: 'HAZ-7', since: '1.0.0' }
const k2 = {
  reference: 'K-2',
  title: 'What is wrong with K-2',
  ...known,
  severity: 2,
  since: '1.1.0',
  fixedIn: '1.2.0',
}
const k3 = { reference: 'K-3', title: 'What is wrong with K-3', ...known, severity: 4, since: '1.2.0' }
const missing = [
  { kind: 'missing', title: 'Evidence from SIT' },
  { kind: 'missing', title: 'Training documents' },
]
const signers = ["Team's lead", "Sites' lead"].map(role => ({ kind: 'role', role }))

it('a planned release, in production', () =>
  expect(told(planned)).toEqual({
    release: [
      {
        kind: 'planned',
        product: 'Atlas',
        version: '1.2.0',
        title: 'Atlas 1.2.0',
        environment: 'Production',
        date: '2026-04-01',
      },
    ],
    range: [{ kind: 'next', from: '1.1.1', to: '1.2.0', earliest: '1.1.1' }],
    actions: [{ kind: 'order', what: 'The hub first.', sites: ['Hospital'] }],
    changes: [
      { kind: 'uncategorised', reference: 'T-6', title: 'What T-6 changes' },
      { kind: 'reverted', reference: 'T-7', title: 'What T-7 changes', by: 'T-8' },
      { kind: 'bug', reference: 'T-5', title: 'What T-5 changes' },
      { kind: 'unticketed', title: 'Certificates are renewed' },
      // it came with 1.0.0, and is switched on now
      { kind: 'feature', reference: 'T-1', title: 'What T-1 changes', flag: 'export' },
    ],
    services: [
      { kind: 'unchanged', name: 'Hub', from: '4.1.1', to: '4.1.1' },
      { kind: 'new', name: 'Reader', to: '0.1.0' },
    ],
    flags: [{ kind: 'on', flag: 'export', title: 'Export' }],
    issues: [
      { kind: 'unconfirmed', ...k2, affects: ['1.1.0', '1.1.1', '1.2.0'] },
      { kind: 'closed', ...k1, fixedIn: '1.2.0', affects: ['1.0.0', '1.1.0', '1.1.1'] },
      { kind: 'open', ...k3, affects: ['1.2.0'] },
    ],
    evidence: [
      { kind: 'attached', title: 'Evidence from SIT', version: '1.0', digest, link, on: '2026-03-06' },
      { kind: 'missing', title: 'Training documents' },
    ],
    signers,
  }))

it('the same release, in UAT: from what was there, with what the hotfix brought', () => {
  const { release, range, changes, services, signers } = told(planned, uat)
  expect(release?.[0]).toMatchObject({ environment: 'UAT', date: '2026-03-02' })
  expect(range).toEqual([{ kind: 'skipped', from: '1.1.0', to: '1.2.0', between: ['1.1.1'], earliest: '1.1.0' }])
  expect(changes?.[0]).toEqual({ kind: 'bug', reference: 'T-4', title: 'What T-4 changes', release: '1.1.1' })
  expect(services?.[0]).toEqual({ kind: 'raised', name: 'Hub', from: '4.1.0', to: '4.1.1' })
  expect(signers).toEqual([{ kind: 'role', role: 'Technical lead' }])
})

it('a hotfix', () =>
  expect(told(hotfix)).toEqual({
    release: [
      {
        kind: 'hotfix',
        product: 'Atlas',
        version: '1.1.1',
        title: 'Atlas 1.1.1',
        environment: 'Production',
        issueReference: 'SD-7',
        issue: 'Results are lost',
      },
    ],
    range: [{ kind: 'next', from: '1.1.0', to: '1.1.1', earliest: '1.1.0' }],
    actions: [{ kind: 'downtime', from: '2026-02-14T18:00:00Z', until: '2026-02-14T20:00:00Z' }],
    changes: [{ kind: 'bug', reference: 'T-4', title: 'What T-4 changes' }],
    services: [{ kind: 'raised', name: 'Hub', from: '4.1.0', to: '4.1.1' }],
    flags: [],
    issues: [
      { kind: 'open', ...k2, affects: ['1.1.0', '1.1.1'] },
      { kind: 'open', ...k1, affects: ['1.0.0', '1.1.0', '1.1.1'] },
    ],
    evidence: missing,
    signers,
  }))

it('a change of a third party', () => {
  const patches = atlas('1.1.0-os.1', { type: 'third-party', phase: 'scope', plan: { production: '2026-03-10' } })
  expect(notesOf({ release: patches, template: production }, world(first, second, hotfix, patches))).toEqual({
    release: [
      {
        kind: 'third-party',
        product: 'Atlas',
        version: '1.1.0-os.1',
        title: 'Atlas 1.1.0-os.1',
        environment: 'Production',
        date: '2026-03-10',
      },
    ],
    range: [{ kind: 'outside' }],
    actions: [],
    changes: [],
    services: [],
    flags: [],
    // those of 1.1.0, which is there
    issues: [
      { kind: 'open', ...k2, affects: ['1.1.0'] },
      { kind: 'open', ...k1, affects: ['1.0.0', '1.1.0'] },
    ],
    // nothing of it is ours
    evidence: [],
    signers: [{ kind: 'role', role: "Sites' lead" }],
  })
})

it('a site that skipped two releases gets all that it missed', () => {
  const { range, actions, changes, services, issues } = told(planned, production, 'HOS02')
  expect(range).toEqual([
    {
      kind: 'skipped',
      from: '1.0.0',
      to: '1.2.0',
      between: ['1.1.0', '1.1.1'],
      site: 'Second hospital',
      date: '2026-04-03',
    },
  ])
  expect(actions).toEqual([{ kind: 'training', what: 'Users learn to read the map.' }])
  expect(changes).toEqual([
    {
      kind: 'feature',
      reference: 'T-2',
      title: 'What T-2 changes',
      area: 'Maps',
      impact: 'Users find sites sooner.',
      release: '1.1.0',
    },
    { kind: 'reverted', reference: 'T-3', title: 'What T-3 changes', release: '1.1.0', by: 'T-5' },
    { kind: 'bug', reference: 'T-4', title: 'What T-4 changes', release: '1.1.1' },
    { kind: 'uncategorised', reference: 'T-6', title: 'What T-6 changes' },
    { kind: 'reverted', reference: 'T-7', title: 'What T-7 changes', by: 'T-8' },
    { kind: 'unticketed', title: 'Certificates are renewed' },
    { kind: 'feature', reference: 'T-1', title: 'What T-1 changes', flag: 'export' },
  ])
  expect(services).toEqual([
    { kind: 'raised', name: 'Hub', from: '4.0.0', to: '4.1.1' },
    { kind: 'new', name: 'Reader', to: '0.1.0' },
    { kind: 'removed', name: 'Old', from: '1.0.0' },
  ])
  expect(issues?.map(({ kind, reference }) => `${kind} ${reference}`)).toEqual([
    'unconfirmed K-2',
    'closed K-1',
    'open K-3',
  ])
})

it('a site that goes back', () => {
  const { range, changes, services, issues, actions } = told(
    { ...first, data: { ...first.data, sites: {} } },
    production,
    'HOS01',
  )
  expect(range).toEqual([{ kind: 'back', from: '1.1.1', to: '1.0.0', between: ['1.1.0'], site: 'Hospital' }])
  expect(changes?.map(({ kind, reference, release }) => `${kind} ${reference} ${release}`)).toEqual([
    'undone T-2 1.1.0',
    'undone T-3 1.1.0',
    'undone T-4 1.1.1',
  ])
  expect(services).toEqual([
    { kind: 'rolled-back', name: 'Hub', from: '4.1.1', to: '4.0.0' },
    { kind: 'new', name: 'Old', to: '1.0.0' },
  ])
  expect(issues).toEqual([{ kind: 'open', ...k1, affects: ['1.0.0'] }])
  expect(actions).toEqual([])
})

describe('always', () => {
  it('is the same whatever the order in which releases are registered', () => {
    const other = world(first, second, hotfix, withdrawn, planned)
    for (const release of [first, second, hotfix, planned])
      for (const site of [undefined, 'HOS01', 'HOS02']) {
        const of = { release, template: production, ...(site !== undefined && { site }) }
        expect(JSON.stringify(notesOf(of, other))).toBe(JSON.stringify(notesOf(of, repository)))
      }
  })
  it('tells nothing of what was withdrawn', () => {
    for (const site of [undefined, 'HOS01', 'HOS02'])
      expect(JSON.stringify(told(planned, production, site))).not.toContain('T-99')
  })
  it('tells nothing where the pathway is not known', () =>
    expect(told({ ...planned, data: { ...planned.data, pathway: 'nowhere' } })).toEqual({}))
})

it('an issue is not closed by a hotfix that has not come', () => {
  const found = atlas('1.0.0', { knownIssues: [issue('K-1')] })
  const next = atlas('1.1.0', { phase: 'pre-prod' })
  const closing = (phase: string) =>
    atlas('1.0.1', { phase, type: 'hotfix', knownIssues: [issue('K-1', { resolved: act('2026-03-01') })] })
  const kinds = (phase: string) =>
    notesOf({ release: next, template: production }, world(found, closing(phase), next)).issues?.map(({ kind }) => kind)
  expect(kinds('scope')).toEqual(['open'])
  expect(kinds('withdrawn')).toEqual(['open'])
  // in what is there now, or what comes with this one
  expect(kinds('complete')).toEqual([])
  expect(kinds('pre-prod')).toEqual(['closed'])
})
