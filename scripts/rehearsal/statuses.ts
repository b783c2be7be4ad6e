/** Commit statuses, and the commits and refs that they hang on. */

import { api, nodeId } from './addresses.ts'
import { type Answer, type Call, invalid, list, notFound, page as pageOf, refuse } from './answers.ts'
import { iso } from './clock.ts'
import { commit, file } from './commits.ts'
import { commit as commitData, filesBetween, resolveCommit } from './git.ts'
import { user } from './people.ts'
import { repository } from './repository.ts'
import type { State, Status } from './state.ts'
import { sameLogin } from './state.ts'

/** GitHub keeps no more statuses for one commit and one context. */
const mostStatuses = 1000

/** The newest status of each context, whose names are compared without case. `from`: who set it; `null`: anybody. */
function latest(state: State, sha: string, from: string | null = null): Status[] {
  const newest = new Map<string, Status>()
  for (const status of state.statuses)
    if (status.sha === sha && (from === null || sameLogin(status.creator, from)))
      newest.set(status.context.toLowerCase(), status)
  return [...newest.values()]
}

/** The first required context that is not `success` on a commit, in GitHub's words; `null` when all are. */
export function lacking(state: State, sha: string): string | null {
  for (const context of state.requiredContexts) {
    const status = latest(state, sha, state.requiredFrom).find(one => sameLogin(one.context, context))
    if (status === undefined) return `Required status check "${context}" is expected.`
    if (status.state === 'pending') return `Required status check "${context}" is pending.`
    if (status.state !== 'success') return `Required status check "${context}" is failing.`
  }
  return null
}

/** POST /statuses/{sha} */
export async function createStatus(state: State, call: Call): Promise<Answer> {
  const body = call.body as Pick<Status, 'state' | 'description'> & { context?: string; target_url?: string | null }
  const { context = 'default', description = null, target_url: targetUrl = null } = body
  const sha = String(call.path.sha)
  const wrong = (field: string, message: string) => invalid({ resource: 'Status', code: 'custom', field, message })
  if (!(await isCommit(state, sha))) return refuse(422, `No commit found for SHA: ${sha}`)
  if ([...(description ?? '')].length > 140)
    return wrong('description', 'description is too long (maximum is 140 characters)')
  if (targetUrl !== null && !/^https?:/.test(targetUrl))
    return wrong('target_url', 'target_url must use http(s) scheme')
  const alike = state.statuses.filter(status => status.sha === sha && sameLogin(status.context, context))
  if (alike.length >= mostStatuses)
    return wrong('base', 'This SHA and context has reached the maximum number of statuses.')
  const at = iso(state.now())
  const status: Status = {
    id: state.nextId(),
    sha,
    context,
    state: body.state,
    description,
    targetUrl,
    creator: call.login,
    at,
  }
  state.statuses.push(status)
  return { status: 201, body: shape(state, status) }
}

/** A whole commit name. It is a content address, so once known it stays known. */
async function isCommit(state: State, sha: string): Promise<boolean> {
  if (state.commits.has(sha)) return true
  const found = /^[0-9a-f]{40}$/.test(sha) && (await resolveCommit(state.bare, sha)) !== null
  if (found) state.commits.add(sha)
  return found
}

function simpleShape(state: State, status: Status) {
  return {
    url: api(state, `/statuses/${status.sha}`),
    avatar_url: null,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.at,
    updated_at: status.at,
  }
}

function shape(state: State, status: Status) {
  return { ...simpleShape(state, status), creator: user(state, status.creator) }
}

/** GET /commits/{ref}/statuses */
export async function listStatuses(state: State, call: Call): Promise<Answer> {
  const sha = await resolveCommit(state.bare, String(call.path.ref))
  if (sha === null) return notFound()
  const found = state.statuses.filter(status => status.sha === sha).reverse()
  return list(
    call,
    found.map(status => shape(state, status)),
  )
}

/** GET /commits/{ref}/status: without any status the commit is pending. */
export async function combinedStatus(state: State, call: Call): Promise<Answer> {
  const sha = await resolveCommit(state.bare, String(call.path.ref))
  if (sha === null) return notFound()
  const found = latest(state, sha)
  const is = (...states: string[]) => found.some(status => states.includes(status.state))
  const combined = is('error', 'failure') ? 'failure' : is('pending') || found.length === 0 ? 'pending' : 'success'
  const { items, headers } = pageOf(call, found)
  const url = api(state, `/commits/${sha}`)
  const body = {
    state: combined,
    statuses: items.map(status => simpleShape(state, status)),
    sha,
    total_count: found.length,
    repository: repository(state),
    commit_url: url,
    url: `${url}/status`,
  }
  return { status: 200, body, headers }
}

/** GET /commits/{ref} */
export async function getCommit(state: State, call: Call): Promise<Answer> {
  const ref = String(call.path.ref)
  const sha = await resolveCommit(state.bare, ref)
  if (sha === null)
    return invalid({ resource: 'Commit', field: 'sha', code: 'invalid', message: `No commit found for SHA: ${ref}` })
  const data = await commitData(state.bare, sha)
  const files = await filesBetween(state.bare, data.parents[0] ?? null, sha)
  const additions = files.reduce((sum, change) => sum + change.additions, 0)
  const deletions = files.reduce((sum, change) => sum + change.deletions, 0)
  const { items, headers } = pageOf({ ...call, query: { per_page: 100, ...call.query } }, files)
  const stats = { additions, deletions, total: additions + deletions }
  const shown = items.map(change => file(state, sha, change))
  return { status: 200, body: { ...commit(state, data), stats, files: shown }, headers }
}
