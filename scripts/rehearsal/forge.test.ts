import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { type LoggedRequest, startForge } from './forge.ts'
import { at, refusal, stage } from './stage.ts'
import type { Permissions } from './state.ts'

const one = { ...at, pull_number: 1 }
const issue = { ...at, issue_number: 1 }

describe('tokens', () => {
  const limited = (permissions: Permissions, app = true) => ({
    tokens: [
      { token: 'ann', login: 'ann', permissions: { 'pull-requests': 'write', contents: 'write' } as const },
      { token: 'weak', login: 'github-actions[bot]', permissions, app },
    ],
  })

  test('an unknown token is 401, none at all is 404, and rate_limit needs none', async () => {
    const { as, forge } = await stage()
    expect(await refusal(as('forged').repos.get(at))).toMatchObject({ status: 401, message: 'Bad credentials' })
    expect(await refusal(as('').repos.get(at))).toMatchObject({ status: 404, message: 'Not Found' })
    expect((await fetch(`${forge.url}/user`)).status).toBe(401)
    expect((await fetch(`${forge.url}/rate_limit`)).status).toBe(200)
  })

  const denied = { status: 403, message: 'Resource not accessible by integration' }

  test.each<
    [string, Permissions, (rest: ReturnType<Awaited<ReturnType<typeof stage>>['as']>, sha: string) => Promise<unknown>]
  >([
    ['pulls.get', { contents: 'write', issues: 'write' }, rest => rest.pulls.get(one)],
    ['pulls.list', {}, rest => rest.pulls.list(at)],
    [
      'pulls.create',
      { 'pull-requests': 'read' },
      rest => rest.pulls.create({ ...at, title: 'T', head: 'topic', base: 'main' }),
    ],
    ['pulls.update', { 'pull-requests': 'read' }, rest => rest.pulls.update({ ...one, title: 'T' })],
    ['createReview', { 'pull-requests': 'read' }, rest => rest.pulls.createReview({ ...one, event: 'APPROVE' })],
    [
      'dismissReview',
      { 'pull-requests': 'read' },
      rest => rest.pulls.dismissReview({ ...one, review_id: 1, message: 'x' }),
    ],
    [
      'requestReviewers',
      { 'pull-requests': 'read', issues: 'write' },
      rest => rest.pulls.requestReviewers({ ...one, reviewers: ['bob'] }),
    ],
    [
      'removeRequestedReviewers',
      { issues: 'write' },
      rest => rest.pulls.removeRequestedReviewers({ ...one, reviewers: ['bob'] }),
    ],
    ['merge', { 'pull-requests': 'write', contents: 'read' }, rest => rest.pulls.merge(one)],
    [
      'createComment',
      { 'pull-requests': 'read', issues: 'read' },
      rest => rest.issues.createComment({ ...issue, body: 'x' }),
    ],
    ['updateComment', { issues: 'read' }, rest => rest.issues.updateComment({ ...at, comment_id: 1, body: 'x' })],
    ['listComments', { contents: 'write' }, rest => rest.issues.listComments(issue)],
    ['listEvents', { contents: 'write' }, rest => rest.issues.listEvents(issue)],
    ['timeline', { contents: 'write' }, rest => rest.issues.listEventsForTimeline(issue)],
    [
      'createCommitStatus',
      { statuses: 'read', contents: 'write' },
      (rest, sha) => rest.repos.createCommitStatus({ ...at, sha, state: 'success' }),
    ],
    [
      'getCombinedStatusForRef',
      { contents: 'write' },
      (rest, sha) => rest.repos.getCombinedStatusForRef({ ...at, ref: sha }),
    ],
    ['getCommit', { statuses: 'write' }, (rest, sha) => rest.repos.getCommit({ ...at, ref: sha })],
    ['getRef', { statuses: 'write' }, rest => rest.git.getRef({ ...at, ref: 'heads/main' })],
  ])('%s is 403 with %j', async (_, permissions, call) => {
    const { as, open, root } = await stage(limited(permissions))
    await open()
    expect(await refusal(call(as('weak'), root))).toMatchObject(denied)
    expect((await as('weak').repos.get(at)).data.full_name).toBe('acme/releases')
  })

  test.each([{ issues: 'write' }, { 'pull-requests': 'write' }] as const)(
    '%j is enough for comments',
    async permissions => {
      const { as, open } = await stage(limited(permissions))
      await open()
      const { data } = await as('weak').issues.createComment({ ...issue, body: 'x' })
      await as('weak').issues.updateComment({ ...at, comment_id: data.id, body: 'y' })
      expect((await as('weak').issues.listComments(issue)).data[0]?.body).toBe('y')
    },
  )

  test('a person’s token is refused in other words', async () => {
    const { as } = await stage(limited({}, false))
    expect((await refusal(as('weak').pulls.list(at))).message).toBe('Resource not accessible by personal access token')
  })

  test('GET /user knows people, and no app', async () => {
    const { as } = await stage()
    expect((await as('ann').users.getAuthenticated()).data).toMatchObject({ login: 'ann', id: 11, type: 'User' })
    expect(await refusal(as('bot').users.getAuthenticated())).toMatchObject(denied)
  })
})

