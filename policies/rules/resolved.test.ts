import { describe, expect, it } from 'vitest'
import type { Incident, Issue, KnownIssue } from '../../schemas/types.ts'
import { act, brief, contextFor, contextForRelease, release, releasePath } from './fixture.ts'
import { resolved } from './resolved.ts'

const issue = (reference: string, more: Partial<Issue> = {}): Issue => ({
  reference,
  title: `Title of ${reference}`,
  raised: act('2026-03-01'),
  ...more,
})
const incident = (reference: string, more: Partial<Incident> = {}): Incident => ({
  ...issue(reference),
  severity: 3,
  ...more,
})
const closed = { resolved: act('2026-03-05') }

describe('resolved', () => {
  it.each<[string, 'issues' | 'incidents', Issue[], Incident[]]>([
    ['none', 'issues', [], []],
    ['none', 'incidents', [], []],
    ['all of them', 'issues', [issue('I-1', closed), issue('I-2', closed)], []],
    ['an open incident is no issue', 'issues', [], [incident('INC-1')]],
    ['an open issue is no incident', 'incidents', [issue('I-1')], [incident('INC-1', closed)]],
  ])('valid: %s, %s', (_, what, issues, incidents) =>
    expect(resolved({ what }, contextFor({ issues, incidents }))).toEqual([]),
  )

  it.each<['issues' | 'incidents', string[]]>([
    ['issues', ['still-open issues.1']],
    ['incidents', ['still-open incidents.0', 'still-open incidents.2']],
  ])('invalid: an open one of the %s', (what, expected) => {
    const context = contextFor({
      issues: [issue('I-1', closed), issue('I-2', { cause: 'solution' })],
      incidents: [incident('INC-1'), incident('INC-2', closed), incident('INC-3')],
    })
    expect(brief(resolved({ what }, context))).toEqual(expected)
  })

  it('counts every incident, whatever it was judged to be', () => {
    const assessments = [{ on: '2026-03-02', by: 'tess', safetyRelated: false, cause: 'elsewhere' as const }]
    expect(
      brief(resolved({ what: 'incidents' }, contextFor({ incidents: [incident('INC-1', { assessments })] }))),
    ).toEqual(['still-open incidents.0'])
  })

  it.each<['issues' | 'incidents', object]>([
    ['issues', { code: 'still-open', what: 'issue', reference: 'I-1', title: 'Title of I-1' }],
    ['incidents', { code: 'still-open', what: 'incident', reference: 'INC-1', title: 'Title of INC-1' }],
  ])('says which of the %s', (what, problem) => {
    const context = contextFor({ issues: [issue('I-1')], incidents: [incident('INC-1')] })
    expect(resolved({ what }, context).map(one => one.problem)).toEqual([problem])
  })

  it('finds nothing open where the record says nothing', () =>
    expect(resolved({ what: 'issues' }, contextFor({}))).toEqual([]))
})

// S4-48: nothing goes to UAT with a severity 1 issue open. 1 is the worst.
describe('of a severity, or worse', () => {
  it.each<[number, number, boolean]>([
    [1, 1, false],
    [1, 2, true],
    [2, 1, false],
    [2, 2, false],
    [2, 3, true],
    [5, 5, false],
  ])('asked for from %i on, an open one of %i: holds %s', (severity, own, holds) => {
    const context = contextFor({ incidents: [incident('INC-1', { severity: own })] })
    expect(brief(resolved({ what: 'incidents', severity }, context))).toEqual(holds ? [] : ['still-open incidents.0'])
    expect(
      resolved(
        { what: 'incidents', severity },
        contextFor({ incidents: [incident('INC-1', { severity: own, ...closed })] }),
      ),
    ).toEqual([])
  })

  it('every open one, where no severity is named', () =>
    expect(
      brief(resolved({ what: 'incidents' }, contextFor({ incidents: [incident('INC-1', { severity: 5 })] }))),
    ).toEqual(['still-open incidents.0']))

  it('issues from testing have none: each counts', () =>
    expect(brief(resolved({ what: 'issues', severity: 1 }, contextFor({ issues: [issue('I-1')] })))).toEqual([
      'still-open issues.0',
    ]))

  it('keeps the places of those that count', () => {
    const incidents = [incident('INC-1', { severity: 3 }), incident('INC-2', { severity: 1 })]
    expect(brief(resolved({ what: 'incidents', severity: 2 }, contextFor({ incidents })))).toEqual([
      'still-open incidents.1',
    ])
  })
})

