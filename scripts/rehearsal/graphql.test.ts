import { describe, expect, test } from 'vitest'
import { git } from './git.ts'
import { mergedQuery } from './merged-pulls.ts'
import { at, by, change, type Stage, stage } from './stage.ts'

const query =
  'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }'
const base64 = (text: string) => Buffer.from(text).toString('base64')

const post = async ({ forge }: Stage, token: string, body: unknown) => {
  const headers = token ? { authorization: `bearer ${token}` } : {}
  const response = await fetch(`${forge.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { ...((await response.json()) as object), status: response.status } as {
    status: number
    message?: string
    data?: { createCommitOnBranch: { commit: { oid: string; url: string } } | null }
    errors?: { type?: string; message: string; path?: string[] }[]
  }
}

const input = (expectedHeadOid: string, more = {}) => ({
  branch: { repositoryNameWithOwner: 'acme/releases', branchName: 'main' },
  expectedHeadOid,
  message: { headline: 'Ask', body: 'Why' },
  fileChanges: { additions: [{ path: 'site.yaml', contents: base64('phase: é\n') }] },
  ...more,
})

const commit = (on: Stage, token: string, given: unknown) => post(on, token, { query, variables: { input: given } })

describe('createCommitOnBranch', () => {
  test('appends a commit by the owner of the token, which GitHub has signed', async () => {
    const on = await stage({ users: [{ login: 'bob', id: 12, type: 'User', name: 'Bob B' }] })
    const { data } = await commit(on, 'bob', input(on.root))
    const { oid = '', url } = data?.createCommitOnBranch?.commit ?? {}
    expect(url).toBe(`https://github.com/acme/releases/commit/${oid}`)
    const { data: shown } = await on.as('ann').repos.getCommit({ ...at, ref: 'main' })
    expect(shown).toMatchObject({
      sha: oid,
      parents: [{ sha: on.root }],
      author: { login: 'bob' },
      committer: { login: 'web-flow' },
      commit: { message: 'Ask\n\nWhy', author: { name: 'Bob B' }, verification: { verified: true } },
      files: [{ filename: 'site.yaml', status: 'modified' }],
    })
    expect(await git(on.bare, ['show', 'main:site.yaml'])).toBe('phase: é\n')
    // what is pushed is signed by nobody
    const [pushed = ''] = await on.push(change({ ref: 'refs/heads/main', files: { x: 'x\n' }, author: by('bob', 12) }))
    const { data: other } = await on.as('ann').repos.getCommit({ ...at, ref: pushed })
    expect(other.commit.verification?.verified).toBe(false)
  })

  test('adds and takes away, also for an app', async () => {
    const on = await stage()
    const fileChanges = { additions: [{ path: 'a/b.yaml', contents: '' }], deletions: [{ path: 'site.yaml' }] }
    const { data } = await commit(on, 'bot', input(on.root, { fileChanges }))
    expect(data?.createCommitOnBranch?.commit.oid).toMatch(/^[0-9a-f]{40}$/)
    expect(await git(on.bare, ['ls-tree', '-r', '--name-only', 'main'])).toBe('a/b.yaml\n')
  })

  test('moves the pull request of its branch', async () => {
    const on = await stage()
    const number = await on.open()
    const { data: before } = await on.as('ann').pulls.get({ ...at, pull_number: number })
    const branch = { repositoryNameWithOwner: 'ACME/releases', branchName: 'refs/heads/topic' }
    const { data } = await commit(on, 'ann', input(before.head.sha, { branch }))
    const { data: after } = await on.as('ann').pulls.get({ ...at, pull_number: number })
    expect([after.head.sha, after.commits]).toEqual([data?.createCommitOnBranch?.commit.oid, 2])
  })

  const path = (path: string) => ({ fileChanges: { additions: [{ path, contents: '' }] } })

  test.each<[why: string, more: object, type: string, message: string]>([
    ['another head', { expectedHeadOid: '1'.repeat(40) }, 'STALE_DATA', 'Expected branch to point to "111'],
    [
      'no such branch',
      { branch: { repositoryNameWithOwner: 'acme/releases', branchName: 'none' } },
      'NOT_FOUND',
      'No ref',
    ],
    [
      'another repository',
      { branch: { repositoryNameWithOwner: 'a/b', branchName: 'main' } },
      'NOT_FOUND',
      "name 'a/b'",
    ],
    ['no headline', { message: { headline: ' ' } }, 'UNPROCESSABLE', 'message'],
    ['a file that is not there', { fileChanges: { deletions: [{ path: 'x' }] } }, 'UNPROCESSABLE', 'not found: x'],
    ['an absolute path', path('/x'), 'UNPROCESSABLE', '/x'],
    ['a path upwards', path('a/../x'), 'UNPROCESSABLE', '..'],
    ['a path into git', path('.git/x'), 'UNPROCESSABLE', '.git'],
    [
      'a path given twice',
      { fileChanges: { additions: [{ path: 'site.yaml', contents: '' }], deletions: [{ path: 'site.yaml' }] } },
      'UNPROCESSABLE',
      'site.yaml',
    ],
    ['no base64', { fileChanges: { additions: [{ path: 'x', contents: '%' }] } }, 'UNPROCESSABLE', 'base64: x'],
  ])('refuses %s, with status 200', async (_, more, type, message) => {
    const on = await stage()
    const answer = await commit(on, 'ann', input(on.root, more))
    expect(answer).toMatchObject({
      status: 200,
      data: { createCommitOnBranch: null },
      errors: [{ type, path: ['createCommitOnBranch'], message: expect.stringContaining(message) }],
    })
    expect((await git(on.bare, ['rev-parse', 'main'])).trim()).toBe(on.root)
  })

  test('refuses a token that may not write contents', async () => {
    const tokens = [
      { token: 'weak', login: 'bob', permissions: { contents: 'read', 'pull-requests': 'write' } as const },
      { token: 'app', login: 'github-actions[bot]', permissions: {}, app: true },
    ]
    const on = await stage({ tokens })
    const message = 'Resource not accessible by'
    for (const [token, who] of [
      ['weak', 'personal access token'],
      ['app', 'integration'],
    ] as const)
      expect(await commit(on, token, input(on.root))).toMatchObject({
        status: 200,
        errors: [{ type: 'FORBIDDEN', message: `${message} ${who}` }],
      })
    expect((await commit(on, 'forged', input(on.root))).status).toBe(401)
    expect((await commit(on, '', input(on.root))).status).toBe(401)
  })

  test.each<[why: string, body: (head: string) => unknown, message: string]>([
    ['another query', () => ({ query: '{ viewer { login } }' }), 'createCommitOnBranch, and one query'],
    [
      'another key',
      head => ({ query, variables: { input: input(head) }, owner: 'acme' }),
      'createCommitOnBranch, and one query',
    ],
    [
      'two mutations',
      head => ({ query: query.replace(/ }$/, ' x: deleteRef(input: 1) { y } }'), variables: { input: input(head) } }),
      'createCommitOnBranch, and one query',
    ],
    [
      'no head',
      head => ({ query, variables: { input: { ...input(head), expectedHeadOid: null } } }),
      'expectedHeadOid',
    ],
    ['no input', () => ({ query }), 'CreateCommitOnBranchInput!'],
    [
      'a key that is none',
      head => ({ query, variables: { input: { ...input(head), author: 'bob' } } }),
      'must NOT have additional',
    ],
  ])('knows nothing else: %s', async (_, body, message) => {
    const on = await stage()
    const answer = await post(on, 'ann', body(on.root))
    expect(answer).toMatchObject({ status: 200, errors: [{ message: expect.stringContaining(message) }] })
    expect(answer.data).toBeUndefined()
  })
})

