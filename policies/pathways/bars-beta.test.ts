import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import type { Criterion, Gate, Guidance, Pathway } from '../../schemas/types.ts'
import { validate } from '../../schemas/validate.ts'
import { inconsistencies } from '../consistency.ts'
import { judgeCriteria } from '../criteria.ts'
import { lettersOf } from '../raci.ts'
import { readRepository } from '../repository.ts'
import { act, contextFor } from '../rules/fixture.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const text = read('bars-beta.yaml')
const beta = parse(text).data as Pathway
const { clauses } = parse(read('../guidance/S3.yaml')).data as Guidance

// The matrix as the BaRS Beta Deployment Guide publishes it: group, task, supplier, provider, BaRS team, Policy & Strategy.
const parties = ['supplier', 'provider', 'bars-team', 'policy-and-strategy']
const matrix = `
Beta Coordination                | Beta coordination                             | R   | R | S | A
Software Development             | Continuous development in line with the BaRS  | R   | C | S | A
Solutions Assurance              | Approval of evidence                          | R   | I | R | A
Solutions Assurance              | Issuance of Technical Conformance Certificate | C   | I | R | A
Governance                       | DCB 0129 compliance                           | R   | I | R | A
Governance                       | Clinical governance including DCB 0160        | C   | R | I | A
Governance                       | Information governance                        | S   | R | S | A
Governance                       | Beta acceptance criteria met                  | C   | R | R | A
Beta Environments                | Provide private beta (UAT) environment        | S   | R | S | A
Beta Environments                | Provide public beta environment (Live)        | S   | R | S | A
Beta Environments                | Install and update software                   | A   | R | S | I
Beta Environments                | Configuration                                 | R   | C | S | A
Beta Testing                     | Private beta test scripts                     | S   | R | S | A
Beta Testing                     | Private beta testing                          | R   | R | S | A
Beta Testing                     | Public beta smoke testing                     | R   | R | S | A
Issue Management                 | Issue management                              | R   | R | R | I
Issue Management                 | Issue resolution                              | R   | R | R | I
Business Change                  | Business change activities                    | S   | R | S | A
Lessons Learned                  | Lessons learned process                       | S   | S | R | A
BaRS (Standard) Development      | Continuous development of the Standard        | S   | S | R | A
Public Beta Service Management   | Incident reporting                            | I   | R | S | A
Public Beta Service Management   | Incident management                           | S   | S | S | A/R
Public Beta Service Management   | Incident resolution                           | R   | R | R | A
NHSE Policy & Strategy           | Service design and related policy changes     | N/A | C | I | R/A
NHSE Policy & Strategy           | Implementation plan beyond beta               | C   | C | I | R/A
NHSE Policy & Strategy           | Benefits management beyond beta               | N/A | C | I | R/A
NHSE Policy & Strategy           | Policy support for Healthcare Providers       | N/A | C | I | R/A
`
const published = matrix
  .trim()
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()))
const tasks = Object.values(beta.tasks ?? {})

