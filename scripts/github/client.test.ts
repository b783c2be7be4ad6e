import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, GitHubError } from './client.ts'
import { type Loopback, type Reply, startLoopback } from './loopback.ts'

let server: Loopback
afterEach(() => server.close())

/** Answers with the replies in turn, then with the last for ever. */
const inTurn = async (...replies: Reply[]) => {
  server = await startLoopback((_, before) => replies[Math.min(before, replies.length - 1)] ?? {})
  return server
}
const fine = { json: { id: 1 } }
const secondary = 'You have exceeded a secondary rate limit.'
const statusOf = (error: unknown) => (error instanceof GitHubError ? error.status : error)

describe('what is tried again', () => {
  const rows: [string, Reply][] = [
    ['502', { status: 502, json: { message: 'Bad gateway' } }],
    ['503 with HTML', { status: 503, text: '<html>', headers: { 'content-type': 'text/html' } }],
    ['a connection closed without an answer', { broken: 'closed' }],
    ['a body cut off', { broken: 'halved', json: { id: 1, login: 'someone' } }],
    ['half a JSON text that came whole', { text: '{"id": 1, "log' }],
    ['an empty body', { text: '' }],
    ['a list where an object is expected', { json: [] }],
    ['JSON null', { text: 'null' }],
    [
      '429 with Retry-After and no known wording',
      { status: 429, json: { message: 'Too many' }, headers: { 'retry-after': '1' } },
    ],
    ['429 without Retry-After', { status: 429, json: { message: 'Too many' } }],
    ['403 secondary limit', { status: 403, json: { message: secondary }, headers: { 'retry-after': '2' } }],
    [
      '403 of a proxy with Retry-After',
      { status: 403, json: { message: 'abuse detection' }, headers: { 'retry-after': '2' } },
    ],
    ['403 hourly limit, soon renewed', hourly(1)],
  ]
  it.each(rows)('%s, then a good answer', async (_, bad) => {
    const client = (await inTurn(bad, fine)).client()
    expect(await client.read('GET /thing')).toEqual({ id: 1 })
    expect(client.requests()).toBe(2)
  })
  it.each(rows)('%s, for ever: given up after three more tries', async (_, bad) => {
    const client = (await inTurn(bad)).client()
    await expect(client.read('GET /thing')).rejects.toThrow(GitHubError)
    expect(client.requests()).toBe(4)
  })
  it('a server that never answers, in bounded time', async () => {
    const client = (await inTurn({ broken: 'silent' }, fine)).client({ timeout: 0.1 })
    expect(await client.read('GET /thing')).toEqual({ id: 1 })
    expect(client.requests()).toBe(2)
  })
  it('mixed failures, boundedly', async () => {
    const limited = { status: 403, json: { message: secondary }, headers: { 'retry-after': '1' } }
    server = await startLoopback((_, before) => (before % 2 ? limited : { status: 500, json: { message: 'x' } }))
    const client = server.client()
    await expect(client.read('GET /thing')).rejects.toThrow(GitHubError)
    expect(client.requests()).toBeLessThanOrEqual(7)
  })
})

