import { describe, expect, test } from 'vitest'
import { git, refs } from './git.ts'
import { at, change, refusal, stage } from './stage.ts'

async function withHead() {
  const set = await stage()
  const sha = (await refs(set.bare)).get('refs/heads/topic')?.sha ?? ''
  const post = (more: object = {}, on = sha) =>
    set.as('bot').repos.createCommitStatus({ ...at, sha: on, state: 'success', context: 'gate', ...more })
  return { ...set, sha, post }
}

describe('statuses', () => {
  test('are listed newest first and keep their words', async () => {
    const { as, post, sha } = await withHead()
    await post({ state: 'pending', description: 'é'.repeat(140), target_url: 'https://example.org/1' })
    await post({ context: undefined })
    const { data } = await as('ann').repos.listCommitStatusesForRef({ ...at, ref: sha })
    expect(data.map(({ state, context }) => [state, context])).toEqual([
      ['success', 'default'],
      ['pending', 'gate'],
    ])
    expect(data[1]).toMatchObject({
      description: 'é'.repeat(140),
      target_url: 'https://example.org/1',
      creator: { type: 'Bot' },
    })
  })

  test.each([
    ['over 140 characters', { description: 'x'.repeat(141) }, 'description'],
    ['of another scheme', { target_url: 'javascript:x' }, 'target_url'],
  ])('are refused when %s', async (_, wrong, field) => {
    const { post } = await withHead()
    expect(await refusal(post(wrong))).toMatchObject({ status: 422, errors: [{ field }] })
  })

  test.each(['0'.repeat(40), 'topic', 'abcdef1'])('are refused on %s, which is no whole commit name', async sha => {
    const { post } = await withHead()
    expect(await refusal(post({}, sha))).toMatchObject({ status: 422, message: `No commit found for SHA: ${sha}` })
  })

  test('end at 1000 for one commit and context, whatever its case', async () => {
    const { forge, post, as, sha } = await withHead()
    const body = JSON.stringify({ state: 'success', context: 'GATE' })
    const url = `${forge.url}/repos/acme/releases/statuses/${sha}`
    const headers = { authorization: 'Bearer bot', 'content-type': 'application/json' }
    for (let count = 0; count < 1000; count += 50)
      await Promise.all(
        Array.from({ length: 50 }, () => fetch(url, { method: 'POST', body, headers }).then(got => got.text())),
      )
    expect((await refusal(post())).status).toBe(422)
    expect((await post({ context: 'other' })).status).toBe(201)
    expect((await as('ann').repos.getCombinedStatusForRef({ ...at, ref: sha })).data.total_count).toBe(2)
  })
})

describe('the combined status', () => {
  test.each([
    ['pending', []],
    ['success', ['success']],
    ['pending', ['success', 'pending']],
    ['failure', ['pending', 'failure']],
    ['failure', ['success', 'error']],
  ] as const)('is %s for %j', async (combined, states) => {
    const { as, post, sha } = await withHead()
    for (const [at, state] of states.entries()) await post({ state, context: `context ${at}` })
    const { data } = await as('ann').repos.getCombinedStatusForRef({ ...at, ref: 'topic' })
    expect([data.state, data.total_count, data.sha]).toEqual([combined, states.length, sha])
  })

  test('holds the latest of each context, compared without case', async () => {
    const { as, post } = await withHead()
    await post({ state: 'failure' })
    await post({ state: 'success', context: 'GATE' })
    const { data } = await as('ann').repos.getCombinedStatusForRef({ ...at, ref: 'heads/topic' })
    expect(data).toMatchObject({ state: 'success', total_count: 1, statuses: [{ context: 'GATE', state: 'success' }] })
  })

  test('is paged like any list', async () => {
    const { as, post } = await withHead()
    for (const context of ['a', 'b', 'c']) await post({ context })
    const { data, headers } = await as('ann').repos.getCombinedStatusForRef({
      ...at,
      ref: 'topic',
      per_page: 2,
      page: 2,
    })
    expect([data.statuses.length, data.total_count]).toEqual([1, 3])
    expect(headers.link).toContain('rel="prev"')
  })

  test('is 404 for an unknown ref', async () => {
    const { as } = await stage()
    expect((await refusal(as('ann').repos.getCombinedStatusForRef({ ...at, ref: 'nowhere' }))).status).toBe(404)
    expect((await refusal(as('ann').repos.listCommitStatusesForRef({ ...at, ref: 'nowhere' }))).status).toBe(404)
  })
})

describe('commits and refs', () => {
  test('a commit by branch with slashes, by tag, by short and full name', async () => {
    const { as, bare, push, root } = await stage()
    const [sha = ''] = await push(change({ ref: 'refs/heads/a/b#é', parents: [root] }))
    await git(bare, ['-c', 'user.name=a', '-c', 'user.email=a@b', 'tag', '-a', '-m', 'v1', 'v1', sha])
    for (const ref of ['a/b#é', 'heads/a/b#é', 'v1', 'tags/v1', sha, sha.slice(0, 10)])
      expect((await as('ann').repos.getCommit({ ...at, ref })).data.sha).toBe(sha)
    const { data } = await as('ann').repos.getCommit({ ...at, ref: sha })
    expect(data).toMatchObject({ stats: { additions: 1, deletions: 1, total: 2 }, files: [{ filename: 'site.yaml' }] })
    const first = (await as('ann').repos.getCommit({ ...at, ref: root })).data
    expect(first.files).toMatchObject([{ filename: 'site.yaml', status: 'added' }])
  })

  test.each(['nowhere', '--all', 'main~0', 'main^{tree}', '0'.repeat(40)])('no commit: %s', async ref => {
    const { as } = await stage()
    const { status, errors } = await refusal(as('ann').repos.getCommit({ ...at, ref }))
    expect({ status, errors }).toMatchObject({ status: 422, errors: [{ message: `No commit found for SHA: ${ref}` }] })
  })

  test('a ref by its full name only', async () => {
    const { as, root } = await stage()
    const { data } = await as('ann').git.getRef({ ...at, ref: 'heads/main' })
    expect(data).toMatchObject({ ref: 'refs/heads/main', object: { type: 'commit', sha: root } })
    expect((await refusal(as('ann').git.getRef({ ...at, ref: 'main' }))).status).toBe(404)
    expect((await refusal(as('ann').git.getRef({ ...at, ref: 'heads/mai' }))).status).toBe(404)
  })
})
