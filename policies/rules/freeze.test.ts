import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../schemas/types.ts'
import { act, brief, calendar, contextFor, contextForRelease, releasePath } from './fixture.ts'
import { freeze } from './freeze.ts'

type Freeze = NonNullable<Calendar['freezes']>[number]
const frozen = (from: string, until: string, more: Partial<Freeze> = {}): Freeze => ({
  from,
  until,
  title: 'Winter',
  ...more,
})
const winter = frozen('2026-03-10', '2026-03-20')

const judge = (today: string, freezes: Freeze[] | undefined, live?: string) => {
  const { freezes: _, ...none } = calendar
  return freeze(
    { phase: 'live' },
    contextFor(live ? { plan: { live } } : {}, { today, calendar: freezes ? { ...none, freezes } : none }),
  )
}
const days = (...found: Parameters<typeof judge>) => judge(...found).map(({ problem, until }) => [problem, until])

describe('today', () => {
  it.each<[string, string, boolean]>([
    ['the day before', '2026-03-09', true],
    ['the first day', '2026-03-10', false],
    ['in the middle', '2026-03-15', false],
    ['the last day', '2026-03-20', false],
    ['the day after', '2026-03-21', true],
  ])('%s: %s', (_, today, holds) => {
    expect(judge(today, [winter])).toEqual(
      holds
        ? []
        : [
            {
              problem: { code: 'frozen', title: 'Winter', on: today, free: '2026-03-21' },
              at: { path: 'deployments/beta/harbour.yaml', pointer: ['phase'] },
              until: '2026-03-21',
              waits: true,
            },
          ],
    )
  })

  it('a freeze of one day', () => {
    const one = [frozen('2026-03-10', '2026-03-10')]
    expect(judge('2026-03-09', one)).toEqual([])
    expect(days('2026-03-10', one)).toMatchObject([[{ free: '2026-03-11' }, '2026-03-11']])
    expect(judge('2026-03-11', one)).toEqual([])
  })

  it.each<[string, Freeze[] | undefined]>([
    ['no freezes', []],
    ['none are listed', undefined],
  ])('is free with %s', (_, freezes) => expect(judge('2026-03-10', freezes)).toEqual([]))

  it.each<[string, Freeze[], string]>([
    ['the next day', [winter, frozen('2026-03-21', '2026-03-25')], '2026-03-26'],
    ['the next day, for that day only', [winter, frozen('2026-03-21', '2026-03-21')], '2026-03-22'],
    ['with a day between', [winter, frozen('2026-03-22', '2026-03-25')], '2026-03-21'],
    ['overlapping', [winter, frozen('2026-03-15', '2026-03-25')], '2026-03-26'],
    ['one within the other', [winter, frozen('2026-03-12', '2026-03-13')], '2026-03-21'],
    ['one around the other, which stands first', [winter, frozen('2026-03-01', '2026-03-31')], '2026-04-01'],
    [
      'three on end, in any order',
      [frozen('2026-03-26', '2026-03-28'), winter, frozen('2026-03-21', '2026-03-25')],
      '2026-03-29',
    ],
    [
      'the next is for another programme',
      [winter, frozen('2026-03-21', '2026-03-25', { programmes: ['gamma'] })],
      '2026-03-21',
    ],
    ['the next is over already', [winter, frozen('2026-02-01', '2026-02-10')], '2026-03-21'],
  ])('one may follow upon another: %s', (_, freezes, free) =>
    expect(days('2026-03-12', freezes)).toMatchObject([[{ code: 'frozen', free }, free]]),
  )

  it.each<[string, string[] | undefined, boolean]>([
    ['every programme', undefined, false],
    ['this programme', ['beta'], false],
    ['this programme among others', ['gamma', 'beta'], false],
    ['another programme', ['gamma'], true],
  ])('a freeze for %s', (_, programmes, holds) =>
    expect(judge('2026-03-10', [{ ...winter, ...(programmes && { programmes }) }])).toHaveLength(holds ? 0 : 1),
  )
})

