import { describe, expect, it } from 'vitest'
import type { Incident } from '../../schemas/types.ts'
import { act, brief, contextFor, contextForRelease, evidence, releasePath } from './fixture.ts'
import { rootCause } from './root-cause.ts'

const incident = (reference: string, severity: number, more: Partial<Incident> = {}): Incident => ({
  reference,
  title: `Title of ${reference}`,
  severity,
  raised: act('2026-03-01'),
  ...more,
})
const analysed = { rca: evidence }

// S4-44: every issue of severity 1 or 2 that is reported in live.
describe('root cause', () => {
  const judge = (incidents: Incident[] | undefined, severity = 2) =>
    rootCause({ severity }, contextFor(incidents ? { incidents } : {}))

  it.each<[string, Incident[] | undefined]>([
    ['nothing is told of', undefined],
    ['none', []],
    ['every serious one is analysed', [incident('INC-1', 1, analysed), incident('INC-2', 2, analysed)]],
    ['the others need not be', [incident('INC-1', 3), incident('INC-2', 5)]],
    ['they may be', [incident('INC-1', 3, analysed)]],
  ])('valid: %s', (_, incidents) => expect(judge(incidents)).toEqual([]))

  it.each<[string, Incident[], string[]]>([
    ['of the severity', [incident('INC-1', 2)], ['rca-missing incidents.0']],
    ['worse', [incident('INC-1', 1)], ['rca-missing incidents.0']],
    [
      'resolved, but not analysed',
      [incident('INC-1', 1, { resolved: act('2026-03-02') })],
      ['rca-missing incidents.0'],
    ],
    [
      'not safety-related, and caused elsewhere',
      [
        incident('INC-1', 1, {
          assessments: [{ on: '2026-03-02', by: 'tess', safetyRelated: false, cause: 'elsewhere' }],
        }),
      ],
      ['rca-missing incidents.0'],
    ],
    [
      'two of four',
      [incident('INC-1', 3), incident('INC-2', 2), incident('INC-3', 1, analysed), incident('INC-4', 1)],
      ['rca-missing incidents.1', 'rca-missing incidents.3'],
    ],
  ])('invalid: %s', (_, incidents, expected) => expect(brief(judge(incidents))).toEqual(expected))

  it.each<[number, number, boolean]>([
    [1, 1, false],
    [1, 2, true],
    [2, 2, false],
    [2, 3, true],
    [5, 5, false],
  ])('asked for from severity %i on, one of severity %i without it: holds %s', (from, severity, holds) =>
    expect(judge([incident('INC-1', severity)], from)).toHaveLength(holds ? 0 : 1),
  )

  it('says which', () =>
    expect(rootCause({ severity: 2 }, contextForRelease({ incidents: [incident('INC-1', 1)] }))).toEqual([
      {
        problem: { code: 'rca-missing', reference: 'INC-1', title: 'Title of INC-1', severity: 1 },
        at: { path: releasePath, pointer: ['incidents', 0] },
      },
    ]))
})
