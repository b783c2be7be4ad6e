import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../schemas/types.ts'
import type { RecordData, RecordFile } from '../repository.ts'
import { atlas, ticket } from './fixture.ts'
import type { Range } from './range.ts'
import { changesOf } from './tickets.ts'

const range = (told: RecordFile[], earlier: RecordFile[] = [], kind: Range['kind'] = 'next'): Range => ({
  kind,
  from: null,
  between: [],
  told,
  earlier,
})
/** Each change on a line: kind, reference or title, the release where that is skipped, what took it back. */
const brief = (...of: Parameters<typeof range>) =>
  changesOf(range(...of)).map(({ kind, reference, title, release, by }) =>
    [kind, reference ?? title, release, by].filter(Boolean).join(' '),
  )
const scope = (version: string, ...tickets: NonNullable<RecordData['scope']>) => atlas(version, { scope: tickets })
const [one, two] = [ticket('T-1'), ticket('T-2', { type: 'bug' })]
const revert = (of: string, reference: string) => ticket(reference, { type: 'bug', reverts: of })

it('tells all that is said of a ticket for users, and nothing of how it was tested', () => {
  const { type: _, ...bare } = ticket('T-3')
  const told = ticket('T-1', {
    area: 'Maps',
    impact: 'Users find sites sooner.',
    flag: 'maps',
    uatNeeded: true,
    done: { by: 'tom', on: '2026-03-01' },
    sit: [{ result: 'pass', by: 'tom', on: '2026-03-01' }],
  })
  expect(changesOf(range([scope('1.1.0', told, bare)]))).toEqual([
    {
      kind: 'feature',
      reference: 'T-1',
      title: 'What T-1 changes',
      area: 'Maps',
      impact: 'Users find sites sooner.',
      flag: 'maps',
    },
    { kind: 'uncategorised', reference: 'T-3', title: 'What T-3 changes' },
  ])
})

it('tells what has no ticket, once', () => {
  const renewed = { title: 'Renewed', type: 'bug' as const, area: 'Hub', impact: 'None.' }
  const all = [
    atlas('1.1.0', { unticketed: [renewed] }),
    atlas('1.2.0', { unticketed: [renewed, { title: 'T-1' }], scope: [one] }),
  ]
  expect(changesOf(range(all)).slice(0, 1)).toEqual([
    { kind: 'unticketed', title: 'Renewed', area: 'Hub', impact: 'None.', release: '1.1.0' },
  ])
  // a title is no reference
  expect(brief(all)).toEqual(['unticketed Renewed 1.1.0', 'feature T-1', 'unticketed T-1'])
})

describe('each ticket once', () => {
  it.each<[string, RecordFile[], RecordFile[], string[]]>([
    [
      'with the first release that has it',
      [scope('1.0.1', two), scope('1.1.0', one, two)],
      [],
      ['bug T-2 1.0.1', 'feature T-1'],
    ],
    ['not where the release below had it', [scope('1.1.0', one, two)], [scope('1.0.1', two)], ['feature T-1']],
    [
      'not where an earlier one had it',
      [scope('1.2.0', one, two)],
      [scope('1.0.1', two), scope('1.1.0')],
      ['feature T-1'],
    ],
  ])('%s', (_, told, earlier, expected) => expect(brief(told, earlier)).toEqual(expected))
})

describe('what is taken back', () => {
  const back = revert('T-1', 'T-9')
  it.each<[string, RecordFile[], RecordFile[], string[]]>([
    [
      'in a later release',
      [scope('1.1.0', one, two), scope('1.2.0', back)],
      [],
      ['reverted T-1 1.1.0 T-9', 'bug T-2 1.1.0'],
    ],
    ['in the same release', [scope('1.1.0', one, back)], [], ['reverted T-1 T-9']],
    ['in the same release, listed first', [scope('1.1.0', back, one)], [], ['reverted T-1 T-9']],
    ['what is older than the range', [scope('1.2.0', back)], [scope('1.1.0', one)], ['bug T-9']],
    ['what nobody knows', [scope('1.2.0', back)], [], ['bug T-9']],
    ['and comes again', [scope('1.1.0', one), scope('1.2.0', back), scope('1.3.0', one)], [], ['feature T-1']],
    ['before, and comes again', [scope('1.3.0', one)], [scope('1.1.0', one), scope('1.2.0', back)], ['feature T-1']],
    [
      'by the same ticket in a hotfix and in the next one',
      [scope('1.3.0', back, two)],
      [scope('1.1.0', one), scope('1.2.0', back)],
      ['bug T-2'],
    ],
    [
      'and that is taken back',
      [scope('1.1.0', one), scope('1.2.0', back), scope('1.3.0', revert('T-9', 'T-10'))],
      [],
      ['feature T-1'],
    ],
    [
      'before, and that is taken back',
      [scope('1.3.0', revert('T-9', 'T-10'))],
      [scope('1.1.0', one), scope('1.2.0', back)],
      ['feature T-1'],
    ],
    [
      'what is older, and that is taken back',
      [scope('1.2.0', back), scope('1.3.0', revert('T-9', 'T-10'))],
      [scope('1.1.0', one)],
      ['reverted T-9 1.2.0 T-10'],
    ],
    [
      'what is older, then that, and it is not news afterwards',
      [scope('1.4.0', one)],
      [scope('1.1.0', one), scope('1.2.0', back), scope('1.3.0', revert('T-9', 'T-10'))],
      [],
    ],
  ])('%s', (_, told, earlier, expected) => expect(brief(told, earlier)).toEqual(expected))
})

