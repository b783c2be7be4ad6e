/** What GitHub alone tells of a pull request, in our types. What git tells is the caller's to add. */
import type { Asked, Commit, Person, PullRequest, Review } from '../../policies/model.ts'
import { authorsOf, personOf } from './authors.ts'
import type { Client } from './client.ts'
import { countOf, type Fields, fieldsOf, flagOf, rowsOf, shaOf, textOf, timeOf, unexpected } from './shape.ts'

/** A comment on the pull request; `person` is `null` where the account was deleted. */
export interface Comment {
  id: number
  person: Person | null
  body: string
}

type Told = 'number' | 'title' | 'draft' | 'author' | 'base' | 'head' | 'commits' | 'reviews' | 'asked' | 'cut'

/**
 * `base.sha` is the base as GitHub remembers it, which is stale once the base branch moves: the caller puts git's in its place.
 * `reviewersNow` counts the people and teams that are asked at this moment, of whom GitHub allows 15.
 */
export interface GitHubFacts extends Pick<PullRequest, Told> {
  open: boolean
  reviewersNow: number
  comments: Comment[]
}

/** GitHub's answers, as they came. */
export interface Answers {
  pull: unknown
  reviews: unknown[]
  commits: unknown[]
  events: unknown[]
  comments: unknown[]
}

const mostCommits = 250
const mostFiles = 3000

/**
 * Reads a pull request: five requests where no list is longer than 100. Review requests come from the issue events, which need no
 * more permission than the timeline, hold the same, and spare us its commits, reviews and comments, so pages stay few.
 */
export async function readPullRequest(client: Client, number: number): Promise<GitHubFacts> {
  const repository = `${client.owner}/${client.repo}`
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const answers = await readAnswers(client, number)
    if (belongTogether(answers)) return factsOf(answers, repository)
    await client.wait(attempt)
  }
  throw new Error(`The commits of pull request ${number} changed while they were read, three times over; run it again.`)
}

async function readAnswers(client: Client, number: number): Promise<Answers> {
  const pulls = 'GET /repos/{owner}/{repo}/pulls/{number}'
  const issues = 'GET /repos/{owner}/{repo}/issues/{number}'
  const [pull, reviews, commits, events, comments] = await Promise.all([
    client.read(pulls, { number }),
    client.list(`${pulls}/reviews`, { number }),
    client.list(`${pulls}/commits`, { number }),
    client.list(`${issues}/events`, { number }),
    readComments(client, number),
  ])
  return { pull, reviews, commits, events, comments }
}

/** GitHub's comments on a pull request, all pages, as they came. */
export function readComments(client: Client, number: number): Promise<unknown[]> {
  return client.list('GET /repos/{owner}/{repo}/issues/{number}/comments', { number })
}

/** The head is among the commits, unless GitHub cut them: else somebody pushed between two of our requests. */
export function belongTogether({ pull, commits }: Answers): boolean {
  const head = fieldsOf(fieldsOf(pull, 'pull').head, 'pull.head').sha
  const cut = commits.length === 0 || commits.length >= mostCommits
  return cut || commits.some(commit => fieldsOf(commit, 'commit').sha === head)
}

/** GitHub's answers in our types. Throws on a shape that it does not know. */
export function factsOf(answers: Answers, repository: string): GitHubFacts {
  const pull = fieldsOf(answers.pull, 'pull')
  const head = fieldsOf(pull.head, 'pull.head')
  const people = rowsOf(pull.requested_reviewers ?? [], 'pull.requested_reviewers')
  const dismissals = new Map(answers.events.flatMap(dismissalOf))
  const teams = rowsOf(pull.requested_teams ?? [], 'pull.requested_teams')
  return {
    number: countOf(pull.number, 'pull.number'),
    title: textOf(pull.title, 'pull.title'),
    open: textOf(pull.state, 'pull.state') === 'open',
    draft: flagOf(pull.draft, 'pull.draft'),
    author: personOf(pull.user, 'pull.user'),
    base: baseOf(pull, repository),
    head: { sha: shaOf(head.sha, 'pull.head.sha') },
    commits: answers.commits.map(commitOf),
    reviews: answers.reviews.flatMap(review => reviewOf(review, dismissals)),
    asked: answers.events.flatMap(askedOf),
    cut: cutOf(pull, answers.commits.length),
    reviewersNow: people.length + teams.length,
    comments: answers.comments.map(commentOf),
  }
}

