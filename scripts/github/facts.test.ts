import { describe, expect, it } from 'vitest'
import { factsOf, isOvertaken, readPull } from './facts.ts'
import { type Reply, type Seen, startLoopback } from './loopback.ts'
import { addedSince, readTimeline } from './timeline.ts'

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
}
const commit = {
  event: 'committed',
  sha: sha('a'),
  author: { name: 'Ada', email: 'a@x.example', date: at },
  verification: { verified: true },
}
const review = { event: 'reviewed', id: 11, user: ben, state: 'approved', commit_id: sha('a'), submitted_at: at }
const asked = { event: 'review_requested', id: 31, actor: ada, requested_reviewer: ben, created_at: at }
const bot = account('github-actions[bot]', 41898282, 'Bot')
const comment = { event: 'commented', id: 21, user: bot, created_at: at, body: '<!-- countersign -->\nhello' }
const told = [commit, asked, review, comment]
const facts = (entries: unknown[] = told, changed: object = {}) =>
  factsOf({ ...pull, ...changed }, { entries }, 'nhs/releases')

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
      reviews: [{ id: 11, person: person('ben', 2), state: 'approved', commit: sha('a'), at }],
      asked: [{ person: person('ben', 2), at }],
      reviewersNow: 2,
      comments: [{ id: 21, person: { login: 'github-actions[bot]', id: 41898282, bot: true }, body: comment.body }],
      verified: [sha('a')],
    })
  })

  it('a commit counts as verified only where GitHub says so', () => {
    const unsigned = { ...commit, sha: sha('d'), verification: { verified: false } }
    expect(facts([unsigned, commit]).verified).toEqual([sha('a')])
  })

  it.each([
    ['approved', ['approved']],
    ['APPROVED', ['approved']],
    ['changes_requested', ['changes-requested']],
    ['commented', ['commented']],
    ['dismissed', ['dismissed']],
    ['pending', []],
  ])('review state %s', (state, expected) => {
    const pending = state === 'pending' ? { submitted_at: undefined } : {}
    expect(facts([{ ...review, state, ...pending }]).reviews.map(one => one.state)).toEqual(expected)
  })

  const dismissal = {
    event: 'review_dismissed',
    id: 41,
    actor: ada,
    created_at: at,
    dismissed_review: { state: 'changes_requested', review_id: 11, dismissal_message: 'Mended' },
  }
  it.each([
    ['an objection, by its number', dismissal, { was: 'changes-requested', by: person('ada', 1) }],
    [
      'an approval',
      { ...dismissal, dismissed_review: { state: 'approved', review_id: 11 } },
      { was: 'approved', by: person('ada', 1) },
    ],
    ['by an account that is gone', { ...dismissal, actor: null }, { was: 'changes-requested', by: null }],
    [
      'nobody says by whom: it may have been an objection',
      { ...dismissal, dismissed_review: { state: 'approved', review_id: 12 } },
      { was: 'changes-requested', by: null },
    ],
  ])('a dismissed review: %s', (_, event, expected) => {
    expect(facts([{ ...review, state: 'dismissed' }, event]).reviews).toMatchObject([{ dismissed: expected }])
  })

  it('keeps a review of a deleted account, and of a commit that GitHub no longer knows', () => {
    const [found] = facts([{ ...review, user: null, commit_id: null }]).reviews
    expect(found).toMatchObject({ person: null, commit: null })
  })

  it('keeps withdrawn requests, and leaves out teams, deleted accounts and other events', () => {
    const events = [
      asked,
      { event: 'review_request_removed', requested_reviewer: ben, created_at: at },
      { event: 'labeled', created_at: at },
      { event: 'line-commented', comments: [] },
      { ...asked, requested_reviewer: undefined, requested_team: { slug: 'leads' } },
      { ...asked, requested_reviewer: null },
      { ...asked, requested_reviewer: account('cy', 3), created_at: '2026-03-03T10:00:00Z' },
    ]
    expect(facts(events).asked).toEqual([
      { person: person('ben', 2), at },
      { person: person('cy', 3), at: '2026-03-03T10:00:00Z' },
    ])
  })

  it.each([
    [{}, true],
    [{ ref: 'release/1' }, false],
    [{ repo: { full_name: 'someone/releases', default_branch: 'main' } }, false],
  ])('base %j is the default branch: %s', (changed, expected) => {
    expect(facts(told, { base: { ...pull.base, ...changed } }).base.isDefault).toBe(expected)
  })

  const malformed: [what: string, entries: unknown[], changed?: object][] = [
    ['review.state', [{ ...review, state: 'LOVED' }]],
    ['review.user', [{ ...review, user: undefined }]],
    ['review.commit_id', [{ ...review, commit_id: undefined }]],
    ['event.created_at', [{ ...review, submitted_at: 'yesterday' }]],
    ['event.created_at', [{ ...review, submitted_at: '2026-13-45T10:00:00Z' }]],
    ['review.submitted_at', [{ ...review, submitted_at: undefined }]],
    ['event', ['approved']],
    ['event.event', [{}]],
    ['event.created_at', [{ ...asked, created_at: undefined }]],
    ['commit.verification', [{ ...commit, verification: undefined }]],
    ['commit.verification.verified', [{ ...commit, verification: { verified: 'yes' } }]],
    ['event.dismissed_review', [{ ...dismissal, dismissed_review: undefined }]],
    ['comment.body', [{ ...comment, body: null }]],
    ['pull.draft', told, { draft: undefined }],
    ['pull.user', told, { user: undefined }],
    ['pull.state', told, { state: undefined }],
    ['pull.head.sha', told, { head: { sha: 'abc' } }],
    ['pull.base.repo', told, { base: { ...pull.base, repo: null } }],
    ['pull.requested_reviewers', told, { requested_reviewers: 3 }],
  ]
  it.each(malformed)('a malformed %s throws, and is named', (what, entries, changed) => {
    expect(() => facts(entries, changed)).toThrow(
      new RegExp(`^GitHub sent .* as ${what.replaceAll('.', '\\.')}; expected .`),
    )
  })
})

