import { describe, expect, it } from 'vitest'
import { validate } from '../../schemas/validate.ts'
import type { Parameters } from '../context.ts'
import type { RecordData } from '../repository.ts'
import { duration } from './duration.ts'
import { act, brief, calendar, contextFor, go, noGo, pathway } from './fixture.ts'

type Data = Partial<RecordData>
const live = (start: string): Data => ({ verification: { start: act(start) } })
const accepted = (...on: string[]): Data => ({ decisions: on.map(day => go('acceptance', day)) })

const judge = (more: Omit<Parameters<'duration'>, 'from'>, data: Data, today = '2026-03-31') =>
  duration({ from: { liveRunning: true }, ...more }, contextFor(data, { today, calendar }))

// S0-27: the verification period usually takes two to six weeks.
const weeks = { atLeast: { days: 14 }, atMost: { days: 42 } }

describe('until today', () => {
  it.each<[string, string, string[]]>([
    ['on the first day', '2026-03-01', ['lasts-too-short verification.start']],
    ['a day too short', '2026-03-14', ['lasts-too-short verification.start']],
    ['exactly long enough', '2026-03-15', []],
    ['exactly not too long', '2026-04-12', []],
    ['a day too long', '2026-04-13', ['lasts-too-long verification.start']],
  ])('%s: %s', (_, today, expected) => expect(brief(judge(weeks, live('2026-03-01'), today))).toEqual(expected))

  it('only waits while it is too short, and says until when', () =>
    expect(judge(weeks, live('2026-03-01'), '2026-03-14')).toEqual([
      {
        problem: {
          code: 'lasts-too-short',
          from: 'First live patient',
          since: '2026-03-01',
          until: '2026-03-15',
          ended: null,
        },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['verification', 'start'] },
        until: '2026-03-15',
        waits: true,
      },
    ]))

  it('does not wait where it is too long: time does not mend that', () =>
    expect(judge(weeks, live('2026-03-01'), '2026-04-13')).toEqual([
      {
        problem: {
          code: 'lasts-too-long',
          from: 'First live patient',
          since: '2026-03-01',
          until: '2026-04-12',
          ended: null,
        },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['verification', 'start'] },
      },
    ]))

  it('asks for one end only, where the pathway names one', () => {
    expect(judge({ atLeast: { days: 14 } }, live('2026-03-01'), '2028-01-01')).toEqual([])
    expect(judge({ atMost: { days: 42 } }, live('2026-03-01'), '2026-03-01')).toEqual([])
  })
})

describe('until something else was done', () => {
  const to = { decision: 'acceptance' }
  it.each<[string, string, string[]]>([
    ['on the same day', '2026-03-01', ['lasts-too-short verification.start']],
    ['a day too short', '2026-03-14', ['lasts-too-short verification.start']],
    ['exactly long enough', '2026-03-15', []],
    ['exactly not too long', '2026-04-12', []],
    ['a day too long', '2026-04-13', ['lasts-too-long verification.start']],
    ['before it began', '2026-02-20', ['lasts-too-short verification.start']],
  ])('%s: %s', (_, end, expected) =>
    expect(brief(judge({ ...weeks, to }, { ...live('2026-03-01'), ...accepted(end) }, '2026-05-31'))).toEqual(expected),
  )

  it('does not wait where it ended too soon: it stays so', () =>
    expect(
      judge({ ...weeks, to }, { ...live('2026-03-01'), ...accepted('2026-03-14') }, '2026-03-20').map(
        ({ waits, until }) => [waits, until],
      ),
    ).toEqual([[undefined, undefined]]))

  it('says when it ended', () => {
    const ended = (end: string) =>
      judge({ ...weeks, to }, { ...live('2026-03-01'), ...accepted(end) }, '2026-05-31').map(({ problem }) => problem)
    expect(ended('2026-03-14')).toMatchObject([{ code: 'lasts-too-short', ended: '2026-03-14' }])
    expect(ended('2026-04-13')).toMatchObject([{ code: 'lasts-too-long', ended: '2026-04-13' }])
  })

  it('does not wait on the very day on which it ended too soon', () =>
    expect(
      judge({ ...weeks, to }, { ...live('2026-03-01'), ...accepted('2026-03-14') }, '2026-03-14').map(
        ({ waits, until }) => [waits, until],
      ),
    ).toEqual([[undefined, undefined]]))

  it('goes on while that is not done', () => {
    expect(judge({ ...weeks, to }, live('2026-03-01'), '2026-03-14')).toMatchObject([
      { problem: { code: 'lasts-too-short' }, until: '2026-03-15', waits: true },
    ])
    expect(judge({ ...weeks, to }, live('2026-03-01'), '2026-03-15')).toEqual([])
    expect(brief(judge({ ...weeks, to }, live('2026-03-01'), '2026-04-13'))).toEqual([
      'lasts-too-long verification.start',
    ])
  })

  it('goes on again after a no-go: what ended it counts no more', () => {
    const decisions = [go('acceptance', '2026-03-20'), noGo('acceptance', '2026-03-25')]
    expect(brief(judge({ ...weeks, to }, { ...live('2026-03-01'), decisions }, '2026-04-13'))).toEqual([
      'lasts-too-long verification.start',
    ])
  })

  it('ends with the first of several', () => {
    const data = { ...live('2026-03-01'), ...accepted('2026-03-14', '2026-03-20') }
    expect(brief(judge({ ...weeks, to }, data))).toEqual(['lasts-too-short verification.start'])
  })
})

