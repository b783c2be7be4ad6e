/** Opening a pull request, and changing what it says. */
import { api } from './addresses.ts'
import { type Answer, type Call, invalid, notFound, refuse } from './answers.ts'
import { iso } from './clock.ts'
import { commitsBetween, refs } from './git.ts'
import { findPull, full } from './pulls.ts'
import { findUser, nextNumber, type Pull, type State, sameLogin } from './state.ts'
import { close, note, push } from './sync.ts'

interface Proposal {
  title?: string
  head: string
  base: string
  body?: string
  draft?: boolean
  issue?: number
  head_repo?: string
}

interface Change {
  title?: string
  body?: string
  base?: string
  state?: 'open' | 'closed'
}

interface Tips {
  base: string | undefined
  head: string | undefined
}

const wrong = (field: string, code: string, message?: string): Answer =>
  invalid({ resource: 'PullRequest', field, code, ...(message === undefined ? {} : { message }) })

function unfit({ title, body }: { title?: string; body?: string }): Answer | null {
  if (title !== undefined && title.trim() === '') return wrong('title', 'missing_field')
  if ([...(title ?? '')].length > 256) return wrong('title', 'custom', 'title is too long (maximum is 256 characters)')
  if ([...(body ?? '')].length > 65_536)
    return wrong('body', 'custom', 'body is too long (maximum is 65536 characters)')
  return null
}

/** `branch` or `owner:branch`; a fork's branches are kept in the same repository, under `refs/forks/<owner>/`. */
function headOf(state: State, head: string): Omit<Pull['head'], 'sha'> {
  const at = head.indexOf(':')
  const login = at < 0 ? state.owner : head.slice(0, at)
  const branch = head.slice(at + 1)
  if (sameLogin(login, state.owner)) return { owner: state.owner, branch, ref: `refs/heads/${branch}` }
  const owner = findUser(state, login)?.login ?? login
  return { owner, branch, ref: `refs/forks/${owner}/${branch}` }
}

async function unopenable(state: State, request: Proposal, tips: Tips): Promise<Answer | null> {
  const head = headOf(state, request.head)
  if (request.issue !== undefined || request.head_repo !== undefined)
    return refuse(422, 'The forge takes neither issue nor head_repo.')
  if (request.title === undefined) return wrong('title', 'missing_field')
  const refusal = unfit(request)
  if (refusal !== null) return refusal
  if (tips.base === undefined) return wrong('base', 'invalid')
  if (tips.head === undefined) return wrong('head', 'invalid')
  const twin = (pull: Pull) => pull.state === 'open' && pull.head.ref === head.ref && pull.base.branch === request.base
  if (state.pulls.some(twin))
    return wrong('head', 'custom', `A pull request already exists for ${head.owner}:${head.branch}.`)
  const commits = await commitsBetween(state.bare, tips.base, tips.head)
  return commits.length > 0 ? null : wrong('head', 'custom', `No commits between ${request.base} and ${head.branch}`)
}

/** POST /pulls */
export async function openPull(state: State, call: Call): Promise<Answer> {
  const request = call.body as unknown as Proposal
  const head = headOf(state, request.head)
  const known = await refs(state.bare)
  const tips: Tips = { head: known.get(head.ref)?.sha, base: known.get(`refs/heads/${request.base}`)?.sha }
  const refusal = await unopenable(state, request, tips)
  if (refusal !== null) return refusal
  const at = iso(state.now())
  const pull: Pull = {
    number: nextNumber(state),
    id: state.nextId(),
    title: request.title ?? '',
    body: request.body ?? null,
    author: call.login,
    draft: request.draft ?? false,
    state: 'open',
    head: { ...head, sha: tips.head ?? '' },
    base: { branch: request.base, sha: tips.base ?? '' },
    heads: [],
    seen: new Map(),
    requested: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    merged: null,
  }
  state.pulls.push(pull)
  await push(state, pull, pull.head.sha, pull.base.sha)
  return { status: 201, body: await full(state, pull), headers: { location: api(state, `/pulls/${pull.number}`) } }
}

/** PATCH /pulls/{n} */
export async function updatePull(state: State, call: Call): Promise<Answer> {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const change = call.body as Change
  const known = await refs(state.bare)
  const base = known.get(`refs/heads/${change.base ?? pull.base.branch}`)?.sha
  const tips: Tips = { base, head: known.get(pull.head.ref)?.sha }
  const refusal = unfit(change) ?? unchangeable(pull, change, tips)
  if (refusal !== null) return refusal
  if (change.title !== undefined && change.title !== pull.title) {
    note(state, pull, call.login, 'renamed', { detail: { rename: { from: pull.title, to: change.title } } })
    pull.title = change.title
  }
  if (change.body !== undefined) pull.body = change.body
  if (change.state === 'closed' && pull.state === 'open') close(state, pull, call.login)
  if (change.state === 'open' && pull.state === 'closed') await reopen(state, pull, call.login, tips)
  if (change.base !== undefined && change.base !== pull.base.branch) rebase(state, pull, call.login, change.base, tips)
  pull.updatedAt = iso(state.now())
  return { status: 200, body: await full(state, pull) }
}

function unchangeable(pull: Pull, change: Change, tips: Tips): Answer | null {
  const reopens = change.state === 'open' && pull.state === 'closed'
  if (reopens && pull.merged !== null)
    return wrong('state', 'invalid', 'state cannot be changed. The pull request is merged.')
  if (reopens && tips.head === undefined)
    return wrong('state', 'invalid', `state cannot be changed. The ${pull.head.branch} branch has been deleted.`)
  if (change.base === undefined || change.base === pull.base.branch) return null
  if (pull.state === 'closed' && !reopens)
    return wrong('base', 'invalid', 'Cannot change the base branch of a closed pull request.')
  return tips.base === undefined ? wrong('base', 'invalid') : null
}

async function reopen(state: State, pull: Pull, actor: string, { head, base }: Tips): Promise<void> {
  pull.state = 'open'
  pull.closedAt = null
  note(state, pull, actor, 'reopened')
  if (head !== undefined && base !== undefined && head !== pull.head.sha) await push(state, pull, head, base)
}

function rebase(state: State, pull: Pull, actor: string, branch: string, { base }: Tips): void {
  pull.base = { branch, sha: base ?? pull.base.sha }
  note(state, pull, actor, 'base_ref_changed')
}
