import { describe, expect, it } from 'vitest'
import type { Incident, Issue } from '../../schemas/types.ts'
import { act, brief, contextFor } from './fixture.ts'
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
