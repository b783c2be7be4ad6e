import { describe, expect, test } from 'vitest'
import { at, refusal, stage } from './stage.ts'

const first = { ...at, issue_number: 1 }

describe('issues', () => {
  test('are opened by a person, and counted with the pull requests', async () => {
    const { as, open } = await stage()
    const { status, data } = await as('bob').issues.create({ ...at, title: 'Register', body: 'Text', labels: ['form'] })
    expect([status, data.number]).toEqual([201, 1])
    expect(await open()).toBe(2)
    expect((await as('ann').issues.create({ ...at, title: 'Another' })).data.number).toBe(3)
    const { data: read } = await as('bot').issues.get(first)
    expect(read).toMatchObject({ title: 'Register', body: 'Text', state: 'open', user: { login: 'bob', id: 12 } })
    expect([read.labels, read.pull_request]).toEqual([[{ name: 'form' }], undefined])
    const { data: pull } = await as('bot').issues.get({ ...at, issue_number: 2 })
    expect(pull).toMatchObject({ title: 'Next phase', pull_request: { url: expect.stringContaining('/pulls/2') } })
    expect((await refusal(as('bot').issues.get({ ...at, issue_number: 4 }))).status).toBe(404)
  })

  test.each([
    ['without a title', { title: ' ' }, { field: 'title', code: 'missing_field' }],
    ['with a title over 256', { title: 'x'.repeat(257) }, { field: 'title', code: 'custom' }],
    ['with a body over 65,536', { title: 'x', body: 'x'.repeat(65_537) }, { field: 'body' }],
  ])('are refused %s', async (_, more, error) => {
    const { as } = await stage()
    expect(await refusal(as('bob').issues.create({ ...at, ...more }))).toMatchObject({ status: 422, errors: [error] })
  })

  test('have comments', async () => {
    const { as } = await stage()
    await as('bob').issues.create({ ...at, title: 'Register' })
    const { data } = await as('bot').issues.createComment({ ...first, body: 'Answer' })
    expect(data.html_url).toContain('/issues/1#issuecomment-')
    await as('bot').issues.updateComment({ ...at, comment_id: data.id, body: 'Better' })
    expect((await as('bob').issues.listComments(first)).data.map(({ body }) => body)).toEqual(['Better'])
    expect((await as('bob').issues.get(first)).data.comments).toBe(1)
    await as('bot').issues.deleteComment({ ...at, comment_id: data.id })
    expect((await as('bob').issues.listComments(first)).data).toEqual([])
  })

  test('need their own permission, also for comments', async () => {
    const pulls = { contents: 'write', 'pull-requests': 'write', issues: 'read' } as const
    const { as } = await stage({
      tokens: [
        { token: 'ann', login: 'ann', permissions: { issues: 'write' } },
        { token: 'bot', login: 'github-actions[bot]', permissions: pulls, app: true },
        { token: 'none', login: 'bob', permissions: { 'pull-requests': 'write' } },
      ],
    })
    await as('ann').issues.create({ ...at, title: 'Register', labels: ['form'] })
    const { data } = await as('ann').issues.createComment({ ...first, body: 'x' })
    // GitHub drops the labels of who may not write
    expect((await as('bot').issues.get(first)).data.labels).toEqual([])
    expect((await as('bot').issues.listComments(first)).data).toHaveLength(1)
    const calls = [
      () => as('bot').issues.create({ ...at, title: 'x' }),
      () => as('bot').issues.createComment({ ...first, body: 'x' }),
      () => as('bot').issues.updateComment({ ...at, comment_id: data.id, body: 'x' }),
      () => as('bot').issues.deleteComment({ ...at, comment_id: data.id }),
      () => as('none').issues.listComments(first),
    ]
    for (const call of calls) expect((await refusal(call())).status).toBe(403)
  })
})
