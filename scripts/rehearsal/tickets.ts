/** Issues, of which each pull request is one. */
import { api, nodeId, webPage } from './addresses.ts'
import { type Answer, type Call, invalid, notFound } from './answers.ts'
import { iso } from './clock.ts'
import { association, user } from './people.ts'
import { findPull } from './pulls.ts'
import { longestBody } from './reviews.ts'
import { nextNumber, type State, type Ticket } from './state.ts'

type Shape = Record<string, unknown>

const wrong = (field: string, code: string, message?: string): Answer =>
  invalid({ resource: 'Issue', field, code, ...(message === undefined ? {} : { message }) })

/** The issue that a path names, if it is no pull request. */
export function findTicket(state: State, call: Call): Ticket | null {
  return state.tickets.find(({ number }) => number === Number(call.path.issue_number)) ?? null
}

/** POST /issues */
export function createIssue(state: State, call: Call): Answer {
  const { title, body = null, labels = [] } = call.body as { title: unknown; body?: string; labels?: unknown[] }
  if (String(title).trim() === '') return wrong('title', 'missing_field')
  if ([...String(title)].length > 256) return wrong('title', 'custom', 'title is too long (maximum is 256 characters)')
  if ([...(body ?? '')].length > longestBody)
    return wrong('body', 'custom', `body is too long (maximum is ${longestBody} characters)`)
  const at = iso(state.now())
  const names = labels.map(label => (typeof label === 'string' ? label : String((label as Shape).name)))
  const ticket: Ticket = {
    number: nextNumber(state),
    id: state.nextId(),
    title: String(title),
    body,
    author: call.login,
    // who may not write sets none, and is not told
    labels: call.permissions.contents === 'write' ? names : [],
    createdAt: at,
    updatedAt: at,
  }
  state.tickets.push(ticket)
  const shape = ticketShape(state, ticket)
  return { status: 201, body: shape, headers: { location: String(shape.url) } }
}

/** GET /issues/{n}: of a pull request as well. */
export function getIssue(state: State, call: Call): Answer {
  const pull = findPull(state, call)
  const ticket = findTicket(state, call)
  if (pull !== null) return { status: 200, body: pullShape(state, { ...pull, labels: [] }, pull.draft, pull.state) }
  return ticket === null ? notFound() : { status: 200, body: ticketShape(state, ticket) }
}

function ticketShape(state: State, ticket: Ticket): Shape {
  return {
    ...common(state, ticket),
    html_url: webPage(state, `/issues/${ticket.number}`),
    state: 'open',
    state_reason: null,
    closed_at: null,
  }
}

function pullShape(state: State, pull: Ticket & { closedAt?: string | null }, draft: boolean, now: string): Shape {
  const url = api(state, `/pulls/${pull.number}`)
  const html_url = webPage(state, `/pull/${pull.number}`)
  return {
    ...common(state, pull),
    html_url,
    state: now,
    draft,
    closed_at: pull.closedAt ?? null,
    pull_request: { url, html_url, diff_url: `${html_url}.diff`, patch_url: `${html_url}.patch`, merged_at: null },
  }
}

function common(state: State, ticket: Ticket): Shape {
  const url = api(state, `/issues/${ticket.number}`)
  return {
    id: ticket.id,
    node_id: nodeId('I', ticket.id),
    url,
    repository_url: api(state, ''),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    number: ticket.number,
    title: ticket.title,
    body: ticket.body,
    user: user(state, ticket.author),
    labels: ticket.labels.map(name => ({ name })),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: state.comments.filter(comment => comment.pull === ticket.number).length,
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    author_association: association(state, ticket.author),
    performed_via_github_app: null,
  }
}
