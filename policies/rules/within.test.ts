import { describe, expect, it } from 'vitest'
import type { Document, Span, Step } from '../../schemas/types.ts'
import type { RecordData } from '../repository.ts'
import { act, approved, brief, calendar, contextFor, done, draft, noGo, passed, release } from './fixture.ts'
import { within } from './within.ts'

type Data = Partial<RecordData>
const step = (act: 'submitted' | 'approved'): Step => ({ document: { document: 'plan', of: 'record', act } })
const held = (plan?: Document): Data => ({ documents: plan ? { plan } : {} })

const judge = (limit: Span, data: Data, today = '2026-03-31') =>
  within({ from: step('submitted'), to: step('approved'), limit }, contextFor(data, { today, calendar }))

// S0-16: five working days for the review and the approval. Good Friday is on 3 April 2026, Easter Monday on 6 April.
describe('in five working days', () => {
  const between = (submitted: string, done: string) =>
    judge({ workingDays: 5 }, held(approved(done, 'pete', { submitted: act(submitted) })), '2026-04-30')

  it.each<[string, string, string, boolean]>([
    ['on the same day', '2026-03-02', '2026-03-02', true],
    ['on the last day', '2026-03-02', '2026-03-09', true],
    ['a day later', '2026-03-02', '2026-03-10', false],
    ['submitted on a Friday, on the last day', '2026-03-06', '2026-03-13', true],
    ['submitted on a Friday, on the Saturday after the last day', '2026-03-06', '2026-03-14', false],
    ['submitted on a Saturday, on the last day', '2026-03-07', '2026-03-13', true],
    ['submitted on a Saturday, on the Monday after', '2026-03-07', '2026-03-16', false],
    ['over Easter, on the last day', '2026-04-01', '2026-04-10', true],
    ['over Easter, a day later', '2026-04-01', '2026-04-13', false],
    // that it comes after is what `order` asks
    ['before it was submitted', '2026-03-02', '2026-02-20', true],
  ])('%s: %s to %s', (_, submitted, approvedOn, holds) => {
    expect(brief(between(submitted, approvedOn))).toEqual(holds ? [] : ['too-late documents.plan'])
  })

  it('says until when, and when it was', () =>
    expect(between('2026-03-02', '2026-03-10')).toEqual([
      {
        problem: { code: 'too-late', step: 'Live plan approved', on: '2026-03-10', by: '2026-03-09' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'plan'] },
      },
    ]))
})

describe('what is not done yet', () => {
  const submitted = held(draft({ submitted: act('2026-03-02') }))
  it.each<[string, string, 'due' | 'overdue']>([
    ['on the first day', '2026-03-02', 'due'],
    ['on the last day', '2026-03-09', 'due'],
    ['a day later', '2026-03-10', 'overdue'],
  ])('%s never holds', (_, today, code) => {
    expect(judge({ workingDays: 5 }, submitted, today)).toEqual([
      {
        problem: {
          code,
          step: 'Live plan approved',
          by: '2026-03-09',
          from: 'Live plan given to its reviewers',
          since: '2026-03-02',
        },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'plan'] },
      },
    ])
  })

  it('is work, not time: it never only waits', () =>
    expect(judge({ workingDays: 5 }, submitted, '2026-03-03').map(({ waits, until }) => [waits, until])).toEqual([
      [undefined, undefined],
    ]))

  it.each<[string, Document]>([
    ['superseded', approved('2026-03-03', 'pete', { submitted: act('2026-03-02'), status: 'superseded' })],
    ['back in review', approved('2026-03-03', 'pete', { submitted: act('2026-03-02'), status: 'in-review' })],
  ])('an approval that is %s is none', (_, plan) => {
    expect(brief(judge({ workingDays: 5 }, held(plan), '2026-03-04'))).toEqual(['due documents.plan'])
  })
})

describe('without a beginning there is no time to keep', () => {
  it.each<[string, Document | undefined]>([
    ['no document', undefined],
    ['a draft that nobody was given', draft()],
    ['approved, though it was never submitted', approved('2026-03-02')],
  ])('%s', (_, plan) => {
    expect(judge({ workingDays: 5 }, held(plan))).toEqual([
      {
        problem: { code: 'not-begun', step: 'Live plan given to its reviewers', later: 'Live plan approved' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['documents', 'plan'] },
      },
    ])
  })
})

describe('a no-go', () => {
  const plan = approved('2026-03-09', 'pete', { submitted: act('2026-03-02') })
  it.each<[string, string, string[]]>([
    ['of before leaves both', '2026-03-01', []],
    ['between them takes the beginning', '2026-03-02', ['not-begun documents.plan']],
    ['after them takes both', '2026-03-09', ['not-begun documents.plan']],
  ])('%s', (_, on, expected) => {
    const data = { ...held(plan), decisions: [noGo('go-live', on)] }
    expect(brief(judge({ workingDays: 5 }, data))).toEqual(expected)
  })

  it('takes an installation back: it is not done in time', () => {
    const both = { sender: { installed: act('2026-03-05') }, receiver: { installed: act('2026-03-05') } }
    const data = {
      ...held(draft({ submitted: act('2026-03-02') })),
      environments: { uat: both },
      decisions: [noGo('move', '2026-03-05')],
    }
    const from: Step = { item: { checklist: 'charter', item: 'accepted' } }
    const found = within(
      { from, to: { installed: 'uat' }, limit: { days: 14 } },
      contextFor({ ...data, checklists: { charter: { accepted: done('2026-03-02') } } }, { today: '2026-03-10' }),
    )
    expect(brief(found)).toEqual(['due environments.uat'])
  })
})

