import { describe, expect, it } from 'vitest'
import type { Decision, Document, Step, Test } from '../../schemas/types.ts'
import type { RecordData } from '../repository.ts'
import { act, brief, contextFor, done, go, noGo, release } from './fixture.ts'
import { order } from './order.ts'

const passed = (on: string, environment: string): Test => ({
  reference: 'T-1',
  name: 'Book a referral',
  kind: 'happy-path',
  steps: ['Book'],
  expected: 'Booked',
  runs: [{ on, by: 'pat', release: '1.0.0-beta.1', environment, patients: 'test', result: 'pass' }],
})
const uat = (on: string) => ({ testPlans: { uat: { tests: [passed(on, 'uat')] } } })
const smoke = (...days: string[]) => ({ testPlans: { smoke: { tests: days.map(on => passed(on, 'production')) } } })
const installed = (sender: string, receiver = sender) => ({
  environments: { production: { sender: { installed: act(sender) }, receiver: { installed: act(receiver) } } },
})
const configured = (sender: string, receiver = sender) => ({
  environments: { production: { sender: { configured: act(sender) }, receiver: { configured: act(receiver) } } },
})
const trained = (on: string) => ({ checklists: { training: { users: done(on) } } })
const decided = (...decisions: Decision[]) => ({ decisions })
const live = (on: string) => ({ verification: { start: act(on) } })

const judge = (steps: Step[], ...parts: Partial<RecordData>[]) =>
  order({ steps }, contextFor(Object.assign({}, ...parts)))

// S3-24: production is touched only after UAT has passed.
describe('UAT, then production', () => {
  const steps: Step[] = [{ tests: 'uat' }, { installed: 'production' }]
  it.each<[string, string, string, string, boolean]>([
    ['the day after', '2026-03-10', '2026-03-11', '2026-03-11', true],
    ['the same day', '2026-03-10', '2026-03-10', '2026-03-10', true],
    ['the day before', '2026-03-10', '2026-03-09', '2026-03-09', false],
    ['the sending side was too early', '2026-03-10', '2026-03-09', '2026-03-11', false],
    ['the receiving side was too early', '2026-03-10', '2026-03-11', '2026-03-09', false],
  ])('%s', (_, tested, sender, receiver, holds) => {
    expect(brief(judge(steps, uat(tested), installed(sender, receiver)))).toEqual(
      holds ? [] : ['out-of-order environments.production'],
    )
  })

  it('says what came before what', () => {
    expect(
      judge(steps, uat('2026-03-10'), installed('2026-03-09', '2026-03-11')).map(({ problem }) => problem),
    ).toEqual([
      {
        code: 'out-of-order',
        earlier: 'UAT plan',
        earlierOn: '2026-03-10',
        later: 'Production: solution installed',
        laterOn: '2026-03-09',
      },
    ])
  })

  it('says what should have been done before', () => {
    expect(judge(steps, installed('2026-03-11'))).toEqual([
      {
        problem: { code: 'undated', step: 'UAT plan', later: 'Production: solution installed' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['testPlans', 'uat'] },
      },
    ])
  })

  // that it has to be done is another criterion's
  it('lets pass what is not done yet', () => {
    expect(judge(steps, uat('2026-03-10'))).toEqual([])
    expect(judge(steps)).toEqual([])
  })

  // the installation of before the no-go is not out of order: it is not there any more, and the rule `environment` asks for it anew
  it('asks nothing of what a no-go has taken back', () => {
    const runs = [...(passed('2026-03-01', 'uat').runs ?? []), ...(passed('2026-03-20', 'uat').runs ?? [])]
    const plan = { testPlans: { uat: { tests: [{ ...passed('2026-03-01', 'uat'), runs }] } } }
    expect(judge(steps, plan, installed('2026-03-05'))).toEqual([])
    const again = (on: string) => brief(judge(steps, plan, installed(on), decided(noGo('move', '2026-03-10'))))
    expect(again('2026-03-05')).toEqual([])
    expect(again('2026-03-19')).toEqual(['out-of-order environments.production'])
    expect(again('2026-03-20')).toEqual([])
  })
})