describe('the RASCI matrix', () => {
  it('has 27 rows and four parties, in the order of the guide', () => {
    expect(published).toHaveLength(27)
    expect(Object.keys(beta.parties)).toEqual(parties)
    expect(Object.values(beta.parties).map(({ title }) => title)).toEqual([
      'Clinical System Supplier',
      'Healthcare Provider',
      'BaRS Team',
      'NHSE Policy & Strategy',
    ])
    expect(tasks.map(({ title }) => title)).toEqual(published.map(([, title]) => title))
  })

  it.each(published)('%s: %s: %s %s %s %s', (group, title, ...cells) => {
    const task = tasks.find(one => one.title === title)
    expect(task?.group).toBe(group)
    expect(Object.entries(task?.cells ?? {})).toEqual(parties.map((party, index) => [party, cells[index]]))
  })

  it.each(tasks)('$title is published, cell by cell', ({ group, title, cells }) => {
    expect(published).toContainEqual([group, title, ...parties.map(party => cells[party])])
  })

  const withLetter = (letter: 'A' | 'R') => (party: string) =>
    tasks.filter(({ cells }) => lettersOf(cells[party] ?? '-').includes(letter)).map(({ title }) => title)

  it('has two rows that nobody is accountable for', () => {
    const accountable = new Set(parties.flatMap(withLetter('A')))
    expect(tasks.map(({ title }) => title).filter(title => !accountable.has(title))).toEqual([
      'Issue management',
      'Issue resolution',
    ])
  })
  it('has one row for which the supplier is accountable, and none for provider or BaRS team', () => {
    expect(parties.map(party => withLetter('A')(party).length)).toEqual([1, 0, 0, 24])
    expect(withLetter('A')('supplier')).toEqual(['Install and update software'])
  })
  it('has compound cells: Policy & Strategy is both responsible and accountable', () => {
    const compound = tasks
      .filter(({ cells }) => parties.some(party => lettersOf(cells[party] ?? '-').length > 1))
      .map(({ title, cells }) => [title, cells['policy-and-strategy']])
    expect(compound).toEqual([
      ['Incident management', 'A/R'],
      ['Service design and related policy changes', 'R/A'],
      ['Implementation plan beyond beta', 'R/A'],
      ['Benefits management beyond beta', 'R/A'],
      ['Policy support for Healthcare Providers', 'R/A'],
    ])
  })
  it('has somebody responsible for each row', () => {
    const responsible = new Set(parties.flatMap(withLetter('R')))
    expect(tasks.filter(({ title }) => !responsible.has(title))).toEqual([])
  })

  const gates: Partial<Gate>[] = [...beta.gates, beta.registration, beta.roleChange, beta.withdrawal]
  it.each(Object.keys(beta.tasks ?? {}))('%s is signed at some gate', task =>
    expect(gates.filter(gate => gate.tasks?.includes(task)).length).toBeGreaterThan(0),
  )
  it.each(beta.gates)('somebody accountable or named signs $from to $to', gate => {
    const letters = (gate.tasks ?? []).flatMap(id => Object.values(beta.tasks?.[id]?.cells ?? {}).flatMap(lettersOf))
    expect(letters).toContain('A')
  })
})

const criteria = beta.gates.flatMap(gate =>
  (gate.criteria ?? []).map(criterion => ({ ...criterion, gate: `${gate.from} to ${gate.to}` })),
)
const find = (id: string) => criteria.find(criterion => criterion.id === id)

describe('the figures', () => {
  // S3-09, S3-10
  it('20, 50 and 75 referrals', () =>
    expect(find('referrals-completed')).toMatchObject({
      gate: 'public-beta to beta-exit',
      rule: 'referrals',
      enforcement: 'mandatory',
      with: { minimum: { low: 20, medium: 50, high: 75 } },
    }))
  it('14, 28 and 48 days', () =>
    expect(find('live-running-verified')).toMatchObject({
      gate: 'public-beta to beta-exit',
      rule: 'verification-period',
      enforcement: 'mandatory',
      with: { days: { low: 14, medium: 28, high: 48 } },
    }))
  it('and no others', () =>
    expect(criteria.filter(({ rule }) => ['referrals', 'verification-period'].includes(rule))).toHaveLength(2))
})

