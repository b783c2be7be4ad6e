import { describe, expect, test } from 'vitest'
import { at, by, change, refusal, type Stage, stage } from './stage.ts'

const all = { contents: 'write', 'pull-requests': 'write', administration: 'write' } as const
const bot = 'github-actions[bot]'

/** A stage on which ann administers the repository, and the workflow and bob do not. */
const governed = () =>
  stage({
    tokens: [
      { token: 'ann', login: 'ann', permissions: all },
      { token: 'bob', login: 'bob', permissions: { ...all, administration: 'read' } },
      { token: 'bot', login: bot, app: true, permissions: { contents: 'read' } },
    ],
  })

const rules = [{ type: 'deletion' as const }]
const bypass = [{ actor_id: 4, actor_type: 'Team' as const, bypass_mode: 'always' as const }]
const wanted = { ...at, name: 'main', enforcement: 'active' as const, rules, bypass_actors: bypass }
const made = async ({ as }: Stage) => (await as('ann').repos.createRepoRuleset(wanted)).data.id

describe('a ruleset', () => {
  test('is made, listed in short, and shown whole to whoever may change it', async () => {
    const { as } = await governed()
    const { data } = await as('ann').repos.createRepoRuleset(wanted)
    const ruleset_id = data.id
    expect(data).toMatchObject({ name: 'main', enforcement: 'active', rules, bypass_actors: bypass })
    const listed = (await as('bot').repos.getRepoRulesets(at)).data
    expect(listed).toMatchObject([{ id: ruleset_id, name: 'main', source_type: 'Repository', target: 'branch' }])
    expect(Object.keys(listed[0] ?? {})).not.toContain('rules')
    expect((await as('ann').repos.getRepoRuleset({ ...at, ruleset_id })).data).toEqual(data)
  })

  test.each(['bob', 'bot'])('does not tell %s who may bypass it', async who => {
    const set = await governed()
    const { data } = await set.as(who).repos.getRepoRuleset({ ...at, ruleset_id: await made(set) })
    expect(data).toMatchObject({ rules })
    expect(data).not.toHaveProperty('bypass_actors')
  })

  test('keeps what a change does not name', async () => {
    const set = await governed()
    const ruleset_id = await made(set)
    const { data } = await set.as('ann').repos.updateRepoRuleset({ ...at, ruleset_id, enforcement: 'disabled' })
    expect(data).toMatchObject({ id: ruleset_id, name: 'main', enforcement: 'disabled', rules, bypass_actors: bypass })
  })

  test('shows settings that nobody named', async () => {
    const { as } = await governed()
    const parameters = {
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: true,
      require_last_push_approval: false,
      required_approving_review_count: 0,
      required_review_thread_resolution: true,
    }
    const { data } = await as('ann').repos.createRepoRuleset({
      ...wanted,
      rules: [{ type: 'pull_request', parameters }],
    })
    expect(data.rules).toEqual([
      {
        type: 'pull_request',
        parameters: { ...parameters, required_reviewers: [], automatic_copilot_code_review_enabled: false },
      },
    ])
  })
})

describe('refused', () => {
  test.each([
    ['bob', 'Resource not accessible by personal access token'],
    ['bot', 'Resource not accessible by integration'],
  ])('%s may neither make nor change one', async (who, message) => {
    const set = await governed()
    const ruleset_id = await made(set)
    const repos = set.as(who).repos
    expect(await refusal(repos.createRepoRuleset({ ...wanted, name: 'two' }))).toMatchObject({ status: 403, message })
    expect(await refusal(repos.updateRepoRuleset({ ...at, ruleset_id, name: 'two' }))).toMatchObject({
      status: 403,
      message,
    })
  })

  test('a name that is taken, also by a change', async () => {
    const set = await governed()
    await made(set)
    const repos = set.as('ann').repos
    expect(await refusal(repos.createRepoRuleset({ ...wanted, name: 'Main' }))).toMatchObject({ status: 422 })
    const { data } = await repos.createRepoRuleset({ ...wanted, name: 'two' })
    const renamed = repos.updateRepoRuleset({ ...at, ruleset_id: data.id, name: 'main' })
    expect(await refusal(renamed)).toMatchObject({ status: 422, errors: [{ field: 'name' }] })
  })

  test('a rule twice, and one that GitHub does not have', async () => {
    const { as } = await governed()
    const twice = as('ann').repos.createRepoRuleset({ ...wanted, rules: [...rules, ...rules] })
    expect(await refusal(twice)).toMatchObject({ status: 422, errors: [{ field: 'rules' }] })
    const unknown = as('ann').repos.createRepoRuleset({ ...wanted, rules: [{ type: 'hope' } as never] })
    expect(await refusal(unknown)).toMatchObject({ status: 422 })
  })

  test('one that is not there', async () => {
    const { as } = await governed()
    expect(await refusal(as('ann').repos.getRepoRuleset({ ...at, ruleset_id: 1 }))).toMatchObject({ status: 404 })
    expect(await refusal(as('ann').repos.updateRepoRuleset({ ...at, ruleset_id: 1 }))).toMatchObject({ status: 404 })
  })
})

describe('what is wrong in CODEOWNERS', () => {
  const errors = async (files: Record<string, string>, ref?: string) => {
    const { as, push } = await stage({ users: [{ login: 'out', id: 30, type: 'User', collaborator: false }] })
    await push(change({ ref: 'refs/heads/main', parents: ['refs/heads/main'], files, author: by('ann', 11) }))
    return as('ann').repos.codeownersErrors({ ...at, ...(ref && { ref }) })
  }

  test('nothing', async () => {
    const text = '# Owners\n* @ann @Bob # both\n\n/records/\n'
    expect((await errors({ '.github/CODEOWNERS': text })).data).toEqual({ errors: [] })
  })

  test('owners who are not there, or cannot write, and patterns that it does not know', async () => {
    const { data } = await errors({
      CODEOWNERS: '* @ann @nobody\na @out\n[ab] @ann\n!c @ann\n',
      'docs/CODEOWNERS': '[',
    })
    expect(data.errors).toMatchObject([
      { line: 1, column: 8, kind: 'Unknown owner', source: '* @ann @nobody', path: 'CODEOWNERS' },
      { line: 2, column: 3, kind: 'Unknown owner' },
      { line: 3, column: 1, kind: 'Invalid pattern', suggestion: null },
      { line: 4, kind: 'Invalid pattern' },
    ])
  })

  test('there is none, or none at that branch', async () => {
    expect(await refusal(errors({ 'a.yaml': 'a: 1\n' }))).toMatchObject({ status: 404 })
    expect(await refusal(errors({ CODEOWNERS: '*\n' }, 'topic'))).toMatchObject({ status: 404 })
    expect(await refusal(errors({ CODEOWNERS: '*\n' }, 'nowhere'))).toMatchObject({ status: 404 })
  })
})
