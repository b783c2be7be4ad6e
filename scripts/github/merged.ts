/** Merged pull requests with their reviews: a hundred for one request, where REST would take one for each. */

import type { Person, Review } from '../../policies/model.ts'
import type { MergedPull } from '../../policies/notes/merge.ts'
import { type Client, GitHubError } from './client.ts'
import { countOf, type Fields, fieldsOf, flagOf, rowsOf, shaOf, textOf, timeOf, unexpected } from './shape.ts'

/**
 * GitHub cannot sort by when something was merged. Whatever was merged since a moment was also updated since; of reviews the last ones decide,
 * so a first hundred could show an approval that was taken back later.
 */
const query = `query ($owner: String!, $name: String!, $branch: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: MERGED, baseRefName: $branch, first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number title url updatedAt mergedAt headRefOid
        author { __typename login ... on User { databaseId } }
        mergeCommit { oid }
        reviews(last: 100) {
          totalCount
          nodes { state submittedAt commit { oid } author { __typename login ... on User { databaseId } } }
        }
      }
    }
  }
}`

/** Pages that are read at most, and how often what has moved meanwhile is looked for. */
const most = { pages: 100, rounds: 5 }

/** The pull requests merged into a branch since a moment (ISO 8601, UTC), by number; perhaps some that were merged before it and touched since. */
export async function readMergedPulls(client: Client, branch: string, since: string): Promise<MergedPull[]> {
  const found = new Map<number, Updated>()
  // one that is touched while we read moves to the front, behind us
  for (let round = 0, until = since; round < most.rounds; round += 1) {
    const before = new Map(found)
    for (const one of await readUntil(client, branch, until)) found.set(one.pull.number, one)
    const isSettled = [...found].every(([number, { at }]) => before.get(number)?.at === at)
    if (round > 0 && isSettled) return [...found.values()].map(({ pull }) => pull).sort((a, b) => a.number - b.number)
    until = [...found.values()].reduce((last, { at }) => (at > last ? at : last), since)
  }
  throw new GitHubError('merged pull requests: they change faster than they can be read', 0)
}

interface Updated {
  pull: MergedPull
  at: string
}

/** The newest pages, until one of them holds what was last touched before a moment. */
async function readUntil(client: Client, branch: string, until: string): Promise<Updated[]> {
  const found: Updated[] = []
  let after: string | null = null
  for (let page = 0; page < most.pages; page += 1) {
    const variables: Fields = { owner: client.owner, name: client.repo, branch, after }
    const answer = await client.query(query, variables)
    const { nodes, next } = pageOf(answer)
    found.push(...nodes)
    if (next === null || nodes.some(({ at }) => at < until)) return found.filter(({ at }) => at >= until)
    after = next
  }
  throw new GitHubError(`merged pull requests: more than ${most.pages} pages`, 0)
}

function pageOf(answer: unknown): { nodes: Updated[]; next: string | null } {
  const repository = fieldsOf(fieldsOf(answer, 'data').repository, 'repository')
  const list = fieldsOf(repository.pullRequests, 'pullRequests')
  const { hasNextPage, endCursor } = fieldsOf(list.pageInfo, 'pageInfo')
  const isMore = flagOf(hasNextPage, 'pageInfo.hasNextPage')
  return {
    nodes: rowsOf(list.nodes, 'pullRequests.nodes').map(pullOf),
    next: isMore ? textOf(endCursor, 'pageInfo.endCursor') : null,
  }
}

function pullOf(value: unknown): Updated {
  const pull = fieldsOf(value, 'pull')
  const reviews = fieldsOf(pull.reviews, 'pull.reviews')
  const nodes = rowsOf(reviews.nodes, 'pull.reviews.nodes')
  return {
    at: instant(pull.updatedAt, 'pull.updatedAt'),
    pull: {
      number: countOf(pull.number, 'pull.number'),
      title: textOf(pull.title, 'pull.title'),
      url: textOf(pull.url, 'pull.url'),
      author: personOf(pull.author, 'pull.author'),
      merged: pull.mergeCommit === null ? null : oidOf(pull.mergeCommit, 'pull.mergeCommit'),
      mergedAt: instant(pull.mergedAt, 'pull.mergedAt'),
      head: shaOf(pull.headRefOid, 'pull.headRefOid'),
      reviews: nodes.flatMap(reviewOf),
      unread: Math.max(0, countOf(reviews.totalCount, 'pull.reviews.totalCount') - nodes.length),
    },
  }
}

/** Times are compared as texts, so all have one form. */
const instant = (value: unknown, what: string) => new Date(timeOf(value, what)).toISOString()

const oidOf = (value: unknown, what: string): string => shaOf(fieldsOf(value, what).oid, `${what}.oid`)

/** GraphQL has Apps without the "[bot]" of their login, and other kinds of accounts that are no person. */
function personOf(value: unknown, what: string): Person | null {
  if (value === null) return null
  const account = fieldsOf(value, what)
  const isUser = textOf(account.__typename, `${what}.__typename`) === 'User'
  const id = isUser ? countOf(account.databaseId, `${what}.databaseId`) : null
  return { id, login: textOf(account.login, `${what}.login`), bot: !isUser }
}

const states = new Map<unknown, Review['state']>([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'changes-requested'],
  ['COMMENTED', 'commented'],
  ['DISMISSED', 'dismissed'],
])

/** A pending review is a draft that only its writer sees: it is none. */
function reviewOf(value: unknown, at: number): Review[] {
  const review = fieldsOf(value, 'review')
  if (review.state === 'PENDING') return []
  const state = states.get(review.state)
  if (!state) throw unexpected(review.state, 'review.state', [...states.keys()].join(', '))
  return [
    {
      // GraphQL's numbers are too small for those of reviews; all that counts is their order
      id: at,
      person: personOf(review.author, 'review.author'),
      state,
      commit: review.commit === null ? null : oidOf(review.commit, 'review.commit'),
      at: instant(review.submittedAt, 'review.submittedAt'),
    },
  ]
}