describe('the planned day', () => {
  const at = { path: 'deployments/beta/harbour.yaml', pointer: ['plan', 'live'] }

  it.each<[string, string, string, boolean]>([
    ['to come, before the freeze', '2026-03-01', '2026-03-09', true],
    ['to come, on its first day', '2026-03-01', '2026-03-10', false],
    ['to come, on its last day', '2026-03-01', '2026-03-20', false],
    ['to come, after it', '2026-03-01', '2026-03-21', true],
  ])('%s', (_, today, live, holds) => {
    expect(judge(today, [winter], live)).toEqual(
      holds ? [] : [{ problem: { code: 'frozen', title: 'Winter', on: live, free: '2026-03-21' }, at }],
    )
  })

  // the phase begins when the change is merged: a plan for later does not lift the freeze that is on
  it('to come, after the freeze that is on today', () =>
    expect(judge('2026-03-12', [winter], '2026-03-25').map(({ at, until }) => [at.pointer, until])).toEqual([
      [['phase'], '2026-03-21'],
    ]))

  it('to come, within a second freeze, while the first is on', () =>
    expect(
      judge('2026-03-12', [winter, { ...winter, from: '2026-04-01', until: '2026-04-05' }], '2026-04-02'),
    ).toHaveLength(2))

  it('is mended by planning another, not by waiting', () =>
    expect(judge('2026-03-01', [winter], '2026-03-10').map(({ waits, until }) => [waits, until])).toEqual([
      [undefined, undefined],
    ]))

  it('that is today only passes', () =>
    expect(judge('2026-03-10', [winter], '2026-03-10')).toEqual([
      {
        problem: { code: 'frozen', title: 'Winter', on: '2026-03-10', free: '2026-03-21' },
        at: { ...at, pointer: ['phase'] },
        until: '2026-03-21',
        waits: true,
      },
    ]))

  it.each<[string, string, string, boolean]>([
    ['it was free, today is not', '2026-03-10', '2026-03-09', false],
    ['it was not free, today is', '2026-03-21', '2026-03-20', true],
  ])('that has passed counts no more: %s', (_, today, live, holds) => {
    const found = judge(today, [winter], live)
    expect(found.map(({ at }) => at.pointer)).toEqual(holds ? [] : [['phase']])
  })

  it('of another phase does not count', () => {
    const found = freeze(
      { phase: 'live' },
      contextFor(
        { plan: { install: '2026-03-25' } },
        { today: '2026-03-10', calendar: { ...calendar, freezes: [winter] } },
      ),
    )
    expect(found).toMatchObject([{ problem: { on: '2026-03-10' }, at: { pointer: ['phase'] } }])
  })
})

// What the calendar does not know is never free.
describe('beyond the calendar', () => {
  it.each<[string, string, string | undefined, (string | number)[] | null]>([
    ['its first day', '2026-01-01', undefined, null],
    ['the day before it', '2025-12-31', undefined, ['phase']],
    ['its last day', '2026-06-30', undefined, null],
    ['the day after it', '2026-07-01', undefined, ['phase']],
    ['planned for its last day', '2026-03-01', '2026-06-30', null],
    ['planned for the day after it', '2026-03-01', '2026-07-01', ['plan', 'live']],
  ])('%s', (_, today, live, pointer) => {
    expect(judge(today, [], live)).toEqual(
      pointer
        ? [
            {
              problem: { code: 'beyond-calendar', after: live ?? today },
              at: { path: 'deployments/beta/harbour.yaml', pointer },
            },
          ]
        : [],
    )
  })

  it('nothing is known without a calendar', () =>
    expect(freeze({ phase: 'live' }, contextFor({})).map(({ problem }) => problem)).toEqual([
      { code: 'beyond-calendar', after: '2026-03-31' },
    ]))

  it('a freeze that lasts beyond it is one', () =>
    expect(days('2026-06-30', [frozen('2026-06-20', '2026-07-20')])).toMatchObject([
      [{ code: 'frozen' }, '2026-07-21'],
    ]))
})

describe('a day that a site has agreed to', () => {
  const judged = (day: string, deployed?: string) =>
    freeze(
      { phase: 'beta' },
      contextForRelease(
        {
          sites: {
            HOS01: { agreed: { for: day, by: 'pat', on: '2026-02-01' }, ...(deployed && { deployed: act(deployed) }) },
          },
        },
        { today: '2026-03-01', calendar: { ...calendar, freezes: [winter] } },
      ),
    )
  it.each<[string, string, string | undefined, string[]]>([
    ['before the freeze', '2026-03-09', undefined, []],
    ['within it', '2026-03-10', undefined, ['frozen sites.HOS01.agreed.for']],
    ['in the past', '2026-02-10', undefined, []],
    ['within it, but it has the release already', '2026-03-10', '2026-02-20', []],
  ])('%s', (_, day, deployed, expected) => expect(brief(judged(day, deployed), releasePath)).toEqual(expected))
})
