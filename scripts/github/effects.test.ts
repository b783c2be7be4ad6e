import { describe, expect, it } from 'vitest'
import {
  carryOut,
  describe as described,
  type Effect,
  planEffects,
  postStatus,
  readStatus,
  type Status,
  type Wanted,
} from './effects.ts'
import type { GitHubFacts } from './facts.ts'
import { type Reply, type Seen, startLoopback } from './loopback.ts'

const sha = 'a'.repeat(40)
const person = (login: string, id: number | null = null) => ({ login, id, bot: false })
const ada = person('ada', 1)
const ben = person('ben', 2)
const cy = person('cy', 3)
const at = '2026-03-02T10:00:00Z'
const actions = { id: 41898282, login: 'github-actions[bot]', bot: true }
const facts: GitHubFacts = {
  number: 7,
  title: 'Go live',
  open: true,
  draft: false,
  author: ada,
  base: { branch: 'main', sha, isDefault: true },
  head: { sha },
  reviews: [],
  asked: [],
  reviewersNow: 0,
  verified: [],
  comments: [],
}
const status = { sha, context: 'countersign/gate', state: 'pending', description: 'waits for ben' } as const
const wanted: Wanted = { status, comment: 'Hello', ask: [] }
const sticky = { id: 5, person: actions, body: '<!-- countersign -->\nHello' }
const shown: Status = { state: 'pending', description: 'waits for ben', url: null }
const commentEffect = { kind: 'comment', body: '<!-- countersign -->\nHello', over: null }
const statusEffect = { kind: 'status', ...status }

