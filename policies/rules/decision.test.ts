import { describe, expect, it } from 'vitest'
import type { Decision } from '../../schemas/types.ts'
import { decision, lastDecision } from './decision.ts'
import { brief, contextFor, go, noGo } from './fixture.ts'

// S3-18, S3-27: `move` needs supplier (sam, sol), provider (pat) and team (tess); `go-live` needs the provider alone.
describe('decision', () => {
  const judge = (decisions: Decision[] | undefined, outcome: 'go' | 'no-go' = 'go') =>
    decision({ decision: 'move', outcome }, contextFor(decisions ? { decisions } : {}))

  it.each<[string, Decision[], 'go' | 'no-go']>([
    ['go, with all parties', [go('move', '2026-03-01', 'tess', ['sam', 'pat', 'tess'])], 'go'],
    ['the chair is there though not on the list', [go('move', '2026-03-01', 'tess', ['sam', 'pat'])], 'go'],
    ['a party is there by anybody of its organisation', [go('move', '2026-03-01', 'tess', ['sol', 'pat'])], 'go'],
    ['no-go, where no-go is asked for', [noGo('move', '2026-03-01')], 'no-go'],
    ['a no-go before a go', [noGo('move', '2026-03-01'), go('move', '2026-03-02')], 'go'],
    ['written down in another order', [go('move', '2026-03-02'), noGo('move', '2026-03-01')], 'go'],
    ['on the same day the one added last counts', [noGo('move', '2026-03-01'), go('move', '2026-03-01')], 'go'],
    ['another decision says no-go', [go('move', '2026-03-01'), noGo('go-live', '2026-03-05')], 'go'],
    ['the last go, with all parties', [go('move', '2026-03-01', 'tess', ['tess']), go('move', '2026-03-02')], 'go'],
  ])('valid: %s', (_, decisions, outcome) => expect(judge(decisions, outcome)).toEqual([]))

  it.each<[string, Decision[] | undefined, 'go' | 'no-go', string[]]>([
    ['none', undefined, 'go', ['decision-missing decisions']],
    ['only another decision', [go('go-live', '2026-03-01')], 'go', ['decision-missing decisions']],
    ['no-go', [noGo('move', '2026-03-01')], 'go', ['decision-otherwise decisions.0']],
    ['go, where no-go is asked for', [go('move', '2026-03-01')], 'no-go', ['decision-otherwise decisions.0']],
    [
      'a go before a no-go',
      [go('move', '2026-03-01'), noGo('move', '2026-03-02')],
      'go',
      ['decision-otherwise decisions.1'],
    ],
    [
      'on the same day the one added last counts',
      [go('move', '2026-03-01'), noGo('move', '2026-03-01')],
      'go',
      ['decision-otherwise decisions.1'],
    ],
    ['the supplier is absent', [go('move', '2026-03-01', 'tess', ['pat'])], 'go', ['decision-without decisions.0']],
    [
      "another supplier's person is not the supplier's",
      [go('move', '2026-03-01', 'tess', ['olga', 'pat'])],
      'go',
      ['decision-without decisions.0'],
    ],
    ['the team is absent', [go('move', '2026-03-01', 'pat', ['sam', 'pat'])], 'go', ['decision-without decisions.0']],
    [
      'two parties are absent',
      [go('move', '2026-03-01', 'pat', ['pat'])],
      'go',
      ['decision-without decisions.0', 'decision-without decisions.0'],
    ],
    [
      'somebody whom nobody knows',
      [go('move', '2026-03-01', 'tess', ['ghost', 'pat'])],
      'go',
      ['decision-without decisions.0'],
    ],
    [
      'a no-go without all parties is none',
      [{ ...noGo('move', '2026-03-01'), attended: ['pat'] }],
      'no-go',
      ['decision-without decisions.0'],
    ],
  ])('invalid: %s', (_, decisions, outcome, expected) => expect(brief(judge(decisions, outcome))).toEqual(expected))

  it('says what is asked for, what was decided, and who was not there', () => {
    expect(judge(undefined).map(({ problem }) => problem)).toEqual([
      { code: 'decision-missing', decision: 'Move on?', outcome: 'go' },
    ])
    expect(judge([noGo('move', '2026-03-01')]).map(({ problem }) => problem)).toEqual([
      { code: 'decision-otherwise', decision: 'Move on?', outcome: 'no-go', needed: 'go', on: '2026-03-01' },
    ])
    expect(judge([go('move', '2026-03-01', 'pat', ['pat'])]).map(({ problem }) => problem)).toEqual([
      { code: 'decision-without', decision: 'Move on?', on: '2026-03-01', party: 'supplier' },
      { code: 'decision-without', decision: 'Move on?', on: '2026-03-01', party: 'team' },
    ])
  })
})

describe('lastDecision', () => {
  it('gives its index, to point at it', () => {
    const context = contextFor({
      decisions: [go('go-live', '2026-03-03'), go('move', '2026-03-02'), noGo('move', '2026-03-01')],
    })
    expect(lastDecision('move', context)).toMatchObject({ index: 1, outcome: 'go', on: '2026-03-02' })
    expect(lastDecision('acceptance', context)).toBeNull()
  })
})
