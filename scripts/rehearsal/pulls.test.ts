import { describe, expect, test } from 'vitest'
import { git, refs } from './git.ts'
import { ann, at, by, change, refusal, stage } from './stage.ts'

const one = { ...at, pull_number: 1 }

describe('opening', () => {
  test('answers 201 with the pull request and keeps refs/pull/N/head', async () => {
    const { as, bare, root } = await stage()
    const opening = { ...at, title: 'Next phase', body: 'Because', head: 'topic', base: 'main', draft: true }
    const { status, data } = await as('ann').pulls.create(opening)
    expect(status).toBe(201)
    expect(data).toMatchObject({
      number: 1,
      state: 'open',
      draft: true,
      body: 'Because',
      user: { login: 'ann' },
      merged: false,
    })
    expect(data.base).toMatchObject({ ref: 'main', sha: root, label: 'acme:main' })
    expect((await refs(bare)).get('refs/pull/1/head')?.sha).toBe(data.head.sha)
  })

  test.each([
    ['no title', { title: '' }, 'title', 'missing_field'],
    ['a long title', { title: 'x'.repeat(257) }, 'title', 'custom'],
    ['a long body', { body: 'x'.repeat(65_537) }, 'body', 'custom'],
    ['an unknown head', { head: 'nowhere' }, 'head', 'invalid'],
    ['an unknown base', { base: 'nowhere' }, 'base', 'invalid'],
    ['nothing to merge', { head: 'main' }, 'head', 'custom'],
  ])('refuses %s', async (_, wrong, field, code) => {
    const { as } = await stage()
    const { status, errors } = await refusal(
      as('ann').pulls.create({ ...at, title: 'T', head: 'topic', base: 'main', ...wrong }),
    )
    expect({ status, errors }).toMatchObject({ status: 422, errors: [{ resource: 'PullRequest', field, code }] })
  })

  test('refuses a second open pull request of the same branch', async () => {
    const { open } = await stage()
    await open()
    const { errors } = await refusal(open())
    expect(errors).toMatchObject([{ message: 'A pull request already exists for acme:topic.' }])
  })

  test('takes a fork from refs/forks', async () => {
    const { as, open, push, root } = await stage()
    await push(change({ ref: 'refs/forks/bob/topic', parents: [root] }))
    await open({ head: 'bob:topic' })
    const { data } = await as('ann').pulls.get(one)
    expect(data.head).toMatchObject({ label: 'bob:topic', repo: { full_name: 'bob/releases', fork: true } })
    expect(data.base.repo).toMatchObject({ full_name: 'acme/releases', fork: false })
  })
})

describe('listing', () => {
  test('filters by state, head and base, newest first', async () => {
    const { as, open, push, root } = await stage()
    await push(
      change({ ref: 'refs/heads/other', parents: [root] }),
      change({ ref: 'refs/heads/beta', parents: [root], files: { 'b.yaml': 'b\n' } }),
    )
    await open()
    await open({ head: 'other' })
    await open({ head: 'other', base: 'beta' })
    await as('ann').pulls.update({ ...one, state: 'closed' })
    const numbers = async (query: object) =>
      (await as('bob').pulls.list({ ...at, ...query })).data.map(pull => pull.number)
    expect(await numbers({ state: 'all' })).toEqual([3, 2, 1])
    expect(await numbers({ state: 'all', direction: 'asc' })).toEqual([1, 2, 3])
    expect(await numbers({})).toEqual([3, 2])
    expect(await numbers({ state: 'closed' })).toEqual([1])
    expect(await numbers({ state: 'all', head: 'ACME:other' })).toEqual([3, 2])
    expect(await numbers({ state: 'all', head: 'topic' })).toEqual([3, 2, 1])
    expect(await numbers({ base: 'beta' })).toEqual([3])
  })

  test('sorts by the last change, the oldest first unless asked otherwise', async () => {
    let day = 1
    const { as, open, push, root } = await stage({ now: () => new Date(Date.UTC(2026, 0, day++)) })
    await push(change({ ref: 'refs/heads/other', parents: [root] }))
    await open()
    await open({ head: 'other' })
    await as('ann').pulls.update({ ...one, body: 'Changed' })
    const numbers = async (query: object) =>
      (await as('bob').pulls.list({ ...at, sort: 'updated', ...query })).data.map(pull => pull.number)
    expect(await numbers({})).toEqual([2, 1])
    expect(await numbers({ direction: 'desc' })).toEqual([1, 2])
  })
})