// S3-18: the published diagram.
describe('the phases', () => {
  const order = [
    'business-change',
    'uat-deployment',
    'private-beta',
    'production-deployment',
    'user-training',
    'technical-go-live',
    'public-beta',
    'beta-exit',
    'complete',
  ]
  it('stand in the order of the diagram', () => expect(Object.keys(beta.phases)).toEqual([...order, 'uplifted']))
  it('lead one to the next, and back in two loops', () => {
    const forward = order.slice(1).map((to, index) => `${order[index]} to ${to}`)
    const back = ['private-beta to business-change', 'technical-go-live to production-deployment']
    expect(beta.gates.map(({ from, to }) => `${from} to ${to}`)).toEqual([...forward, 'complete to uplifted', ...back])
  })
  it('training stands after production deployment and before the smoke test', () => {
    expect(order.indexOf('user-training')).toBe(order.indexOf('production-deployment') + 1)
    expect(order.indexOf('technical-go-live')).toBe(order.indexOf('user-training') + 1)
    expect(find('training-after-deployment')).toMatchObject({
      gate: 'user-training to technical-go-live',
      with: { steps: [{ configured: 'production' }, { checklist: 'training' }] },
    })
    expect(find('training-before-smoke-test')).toMatchObject({
      gate: 'technical-go-live to public-beta',
      with: { steps: [{ checklist: 'training' }, { tests: 'smoke' }] },
    })
  })

  it.each([
    [
      'move-to-public-beta',
      'business-change',
      'private-beta to production-deployment',
      'private-beta to business-change',
    ],
    [
      'go-live',
      'production-deployment',
      'technical-go-live to public-beta',
      'technical-go-live to production-deployment',
    ],
    ['acceptance', 'public-beta', 'public-beta to beta-exit', null],
  ])('%s leads back to %s', (decision, back, forward, loop) => {
    expect(beta.decisions?.[decision]?.back).toBe(back)
    const asked = (outcome: string) =>
      criteria
        .filter(one => one.rule === 'decision' && one.with.decision === decision && one.with.outcome === outcome)
        .map(({ gate, enforcement }) => [gate, enforcement])
    expect(asked('go')).toEqual([[forward, 'mandatory']])
    expect(asked('no-go')).toEqual(loop ? [[loop, 'mandatory']] : [])
  })
  it('has these three decisions and no others', () =>
    expect(Object.keys(beta.decisions ?? {})).toEqual(['move-to-public-beta', 'go-live', 'acceptance']))

  it.each([
    ['checklists.business-change', beta.checklists?.['business-change']?.phase, 'business-change'],
    ['checklists.training', beta.checklists?.['training']?.phase, 'user-training'],
    ['environments.uat', beta.environments?.['uat']?.phase, 'uat-deployment'],
    ['environments.production', beta.environments?.['production']?.phase, 'production-deployment'],
    ['testPlans.private-beta', beta.testPlans?.['private-beta']?.phase, 'private-beta'],
    ['testPlans.smoke', beta.testPlans?.['smoke']?.phase, 'technical-go-live'],
  ])('%s is done anew after a loop back to its phase', (_, phase, expected) => expect(phase).toBe(expected))
})

describe('the private beta gate', () => {
  const gate = beta.gates.find(({ from, to }) => from === 'private-beta' && to === 'production-deployment')
  it("S3-28: the provider's Clinical Lead and Clinical Safety Officer sign off, and they are two people", () => {
    expect(gate?.signOffs).toEqual([
      { role: 'provider/clinical-lead', clauses: ['S3-28'] },
      { role: 'provider/clinical-safety-officer', clauses: ['S3-28'] },
    ])
    expect(beta.distinct).toEqual([['provider/clinical-lead', 'provider/clinical-safety-officer']])
  })
  // Before production is touched: UAT, clinical witness, DCB0160, DCB0129 of both sides, transparency, certificate, decision.
  it.each([
    ['S3-24', 'tests', { plan: 'private-beta', patients: 'test' }],
    ['S3-29', 'document', { document: 'clinical-witness-report', of: 'record', approver: 'bars-team/clinical-lead' }],
    [
      'S3-45',
      'document',
      { document: 'dcb0160-safety-case', of: 'record', approver: 'provider/clinical-safety-officer' },
    ],
    [
      'S3-43',
      'document',
      {
        document: 'supplier-dcb0129-safety-case',
        of: 'certificate',
        party: 'supplier',
        approver: 'supplier/clinical-safety-officer',
      },
    ],
    ['S3-43', 'document', { document: 'bars-dcb0129-safety-case', of: 'release', approver: 'bars-team/clinical-lead' }],
    [
      'S3-48',
      'document',
      { document: 'ig-transparency', of: 'record', approver: 'provider/information-governance-lead' },
    ],
    [
      'S3-53',
      'document',
      {
        document: 'technical-conformance-certificate',
        of: 'certificate',
        party: 'supplier',
        approver: 'bars-team/technical-lead',
      },
    ],
    ['S3-27', 'decision', { decision: 'move-to-public-beta', outcome: 'go' }],
  ])('%s: %s %j', (clause, rule, parameters) => {
    const found = (gate?.criteria ?? [])
      .filter(one => one.rule === rule && one.clauses.includes(clause))
      .map(({ enforcement, ...one }) => [enforcement, one.with])
    expect(found).toContainEqual(['mandatory', parameters])
  })
})

