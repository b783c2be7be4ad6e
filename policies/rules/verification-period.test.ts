import { describe, expect, it } from 'vitest'
import type { Assessment, Incident, Release } from '../../schemas/types.ts'
import { addDays } from '../dates.ts'
import type { RecordFile } from '../repository.ts'
import { act, brief, contextFor, noGo, release } from './fixture.ts'
import { verificationPeriod } from './verification-period.ts'

// S3-10: at least 14 days at low risk, 28 at medium, 48 at high. 48 days are not six weeks.
const days = { low: 14, medium: 28, high: 48 }
const start = '2026-03-01'
type Level = NonNullable<Release['serviceRiskLevel']>

const assessed = (safetyRelated: boolean, cause: Assessment['cause']): Assessment => ({
  on: '2026-03-06',
  by: 'tess',
  safetyRelated,
  cause,
})
const safety = [assessed(true, 'implementation')]
const incident = (
  reference: string,
  raised: string,
  resolved: string | null,
  assessments: Assessment[] = safety,
): Incident => ({
  reference,
  title: 'Referral lost',
  severity: 2,
  raised: act(raised),
  assessments,
  ...(resolved && { resolved: act(resolved, 'sam') }),
})

const judge = (today: string, incidents: Incident[] = [], others: RecordFile[] = [release()]) =>
  verificationPeriod({ days }, contextFor({ verification: { start: act(start) }, incidents }, { today, others }))

describe('verification period', () => {
  it.each<[Level, number, boolean]>([
    ['low', 0, false],
    ['low', 13, false],
    ['low', 14, true],
    ['medium', 27, false],
    ['medium', 28, true],
    ['high', 42, false],
    ['high', 47, false],
    ['high', 48, true],
    ['high', 49, true],
  ])('at %s risk, %i whole days after the first one are enough: %s', (level, done, holds) => {
    const needed = { low: 14, medium: 28, high: 48 }[level]
    const until = { low: '2026-03-15', medium: '2026-03-29', high: '2026-04-18' }[level]
    expect(judge(addDays(start, done), [], [release({ serviceRiskLevel: level })])).toEqual(
      holds
        ? []
        : [
            {
              problem: { code: 'period-running', since: start, days: needed, done, level, until, after: null },
              at: { path: 'deployments/beta/harbour.yaml', pointer: ['verification', 'start'] },
              until,
              waits: true,
            },
          ],
    )
  })

  // S3-31: the Application may ask for more than the table, never for less.
  it.each<[number, number, boolean]>([
    [20, 19, false],
    [20, 20, true],
    [7, 13, false],
    [7, 14, true],
  ])('with %i days agreed for the Application, %i are enough: %s', (agreed, done, holds) => {
    expect(brief(judge(addDays(start, done), [], [release({ acceptance: { days: agreed } })]))).toEqual(
      holds ? [] : ['period-running verification.start'],
    )
  })

  it('has not begun before the first live patient, and nothing but people can begin it', () => {
    expect(verificationPeriod({ days }, contextFor({}, { today: '2026-03-31' }))).toEqual([
      {
        problem: { code: 'not-live-yet' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['verification'] },
        until: '2026-04-14',
      },
    ])
  })

  it.each<[string, RecordFile[], string]>([
    ['no release', [], 'release-missing release'],
    ['no risk level', [noLevel()], 'risk-level-missing deployments/beta/releases/1.0.0-beta.1.yaml'],
  ])('cannot be judged: %s', (_, others, where) => expect(brief(judge('2026-12-31', [], others))).toEqual([where]))

  it('says which release there is not', () => {
    expect(judge('2026-12-31', [], []).map(({ problem }) => problem)).toEqual([
      { code: 'release-missing', release: '1.0.0-beta.1' },
    ])
  })

  it('runs from the corrected first day; the last correction counts', () => {
    const correction = (on: string) => ({ on, by: 'pat', reason: 'Wrong day' })
    const corrections = [correction('2026-02-01'), correction('2026-03-05')]
    const judged = (today: string) =>
      verificationPeriod({ days }, contextFor({ verification: { start: act(start), corrections } }, { today }))
    expect(judged('2026-03-18').map(({ problem }) => problem)).toEqual([
      {
        code: 'period-running',
        since: '2026-03-05',
        days: 14,
        done: 13,
        level: 'low',
        until: '2026-03-19',
        after: null,
      },
    ])
    expect(judged('2026-03-19')).toEqual([])
  })

  // The acceptance decision's no-go leads back into public beta itself; live running goes on.
  it('is not begun anew by a no-go', () => {
    const context = contextFor(
      { verification: { start: act(start) }, decisions: [noGo('acceptance', '2026-03-14')] },
      { today: '2026-03-15' },
    )
    expect(verificationPeriod({ days }, context)).toEqual([])
  })
})