function hourly(seconds: number): Reply {
  const reset = Math.floor(Date.now() / 1000) + seconds
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${reset}` }
  return { status: 403, json: { message: 'API rate limit exceeded' }, headers }
}

describe('what is not tried again', () => {
  it.each([400, 401, 403, 404, 409, 410, 422])('%i', async status => {
    const client = (await inTurn({ status, json: { message: 'no' } })).client()
    await expect(client.read('GET /thing').catch(statusOf)).resolves.toBe(status)
    expect(client.requests()).toBe(1)
  })
  it.each([
    [
      'a longer Retry-After than the limit',
      { status: 429, json: { message: 'x' }, headers: { 'retry-after': '61' } },
      /wait for 61 s.*at most 60 s/,
    ],
    [
      'the same with a known wording',
      { status: 403, json: { message: secondary }, headers: { 'retry-after': '3600' } },
      /wait for 3600 s/,
    ],
    ['an hourly limit that is renewed late', hourly(1800), /until the hourly limit is renewed/],
  ])('%s', async (_, bad: Reply, words) => {
    const client = (await inTurn(bad, fine)).client()
    await expect(client.read('GET /thing')).rejects.toThrow(words)
    expect(client.requests()).toBe(1)
  })
  it('Retry-Afters that are short each and too long together', async () => {
    const client = (await inTurn({ status: 429, json: { message: 'x' }, headers: { 'retry-after': '25' } })).client()
    await expect(client.read('GET /thing')).rejects.toThrow(/wait for 25 s/)
    expect(client.requests()).toBe(3)
  })
  it.each([
    ['a failure', { status: 500, json: { message: 'x' } }],
    ['a closed connection', { broken: 'closed' as const }],
    ['a cut answer', { broken: 'halved' as const, json: { id: 1 } }],
  ])('a write that may be done once only, after %s', async (_, bad: Reply) => {
    const client = (await inTurn(bad, fine)).client()
    const status = await client.write('POST /thing', {}, { once: true }).catch(statusOf)
    expect(status).toBeGreaterThanOrEqual(500)
    expect(client.requests()).toBe(1)
  })
  it('a redirected write, which would arrive as a GET', async () => {
    server = await startLoopback(() => ({ status: 301, json: {}, headers: { location: '/elsewhere' } }))
    await expect(server.client().write('POST /thing', {}, { once: true })).rejects.toThrow(GitHubError)
    expect(server.seen.map(request => request.path)).toEqual(['/thing'])
  })
})

describe('waits', () => {
  const timed = async (work: () => Promise<unknown>) => {
    const before = performance.now()
    await work()
    return performance.now() - before
  }
  it('last as long as GitHub asks, scaled', async () => {
    const limited = { status: 429, json: { message: 'x' }, headers: { 'retry-after': '20' } }
    const client = (await inTurn(limited, fine)).client({ patience: 0.01 })
    const taken = await timed(() => client.read('GET /thing'))
    expect(taken).toBeGreaterThan(180)
    expect(taken).toBeLessThan(2000)
  })
  it('start anew with each request', async () => {
    const bad = { status: 500, json: { message: 'x' } }
    server = await startLoopback((_, before) => ([0, 1, 2, 4].includes(before) ? bad : fine))
    const client = server.client({ patience: 0.05 })
    expect(await timed(() => client.read('GET /one'))).toBeGreaterThan(650)
    // One retry after 1 s, not after 16 s as the fourth of the first request's.
    expect(await timed(() => client.read('GET /two'))).toBeLessThan(400)
  })
  it('of a write that GitHub put off are kept, since it was not done', async () => {
    const limited = { status: 403, json: { message: secondary }, headers: { 'retry-after': '1' } }
    const client = (await inTurn(limited, fine)).client()
    await client.write('POST /thing', {}, { once: true })
    expect(client.requests()).toBe(2)
  })
})

describe('lists', () => {
  const paged = (pages: number) =>
    startLoopback(({ path, query }) => {
      const page = Number(query.page ?? 1)
      // GitHub's Link names its own host; here it names another, which must not get the request.
      const link = `<http://evil.invalid${path}?page=${page + 1}&per_page=100>; rel="next", <http://x/?page=9>; rel="last"`
      return { json: [{ page, per: query.per_page }], headers: page < pages ? { link } : {} }
    })
  it('are read to the last page, by 100, from the same host', async () => {
    server = await paged(3)
    const client = server.client()
    expect(await client.list('GET /things')).toEqual([1, 2, 3].map(page => ({ page, per: '100' })))
    expect(client.requests()).toBe(3)
  })
  it('without an end are an error', async () => {
    server = await paged(Number.POSITIVE_INFINITY)
    await expect(server.client().list('GET /things')).rejects.toThrow(/more than 100 pages/)
  })
  it('keep their filter on each page', async () => {
    server = await paged(2)
    await server.client().list('GET /things', { head: 'someone:a:branch' })
    expect(server.seen.map(request => request.query.head)).toEqual(['someone:a:branch', 'someone:a:branch'])
  })
  it('are never what came before a page was cut: that page is read again', async () => {
    const next = { link: '<http://x/?page=2>; rel="next"' }
    server = await inTurn({ json: [1], headers: next }, { json: [2, 3, 4], broken: 'halved' }, { json: [2, 3, 4] })
    expect(await server.client().list('GET /things')).toEqual([1, 2, 3, 4])
  })
  it.each([
    ['cut', { json: [{ id: 1 }, { id: 2 }], broken: 'halved' as const }],
    ['an object', { json: { message: 'fine' } }],
    ['empty', { text: '' }],
  ])('whose answer is %s each time are an error, not an empty list', async (_, bad: Reply) => {
    await expect((await inTurn(bad)).client().list('GET /things')).rejects.toThrow(GitHubError)
  })
  it('can be wrapped in an object', async () => {
    await inTurn({ json: { total_count: 1, rows: [7] } })
    expect(await server.client().list('GET /things', {}, 'rows')).toEqual([7])
    await expect(server.client().list('GET /things', {}, 'others')).rejects.toThrow(/list called others/)
  })
})

