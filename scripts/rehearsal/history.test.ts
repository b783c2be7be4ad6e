import { expect, test } from 'vitest'
import { commitsBetween, git, mergeBase, refs } from './git.ts'
import { change, stage } from './stage.ts'

test('commits on one ref follow one another, and come back in order', async () => {
  const { bare, push, root } = await stage()
  const shas = await push(
    change({ ref: 'refs/heads/new', parents: [root], message: 'One' }),
    change({ ref: 'refs/heads/new', files: { 'a/b.yaml': 'x' }, message: 'Two' }),
  )
  const commits = await commitsBetween(bare, root, 'refs/heads/new')
  expect(commits.map(({ sha, message }) => [sha, message])).toEqual([
    [shas[0], 'One'],
    [shas[1], 'Two'],
  ])
  expect(await git(bare, ['show', 'new:a/b.yaml'])).toBe('x')
})

test('parents make merges, and no parents a new root', async () => {
  const { bare, push, root } = await stage()
  const [merge = ''] = await push(change({ parents: ['refs/heads/topic', root], files: {} }))
  expect((await git(bare, ['rev-list', '--parents', '-1', merge])).trim().split(' ')).toHaveLength(3)
  const [orphan = ''] = await push(change({ parents: [], files: { 'only.yaml': 'x\n' } }))
  expect((await refs(bare)).get('refs/heads/topic')?.sha).toBe(orphan)
  expect(await git(bare, ['ls-tree', '--name-only', orphan])).toBe('only.yaml\n')
  expect(await mergeBase(bare, root, orphan)).toBeNull()
})

test('a parent named by a ref is where that ref is by then', async () => {
  const { bare, push } = await stage()
  const next = change({ files: { 'a.yaml': 'a\n' } })
  const [moved] = await push(next, change({ ref: 'refs/heads/new', parents: [next.ref] }))
  expect((await git(bare, ['rev-parse', 'refs/heads/new^'])).trim()).toBe(moved)
})

test('git tells why it failed', async () => {
  const { bare } = await stage()
  await expect(git(bare, ['show', 'nowhere'])).rejects.toThrow(/^git show nowhere: fatal:/)
})