describe('following git', () => {
  test('base.sha is the tip of the base at the last push of head, not the live tip', async () => {
    const { as, open, push, root, bare } = await stage()
    await open()
    const [moved] = await push(change({ ref: 'refs/heads/main', files: { 'other.yaml': 'x\n' }, message: 'Elsewhere' }))
    expect((await as('bob').pulls.get(one)).data.base.sha).toBe(root)
    const [head = ''] = await push(change({ files: { 'site.yaml': 'phase: three\n' }, message: 'More' }))
    const { data } = await as('bob').pulls.get(one)
    expect([data.base.sha, data.head.sha]).toEqual([moved, head])
    expect((await refs(bare)).get('refs/pull/1/head')?.sha).toBe(head)
  })

  test('is closed when the head branch is deleted', async () => {
    const { as, open, bare } = await stage()
    await open()
    await git(bare, ['update-ref', '-d', 'refs/heads/topic'])
    expect((await as('bob').pulls.get(one)).data.state).toBe('closed')
    const { errors } = await refusal(as('ann').pulls.update({ ...one, state: 'open' }))
    expect(errors).toMatchObject([{ field: 'state' }])
  })

  test('says whether it can be merged', async () => {
    const { as, forge, open, push } = await stage({ requiredContexts: ['gate'] })
    await open()
    const stands = async () => {
      const { data } = await as('bob').pulls.get(one)
      return [data.mergeable, data.mergeable_state]
    }
    expect(await stands()).toEqual([true, 'blocked'])
    const sha = (await as('bob').pulls.get(one)).data.head.sha
    await as('bot').repos.createCommitStatus({ ...at, sha, state: 'success', context: 'gate' })
    expect(await stands()).toEqual([true, 'clean'])
    forge.setDraft(1, true)
    expect(await stands()).toEqual([true, 'draft'])
    await push(change({ ref: 'refs/heads/main', files: { 'site.yaml': 'phase: nine\n' } }))
    expect(await stands()).toEqual([false, 'dirty'])
    await as('ann').pulls.update({ ...one, state: 'closed' })
    expect(await stands()).toEqual([null, 'unknown'])
  })
})

