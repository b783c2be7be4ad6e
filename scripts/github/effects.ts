/** What we tell GitHub: planned as a plain value, which `--dry-run` prints, then carried out. */
import type { Person } from '../../policies/model.ts'
import { personOf, samePerson } from './authors.ts'
import { type Client, GitHubError } from './client.ts'
import { earlierSticky, findSticky, putSticky, removeComment, sameBody, stickyBody, workflowLogin } from './comment.ts'
import type { GitHubFacts } from './facts.ts'
import { fieldsOf, textOf } from './shape.ts'

export interface StatusEffect {
  kind: 'status'
  sha: string
  context: string
  state: 'success' | 'pending' | 'failure' | 'error'
  description: string
  url?: string
}

export type Effect =
  | StatusEffect
  /** `over`: the number of the comment that is written anew; `null`: there is none yet. */
  | { kind: 'comment'; body: string; over: number | null }
  /** A second sticky comment: of two runs that did not know of each other, or of before the gate had an App. */
  | { kind: 'comment-removal'; id: number }
  | { kind: 'review-request'; logins: string[] }

/** What matters of a pull request for what is still to be told. */
export type Standing = Pick<GitHubFacts, 'draft' | 'author' | 'asked' | 'reviews' | 'reviewersNow' | 'comments'>

/** What a pull request should show. The texts are rendered; `comment` is `null` where there is nothing to say. */
export interface Wanted {
  status: Omit<StatusEffect, 'kind'>
  comment: string | null
  /** Whose review is missing. */
  ask: Pick<Person, 'id' | 'login'>[]
}

/** Who was not asked, and why: GitHub's own words. */
export interface Refused {
  login: string
  reason: string
}

/** The status that a commit shows for a context. */
export interface Status {
  state: string
  description: string | null
  url: string | null
}

export const mostReviewers = 15
const longestDescription = 140
/** A green status must not stand before its explanation. */
const order: Record<Effect['kind'], number> = { comment: 1, 'comment-removal': 2, 'review-request': 3, status: 4 }

/** What is still to do, in order. `shown` is the status that `wanted.status.sha` has now; `login` the account that comments. */
export function planEffects(facts: Standing, wanted: Wanted, shown: Status | null, login = workflowLogin): Effect[] {
  const body = wanted.comment === null ? null : stickyBody(wanted.comment)
  const [sticky, ...surplus] = findSticky(facts.comments, login)
  const before = earlierSticky(facts.comments, login)
  const logins = whomToAsk(facts, wanted.ask)
  const status: StatusEffect = { kind: 'status', ...wanted.status, description: describe(wanted.status.description) }
  const effects: Effect[] = []
  if (body !== null && !(sticky && sameBody(sticky.body, body)))
    effects.push({ kind: 'comment', body, over: sticky?.id ?? null })
  effects.push(...[...surplus, ...before].map(({ id }): Effect => ({ kind: 'comment-removal', id })))
  if (logins.length > 0) effects.push({ kind: 'review-request', logins })
  if (!sameStatus(status, shown)) effects.push(status)
  return effects
}

/** Those of `people` who were neither asked nor have reviewed, and are not the author; as many as GitHub still has room for. */
function whomToAsk(facts: Standing, people: Wanted['ask']): string[] {
  if (facts.draft) return []
  const involved = [facts.author, ...facts.asked.map(one => one.person), ...facts.reviews.map(review => review.person)]
  const known = involved.filter(person => person !== null)
  const open = people.filter((person, index) => {
    return ![...known, ...people.slice(0, index)].some(other => samePerson(person, other))
  })
  return open.slice(0, Math.max(0, mostReviewers - facts.reviewersNow)).map(person => person.login)
}

/** A status's description as GitHub takes it: one line, no character above U+FFFF (it answers 422), 140 at most. */
export function describe(text: string): string {
  const line = text.toWellFormed().replace(/\s+/g, ' ').trim()
  const characters = [...line].map(character => (character.length > 1 ? '\uFFFD' : character))
  if (characters.length <= longestDescription) return characters.join('')
  return `${characters
    .slice(0, longestDescription - 1)
    .join('')
    .trimEnd()}…`
}

function sameStatus(status: StatusEffect, shown: Status | null): boolean {
  if (shown === null) return false
  const { state, description, url = null } = status
  return state === shown.state && description === shown.description && url === shown.url
}

/** What came of carrying out: who could not be asked, and the number of the comment that was written. */
export interface Done {
  refused: Refused[]
  comment: number | null
}

/**
 * Carries effects out: the comment, then the review requests, the statuses last. Throws when GitHub does not take one, and then posts
 * none after it. A refused review request stops nothing: it is in the answer.
 */
export async function carryOut(
  client: Client,
  number: number,
  effects: Effect[],
  login = workflowLogin,
): Promise<Done> {
  const refused: Refused[] = []
  let comment: number | null = null
  for (const effect of effects.toSorted((one, other) => order[one.kind] - order[other.kind])) {
    if (effect.kind === 'comment') comment = await putSticky(client, number, effect.body, login, effect.over)
    if (effect.kind === 'comment-removal') await removeComment(client, effect.id)
    if (effect.kind === 'review-request') refused.push(...(await requestReviews(client, number, effect.logins)))
    if (effect.kind === 'status') await postStatus(client, effect)
  }
  return { refused, comment }
}

/**
 * The latest status of a commit for a context, which GitHub compares without case. `null` also where somebody else than `login` set it: anybody
 * who may write can, and then ours has to be said again.
 */
export async function readStatus(
  client: Client,
  sha: string,
  context: string,
  login = workflowLogin,
): Promise<Status | null> {
  const rows = await client.list('GET /repos/{owner}/{repo}/commits/{sha}/statuses', { sha })
  const statuses = rows.map(row => fieldsOf(row, 'status'))
  // the newest comes first
  const found = statuses.find(row => textOf(row.context, 'status.context').toLowerCase() === context.toLowerCase())
  const creator = found ? personOf(found.creator, 'status.creator') : null
  if (!found || !creator || !samePerson(creator, { id: null, login })) return null
  const orNull = (value: unknown, what: string) => (value === null ? null : textOf(value, what))
  return {
    state: textOf(found.state, 'status.state'),
    description: orNull(found.description, 'status.description'),
    url: orNull(found.target_url, 'status.target_url'),
  }
}

/** Posts one commit status. Posting it twice does no harm, so it is retried. */
export async function postStatus(client: Client, status: Omit<StatusEffect, 'kind'>): Promise<void> {
  const { sha, context, state, url } = status
  const description = describe(status.description)
  const target = url === undefined ? {} : { target_url: url }
  await client.write('POST /repos/{owner}/{repo}/statuses/{sha}', { sha, context, state, description, ...target })
}

/** Asks for reviews. GitHub refuses all for one who is no collaborator, or the author; so then each is asked alone. */
export async function requestReviews(client: Client, number: number, logins: string[]): Promise<Refused[]> {
  try {
    await client.write('POST /repos/{owner}/{repo}/pulls/{number}/requested_reviewers', { number, reviewers: logins })
    return []
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 422) throw error
    if (logins.length === 1) return logins.map(login => ({ login, reason: error.message }))
  }
  const refused: Refused[] = []
  for (const login of logins) refused.push(...(await requestReviews(client, number, [login])))
  return refused
}
