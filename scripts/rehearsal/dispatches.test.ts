import { describe, expect, test } from 'vitest'
import { at, change, refusal, stage } from './stage.ts'

describe('workflows', () => {
  const tokens = [
    { token: 'bot', login: 'github-actions[bot]', permissions: { actions: 'write' } as const, app: true },
    { token: 'weak', login: 'bob', permissions: { contents: 'write' } as const },
  ]
  const call = { ...at, workflow_id: 'gate.yml', ref: 'main' }
  const text = 'on:\n  workflow_dispatch:\n'
  const files = { '.github/workflows/gate.yml': text, '.github/workflows/other.yml': 'on: push\n' }

  test('are asked to run, and do not', async () => {
    const { as, forge, push } = await stage({ tokens })
    await push(change({ ref: 'refs/heads/main', files }))
    const { status } = await as('bot').actions.createWorkflowDispatch({ ...call, inputs: { pr: '1' } })
    expect(status).toBe(204)
    expect(forge.dispatches).toEqual([
      { workflow: 'gate.yml', ref: 'main', inputs: { pr: '1' }, actor: 'github-actions[bot]' },
    ])
  })

  test.each([
    ['no such workflow', 'bot', { workflow_id: 'none.yml' }, 404],
    ['a path', 'bot', { workflow_id: '../x.yml' }, 404],
    ['one that is not for that', 'bot', { workflow_id: 'other.yml' }, 422],
    ['no such branch', 'bot', { ref: 'none' }, 422],
    ['a token that may not', 'weak', {}, 403],
  ])('are not asked: %s', async (_, token, more, status) => {
    const { as, forge, push } = await stage({ tokens })
    await push(change({ ref: 'refs/heads/main', files }))
    expect((await refusal(as(token).actions.createWorkflowDispatch({ ...call, ...more }))).status).toBe(status)
    expect(forge.dispatches).toEqual([])
  })
})
