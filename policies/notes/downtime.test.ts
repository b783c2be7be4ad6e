import { describe, expect, it } from 'vitest'
import type { RecordData } from '../repository.ts'
import { act } from '../rules/fixture.ts'
import { type Banner, bannerOf, instantOf, noticesOf } from './downtime.ts'
import { atlas } from './fixture.ts'

const times = { start: '2026-04-01T18:00:00Z', predictedEnd: '2026-04-01T20:00:00Z' }
const down = (more: object = {}, data: Partial<RecordData> = {}) =>
  atlas('1.0.0', { downtime: { ...times, ...more }, ...data })
const names = { product: 'Atlas', version: '1.0.0' }
const span = { start: '2026-04-01T18:00:00Z', end: '2026-04-01T20:00:00Z' }

const after = new Date('2026-04-02T00:00:00Z')
const gone = (on: string): Partial<RecordData> => ({
  phase: 'withdrawn',
  withdrawn: { by: 'tess', on, reason: 'It failed' },
})

const cancelled = { kind: 'cancelled', ...names, ...span }

describe('noticesOf', () => {
  it('tells before it begins that it does not take place', () => {
    const before = new Date('2026-04-01T17:59:59Z')
    expect(noticesOf(atlas('1.0.0'), down(), before)).toEqual({ downtime: [cancelled] })
    expect(noticesOf(atlas('1.0.0'), down({ restored: act('2026-03-31') }), before)).toEqual({})
    expect(noticesOf(down({}, gone('2026-04-01')), null, before)).toEqual({ downtime: [cancelled] })
    // the time that was told last is the one that does not come
    const was = down({ predictedEnd: '2026-04-01T19:00:00Z' })
    expect(noticesOf(down({}, gone('2026-04-01')), was, before)).toEqual({ downtime: [cancelled] })
  })

  it.each<[string, ReturnType<typeof down>, ReturnType<typeof down> | null, object]>([
    ['no downtime', atlas('1.0.0'), null, {}],
    ['of what was withdrawn before it', down({}, gone('2026-03-31')), null, { downtime: [cancelled] }],
    [
      'none any more, of what was withdrawn before it',
      atlas('1.0.0', gone('2026-03-31')),
      down(),
      { downtime: [cancelled] },
    ],
    ['none any more, after it began', atlas('1.0.0'), down(), {}],
    ['none any more, of what was over', atlas('1.0.0'), down({ restored: act('2026-03-31') }), {}],
    ['of what was withdrawn since', down({}, gone('2026-04-01')), null, { downtime: [] }],
    [
      'of what was withdrawn since, with another end',
      down({}, gone('2026-04-01')),
      down({ predictedEnd: '2026-04-01T19:00:00Z' }),
      { downtime: [{ kind: 'changed', ...names, ...span, wasStart: span.start, wasEnd: '2026-04-01T19:00:00Z' }] },
    ],
    [
      'over, of what was withdrawn since',
      down({ restored: act('2026-04-02') }, gone('2026-04-01')),
      null,
      { downtime: [{ kind: 'restored', ...names, ...span, restored: '2026-04-02' }] },
    ],
    ['new', down(), null, { downtime: [{ kind: 'planned', ...names, ...span }] }],
    ['new in a release that was there', down(), atlas('1.0.0'), { downtime: [{ kind: 'planned', ...names, ...span }] }],
    [
      'as it was',
      down({ notified: { sites: act('2026-03-01') } }),
      down(),
      { downtime: [{ kind: 'planned', ...names, ...span }] },
    ],
    [
      'as it was, in another zone',
      down({ start: '2026-04-01T19:00:00+01:00' }),
      down(),
      { downtime: [{ kind: 'planned', ...names, ...span }] },
    ],
    [
      'ends later',
      down(),
      down({ predictedEnd: '2026-04-01T19:00:00Z' }),
      { downtime: [{ kind: 'changed', ...names, ...span, wasStart: span.start, wasEnd: '2026-04-01T19:00:00Z' }] },
    ],
    [
      'begins earlier',
      down(),
      down({ start: '2026-04-01T18:30:00Z' }),
      { downtime: [{ kind: 'changed', ...names, ...span, wasStart: '2026-04-01T18:30:00Z', wasEnd: span.end }] },
    ],
    [
      'over',
      down({ restored: act('2026-04-01') }),
      down(),
      {
        downtime: [
          { kind: 'planned', ...names, ...span },
          { kind: 'restored', ...names, ...span, restored: '2026-04-01' },
        ],
      },
    ],
  ])('%s', (_, release, was, expected) => expect(noticesOf(release, was, after)).toEqual(expected))
})