it('fills in the repository, sends the token and a fixed version of the API', async () => {
  await inTurn(fine)
  await server.client().read('GET /repos/{owner}/{repo}/pulls/{number}', { number: 7 })
  expect(server.seen[0]).toMatchObject({
    path: '/repos/nhs/releases/pulls/7',
    headers: { authorization: 'token secret-token', 'x-github-api-version': '2022-11-28' },
  })
})

it('keeps the token out of errors', async () => {
  await inTurn({ status: 500, json: { message: 'bad secret-token' } })
  const error = await server
    .client()
    .read('GET /thing')
    .catch((thrown: Error) => thrown)
  if (!(error instanceof Error)) throw new Error('no error')
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('secret-token')
  expect(error.message).toBe('GET /thing: GitHub answered 500: bad ***')
})

it('prints nothing, neither for failures nor for deprecations', async () => {
  const headers = { deprecation: 'true' }
  await inTurn(
    { status: 500, json: { message: 'x' }, headers },
    { status: 404, json: { message: 'x' }, headers },
    { ...fine, headers },
  )
  // In a process of its own: octokit takes hold of the console when it is loaded.
  const program = `
    import { connect } from '${new URL('./client.ts', import.meta.url)}'
    const client = connect({ baseUrl: '${server.url}', repository: 'nhs/releases', token: 'x', patience: 0 })
    await client.read('GET /thing').catch(() => {})
    await client.read('GET /thing')`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--input-type=module-typescript',
    '-e',
    program,
  ])
  expect([stdout, stderr, server.seen.length]).toEqual(['', '', 3])
})

it.each(['', 'name', 'a/b/c', 'a/../b', 'a b/c'])("refuses the repository '%s'", async repository => {
  await inTurn(fine)
  expect(() => connect({ baseUrl: server.url, repository, token: '' })).toThrow(/expected owner\/name/)
})

const clientOf = async (...replies: Reply[]) => (await inTurn(...replies)).client()

describe('what was read before', () => {
  const tagged = (json: unknown, etag: string, more: Record<string, string> = {}) => ({
    json,
    headers: { etag, ...more },
  })
  const unchanged = { status: 304, text: '' }
  it('is asked for by its tag, and taken again where nothing has changed, with the pages after it', async () => {
    const link = '<https://api.github.com/things?page=2>; rel="next"'
    const client = await clientOf(tagged([1], 'W/"a"', { link }), tagged([2], 'W/"b"'), unchanged, tagged([3], 'W/"c"'))
    expect(await client.list('GET /things')).toEqual([1, 2])
    expect(await client.list('GET /things')).toEqual([1, 3])
    expect(server.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined, 'W/"a"', 'W/"b"'])
  })
  it('is not asked for by another question, nor where there was no tag', async () => {
    const client = await clientOf(tagged({ a: 1 }, 'W/"a"'), fine, fine)
    await client.read('GET /thing', { id: 1 })
    await client.read('GET /thing', { id: 2 })
    await client.read('GET /thing', { id: 2 })
    expect(server.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined, undefined])
  })
  it('is asked for anew where it was a full page without a next one: another may have come', async () => {
    const full = Array.from({ length: 100 }, (_, index) => index)
    const link = '<https://api.github.com/things?page=2>; rel="next"'
    const client = await clientOf(tagged(full, 'W/"a"'), tagged(full, 'W/"a"', { link }), tagged([100], 'W/"b"'))
    expect(await client.list('GET /things')).toHaveLength(100)
    expect(await client.list('GET /things')).toHaveLength(101)
    expect(server.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined, undefined])
  })
  it('that was never read cannot be unchanged', async () => {
    const client = await clientOf(unchanged)
    await expect(client.read('GET /thing')).rejects.toThrow(/nothing has changed, and was not asked before/)
  })
})

