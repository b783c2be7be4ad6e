import { describe, expect, it, onTestFinished } from 'vitest'
import { at, change, type Stage, stage } from '../rehearsal/stage.ts'
import { connect } from './client.ts'
import { type Loopback, type Reply, startLoopback } from './loopback.ts'
import { readMergedPulls } from './merged.ts'

const day = '2026-01-05T00:00:00Z'

/** Merges a branch of ann's that bob has reviewed. */
async function merged({ as, push }: Stage, branch: string, title = 'Go live', reviews: string[] = ['APPROVE']) {
  await push(change({ ref: `refs/heads/${branch}`, parents: ['refs/heads/main'], files: { [branch]: 'a\n' } }))
  const { data } = await as('ann').pulls.create({ ...at, title, head: branch, base: 'main' })
  for (const event of reviews)
    await as('bob').pulls.createReview({ ...at, pull_number: data.number, event: event as 'APPROVE', body: 'x' })
  const { data: done } = await as('ann').pulls.merge({ ...at, pull_number: data.number, merge_method: 'squash' })
  return { number: data.number, sha: done.sha, head: data.head.sha }
}

const clientOf = ({ forge }: Stage, token = 'ann') =>
  connect({ baseUrl: forge.url, repository: 'acme/releases', token, patience: 0 })

describe('against the forge', () => {
  it('tells what was merged, with who said what of which commit', async () => {
    let minute = 0
    const on = await stage({ now: () => new Date(Date.UTC(2026, 0, 5, 9, minute++)) })
    const one = await merged(on, 'one', 'One (#99)', ['COMMENT', 'REQUEST_CHANGES', 'APPROVE'])
    const two = await merged(on, 'two')
    await on.open()
    const client = clientOf(on)
    const found = await readMergedPulls(client, 'main', day)
    const bob = { id: 12, login: 'bob', bot: false }
    expect(found).toMatchObject([
      {
        number: one.number,
        title: 'One (#99)',
        url: `https://github.com/acme/releases/pull/${one.number}`,
        author: { id: 11, login: 'ann', bot: false },
        merged: one.sha,
        mergedAt: expect.stringMatching(/^2026-01-05T09:\d\d:00\.000Z$/),
        head: one.head,
        unread: 0,
        reviews: ['commented', 'changes-requested', 'approved'].map(state => ({
          state,
          person: bob,
          commit: one.head,
        })),
      },
      { number: two.number, merged: two.sha },
    ])
    expect(client.requests()).toBe(2)
  })

  it('stops before what was last touched earlier', async () => {
    let hour = 0
    const on = await stage({ now: () => new Date(Date.UTC(2026, 0, 5, hour++)) })
    await merged(on, 'one')
    const since = new Date(Date.UTC(2026, 0, 5, hour)).toISOString()
    const two = await merged(on, 'two')
    expect((await readMergedPulls(clientOf(on), 'main', since)).map(({ number }) => number)).toEqual([two.number])
  })

  it('knows a deleted account for nobody, and an App for no person', async () => {
    const on = await stage()
    await merged(on, 'one', 'One', [])
    await on.push(change({ ref: 'refs/heads/two', parents: ['refs/heads/main'], files: { two: 'a\n' } }))
    const { data } = await on.as('bot').pulls.create({ ...at, title: 'Two', head: 'two', base: 'main' })
    await on.as('bob').pulls.createReview({ ...at, pull_number: data.number, event: 'APPROVE' })
    await on.as('ann').pulls.merge({ ...at, pull_number: data.number })
    on.forge.deleteUser('bob')
    const [, two] = await readMergedPulls(clientOf(on), 'main', day)
    expect(two).toMatchObject({ author: { id: null, login: 'github-actions', bot: true }, reviews: [{ person: null }] })
  })

  it('has nothing of another branch', async () => {
    const on = await stage()
    await merged(on, 'one')
    expect(await readMergedPulls(clientOf(on), 'stable', day)).toEqual([])
  })

  it('says what it may not read', async () => {
    const on = await stage({ tokens: [{ token: 'weak', login: 'ann', permissions: { contents: 'read' } }] })
    await expect(readMergedPulls(clientOf(on, 'weak'), 'main', day)).rejects.toThrow('Resource not accessible')
  })
})

