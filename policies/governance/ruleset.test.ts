import { expect, test } from 'vitest'
import type { Governance } from '../../schemas/types.ts'
import { rulesetOf } from './ruleset.ts'

const plain: Governance = { kind: 'Governance', actionsApp: 15368, mergeQueue: false, signedCommits: true }
const types = (governance: Governance) => rulesetOf(governance).rules.map(({ type }) => type)
const parameters = (governance: Governance, wanted: string) =>
  rulesetOf(governance).rules.find(({ type }) => type === wanted)?.parameters

test('nobody may bypass it, on the default branch, whatever its name', () => {
  expect(rulesetOf(plain)).toMatchObject({
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
  })
})

test('the rules of a repository without a queue', () => {
  expect(types(plain)).toEqual([
    'deletion',
    'non_fast_forward',
    'required_linear_history',
    'pull_request',
    'required_status_checks',
  ])
})

test('reviews: the gate counts them; code owners are asked, approvals stay', () => {
  expect(parameters(plain, 'pull_request')).toEqual({
    allowed_merge_methods: ['squash'],
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: true,
    require_last_push_approval: false,
    required_review_thread_resolution: true,
    required_reviewers: [],
  })
})

test('statuses: of GitHub Actions, on a branch that is up to date', () => {
  expect(parameters(plain, 'required_status_checks')).toEqual({
    required_status_checks: [
      { context: 'countersign/gate', integration_id: 15368 },
      { context: 'ci', integration_id: 15368 },
    ],
    strict_required_status_checks_policy: true,
    do_not_enforce_on_create: false,
  })
})

test('an App of the gate’s own sets the gate’s status, and no other', () => {
  expect(parameters({ ...plain, gateApp: 77, actionsApp: 5 }, 'required_status_checks')).toMatchObject({
    required_status_checks: [
      { context: 'countersign/gate', integration_id: 77 },
      { context: 'ci', integration_id: 5 },
    ],
  })
})

test('a queue merges one at a time, and takes the place of being up to date', () => {
  const queued = { ...plain, mergeQueue: true }
  expect(types(queued)).toEqual([...types(plain), 'merge_queue'])
  expect(parameters(queued, 'merge_queue')).toMatchObject({ max_entries_to_merge: 1, merge_method: 'SQUASH' })
  expect(parameters(queued, 'required_status_checks')).toMatchObject({ strict_required_status_checks_policy: false })
})

test('a team approves what decides, besides the code owners', () => {
  expect(parameters({ ...plain, ownersTeam: 9 }, 'pull_request')).toMatchObject({
    require_code_owner_review: true,
    required_reviewers: [
      {
        file_patterns: ['.ci/**', '.github/**', 'policies/**', 'schemas/**', 'scripts/**'],
        minimum_approvals: 1,
        reviewer: { id: 9, type: 'Team' },
      },
    ],
  })
})
