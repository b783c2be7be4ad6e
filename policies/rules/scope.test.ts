import { describe, expect, it } from 'vitest'
import type { Choice, Outcome, Ticket, UserAcceptance } from '../../schemas/types.ts'
import type { Parameters as Of } from '../context.ts'
import { act, brief, contextFor, contextForRelease, releasePath } from './fixture.ts'
import { scope } from './scope.ts'

const ticket = (reference: string, more: Partial<Ticket> = {}): Ticket => ({
  reference,
  type: 'feature',
  title: 'Book online',
  ...more,
})
const outcome = (result: Outcome['result'], on = '2026-03-01'): Outcome => ({ result, by: 'tom', on })
const accepted = (on = '2026-03-01'): UserAcceptance => ({ outcome: 'accepted', by: 'pat', on })
const refused = (on = '2026-03-01', reason = 'Too slow'): UserAcceptance => ({
  outcome: 'refused',
  by: 'pat',
  on,
  reason,
})
const choice = (choice: Choice['choice'], on = '2026-03-02'): Choice => ({ choice, by: 'tess', on, reason: 'Agreed' })

const judge = (all: Ticket[] | undefined, each: Of<'scope'>['each'], features?: number) =>
  scope({ each, ...(features !== undefined && { features }) }, contextForRelease(all ? { scope: all } : {}))
const told = (...found: Parameters<typeof judge>) => judge(...found).map(({ problem }) => problem)

describe('a scope with nothing in it', () => {
  it.each<['done' | 'sit' | 'uat']>([['done'], ['sit'], ['uat']])('never holds: %s', each => {
    expect(judge(undefined, each)).toEqual([
      { problem: { code: 'scope-empty' }, at: { path: releasePath, pointer: ['scope'] } },
    ])
    expect(told([], each)).toEqual([{ code: 'scope-empty' }])
    expect(told([], each, 1)).toEqual([{ code: 'scope-empty' }])
  })
  it('is that of a site, too', () =>
    expect(brief(scope({ each: 'done' }, contextFor({})))).toEqual(['scope-empty scope']))
})

// S4-28: every ticket meets the definition of done.
describe('done', () => {
  it.each<[string, Ticket[], string[]]>([
    ['one', [ticket('T-1', { done: act('2026-03-01') })], []],
    [
      'every kind',
      [ticket('T-1', { done: act('2026-03-01') }), ticket('T-2', { type: 'bug', done: act('2026-03-01') })],
      [],
    ],
    ['one is not', [ticket('T-1')], ['ticket-not-done scope.0']],
    [
      'one of two is not, though it is tested and accepted',
      [
        ticket('T-1', { done: act('2026-03-01') }),
        ticket('T-2', { type: 'bug', sit: [outcome('pass')], uat: [accepted()] }),
      ],
      ['ticket-not-done scope.1'],
    ],
  ])('%s', (_, all, expected) => expect(brief(judge(all, 'done'), releasePath)).toEqual(expected))

  it('says which', () =>
    expect(judge([ticket('T-1')], 'done')).toEqual([
      {
        problem: { code: 'ticket-not-done', ticket: 'T-1 Book online' },
        at: { path: releasePath, pointer: ['scope', 0] },
      },
    ]))
})

// S4-48: nothing goes to UAT that has not passed system integration testing.
describe('sit', () => {
  it.each<[string, Outcome[] | undefined, string | null | undefined]>([
    ['passed', [outcome('pass')], undefined],
    ['failed first, then passed', [outcome('fail'), outcome('pass', '2026-03-02')], undefined],
    ['on the same day, the one added last counts', [outcome('fail'), outcome('pass')], undefined],
    ['never tested', undefined, null],
    ['no results', [], null],
    ['failed', [outcome('fail')], 'fail'],
    ['blocked', [outcome('blocked')], 'blocked'],
    ['passed first, then failed', [outcome('pass'), outcome('fail', '2026-03-02')], 'fail'],
    ['passed and failed on the same day', [outcome('pass'), outcome('fail')], 'fail'],
    [
      'the latest counts, wherever it stands: a fail',
      [outcome('fail', '2026-03-02'), outcome('pass', '2026-03-01')],
      'fail',
    ],
    [
      'the latest counts, wherever it stands: a pass',
      [outcome('pass', '2026-03-02'), outcome('fail', '2026-03-01')],
      undefined,
    ],
  ])('%s', (_, sit, result) => {
    expect(told([ticket('T-1', sit && { sit })], 'sit')).toEqual(
      result === undefined ? [] : [{ code: 'ticket-not-tested', ticket: 'T-1 Book online', result }],
    )
  })

  it('each ticket for itself', () =>
    expect(
      brief(judge([ticket('T-1'), ticket('T-2', { sit: [outcome('pass')] }), ticket('T-3')], 'sit'), releasePath),
    ).toEqual(['ticket-not-tested scope.0', 'ticket-not-tested scope.2']))
})

