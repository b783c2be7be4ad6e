import { describe, expect, it } from 'vitest'
import type { Parameters as Of } from '../context.ts'
import type { RecordData } from '../repository.ts'
import { act, brief, calendar, contextFor, contextForRelease, noGo, pathway } from './fixture.ts'
import { forum } from './forum.ts'

// S3-50, S3-59: the meeting counts when supplier (sam, sol), provider (pat) and team (tess) came to one and the same session.
describe('forum', () => {
  const judge = (sessions: string[][] | undefined, attended = ['supplier', 'provider', 'team']) =>
    forum(
      { forum: 'calls', attended },
      contextFor({
        communications: sessions
          ? { calls: { sessions: sessions.map(people => ({ on: '2026-03-01', attended: people })) } }
          : {},
      }),
    )

  it.each<[string, string[][]]>([
    ['once, with everybody', [['sam', 'pat', 'tess']]],
    ['a colleague without a role', [['sol', 'pat', 'tom']]],
    ['one session of several had everybody', [['sam'], ['sam', 'pat', 'tess'], ['pat']]],
  ])('valid: %s', (_, sessions) => expect(judge(sessions)).toEqual([]))

  it.each<[string, string[][] | undefined, object]>([
    ['no such forum', undefined, { code: 'forum-never-met', forum: 'Calls' }],
    ['never met', [], { code: 'forum-never-met', forum: 'Calls' }],
    ['the supplier did not come', [['pat', 'tess']], { code: 'forum-without', forum: 'Calls', parties: ['supplier'] }],
    [
      "another supplier's person came",
      [['olga', 'pat', 'tess']],
      { code: 'forum-without', forum: 'Calls', parties: ['supplier'] },
    ],
    [
      'everybody came, but not to one session',
      [['sam', 'pat'], ['tess']],
      { code: 'forum-without', forum: 'Calls', parties: ['team'] },
    ],
    [
      'says what the best session lacked',
      [['sam'], ['pat', 'tess'], ['tess']],
      { code: 'forum-without', forum: 'Calls', parties: ['supplier'] },
    ],
    [
      'of two that lacked as many, the first',
      [
        ['sam', 'pat'],
        ['pat', 'tess'],
      ],
      { code: 'forum-without', forum: 'Calls', parties: ['team'] },
    ],
    [
      'nobody whom the directory knows',
      [['ghost']],
      { code: 'forum-without', forum: 'Calls', parties: ['supplier', 'provider', 'team'] },
    ],
  ])('invalid: %s', (_, sessions, problem) => {
    expect(judge(sessions)).toEqual([
      { problem, at: { path: 'deployments/beta/harbour.yaml', pointer: ['communications', 'calls'] } },
    ])
  })

  it('asks only for the parties that belong to it', () =>
    expect(judge([['pat', 'tess']], ['provider', 'team'])).toEqual([]))

  it('does not take the sessions of another forum', () => {
    const context = contextFor({
      communications: { other: { sessions: [{ on: '2026-03-01', attended: ['sam', 'pat', 'tess'] }] } },
    })
    expect(brief(forum({ forum: 'calls', attended: ['provider'] }, context))).toEqual([
      'forum-never-met communications.calls',
    ])
  })

  it('has not met where its sessions are not listed', () => {
    expect(
      brief(
        forum(
          { forum: 'calls', attended: ['provider'] },
          contextFor({ communications: { calls: { cadence: 'weekly' } } }),
        ),
      ),
    ).toEqual(['forum-never-met communications.calls'])
  })
})

type Rhythm = NonNullable<Of<'forum'>['rhythm']>
const everybody = ['sam', 'pat', 'tess']
/** Meetings of everybody; of somebody else, where the day says so. */
const met = (...days: (string | [string, string[]])[]) => ({
  calls: {
    sessions: days.map(day =>
      typeof day === 'string' ? { on: day, attended: everybody } : { on: day[0], attended: day[1] },
    ),
  },
})
const gap = (since: string, by: string, next: string | null) => ({ code: 'forum-gap', forum: 'Calls', since, by, next })

