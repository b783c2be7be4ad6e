/** The one door to GitHub: every request is counted, bounded in time, checked to be whole, and retried where that is safe. */
import { setTimeout as sleep } from 'node:timers/promises'
import { patientOctokit } from './patience.ts'

export interface Connection {
  /** Such as `https://api.github.com`. */
  baseUrl: string
  /** `owner/name`. */
  repository: string
  token: string
  /** Every wait is multiplied by this; below 1, writes are not spaced out either. 1 unless told. */
  patience?: number
  /** Seconds that GitHub may ask us to wait for one request, all its answers together. 60 unless told. */
  longestWait?: number
  /** Seconds after which one attempt counts as failed. 30 unless told. */
  timeout?: number
  fetch?: typeof fetch
}

type Parameters = Record<string, unknown>

export interface Client {
  owner: string
  repo: string
  /** Answers with one object. `{owner}` and `{repo}` of a route are filled in. */
  read(route: string, parameters?: Parameters): Promise<unknown>
  /** Answers with the rows of all pages; `key` where GitHub wraps them in an object. */
  list(route: string, parameters?: Parameters, key?: string): Promise<unknown[]>
  /** `once`: not repeated after a failure that leaves open whether it was done. */
  write(route: string, parameters: Parameters, options?: { once: boolean }): Promise<unknown>
  /** Carries out a mutation of GraphQL, once, and gives its `data`. What GitHub refuses there, with status 200, is a GitHubError too. */
  mutate(query: string, variables: Parameters): Promise<Parameters>
  /** Asks GraphQL, which changes nothing, and gives its `data`. What it refuses is a GitHubError, as with `mutate`. */
  query(query: string, variables: Parameters): Promise<Parameters>
  /** Waits, scaled by the connection's patience. */
  wait(seconds: number): Promise<void>
  /** How many requests went out, retries included. */
  requests(): number
}

/** GitHub refused, or did not answer. From 500 on it is unknown whether a write was done; 0 is none of GitHub's statuses. */
export class GitHubError extends Error {
  readonly status: number
  constructor(message: string, status: number) {
    super(message)
    this.name = 'GitHubError'
    this.status = status
  }
}

const mostPages = 100
const headers = { 'x-github-api-version': '2022-11-28' }

/** Opens the door; sends nothing yet. */
export function connect(connection: Connection): Client {
  const { baseUrl, token, patience = 1, longestWait = 60 } = connection
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(connection.repository) ?? []
  if (!owner || !repo) throw new GitHubError(`The repository is '${connection.repository}'; expected owner/name.`, 0)
  const { send, requests } = counted(connection)
  const octokit = patientOctokit(baseUrl, token, send, { patience, longestWait })
  const call = remembering(async (route, parameters, request, etag) => {
    const known = etag ? { 'if-none-match': etag } : {}
    try {
      return await octokit.request(route, { owner, repo, ...parameters, headers: { ...headers, ...known }, request })
    } catch (error) {
      if ((error as Failed).status === 304) return null
      throw failure(route, error, token, longestWait)
    }
  })
  const graphql = async (query: string, variables: Parameters, more: Parameters) => {
    const route = `POST ${graphqlOf(baseUrl)}`
    // only what GraphQL knows may stand in the body
    const parameters = { owner: undefined, repo: undefined, query, variables }
    const { data } = await call(route, parameters, { shape: 'object', ...more })
    return dataOf(data as Parameters, query, token)
  }
  const wait = async (seconds: number) => void (await sleep(seconds * 1000 * patience))
  return {
    owner,
    repo,
    read: async (route, parameters = {}) => (await call(route, parameters, { shape: 'object' })).data,
    list: (route, parameters = {}, key) => allPages(call, route, parameters, key),
    write: async (route, parameters, { once } = { once: false }) =>
      (await call(route, parameters, { shape: 'object', ...(once && { retries: 0 }) })).data,
    mutate: (query, variables) => graphql(query, variables, { retries: 0 }),
    query: (query, variables) => again(() => graphql(query, variables, {}), wait),
    wait,
    requests,
  }
}

/** A server of one's own has it beside its REST API, not below it. */
const graphqlOf = (baseUrl: string) => `${baseUrl.replace(/\/$/, '').replace(/\/api\/v3$/, '/api')}/graphql`

/** Once more where GraphQL broke off with status 200, as it does when a query ran too long. */
async function again<T>(ask: () => Promise<T>, wait: (seconds: number) => Promise<void>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== brokenOff) throw error
    await wait(1)
    return ask()
  }
}

/** Of an answer of GraphQL that says neither yes nor no. */
const brokenOff = 502

