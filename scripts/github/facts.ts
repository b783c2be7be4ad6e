/** What GitHub alone tells of a pull request, in our types. What git tells is the caller's to add. */
import type { Asked, Person, PullRequest, Review } from '../../policies/model.ts'
import { personOf } from './authors.ts'
import type { Client } from './client.ts'
import { countOf, type Fields, fieldsOf, flagOf, rowsOf, shaOf, textOf, timeOf, unexpected } from './shape.ts'
import { type Entry, entryOf, type Timeline } from './timeline.ts'

/** A comment on the pull request; `person` is `null` where the account was deleted. */
export interface Comment {
  id: number
  person: Person | null
  body: string
}

type Told = 'number' | 'title' | 'draft' | 'author' | 'base' | 'head' | 'reviews' | 'asked'

/**
 * `base.sha` is the base as GitHub remembers it, which is stale once the base branch moves: the caller puts git's in its place.
 * `reviewersNow` counts the people and teams that are asked at this moment, of whom GitHub allows 15.
 */
export interface GitHubFacts extends Pick<PullRequest, Told> {
  open: boolean
  reviewersNow: number
  comments: Comment[]
  /** Commits whose signature GitHub has verified. */
  verified: string[]
}

/** Reads a pull request as it stands at this moment. */
export const readPull = (client: Client, number: number): Promise<unknown> =>
  client.read('GET /repos/{owner}/{repo}/pulls/{number}', { number })

/** The head of a pull request, and whether it is open. */
export function headOf(pull: unknown): { sha: string; open: boolean } {
  const { head, state } = fieldsOf(pull, 'pull')
  return { sha: shaOf(fieldsOf(head, 'pull.head').sha, 'pull.head.sha'), open: textOf(state, 'pull.state') === 'open' }
}

/** What changes a pull request itself: its base, its title, whether it is open or a draft. */
const changing = ['base_ref_changed', 'renamed', 'closed', 'reopened', 'merged', 'convert_to_draft', 'ready_for_review']

/**
 * Whether a list's word on a pull request was no longer so when its timeline was read: a list may be minutes old when its last one is judged.
 * `commits`: those of the head that it showed.
 */
export function isOvertaken(listed: unknown, { entries }: Timeline, commits: ReadonlySet<string>): boolean {
  const updated = Date.parse(timeOf(fieldsOf(listed, 'pull').updated_at, 'pull.updated_at'))
  const told = entries.map(entryOf)
  const pushed = new Set(told.flatMap(({ event, id }) => (event === 'committed' ? id : [])))
  // of the same second it may be the one that the list knows of, or the next
  const changed = told.some(({ event, at }) => changing.includes(event) && at !== null && Date.parse(at) >= updated)
  return changed || pushed.size !== commits.size || [...pushed].some(sha => !commits.has(sha))
}

/** GitHub's answers in our types. Throws on a shape that it does not know. */
export function factsOf(shown: unknown, { entries }: Timeline, repository: string): GitHubFacts {
  const pull = fieldsOf(shown, 'pull')
  const people = rowsOf(pull.requested_reviewers ?? [], 'pull.requested_reviewers')
  const teams = rowsOf(pull.requested_teams ?? [], 'pull.requested_teams')
  const told = entries.map(entryOf)
  const of = (event: string) => told.filter(entry => entry.event === event)
  const dismissals = new Map(of('review_dismissed').map(dismissalOf))
  const { sha, open } = headOf(shown)
  return {
    number: countOf(pull.number, 'pull.number'),
    title: textOf(pull.title, 'pull.title'),
    open,
    draft: flagOf(pull.draft, 'pull.draft'),
    author: personOf(pull.user, 'pull.user'),
    base: baseOf(pull, repository),
    head: { sha },
    reviews: of('reviewed').flatMap(({ fields }) => reviewOf(fields, dismissals)),
    asked: of('review_requested').flatMap(askedOf),
    reviewersNow: people.length + teams.length,
    comments: of('commented').map(({ fields }) => commentOf(fields)),
    verified: of('committed').flatMap(({ id, fields }) => (isVerified(fields) ? id : [])),
  }
}

/** GitHub says who signed by the committer's address; where an author is another one, both have written the commit. */
const isVerified = ({ verification }: Fields): boolean =>
  flagOf(fieldsOf(verification, 'commit.verification').verified, 'commit.verification.verified')

function baseOf(pull: Fields, repository: string): GitHubFacts['base'] {
  const base = fieldsOf(pull.base, 'pull.base')
  const repo = fieldsOf(base.repo, 'pull.base.repo')
  const branch = textOf(base.ref, 'pull.base.ref')
  const ours = textOf(repo.full_name, 'pull.base.repo.full_name').toLowerCase() === repository.toLowerCase()
  const isDefault = ours && branch === textOf(repo.default_branch, 'pull.base.repo.default_branch')
  return { branch, sha: shaOf(base.sha, 'pull.base.sha'), isDefault }
}

const states = new Map<unknown, Review['state']>([
  ['approved', 'approved'],
  ['changes_requested', 'changes-requested'],
  ['commented', 'commented'],
  ['dismissed', 'dismissed'],
])

/** A pending review is a draft that only its writer sees: it is none. */
function reviewOf(review: Fields, dismissals: ReadonlyMap<number, Review['dismissed']>): Review[] {
  const told = textOf(review.state, 'review.state').toLowerCase()
  if (told === 'pending') return []
  const state = states.get(told)
  if (!state) throw unexpected(review.state, 'review.state', [...states.keys()].join(', '))
  const id = countOf(review.id, 'review.id')
  // nobody tells who dismissed it: then it may have been an objection, and still is one
  const dismissed =
    state === 'dismissed' ? (dismissals.get(id) ?? { was: 'changes-requested' as const, by: null }) : undefined
  return [
    {
      id,
      person: personOf(review.user, 'review.user'),
      state,
      commit: review.commit_id === null ? null : shaOf(review.commit_id, 'review.commit_id'),
      at: timeOf(review.submitted_at, 'review.submitted_at'),
      ...(dismissed && { dismissed }),
    },
  ]
}

/** Which review was dismissed, what it was, and by whom. A dismissed comment was neither: it takes nothing away. */
function dismissalOf({ fields }: Entry): [number, NonNullable<Review['dismissed']>] {
  const dismissed = fieldsOf(fields.dismissed_review, 'event.dismissed_review')
  const state = textOf(dismissed.state, 'event.dismissed_review.state').toLowerCase()
  const was = state === 'changes_requested' ? 'changes-requested' : 'approved'
  const by = personOf(fields.actor ?? null, 'event.actor')
  return [countOf(dismissed.review_id, 'event.dismissed_review.review_id'), { was, by }]
}

/** A team, or a deleted account, is nobody whom we could say was asked. */
function askedOf({ fields }: Entry): Asked[] {
  const person = personOf(fields.requested_reviewer ?? null, 'event.requested_reviewer')
  return person ? [{ person, at: timeOf(fields.created_at, 'event.created_at') }] : []
}

/** GitHub's comments on a pull request, all pages. */
export async function readComments(client: Client, number: number): Promise<Comment[]> {
  const rows = await client.list('GET /repos/{owner}/{repo}/issues/{number}/comments', { number })
  return rows.map(commentOf)
}

function commentOf(value: unknown): Comment {
  const comment = fieldsOf(value, 'comment')
  const person = personOf(comment.user, 'comment.user')
  return { id: countOf(comment.id, 'comment.id'), person, body: textOf(comment.body, 'comment.body') }
}
