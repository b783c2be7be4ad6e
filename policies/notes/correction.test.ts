import { describe, expect, it } from 'vitest'
import type { Criterion, Document, Gate, Pathway } from '../../schemas/types.ts'
import { correctionOf, joined } from './correction.ts'
import { atlas, way } from './fixture.ts'

const clauses = ['S4-63']
const base = { title: 'Any', enforcement: 'mandatory' as const, clauses }
const text: Criterion = { ...base, id: 'text', rule: 'notes', with: { document: 'papers', part: 'text' } }
const issues: Criterion = { ...base, id: 'issues', rule: 'notes', with: { document: 'papers', part: 'known-issues' } }
const other: Criterion = { ...base, id: 'other', rule: 'scope', with: { each: 'done' } }
const signed = (role: string) => ({ role, clauses })
const gates = way.data.gates.map(
  (gate): Gate =>
    gate.to === 'pre-prod' ? { ...gate, criteria: [text, issues, other], signOffs: [signed('team/lead')] } : gate,
)
const pathway: Pathway = { ...way.data, gates }
const corrected: Pathway = { ...pathway, correction: { tasks: ['notes'], signOffs: [signed('sites/lead')] } }

const digests = ['1', '2'].map(one => `sha256:${one.repeat(64)}`)
const papers = (which: number, version = '1'): Document => ({
  status: 'draft',
  version,
  ...(digests[which] && { digest: digests[which] }),
})
const record = (phase: string, held?: Document) =>
  atlas('2.0.0', { phase, ...(held && { documents: { papers: held } }) })
const needs = (was: ReturnType<typeof record> | undefined, is: ReturnType<typeof record>, way = corrected) => {
  const { criteria = [], tasks = [], signOffs = [] } = correctionOf(was, is, way)
  return [...criteria.map(({ id }) => id), ...tasks, ...signOffs.map(({ role }) => role)]
}

describe('a correction', () => {
  it.each<[what: string, ...Parameters<typeof needs>]>([
    ['another text, in the phase behind the gate', record('pre-prod', papers(0)), record('pre-prod', papers(1))],
    ['another text, long after', record('complete', papers(0)), record('complete', papers(1))],
    ['another version', record('production', papers(0)), record('production', papers(0, '2'))],
    ['a text that is taken out', record('production', papers(0)), record('production')],
    ['a text where none was', record('production'), record('production', papers(0))],
    ['with a transition', record('pre-prod', papers(0)), record('production', papers(1))],
    ['of what was withdrawn', record('withdrawn', papers(0)), record('withdrawn', papers(1))],
  ])('needs what the pathway says, and that the text is the one recorded: %s', (_, was, is) =>
    expect(needs(was, is)).toEqual(['text', 'issues', 'notes', 'sites/lead']),
  )

  it('needs what the gate needed, where the pathway says nothing', () =>
    expect(needs(record('production', papers(0)), record('production', papers(1)), pathway)).toEqual([
      'text',
      'issues',
      'team/lead',
    ]))

  it.each<[what: string, ...Parameters<typeof needs>]>([
    ['before the gate', record('uat', papers(0)), record('uat', papers(1))],
    ['through the gate, which asks itself', record('uat', papers(0)), record('pre-prod', papers(1))],
    ['of nothing that changes', record('production', papers(0)), record('production', papers(0))],
    ['of a record that is new', undefined, record('scope', papers(0))],
    ['where no gate asks for it', record('production', papers(0)), record('production', papers(1)), way.data],
  ])('needs nothing %s', (_, was, is, way) => expect(needs(was, is, way)).toEqual([]))
})

it('what is added takes nothing away', () => {
  const gate = { from: 'uat', to: 'pre-prod', recheck: ['x'], criteria: [other, text], tasks: ['a'] }
  expect(joined([gate, { criteria: [text, issues], tasks: ['a', 'b'], signOffs: [signed('team/lead')] }])).toEqual({
    ...gate,
    criteria: [other, text, issues],
    tasks: ['a', 'b'],
    signOffs: [signed('team/lead')],
  })
})
