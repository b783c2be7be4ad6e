import { describe, expect, test } from 'vitest'
import { type Difference, type LiveRuleset, planFor } from './difference.ts'
import { type Rule, type Ruleset, rulesetOf } from './ruleset.ts'

const wanted = rulesetOf({ kind: 'Governance', actionsApp: 15368, mergeQueue: false, signedCommits: true })
const copy = () => JSON.parse(JSON.stringify(wanted)) as Ruleset
const rule = (live: Ruleset, wantedType: string) => live.rules.find(({ type }) => type === wantedType) as Rule
/** The ruleset with a change in the parameters of one rule. */
const withSetting = (type: string, change: Record<string, unknown>): LiveRuleset => {
  const live = copy()
  Object.assign(rule(live, type), { parameters: { ...rule(live, type).parameters, ...change } })
  return { ...live }
}
const plan = (live: LiveRuleset) => planFor(wanted, { id: 7, ruleset: live })
const other = (at: string, live: unknown, is: unknown): Difference => ({
  is: 'other',
  at: at.split('/'),
  live,
  wanted: is,
})
const pull = 'rules/pull_request/parameters'
const checks = 'rules/required_status_checks/parameters'
const gate = { context: 'countersign/gate', integration_id: 15368 }
const ci = { context: 'ci', integration_id: 15368 }

describe('no difference, and nothing to do', () => {
  test.each<[string, LiveRuleset]>([
    ['the same', { ...copy() }],
    [
      'what GitHub adds of its own',
      { ...copy(), id: 7, node_id: 'x', source: 'acme/releases', created_at: '2026-01-01' },
    ],
    ['its rules in another order', { ...copy(), rules: copy().rules.toReversed() }],
    ['its statuses in another order', withSetting('required_status_checks', { required_status_checks: [ci, gate] })],
    [
      'a setting that we do not name, off',
      withSetting('pull_request', { automatic_review: false, more: { on: false, who: [] } }),
    ],
    ['an empty list left out', withSetting('pull_request', { required_reviewers: undefined })],
    ['whoever asks may not bypass it', { ...copy(), current_user_can_bypass: 'never' }],
  ])('%s', (_, live) => expect(plan(live)).toMatchObject({ differences: [], effect: null }))
})

test('the order of a list is no difference', () => {
  const reviewers = (file_patterns: string[]) => [
    { file_patterns, minimum_approvals: 1, reviewer: { id: 9, type: 'Team' } },
  ]
  const team = { kind: 'Governance', actionsApp: 15368, mergeQueue: false, signedCommits: true, ownersTeam: 9 } as const
  const patterns = ['.ci/**', '.github/**', 'policies/**', 'schemas/**', 'scripts/**']
  const differences = (file_patterns: string[]) => {
    const live = withSetting('pull_request', { required_reviewers: reviewers(file_patterns) })
    return planFor(rulesetOf(team), { id: 7, ruleset: live }).differences.length
  }
  expect(differences(patterns.toReversed())).toBe(0)
  expect(differences(patterns.slice(1))).toBe(1)
})

describe('a difference', () => {
  const without = (type: string): LiveRuleset => ({ ...copy(), rules: copy().rules.filter(one => one.type !== type) })
  const team = { actor_id: 4, actor_type: 'Team', bypass_mode: 'always' }
  test.each<[string, LiveRuleset, Difference[]]>([
    ['it is not enforced', { ...copy(), enforcement: 'evaluate' }, [other('enforcement', 'evaluate', 'active')]],
    ['it is for tags', { ...copy(), target: 'tag' }, [other('target', 'tag', 'branch')]],
    [
      'the branch is excluded',
      { ...copy(), conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: ['refs/heads/main'] } } },
      [other('conditions/ref_name/exclude', ['refs/heads/main'], [])],
    ],
    ['no conditions', { ...copy(), conditions: null }, [other('conditions', null, wanted.conditions)]],
    ['a rule is gone', without('deletion'), [other('rules/deletion', undefined, { type: 'deletion' })]],
    [
      'a rule that we do not name',
      { ...copy(), rules: [...copy().rules, { type: 'update' }] },
      [other('rules/update', { type: 'update' }, undefined)],
    ],
    [
      'a number',
      withSetting('pull_request', { required_approving_review_count: 1 }),
      [other(`${pull}/required_approving_review_count`, 1, 0)],
    ],
    [
      'a switch',
      withSetting('pull_request', { require_code_owner_review: false }),
      [other(`${pull}/require_code_owner_review`, false, true)],
    ],
    [
      'a switch that is gone',
      withSetting('pull_request', { require_code_owner_review: undefined }),
      [other(`${pull}/require_code_owner_review`, undefined, true)],
    ],
    [
      'a setting that we do not name, on',
      withSetting('pull_request', { automatic_review: true }),
      [other(`${pull}/automatic_review`, true, undefined)],
    ],
    [
      'another way to merge',
      withSetting('pull_request', { allowed_merge_methods: ['squash', 'rebase'] }),
      [other(`${pull}/allowed_merge_methods`, ['squash', 'rebase'], ['squash'])],
    ],
    [
      'a status from any App',
      withSetting('required_status_checks', { required_status_checks: [{ context: 'countersign/gate' }, ci] }),
      [
        {
          ...other('', undefined, 15368),
          at: [...checks.split('/'), 'required_status_checks', 'countersign/gate', 'integration_id'],
        },
      ],
    ],
    ['somebody may bypass it', { ...copy(), bypass_actors: [team] }, [other('bypass_actors', { 'Team 4': team }, [])]],
    ['who may bypass it is hidden', { ...copy(), bypass_actors: undefined }, [{ is: 'unseen', at: ['bypass_actors'] }]],
    [
      'it is hidden, yet whoever asks may',
      { ...copy(), bypass_actors: undefined, current_user_can_bypass: 'always' },
      [{ is: 'unseen', at: ['bypass_actors'] }, other('current_user_can_bypass', 'always', 'never')],
    ],
  ])('%s', (_, live, differences) => {
    expect(plan(live)).toMatchObject({ differences, effect: { is: 'update', id: 7 } })
    expect(plan(live).differences).toEqual(differences)
  })

  test('two rules of one type', () => {
    const twice = { ...copy(), rules: [...copy().rules, { type: 'deletion' }] }
    expect(plan(twice).differences).toHaveLength(1)
    expect(plan(twice).differences).toMatchObject([{ at: ['rules'] }])
  })

  test.each(['rules', 'enforcement', 'conditions', 'target'])('%s that is not told is no pass', key => {
    expect(plan({ ...copy(), [key]: undefined }).differences).toMatchObject([
      { is: 'other', at: [key], live: undefined },
    ])
  })
})

test('a ruleset that is not there is made, rule by rule', () => {
  const { effect, differences } = planFor(wanted, null)
  expect(effect).toEqual({ is: 'create' })
  expect(differences.map(({ at }) => at.join('/'))).toEqual([
    'name',
    'target',
    'enforcement',
    'conditions/ref_name',
    ...wanted.rules.map(({ type }) => `rules/${type}`),
  ])
  expect(differences).toContainEqual(other('rules/deletion', undefined, { type: 'deletion' }))
})
