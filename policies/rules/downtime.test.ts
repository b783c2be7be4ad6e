import { describe, expect, it } from 'vitest'
import type { Downtime } from '../../schemas/types.ts'
import type { Parameters } from '../context.ts'
import { downtime } from './downtime.ts'
import { act, brief, contextFor, contextForRelease, releasePath } from './fixture.ts'

type Stage = Parameters<'downtime'>['stage']
const planned = (more: Partial<Downtime> = {}): Downtime => ({
  start: '2026-03-20T18:00:00Z',
  predictedEnd: '2026-03-20T20:00:00Z',
  notified: { sites: act('2026-03-10', 'tess') },
  banner: act('2026-03-19', 'tom'),
  ...more,
})
const over = (more: Partial<Downtime> = {}) =>
  planned({ restored: act('2026-03-20', 'tom'), restoredNotified: { sites: act('2026-03-20', 'tess') }, ...more })

const judge = (stage: Stage, one: Downtime | undefined) =>
  downtime({ stage, party: 'sites' }, contextForRelease(one ? { downtime: one } : {}))

it.each<Stage>(['announced', 'restored'])('no downtime is told of: %s', stage => {
  expect(judge(stage, undefined)).toEqual([
    { problem: { code: 'downtime-missing' }, at: { path: releasePath, pointer: ['downtime'] } },
  ])
  expect(brief(downtime({ stage, party: 'sites' }, contextFor({})))).toEqual(['downtime-missing downtime'])
})

// S4-07, S4-08: sites hear of it beforehand; a banner tells why, and when an end is foreseen.
describe('announced', () => {
  const without = (key: keyof Downtime): Downtime => {
    const { [key]: _, ...rest } = planned()
    return rest as Downtime
  }

  it.each<[string, Downtime]>([
    ['long before', planned()],
    ['the day before', planned({ notified: { sites: act('2026-03-19') } })],
    ['on the day', planned({ notified: { sites: act('2026-03-20') } })],
    ['others are told, too', planned({ notified: { sites: act('2026-03-10'), team: act('2026-03-25') } })],
    ['it is already over', over()],
  ])('valid: %s', (_, one) => expect(judge('announced', one)).toEqual([]))

  it.each<[string, Downtime, string[]]>([
    ['nobody was told', without('notified'), ['downtime-open downtime.notified']],
    ['an empty list', planned({ notified: {} }), ['downtime-open downtime.notified']],
    ['somebody else was told', planned({ notified: { team: act('2026-03-10') } }), ['downtime-open downtime.notified']],
    ['no banner', without('banner'), ['downtime-open downtime.banner']],
    [
      'neither',
      { start: '2026-03-20T18:00:00Z', predictedEnd: '2026-03-20T20:00:00Z' },
      ['downtime-open downtime.notified', 'downtime-open downtime.banner'],
    ],
    ['the day after', planned({ notified: { sites: act('2026-03-21') } }), ['notice-late downtime.notified.sites.on']],
    [
      'it ends before it begins',
      planned({ predictedEnd: '2026-03-20T17:59:59Z' }),
      ['downtime-backwards downtime.predictedEnd'],
    ],
    [
      'it ends when it begins',
      planned({ predictedEnd: '2026-03-20T18:00:00Z' }),
      ['downtime-backwards downtime.predictedEnd'],
    ],
    [
      'the same instant, said in another zone',
      planned({ predictedEnd: '2026-03-20T19:00:00+01:00' }),
      ['downtime-backwards downtime.predictedEnd'],
    ],
    ['no time that anybody can read', planned({ start: 'tonight' }), ['downtime-backwards downtime.predictedEnd']],
    ['no end that anybody can read', planned({ predictedEnd: 'soon' }), ['downtime-backwards downtime.predictedEnd']],
  ])('invalid: %s', (_, one, expected) => expect(brief(judge('announced', one), releasePath)).toEqual(expected))

  it('says what is open, for whom, and what was late', () => {
    expect(judge('announced', planned({ notified: {} })).map(({ problem }) => problem)).toEqual([
      { code: 'downtime-open', what: 'notice', party: 'sites' },
    ])
    expect(judge('announced', without('banner')).map(({ problem }) => problem)).toEqual([
      { code: 'downtime-open', what: 'banner', party: 'sites' },
    ])
    expect(
      judge('announced', planned({ notified: { sites: act('2026-03-21') } })).map(({ problem }) => problem),
    ).toEqual([{ code: 'notice-late', on: '2026-03-21', starts: '2026-03-20' }])
  })

  // Summer time begins on 29 March 2026: from then on, the last hour of a day in UTC is the next day in England.
  it.each<[string, string, boolean]>([
    ['2026-03-28T23:30:00Z', '2026-03-28', true],
    ['2026-03-28T23:30:00Z', '2026-03-29', false],
    ['2026-03-31T22:59:00Z', '2026-04-01', false],
    ['2026-03-31T23:00:00Z', '2026-04-01', true],
    ['2026-04-01T00:30:00+01:00', '2026-04-01', true],
    ['2026-04-01T00:30:00+02:00', '2026-04-01', false],
  ])('of %s, a notice of %s is in time: %s', (start, on, inTime) => {
    const one = planned({ start, predictedEnd: '2026-04-02T12:00:00Z', notified: { sites: act(on) } })
    expect(brief(judge('announced', one), releasePath)).toEqual(
      inTime ? [] : ['notice-late downtime.notified.sites.on'],
    )
  })
})

