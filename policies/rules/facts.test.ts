import { describe, expect, it } from 'vitest'
import type { Criterion } from '../../schemas/types.ts'
import { judgeCriteria } from '../criteria.ts'
import type { Fact } from '../model.ts'
import type { RecordData } from '../repository.ts'
import { act, contextFor, done, go } from './fixture.ts'

const base = { id: 'one', title: 'One', enforcement: 'mandatory' as const, clauses: ['S3-01'] }
const judge = (criterion: object, data: Partial<RecordData>) =>
  judgeCriteria([{ ...base, ...criterion } as Criterion], contextFor(data))[0]

const run = (on: string, release = '1.0.0-beta.1') => ({
  on,
  by: 'pat',
  release,
  environment: 'uat',
  patients: 'test' as const,
  result: 'pass' as const,
})
const test = (reference: string, on: string) => ({
  reference,
  name: 'Arrives',
  kind: 'happy-path' as const,
  steps: ['Send'],
  expected: 'It is there',
  runs: [run(on)],
})
const preparation = {
  plan: done('2026-02-02'),
  reports: { status: 'not-applicable' as const, by: 'pat', on: '2026-02-03', reason: 'There are none' },
}

describe('what is shown where a criterion holds', () => {
  it.each<[string, object, Partial<RecordData>, Fact[]]>([
    [
      'the items of a checklist',
      { rule: 'checklist', with: { checklist: 'preparation' } },
      { checklists: { preparation } },
      [
        { code: 'done', item: 'Plan written', by: 'pat', on: '2026-02-02' },
        { code: 'does-not-apply', item: 'Reports updated', by: 'pat', reason: 'There are none' },
      ],
    ],
    [
      'a document, its version and its approver',
      { rule: 'document', with: { document: 'report', of: 'record', approver: 'provider/lead' } },
      { documents: { report: { status: 'approved', version: '3', approved: act('2026-02-04') } } },
      [{ code: 'approved', document: 'Report', version: '3', by: 'pat', on: '2026-02-04' }],
    ],
    [
      'the tests of a plan',
      { rule: 'tests', with: { plan: 'uat', patients: 'test' } },
      { testPlans: { uat: { tests: [test('U-1', '2026-02-09'), test('U-2', '2026-02-05')] } } },
      [{ code: 'passed', plan: 'UAT plan', tests: 2, release: '1.0.0-beta.1', on: '2026-02-09' }],
    ],
    [
      'a decision',
      { rule: 'decision', with: { decision: 'acceptance', outcome: 'go' } },
      { decisions: [go('acceptance', '2026-02-10')] },
      [{ code: 'decided', decision: 'Accept?', outcome: 'go', on: '2026-02-10', chair: 'tess' }],
    ],
    [
      'the steps of an order that were done',
      { rule: 'order', with: { steps: [{ checklist: 'training' }, { decision: 'go-live' }] } },
      { checklists: { training: { users: done('2026-02-11') } } },
      [{ code: 'dated', step: 'Training', on: '2026-02-11' }],
    ],
    [
      'both ends of a time limit',
      {
        rule: 'within',
        with: { from: { checklist: 'training' }, to: { decision: 'go-live' }, limit: { days: 5 } },
      },
      { checklists: { training: { users: done('2026-02-11') } }, decisions: [go('go-live', '2026-02-12')] },
      [
        { code: 'dated', step: 'Training', on: '2026-02-11' },
        { code: 'dated', step: 'Go live?', on: '2026-02-12' },
      ],
    ],
    [
      'the meetings of a forum',
      { rule: 'forum', with: { forum: 'calls', attended: ['supplier'] } },
      {
        communications: {
          calls: {
            sessions: [
              { on: '2026-02-13', attended: ['sam'] },
              { on: '2026-02-12', attended: ['sam'] },
            ],
          },
        },
      },
      [{ code: 'met', forum: 'Calls', meetings: 2, on: '2026-02-13' }],
    ],
    [
      'live running',
      { rule: 'verification-period', with: { days: { low: 14, medium: 28, high: 48 } } },
      { verification: { start: act('2026-03-01') } },
      [{ code: 'live', since: '2026-03-01', days: 30, needed: 14 }],
    ],
    [
      'referrals',
      { rule: 'referrals', with: { minimum: { low: 20, medium: 50, high: 75 }, livePhase: 'live' } },
      {
        verification: {
          start: act('2026-03-01'),
          counts: [{ on: '2026-03-20', by: 'pat', referrals: 21, evidence: 'https://evidence.example/1' }],
        },
      },
      [{ code: 'counted', referrals: 21, needed: 20, sites: 1 }],
    ],
    ['nothing of a rule that has nothing to add', { rule: 'resolved', with: { what: 'issues' } }, {}, []],
  ])('%s', (_, criterion, data, facts) => expect(judge(criterion, data)).toMatchObject({ status: 'met', facts }))

  it('is nothing where it does not hold', () =>
    expect(
      judge(
        { rule: 'checklist', with: { checklist: 'preparation' } },
        { checklists: { preparation: { plan: done('2026-02-02') } } },
      ),
    ).toMatchObject({ status: 'unmet', facts: [] }))
})
