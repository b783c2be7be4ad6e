/** A downtime, told before it, when it changes and when it is over; and the banner, at every moment of it. */
import { describe, expect, test } from 'vitest'
import { type RecordFile, readRepository } from '../../policies/repository.ts'
import { content } from '../gate/fixture.ts'
import { corpus } from '../render/hostile.ts'
import { bannerData, downtimeTemplate, noticed, noticeOf, toldBefore } from './notice.ts'
import { sheetsOf } from './sheets.ts'

const path = 'deployments/demo/releases/2.0.0.yaml'
const times = (start: string, end: string) => `downtime: { start: ${start}, predictedEnd: ${end} }\n`
const evening = times('2026-11-28T18:00:00Z', '2026-11-28T20:00:00Z')
const restored = evening.replace(' }', ', restored: { by: ann, on: 2026-11-28 } }')
const text = (more: string, title = 'Release two', phase = 'pre-prod') => `kind: Release
title: ${JSON.stringify(title)}
pathway: flip-release
phase: ${phase}
product: Demo
version: 2.0.0
type: planned
${more}`

const policies = Object.entries(content()).filter(([name]) => name.startsWith('policies/templates/'))
const repositoryWith = (more: string, title?: string, phase?: string) =>
  readRepository(
    new Map([...policies, [path, text(more, title, phase)] as const].map(([name, text]) => [name, { text }])),
  )
function releaseWith(more: string, title?: string, phase?: string): RecordFile {
  const record = repositoryWith(more, title, phase).records.get('demo/releases/2.0.0')
  if (!record) throw new Error('it cannot be read')
  return record
}
const template = downtimeTemplate(repositoryWith(''))

const now = new Date('2026-11-28T21:00:00Z')

describe('a notice', () => {
  const told = (kind: 'planned' | 'changed' | 'restored', more: string, was: RecordFile | null = null) => {
    const release = releaseWith(more)
    const notes = noticeOf(kind, release, was, now)
    return notes && sheetsOf({ template, notes, release: release.id }, noticed(template), ['markdown'])[0]?.text
  }

  test('of what is planned, with the time in England', () => {
    expect(told('planned', evening)).toBe(
      '# Demo 2.0.0: downtime\n\nDemo will not be available from 28 November 2026, 18:00 GMT until 28 November 2026, 20:00 GMT, as far as it can be predicted. Release two is deployed then. You will be told when Demo is fully restored.\n',
    )
  })
  test('of what has changed, with what was said before', () => {
    const was = releaseWith(times('2026-11-27T18:00:00Z', '2026-11-27T20:00:00Z'))
    expect(told('changed', evening, was)).toContain(
      'The downtime of Demo has changed. Demo will not be available from 28 November 2026, 18:00 GMT until 28 November 2026, 20:00 GMT, as far as it can be predicted. It was to begin on 27 November 2026, 18:00 GMT. It was to end on 27 November 2026, 20:00 GMT.',
    )
  })
  test('of the end', () => {
    expect(told('restored', restored)).toContain('Demo was fully restored on 28 November 2026.\n')
  })
  test('of what was withdrawn since it began: nothing is deployed then', () => {
    const withdrawn = `${evening}withdrawn: { by: ann, on: 2026-11-28, reason: It failed }\n`
    const release = releaseWith(withdrawn, undefined, 'withdrawn')
    const notes = noticeOf('changed', release, releaseWith(evening.replace('T20:00', 'T19:00')), now)
    const [sheet] = notes ? sheetsOf({ template, notes, release: release.id }, noticed(template), ['markdown']) : []
    expect(sheet?.text).toMatch(/It was to end on 28 November 2026, 19:00 GMT\. You will be told/)
    expect(noticeOf('planned', release, null, now)).toBeNull()
  })
  test('of what does not take place', () => {
    const early = new Date('2026-11-28T17:00:00Z')
    const notes = noticeOf('cancelled', releaseWith(''), releaseWith(evening), early)
    const [sheet] = notes ? sheetsOf({ template, notes, release: null }, noticed(template), ['markdown']) : []
    expect(sheet?.text).toBe(
      '# Demo 2.0.0: downtime\n\nThe downtime of Demo from 28 November 2026, 18:00 GMT until 28 November 2026, 20:00 GMT does not take place.\n',
    )
    expect(noticeOf('planned', releaseWith(''), releaseWith(evening), early)).toBeNull()
    expect(noticeOf('cancelled', releaseWith(evening), null, early)).toBeNull()
  })
  test('goes to the Trusts, and not to the banner', () => expect(noticed(template)).toEqual(['trusts']))
  test.each([
    ['planned', ''],
    ['changed', evening],
    ['restored', evening],
  ] as const)('there is none: %s', (kind, more) => expect(told(kind, more)).toBeNull())
})