// S4-07: they hear again when it is fully restored.
describe('restored', () => {
  it.each<[string, Downtime]>([
    ['restored, and they were told', over()],
    ['they were told later', over({ restoredNotified: { sites: act('2026-03-23') } })],
    [
      'it took longer than was predicted',
      over({ restored: act('2026-03-22'), restoredNotified: { sites: act('2026-03-22') } }),
    ],
  ])('valid: %s', (_, one) => expect(judge('restored', one)).toEqual([]))

  it.each<[string, Downtime, string[]]>([
    ['neither', planned(), ['downtime-open downtime.restored', 'downtime-open downtime.restoredNotified']],
    ['nobody was told', planned({ restored: act('2026-03-20') }), ['downtime-open downtime.restoredNotified']],
    ['an empty list', over({ restoredNotified: {} }), ['downtime-open downtime.restoredNotified']],
    [
      'somebody else was told',
      over({ restoredNotified: { team: act('2026-03-20') } }),
      ['downtime-open downtime.restoredNotified'],
    ],
    [
      'they were told, but it is not',
      planned({ restoredNotified: { sites: act('2026-03-20') } }),
      ['downtime-open downtime.restored'],
    ],
  ])('invalid: %s', (_, one, expected) => expect(brief(judge('restored', one), releasePath)).toEqual(expected))

  it('says what is open, for whom', () =>
    expect(judge('restored', planned()).map(({ problem }) => problem)).toEqual([
      { code: 'downtime-open', what: 'restored', party: 'sites' },
      { code: 'downtime-open', what: 'restored-notice', party: 'sites' },
    ]))

  it('invalid: they were told before it was restored', () =>
    expect(
      judge('restored', over({ restored: act('2026-03-21'), restoredNotified: { sites: act('2026-03-20') } })),
    ).not.toEqual([]))

  it('invalid: it was restored before it began', () =>
    expect(
      judge('restored', over({ restored: act('2026-03-19'), restoredNotified: { sites: act('2026-03-19') } })),
    ).not.toEqual([]))
})

it.each<[string, string[]]>([
  ['2026-03-20', []],
  ['2026-03-21', ['notice-late downtime.banner.on']],
])('a banner of %s for a downtime that begins on 2026-03-20', (on, expected) =>
  expect(brief(judge('announced', planned({ banner: act(on) })), releasePath)).toEqual(expected),
)