/** GitHub's kinds of refusals, as REST would number them. */
const refusals: Record<string, number> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  STALE_DATA: 409,
}

/** The data of GraphQL's answer. An error without a kind may be of a query that ran too long; one without `data` was refused before it ran. */
function dataOf({ data, errors }: Parameters, query: string, token: string): Parameters {
  const [error] = (Array.isArray(errors) ? errors : []) as { type?: string; message?: string }[]
  const name = /\{\s*(\w+)/.exec(query)?.[1] ?? 'GraphQL'
  if (!error && typeof data === 'object' && data !== null) return data as Parameters
  const unknown = !error || (error.type === undefined && data !== undefined)
  const status = unknown ? brokenOff : (refusals[error.type ?? ''] ?? 422)
  const said = `GitHub refused it: ${String(error?.message ?? 'without a word').slice(0, 300)}`
  throw new GitHubError(`${name}: ${hidden(said, token)}`, status)
}

type Headers = { link?: string | undefined; etag?: string | undefined }
type Answer = { data: unknown; headers: Headers }
type Asked = [route: string, parameters: Parameters, request: Parameters]
type Call = (...asked: Asked) => Promise<Answer>

/**
 * What was read once is asked for again with its tag: where nothing has changed GitHub answers 304, which does not count against the hourly
 * limit. `ask` gives `null` for that.
 */
function remembering(ask: (...call: [...Asked, etag?: string]) => Promise<Answer | null>): Call {
  const known = new Map<string, Answer>()
  return async (route, parameters, request) => {
    const key = JSON.stringify([route, parameters])
    const before = route.startsWith('GET ') ? known.get(key) : undefined
    const answer = (await ask(route, parameters, request, before?.headers.etag)) ?? before
    if (!answer) throw new GitHubError(`${route}: GitHub says that nothing has changed, and was not asked before`, 0)
    if (route.startsWith('GET ') && answer.headers.etag && !mayGrow(answer, parameters)) known.set(key, answer)
    return answer
  }
}

/** A full page that was the last: its own rows stay the same, and so does its tag, when another page comes after it. */
const mayGrow = ({ data, headers }: Answer, { per_page = perPage }: Parameters): boolean =>
  Array.isArray(data) && data.length >= Number(per_page) && nextPage(headers.link) === null

const perPage = 100

/** `fetch`, counting its calls and giving each so much time. */
function counted({ timeout = 30, ...connection }: Connection): { send: typeof fetch; requests: () => number } {
  let sent = 0
  const send: typeof fetch = (input, init) => {
    sent += 1
    // A redirected write would arrive as a GET and look done.
    const redirect = init?.method === 'GET' ? 'follow' : 'error'
    return (connection.fetch ?? fetch)(input, { ...init, redirect, signal: AbortSignal.timeout(timeout * 1000) })
  }
  return { send, requests: () => sent }
}

async function allPages(call: Call, route: string, parameters: Parameters, key?: string): Promise<unknown[]> {
  const rows: unknown[] = []
  let next: Parameters | null = {}
  for (let page = 0; next; page += 1) {
    if (page === mostPages) throw new GitHubError(`${route}: more than ${mostPages} pages`, 0)
    const answer = await call(route, { per_page: perPage, ...parameters, ...next }, { shape: key ? 'object' : 'list' })
    const found = key ? (answer.data as Parameters)[key] : answer.data
    if (!Array.isArray(found)) throw new GitHubError(`${route}: expected a list called ${key}`, 0)
    rows.push(...found)
    next = nextPage(answer.headers.link)
  }
  return rows
}

/** The query of the next page. Only the query is taken, so that a Link can send neither us nor our token elsewhere. */
function nextPage(link: string | undefined): Parameters | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1]
  return next ? Object.fromEntries(new URL(next).searchParams) : null
}

interface Failed {
  message: string
  status?: number
  response?: { headers: Record<string, string | undefined> }
}

function failure(route: string, error: unknown, token: string, longestWait: number): GitHubError {
  const { message, status = 0, response } = error as Failed
  const after = response?.headers['retry-after']
  const limited = [403, 429].includes(status) && (after || response?.headers['x-ratelimit-remaining'] === '0')
  const until = after ? `for ${after} s` : 'until the hourly limit is renewed'
  const said = limited
    ? `GitHub asks to wait ${until}; this run waits at most ${longestWait} s`
    : `${response ? `GitHub answered ${status}` : 'GitHub did not answer'}: ${message.slice(0, 300)}`
  return new GitHubError(`${route}: ${hidden(said, token)}`, status)
}

const hidden = (text: string, token: string) => (token ? text.replaceAll(token, '***') : text)