describe('what has not begun', () => {
  it.each<[string, Data]>([
    ['nobody is live', {}],
    ['though it has ended', accepted('2026-03-20')],
  ])('does not last: %s', (_, data) => {
    expect(judge({ ...weeks, to: { decision: 'acceptance' } }, data)).toEqual([
      {
        problem: { code: 'not-begun', step: 'First live patient', later: null },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['verification', 'start'] },
      },
    ])
  })

  it('begins with the day on which the last part of it was done, and for the first time', () => {
    const sides = { sender: { installed: act('2026-03-01') }, receiver: { installed: act('2026-03-05') } }
    const found = (today: string) =>
      duration(
        { from: { installed: 'production' }, atLeast: { days: 14 } },
        contextFor({ environments: { production: sides } }, { today }),
      )
    expect(brief(found('2026-03-18'))).toEqual(['lasts-too-short environments.production'])
    expect(found('2026-03-19')).toEqual([])
    const decisions = [go('go-live', '2026-03-01'), go('go-live', '2026-03-10')]
    expect(
      duration(
        { from: { decision: 'go-live' }, atMost: { days: 14 } },
        contextFor({ decisions }, { today: '2026-03-16' }),
      ),
    ).toHaveLength(1)
  })

  it('is what a no-go has taken back', () => {
    const found = duration(
      { from: { decision: 'go-live' }, atLeast: { days: 14 } },
      contextFor({ decisions: [go('go-live', '2026-03-01'), noGo('go-live', '2026-03-02')] }),
    )
    expect(brief(found)).toEqual(['not-begun decisions'])
  })

  it('begins with the corrected day', () => {
    const corrections = [{ on: '2026-03-10', by: 'pat', reason: 'Wrong day' }]
    const verification = { start: act('2026-03-01'), corrections }
    expect(judge(weeks, { verification }, '2026-03-23')).toMatchObject([{ until: '2026-03-24' }])
    expect(judge(weeks, { verification }, '2026-03-24')).toEqual([])
  })

  it('is what is planned for a day to come', () => {
    const judged = (on: string) =>
      duration({ from: { planned: 'live' }, atMost: { days: 42 } }, contextFor({ plan: { live: on } }))
    expect(judged('2026-03-31')).toEqual([])
    expect(judged('2026-04-01')).not.toEqual([])
  })
})

describe('in working days', () => {
  it.each<[string, string, string[]]>([
    ['over Easter, a day too short', '2026-04-07', ['lasts-too-short verification.start']],
    ['over Easter, long enough', '2026-04-08', []],
  ])('%s', (_, today, expected) =>
    expect(brief(judge({ atLeast: { workingDays: 3 } }, live('2026-04-01'), today))).toEqual(expected),
  )

  it.each<[string, Omit<Parameters<'duration'>, 'from'>]>([
    ['the shortest', { atLeast: { workingDays: 1 } }],
    ['the longest', { atMost: { workingDays: 1 } }],
    ['one of two', { atLeast: { days: 1 }, atMost: { workingDays: 1 } }],
  ])('nothing is guessed beyond the calendar: %s', (_, more) => {
    expect(judge(more, live('2026-06-30'), '2026-07-31').map(({ problem }) => problem)).toEqual([
      { code: 'beyond-calendar', after: '2026-06-30' },
    ])
    expect(
      brief(duration({ from: { liveRunning: true }, ...more }, contextFor(live('2026-03-01'), { calendar: null }))),
    ).toEqual(['beyond-calendar verification.start'])
  })
})

it('in months: from 30 November, three are up on 28 February', () => {
  const atLeast = { months: 3 }
  expect(brief(judge({ atLeast }, live('2026-11-30'), '2027-02-27'))).toEqual(['lasts-too-short verification.start'])
  expect(judge({ atLeast }, live('2026-11-30'), '2027-02-28')).toEqual([])
})

it('is refused by the schema where it asks for no length', () => {
  const allowed = (more: object) => {
    const criterion = {
      id: 'period',
      title: 'Long enough',
      rule: 'duration',
      enforcement: 'mandatory',
      clauses: ['S3-18'],
      with: { from: { liveRunning: true }, ...more },
    }
    const gate = { from: 'install', to: 'live', criteria: [criterion] }
    return validate('Pathway', { ...pathway.data, gates: [gate] }).length === 0
  }
  expect(allowed({ atLeast: { days: 14 } })).toBe(true)
  expect(allowed({})).toBe(false)
  expect(allowed({ to: { decision: 'acceptance' } })).toBe(false)
})