const commit = { oid: 'c'.repeat(40) }
const user = { __typename: 'User', login: 'ann', databaseId: 11 }
const review = { state: 'APPROVED', submittedAt: '2026-01-06T09:00:00Z', commit, author: user }
const node = (number: number, updatedAt: string, more = {}) => ({
  ...{ number, title: 'T', url: `https://github.com/nhs/releases/pull/${number}`, updatedAt },
  ...{ headRefOid: 'd'.repeat(40), author: user, mergedAt: updatedAt, mergeCommit: commit },
  reviews: { totalCount: 1, nodes: [review] },
  ...more,
})
const page = (nodes: object[], endCursor: string | null = null): Reply => ({
  json: { data: { repository: { pullRequests: { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes } } } },
})

/** A server with these pages, one after another. */
async function pages(...replies: Reply[]): Promise<Loopback> {
  const server = await startLoopback((_, before) => replies[Math.min(before, replies.length - 1)] ?? {})
  onTestFinished(() => server.close())
  return server
}

const [early, late, later] = ['2026-01-06T09:00:00Z', '2026-01-07T09:00:00Z', '2026-01-08T09:00:00Z']

describe('what moves while it is read', () => {
  it('is found in front', async () => {
    // while the second page is asked for, 3 is touched: it moves from there to the front
    const first = page([node(1, late)], 'x')
    const again = page([node(3, later), node(1, late)], 'y')
    const { client, seen } = await pages(
      first,
      page([node(2, early)]),
      again,
      page([node(2, early)], 'z'),
      page([node(3, later), node(1, late)]),
    )
    const found = await readMergedPulls(client(), 'main', day)
    expect(found.map(({ number }) => number)).toEqual([1, 2, 3])
    const after = seen.map(({ body }) => (body as { variables: { after: unknown } }).variables.after)
    expect(after).toEqual([null, 'x', null, 'y', null])
  })

  it('for ever is an error', async () => {
    let count = 0
    const server = await startLoopback(() => page([node(++count, new Date(Date.UTC(2026, 1, count)).toISOString())]))
    await expect(readMergedPulls(server.client(), 'main', day)).rejects.toThrow('faster than they can be read')
    await server.close()
  })
})

describe('what GitHub sends', () => {
  const readOne = async (more: object) => {
    const { client } = await pages(page([node(1, early, more)]))
    return (await readMergedPulls(client(), 'main', day))[0]
  }

  it('more reviews than are read are counted', async () =>
    expect(await readOne({ reviews: { totalCount: 103, nodes: [review, review, review] } })).toMatchObject({
      unread: 100,
    }))

  it('a draft of a review is none', async () => {
    const draft = { ...review, state: 'PENDING', submittedAt: null }
    expect(await readOne({ reviews: { totalCount: 1, nodes: [draft] } })).toMatchObject({ reviews: [] })
  })

  it('a commit that is gone is none', async () => {
    const reviews = { totalCount: 1, nodes: [{ ...review, commit: null }] }
    expect(await readOne({ mergeCommit: null, reviews })).toMatchObject({ merged: null, reviews: [{ commit: null }] })
  })

  it.each([
    ['an unknown state', { reviews: { totalCount: 1, nodes: [{ ...review, state: 'LIKED' }] } }, 'review.state'],
    ['no reviews', { reviews: null }, 'pull.reviews'],
    ['no head', { headRefOid: null }, 'pull.headRefOid'],
    ['a time that is none', { updatedAt: 'now' }, 'pull.updatedAt'],
    ['no time of the merge', { mergedAt: null }, 'pull.mergedAt'],
    ['a user without a number', { author: { ...user, databaseId: undefined } }, 'pull.author.databaseId'],
  ])('%s is an error', async (_, more, where) => expect(readOne(more)).rejects.toThrow(where))

  it('half an answer, or a query that broke off, is asked for again', async () => {
    const broken: Reply = { json: { data: { repository: null }, errors: [{ message: 'Timeout' }] } }
    const { client } = await pages(
      { status: 502, json: {} },
      { ...page([]), broken: 'halved' },
      broken,
      page([node(1, early)]),
    )
    const one = client()
    expect(await readMergedPulls(one, 'main', day)).toHaveLength(1)
    expect(one.requests()).toBe(5)
  })

  it('a query that breaks off twice is an error', async () => {
    const { client } = await pages({ json: { data: { repository: null }, errors: [{ message: 'Timeout' }] } })
    await expect(readMergedPulls(client(), 'main', day)).rejects.toThrow('Timeout')
  })
})