describe('every criterion', () => {
  it.each(criteria)('$id cites clauses of the guide, and says how strict it is', ({ clauses: cited, enforcement }) => {
    expect(cited.length).toBeGreaterThan(0)
    for (const clause of cited) expect(clauses[clause]?.says).toBeTruthy()
    expect(['mandatory', 'waivable', 'advisory']).toContain(enforcement)
  })
  it('has an id of its own', () => expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length))

  // What protects patients, or stands in the guide as "must", "cannot" or "only".
  it.each([
    'pre-release-only',
    'risk-level-agreed',
    'business-change-done',
    'uat-ready',
    'uat-like-production',
    'uat-passed',
    'private-beta-witnessed',
    'dcb0160-approved',
    'supplier-dcb0129-approved',
    'bars-dcb0129-approved',
    'certificate-issued',
    'move-decided',
    'tested-before-decision',
    'certificate-before-connection',
    'uat-passed-before-go-live',
    'decision-before-patients',
    'production-ready',
    'uat-before-production',
    'users-trained',
    'training-after-deployment',
    'training-before-smoke-test',
    'smoke-test-passed',
    'live-services-protected',
    'go-live-decided',
    'no-patient-before-go-live',
    'referrals-completed',
    'live-running-verified',
    'acceptance-confirmed',
    'exit-report-completed',
    'retrospective-held',
  ])('%s is mandatory', id => expect(find(id)?.enforcement).toBe('mandatory'))
})

describe('a mandatory criterion', () => {
  const waived = (criterion: Criterion) => {
    const waivers = [
      { criterion: criterion.id, reason: 'Small', accepted: act('2026-03-01', 'tess'), expires: '2026-12-31' },
    ]
    return judgeCriteria([criterion], contextFor({ roles: {}, waivers }))[0]?.status
  }
  const unmet = {
    id: 'roles-held',
    title: 'Roles are held',
    clauses: ['S3-57'],
    rule: 'roles' as const,
    with: { roles: ['provider/lead'] },
  }

  it.each([
    ['mandatory', 'unmet'],
    ['waivable', 'waived'],
    ['advisory', 'warned'],
  ] as const)('that is %s is %s under a valid waiver', (enforcement, status) =>
    expect(waived({ ...unmet, enforcement })).toBe(status),
  )

  it.each(criteria.filter(({ enforcement }) => enforcement === 'mandatory').map(({ id }) => id))(
    'a waiver of %s in a record is refused',
    criterion => {
      const record = `
kind: Deployment
title: Harbour
pathway: bars-beta
phase: business-change
release: 1.0.0-beta.1
organisations: { supplier: SUP01, provider: HOS01 }
participants: [sender]
roles: {}
waivers:
  - { criterion: ${criterion}, reason: Small, accepted: { by: tess, on: 2026-03-01 }, expires: 2026-12-31 }
`
      const tree = new Map([
        ['policies/pathways/bars-beta.yaml', { text }],
        ['deployments/beta/harbour.yaml', { text: record }],
      ])
      const problems = inconsistencies(readRepository(tree), '2026-03-31').map(({ problem }) => problem)
      expect(problems).toContainEqual({ code: 'waiver-refused', criterion, enforcement: 'mandatory' })
    },
  )
})

describe('the file', () => {
  it('is what its schema allows', () => expect(validate('Pathway', beta)).toEqual([]))
  it('fits together with the guide: every name and every clause is known', () => {
    const tree = new Map(
      ['pathways/bars-beta.yaml', 'guidance/S3.yaml'].map(path => [`policies/${path}`, { text: read(`../${path}`) }]),
    )
    expect(
      inconsistencies(readRepository(tree), '2026-03-31').filter(({ at }) => at.path.endsWith('bars-beta.yaml')),
    ).toEqual([])
  })
  it('asks for documents that the pathway of releases has', () => {
    const application = parse(read('bars-application.yaml')).data as Pathway
    for (const { rule, with: parameters } of criteria) {
      if (rule === 'risk-level') expect(Object.keys(application.documents ?? {})).toContain(parameters.document)
      if (rule === 'document' && parameters.of === 'release')
        expect(Object.keys(application.documents ?? {})).toContain(parameters.document)
      if (rule === 'document' && parameters.of === 'certificate')
        expect(Object.keys(application.certificates ?? {})).toContain(parameters.document)
    }
  })
})