describe('planEffects', () => {
  const plan = (changed: Partial<GitHubFacts> = {}, want: Partial<Wanted> = {}, now: Status | null = null) =>
    planEffects({ ...facts, ...changed }, { ...wanted, ...want }, now)

  it('first time: comment, requests, status, as plain JSON', () => {
    const effects = plan({}, { ask: [ben, cy] })
    expect(effects).toEqual([commentEffect, { kind: 'review-request', logins: ['ben', 'cy'] }, statusEffect])
    expect(JSON.parse(JSON.stringify(effects))).toEqual(effects)
  })
  it('all there already: nothing', () => {
    const known = { comments: [sticky], asked: [{ person: ben, at }] }
    expect(plan(known, { ask: [ben] }, shown)).toEqual([])
  })

  it.each([
    ['the same with other line ends', [{ ...sticky, body: '<!-- countersign -->\r\nHello\r\n' }], 0],
    ['another text', [{ ...sticky, body: '<!-- countersign -->\nHello you' }], 1],
    ['the marker below the first line', [{ ...sticky, body: 'x\n<!-- countersign -->\nHello' }], 1],
    ['somebody else with the marker', [{ ...sticky, person: ben }], 1],
    ['a deleted account with the marker', [{ ...sticky, person: null }], 1],
    [
      'the same, after somebody else with the marker',
      [{ ...sticky, id: 1, person: ben, body: '<!-- countersign -->\nno' }, sticky],
      0,
    ],
    ['our login in another case', [{ ...sticky, person: { ...actions, login: 'GitHub-Actions[bot]' } }], 0],
    ['an older one of ours that differs', [sticky, { ...sticky, id: 4, body: '<!-- countersign -->\nold' }], 1],
  ])('a comment that is there: %s', (_, comments, expected) => {
    expect(plan({ comments }).filter(effect => effect.kind === 'comment')).toHaveLength(expected)
  })
  it('one of ours is written anew; a second one, of a run that did not know of it, goes', () => {
    const comments = [sticky, { ...sticky, id: 9 }, { ...sticky, id: 4, body: '<!-- countersign -->\nold' }]
    expect(plan({ comments }, {}, shown)).toEqual([
      { ...commentEffect, over: 4 },
      { kind: 'comment-removal', id: 5 },
      { kind: 'comment-removal', id: 9 },
    ])
  })
  it('no comment where there is nothing to say', () => {
    expect(plan({}, { comment: null })).toEqual([statusEffect])
  })
  it('finds the comment by another login', () => {
    const comments = [{ ...sticky, person: { ...actions, login: 'gate-app[bot]' } }]
    expect(planEffects({ ...facts, comments }, wanted, shown, 'gate-app[bot]')).toEqual([])
  })
  it.each([
    ['the gate has an App since: the comment of before goes', 'gate-app[bot]', sticky, [5]],
    ['of two of its own, in whatever case, the older stays', 'GitHub-Actions[bot]', sticky, [6]],
    ['without the marker it is not ours', 'gate-app[bot]', { ...sticky, body: 'Deployed' }, []],
    ['somebody else’s stays', 'gate-app[bot]', { ...sticky, person: ben }, []],
  ])('a comment by another account: %s', (_, login, before, gone) => {
    const now = { ...sticky, id: 6, person: { ...actions, login } }
    const planned = planEffects({ ...facts, comments: [before, now] }, wanted, shown, login)
    const removed = planned.flatMap(effect => (effect.kind === 'comment-removal' ? effect.id : []))
    expect(removed).toEqual(gone)
    expect(planned).toHaveLength(gone.length)
  })

  it.each([
    ['the same', shown, 0],
    ['none', null, 1],
    ['another state', { ...shown, state: 'success' }, 1],
    ['another description', { ...shown, description: 'waits' }, 1],
    ['no description', { ...shown, description: null }, 1],
    ['another link', { ...shown, url: 'https://x.example' }, 1],
  ] as [string, Status | null, number][])('a status that is there: %s', (_, now, expected) => {
    expect(plan({}, {}, now).filter(effect => effect.kind === 'status')).toHaveLength(expected)
  })
  it('a long description is compared as it is posted', () => {
    const long = { ...status, description: 'x'.repeat(200) }
    const description = `${'x'.repeat(139)}…`
    expect(plan({ comments: [sticky] }, { status: long })).toEqual([{ ...statusEffect, description }])
    expect(plan({ comments: [sticky] }, { status: long }, { ...shown, description })).toEqual([])
  })

  const crowd = Array.from({ length: 20 }, (_, index) => person(`p${index}`, 100 + index))
  const review = (who: typeof ben | null) => ({ id: 1, person: who, state: 'commented', commit: sha, at }) as const
  it.each([
    ['everyone', {}, [ben, cy], ['ben', 'cy']],
    ['not the author', {}, [ada, ben], ['ben']],
    ['not the author by an old login', {}, [person('ada-before', 1), ben], ['ben']],
    ['not who was asked', { asked: [{ person: ben, at }] }, [ben, cy], ['cy']],
    ['not who was asked, in another case', { asked: [{ person: person('BEN', 2), at }] }, [person('ben'), cy], ['cy']],
    ['not who has reviewed', { reviews: [review(ben), review(null)] }, [ben, cy], ['cy']],
    ['each once', {}, [ben, person('Ben'), cy], ['ben', 'cy']],
    ['fifteen', {}, crowd, crowd.slice(0, 15).map(one => one.login)],
    ['as many as there is room for', { reviewersNow: 13 }, crowd, ['p0', 'p1']],
    ['nobody where there is no room', { reviewersNow: 16 }, [ben], undefined],
    ['nobody for a draft', { draft: true }, [ben], undefined],
    ['nobody', {}, [], undefined],
  ] as [string, Partial<GitHubFacts>, Wanted['ask'], string[] | undefined][])(
    'asks %s',
    (_, changed, ask, expected) => {
      expect(plan(changed, { ask }).find(effect => effect.kind === 'review-request')?.logins).toEqual(expected)
    },
  )

  it('throws before anything is posted where the comment is too long', () => {
    const room = 65_536 - '<!-- countersign -->\n'.length
    expect(plan({}, { comment: 'x'.repeat(room) })).toHaveLength(2)
    expect(() => plan({}, { comment: 'x'.repeat(room + 1) })).toThrow(/65537 characters; GitHub takes 65536/)
  })
})

describe('describe', () => {
  it.each([
    ['short', 'short'],
    ['two\nlines  and\ttabs ', 'two lines and tabs'],
    ['x'.repeat(140), 'x'.repeat(140)],
    ['x'.repeat(141), `${'x'.repeat(139)}…`],
    ['é'.repeat(141), `${'é'.repeat(139)}…`],
    [`${'x'.repeat(138)} yy`, `${'x'.repeat(138)}…`],
    ['done 🎉', 'done \uFFFD'],
    ['🎉'.repeat(140), '\uFFFD'.repeat(140)],
    ['a\uD800b', 'a\uFFFDb'],
  ])('%j', (text, expected) => expect(described(text)).toBe(expected))
})