describe('lists', () => {
  test('have 30 entries unless asked otherwise, 100 at most, and links', async () => {
    const { as, open } = await stage()
    await open()
    for (let number = 1; number <= 101; number++) await as('bob').issues.createComment({ ...issue, body: `${number}` })
    const { data, headers } = await as('bob').issues.listComments(issue)
    expect([data.length, data[0]?.body]).toEqual([30, '1'])
    expect(headers.link).toMatch(/page=2>; rel="next", <.*page=4>; rel="last"$/)
    const second = await as('bob').issues.listComments({ ...issue, per_page: 1000, page: 2 })
    expect(second.data.map(({ body }) => body)).toEqual(['101'])
    expect(second.headers.link).toMatch(/per_page=100&page=1>; rel="prev", <.*page=1>; rel="first"$/)
    const { Octokit } = await import('@octokit/rest')
    const octokit = new Octokit({ auth: 'bob', baseUrl: as('bob').repos.get.endpoint.DEFAULTS.baseUrl })
    const everything = await octokit.paginate(octokit.rest.issues.listComments, {
      ...issue,
      since: '2020-01-01T00:00:00Z',
    })
    expect(everything.map(({ body }) => Number(body))).toEqual(Array.from({ length: 101 }, (_, at) => at + 1))
  })

  test('a single page has no links', async () => {
    const { as } = await stage()
    expect((await as('bob').pulls.list(at)).headers.link).toBeUndefined()
  })
})

describe('conditional requests', () => {
  test('304 while nothing changed', async () => {
    const { as, open } = await stage()
    await open()
    const first = await as('bob').issues.listComments(issue)
    const headers = { 'if-none-match': first.headers.etag ?? '' }
    expect((await refusal(as('bob').issues.listComments({ ...issue, headers }))).status).toBe(304)
    await as('bob').issues.createComment({ ...issue, body: 'x' })
    expect((await as('bob').issues.listComments({ ...issue, headers })).status).toBe(200)
  })

  test('a page is the same page though another one comes after it', async () => {
    const { as, open } = await stage()
    await open()
    await as('bob').issues.createComment({ ...issue, body: 'x' })
    const first = await as('bob').issues.listComments({ ...issue, per_page: 1 })
    await as('bob').issues.createComment({ ...issue, body: 'y' })
    const headers = { 'if-none-match': first.headers.etag ?? '' }
    expect(await refusal(as('bob').issues.listComments({ ...issue, per_page: 1, headers }))).toMatchObject({
      status: 304,
    })
  })
})

describe('the contract', () => {
  test('an unknown key in the body is 422 and named', async () => {
    const { as, open } = await stage()
    await open()
    const wrong = { ...issue, body: 'x', colour: 'red' } as never
    expect(await refusal(as('bob').issues.createComment(wrong))).toMatchObject({
      status: 422,
      message: 'Invalid request.\n\n"colour" is not a permitted key.',
      errors: [{ field: 'colour' }],
    })
    const review = { ...one, event: 'APPROVE', comments: [{ path: 'a', body: 'b', colour: 'red' }] } as never
    expect((await refusal(as('bob').pulls.createReview(review))).errors).toEqual(['"colour" is not a permitted key.'])
  })

  test.each([
    ['a wrong type', { title: 7 }, 'title'],
    ['a value that is not in the list', { state: 'shut' }, 'state'],
  ])('%s in the body is 422', async (_, wrong, field) => {
    const { as, open } = await stage()
    await open()
    const said = await refusal(as('ann').pulls.update({ ...one, ...wrong } as never))
    expect(said).toMatchObject({ status: 422, errors: [{ field }] })
  })

  test('a wrong or unknown query is 422', async () => {
    const { as } = await stage()
    expect((await refusal(as('ann').pulls.list({ ...at, state: 'shut' } as never))).errors).toMatchObject([
      { field: 'state' },
    ])
    expect((await refusal(as('ann').pulls.list({ ...at, colour: 'red' } as never))).errors).toMatchObject([
      { field: 'colour' },
    ])
  })

  test('text that is no JSON is 400, a number that is none is 404', async () => {
    const { forge } = await stage()
    const headers = { authorization: 'token ann' }
    const post = await fetch(`${forge.url}/repos/acme/releases/pulls`, { method: 'POST', body: '{', headers })
    expect([post.status, await post.json()]).toMatchObject([400, { message: 'Problems parsing JSON' }])
    expect((await fetch(`${forge.url}/repos/acme/releases/pulls/one`, { headers })).status).toBe(404)
    expect((await fetch(`${forge.url}/repos/acme/releases/commits/%ff`, { headers })).status).toBe(404)
  })

  test.each(['/repos/acme/releases/branches', '/repos/acme/other', '/repos/acme/releases/pulls/1/comments'])(
    'what the forge does not have is 404 like GitHub’s: %s',
    async path => {
      const { forge } = await stage()
      const answer = await fetch(forge.url + path, { headers: { authorization: 'Bearer ann' } })
      expect([answer.status, await answer.json()]).toMatchObject([404, { message: 'Not Found', status: '404' }])
    },
  )

  test('the repository’s name is compared without case', async () => {
    const { as } = await stage()
    expect((await as('ann').repos.get({ owner: 'ACME', repo: 'Releases' })).data).toMatchObject({
      default_branch: 'main',
    })
  })
})

