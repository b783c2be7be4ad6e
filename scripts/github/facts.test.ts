import { describe, expect, it } from 'vitest'
import { type Answers, belongTogether, factsOf, readPullRequest } from './facts.ts'
import { type Reply, type Seen, startLoopback } from './loopback.ts'

const sha = (letter: string) => letter.repeat(40)
const account = (login: string, id: number, type = 'User') => ({ login, id, type })
const person = (login: string, id: number) => ({ login, id, bot: false })
const ada = account('ada', 1)
const ben = account('ben', 2)
const at = '2026-03-02T10:00:00Z'

const pull = {
  number: 7,
  title: 'Go live',
  state: 'open',
  draft: false,
  user: ada,
  base: { ref: 'main', sha: sha('b'), repo: { full_name: 'NHS/releases', default_branch: 'main' } },
  head: { ref: 'go-live', sha: sha('a') },
  requested_reviewers: [ben],
  requested_teams: [{ slug: 'leads' }],
  commits: 1,
  changed_files: 2,
}
const commit = { sha: sha('a'), parents: [{ sha: sha('c') }], author: ada, committer: ada, commit: { message: 'x' } }
const review = { id: 11, user: ben, state: 'APPROVED', commit_id: sha('a'), submitted_at: at }
const asked = { event: 'review_requested', requested_reviewer: ben, created_at: at }
const comment = { id: 21, user: account('github-actions[bot]', 41898282, 'Bot'), body: '<!-- countersign -->\nhello' }
const answers: Answers = { pull, commits: [commit], reviews: [review], events: [asked], comments: [comment] }
const facts = (changed: Partial<Answers> = {}) => factsOf({ ...answers, ...changed }, 'nhs/releases')

describe('factsOf', () => {
  it('speaks in our types', () => {
    expect(facts()).toEqual({
      number: 7,
      title: 'Go live',
      open: true,
      draft: false,
      author: person('ada', 1),
      base: { branch: 'main', sha: sha('b'), isDefault: true },
      head: { sha: sha('a') },
      commits: [{ sha: sha('a'), parents: [sha('c')], authors: [person('ada', 1)] }],
      reviews: [{ id: 11, person: person('ben', 2), state: 'approved', commit: sha('a'), at }],
      asked: [{ person: person('ben', 2), at }],
      cut: [],
      reviewersNow: 2,
      comments: [{ id: 21, person: { login: 'github-actions[bot]', id: 41898282, bot: true }, body: comment.body }],
    })
  })

  it.each([
    ['APPROVED', ['approved']],
    ['CHANGES_REQUESTED', ['changes-requested']],
    ['COMMENTED', ['commented']],
    ['DISMISSED', ['dismissed']],
    ['PENDING', []],
  ])('review state %s', (state, expected) => {
    const pending = state === 'PENDING' ? { submitted_at: undefined } : {}
    expect(facts({ reviews: [{ ...review, state, ...pending }] }).reviews.map(one => one.state)).toEqual(expected)
  })

  it('keeps a review of a deleted account, and of a commit that GitHub no longer knows', () => {
    const [found] = facts({ reviews: [{ ...review, user: null, commit_id: null }] }).reviews
    expect(found).toMatchObject({ person: null, commit: null })
  })

  it('keeps withdrawn requests, and leaves out teams, deleted accounts and other events', () => {
    const events = [
      asked,
      { event: 'review_request_removed', requested_reviewer: ben, created_at: at },
      { event: 'labeled', created_at: at },
      { ...asked, requested_reviewer: undefined, requested_team: { slug: 'leads' } },
      { ...asked, requested_reviewer: null },
      { ...asked, requested_reviewer: account('cy', 3), created_at: '2026-03-03T10:00:00Z' },
    ]
    expect(facts({ events }).asked).toEqual([
      { person: person('ben', 2), at },
      { person: person('cy', 3), at: '2026-03-03T10:00:00Z' },
    ])
  })

  it.each([
    [{}, true],
    [{ ref: 'release/1' }, false],
    [{ repo: { full_name: 'someone/releases', default_branch: 'main' } }, false],
  ])('base %j is the default branch: %s', (changed, expected) => {
    expect(facts({ pull: { ...pull, base: { ...pull.base, ...changed } } }).base.isDefault).toBe(expected)
  })

  it.each([
    [1, 1, 2, []],
    [2, 1, 2, ['commits']],
    [249, 249, 3000, []],
    [250, 250, 3000, ['commits']],
    [251, 250, 3001, ['commits', 'files']],
    [1, 1, 3001, ['files']],
  ])('%i commits of which %i came, %i files: cut %j', (commits, listed, changed_files, expected) => {
    const found = facts({ pull: { ...pull, commits, changed_files }, commits: Array(listed).fill(commit) })
    expect(found.cut).toEqual(expected)
  })

  const malformed: [string, Partial<Answers>][] = [
    ['review.state', { reviews: [{ ...review, state: 'LOVED' }] }],
    ['review.user', { reviews: [{ ...review, user: undefined }] }],
    ['review.commit_id', { reviews: [{ ...review, commit_id: undefined }] }],
    ['review.submitted_at', { reviews: [{ ...review, submitted_at: 'yesterday' }] }],
    ['review.submitted_at', { reviews: [{ ...review, submitted_at: '2026-13-45T10:00:00Z' }] }],
    ['review', { reviews: ['APPROVED'] }],
    ['event.event', { events: [{}] }],
    ['event.created_at', { events: [{ ...asked, created_at: undefined }] }],
    ['commit.parents', { commits: [{ ...commit, parents: undefined }] }],
    ['commit.sha', { commits: [{ ...commit, sha: 'abc' }] }],
    ['comment.body', { comments: [{ ...comment, body: null }] }],
    ['pull', { pull: [] }],
    ['pull.draft', { pull: { ...pull, draft: undefined } }],
    ['pull.user', { pull: { ...pull, user: undefined } }],
    ['pull.commits', { pull: { ...pull, commits: undefined } }],
    ['pull.changed_files', { pull: { ...pull, changed_files: '2' } }],
    ['pull.base.repo', { pull: { ...pull, base: { ...pull.base, repo: null } } }],
    ['pull.requested_reviewers', { pull: { ...pull, requested_reviewers: 3 } }],
  ]
  it.each(malformed)('a malformed %s throws, and is named', (what, changed) => {
    expect(() => facts(changed)).toThrow(new RegExp(`^GitHub sent .* as ${what.replaceAll('.', '\\.')}; expected .`))
  })
})