describe('flags', () => {
  const hidden = ticket('T-1', { flag: 'maps' })
  const flags = (on: boolean): Partial<RecordData> => ({ featureFlags: { maps: { title: 'Maps', on } } })
  it.each<[string, RecordFile[], string]>([
    ['off', [atlas('1.1.0', { scope: [hidden], ...flags(false) })], 'switched-off'],
    ['on', [atlas('1.1.0', { scope: [hidden], ...flags(true) })], 'feature'],
    [
      'switched on later',
      [atlas('1.1.0', { scope: [hidden], ...flags(false) }), atlas('1.2.0', flags(true))],
      'feature',
    ],
    [
      'switched off later',
      [atlas('1.1.0', { scope: [hidden], ...flags(true) }), atlas('1.2.0', flags(false))],
      'switched-off',
    ],
    [
      'that nobody says anything of later',
      [atlas('1.1.0', { scope: [hidden], ...flags(false) }), atlas('1.2.0')],
      'switched-off',
    ],
    ['off, and taken back', [atlas('1.1.0', { scope: [hidden, revert('T-1', 'T-9')], ...flags(false) })], 'reverted'],
    ['of something else', [atlas('1.1.0', { scope: [one], ...flags(false) })], 'feature'],
  ])('%s', (_, told, kind) => expect(changesOf(range(told)).map(one => one.kind)).toEqual([kind]))
})

// a flag changes with a release (S4-57): users get the feature then, whenever its ticket came
describe('a flag that is switched after its ticket came', () => {
  const hidden = ticket('T-1', { flag: 'maps' })
  const flagged = (version: string, on: boolean, ...scope: Ticket[]) =>
    atlas(version, { scope, featureFlags: { maps: { title: 'Maps', on } } })
  it.each<[string, RecordFile[], RecordFile[], string[]]>([
    ['on', [flagged('1.2.0', true)], [flagged('1.1.0', false, hidden)], ['feature T-1']],
    [
      'on, in one that is skipped',
      [flagged('1.2.0', true), scope('1.3.0')],
      [flagged('1.1.0', false, hidden)],
      ['feature T-1 1.2.0'],
    ],
    ['on and off again', [flagged('1.2.0', true), flagged('1.3.0', false)], [flagged('1.1.0', false, hidden)], []],
    // users had it
    ['off', [flagged('1.2.0', false)], [flagged('1.1.0', true, hidden)], ['undone T-1']],
    ['not at all', [flagged('1.2.0', true)], [flagged('1.1.0', true, hidden)], []],
    ['before', [scope('1.3.0')], [flagged('1.1.0', false, hidden), flagged('1.2.0', true)], []],
    [
      'and the ticket is taken back',
      [flagged('1.2.0', true, revert('T-1', 'T-9'))],
      [flagged('1.1.0', false, hidden)],
      ['bug T-9'],
    ],
    [
      'and the ticket was taken back',
      [flagged('1.3.0', true)],
      [flagged('1.1.0', false, hidden), scope('1.2.0', revert('T-1', 'T-9'))],
      [],
    ],
    [
      'and the ticket is listed again',
      [flagged('1.2.0', true, hidden)],
      [flagged('1.1.0', false, hidden)],
      ['feature T-1'],
    ],
  ])('%s', (_, told, earlier, expected) => expect(brief(told, earlier)).toEqual(expected))
})

it('going back undoes what was there, and not what had been taken back before', () => {
  const gone = [scope('1.1.0', one, two), scope('1.2.0', revert('T-1', 'T-9'), ticket('T-3', { flag: 'maps' }))]
  const off = { ...gone[1]?.data, featureFlags: { maps: { title: 'Maps', on: false } } } as Partial<RecordData>
  expect(brief([...gone.slice(0, 1), atlas('1.2.0', off)], [scope('1.0.0')], 'back')).toEqual([
    'undone T-2 1.1.0',
    // nobody had it
    'switched-off T-3 1.2.0',
  ])
})

describe('what came before under the same name', () => {
  it('is not told again', () =>
    expect(brief([scope('1.1.0', ticket('T-1'))], [scope('1.0.0', ticket('T-1'))])).toEqual([]))
  it('is told where it is something else', () =>
    expect(
      brief([scope('1.1.0', ticket('T-1', { title: 'It is taken out' }))], [scope('1.0.0', ticket('T-1'))]),
    ).toEqual(['feature T-1']))
  it('is told where what has no ticket means something else', () => {
    const renewed = (version: string, impact: string) => atlas(version, { unticketed: [{ title: 'Renewed', impact }] })
    const all = (impact: string) => changesOf(range([renewed('1.1.0', impact)], [renewed('1.0.0', 'Nothing')]))
    expect(all('Nothing')).toEqual([])
    expect(all('Old browsers no longer work')).toHaveLength(1)
  })
})

it('tells each of thousands', () => {
  const releases = Array.from({ length: 300 }, (_, release) =>
    scope(`1.${release}.0`, ...Array.from({ length: 30 }, (_, index) => ticket(`T-${release}-${index}`))),
  )
  expect(changesOf(range(releases))).toHaveLength(9000)
})