// S4-50, S4-52: which tickets need UAT is settled with the scope; where users refuse one, the Product Owner may delay the release, but need not.
describe('uat', () => {
  const refusal = (delayed: boolean, reason = 'Too slow') => ({ code: 'uat-refused', reason, delayed })
  it.each<[string, Partial<Ticket>, object | null]>([
    ['accepted', { uatNeeded: true, uat: [accepted()] }, null],
    ['refused first, then accepted', { uatNeeded: true, uat: [refused(), accepted('2026-03-02')] }, null],
    ['on the same day, the one added last counts', { uatNeeded: true, uat: [refused(), accepted()] }, null],
    [
      'accepted at last, though it was to be delayed',
      { uatNeeded: true, uat: [refused(), accepted('2026-03-05')], choices: [choice('delay')] },
      null,
    ],
    ['not needed', { uatNeeded: false }, null],
    ['not needed, and yet refused', { uatNeeded: false, uat: [refused()] }, null],
    ['nobody has decided whether it is needed', {}, { code: 'uat-undecided' }],
    ['nobody has decided, and yet it is accepted', { uat: [accepted()] }, { code: 'uat-undecided' }],
    ['nobody has said anything', { uatNeeded: true }, { code: 'uat-open' }],
    ['an empty list', { uatNeeded: true, uat: [] }, { code: 'uat-open' }],
    [
      'nobody has said anything, and yet it shall be released',
      { uatNeeded: true, choices: [choice('release')] },
      { code: 'uat-open' },
    ],
    ['refused', { uatNeeded: true, uat: [refused()] }, refusal(false)],
    ['accepted first, then refused', { uatNeeded: true, uat: [accepted(), refused('2026-03-02')] }, refusal(false)],
    ['refused, and delayed', { uatNeeded: true, uat: [refused()], choices: [choice('delay')] }, refusal(true)],
    ['refused, and let go', { uatNeeded: true, uat: [refused()], choices: [choice('release')] }, null],
    [
      'refused, and let go on the same day',
      { uatNeeded: true, uat: [refused()], choices: [choice('release', '2026-03-01')] },
      null,
    ],
    [
      'refused, and let go the day before',
      { uatNeeded: true, uat: [refused()], choices: [choice('release', '2026-02-28')] },
      refusal(false),
    ],
    [
      'refused, delayed, and then let go',
      { uatNeeded: true, uat: [refused()], choices: [choice('delay'), choice('release', '2026-03-03')] },
      null,
    ],
    [
      'refused, let go, and then delayed',
      { uatNeeded: true, uat: [refused()], choices: [choice('release'), choice('delay', '2026-03-03')] },
      refusal(true),
    ],
    [
      'let go and delayed on the same day',
      { uatNeeded: true, uat: [refused()], choices: [choice('release'), choice('delay')] },
      refusal(true),
    ],
    [
      'refused, let go, and refused again',
      { uatNeeded: true, uat: [refused(), refused('2026-03-10', 'Still slow')], choices: [choice('release')] },
      refusal(false, 'Still slow'),
    ],
    [
      'the latest counts, wherever it stands: a refusal',
      { uatNeeded: true, uat: [refused('2026-03-02'), accepted('2026-03-01')] },
      refusal(false),
    ],
    [
      'the latest choice counts, wherever it stands',
      { uatNeeded: true, uat: [refused()], choices: [choice('delay', '2026-03-05'), choice('release', '2026-03-03')] },
      refusal(true),
    ],
  ])('%s', (_, more, problem) => {
    expect(told([ticket('T-1', more)], 'uat')).toEqual(problem ? [{ ticket: 'T-1 Book online', ...problem }] : [])
  })

  it('each ticket for itself', () => {
    const all = [ticket('T-1', { uatNeeded: false }), ticket('T-2'), ticket('T-3', { uatNeeded: true })]
    expect(brief(judge(all, 'uat'), releasePath)).toEqual(['uat-undecided scope.1', 'uat-open scope.2'])
  })
})

