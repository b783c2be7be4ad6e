import { describe, expect, it } from 'vitest'
import type { ChecklistItem, Decision } from '../../schemas/types.ts'
import { checklist, checklistDone, itemDone } from './checklist.ts'
import { brief, contextFor, done, evidence, go, noGo } from './fixture.ts'

type Checklists = Record<string, Record<string, ChecklistItem>>
const open: ChecklistItem = { status: 'open' }
const notApplicable = (on: string): ChecklistItem => ({
  status: 'not-applicable',
  by: 'pat',
  on,
  reason: 'No reports here',
})

describe('checklist', () => {
  const judge = (of: string, checklists: Checklists, items?: string[], decisions: Decision[] = []) =>
    brief(checklist({ checklist: of, ...(items && { items }) }, contextFor({ checklists, decisions })))

  it.each<[string, Checklists, string[] | undefined]>([
    ['all items done', { preparation: { plan: done('2026-03-01'), reports: done('2026-03-01') } }, undefined],
    [
      'an item that may not apply',
      { preparation: { plan: done('2026-03-01'), reports: notApplicable('2026-03-01') } },
      undefined,
    ],
    ['only the items that are asked for', { preparation: { plan: done('2026-03-01') } }, ['plan']],
    ['an item that is asked for may not apply', { preparation: { reports: notApplicable('2026-03-01') } }, ['reports']],
  ])('valid: %s', (_, checklists, items) => expect(judge('preparation', checklists, items)).toEqual([]))

  it.each<[string, Checklists, string[] | undefined, string[]]>([
    [
      'no checklist at all',
      {},
      undefined,
      ['item-open checklists.preparation.plan', 'item-open checklists.preparation.reports'],
    ],
    [
      'an empty checklist',
      { preparation: {} },
      undefined,
      ['item-open checklists.preparation.plan', 'item-open checklists.preparation.reports'],
    ],
    [
      'an item is missing',
      { preparation: { plan: done('2026-03-01') } },
      undefined,
      ['item-open checklists.preparation.reports'],
    ],
    [
      'an item is open',
      { preparation: { plan: open, reports: done('2026-03-01') } },
      undefined,
      ['item-open checklists.preparation.plan'],
    ],
    [
      'done in another checklist',
      { testing: { plan: done('2026-03-01') } },
      ['plan'],
      ['item-open checklists.preparation.plan'],
    ],
    [
      'an item that must apply',
      { preparation: { plan: notApplicable('2026-03-01') } },
      ['plan'],
      ['item-must-apply checklists.preparation.plan'],
    ],
    [
      'an item that the pathway does not know',
      { preparation: {} },
      ['other'],
      ['item-open checklists.preparation.other'],
    ],
  ])('invalid: %s', (_, checklists, items, expected) =>
    expect(judge('preparation', checklists, items)).toEqual(expected),
  )

  it('says which item, and who provides it', () => {
    expect(checklist({ checklist: 'testing' }, contextFor({}))).toEqual([
      {
        problem: { code: 'item-open', item: 'Scripts agreed', parties: ['supplier', 'provider'] },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['checklists', 'testing', 'scripts'] },
      },
    ])
  })

  const rows: [string, string, string, Decision[], boolean][] = [
    ['charter', 'accepted', 'belongs to no phase: done once', [noGo('move', '2026-03-10')], true],
    ['preparation', 'plan', 'an earlier phase than the loop leads to', [noGo('move', '2026-03-10')], true],
    ['testing', 'scripts', 'the phase to which the loop leads', [noGo('move', '2026-03-10')], false],
    ['training', 'users', 'a later phase than the loop leads to', [noGo('move', '2026-03-10')], false],
    ['testing', 'scripts', 'a loop that begins after it', [noGo('go-live', '2026-03-10')], true],
    ['training', 'users', 'the phase of that loop', [noGo('go-live', '2026-03-10')], false],
    ['training', 'users', 'a loop further on', [noGo('acceptance', '2026-03-10')], true],
    ['testing', 'scripts', 'a go voids nothing', [go('move', '2026-03-10')], true],
    [
      'testing',
      'scripts',
      'a no-go, and then a go: still void',
      [noGo('move', '2026-03-10'), go('move', '2026-03-20')],
      false,
    ],
    [
      'testing',
      'scripts',
      'the later of two no-gos counts',
      [noGo('move', '2026-03-10'), noGo('move', '2026-03-01')],
      false,
    ],
    ['testing', 'scripts', 'a no-go of the day before', [noGo('move', '2026-03-09')], true],
  ]
  it.each(rows)('%s.%s of the day of the no-go: %s', (list, item, _, decisions, holds) => {
    const found = checklist(
      { checklist: list, items: [item] },
      contextFor({ checklists: { [list]: { [item]: done('2026-03-10') } }, decisions }),
    )
    expect(brief(found)).toEqual(holds ? [] : [`voided checklists.${list}.${item}`])
  })

  it.each([
    ['2026-03-09', false],
    ['2026-03-10', false],
    ['2026-03-11', true],
  ])('a no-go of 2026-03-10 and an item of %s: holds %s', (on, holds) => {
    const found = checklist(
      { checklist: 'testing' },
      contextFor({ checklists: { testing: { scripts: done(on) } }, decisions: [noGo('move', '2026-03-10')] }),
    )
    expect(found.map(({ problem }) => problem)).toEqual(
      holds ? [] : [{ code: 'voided', what: 'Scripts agreed', on, since: '2026-03-10' }],
    )
  })

  it('asks anew, too, whether an item applies', () => {
    const reports = notApplicable('2026-03-10')
    const context = contextFor({
      checklists: { preparation: { reports } },
      decisions: [{ ...noGo('move', '2026-03-10') }],
    })
    const back = {
      ...context.pathway,
      data: {
        ...context.pathway.data,
        decisions: { move: { title: 'Move?', by: ['team'], attended: ['team'], back: 'prepare', clauses: ['S3-18'] } },
      },
    }
    expect(brief(checklist({ checklist: 'preparation', items: ['reports'] }, { ...context, pathway: back }))).toEqual([
      'voided checklists.preparation.reports',
    ])
  })
})

