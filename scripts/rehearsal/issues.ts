/** What is said and what happens on a pull request: comments, which issues have too; events, and both together in the timeline. */

import { inaccessible } from './access.ts'
import { api, nodeId, webPage } from './addresses.ts'
import { type Answer, type Call, invalid, list, notFound } from './answers.ts'
import { iso } from './clock.ts'
import { committed } from './commits.ts'
import { commitsBetween } from './git.ts'
import { association, user, userOrGhost } from './people.ts'
import { findPull } from './pulls.ts'
import { longestBody, reviewShape } from './reviews.ts'
import type { Comment, Event, Pull, State, Ticket } from './state.ts'
import { note } from './sync.ts'
import { findTicket } from './tickets.ts'

type Shape = Record<string, unknown>

function commentShape(state: State, comment: Comment): Shape {
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: api(state, `/issues/comments/${comment.id}`),
    html_url: webPage(
      state,
      `/${isPull(state, comment) ? 'pull' : 'issues'}/${comment.pull}#issuecomment-${comment.id}`,
    ),
    issue_url: api(state, `/issues/${comment.pull}`),
    user: user(state, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(state, comment.author),
    performed_via_github_app: null,
  }
}

const isPull = ({ pulls }: State, { pull }: Comment) => pulls.some(({ number }) => number === pull)

function eventShape(state: State, event: Event): Shape {
  const reviewer = event.reviewer === undefined ? null : user(state, event.reviewer)
  return {
    id: event.id,
    node_id: nodeId('EV', event.id),
    url: api(state, `/issues/events/${event.id}`),
    actor: userOrGhost(state, event.actor),
    event: event.kind,
    commit_id: event.commit,
    commit_url: event.commit === null ? null : api(state, `/commits/${event.commit}`),
    created_at: event.at,
    performed_via_github_app: null,
    // The description knows no plain event among an issue's events; GitHub's plain ones carry this key too.
    lock_reason: null,
    ...(event.reviewer === undefined ? {} : { review_requester: userOrGhost(state, event.actor) }),
    ...(reviewer === null ? {} : { requested_reviewer: reviewer }),
    ...event.detail,
  }
}

/** GET /issues/{n}/comments: oldest first. */
export function listComments(state: State, call: Call): Answer {
  const thread = threadOf(state, call, 'read')
  if ('status' in thread) return thread
  const since = Date.parse(String(call.query.since ?? '1970-01-01T00:00:00Z'))
  const found = state.comments.filter(({ pull, updatedAt }) => pull === thread.number && Date.parse(updatedAt) >= since)
  return list(
    call,
    found.map(comment => commentShape(state, comment)),
  )
}

type Thread = Pick<Pull | Ticket, 'number' | 'updatedAt'>

/** The pull request or issue that a path or a comment names, or why it is not to be had: comments on an issue need its own permission. */
function threadOf(state: State, call: Call, level: 'read' | 'write', comment?: Comment): Thread | Answer {
  const path = comment ? { issue_number: String(comment.pull) } : call.path
  const pull = findPull(state, { ...call, path })
  const ticket = findTicket(state, { ...call, path })
  if (pull !== null || ticket === null) return pull ?? notFound()
  return ['write', level].includes(call.permissions.issues ?? 'none') ? ticket : inaccessible(call.app)
}

function unfit(body: string): Answer | null {
  const wrong = (message: string) =>
    invalid({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message })
  if (body.trim() === '') return wrong('Body cannot be blank')
  return [...body].length > longestBody ? wrong('Body is too long (maximum is 65536 characters)') : null
}

/** POST /issues/{n}/comments */
export function createComment(state: State, call: Call): Answer {
  const thread = threadOf(state, call, 'write')
  if ('status' in thread) return thread
  const { body } = call.body as { body: string }
  const refusal = unfit(body)
  if (refusal !== null) return refusal
  const at = iso(state.now())
  const id = state.nextId()
  const comment: Comment = { id, pull: thread.number, author: call.login, body, createdAt: at, updatedAt: at }
  state.comments.push(comment)
  thread.updatedAt = at
  const shape = commentShape(state, comment)
  return { status: 201, body: shape, headers: { location: String(shape.url) } }
}

/** PATCH /issues/comments/{id} */
export function updateComment(state: State, call: Call): Answer {
  const comment = state.comments.find(({ id }) => id === Number(call.path.comment_id))
  if (comment === undefined) return notFound()
  const thread = threadOf(state, call, 'write', comment)
  if ('status' in thread) return thread
  const { body } = call.body as { body: string }
  const refusal = unfit(body)
  if (refusal !== null) return refusal
  comment.body = body
  comment.updatedAt = iso(state.now())
  return { status: 200, body: commentShape(state, comment) }
}

/** DELETE /issues/comments/{id} */
export function deleteComment(state: State, call: Call): Answer {
  const comment = state.comments.find(({ id }) => id === Number(call.path.comment_id))
  if (comment === undefined) return notFound()
  const thread = threadOf(state, call, 'write', comment)
  if ('status' in thread) return thread
  state.comments.splice(state.comments.indexOf(comment), 1)
  const pull = state.pulls.find(({ number }) => number === comment.pull)
  if (pull) note(state, pull, call.login, 'comment_deleted')
  return { status: 204 }
}

/** GET /issues/{n}/events */
export function listEvents(state: State, call: Call): Answer {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const found = state.events.filter(event => event.pull === pull.number)
  return list(
    call,
    found.map(event => eventShape(state, event)),
  )
}

/** GET /issues/{n}/timeline: commits, reviews, comments and events in the order in which the forge saw them. */
export async function listTimeline(state: State, call: Call): Promise<Answer> {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const here = ({ pull: number }: { pull: number }) => number === pull.number
  const commits = await commitsBetween(state.bare, pull.base.sha, pull.head.sha)
  const entries: { order: number; shape: Shape }[] = [
    ...commits.map(data => ({ order: pull.seen.get(data.sha) ?? 0, shape: committed(state, data) })),
    ...state.events.filter(here).map(event => ({ order: event.id, shape: eventShape(state, event) })),
    ...state.comments.filter(here).map(comment => ({
      order: comment.id,
      // The description allows no deleted author here, so GitHub's stand-in takes the place.
      shape: { ...commentShape(state, comment), ...people(state, comment.author, 'user', 'actor'), event: 'commented' },
    })),
    ...state.reviews.filter(here).map(review => ({
      order: review.id,
      shape: {
        ...reviewShape(state, review),
        ...people(state, review.author, 'user'),
        state: review.state.toLowerCase(),
        event: 'reviewed',
      },
    })),
  ]
  const excluded = String(call.query.exclude ?? '').split(',')
  const shown = entries.filter(({ shape }) => !excluded.includes(String(shape.event)))
  shown.sort((one, other) => one.order - other.order)
  return list(
    call,
    shown.map(({ shape }) => shape),
  )
}

function people(state: State, login: string, ...keys: string[]): Shape {
  return Object.fromEntries(keys.map(key => [key, userOrGhost(state, login)]))
}