describe('bannerOf', () => {
  const at = (instant: string) => new Date(instant)
  const before = at('2026-04-01T17:59:59Z')
  const shown = { from: span.start, until: span.end, restored: null }
  const coming = { ...names, isComing: true }
  const offline: Partial<RecordData> = {
    trigger: {
      reference: 'SD-7',
      title: 'Results are lost',
      severity: 1,
      environment: 'production',
      raisedVia: 'service-desk',
      raised: act('2026-03-31'),
      endangers: ['application-data'],
      offline: act('2026-03-31'),
    },
  }
  const none: Banner = { ...names, isComing: true, state: 'none', from: null, until: null, restored: null }
  it.each<[string, ReturnType<typeof down>, Date, Banner]>([
    ['nothing is announced', atlas('1.0.0'), before, none],
    ['withdrawn before it', down({}, gone('2026-03-31')), at('2026-04-01T19:00:00Z'), { ...none, isComing: false }],
    ['withdrawn, to come', down({}, gone('2026-04-01')), before, { ...none, isComing: false }],
    [
      'withdrawn, and still down',
      down({}, gone('2026-04-01')),
      at('2026-04-01T19:00:00Z'),
      { ...names, isComing: false, state: 'down', ...shown },
    ],
    [
      'withdrawn, on an unknown day',
      down({}, { phase: 'withdrawn' }),
      at('2026-04-01T19:00:00Z'),
      { ...names, isComing: false, state: 'down', ...shown },
    ],
    [
      'withdrawn, should be over',
      down({}, gone('2026-04-02')),
      at('2026-04-02T19:00:00Z'),
      { ...names, isComing: false, state: 'overdue', ...shown },
    ],
    [
      'withdrawn, and over',
      down({ restored: act('2026-04-02') }, gone('2026-04-01')),
      at('2026-04-02T19:00:00Z'),
      { ...names, isComing: false, state: 'restored', ...shown, restored: '2026-04-02' },
    ],
    [
      'withdrawn while it is offline',
      down({}, { ...gone('2026-03-31'), ...offline }),
      at('2026-04-02T19:00:00Z'),
      { ...none, isComing: false, state: 'down' },
    ],
    ['to come', down(), before, { ...coming, state: 'announced', ...shown }],
    ['from the first moment', down(), at('2026-04-01T18:00:00Z'), { ...coming, state: 'down', ...shown }],
    ['to the last', down(), at('2026-04-01T19:59:59Z'), { ...coming, state: 'down', ...shown }],
    ['should be over', down(), at('2026-04-01T20:00:00Z'), { ...coming, state: 'overdue', ...shown }],
    [
      'over, and late',
      down({ restored: act('2026-04-02') }),
      at('2026-04-03T00:00:00Z'),
      { ...coming, state: 'restored', ...shown, restored: '2026-04-02' },
    ],
    [
      'over, and early',
      down({ restored: act('2026-04-01') }),
      at('2026-04-01T19:00:00Z'),
      { ...coming, state: 'restored', ...shown, restored: '2026-04-01' },
    ],
    ['offline, and no time is known', atlas('1.0.0', offline), before, { ...none, state: 'down' }],
    [
      'offline before the time of the deployment',
      down({}, offline),
      before,
      { ...coming, state: 'down', ...shown, from: null },
    ],
  ])('%s', (_, release, now, expected) => expect(bannerOf(release, now)).toEqual(expected))
})

it('instantOf is in UTC, without empty fractions', () => {
  expect(['2026-07-01T00:30:00+01:00', '2026-04-01T18:00:00.5Z', '2026-12-31T23:59:60Z'].map(instantOf)).toEqual([
    '2026-06-30T23:30:00Z',
    '2026-04-01T18:00:00.500Z',
    '2026-12-31T23:59:60Z',
  ])
})