describe('checklistDone', () => {
  // what comes after it follows its last item; what comes before it precedes its first
  it.each<[string, Record<string, ChecklistItem> | undefined, [string, string] | null]>([
    [
      'the days of the last and the first item',
      { plan: done('2026-03-02'), reports: done('2026-03-01') },
      ['2026-03-02', '2026-03-01'],
    ],
    ['an item is missing', { plan: done('2026-03-02') }, null],
    [
      'an item that does not apply has its day',
      { plan: done('2026-03-02'), reports: notApplicable('2026-03-05') },
      ['2026-03-05', '2026-03-02'],
    ],
    ['no checklist', undefined, null],
  ])('%s', (_, items, expected) => {
    const days = checklistDone('preparation', contextFor({ checklists: items ? { preparation: items } : {} }))
    expect(days && [days.done, days.again]).toEqual(expected)
  })

  it('is null for a checklist that the pathway does not know', () =>
    expect(checklistDone('other', contextFor({}))).toBeNull())

  it('is null while an item is open, even where it still has its day', () => {
    const reopened: ChecklistItem = { status: 'open', by: 'pat', on: '2026-03-01', evidence }
    expect(checklistDone('testing', contextFor({ checklists: { testing: { scripts: reopened } } }))).toBeNull()
  })
})

describe('itemDone', () => {
  const days = (of: string, item: string, stands: ChecklistItem | undefined, decisions: Decision[] = []) =>
    itemDone({ checklist: of, item }, contextFor({ checklists: stands ? { [of]: { [item]: stands } } : {}, decisions }))

  it.each<[string, string, string, ChecklistItem | undefined, string | null]>([
    ['done', 'testing', 'scripts', done('2026-03-01'), '2026-03-01'],
    ['it may not apply, and does not', 'preparation', 'reports', notApplicable('2026-03-01'), '2026-03-01'],
    ['open', 'testing', 'scripts', open, null],
    ['open again, though it still has its day', 'testing', 'scripts', { ...done('2026-03-01'), status: 'open' }, null],
    ['done, but nobody knows when', 'testing', 'scripts', { status: 'done' }, null],
    ['missing', 'testing', 'scripts', undefined, null],
    ['it must apply, and is said not to', 'testing', 'scripts', notApplicable('2026-03-01'), null],
  ])('%s', (_, of, item, stands, expected) => expect(days(of, item, stands)).toBe(expected))

  it.each<[string, string, Decision[], string | null]>([
    ['testing', 'scripts', [noGo('move', '2026-03-09')], '2026-03-10'],
    ['testing', 'scripts', [noGo('move', '2026-03-10')], null],
    ['testing', 'scripts', [noGo('move', '2026-03-11')], null],
    ['testing', 'scripts', [noGo('go-live', '2026-03-10')], '2026-03-10'],
    ['testing', 'scripts', [go('move', '2026-03-10')], '2026-03-10'],
    ['charter', 'accepted', [noGo('move', '2026-03-10')], '2026-03-10'],
  ])('%s.%s of 2026-03-10 after %j is of %s', (of, item, decisions, expected) =>
    expect(days(of, item, done('2026-03-10'), decisions)).toBe(expected),
  )
})

describe('a checklist after a no-go', () => {
  const days = (on: string) =>
    checklistDone(
      'testing',
      contextFor({ checklists: { testing: { scripts: done(on) } }, decisions: [noGo('move', '2026-03-10')] }),
    )
  it.each([
    ['2026-03-09', null],
    ['2026-03-10', null],
    ['2026-03-11', '2026-03-11'],
  ])('done on %s, it is done on %s', (on, expected) => expect(days(on)?.done ?? null).toBe(expected))
})