describe('the record of requests', () => {
  test('has method, path, query and status, and counts against the limit', async () => {
    const seen: LoggedRequest[] = []
    const { as, forge } = await stage({ requestLog: request => seen.push(request) })
    await as('bot').pulls.list({ ...at, state: 'all' })
    await refusal(as('bot').pulls.get(one))
    const path = '/repos/acme/releases/pulls'
    expect(forge.requests).toEqual([
      { method: 'GET', path, query: '?state=all', status: 200 },
      { method: 'GET', path: `${path}/1`, query: '', status: 404 },
    ])
    expect(seen).toEqual(forge.requests)
    const { data, headers } = await as('bot').rateLimit.get()
    expect(data.rate).toMatchObject({ limit: 1000, used: 2, remaining: 998 })
    expect(headers['x-ratelimit-remaining']).toBe('998')
    expect((await as('ann').rateLimit.get()).data.rate).toMatchObject({ limit: 5000, used: 0 })
  })
})

describe('faults', () => {
  const comment = (method: string, path: string) => method === 'POST' && path.endsWith('/comments')

  test.each([500, 502, 503])('%i, as often as asked, without effect', async status => {
    const { as, forge, open } = await stage()
    await open()
    forge.fail({ match: comment, times: 2, how: { status } })
    const write = () => as('bob').issues.createComment({ ...issue, body: 'x' })
    expect([(await refusal(write())).status, (await refusal(write())).status]).toEqual([status, status])
    expect((await as('bob').issues.listComments(issue)).data).toEqual([])
    expect((await write()).status).toBe(201)
  })

  test.each([429, 403] as const)('%i with Retry-After', async status => {
    const { as, forge } = await stage()
    forge.fail({ match: () => true, times: 1, how: { status, retryAfter: 7 } })
    const answer = await fetch(`${forge.url}/rate_limit`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '7'])
    expect((await answer.json()) as object).toMatchObject({ message: expect.stringContaining('secondary rate limit') })
    expect((await as('bob').pulls.list(at)).status).toBe(200)
  })

  test.each([{ status: 502 }, 'cut'] as const)('after: the effect is there, the answer is lost (%j)', async how => {
    const { as, forge, open } = await stage()
    await open()
    forge.fail({ match: comment, times: 1, how, after: true })
    await refusal(as('bob').issues.createComment({ ...issue, body: 'x' }))
    expect((await as('bob').issues.listComments(issue)).data).toHaveLength(1)
  })

  test('cut: no answer and no effect', async () => {
    const { as, forge, open } = await stage()
    await open()
    forge.fail({ match: comment, times: 1, how: 'cut' })
    const headers = { authorization: 'Bearer bob' }
    const body = JSON.stringify({ body: 'x' })
    await expect(
      fetch(`${forge.url}/repos/acme/releases/issues/1/comments`, { method: 'POST', headers, body }),
    ).rejects.toThrow()
    expect((await as('bob').issues.listComments(issue)).data).toEqual([])
    expect(forge.requests.find(({ method, path }) => comment(method, path))?.status).toBe(0)
  })

  test('half: the headers arrive, the body does not', async () => {
    const { forge } = await stage()
    forge.fail({ match: () => true, times: 1, how: 'half' })
    const answer = await fetch(`${forge.url}/rate_limit`)
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
    const whole = await fetch(`${forge.url}/rate_limit`)
    expect((await whole.text()).length).toBe(Number(answer.headers.get('content-length')))
  })
})

test('requests of many clients at once keep their order of effect', async () => {
  const { as, open } = await stage()
  await open()
  await Promise.all(Array.from({ length: 20 }, (_, at) => as('bob').issues.createComment({ ...issue, body: `${at}` })))
  const { data } = await as('bob').issues.listComments(issue)
  expect(new Set(data.map(({ id }) => id)).size).toBe(20)
})

test('a token of nobody is refused at the start', async () => {
  const options = { repository: 'a/b', bare: 'nowhere', defaultBranch: 'main', users: [] }
  const start = startForge({ ...options, tokens: [{ token: 't', login: 'zoe', permissions: {} }] })
  await expect(start).rejects.toThrow('Tokens of unknown users: zoe.')
})

test('a fault or a log that throws is reported', async () => {
  const { forge } = await stage()
  const boom = () => {
    throw new Error('boom')
  }
  forge.fail({ match: boom, times: 1, how: 'cut' })
  await expect(fetch(`${forge.url}/rate_limit`)).rejects.toThrow()
  expect(forge.contractBreaches.splice(0)).toEqual(['Error: boom'])
})

test('listens on loopback only, and leaves nothing behind', async () => {
  const { forge, bare } = await stage()
  expect(forge.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await readdir(tmpdir())).toContain(bare.split('/').at(-2))
  await forge.close()
  await expect(fetch(forge.url)).rejects.toThrow()
})
