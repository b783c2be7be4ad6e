import { describe, expect, test } from 'vitest'
import { type RecordFile, readRepository } from '../../policies/repository.ts'
import { gatesOf } from '../../policies/routes.ts'
import type { Pathway } from '../../schemas/types.ts'
import { root } from '../init/fixture.ts'
import { sampleTree } from '../init/samples.ts'
import { editRecord } from './record.ts'
import { type Asked, type Transition, transition } from './transition.ts'

const repository = readRepository(sampleTree(root) ?? new Map())
const today = '2027-12-01'
const asked = (more: Partial<Asked> = {}): Asked => ({ direction: 'forward', by: 'pat', on: today, ...more })

const pathway = {
  phases: { one: {}, two: {}, three: {}, four: {} },
  decisions: { move: { back: 'one' } },
  gates: [
    { from: 'one', to: 'two' },
    { from: 'two', to: 'three' },
    { from: 'two', to: 'four' },
    { from: 'three', to: 'two' },
    {
      from: 'two',
      to: 'one',
      criteria: [{ id: 'no', rule: 'decision', with: { decision: 'move', outcome: 'no-go' } }],
    },
  ],
} as unknown as Pathway
const record = (data: object): RecordFile =>
  ({ id: 'a/b', path: 'deployments/a/b.yaml', programme: 'a', data }) as unknown as RecordFile
const at = (phase: string, more: object = {}) => record({ phase, ...more })
const phaseIs = (value: string) => ({ is: 'set', at: ['phase'], value })
const noGo = { decision: 'move', outcome: 'no-go' }

describe('the edits that ask for it', () => {
  test.each<[string, RecordFile, Partial<Asked>, Transition]>([
    ['forward, where there is one way', at('one'), {}, { to: 'two', edits: [phaseIs('two') as never] }],
    ['forward, to one of two', at('two'), { to: 'four' }, { to: 'four', edits: [phaseIs('four') as never] }],
    [
      'back, where no decision leads back',
      at('three'),
      { direction: 'back' },
      { to: 'two', edits: [phaseIs('two') as never] },
    ],
    [
      'back, with the decision that says why',
      at('two'),
      { direction: 'back', reason: 'Lost calls', attended: ['sam', 'pat'], minutes: 'https://a.example/1' },
      {
        to: 'one',
        edits: [
          phaseIs('one') as never,
          {
            is: 'add',
            to: ['decisions'],
            value: {
              ...noGo,
              on: today,
              chair: 'pat',
              attended: ['pat', 'sam'],
              reason: 'Lost calls',
              minutes: 'https://a.example/1',
            },
          },
        ],
      },
    ],
    [
      'back, where it was decided already',
      at('two', { decisions: [{ decision: 'move', outcome: 'go' }, noGo] }),
      { direction: 'back' },
      { to: 'one', edits: [phaseIs('one') as never] },
    ],
    [
      'withdrawn, with who and why',
      at('three'),
      { direction: 'withdraw', reason: 'Merged' },
      {
        to: 'withdrawn',
        edits: [
          phaseIs('withdrawn') as never,
          { is: 'set', at: ['withdrawn'], value: { by: 'pat', on: today, reason: 'Merged' } },
        ],
      },
    ],
  ])('%s', (_, from, more, expected) => expect(transition(from, pathway, asked(more))).toEqual(expected))
})

describe('where there is no way', () => {
  test.each<[string, RecordFile, Partial<Asked>, object]>([
    ['at the end', at('four'), {}, { code: 'no-way', direction: 'forward', from: 'four', to: null, known: [] }],
    ['a phase is skipped', at('one'), { to: 'three' }, { code: 'no-way', to: 'three', known: ['two'] }],
    ['forward is not back', at('two'), { to: 'one' }, { code: 'no-way', known: ['three', 'four'] }],
    ['no loop', at('one'), { direction: 'back' }, { code: 'no-way', direction: 'back', known: [] }],
    ['two ways', at('two'), {}, { code: 'several-ways', known: ['three', 'four'] }],
    ['back without a reason', at('two'), { direction: 'back' }, { code: 'needs-reason', direction: 'back' }],
    [
      'an earlier no-go was overruled',
      at('two', { decisions: [noGo, { decision: 'move', outcome: 'go' }] }),
      { direction: 'back' },
      { code: 'needs-reason' },
    ],
    ['back by nobody', at('two'), { direction: 'back', reason: 'x', by: null }, { code: 'needs-person' }],
    ['withdrawn without a reason', at('two'), { direction: 'withdraw' }, { code: 'needs-reason' }],
    ['withdrawn by nobody', at('two'), { direction: 'withdraw', reason: 'x', by: null }, { code: 'needs-person' }],
    ['withdrawn already', at('withdrawn'), { direction: 'withdraw', reason: 'x' }, { code: 'withdrawn-already' }],
    ['out of withdrawn', at('withdrawn'), {}, { code: 'withdrawn-already' }],
  ])('%s', (_, from, more, why) => expect(transition(from, pathway, asked(more))).toMatchObject({ why }))
})

/** Every transition of every record that is open to it changes its own lines alone, and the record stays well formed. */
const underway = [...repository.records.values()].filter(({ data }) => data.phase !== 'withdrawn')
describe.each(underway.map(one => ({ one, id: one.id })))('$id', ({ one }) => {
  const its = repository.pathways.get(one.data.pathway)?.data as Pathway
  const order = Object.keys(its.phases)
  const source = repository.tree.get(one.path)
  const before = source && 'text' in source ? source.text : ''
  const by = Object.values(one.data.roles ?? {})[0]?.[0] ?? Object.keys(repository.people.people)[0] ?? ''
  const ways: [string, Partial<Asked>][] = [
    ...gatesOf(its, one)
      .filter(({ from }) => from === one.data.phase)
      .map(({ to }): [string, Partial<Asked>] => [
        to,
        { to, direction: order.indexOf(to) > order.indexOf(one.data.phase) ? 'forward' : 'back', reason: 'Not yet' },
      ]),
    ['withdrawn', { direction: 'withdraw', reason: 'Merged' }],
  ]
  test.each(ways)('to %s', (to, more) => {
    const found = transition(one, its, asked({ ...more, by }))
    if ('why' in found) throw new Error(JSON.stringify(found.why))
    const result = editRecord(repository, one, found.edits, today)
    if ('findings' in result) {
      // its sites go first
      expect([to, one.data.kind]).toEqual(['withdrawn', 'Release'])
      for (const { problem, at } of result.findings) {
        expect(problem.code).toBe('release-withdrawn')
        expect(at.path).not.toBe(one.path)
      }
      return
    }
    const [was, is] = [before.split('\n'), result.text.split('\n')]
    expect(was.filter(line => !is.includes(line))).toEqual([`phase: ${one.data.phase}`])
    expect(is).toContain(`phase: ${to}`)
    // the phase, and what says why
    expect(is.length - was.length).toBeLessThanOrEqual(found.edits.length > 1 ? 9 : 0)
  })
})