describe('commits', () => {
  test('link to accounts by e-mail, and to nobody otherwise', async () => {
    const users = [
      { login: 'ann', id: 11, type: 'User' as const },
      { login: 'bob', id: 12, type: 'User' as const, emails: ['Bob@example.org'] },
    ]
    const { as, open, push, forge } = await stage({ users })
    const stranger = { ...ann, email: 'stranger@example.org' }
    await push(
      change({ author: { ...ann, email: 'bob@example.org' }, message: 'B' }),
      change({ author: stranger, message: 'C' }),
    )
    await open()
    const authors = async () => (await as('ann').pulls.listCommits(one)).data.map(({ author }) => author?.login ?? null)
    expect(await authors()).toEqual(['ann', 'bob', null])
    forge.deleteUser('Bob')
    expect(await authors()).toEqual(['ann', null, null])
  })

  test('are oldest first with parents, dates in UTC and the whole message', async () => {
    const { as, open, push } = await stage()
    await push(change({ message: 'Subject\n\nBody\n', author: by('ann', 11, '2026-02-01T10:00:00+01:00') }))
    await open()
    const { data } = await as('bob').pulls.listCommits(one)
    expect(data.map(({ commit }) => commit.message)).toEqual(['Next phase', 'Subject\n\nBody'])
    expect(data[1]?.parents[0]?.sha).toBe(data[0]?.sha)
    expect(data[1]?.commit.author?.date).toBe('2026-02-01T09:00:00Z')
  })

  test('come after their parents, whatever their dates say', async () => {
    const { as, open, push, root } = await stage()
    const dated = (message: string, day: number, parents: string[], ref = message) =>
      change({
        ref: `refs/heads/${ref}`,
        parents,
        message,
        author: by('ann', 11, `2026-01-${day}T09:00:00Z`),
        files: { [message]: message },
      })
    await push(
      dated('first', 20, [root]),
      dated('late', 25, ['refs/heads/first']),
      dated('early', 10, ['refs/heads/first']),
    )
    await push(dated('both', 28, ['refs/heads/late', 'refs/heads/early'], 'topic'))
    await open()
    const messages = (await as('bob').pulls.listCommits(one)).data.map(({ commit }) => commit.message)
    expect([messages[0], messages.at(-1), messages.length]).toEqual(['first', 'both', 4])
  })

  test('end at 250', async () => {
    const { as, open, push } = await stage()
    await push(...Array.from({ length: 255 }, (_, at) => change({ files: { 'n.yaml': `${at}\n` }, message: `${at}` })))
    await open()
    const numbers = [1, 2, 3, 4].map(page => as('bob').pulls.listCommits({ ...one, per_page: 100, page }))
    expect((await Promise.all(numbers)).map(({ data }) => data.length)).toEqual([100, 100, 50, 0])
    expect((await as('bob').pulls.get(one)).data.commits).toBe(256)
  })
})

describe('files', () => {
  test('show what changed since the branch left its base', async () => {
    const { as, open, push } = await stage()
    const long = Array.from({ length: 20 }, (_, at) => `line ${at}\n`).join('')
    const files = { 'gone.yaml': 'x\n', 'old.yaml': long }
    const [base = ''] = await push(change({ ref: 'refs/heads/main', files }))
    const odd = 'a "b" é\tc.yaml'
    const changed = {
      'gone.yaml': null,
      'old.yaml': null,
      'new.yaml': `${long}more\n`,
      [odd]: 'a\nb\n',
      'b.bin': 'a\0b',
    }
    await push(change({ parents: [base], files: { ...changed, 'site.yaml': '--- two\r+diff --git a b\n' } }))
    await push(change({ ref: 'refs/heads/main', files: { 'later.yaml': 'x\n' } }))
    await open()
    const { data } = await as('bob').pulls.listFiles(one)
    const rows = data.map(file => [file.filename, file.status, file.additions, file.deletions, file.previous_filename])
    expect(rows).toEqual([
      [odd, 'added', 2, 0, undefined],
      ['b.bin', 'added', 0, 0, undefined],
      ['gone.yaml', 'removed', 0, 1, undefined],
      ['new.yaml', 'renamed', 1, 0, 'old.yaml'],
      ['site.yaml', 'modified', 1, 1, undefined],
    ])
    expect(data[0]?.patch).toBe('@@ -0,0 +1,2 @@\n+a\n+b')
    expect(data[1]).not.toHaveProperty('patch')
    expect(data[4]?.patch).toBe('@@ -1 +1 @@\n-phase: one\n+--- two\r+diff --git a b')
    expect((await as('bob').pulls.get(one)).data).toMatchObject({ changed_files: 5, additions: 4, deletions: 2 })
  })

  test('a file that becomes a link does not shift the patches after it', async () => {
    const { as, open, push, root, bare } = await stage()
    await push(change({ parents: [root], files: { 'z.yaml': 'z\n' } }))
    const link =
      'commit refs/heads/topic\ncommitter a <a@b> 0 +0000\ndata 1\nl\nM 120000 inline site.yaml\ndata 6\nz.yaml\n'
    await git(
      bare,
      ['fast-import', '--quiet', '--force'],
      link.replace('data 1\nl\n', 'data 1\nl\nfrom refs/heads/topic^0\n'),
    )
    await open()
    const { data } = await as('bob').pulls.listFiles(one)
    expect(data.map(({ filename, status, patch }) => [filename, status, patch?.split('\n').at(-1)])).toEqual([
      ['site.yaml', 'changed', '\\ No newline at end of file'],
      ['z.yaml', 'added', '+z'],
    ])
  })

  test('end at 3,000', async () => {
    const { as, open, push, root } = await stage()
    const files = Object.fromEntries(Array.from({ length: 3003 }, (_, at) => [`${at}.yaml`, `${at}\n`]))
    await push(change({ parents: [root], files }))
    await open()
    const count = async (page: number) => (await as('bob').pulls.listFiles({ ...one, per_page: 100, page })).data.length
    expect([await count(30), await count(31)]).toEqual([100, 0])
  })
})

