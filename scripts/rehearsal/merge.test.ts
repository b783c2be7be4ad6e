import { describe, expect, test } from 'vitest'
import { git } from './git.ts'
import { at, by, change, refusal, stage } from './stage.ts'

const one = { ...at, pull_number: 1 }

describe('merging', () => {
  test('squashes: GitHub commits, the opener is the author', async () => {
    const { as, bare, open, root } = await stage({ now: () => new Date('2026-03-01T12:00:00.500Z') })
    await open()
    const { data } = await as('cat').pulls.merge({ ...one, merge_method: 'squash' })
    const commit = (await as('cat').repos.getCommit({ ...at, ref: 'main' })).data
    expect([commit.sha, commit.parents.map(({ sha }) => sha)]).toEqual([data.sha, [root]])
    expect([commit.author?.login, commit.committer?.login]).toEqual(['ann', 'web-flow'])
    expect(commit.commit).toMatchObject({
      message: 'Next phase (#1)',
      committer: { name: 'GitHub', email: 'noreply@github.com', date: '2026-03-01T12:00:00Z' },
    })
    expect(await git(bare, ['show', 'main:site.yaml'])).toBe('phase: two\n')
    const pull = (await as('cat').pulls.get(one)).data
    expect(pull).toMatchObject({
      state: 'closed',
      merged: true,
      merged_by: { login: 'cat' },
      merge_commit_sha: data.sha,
    })
    const events = (await as('cat').issues.listEvents({ ...at, issue_number: 1 })).data
    expect(events.map(({ event, commit_id }) => [event, commit_id])).toEqual([
      ['merged', data.sha],
      ['closed', null],
    ])
  })

  test('lists the commits of several and credits their authors', async () => {
    const { as, open, push } = await stage()
    await push(change({ files: { 'b.yaml': 'b\n' }, message: 'Second', author: by('bob', 12) }))
    await open({ title: 'Both' })
    await as('cat').pulls.merge({ ...one, merge_method: 'squash' })
    const { commit } = (await as('cat').repos.getCommit({ ...at, ref: 'main' })).data
    const credit = 'Co-authored-by: bob <12+bob@users.noreply.github.com>'
    expect(commit.message).toBe(`Both (#1)\n\n* Next phase\n\n* Second\n\n${credit}`)
  })

  test('merges with a merge commit of the merger', async () => {
    const { as, open, root } = await stage()
    await open()
    const head = (await as('bob').pulls.get(one)).data.head.sha
    await as('cat').pulls.merge({ ...one, sha: head })
    const commit = (await as('cat').repos.getCommit({ ...at, ref: 'main' })).data
    expect(commit.parents.map(({ sha }) => sha)).toEqual([root, head])
    expect(commit.commit.message).toBe('Merge pull request #1 from acme/topic\n\nNext phase')
    expect(commit.author?.login).toBe('cat')
  })

  test('takes title and message as given', async () => {
    const { as, open } = await stage()
    await open()
    await as('cat').pulls.merge({ ...one, merge_method: 'squash', commit_title: 'T', commit_message: 'M' })
    expect((await as('cat').repos.getCommit({ ...at, ref: 'main' })).data.commit.message).toBe('T\n\nM')
  })

  test('brings both sides together where the base moved', async () => {
    const { as, bare, open, push } = await stage()
    await open()
    await push(change({ ref: 'refs/heads/main', files: { 'later.yaml': 'x\n' } }))
    await as('cat').pulls.merge({ ...one, merge_method: 'squash' })
    expect(await git(bare, ['ls-tree', '--name-only', 'main'])).toBe('later.yaml\nsite.yaml\n')
  })
})

describe('what stands in the way', () => {
  test.each([
    ['expected', []],
    ['pending', ['success', 'pending']],
    ['failing', ['failure']],
    ['failing', ['error']],
  ] as const)('405: the required status is %s', async (word, states) => {
    const { as, open } = await stage({ requiredContexts: ['countersign/gate'] })
    await open()
    const sha = (await as('bob').pulls.get(one)).data.head.sha
    for (const state of states)
      await as('bot').repos.createCommitStatus({ ...at, sha, state, context: 'countersign/gate' })
    const { status, message } = await refusal(as('cat').pulls.merge(one))
    expect([status, message]).toEqual([405, `Required status check "countersign/gate" is ${word}.`])
    await as('bot').repos.createCommitStatus({ ...at, sha, state: 'success', context: 'Countersign/Gate' })
    expect((await as('cat').pulls.merge(one)).status).toBe(200)
  })

  test('a push leaves the status behind', async () => {
    const { as, open, push } = await stage({ requiredContexts: ['gate'] })
    await open()
    const sha = (await as('bob').pulls.get(one)).data.head.sha
    await as('bot').repos.createCommitStatus({ ...at, sha, state: 'success', context: 'gate' })
    await push(change({ files: { 'x.yaml': 'x\n' } }))
    expect((await refusal(as('cat').pulls.merge(one))).status).toBe(405)
  })

  test('409: head is not what was looked at', async () => {
    const { as, open, root } = await stage()
    await open()
    expect(await refusal(as('cat').pulls.merge({ ...one, sha: root }))).toMatchObject({
      status: 409,
      message: 'Head branch was modified. Review and try the merge again.',
    })
  })

  test('405: conflict, draft, closed, merged, rebase', async () => {
    const { as, forge, open, push } = await stage()
    await open()
    const refused = async (more = {}) => (await refusal(as('cat').pulls.merge({ ...one, ...more }))).message
    expect(await refused({ merge_method: 'rebase' })).toContain('Rebase merges are not allowed')
    forge.setDraft(1, true)
    expect(await refused()).toBe('Pull Request is still a draft')
    forge.setDraft(1, false)
    await as('ann').pulls.update({ ...one, state: 'closed' })
    expect(await refused()).toBe('Pull Request is not mergeable')
    await as('ann').pulls.update({ ...one, state: 'open' })
    const [tip] = await push(change({ ref: 'refs/heads/main', files: { 'site.yaml': 'phase: nine\n' } }))
    expect(await refused()).toBe('Pull Request is not mergeable')
    await push(change({ parents: [tip ?? ''], files: { 'site.yaml': 'phase: ten\n' } }))
    expect((await as('cat').pulls.merge(one)).status).toBe(200)
    expect(await refused()).toBe('Pull Request is not mergeable')
    expect((await refusal(as('ann').pulls.update({ ...one, state: 'open' }))).status).toBe(422)
  })
})