/** Just enough of GitHub to hold comments, requests and statuses; `fault` may answer in its place, before or after it was done. */
async function hub(fault: (seen: Seen, nth: number) => (Reply & { done?: boolean }) | undefined = () => undefined) {
  const comments = [
    { id: 1, user: { login: 'ben', id: 2, type: 'User' }, body: '<!-- countersign -->\nI am not the gate' },
  ]
  const statuses: unknown[] = []
  const asked: string[] = []
  const server = await startLoopback((seen, before) => {
    const broken = fault(seen, before)
    if (broken && !broken.done) return broken
    return { ...perform(seen), ...broken }
  })
  const perform = ({ method, path, body }: Seen): Reply => {
    const given = body as { body: string; reviewers: string[] }
    if (path.endsWith('/comments') && method === 'GET') return { json: comments }
    if (path.endsWith('/comments')) {
      comments.push({
        id: comments.length + 1,
        user: { login: actions.login, id: actions.id, type: 'Bot' },
        body: given.body,
      })
      return { status: 201, json: comments.at(-1) }
    }
    if (path.includes('/issues/comments/')) {
      const comment = comments.find(one => path.endsWith(`/${one.id}`))
      if (!comment) return { status: 404, json: { message: 'Not Found' } }
      if (method === 'DELETE') return { status: 204, text: '' }
      comment.body = given.body
      return { json: comment }
    }
    if (path.endsWith('/requested_reviewers')) {
      const message = 'Reviews may only be requested from collaborators.'
      if (given.reviewers.some(login => login.startsWith('outside'))) return { status: 422, json: { message } }
      asked.push(...given.reviewers)
      return { status: 201, json: {} }
    }
    if (path.endsWith('/statuses')) return { json: statuses }
    if (path.includes('/statuses/')) {
      statuses.push(body)
      return { status: 201, json: {} }
    }
    return { json: { head: { sha } } }
  }
  const ours = () => comments.filter(comment => comment.user.login === actions.login).map(comment => comment.body)
  return { server, client: server.client(), comments, statuses, asked, ours }
}

const body = '<!-- countersign -->\nHello'
const all: Effect[] = [
  { kind: 'status', ...status },
  { kind: 'review-request', logins: ['ben'] },
  { kind: 'comment', body, over: null },
]