function baseOf(pull: Fields, repository: string): GitHubFacts['base'] {
  const base = fieldsOf(pull.base, 'pull.base')
  const repo = fieldsOf(base.repo, 'pull.base.repo')
  const branch = textOf(base.ref, 'pull.base.ref')
  const ours = textOf(repo.full_name, 'pull.base.repo.full_name').toLowerCase() === repository.toLowerCase()
  const isDefault = ours && branch === textOf(repo.default_branch, 'pull.base.repo.default_branch')
  return { branch, sha: shaOf(base.sha, 'pull.base.sha'), isDefault }
}

/** GitHub lists 250 commits and 3,000 files. It may count no further either, so that 250 of 250 is taken for cut. */
function cutOf(pull: Fields, commits: number): PullRequest['cut'] {
  const cut: PullRequest['cut'] = []
  if (commits >= mostCommits || countOf(pull.commits, 'pull.commits') > commits) cut.push('commits')
  if (countOf(pull.changed_files, 'pull.changed_files') > mostFiles) cut.push('files')
  return cut
}

function commitOf(value: unknown): Commit {
  const commit = fieldsOf(value, 'commit')
  const parents = rowsOf(commit.parents, 'commit.parents').map(parent => fieldsOf(parent, 'commit.parent'))
  return {
    sha: shaOf(commit.sha, 'commit.sha'),
    parents: parents.map(parent => shaOf(parent.sha, 'commit.parent.sha')),
    authors: authorsOf(commit, 'commit'),
  }
}

const states = new Map<unknown, Review['state']>([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'changes-requested'],
  ['COMMENTED', 'commented'],
  ['DISMISSED', 'dismissed'],
])

/** A pending review is a draft that only its writer sees: it is none. */
function reviewOf(value: unknown, dismissals: ReadonlyMap<number, Review['dismissed']>): Review[] {
  const review = fieldsOf(value, 'review')
  if (review.state === 'PENDING') return []
  const state = states.get(review.state)
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
function dismissalOf(value: unknown): [number, NonNullable<Review['dismissed']>][] {
  const event = fieldsOf(value, 'event')
  if (textOf(event.event, 'event.event') !== 'review_dismissed') return []
  const dismissed = fieldsOf(event.dismissed_review, 'event.dismissed_review')
  const was =
    textOf(dismissed.state, 'event.dismissed_review.state').toLowerCase() === 'changes_requested'
      ? 'changes-requested'
      : 'approved'
  return [
    [
      countOf(dismissed.review_id, 'event.dismissed_review.review_id'),
      { was, by: personOf(event.actor ?? null, 'event.actor') },
    ],
  ]
}

/** A team, or a deleted account, is nobody whom we could say was asked. */
function askedOf(value: unknown): Asked[] {
  const event = fieldsOf(value, 'event')
  if (textOf(event.event, 'event.event') !== 'review_requested') return []
  const person = personOf(event.requested_reviewer ?? null, 'event.requested_reviewer')
  return person ? [{ person, at: timeOf(event.created_at, 'event.created_at') }] : []
}

/** A comment as GitHub sends it, in our type. */
export function commentOf(value: unknown): Comment {
  const comment = fieldsOf(value, 'comment')
  const person = personOf(comment.user, 'comment.user')
  return { id: countOf(comment.id, 'comment.id'), person, body: textOf(comment.body, 'comment.body') }
}