test('what was called off is the newest downtime that was told', () => {
  const early = new Date('2026-11-28T17:00:00Z')
  const found = (...versions: (string | null)[]) =>
    toldBefore(
      'cancelled',
      releaseWith(''),
      versions.map(more => (more === null ? null : { text: text(more) })),
      early,
    )
  expect(found('', null, evening, times('2026-11-29T18:00:00Z', '2026-11-29T20:00:00Z'))).toMatchObject({
    data: { downtime: { start: '2026-11-28T18:00:00Z' } },
  })
  // what came after it was called off is over
  expect(found('', restored, evening)).toBeNull()
  expect(found('', null)).toBeNull()
})

test('what was said before is the newest other time, as another zone may write the same', () => {
  const release = releaseWith(evening)
  const source = (more: string) => ({ text: text(more) })
  const same = source(times('2026-11-28T19:00:00+01:00', '2026-11-28T21:00:00+01:00'))
  const other = source(times('2026-11-27T18:00:00Z', '2026-11-27T20:00:00Z'))
  const older = source(times('2026-11-26T18:00:00Z', '2026-11-26T20:00:00Z'))
  expect(
    toldBefore('changed', release, [source(evening), same, source(''), null, { text: ': broken' }, other, older], now),
  ).toMatchObject({
    data: { downtime: { start: '2026-11-27T18:00:00Z' } },
  })
  expect(toldBefore('changed', release, [source(evening), same, source(''), { unread: 'too-large' }], now)).toBeNull()
})

describe('the banner', () => {
  const at = (now: string, more = evening) => bannerData(releaseWith(more), template, new Date(now))
  const both = { from: '2026-11-28T18:00:00Z', until: '2026-11-28T20:00:00Z' }

  test.each([
    [
      '2026-11-27T12:00:00Z',
      true,
      'Demo will not be available from 28 November 2026, 18:00 GMT, while version 2.0.0 is deployed. It should be back on 28 November 2026, 20:00 GMT.',
    ],
    [
      '2026-11-28T18:00:00Z',
      true,
      'Demo is not available until version 2.0.0 is deployed. It should be back on 28 November 2026, 20:00 GMT.',
    ],
    [
      '2026-11-28T20:00:00Z',
      true,
      'Demo is not available until version 2.0.0 is deployed. It should have been back on 28 November 2026, 20:00 GMT, and is not back yet.',
    ],
  ])('at %s', (now, active, message) => {
    expect(at(now)).toEqual({
      schema: 'countersign/banner/1',
      active,
      product: 'Demo',
      version: '2.0.0',
      message,
      ...both,
    })
  })
  test('afterwards', () => {
    expect(at('2026-11-28T21:00:00Z', restored)).toMatchObject({
      active: false,
      message: 'Demo is available again.',
    })
  })
  test('of what was withdrawn meanwhile: no version comes', () => {
    const withdrawn = `${evening}withdrawn: { by: ann, on: 2026-11-28, reason: It failed }\n`
    const shown = (now: string) => bannerData(releaseWith(withdrawn, undefined, 'withdrawn'), template, new Date(now))
    expect(shown('2026-11-28T19:00:00Z')).toMatchObject({
      active: true,
      version: '2.0.0',
      message: 'Demo is not available. It should be back on 28 November 2026, 20:00 GMT.',
    })
    expect(shown('2026-11-28T21:00:00Z')).toMatchObject({
      active: true,
      message: 'Demo is not available. It should have been back on 28 November 2026, 20:00 GMT, and is not back yet.',
    })
  })
  test('where there is no downtime, there is nothing to show', () => {
    expect(at('2026-11-28T21:00:00Z', '')).toMatchObject({ active: false, message: '', from: null, until: null })
  })
  test('taken offline for a hotfix, before any time is known', () => {
    const offline = `trigger: { reference: SD-1, title: It is wrong, severity: 1, environment: production, raisedVia: service-desk, raised: { by: ann, on: 2026-11-16 }, endangers: [], offline: { by: ann, on: 2026-11-16 } }\n`
    expect(at('2026-11-28T21:00:00Z', offline)).toMatchObject({
      active: true,
      message: 'Demo is not available until version 2.0.0 is deployed.',
    })
  })
  test.each(Object.entries(corpus).filter(([, [, line]]) => line === undefined))(
    'says %s as it was written',
    (_, [product]) => {
      const release = releaseWith(evening)
      const named = { ...release, data: { ...release.data, product } }
      const { message } = bannerData(named, template, new Date('2026-11-28T18:00:00Z'))
      expect(message).toBe(
        `${product.trim()} is not available until version 2.0.0 is deployed. It should be back on 28 November 2026, 20:00 GMT.`,
      )
    },
  )
})