describe('changing', () => {
  test('title, body and base, with events', async () => {
    const { as, open, push, root } = await stage()
    const [beta] = await push(change({ ref: 'refs/heads/beta', parents: [root], files: { 'b.yaml': 'b\n' } }))
    await open()
    const { data } = await as('ann').pulls.update({ ...one, title: 'New', body: 'Text', base: 'beta' })
    expect(data).toMatchObject({ title: 'New', body: 'Text', base: { ref: 'beta', sha: beta } })
    const events = (await as('bob').issues.listEvents({ ...at, issue_number: 1 })).data
    expect(events).toMatchObject([
      { event: 'renamed', rename: { from: 'Next phase', to: 'New' } },
      { event: 'base_ref_changed' },
    ])
  })

  test('closing and reopening; what was pushed meanwhile arrives on reopening', async () => {
    const { as, open, push } = await stage()
    await open()
    const closed = (await as('ann').pulls.update({ ...one, state: 'closed' })).data
    expect(closed.closed_at).not.toBeNull()
    const [head] = await push(change({ files: { 'x.yaml': 'x\n' } }))
    expect((await as('bob').pulls.get(one)).data.head.sha).toBe(closed.head.sha)
    const reopened = (await as('ann').pulls.update({ ...one, state: 'open' })).data
    expect(reopened).toMatchObject({ state: 'open', closed_at: null, head: { sha: head } })
    const events = (await as('bob').issues.listEvents({ ...at, issue_number: 1 })).data
    expect(events.map(({ event }) => event)).toEqual(['closed', 'reopened'])
  })

  test.each([
    ['an unknown base', { base: 'nowhere' }, 'base'],
    ['an empty title', { title: ' ' }, 'title'],
  ])('refuses %s', async (_, wrong, field) => {
    const { as, open } = await stage()
    await open()
    const { status, errors } = await refusal(as('ann').pulls.update({ ...one, ...wrong }))
    expect({ status, errors }).toMatchObject({ status: 422, errors: [{ field }] })
  })

  test('refuses another base for a closed pull request', async () => {
    const { as, open, push, root } = await stage()
    await push(change({ ref: 'refs/heads/beta', parents: [root] }))
    await open()
    await as('ann').pulls.update({ ...one, state: 'closed' })
    const { errors } = await refusal(as('ann').pulls.update({ ...one, base: 'beta' }))
    expect(errors).toMatchObject([{ message: 'Cannot change the base branch of a closed pull request.' }])
  })

  test('a deleted author is shown as ghost', async () => {
    const { as, forge, open } = await stage()
    await open()
    forge.deleteUser('ann')
    expect((await as('bob').pulls.get(one)).data.user.login).toBe('ghost')
  })
})

test.each(['get', 'listCommits', 'listFiles', 'listReviews', 'update', 'merge'] as const)(
  '%s of an unknown pull request is 404',
  async name => {
    const { as } = await stage()
    const call = as('ann').pulls[name] as (parameters: object) => Promise<unknown>
    expect((await refusal(call({ ...at, pull_number: 9 }))).status).toBe(404)
  },
)