describe('merged pull requests', () => {
  const variables = { owner: 'acme', name: 'releases', branch: 'main' }
  const ask = (on: Stage, given: object, token = 'ann') =>
    post(on, token, { query: mergedQuery.replaceAll('{ ', '{\n  '), variables: given })

  test('are told with their reviews', async () => {
    const on = await stage()
    const number = await on.open()
    await on.as('bob').pulls.createReview({ ...at, pull_number: number, event: 'APPROVE' })
    const { data: head } = await on.as('ann').pulls.get({ ...at, pull_number: number })
    const { data: merged } = await on.as('ann').pulls.merge({ ...at, pull_number: number })
    const ann = { __typename: 'User', login: 'ann', databaseId: 11 }
    const review = {
      state: 'APPROVED',
      commit: { oid: head.head.sha },
      author: { ...ann, login: 'bob', databaseId: 12 },
    }
    expect(await ask(on, { ...variables, owner: 'ACME', after: null })).toMatchObject({
      status: 200,
      data: {
        repository: {
          pullRequests: {
            pageInfo: { hasNextPage: false },
            nodes: [
              {
                ...{ number, title: 'Next phase', url: `https://github.com/acme/releases/pull/${number}`, author: ann },
                ...{ headRefOid: head.head.sha, mergeCommit: { oid: merged.sha } },
                reviews: { totalCount: 1, nodes: [review] },
              },
            ],
          },
        },
      },
    })
  })

  test('only of this repository, and to whom may read them', async () => {
    const on = await stage({ tokens: [{ token: 'weak', login: 'bob', permissions: { contents: 'read' } }] })
    const failure = (type: string, message: string) => ({
      status: 200,
      data: { repository: null },
      errors: [{ type, path: ['repository'], message: expect.stringContaining(message) }],
    })
    expect(await ask(on, variables, 'weak')).toMatchObject(failure('FORBIDDEN', 'Resource not accessible'))
    expect(await ask(on, { ...variables, name: 'x' }, 'weak')).toMatchObject(failure('NOT_FOUND', "name 'acme/x'"))
  })

  test.each([
    ['no branch', { branch: undefined }, '$'],
    ['a number', { after: 1 }, '$after'],
    ['another one', { first: 1 }, 'must NOT have additional'],
  ])('with the variables that it has, and not %s', async (_, more, message) => {
    const answer = await ask(await stage(), { ...variables, ...more })
    expect(answer).toMatchObject({ status: 200, errors: [{ message: expect.stringContaining(message) }] })
    expect(answer.data).toBeUndefined()
  })
})