describe('carryOut', () => {
  it('comments first, asks next, and posts the status last, whatever the order given', async () => {
    const { client, server, ours, statuses, asked } = await hub()
    expect(await carryOut(client, 7, all)).toEqual({ refused: [], comment: 2 })
    expect(server.seen.map(({ method, path }) => `${method} ${path.replace('/repos/nhs/releases', '')}`)).toEqual([
      'POST /issues/7/comments',
      'POST /pulls/7/requested_reviewers',
      `POST /statuses/${sha}`,
    ])
    expect(ours()).toEqual([body])
    expect(asked).toEqual(['ben'])
    expect(statuses).toEqual([{ context: 'countersign/gate', state: 'pending', description: 'waits for ben' }])
    await server.close()
  })

  it('writes over the sticky comment, and over nobody else\u2019s', async () => {
    const { client, server, ours, comments } = await hub()
    await carryOut(client, 7, [{ kind: 'comment', body, over: null }])
    await carryOut(client, 7, [{ kind: 'comment', body: `${body} again`, over: 2 }])
    expect(ours()).toEqual([`${body} again`])
    expect(comments[0]?.body).toBe('<!-- countersign -->\nI am not the gate')
    await server.close()
  })

  it.each([
    ['the answer is lost after the comment was made', { broken: 'closed', done: true }],
    ['the answer is cut after the comment was made', { broken: 'halved', done: true }],
    ['GitHub fails after the comment was made', { status: 502, json: { message: 'x' }, done: true }],
    ['GitHub fails before it', { status: 502, json: { message: 'x' } }],
    ['the connection closes before it', { broken: 'closed' }],
  ] as [string, Reply & { done?: boolean }][])('makes one comment where %s', async (_, fault) => {
    let times = 0
    const { client, server, ours } = await hub(({ method }) => (method === 'POST' && times++ === 0 ? fault : undefined))
    await carryOut(client, 7, [{ kind: 'comment', body, over: null }])
    expect(ours()).toEqual([body])
    expect(server.seen.map(request => request.method)).not.toContain('PATCH')
    await server.close()
  })

  it('makes a new one where the old is deleted meanwhile', async () => {
    const hubNow = await hub(({ method }) => {
      if (method === 'PATCH') hubNow.comments.splice(1)
      return undefined
    })
    const { client, server, ours, comments } = hubNow
    comments.push({
      id: 2,
      user: { login: actions.login, id: actions.id, type: 'Bot' },
      body: '<!-- countersign -->\nold',
    })
    await carryOut(client, 7, [{ kind: 'comment', body, over: 2 }])
    expect(ours()).toEqual([body])
    await server.close()
  })

  it('takes a second comment away, also where it has gone already, or GitHub will not have it', async () => {
    const refusals: Record<string, number> = { 8: 404, 9: 403 }
    const { client, server } = await hub(({ path }) => {
      const status = refusals[path.split('/').at(-1) ?? '']
      return status ? { status, json: { message: 'x' } } : undefined
    })
    await carryOut(client, 7, [
      { kind: 'comment-removal', id: 1 },
      { kind: 'comment-removal', id: 8 },
      { kind: 'comment-removal', id: 9 },
    ])
    expect(server.seen.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual([
      'DELETE 1',
      'DELETE 8',
      'DELETE 9',
    ])
    await server.close()
  })

  it.each([
    ['a comment that keeps failing', 'POST', '/comments', 502],
    ['a comment that is refused', 'POST', '/comments', 403],
    ['review requests that keep failing', 'POST', '/requested_reviewers', 500],
    ['review requests that the token may not make', 'POST', '/requested_reviewers', 403],
  ])('%s: throws, and posts no status', async (_, method, end, code) => {
    const bad = { status: code, json: { message: 'x' } }
    const { client, server, statuses } = await hub(seen =>
      seen.method === method && seen.path.endsWith(end) ? bad : undefined,
    )
    await expect(carryOut(client, 7, all)).rejects.toMatchObject({ name: 'GitHubError', status: code })
    expect(statuses).toEqual([])
    expect(client.requests()).toBeLessThan(12)
    await server.close()
  })

  it('asks the others where one is no collaborator, and says who was refused', async () => {
    const { client, server, asked, statuses } = await hub()
    const logins = ['ben', 'outside-1', 'cy', 'outside-2']
    const { refused } = await carryOut(client, 7, [
      { kind: 'review-request', logins },
      { kind: 'status', ...status },
    ])
    expect(refused.map(one => one.login)).toEqual(['outside-1', 'outside-2'])
    expect(refused[0]?.reason).toMatch(/only be requested from collaborators/)
    expect(asked).toEqual(['ben', 'cy'])
    expect(statuses).toHaveLength(1)
    await server.close()
  })

  it('does nothing for no effects', async () => {
    const { client, server } = await hub()
    expect(await carryOut(client, 7, [])).toEqual({ refused: [], comment: null })
    expect(client.requests()).toBe(0)
    await server.close()
  })
})

describe('statuses', () => {
  it('postStatus tries again, cuts the description and links', async () => {
    const { client, server, statuses } = await hub((_, nth) =>
      nth === 0 ? { status: 503, json: { message: 'x' } } : undefined,
    )
    await postStatus(client, {
      ...status,
      state: 'error',
      description: 'x'.repeat(300),
      url: 'https://x.example/run/1',
    })
    expect(statuses).toEqual([
      {
        context: 'countersign/gate',
        state: 'error',
        description: `${'x'.repeat(139)}…`,
        target_url: 'https://x.example/run/1',
      },
    ])
    await server.close()
  })
  const set = (of: string, description: string | null, creator: unknown) => {
    return { context: of, state: 'pending', description, target_url: null, creator }
  }
  const ours = { login: actions.login, id: actions.id, type: 'Bot' }
  const theirs = { login: 'mallory', id: 66, type: 'User' }
  it.each([
    ['Countersign/Gate', 'newest'],
    ['ci', undefined],
    ['countersign/other', undefined],
    ['countersign/gone', undefined],
    ['countersign/none', null],
  ])('readStatus %s: the newest, if it is ours', async (context, description) => {
    const { client, server, statuses } = await hub()
    statuses.push(set('ci', 'x', theirs), set('countersign/gate', 'newest', ours), set('countersign/gate', 'x', ours))
    statuses.push(set('countersign/other', 'x', theirs), set('countersign/other', 'x', ours))
    statuses.push(set('countersign/gone', 'x', null), set('countersign/none', null, ours))
    const expected = description === undefined ? null : { state: 'pending', description, url: null }
    expect(await readStatus(client, sha, context)).toEqual(expected)
    await server.close()
  })
})