const inRhythm = (
  rhythm: Omit<Rhythm, 'from'> & Partial<Rhythm>,
  { live, today, communications }: { live?: string; today: string; communications: RecordData['communications'] },
  world = calendar as typeof calendar | null,
) =>
  forum(
    { forum: 'calls', attended: ['supplier', 'provider', 'team'], rhythm: { from: { liveRunning: true }, ...rhythm } },
    contextFor(
      { ...(communications && { communications }), ...(live && { verification: { start: act(live) } }) },
      { today, calendar: world },
    ),
  )

// S3-59: daily calls at first. 2 March 2026 is a Monday; two weeks later is Monday 16 March.
describe('every working day for two weeks', () => {
  const daily: Omit<Rhythm, 'from'> = { for: { days: 14 }, every: { workingDays: 1 } }
  const all = ['03', '04', '05', '06', '09', '10', '11', '12', '13'].map(day => `2026-03-${day}`)
  const without = (...days: string[]) => all.filter(day => !days.includes(day))
  const judge = (days: (string | [string, string[]])[], today = '2026-03-31', live = '2026-03-02') =>
    inRhythm(daily, { live, today, communications: met(...days) }).map(({ problem }) => problem)

  it.each<[string, (string | [string, string[]])[]]>([
    ['each day', all],
    ['the first day, too', ['2026-03-02', ...all]],
    ['the last day, too', [...all, '2026-03-16']],
    ['at the weekend, too', [...all, '2026-03-07', '2026-03-08']],
    ['twice on one day', [...all, '2026-03-05']],
    ['in any order', all.toReversed()],
    ['another meeting, without everybody', [...all, ['2026-03-05', ['pat']]]],
  ])('holds: %s', (_, days) => expect(judge(days)).toEqual([]))

  it.each<[string, (string | [string, string[]])[], object[]]>([
    ['one day without', without('2026-03-05'), [gap('2026-03-04', '2026-03-05', '2026-03-06')]],
    ['the first one without', without('2026-03-03'), [gap('2026-03-02', '2026-03-03', '2026-03-04')]],
    ['the last one without', without('2026-03-13'), [gap('2026-03-12', '2026-03-13', null)]],
    ['a Monday without', without('2026-03-09'), [gap('2026-03-06', '2026-03-09', '2026-03-10')]],
    [
      'the weekend instead of the Monday',
      [...without('2026-03-09'), '2026-03-08'],
      [gap('2026-03-08', '2026-03-09', '2026-03-10')],
    ],
    [
      'two gaps',
      without('2026-03-04', '2026-03-11', '2026-03-12'),
      [gap('2026-03-03', '2026-03-04', '2026-03-05'), gap('2026-03-10', '2026-03-11', '2026-03-13')],
    ],
    [
      'one day without the supplier',
      [...without('2026-03-05'), ['2026-03-05', ['pat', 'tess']]],
      [gap('2026-03-04', '2026-03-05', '2026-03-06')],
    ],
    [
      'everybody, but not together',
      [...without('2026-03-05'), ['2026-03-05', ['sam']], ['2026-03-05', ['pat', 'tess']]],
      [gap('2026-03-04', '2026-03-05', '2026-03-06')],
    ],
    ['never', [], [gap('2026-03-02', '2026-03-03', null)]],
    ['only before it began', ['2026-02-26', '2026-02-27'], [gap('2026-03-02', '2026-03-03', null)]],
    ['only after it ended', ['2026-03-17', '2026-03-18'], [gap('2026-03-02', '2026-03-03', null)]],
  ])('does not hold: %s', (_, days, problems) => expect(judge(days)).toEqual(problems))

  it.each<[string, string, string[], object[]]>([
    ['on the first day', '2026-03-02', [], []],
    ['on the day of the next one', '2026-03-03', [], []],
    ['a day later', '2026-03-04', [], [gap('2026-03-02', '2026-03-03', null)]],
    ['on a Saturday', '2026-03-07', ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'], []],
    ['on a Monday', '2026-03-09', ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'], []],
    [
      'on the Tuesday after',
      '2026-03-10',
      ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'],
      [gap('2026-03-06', '2026-03-09', null)],
    ],
    ['what is to come does not count', '2026-03-04', ['2026-03-05'], [gap('2026-03-02', '2026-03-03', null)]],
  ])('while it goes on: %s', (_, today, days, problems) => expect(judge(days, today)).toEqual(problems))

  it.each<[string, string, object[]]>([
    ['is no working day', '2026-04-07', []],
    ['ends', '2026-04-08', [gap('2026-04-02', '2026-04-07', null)]],
  ])('Easter %s', (_, today, problems) => expect(judge([], today, '2026-04-02')).toEqual(problems))

  it('is not mended by waiting', () =>
    expect(inRhythm(daily, { live: '2026-03-02', today: '2026-03-31', communications: met() })).toEqual([
      {
        problem: gap('2026-03-02', '2026-03-03', null),
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['communications', 'calls'] },
      },
    ]))
})

// S3-59: weekly calls later.
describe('every week after two weeks', () => {
  const weekly: Omit<Rhythm, 'from'> = { after: { days: 14 }, every: { days: 7 } }
  const judge = (days: string[], today: string) =>
    inRhythm(weekly, { live: '2026-03-02', today, communications: met(...days) }).map(({ problem }) => problem)

  it.each<[string, string[], string, object[]]>([
    ['each week', ['2026-03-23', '2026-03-30'], '2026-03-31', []],
    ['more often', ['2026-03-18', '2026-03-23', '2026-03-25', '2026-03-30'], '2026-03-31', []],
    ['a day early', ['2026-03-22', '2026-03-29'], '2026-03-31', []],
    ['a day late', ['2026-03-24'], '2026-03-31', [gap('2026-03-16', '2026-03-23', '2026-03-24')]],
    ['a week without', ['2026-03-30'], '2026-03-31', [gap('2026-03-16', '2026-03-23', '2026-03-30')]],
    ['the last day of the week', [], '2026-03-23', []],
    ['a day after it', [], '2026-03-24', [gap('2026-03-16', '2026-03-23', null)]],
    [
      'a gap that has ended stays one',
      ['2026-03-30', '2026-04-06'],
      '2026-04-07',
      [gap('2026-03-16', '2026-03-23', '2026-03-30')],
    ],
    [
      'the daily ones of before do not count',
      ['2026-03-12', '2026-03-13'],
      '2026-03-24',
      [gap('2026-03-16', '2026-03-23', null)],
    ],
    ['it has not begun yet', [], '2026-03-15', []],
  ])('%s', (_, days, today, problems) => expect(judge(days, today)).toEqual(problems))

  it('in months: from 31 January to 28 February', () => {
    const judged = (today: string) =>
      brief(inRhythm({ every: { months: 1 } }, { live: '2026-01-31', today, communications: met() }))
    expect(judged('2026-02-28')).toEqual([])
    expect(judged('2026-03-01')).toEqual(['forum-gap communications.calls'])
  })
})

it('the stretch begins with the day on which the last part of its beginning was done', () => {
  const environments = {
    production: { sender: { installed: act('2026-03-02') }, receiver: { installed: act('2026-03-09') } },
  }
  const rhythm = { after: { days: 7 }, for: { days: 14 }, every: { days: 3 } }
  const judged = (...days: string[]) =>
    forum(
      { forum: 'calls', attended: ['team'], rhythm: { from: { installed: 'production' }, ...rhythm } },
      contextFor({ environments, communications: met(...days) }),
    ).map(({ problem }) => problem)
  expect(judged('2026-03-19', '2026-03-22')).toEqual([])
  expect(judged('2026-03-12', '2026-03-15', '2026-03-20')).toEqual([gap('2026-03-16', '2026-03-19', '2026-03-20')])
  expect(judged('2026-03-19')).toEqual([gap('2026-03-19', '2026-03-22', null)])
})

describe('without a beginning there is no rhythm', () => {
  it('nobody is live', () =>
    expect(inRhythm({ every: { days: 7 } }, { today: '2026-03-31', communications: met('2026-03-30') })).toEqual([
      {
        problem: { code: 'not-begun', step: 'First live patient', later: 'Calls' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['communications', 'calls'] },
      },
    ]))

  it('of a release, from its own steps', () => {
    const rhythm: Rhythm = { from: { decision: 'ready' }, every: { days: 7 } }
    const found = forum({ forum: 'calls', attended: ['team'], rhythm }, contextForRelease({}))
    expect(found.map(({ problem }) => problem)).toEqual([{ code: 'not-begun', step: 'Ready?', later: 'calls' }])
  })
})

describe('beyond the calendar', () => {
  const beyond = (after: string) => ({ code: 'beyond-calendar', after })
  const judge = (
    rhythm: Omit<Rhythm, 'from'>,
    live: string,
    today: string,
    days: string[],
    world = calendar as typeof calendar | null,
  ) => inRhythm(rhythm, { live, today, communications: met(...days) }, world).map(({ problem }) => problem)

  it.each<[string, Omit<Rhythm, 'from'>, string, string[], object[]]>([
    ['the last day that it knows', { every: { workingDays: 1 } }, '2026-06-29', [], []],
    ['the day after it', { every: { workingDays: 1 } }, '2026-06-29', ['2026-06-30'], [beyond('2026-06-30')]],
    ['its beginning', { after: { workingDays: 5 }, every: { days: 1 } }, '2026-06-29', [], [beyond('2026-06-29')]],
    ['its end', { for: { workingDays: 5 }, every: { days: 1 } }, '2026-06-29', [], [beyond('2026-06-29')]],
    ['in days, nothing is beyond it', { every: { days: 7 } }, '2026-06-29', [], []],
  ])('%s', (_, rhythm, live, days, problems) => expect(judge(rhythm, live, '2026-06-30', days)).toEqual(problems))

  it('nothing is guessed without one', () => {
    expect(judge({ every: { workingDays: 1 } }, '2026-03-30', '2026-03-31', ['2026-03-31'], null)).toEqual([
      beyond('2026-03-30'),
      beyond('2026-03-31'),
    ])
  })
})

// A stretch begins and ends like a meeting; and yet a forum that never met was not held.
describe('a forum that never met', () => {
  it.each<[string, Omit<Rhythm, 'from'>]>([
    ['a stretch as long as the rhythm', { for: { days: 7 }, every: { days: 7 } }],
    ['a stretch shorter than the rhythm', { for: { days: 7 }, every: { months: 1 } }],
    ['a stretch that ends as it begins', { after: { days: 7 }, for: { days: 7 }, every: { days: 1 } }],
    ['a stretch that ends before it begins', { after: { days: 14 }, for: { days: 7 }, every: { days: 1 } }],
  ])('has not held its rhythm: %s', (_, rhythm) => {
    for (const communications of [undefined, {}, met(), { calls: { cadence: 'weekly' } }]) {
      expect(inRhythm(rhythm, { live: '2026-03-02', today: '2026-03-31', communications })).not.toEqual([])
    }
  })

  it('has not held a rhythm that is only planned to begin', () => {
    const rhythm: Rhythm = { from: { planned: 'live' }, every: { days: 1 } }
    const found = forum({ forum: 'calls', attended: ['team'], rhythm }, contextFor({ plan: { live: '2026-12-01' } }))
    expect(found).not.toEqual([])
  })
})

describe('a forum with a phase', () => {
  const inPhase = {
    ...pathway,
    data: { ...pathway.data, forums: { calls: { title: 'Calls', phase: 'test', by: ['team'], clauses: ['S3-18'] } } },
  }
  const judged = (...days: string[]) =>
    forum(
      { forum: 'calls', attended: ['supplier'] },
      {
        ...contextFor({
          communications: { calls: { sessions: days.map(on => ({ on, attended: ['sam'] })) } },
          decisions: [noGo('move', '2026-03-10')],
        }),
        pathway: inPhase,
      },
    )
  it.each<[string, string[], string[]]>([
    ['has met since the no-go', ['2026-03-10', '2026-03-11'], []],
    [
      'has not met since the no-go that leads back to it',
      ['2026-03-09', '2026-03-10'],
      ['voided communications.calls'],
    ],
    ['has never met', [], ['forum-never-met communications.calls']],
  ])('%s', (_, days, expected) => expect(brief(judged(...days))).toEqual(expected))
})
