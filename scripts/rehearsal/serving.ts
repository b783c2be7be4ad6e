/** What is done with one request: who asks, what for, whether it keeps the contract, and the answer. */
import { authenticate, deny } from './access.ts'
import { allowance } from './account.ts'
import { type Answer, type Call, notFound, refuse } from './answers.ts'
import type { Contract } from './contract.ts'
import { serveGraphql } from './graphql.ts'
import { type Match, matchRoute } from './routes.ts'
import type { State } from './state.ts'
import { sync } from './sync.ts'

export interface Request {
  method: string
  url: URL
  authorization: string | undefined
  /** The tag of an answer that the client already has. */
  ifNoneMatch: string | undefined
  text: string
}

type Caller = Pick<Call, 'login' | 'app' | 'permissions'>

/** Carries a request out. An answer of ours that breaks the description does not leave: it is a 500, and is reported. */
export async function serve(
  state: State,
  contract: Contract,
  request: Request,
): Promise<{ answer: Answer; breaches: string[] }> {
  const match = matchRoute(request.method, request.url.pathname)
  try {
    if (isGraphql(request))
      return { answer: await serveGraphql(state, request.authorization, request.text), breaches: [] }
    const token = authenticate(state, request.authorization)
    if (token !== null && 'status' in token) return checked(contract, match, token)
    if (match === null || !isHere(state, match.path)) return { answer: notFound(), breaches: [] }
    const caller = { login: token?.login ?? '', app: token?.app === true, permissions: token?.permissions ?? {} }
    count(state, match, caller)
    const answer = deny(token, match.route.need) ?? (await perform(state, contract, request, match, caller))
    const headers = { ...rateHeaders(state, caller), ...answer.headers }
    return checked(contract, match, { ...answer, headers })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { answer: refuse(500, 'Server Error'), breaches: [`${request.method} ${request.url.pathname}: ${why}`] }
  }
}

const isGraphql = ({ method, url }: Request) => method === 'POST' && url.pathname === '/graphql'

function checked(contract: Contract, match: Match | null, answer: Answer): { answer: Answer; breaches: string[] } {
  const breaches = match === null ? [] : contract.response(match.operation, answer)
  return breaches.length === 0 ? { answer, breaches } : { answer: refuse(500, breaches.join('\n')), breaches }
}

async function perform(
  state: State,
  contract: Contract,
  request: Request,
  { operation, route, path }: Match,
  caller: Caller,
): Promise<Answer> {
  const body = parsed(request.text)
  if (body === undefined) return refuse(400, 'Problems parsing JSON')
  const query = Object.fromEntries(request.url.searchParams)
  const { refusal, values } = contract.request(operation, path, query, body)
  if (refusal !== null) return refusal
  await sync(state)
  const call: Call = {
    path,
    query: values,
    body: (body ?? {}) as Call['body'],
    ...caller,
    address: address(state, request),
  }
  return route.answer(state, call)
}

/** Where this list is, without the page. */
function address(state: State, { url }: Request): string {
  const rest = new URLSearchParams(url.searchParams)
  rest.delete('page')
  rest.delete('per_page')
  return `${state.url}${url.pathname}${rest.size > 0 ? `?${rest}` : ''}`
}

function parsed(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Names of owners and repositories are compared without case. */
function isHere(state: State, path: Record<string, string>): boolean {
  const wanted = `${path.owner}/${path.repo}`.toLowerCase()
  return path.owner === undefined || wanted === `${state.owner}/${state.name}`.toLowerCase()
}

function count(state: State, { operation }: Match, { login }: Caller): void {
  if (operation !== 'GET /rate_limit') state.used.set(login, (state.used.get(login) ?? 0) + 1)
}

function rateHeaders(state: State, caller: Caller): Record<string, string> {
  const names = Object.entries(allowance(state, caller)).map(([name, value]) => [`x-ratelimit-${name}`, String(value)])
  return { ...Object.fromEntries(names), 'x-ratelimit-resource': 'core' }
}
