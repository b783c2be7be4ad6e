/** Reviews, and asking for them. */

import { api, nodeId, webPage } from './addresses.ts'
import { type Answer, type Call, list, notFound, refuse, unprocessable } from './answers.ts'
import { iso } from './clock.ts'
import { isAncestor, resolveCommit } from './git.ts'
import { association, user } from './people.ts'
import { findPull, simple } from './pulls.ts'
import { findUser, isCollaborator, type Pull, type Review, type ReviewState, type State, sameLogin } from './state.ts'
import { note } from './sync.ts'

/** GitHub asks no more people than this to review one pull request. */
const mostReviewers = 15
/** Characters of a comment's or a review's body. */
export const longestBody = 65_536

const states: Record<string, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

/** A review as GitHub's JSON. */
export function reviewShape(state: State, review: Review): Record<string, unknown> {
  const html = webPage(state, `/pull/${review.pull}#pullrequestreview-${review.id}`)
  const pull = api(state, `/pulls/${review.pull}`)
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: user(state, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: review.at,
    commit_id: review.commit,
    author_association: association(state, review.author),
  }
}

/** GET /pulls/{n}/reviews: oldest first. */
export function listReviews(state: State, call: Call): Answer {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const found = state.reviews.filter(review => review.pull === pull.number)
  return list(
    call,
    found.map(review => reviewShape(state, review)),
  )
}

interface Request {
  event?: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'
  body?: string
  commit_id?: string
  comments?: unknown[]
}

/** POST /pulls/{n}/reviews */
export async function createReview(state: State, call: Call): Promise<Answer> {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const { event, body = '', commit_id: commit = pull.head.sha, comments = [] } = call.body as Request
  if (event === undefined || comments.length > 0)
    return unprocessable('The forge takes neither pending reviews nor comments on lines.')
  const own = sameLogin(pull.author, call.login)
  if (own && event === 'APPROVE') return unprocessable('Can not approve your own pull request')
  if (own && event === 'REQUEST_CHANGES') return unprocessable('Can not request changes on your own pull request')
  if (event !== 'APPROVE' && body.trim() === '') return unprocessable("Body can't be blank")
  if ([...body].length > longestBody) return unprocessable('Body is too long (maximum is 65536 characters)')
  if (!(await belongs(state, pull, commit))) return unprocessable('Commit is not part of the pull request')
  const at = iso(state.now())
  const review: Review = {
    id: state.nextId(),
    pull: pull.number,
    author: call.login,
    state: states[event] ?? 'COMMENTED',
    body,
    commit,
    at,
  }
  state.reviews.push(review)
  // Whoever has answered is no longer asked. GitHub writes no event for this.
  pull.requested = pull.requested.filter(login => !sameLogin(login, call.login))
  pull.updatedAt = at
  return { status: 200, body: reviewShape(state, review) }
}

/** A review may name any commit that is, or before a forced push was, part of the pull request. */
async function belongs(state: State, pull: Pull, sha: string): Promise<boolean> {
  if (pull.heads.includes(sha) || pull.seen.has(sha)) return true
  if (!/^[0-9a-f]{40}$/.test(sha) || (await resolveCommit(state.bare, sha)) === null) return false
  return isAncestor(state.bare, sha, pull.head.sha)
}

/** PUT /pulls/{n}/reviews/{id}: only its text, and only by its writer. */
export function updateReview(state: State, call: Call): Answer {
  const pull = findPull(state, call)
  const review = state.reviews.find(one => one.id === Number(call.path.review_id) && one.pull === pull?.number)
  if (pull === null || review === undefined) return notFound()
  const { body } = call.body as { body: string }
  if (!sameLogin(review.author, call.login)) return unprocessable('Can not edit a review of another user')
  if ([...body].length > longestBody) return unprocessable('Body is too long (maximum is 65536 characters)')
  review.body = body
  return { status: 200, body: reviewShape(state, review) }
}

/** PUT /pulls/{n}/reviews/{id}/dismissals */
export function dismissReview(state: State, call: Call): Answer {
  const pull = findPull(state, call)
  const review = state.reviews.find(one => one.id === Number(call.path.review_id) && one.pull === pull?.number)
  if (pull === null || review === undefined) return notFound()
  const { message } = call.body as { message: string }
  if (message.trim() === '') return unprocessable("Message can't be blank")
  if (review.state === 'COMMENTED' || review.state === 'DISMISSED')
    return unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`)
  const was = review.state.toLowerCase()
  review.state = 'DISMISSED'
  const dismissed = { state: was, review_id: review.id, dismissal_message: message }
  note(state, pull, call.login, 'review_dismissed', { detail: { dismissed_review: dismissed } })
  return { status: 200, body: reviewShape(state, review) }
}

/** POST /pulls/{n}/requested_reviewers */
export function requestReviewers(state: State, call: Call): Answer {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const { reviewers = [], team_reviewers = [] } = call.body as { reviewers?: string[]; team_reviewers?: string[] }
  const refusal = unaskable(state, pull, reviewers, team_reviewers)
  if (refusal !== null) return refusal
  for (const login of reviewers) {
    const name = findUser(state, login)?.login ?? login
    if (pull.requested.some(known => sameLogin(known, name))) continue
    pull.requested.push(name)
    note(state, pull, call.login, 'review_requested', { reviewer: name })
  }
  return { status: 201, body: simple(state, pull) }
}

function unaskable(state: State, pull: Pull, reviewers: string[], teams: string[]): Answer | null {
  const outside = (what: string) =>
    refuse(
      422,
      `Reviews may only be requested from collaborators. One or more of the ${what} you specified is not a ` +
        `collaborator of the ${state.owner}/${state.name} repository.`,
    )
  if (teams.length > 0) return outside('teams')
  if (reviewers.some(login => sameLogin(login, pull.author)))
    return refuse(422, 'Review cannot be requested from pull request author.')
  const people = reviewers.map(login => findUser(state, login))
  if (people.some(person => person === null || !isCollaborator(person))) return outside('users')
  const asked = new Set([...pull.requested, ...reviewers].map(login => login.toLowerCase()))
  return asked.size > mostReviewers
    ? refuse(422, `A pull request has at most ${mostReviewers} requested reviewers.`)
    : null
}

/** DELETE /pulls/{n}/requested_reviewers */
export function removeReviewers(state: State, call: Call): Answer {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const { reviewers } = call.body as { reviewers: string[] }
  const removed = pull.requested.filter(known => reviewers.some(login => sameLogin(login, known)))
  pull.requested = pull.requested.filter(known => !removed.includes(known))
  for (const reviewer of removed) note(state, pull, call.login, 'review_request_removed', { reviewer })
  return { status: 200, body: simple(state, pull) }
}
