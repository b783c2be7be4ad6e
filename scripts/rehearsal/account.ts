/** Who calls, with what allowance, and the repository itself. */
import { type Answer, type Call, refuse } from './answers.ts'
import { user } from './people.ts'
import { fullRepository } from './repository.ts'
import type { State } from './state.ts'

/** GET /repos/{owner}/{repo} */
export function getRepository(state: State): Answer {
  return { status: 200, body: fullRepository(state) }
}

/** GET /user: an installation token is nobody. */
export function getUser(state: State, call: Call): Answer {
  if (call.login === '') return refuse(401, 'Requires authentication')
  if (call.app) return refuse(403, 'Resource not accessible by integration')
  const nothing = ['name', 'company', 'blog', 'location', 'email', 'hireable', 'bio'].map(key => [key, null])
  const none = ['public_repos', 'public_gists', 'followers', 'following'].map(key => [key, 0])
  const dates = { created_at: state.createdAt, updated_at: state.createdAt }
  return {
    status: 200,
    body: { ...user(state, call.login), ...Object.fromEntries([...nothing, ...none]), ...dates },
  }
}

/** What a token may still do in this hour: GITHUB_TOKEN has 1,000 requests, a person 5,000, nobody 60. */
export function allowance(state: State, call: Pick<Call, 'login' | 'app'>) {
  const limit = call.app ? 1000 : call.login === '' ? 60 : 5000
  const used = state.used.get(call.login) ?? 0
  const reset = Math.floor(state.now().getTime() / 1000) + 3600
  return { limit, used, remaining: Math.max(limit - used, 0), reset }
}

/** GET /rate_limit: asking costs nothing. */
export function getRateLimit(state: State, call: Call): Answer {
  const core = allowance(state, call)
  const search = { limit: 30, used: 0, remaining: 30, reset: core.reset }
  return { status: 200, body: { resources: { core, search }, rate: core } }
}