// S3-18: users are trained after production is deployed and before the smoke test.
describe('production, training, smoke test', () => {
  const steps: Step[] = [{ configured: 'production' }, { checklist: 'training' }, { tests: 'smoke' }]
  it.each<[string, [string, string], string, string[], string[]]>([
    ['one day after the other', ['2026-03-01', '2026-03-02'], '2026-03-03', ['2026-03-04', '2026-03-05'], []],
    ['all on one day', ['2026-03-01', '2026-03-01'], '2026-03-01', ['2026-03-01', '2026-03-01'], []],
    [
      'trained between the sides',
      ['2026-03-01', '2026-03-04'],
      '2026-03-03',
      ['2026-03-05'],
      ['out-of-order checklists.training'],
    ],
    [
      'trained before production',
      ['2026-03-02', '2026-03-02'],
      '2026-03-01',
      ['2026-03-03'],
      ['out-of-order checklists.training'],
    ],
    [
      'trained between the smoke tests',
      ['2026-03-01', '2026-03-01'],
      '2026-03-03',
      ['2026-03-02', '2026-03-04'],
      ['out-of-order testPlans.smoke'],
    ],
    [
      'the wrong way round',
      ['2026-03-03', '2026-03-03'],
      '2026-03-02',
      ['2026-03-01'],
      ['out-of-order checklists.training', 'out-of-order testPlans.smoke'],
    ],
  ])('%s', (_, sides, training, smokes, expected) => {
    expect(brief(judge(steps, configured(...sides), trained(training), smoke(...smokes)))).toEqual(expected)
  })

  it('names each step', () => {
    expect(judge(steps, smoke('2026-03-01')).map(({ problem }) => problem)).toEqual([
      { code: 'undated', step: 'Training', later: 'Smoke plan' },
    ])
    expect(judge(steps, trained('2026-03-01')).map(({ problem }) => problem)).toEqual([
      { code: 'undated', step: 'Production: configured', later: 'Training' },
    ])
  })

  it('does not take one step of an environment for another', () => {
    expect(
      judge([{ configured: 'production' }, { installed: 'production' }], installed('2026-03-01')).map(
        ({ problem }) => problem,
      ),
    ).toEqual([{ code: 'undated', step: 'Production: configured', later: 'Production: solution installed' }])
  })
})

// S3-32, S3-34: no patient before every smoke test has passed and the parties have decided to go live.
describe('smoke test, decision, first patient', () => {
  const steps: Step[] = [{ tests: 'smoke' }, { decision: 'go-live' }, { liveRunning: true }]
  it.each<[string, Partial<RecordData>[], string[]]>([
    ['in order', [smoke('2026-03-01'), decided(go('go-live', '2026-03-02')), live('2026-03-03')], []],
    ['all on one day', [smoke('2026-03-01'), decided(go('go-live', '2026-03-01')), live('2026-03-01')], []],
    ['live running need not have begun', [smoke('2026-03-01'), decided(go('go-live', '2026-03-02'))], []],
    [
      'a patient before the decision',
      [smoke('2026-03-01'), decided(go('go-live', '2026-03-02')), live('2026-03-01')],
      ['out-of-order verification.start'],
    ],
    [
      'decided before the smoke test',
      [smoke('2026-03-02'), decided(go('go-live', '2026-03-01')), live('2026-03-03')],
      ['out-of-order decisions'],
    ],
    [
      'one of two smoke tests after the decision',
      [smoke('2026-03-01', '2026-03-03'), decided(go('go-live', '2026-03-02'))],
      ['out-of-order decisions'],
    ],
    ['not decided', [smoke('2026-03-01'), live('2026-03-03')], ['undated decisions']],
    [
      'a no-go is no decision to go live',
      [smoke('2026-03-01'), decided(noGo('go-live', '2026-03-02')), live('2026-03-03')],
      ['undated decisions'],
    ],
    [
      'another decision does not count',
      [smoke('2026-03-01'), decided(go('move', '2026-03-02')), live('2026-03-03')],
      ['undated decisions'],
    ],
    ['decided before the smoke test, without one', [decided(go('go-live', '2026-03-02'))], ['undated testPlans.smoke']],
    [
      'decided again after the smoke test',
      [smoke('2026-03-03'), decided(go('go-live', '2026-03-02'), go('go-live', '2026-03-04'))],
      [],
    ],
    [
      'decided again after the first patient',
      [smoke('2026-03-01'), decided(go('go-live', '2026-03-02'), go('go-live', '2026-03-09')), live('2026-03-05')],
      [],
    ],
    [
      'decided anew after a no-go: the go of before counts no more',
      [
        smoke('2026-03-04'),
        decided(go('go-live', '2026-03-02'), noGo('go-live', '2026-03-03'), go('go-live', '2026-03-05')),
        live('2026-03-04'),
      ],
      ['out-of-order verification.start'],
    ],
    [
      'the corrected first day counts',
      [
        smoke('2026-03-01'),
        decided(go('go-live', '2026-03-02')),
        {
          verification: {
            start: act('2026-03-01'),
            corrections: [{ on: '2026-03-02', by: 'pat', reason: 'Wrong day' }],
          },
        },
      ],
      [],
    ],
  ])('%s', (_, parts, expected) => expect(brief(judge(steps, ...parts))).toEqual(expected))

  it('calls them by their names', () => {
    expect(
      judge(steps, smoke('2026-03-02'), decided(go('go-live', '2026-03-01')), live('2026-02-01')).map(
        ({ problem }) => problem,
      ),
    ).toEqual([
      {
        code: 'out-of-order',
        earlier: 'Smoke plan',
        earlierOn: '2026-03-02',
        later: 'Go live?',
        laterOn: '2026-03-01',
      },
      {
        code: 'out-of-order',
        earlier: 'Go live?',
        earlierOn: '2026-03-01',
        later: 'First live patient',
        laterOn: '2026-02-01',
      },
    ])
  })

  it('begins anew with the last of several no-gos', () => {
    const decisions = [
      noGo('go-live', '2026-03-01'),
      go('go-live', '2026-03-02'),
      noGo('go-live', '2026-03-03'),
      go('go-live', '2026-03-05'),
    ]
    expect(
      brief(judge([{ decision: 'go-live' }, { liveRunning: true }], decided(...decisions), live('2026-03-04'))),
    ).toEqual(['out-of-order verification.start'])
  })

  // Decided on 1 March, a patient on 2 March, tested on 5 March, decided again on 6 March: each step is compared with the one before it only.
  // The tests are before the second decision, the first decision is before the patient, and the patient is before the tests.
  it('compares each step with all before it: no patient before the smoke test', () => {
    const parts = [
      smoke('2026-03-05'),
      decided(go('go-live', '2026-03-01'), go('go-live', '2026-03-06')),
      live('2026-03-02'),
    ]
    expect(brief(judge(steps, ...parts))).toContain('out-of-order verification.start')
  })

  // The rule `decision` and the voiding take the latest decision by its day; here it is the one that stands last in the list.
  it('takes the last decision by its day: a no-go that is written down before an older go', () => {
    const late = [noGo('go-live', '2026-03-10'), go('go-live', '2026-03-05')]
    expect(
      brief(judge([{ decision: 'go-live' }, { liveRunning: true }], decided(...late), live('2026-03-06'))),
    ).toEqual(['undated decisions'])
  })
  it('takes the last decision by its day: a no-go that is written down after a newer go', () => {
    const late = [go('go-live', '2026-03-05'), noGo('go-live', '2026-03-04')]
    expect(judge(steps, smoke('2026-03-05'), decided(...late), live('2026-03-06'))).toEqual([])
  })
})

