import { describe, expect, test } from 'vitest'
import { git } from './git.ts'
import { at, refusal, stage } from './stage.ts'

const one = { ...at, tag_name: 'demo/1.0.0' }

describe('releases', () => {
  test('are made at a tag, which is made where there is none', async () => {
    const { as, bare, root } = await stage()
    const { status, data } = await as('ann').repos.createRelease({
      ...one,
      target_commitish: root,
      name: 'N',
      body: 'B',
    })
    expect([status, data]).toEqual([
      201,
      expect.objectContaining({ tag_name: 'demo/1.0.0', name: 'N', body: 'B', draft: false }),
    ])
    expect((await git(bare, ['rev-parse', 'refs/tags/demo/1.0.0'])).trim()).toBe(root)
  })

  test('take a tag that is there as it is', async () => {
    const { as, bare, root, push } = await stage()
    await git(bare, ['update-ref', 'refs/tags/demo/1.0.0', root])
    await push({
      ref: 'refs/heads/main',
      files: { 'b.yaml': 'b\n' },
      message: 'B',
      author: { name: 'a', email: 'a@b.example', date: '2026-01-06T09:00:00Z' },
    })
    await as('ann').repos.createRelease(one)
    expect((await git(bare, ['rev-parse', 'refs/tags/demo/1.0.0'])).trim()).toBe(root)
  })

  test('are listed, newest first; drafts to those who may write', async () => {
    const { as } = await stage({
      tokens: [
        { token: 'ann', login: 'ann', permissions: { contents: 'write' } },
        { token: 'bob', login: 'bob', permissions: { contents: 'read' } },
      ],
    })
    await as('ann').repos.createRelease(one)
    await as('ann').repos.createRelease({ ...at, tag_name: 'demo/1.1.0', draft: true })
    const tags = async (who: string) => (await as(who).repos.listReleases(at)).data.map(({ tag_name }) => tag_name)
    expect(await tags('ann')).toEqual(['demo/1.1.0', 'demo/1.0.0'])
    expect(await tags('bob')).toEqual(['demo/1.0.0'])
    expect(await refusal(as('bob').repos.createRelease({ ...at, tag_name: 'x' }))).toMatchObject({ status: 403 })
  })

  test('are changed in what is named', async () => {
    const { as } = await stage()
    const { data } = await as('ann').repos.createRelease({ ...one, name: 'N', body: 'B' })
    await as('ann').repos.updateRelease({ ...at, release_id: data.id, body: 'C' })
    expect((await as('ann').repos.listReleases(at)).data).toMatchObject([{ id: data.id, name: 'N', body: 'C' }])
    expect(await refusal(as('ann').repos.updateRelease({ ...at, release_id: 1, body: 'C' }))).toMatchObject({
      status: 404,
    })
  })

  test.each([
    [
      'a second one of a tag',
      { tag_name: 'taken' },
      [{ resource: 'Release', field: 'tag_name', code: 'already_exists' }],
    ],
    [
      'a commit that is not there',
      { tag_name: 'new', target_commitish: '0'.repeat(40) },
      expect.arrayContaining([{ resource: 'Release', field: 'target_commitish', code: 'invalid' }]),
    ],
    [
      'a name that is no tag’s',
      { tag_name: 'a..b' },
      expect.arrayContaining([expect.objectContaining({ field: 'tag_name', code: 'custom' })]),
    ],
    ['no tag', { tag_name: ' ' }, [expect.objectContaining({ field: 'tag_name', code: 'missing_field' })]],
    [
      'a body over 125,000',
      { tag_name: 'new', body: 'x'.repeat(125_001) },
      [expect.objectContaining({ field: 'body' })],
    ],
  ])('are refused for %s', async (_, more, errors) => {
    const { as } = await stage()
    await as('ann').repos.createRelease({ ...at, tag_name: 'taken' })
    expect(await refusal(as('ann').repos.createRelease({ ...at, ...more }))).toMatchObject({ status: 422, errors })
    expect((await as('ann').repos.listReleases(at)).data).toHaveLength(1)
  })

  test('of drafts a tag may have several', async () => {
    const { as } = await stage()
    await as('ann').repos.createRelease({ ...one, draft: true })
    await as('ann').repos.createRelease({ ...one, draft: true })
    await as('ann').repos.createRelease(one)
    expect((await as('ann').repos.listReleases(at)).data).toHaveLength(3)
  })
})