// S4-11: a planned release has at least one feature.
describe('features', () => {
  const all = (...types: NonNullable<Ticket['type']>[]) =>
    types.map((type, index) => ticket(`T-${index}`, { type, done: act('2026-03-01') }))
  it.each<[NonNullable<Ticket['type']>[], number | undefined, number | null]>([
    [['feature'], 1, null],
    [['bug', 'feature'], 1, null],
    [['feature', 'feature'], 1, null],
    [['bug'], 1, 0],
    [['enhancement', 'bug'], 1, 0],
    [['feature', 'bug'], 2, 1],
    [['bug'], undefined, null],
  ])('%j with at least %s', (types, features, found) => {
    expect(told(all(...types), 'done', features)).toEqual(
      found === null ? [] : [{ code: 'features-too-few', found, features }],
    )
  })

  it('are asked for beside what is asked of each', () =>
    expect(brief(judge([ticket('T-1', { type: 'bug' })], 'done', 1), releasePath)).toEqual([
      'features-too-few scope',
      'ticket-not-done scope.0',
    ]))
})

// S4-50: which features users must accept is decided when the scope is agreed: later the scope is settled.
describe('decided', () => {
  it.each<[string, Ticket[], string[]]>([
    ['both ways', [ticket('T-1', { uatNeeded: true }), ticket('T-2', { uatNeeded: false })], []],
    ['not for one', [ticket('T-1', { uatNeeded: true }), ticket('T-2')], ['uat-undecided scope.1']],
  ])('%s', (_, all, expected) => expect(brief(judge(all, 'decided'), releasePath)).toEqual(expected))
})

// S4-10, S4-13: the release is made up of features, enhancements and bug fixes, and has a ticket for each.
describe('categorised', () => {
  const { type: _, ...bare } = ticket('T-2')
  const judged = (data: Parameters<typeof contextForRelease>[0]) =>
    brief(scope({ each: 'categorised' }, contextForRelease(data)), releasePath)
  it.each<[string, Parameters<typeof contextForRelease>[0], string[]]>([
    ['each has a kind', { scope: [ticket('T-1'), ticket('T-2', { type: 'bug' })] }, []],
    ['one has none', { scope: [ticket('T-1'), bare] }, ['ticket-uncategorised scope.1']],
    [
      'a change has no ticket, though it has a kind',
      { scope: [ticket('T-1')], unticketed: [{ title: 'Renewed', type: 'bug' }] },
      ['change-unticketed unticketed.0'],
    ],
    ['a change without a ticket is no scope', { unticketed: [{ title: 'Renewed' }] }, ['scope-empty scope']],
    ['nothing is without a ticket', { scope: [ticket('T-1')], unticketed: [] }, []],
  ])('%s', (_, data, expected) => expect(judged(data)).toEqual(expected))

  it('is not asked where something else is', () =>
    expect(
      brief(
        scope(
          { each: 'decided' },
          contextForRelease({ scope: [{ ...bare, uatNeeded: false }], unticketed: [{ title: 'Renewed' }] }),
        ),
      ),
    ).toEqual([]))

  it('a feature is one that says so', () =>
    expect(
      brief(scope({ each: 'categorised', features: 1 }, contextForRelease({ scope: [bare] })), releasePath),
    ).toEqual(['features-too-few scope', 'ticket-uncategorised scope.0']))
})