// S3-53: the certificate is issued before anyone connects to BaRS.
describe('certificate, then connection to production', () => {
  const steps: Step[] = [
    { document: { document: 'conformance', of: 'certificate', party: 'supplier', act: 'approved' } },
    { onboarded: 'production' },
  ]
  const onboarded = (on: string): Partial<RecordData> => ({
    environments: { production: { sender: { onboarded: act(on) }, receiver: { onboarded: act(on) } } },
  })
  const issued = (on: string, status: Document['status'] = 'approved', organisation = 'SUP01') => [
    release({ certificates: { conformance: { [organisation]: { status, version: '1', approved: act(on, 'tom') } } } }),
  ]
  it.each<[string, ReturnType<typeof issued>, string, string[]]>([
    ['the day after', issued('2026-03-01'), '2026-03-02', []],
    ['the same day', issued('2026-03-01'), '2026-03-01', []],
    ['the day before', issued('2026-03-02'), '2026-03-01', ['out-of-order environments.production']],
    [
      'not issued',
      [release()],
      '2026-03-01',
      ['undated deployments/beta/releases/1.0.0-beta.1.yaml certificates.conformance.SUP01'],
    ],
    [
      'superseded',
      issued('2026-03-01', 'superseded'),
      '2026-03-02',
      ['undated deployments/beta/releases/1.0.0-beta.1.yaml certificates.conformance.SUP01'],
    ],
    [
      "another supplier's",
      issued('2026-03-01', 'approved', 'SUP02'),
      '2026-03-02',
      ['undated deployments/beta/releases/1.0.0-beta.1.yaml certificates.conformance.SUP01'],
    ],
  ])('%s', (_, others, on, expected) =>
    expect(brief(order({ steps }, contextFor(onboarded(on), { others })))).toEqual(expected),
  )

  it('names both', () => {
    const found = order({ steps }, contextFor(onboarded('2026-03-01'), { others: issued('2026-03-02') }))
    expect(found.map(({ problem }) => problem)).toEqual([
      {
        code: 'out-of-order',
        earlier: 'Conformance certificate approved',
        earlierOn: '2026-03-02',
        later: 'Production: onboarding complete',
        laterOn: '2026-03-01',
      },
    ])
  })
})

