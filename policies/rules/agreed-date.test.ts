import { describe, expect, it } from 'vitest'
import { agreedDate } from './agreed-date.ts'
import { contextFor, contextForRelease, releasePath } from './fixture.ts'

// S2-43, S2-44: those involved agree when it starts; on that day it is switched on.
describe('agreed date', () => {
  const at = { path: 'deployments/beta/harbour.yaml', pointer: ['plan', 'live'] }
  const judge = (plan: Record<string, string> | undefined, today = '2026-03-31') =>
    agreedDate({ phase: 'live' }, contextFor(plan ? { plan } : {}, { today }))

  it.each<[string, string]>([
    ['today', '2026-03-31'],
    ['yesterday', '2026-03-30'],
    ['long ago', '2025-01-01'],
  ])('valid: %s', (_, live) => expect(judge({ live })).toEqual([]))

  it.each<[string, Record<string, string> | undefined]>([
    ['no plan', undefined],
    ['an empty plan', {}],
    ['the day of another phase', { install: '2026-03-01' }],
  ])('invalid: %s', (_, plan) =>
    expect(judge(plan)).toEqual([{ problem: { code: 'date-missing', phase: 'live' }, at }]),
  )

  it.each<[string, string]>([
    ['tomorrow', '2026-04-01'],
    ['next year', '2027-03-31'],
  ])('only waits: %s', (_, live) =>
    expect(judge({ live })).toEqual([
      { problem: { code: 'date-to-come', phase: 'live', on: live }, at, until: live, waits: true },
    ]),
  )

  it('comes at midnight', () => {
    expect(judge({ live: '2026-04-01' }, '2026-03-31')).toHaveLength(1)
    expect(judge({ live: '2026-04-01' }, '2026-04-01')).toEqual([])
  })

  it('a date that is missing is agreed by people, not by waiting', () =>
    expect(judge({}).map(({ waits, until }) => [waits, until])).toEqual([[undefined, undefined]]))

  it('is asked for of a release, too', () => {
    const found = agreedDate({ phase: 'deploy' }, contextForRelease({ plan: { deploy: '2026-04-01' } }))
    expect(found.map(one => one.at)).toEqual([{ path: releasePath, pointer: ['plan', 'deploy'] }])
  })
})