describe('GraphQL', () => {
  const query = 'mutation ($x: Int!) { doIt(x: $x) { y } }'
  const good = { json: { data: { doIt: { y: 1 } } } }
  const failing = (error: object, more = {}): Reply => ({ json: { ...more, errors: [{ message: 'No', ...error }] } })

  it('gives the data, and sends nothing but the query and its variables', async () => {
    const { client, seen } = await inTurn(good)
    expect(await client().mutate(query, { x: 1 })).toEqual({ doIt: { y: 1 } })
    expect(seen).toMatchObject([{ method: 'POST', path: '/graphql' }])
    expect(seen[0]?.body).toEqual({ query, variables: { x: 1 } })
    expect(seen[0]?.headers['authorization']).toContain('secret-token')
  })

  it('stands beside the REST API of a server of one’s own', async () => {
    const { client, seen, url } = await inTurn(good)
    await client({ baseUrl: `${url}/api/v3` }).mutate(query, {})
    expect(seen[0]?.path).toBe('/api/graphql')
  })

  it.each<[string, Reply, number]>([
    ['no right', failing({ type: 'FORBIDDEN' }, { data: { doIt: null } }), 403],
    ['not found', failing({ type: 'NOT_FOUND' }, { data: { doIt: null } }), 404],
    ['moved on', failing({ type: 'STALE_DATA' }, { data: { doIt: null } }), 409],
    ['another kind', failing({ type: 'UNPROCESSABLE' }, { data: { doIt: null } }), 422],
    ['a query that does not fit', failing({}), 422],
    ['no kind: what it did is open', failing({}, { data: { doIt: null } }), 502],
    ['a crash', failing({ message: 'Something went wrong while executing your query.' }, { data: null }), 500],
    ['neither data nor errors', { json: {} }, 502],
  ])('status 200 with %s is an error, and is not sent again', async (_, reply, status) => {
    const client = (await inTurn(reply)).client()
    const error = await client.mutate(query, {}).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(GitHubError)
    expect([statusOf(error), client.requests()]).toEqual([status, 1])
  })

  it.each<[string, Reply]>([
    ['a 502', { status: 502, json: {} }],
    ['a connection closed', { broken: 'closed' }],
    ['half an answer', { broken: 'halved', ...good }],
  ])('is not sent again after %s', async (_, reply) => {
    const client = (await inTurn(reply, good)).client()
    const error = await client.mutate(query, {}).catch((error: unknown) => error)
    expect([Number(statusOf(error)) >= 500, client.requests()]).toEqual([true, 1])
  })

  it('never tells the token', async () => {
    const client = (await inTurn(failing({ message: 'Bad secret-token', type: 'FORBIDDEN' }))).client()
    await expect(client.mutate(query, {})).rejects.toThrow('doIt: GitHub refused it: Bad ***')
  })

  it('a query is sent again after what may pass, a refusal is not', async () => {
    const ask = { query: 'query ($x: Int!) { it(x: $x) { y } }', variables: { x: 1 } }
    const { client, seen } = await inTurn({ status: 502, json: {} }, failing({}, { data: { it: null } }), good)
    expect(await client().query(ask.query, ask.variables)).toEqual({ doIt: { y: 1 } })
    expect(seen.map(({ body }) => body)).toEqual([ask, ask, ask])
    const refused = (await inTurn(failing({ type: 'NOT_FOUND' }, { data: { it: null } }))).client()
    await expect(refused.query(ask.query, {})).rejects.toThrow('it: GitHub refused it: No')
    expect(refused.requests()).toBe(1)
  })
})