// S3-24: tests of another version do not allow this one to be installed.
describe('tests of the deployed version, then production', () => {
  it('asks for the version that is deployed', () => {
    const { testPlans } = uat('2026-03-01')
    const record = { testPlans, ...installed('2026-03-02') }
    const asked = (step: Step, release: string) =>
      brief(order({ steps: [step, { installed: 'production' }] }, contextFor({ ...record, release })))
    expect(asked({ testsOfRelease: 'uat' }, '1.0.0-beta.1')).toEqual([])
    expect(asked({ testsOfRelease: 'uat' }, '1.0.0-beta.2')).toEqual(['undated testPlans.uat'])
    expect(asked({ tests: 'uat' }, '1.0.0-beta.2')).toEqual([])
  })
})

// S0-15: two acts, a review and an approval. S4-36, S4-63: and then those concerned have it.
describe('one thing done with a document, then another', () => {
  const plan = (act: 'submitted' | 'reviewed' | 'approved' | 'shared'): Step => ({
    document: { document: 'plan', of: 'record', act, ...(act === 'shared' && { with: 'team' }) },
  })
  const steps = [plan('submitted'), plan('reviewed'), plan('approved'), plan('shared')]
  const held = (
    submitted: string,
    reviewed: string | null,
    approved: string,
    shared?: string,
  ): Partial<RecordData> => ({
    documents: {
      plan: {
        status: 'approved',
        version: '1.0',
        submitted: act(submitted),
        ...(reviewed && { reviewed: act(reviewed) }),
        approved: act(approved),
        ...(shared && { shared: { team: act(shared) } }),
      },
    },
  })
  it.each<[string, Partial<RecordData>, string[]]>([
    ['in order', held('2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'), []],
    ['all on one day', held('2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01'), []],
    ['not shared yet', held('2026-03-01', '2026-03-02', '2026-03-03'), []],
    [
      'reviewed before it was submitted',
      held('2026-03-02', '2026-03-01', '2026-03-03'),
      ['out-of-order documents.plan'],
    ],
    [
      'shared before it was approved',
      held('2026-03-01', '2026-03-02', '2026-03-04', '2026-03-03'),
      ['out-of-order documents.plan'],
    ],
    ['approved without a review', held('2026-03-01', null, '2026-03-03'), ['undated documents.plan']],
  ])('%s', (_, data, expected) => expect(brief(judge(steps, data))).toEqual(expected))

  it('names what was done with it', () =>
    expect(judge(steps, held('2026-03-02', '2026-03-01', '2026-03-03')).map(({ problem }) => problem)).toEqual([
      {
        code: 'out-of-order',
        earlier: 'Live plan given to its reviewers',
        earlierOn: '2026-03-02',
        later: 'Live plan reviewed',
        laterOn: '2026-03-01',
      },
    ]))
})

describe('an item, a meeting, a planned day', () => {
  const steps: Step[] = [{ item: { checklist: 'testing', item: 'scripts' } }, { forum: 'calls' }, { planned: 'live' }]
  const data = (item: string, meetings: string[], live: string): Partial<RecordData> => ({
    checklists: { testing: { scripts: done(item) } },
    communications: { calls: { sessions: meetings.map(on => ({ on, attended: ['pat'] })) } },
    plan: { live },
  })
  it.each<[string, Partial<RecordData>, string[]]>([
    ['in order', data('2026-03-01', ['2026-03-02'], '2026-03-03'), []],
    ['all on one day', data('2026-03-01', ['2026-03-01'], '2026-03-01'), []],
    ['planned for a day to come', data('2026-03-01', ['2026-03-02'], '2026-12-01'), []],
    ['met again later', data('2026-03-01', ['2026-03-02', '2026-03-09'], '2026-03-03'), []],
    [
      'met first before the item',
      data('2026-03-03', ['2026-03-09', '2026-03-02'], '2026-03-10'),
      ['out-of-order communications.calls'],
    ],
    [
      'planned for a day before the meeting',
      data('2026-03-01', ['2026-03-02'], '2026-03-01'),
      ['out-of-order plan.live'],
    ],
    ['never met', data('2026-03-01', [], '2026-03-03'), ['undated communications.calls']],
  ])('%s', (_, parts, expected) => expect(brief(judge(steps, parts))).toEqual(expected))
})
