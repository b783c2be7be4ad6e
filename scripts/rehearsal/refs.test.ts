import { describe, expect, test } from 'vitest'
import { at, refusal, stage } from './stage.ts'

describe('new refs', () => {
  const ref = 'refs/heads/next'

  test('point where they are told', async () => {
    const { as, root } = await stage()
    const { status } = await as('ann').git.createRef({ ...at, ref, sha: root })
    expect(status).toBe(201)
    expect((await as('ann').git.getRef({ ...at, ref: 'heads/next' })).data.object.sha).toBe(root)
  })

  test.each([
    ['that are there', 'refs/heads/topic', undefined, 'Reference already exists'],
    ['of no commit', ref, '1'.repeat(40), 'Object does not exist'],
    ['without two slashes', 'refs/next', undefined, 'refs/next is not a valid ref name.'],
    ['of no name', 'refs/heads/a..b', undefined, 'refs/heads/a..b is not a valid ref name.'],
    ['beside a branch that is their folder', 'refs/heads/topic/x', undefined, 'Reference update failed'],
  ])('%s are refused', async (_, ref, sha, message) => {
    const { as, root } = await stage()
    expect(await refusal(as('ann').git.createRef({ ...at, ref, sha: sha ?? root }))).toMatchObject({
      status: 422,
      message,
    })
  })

  test('need contents', async () => {
    const tokens = [{ token: 'ann', login: 'ann', permissions: { contents: 'read' } as const }]
    const { as, root } = await stage({ tokens })
    expect((await refusal(as('ann').git.createRef({ ...at, ref, sha: root }))).status).toBe(403)
  })
})