describe('isOvertaken', () => {
  const [before, later] = ['2026-03-02T09:59:59Z', '2026-03-02T10:00:01Z']
  it.each([
    ['its commits are those of its head', told, false],
    ['a commit was pushed since', [...told, { ...commit, sha: sha('d') }], true],
    ['its commit was pushed away since', [{ ...commit, sha: sha('d') }], true],
    ['all its commits are gone', [], true],
    ['a comment since', [commit, { ...comment, created_at: later }], false],
    ['its base was changed before', [commit, { event: 'base_ref_changed', created_at: before }], false],
    ['its base was changed in that second', [commit, { event: 'base_ref_changed', created_at: at }], true],
    ['its base was changed since', [commit, { event: 'base_ref_changed', created_at: later }], true],
    ['it became a draft since', [commit, { event: 'convert_to_draft', created_at: later }], true],
    ['it was closed since', [commit, { event: 'closed', created_at: later }], true],
  ])('%s', (_, entries, expected) => {
    expect(isOvertaken({ ...pull, updated_at: at }, { entries }, new Set([sha('a')]))).toBe(expected)
  })
})

const rows = <Row>(row: Row, count: number): Row[] => Array.from({ length: count }, () => row)
/** A pull request whose timeline has these entries; each answer says so in its own way. */
const answer = (entries: unknown[] | null) => {
  return ({ path, query }: Seen): Reply => {
    if (path.endsWith('/pulls/7')) return { json: pull }
    if (entries === null || !path.endsWith('/issues/7/timeline')) return { status: 404, json: { message: 'Not Found' } }
    const page = Number(query['page'] ?? 1)
    const more = entries.length > page * 100
    const link = `<https://api.github.com${path}?per_page=100&page=${page + 1}>; rel="next"`
    return { json: entries.slice((page - 1) * 100, page * 100), headers: more ? { link } : {} }
  }
}

describe('the timeline', () => {
  const read = async (reply: (seen: Seen, before: number) => Reply) => {
    const server = await startLoopback(reply)
    const client = server.client()
    const both = async () => factsOf(await readPull(client, 7), await readTimeline(client, 7), 'nhs/releases')
    const found = await both().catch((error: Error) => error)
    await server.close()
    return { found, requests: client.requests() }
  }

  it('is read in one request, and the pull request in another', async () => {
    const { found, requests } = await read(answer([...rows(review, 90), comment]))
    expect(found).toMatchObject({ number: 7, reviews: { length: 90 }, comments: { length: 1 } })
    expect(requests).toBe(2)
  })
  it('is read to its end', async () => {
    const { found, requests } = await read(answer([...rows(review, 250), ...rows(comment, 101)]))
    expect(found).toMatchObject({ reviews: { length: 250 }, comments: { length: 101 } })
    expect(requests).toBe(5)
  })
  it('that is refused is an error, never an empty list', async () => {
    const { found } = await read(answer(null))
    expect(found).toMatchObject({ name: 'GitHubError', status: 404 })
  })
  it('of which half a page came is read again', async () => {
    let halved = false
    const { found, requests } = await read(seen => {
      const reply = answer(rows(review, 100))(seen)
      if (halved || !seen.path.endsWith('/timeline')) return reply
      halved = true
      return { ...reply, broken: 'halved' }
    })
    expect(found).toMatchObject({ reviews: { length: 100 } })
    expect(requests).toBe(3)
  })
})

describe('addedSince', () => {
  const many = Array.from({ length: 250 }, (_, index) => ({ ...review, id: 1000 + index }))
  const full = many.slice(0, 200)
  const forced = { event: 'head_ref_force_pushed', id: 55, actor: ada, created_at: at }
  it.each([
    ['nothing', many, many, []],
    ['a review', many, [...many, { ...review, id: 1 }], ['reviewed']],
    ['a review after a full page', full, [...full, { ...review, id: 1 }], ['reviewed']],
    [
      'a review, a commit and a forced push',
      many,
      [...many, review, commit, forced],
      ['reviewed', 'committed', 'head_ref_force_pushed'],
    ],
    ['nothing but our own', many, [...many, comment], []],
    ['nothing: an entry is gone, the others moved up', many, many.slice(1), []],
  ])('%s', async (_, before, now, expected) => {
    const server = await startLoopback(answer(now))
    const client = server.client()
    const added = await addedSince(client, 7, { entries: before }, ({ by }) => by === bot.login)
    await server.close()
    expect(added.map(({ event }) => event)).toEqual(expected)
    expect(client.requests()).toBe(before === full && now !== full ? 2 : 1)
  })
})
