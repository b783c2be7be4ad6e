import { describe, expect, it } from 'vitest'
import type { Document } from '../../schemas/types.ts'
import type { RecordFile } from '../repository.ts'
import { act, brief, contextFor, release } from './fixture.ts'
import { riskLevel } from './risk-level.ts'

const at = 'deployments/beta/releases/1.0.0-beta.1.yaml'
const plan = (status: Document['status'], more: Partial<Document> = {}) => ({
  documents: { 'risk-plan': { status, version: '1.0', approved: act('2026-02-01', 'tom'), ...more } },
})
const { serviceRiskLevel: _, ...unlevelled } = release(plan('approved')).data

// S3-07, S3-08: the level is the Application's, and the clinical risk management plan has it.
describe('risk level', () => {
  const judge = (others: RecordFile[]) =>
    riskLevel({ document: 'risk-plan', approver: 'team/technical' }, contextFor({}, { others }))

  it.each(['low', 'medium', 'high'] as const)('valid: %s', serviceRiskLevel => {
    expect(judge([release({ serviceRiskLevel, ...plan('approved') })])).toEqual([])
  })

  it.each<[string, RecordFile[], string[]]>([
    ['no release', [], ['release-missing release']],
    [
      'a release of another name',
      [release(plan('approved'), 'beta/releases/1.0.0-beta.2')],
      ['release-missing release'],
    ],
    [
      "another programme's release",
      [release(plan('approved'), 'other/releases/1.0.0-beta.1')],
      ['release-missing release'],
    ],
    ['no level', [{ ...release(), data: unlevelled }], [`risk-level-missing ${at}`]],
    ['no plan', [release()], [`document-missing ${at} documents.risk-plan`]],
    ['a draft of the plan', [release(plan('draft'))], [`document-not-approved ${at} documents.risk-plan`]],
    ['the plan is in review', [release(plan('in-review'))], [`document-not-approved ${at} documents.risk-plan`]],
    ['the plan is superseded', [release(plan('superseded'))], [`document-not-approved ${at} documents.risk-plan`]],
    [
      'a plan that somebody else approved',
      [release(plan('approved', { approved: act('2026-02-01', 'tess') }))],
      [`document-approver ${at} documents.risk-plan`],
    ],
    [
      'a plan that has expired',
      [release(plan('approved', { expires: '2026-03-30' }))],
      [`document-expired ${at} documents.risk-plan`],
    ],
    [
      'neither level nor plan',
      [{ ...release(), data: { ...unlevelled, documents: {} } }],
      [`risk-level-missing ${at}`, `document-missing ${at} documents.risk-plan`],
    ],
  ])('invalid: %s', (_, others, expected) => expect(brief(judge(others))).toEqual(expected))

  it('says which release and which document', () => {
    expect(judge([]).map(({ problem }) => problem)).toEqual([{ code: 'release-missing', release: '1.0.0-beta.1' }])
    expect(judge([{ ...release(), data: { ...unlevelled, documents: {} } }]).map(({ problem }) => problem)).toEqual([
      { code: 'risk-level-missing', release: 'beta/releases/1.0.0-beta.1' },
      { code: 'document-missing', document: 'Risk plan', organisation: null },
    ])
    expect(judge([release(plan('draft'))]).map(({ problem }) => problem)).toEqual([
      { code: 'document-not-approved', document: 'Risk plan', status: 'draft' },
    ])
  })
})
