import { describe, expect, it } from 'vitest'
import type { Count, Release } from '../../schemas/types.ts'
import type { RecordData, RecordFile } from '../repository.ts'
import { act, brief, contextFor, evidence, release, site } from './fixture.ts'
import { referrals } from './referrals.ts'

// S3-09: at least 20 referrals at low risk, 50 at medium, 75 at high.
const minimum = { low: 20, medium: 50, high: 75 }

const count = (on: string, referrals: number): Count => ({
  on,
  by: 'pat',
  referrals,
  evidence,
  ...(referrals < 0 && { reason: 'Counted twice' }),
})
const ran = (...counts: Count[]): Partial<RecordData> => ({ verification: { start: act('2026-03-01'), counts } })
const other = (id: string, data: Partial<RecordData>) => site({ title: id, ...data }, id)

const judge = (data: Partial<RecordData>, others: RecordFile[] = [release()], today = '2026-03-31') =>
  referrals({ minimum, livePhase: 'live' }, contextFor(data, { others, today }))
/** How many were counted, where they are too few. */
const counted = (...found: Parameters<typeof judge>) => judge(...found).map(({ problem }) => problem)

describe('referrals', () => {
  it.each<[NonNullable<Release['serviceRiskLevel']>, number, boolean]>([
    ['low', 19, false],
    ['low', 20, true],
    ['medium', 49, false],
    ['medium', 50, true],
    ['high', 74, false],
    ['high', 75, true],
  ])('at %s risk %i are enough: %s', (serviceRiskLevel, done, holds) => {
    const needed = { low: 20, medium: 50, high: 75 }[serviceRiskLevel]
    expect(counted(ran(count('2026-03-02', done)), [release({ serviceRiskLevel })])).toEqual(
      holds ? [] : [{ code: 'referrals-too-few', done, needed, level: serviceRiskLevel, sites: 1 }],
    )
  })

  // S3-31: the Application may ask for more than the table, never for less.
  it.each<[number, number, boolean]>([
    [30, 29, false],
    [30, 30, true],
    [5, 19, false],
    [5, 20, true],
  ])('with %i agreed for the Application, %i are enough: %s', (agreed, done, holds) => {
    expect(brief(judge(ran(count('2026-03-02', done)), [release({ acceptance: { referrals: agreed } })]))).toEqual(
      holds ? [] : ['referrals-too-few verification.counts'],
    )
  })

  it.each<[string, Partial<RecordData>, number]>([
    ['nothing is known of live running', {}, 0],
    ['no counts', { verification: { start: act('2026-03-01') } }, 0],
    ['several counts are added up', ran(count('2026-03-02', 7), count('2026-03-09', 8)), 15],
    ['the first day counts', ran(count('2026-03-01', 7)), 7],
    ['what was counted before live running does not', ran(count('2026-02-28', 19), count('2026-03-02', 1)), 1],
    ['today counts', ran(count('2026-03-31', 7)), 7],
    ['the future does not', ran(count('2026-04-01', 19), count('2026-03-02', 1)), 1],
    ['a correction takes away', ran(count('2026-03-02', 19), count('2026-03-03', -4)), 15],
  ])('%s', (_, data, done) => {
    expect(counted(data)).toEqual([
      { code: 'referrals-too-few', done, needed: 20, level: 'low', sites: done > 0 ? 1 : 0 },
    ])
  })

  it('a correction can take away what was enough', () => {
    expect(judge(ran(count('2026-03-02', 20)))).toEqual([])
    expect(brief(judge(ran(count('2026-03-02', 20), count('2026-03-03', -1))))).toEqual([
      'referrals-too-few verification.counts',
    ])
  })

  // S3-14: several providers may add their referrals together.
  const ten = ran(count('2026-03-02', 10))
  it.each<[string, RecordFile, boolean]>([
    ['another site of the same release', other('beta/valley', ten), true],
    ['a site of another release of the same product', other('beta/valley', { ...ten, release: '1.0.0-beta.2' }), true],
    ['a site that has not reached live running', other('beta/valley', { ...ten, phase: 'install' }), false],
    ['a withdrawn site', other('beta/valley', { ...ten, phase: 'withdrawn' }), false],
    ['a site of another product', other('beta/valley', { ...ten, release: '1.0.0-beta.3' }), false],
    ['a site of another programme', other('gamma/valley', ten), false],
    ['a site on another pathway', other('beta/valley', { ...ten, pathway: 'stable' }), false],
    ['a site whose release nobody can read', other('beta/valley', { ...ten, release: '9.9.9' }), false],
    ['a site that is not live', other('beta/valley', {}), false],
  ])('counts together: %s: %s', (_, valley, together) => {
    const releases = [
      release(),
      release({ version: '1.0.0-beta.2' }, 'beta/releases/1.0.0-beta.2'),
      release({ version: '1.0.0-beta.3', product: 'Application 6' }, 'beta/releases/1.0.0-beta.3'),
      release({}, 'gamma/releases/1.0.0-beta.1'),
    ]
    expect(counted(ten, [...releases, valley])).toEqual(
      together ? [] : [{ code: 'referrals-too-few', done: 10, needed: 20, level: 'low', sites: 1 }],
    )
  })

  it('counts each site from its own first day, and says how many sites there are', () => {
    const valley = other('beta/valley', {
      verification: { start: act('2026-03-10'), counts: [count('2026-03-09', 10), count('2026-03-10', 2)] },
    })
    const idle = other('beta/hill', { verification: { start: act('2026-03-10'), counts: [] } })
    expect(counted(ten, [release(), valley, idle])).toEqual([
      { code: 'referrals-too-few', done: 12, needed: 20, level: 'low', sites: 2 },
    ])
  })

  it('counts from the corrected first day; the last correction counts', () => {
    const counts = [count('2026-03-04', 5), count('2026-03-05', 7)]
    const corrections = ['2026-03-10', '2026-03-05'].map(on => ({ on, by: 'pat', reason: 'Wrong day' }))
    expect(counted({ verification: { start: act('2026-03-01'), corrections, counts } })).toMatchObject([{ done: 7 }])
  })

  it.each<[string, RecordFile[], object, string]>([
    ['no release', [], { code: 'release-missing', release: '1.0.0-beta.1' }, 'release-missing release'],
    [
      'no risk level',
      [noLevel()],
      { code: 'risk-level-missing', release: 'beta/releases/1.0.0-beta.1' },
      'risk-level-missing deployments/beta/releases/1.0.0-beta.1.yaml',
    ],
  ])('cannot be judged: %s', (_, others, problem, where) => {
    const found = judge(ran(count('2026-03-02', 1000)), others)
    expect(found.map(one => one.problem)).toEqual([problem])
    expect(brief(found)).toEqual([where])
  })

  it('never only waits: counting is work, not time', () =>
    expect(judge({}).map(({ waits, until }) => [waits, until])).toEqual([[undefined, undefined]]))
})

function noLevel(): RecordFile {
  const { serviceRiskLevel: _, ...data } = release().data
  return { ...release(), data }
}