// S3-39: at the latest three months after the publication. A month that is too short ends the time.
describe('in three months', () => {
  const published = (on: string) =>
    release(
      {
        version: '1.0.0',
        pathway: 'rollout',
        phase: 'deploy',
        checklists: { publication: { published: done(on, 'tess') } },
      },
      'beta/releases/1.0.0',
    )
  const judged = (publication: string, installed: string | null, today: string) =>
    within(
      {
        from: { successor: { checklist: 'publication', item: 'published' } },
        to: { installed: 'production' },
        limit: { months: 3 },
      },
      contextFor(
        installed
          ? {
              environments: {
                production: { sender: { installed: act(installed) }, receiver: { installed: act(installed) } },
              },
            }
          : {},
        { today, others: [release(), published(publication)] },
      ),
    )

  it.each<[string, string, string | null, string, string[]]>([
    ['on the last day', '2026-03-15', '2026-06-15', '2026-07-31', []],
    ['a day later', '2026-03-15', '2026-06-16', '2026-07-31', ['too-late environments.production']],
    ['on the last day of February', '2026-11-30', '2027-02-28', '2027-03-31', []],
    ['on 1 March', '2026-11-30', '2027-03-01', '2027-03-31', ['too-late environments.production']],
    ['on the leap day', '2027-11-30', '2028-02-29', '2028-03-31', []],
    ['still to come on the last day', '2026-11-30', null, '2027-02-28', ['due environments.production']],
    ['still to come a day later', '2026-11-30', null, '2027-03-01', ['overdue environments.production']],
  ])('%s', (_, publication, installed, today, expected) =>
    expect(brief(judged(publication, installed, today))).toEqual(expected),
  )

  it('needs every side: the last one counts', () => {
    const environments = {
      production: { sender: { installed: act('2026-06-01') }, receiver: { installed: act('2026-06-16') } },
    }
    const found = within(
      {
        from: { successor: { checklist: 'publication', item: 'published' } },
        to: { installed: 'production' },
        limit: { months: 3 },
      },
      contextFor({ environments }, { today: '2026-07-31', others: [release(), published('2026-03-15')] }),
    )
    expect(brief(found)).toEqual(['too-late environments.production'])
  })

  it('has not begun before anything stable is published', () => {
    const found = within(
      {
        from: { successor: { checklist: 'publication', item: 'published' } },
        to: { installed: 'production' },
        limit: { months: 3 },
      },
      contextFor({}),
    )
    expect(brief(found)).toEqual(['not-begun release'])
  })
})

describe('beyond the calendar', () => {
  const plan = (submitted: string, done: string) => held(approved(done, 'pete', { submitted: act(submitted) }))
  it.each<[string, string, string[]]>([
    ['the last day is the last that the calendar knows', '2026-06-23', []],
    ['the last day is the one after', '2026-06-24', ['beyond-calendar documents.plan']],
  ])('%s', (_, submitted, expected) => {
    expect(brief(judge({ workingDays: 5 }, plan(submitted, submitted), '2026-06-30'))).toEqual(expected)
  })

  it('nothing is guessed, though it was done on the same day', () =>
    expect(
      judge({ workingDays: 5 }, plan('2026-06-30', '2026-06-30'), '2026-06-30').map(({ problem }) => problem),
    ).toEqual([{ code: 'beyond-calendar', after: '2026-06-30' }]))

  it('nothing is guessed without a calendar', () => {
    const found = within(
      { from: step('submitted'), to: step('approved'), limit: { workingDays: 5 } },
      contextFor(plan('2026-03-02', '2026-03-02')),
    )
    expect(brief(found)).toEqual(['beyond-calendar documents.plan'])
  })

  it('other days need none', () =>
    expect(judge({ days: 5 }, plan('2026-06-30', '2026-07-05'), '2026-07-31')).toEqual([]))
})

it('tests that have a part begin with the day on which the last of it was passed', () => {
  const tests = [passed('2026-03-02', 'uat'), { ...passed('2026-03-10', 'uat'), reference: 'T-2' }]
  const judged = (on: string) =>
    within(
      { from: { tests: 'uat' }, to: step('approved'), limit: { days: 7 } },
      contextFor({ testPlans: { uat: { tests } }, ...held(approved(on)) }),
    )
  expect(judged('2026-03-17')).toEqual([])
  expect(brief(judged('2026-03-18'))).toEqual(['too-late documents.plan'])
})
