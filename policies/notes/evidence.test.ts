import { describe, expect, it } from 'vitest'
import type { Document } from '../../schemas/types.ts'
import type { RecordData } from '../repository.ts'
import { act, approved, draft, evidence as link } from '../rules/fixture.ts'
import { contentDay, evidenceOf } from './evidence.ts'
import { atlas, production, ticket, today, way } from './fixture.ts'

const digest = `sha256:${'0'.repeat(64)}`
const told = (data: Partial<RecordData>) => evidenceOf(atlas('1.0.0', data), production.data, way.data)
const ofSit = (sit: Document | undefined) => told(sit ? { documents: { sit } } : {})[0]
const ofTraining = (status: 'done' | 'open' | 'not-applicable', training?: Document) =>
  told({
    checklists: {
      papers: {
        training: {
          status,
          by: 'tom',
          on: '2026-03-02',
          ...(status === 'not-applicable' && { reason: 'Nothing that users do has changed.' }),
        },
      },
    },
    ...(training && { documents: { training } }),
  })[1]

const title = 'Evidence from SIT'
const missing = { kind: 'missing', title }

describe('a document', () => {
  const whole = { kind: 'attached', title, version: '1.0', digest, link, on: '2026-03-01' }
  it.each<[string, Document | undefined, object]>([
    ['approved', approved('2026-03-01', 'pete', { digest }), whole],
    [
      'approved, and known by no bytes',
      approved('2026-03-01'),
      { kind: 'attached', title, version: '1.0', link, on: '2026-03-01' },
    ],
    ['that is not there', undefined, missing],
    ['in draft', draft(), missing],
    ['in draft, though somebody has approved another', { ...approved('2026-03-01'), status: 'in-review' }, missing],
    ['superseded', approved('2026-03-01', 'pete', { status: 'superseded' }), missing],
    ['called approved by nobody', { status: 'approved', version: '1.0' }, missing],
    // whether it has expired is judged on the day: what is told does not depend on one
    ['that has expired', approved('2026-03-01', 'pete', { digest, expires: '2026-03-30' }), whole],
  ])('%s', (_, sit, expected) => expect(ofSit(sit)).toEqual(expected))
})

describe('a document whose need is judged', () => {
  const unchanged = { kind: 'unchanged', title: 'Training documents', reason: 'Nothing that users do has changed.' }
  it.each<[string, ReturnType<typeof ofTraining>, object]>([
    [
      'is needed, and there',
      ofTraining('done', approved('2026-03-01')),
      { kind: 'attached', title: 'Training documents', version: '1.0', link, on: '2026-03-01' },
    ],
    ['is needed, and not there', ofTraining('done'), { kind: 'missing', title: 'Training documents' }],
    ['is not judged', ofTraining('open'), { kind: 'missing', title: 'Training documents' }],
    ['is not needed', ofTraining('not-applicable'), unchanged],
    [
      'is not needed, and the old one is there',
      ofTraining('not-applicable', approved('2025-03-01')),
      { ...unchanged, version: '1.0', link, on: '2025-03-01' },
    ],
    ['is not needed, and a draft is there', ofTraining('not-applicable', draft()), unchanged],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected))

  it('is judged by its own item alone', () =>
    expect(
      told({ checklists: { papers: { other: { status: 'not-applicable', by: 'tom', on: today, reason: 'No' } } } }).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['missing', 'missing']))
})

it('a document that the pathway does not know goes by its id, and is missing', () =>
  expect(evidenceOf(atlas('1.0.0'), { ...production.data, evidence: [{ document: 'nothing' }] }, way.data)).toEqual([
    { kind: 'missing', title: 'nothing' },
  ]))

describe('contentDay', () => {
  const pass = (on: string) => ({ result: 'pass' as const, by: 'tom', on })
  it.each<[string, Partial<RecordData>, string | null]>([
    ['no tickets', {}, null],
    ['nothing done', { scope: [ticket('T-1')] }, null],
    [
      'done',
      { scope: [ticket('T-1', { done: act('2026-03-01') }), ticket('T-2', { done: act('2026-03-04') })] },
      '2026-03-04',
    ],
    [
      'passed later',
      { scope: [ticket('T-1', { done: act('2026-03-01'), sit: [pass('2026-03-06'), pass('2026-03-05')] })] },
      '2026-03-06',
    ],
    [
      'failed later',
      { scope: [ticket('T-1', { done: act('2026-03-01'), sit: [{ ...pass('2026-03-06'), result: 'fail' }] })] },
      '2026-03-01',
    ],
  ])('%s', (_, data, expected) => expect(contentDay(atlas('1.0.0', data))).toBe(expected))
})