// S3-11: no safety-related incident caused by the implementation within the period.
describe('an incident', () => {
  /** The day from which the period runs; `null`: it is stopped. */
  const since = (incidents: Incident[], today = '2026-03-12') => {
    const [found] = judge(today, incidents)
    if (found?.problem.code === 'period-running') return [found.problem.since, found.problem.after]
    return found?.problem.code ?? null
  }

  it.each<[string, Assessment[]]>([
    ['not safety-related', [assessed(false, 'implementation')]],
    ['not safety-related, of unknown cause', [assessed(false, 'undetermined')]],
    ['safety-related, but caused elsewhere', [assessed(true, 'elsewhere')]],
    ['judged anew: the last judgement counts', [assessed(true, 'implementation'), assessed(true, 'elsewhere')]],
  ])('lets the period run on: %s', (_, assessments) => {
    expect(since([incident('INC-1', '2026-03-05', null, assessments)])).toEqual([start, null])
    expect(since([incident('INC-1', '2026-03-05', '2026-03-09', assessments)])).toEqual([start, null])
  })

  it.each<[string, Assessment[]]>([
    ['safety-related and caused by the implementation', safety],
    ['safety-related, of undetermined cause', [assessed(true, 'undetermined')]],
    ['not judged yet', []],
    ['judged anew: the last judgement counts', [assessed(false, 'elsewhere'), assessed(true, 'implementation')]],
  ])('stops it until it is resolved, and then it begins anew: %s', (_, assessments) => {
    expect(since([incident('INC-1', '2026-03-05', null, assessments)])).toBe('period-stopped')
    expect(since([incident('INC-1', '2026-03-05', '2026-03-09', assessments)])).toEqual(['2026-03-09', 'INC-1'])
  })

  it('without a list of judgements is not judged yet', () => {
    const { assessments: _, ...unjudged } = incident('INC-1', '2026-03-05', null)
    expect(since([unjudged])).toBe('period-stopped')
  })

  it('that is open says so, where it stands, and when the period could be over at the earliest', () => {
    const found = judge('2026-03-12', [
      incident('INC-1', '2026-03-05', null, [assessed(false, 'elsewhere')]),
      incident('INC-2', '2026-03-05', null),
    ])
    expect(found).toEqual([
      {
        problem: { code: 'period-stopped', incident: 'INC-2', days: 14, level: 'low' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['incidents', 1] },
        until: '2026-03-26',
      },
    ])
  })

  it('that is open outweighs one that is resolved, and each open one is named', () => {
    const incidents = [
      incident('INC-1', '2026-03-05', '2026-03-09'),
      incident('INC-2', '2026-03-02', null),
      incident('INC-3', '2026-03-03', null),
    ]
    expect(brief(judge('2026-03-12', incidents))).toEqual(['period-stopped incidents.1', 'period-stopped incidents.2'])
  })

  it('stops a period however long ago it should have been over', () =>
    expect(brief(judge('2027-03-01', [incident('INC-1', '2026-03-05', null)]))).toEqual(['period-stopped incidents.0']))

  it.each<[string, string, boolean]>([
    ['13 days after it was resolved', '2026-03-22', false],
    ['14 days after it was resolved', '2026-03-23', true],
  ])('holds the gate for the whole period anew: %s', (_, today, holds) => {
    const problem = {
      code: 'period-running',
      since: '2026-03-09',
      days: 14,
      done: 13,
      level: 'low',
      until: '2026-03-23',
      after: 'INC-1',
    }
    expect(judge(today, [incident('INC-1', '2026-03-05', '2026-03-09')]).map(one => one.problem)).toEqual(
      holds ? [] : [problem],
    )
  })

  it.each<[string, Incident[], [string, string | null]]>([
    [
      'the later end of two counts',
      [incident('INC-1', '2026-03-02', '2026-03-04'), incident('INC-2', '2026-03-05', '2026-03-08')],
      ['2026-03-08', 'INC-2'],
    ],
    [
      'the later end, not the later beginning',
      [incident('INC-1', '2026-03-02', '2026-03-09'), incident('INC-2', '2026-03-05', '2026-03-06')],
      ['2026-03-09', 'INC-1'],
    ],
    [
      'in whatever order they stand',
      [incident('INC-2', '2026-03-05', '2026-03-08'), incident('INC-1', '2026-03-02', '2026-03-04')],
      ['2026-03-08', 'INC-2'],
    ],
    ['on the first day', [incident('INC-1', '2026-03-01', '2026-03-02')], ['2026-03-02', 'INC-1']],
    [
      'before the first day, and resolved after it',
      [incident('INC-1', '2026-02-20', '2026-03-02')],
      ['2026-03-02', 'INC-1'],
    ],
    ['before the first day, and resolved on it', [incident('INC-1', '2026-02-20', '2026-03-01')], ['2026-03-01', null]],
    [
      'before the first day, and resolved before it',
      [incident('INC-1', '2026-02-20', '2026-02-28')],
      ['2026-03-01', null],
    ],
    [
      'resolved, by a slip of the pen, before it was raised',
      [incident('INC-1', '2026-03-05', '2026-03-02')],
      ['2026-03-05', 'INC-1'],
    ],
  ])('%s', (_, incidents, expected) => expect(since(incidents)).toEqual(expected))

  it('of before the first live day stops the period while it is open', () => {
    expect(since([incident('INC-1', '2026-02-20', null)])).toBe('period-stopped')
    expect(since([incident('INC-1', '2026-02-20', null, [assessed(true, 'elsewhere')])])).toEqual([start, null])
  })
})

function noLevel(): RecordFile {
  const { serviceRiskLevel: _, ...data } = release().data
  return { ...release(), data }
}