// S4-38: what is known to be wrong in a version.
describe('known issues', () => {
  const knownIssue = (reference: string, severity: number, more: Partial<KnownIssue> = {}): KnownIssue => ({
    reference,
    title: `Title of ${reference}`,
    severity,
    ...more,
  })
  const judge = (knownIssues: KnownIssue[], severity?: number) =>
    resolved({ what: 'knownIssues', ...(severity && { severity }) }, contextForRelease({ knownIssues }))

  it.each<[string, KnownIssue[], number | undefined, string[]]>([
    ['none', [], undefined, []],
    ['resolved', [knownIssue('K-1', 1, closed)], undefined, []],
    ['open', [knownIssue('K-1', 5)], undefined, ['still-open knownIssues.0']],
    [
      'open, with a way round it',
      [knownIssue('K-1', 1, { workaround: 'By telephone' })],
      2,
      ['still-open knownIssues.0'],
    ],
    ['open, and less severe', [knownIssue('K-1', 3)], 2, []],
    [
      'one of three',
      [knownIssue('K-1', 3), knownIssue('K-2', 2), knownIssue('K-3', 1, closed)],
      2,
      ['still-open knownIssues.1'],
    ],
  ])('%s', (_, all, severity, expected) => expect(brief(judge(all, severity), releasePath)).toEqual(expected))

  it('are called so', () =>
    expect(judge([knownIssue('K-1', 1)]).map(({ problem }) => problem)).toEqual([
      { code: 'still-open', what: 'known issue', reference: 'K-1', title: 'Title of K-1' },
    ]))

  it('are neither issues nor incidents', () => {
    const context = contextFor({ issues: [issue('I-1')], incidents: [incident('INC-1')] })
    expect(resolved({ what: 'knownIssues' }, context)).toEqual([])
  })
})

describe('the known issues of earlier releases', () => {
  const earlier = (version: string, knownIssues: KnownIssue[], phase = 'deploy') =>
    release({ pathway: 'rollout', phase, version, knownIssues }, `beta/releases/${version}`)
  const bad: KnownIssue = { reference: 'K-1', title: 'Wrong images', severity: 1 }
  const judged = (others: ReturnType<typeof earlier>[], own: KnownIssue[] = []) =>
    brief(
      resolved(
        { what: 'knownIssues', severity: 1 },
        contextForRelease({ version: '2.0.0', knownIssues: own }, { others }),
      ),
      releasePath,
    )

  it('are open until somebody has confirmed that they are gone', () => {
    expect(judged([earlier('1.0.0', [bad])])).toEqual(['still-open knownIssues'])
    expect(judged([earlier('1.0.0', [bad])], [{ ...bad, ...closed }])).toEqual([])
    expect(judged([earlier('1.0.0', [bad]), earlier('1.1.0', [{ ...bad, ...closed }])])).toEqual([])
    expect(judged([earlier('1.0.0', [bad]), earlier('1.1.0', [{ ...bad, ...closed }], 'withdrawn')])).toEqual([
      'still-open knownIssues',
    ])
  })

  it('are told once', () => expect(judged([earlier('1.0.0', [bad])], [bad])).toEqual(['still-open knownIssues.0']))
  it('count by their severity', () => expect(judged([earlier('1.0.0', [{ ...bad, severity: 2 }])])).toEqual([]))
  it('of later versions are not theirs', () => expect(judged([earlier('3.0.0', [bad])])).toEqual([]))
})
