import { describe, expect, it } from 'vitest'
import type { Outcome, SmokeTest } from '../../schemas/types.ts'
import type { Parameters } from '../context.ts'
import type { RecordData } from '../repository.ts'
import { act, brief, contextForRelease, releasePath } from './fixture.ts'
import { smokeTest } from './smoke-test.ts'

type Stage = Parameters<'smoke-test'>['stage']
const needed = (more: Partial<SmokeTest> = {}): SmokeTest => ({
  needed: true,
  reason: 'Bookings change',
  site: 'HOS01',
  instructions: act('2026-03-01', 'tom'),
  ...more,
})
const run = (on: string, result: Outcome['result'] = 'pass', by = 'pat'): Outcome => ({ result, by, on })
const judge = (stage: Stage, one: SmokeTest | undefined, data: Partial<RecordData> = {}) =>
  smokeTest({ stage, party: 'sites' }, contextForRelease({ ...data, ...(one && { smokeTest: one }) }))

describe.each<Stage>(['decided', 'passed'])('%s', stage => {
  it('never holds where nobody has decided', () =>
    expect(judge(stage, undefined)).toEqual([
      { problem: { code: 'smoke-undecided' }, at: { path: releasePath, pointer: ['smokeTest'] } },
    ]))

  // S4-53: what a release contains decides whether one is run.
  it('holds where none is needed', () =>
    expect(judge(stage, { needed: false, reason: 'Only texts change' })).toEqual([]))

  const { site: _, ...nowhere } = needed({ runs: [run('2026-03-02')] })
  it.each<[string, SmokeTest, string]>([
    ['no site', nowhere, ''],
    ['no organisation of that party', needed({ site: 'SUP01', runs: [run('2026-03-02', 'pass', 'sam')] }), 'Supplier'],
    ['an organisation that nobody knows', needed({ site: 'HOS99', runs: [run('2026-03-02')] }), 'HOS99'],
  ])('never holds at %s', (_, one, site) => {
    expect(judge(stage, one)).toEqual([
      {
        problem: { code: 'smoke-site', site, party: 'sites' },
        at: { path: releasePath, pointer: ['smokeTest', 'site'] },
      },
    ])
  })

  it('never holds for a party without organisations', () => {
    const found = smokeTest(
      { stage, party: 'elsewhere' },
      contextForRelease({ smokeTest: needed({ runs: [run('2026-03-02')] }) }),
    )
    expect(brief(found, releasePath)).toEqual(['smoke-site smokeTest.site'])
  })
})

// S4-54: whoever performs it is given its steps.
describe('decided', () => {
  const { instructions: _, ...silent } = needed()
  it('needs its instructions', () => {
    expect(judge('decided', needed())).toEqual([])
    expect(judge('decided', silent)).toEqual([
      {
        problem: { code: 'smoke-instructions', site: 'Hospital' },
        at: { path: releasePath, pointer: ['smokeTest', 'instructions'] },
      },
    ])
  })
  it('needs no run yet', () => expect(judge('decided', needed({ runs: [] }))).toEqual([]))
})

// S4-55: at a site, by somebody who belongs to it.
describe('passed', () => {
  it.each<[string, SmokeTest]>([
    ['by the site', needed({ runs: [run('2026-03-02')] })],
    ['by another person of the site', needed({ runs: [run('2026-03-02', 'pass', 'pia')] })],
    ['at another of the sites', needed({ site: 'HOS02', runs: [run('2026-03-02', 'pass', 'hal')] })],
    ['failed first, then passed', needed({ runs: [run('2026-03-02', 'fail'), run('2026-03-03')] })],
    ['on the same day, the one added last counts', needed({ runs: [run('2026-03-02', 'fail'), run('2026-03-02')] })],
    ['by another first, then by the site', needed({ runs: [run('2026-03-02', 'pass', 'tom'), run('2026-03-03')] })],
  ])('valid: %s', (_, one) => expect(judge('passed', one)).toEqual([]))

  it.each<[string, Outcome[] | undefined, string | null]>([
    ['not run', undefined, null],
    ['no runs', [], null],
    ['failed', [run('2026-03-02', 'fail')], 'fail'],
    ['blocked', [run('2026-03-02', 'blocked')], 'blocked'],
    ['passed first, then failed', [run('2026-03-02'), run('2026-03-03', 'fail')], 'fail'],
    ['passed and failed on the same day', [run('2026-03-02'), run('2026-03-02', 'fail')], 'fail'],
    ['the latest counts, wherever it stands', [run('2026-03-03', 'fail'), run('2026-03-02')], 'fail'],
  ])('invalid: %s', (_, runs, result) => {
    expect(judge('passed', needed(runs && { runs }))).toEqual([
      {
        problem: { code: 'smoke-open', site: 'Hospital', result },
        at: { path: releasePath, pointer: ['smokeTest', 'runs'] },
      },
    ])
  })

  it.each<[string, string]>([
    ['somebody of another site', 'hal'],
    ['somebody of the team', 'tom'],
    ['somebody whom the directory does not know', 'ghost'],
  ])('invalid: by %s', (_, by) => {
    expect(judge('passed', needed({ runs: [run('2026-03-02'), run('2026-03-03', 'pass', by)] }))).toEqual([
      {
        problem: { code: 'smoke-by-another', by, site: 'Hospital' },
        at: { path: releasePath, pointer: ['smokeTest', 'runs', 1, 'by'] },
      },
    ])
  })

  it('invalid: before the release was deployed there', () => {
    const sites = (on: string) => ({
      sites: { HOS01: { agreed: { for: '2026-03-01', by: 'pat', on: '2026-02-01' }, deployed: act(on) } },
    })
    expect(judge('passed', needed({ runs: [run('2026-03-10')] }), sites('2026-03-10'))).toEqual([])
    expect(judge('passed', needed({ runs: [run('2026-03-09')] }), sites('2026-03-10'))).not.toEqual([])
  })

  it('invalid: it is said to be needless after it failed', () =>
    expect(judge('passed', needed({ needed: false, runs: [run('2026-03-02', 'fail')] }))).not.toEqual([]))
})