describe('belongTogether', () => {
  it.each([
    ['the head is among the commits', [commit], true],
    ['it is not', [{ ...commit, sha: sha('d') }], false],
    ['there are no commits', [], true],
    ['GitHub cut the list before it', Array(250).fill({ ...commit, sha: sha('d') }), true],
  ])('%s', (_, commits, expected) => expect(belongTogether({ ...answers, commits })).toBe(expected))
})

describe('readPullRequest', () => {
  const rows = <Row>(row: Row, count: number): Row[] => Array.from({ length: count }, () => row)
  const lists: Record<string, unknown[]> = {
    '/pulls/7/reviews': rows(review, 100),
    '/pulls/7/commits': [commit],
    '/issues/7/events': rows(asked, 20),
    '/issues/7/comments': rows(comment, 3),
  }
  const answer = (found: Record<string, unknown[]>) => {
    return ({ path, query }: Seen): Reply => {
      const list = found[path.replace('/repos/nhs/releases', '')]
      if (!list) return path.endsWith('/pulls/7') ? { json: pull } : { status: 404, json: { message: 'Not Found' } }
      const page = Number(query.page ?? 1)
      const more = list.length > page * 100
      const link = `<https://api.github.com${path}?page=${page + 1}>; rel="next"`
      return { json: list.slice((page - 1) * 100, page * 100), headers: more ? { link } : {} }
    }
  }
  const read = async (reply: (seen: Seen, before: number) => Reply) => {
    const server = await startLoopback(reply)
    const client = server.client()
    const found = await readPullRequest(client, 7).catch((error: Error) => error)
    await server.close()
    return { found, requests: client.requests() }
  }

  it('takes five requests for a hundred reviews', async () => {
    const { found, requests } = await read(answer(lists))
    expect(found).toMatchObject({ number: 7, reviews: { length: 100 }, asked: { length: 20 }, comments: { length: 3 } })
    expect(requests).toBe(5)
  })
  it('reads each list to its end', async () => {
    const long = { ...lists, '/pulls/7/reviews': rows(review, 250), '/issues/7/comments': rows(comment, 101) }
    const { found, requests } = await read(answer(long))
    expect(found).toMatchObject({ reviews: { length: 250 }, comments: { length: 101 } })
    expect(requests).toBe(8)
  })
  it('reads again when somebody pushed in between', async () => {
    const moved = { ...lists, '/pulls/7/commits': [{ ...commit, sha: sha('d') }] }
    const { found, requests } = await read((seen, before) => answer(before < 5 ? moved : lists)(seen))
    expect(found).toMatchObject({ head: { sha: sha('a') } })
    expect(requests).toBe(10)
  })
  it('gives up where the commits never fit the head', async () => {
    const { found, requests } = await read(answer({ ...lists, '/pulls/7/commits': [{ ...commit, sha: sha('d') }] }))
    expect(found).toMatchObject({ message: expect.stringMatching(/changed while they were read/) })
    expect(requests).toBe(15)
  })
  it.each(Object.keys(lists))('one list that is refused (%s) is an error, never an empty list', async path => {
    const { found } = await read(answer({ ...lists, [path]: undefined as unknown as unknown[] }))
    expect(found).toMatchObject({ name: 'GitHubError', status: 404 })
  })
  it('half a page of reviews is read again', async () => {
    let halved = false
    const { found, requests } = await read(seen => {
      const reply = answer(lists)(seen)
      if (halved || !seen.path.endsWith('/reviews')) return reply
      halved = true
      return { ...reply, broken: 'halved' }
    })
    expect(found).toMatchObject({ reviews: { length: 100 } })
    expect(requests).toBe(6)
  })
})
