/** The one query of GitHub's GraphQL API that the forge has: merged pull requests of a branch, with their last reviews. */
import { inaccessible } from './access.ts'
import { webPage } from './addresses.ts'
import { findUser, type Pull, type Review, type State, sameLogin, type Token, type User } from './state.ts'

/** Asked for exactly so, but for blanks. */
export const mergedQuery =
  'query ($owner: String!, $name: String!, $branch: String!, $after: String) { repository(owner: $owner, name: $name) { pullRequests(states: MERGED, baseRefName: $branch, first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) { pageInfo { hasNextPage endCursor } nodes { number title url updatedAt mergedAt headRefOid author { __typename login ... on User { databaseId } } mergeCommit { oid } reviews(last: 100) { totalCount nodes { state submittedAt commit { oid } author { __typename login ... on User { databaseId } } } } } } } }'

const text = { type: 'string' }
/** What its variables are. */
export const mergedVariables = {
  type: 'object',
  properties: { owner: text, name: text, branch: text, after: { type: ['string', 'null'] } },
  required: ['owner', 'name', 'branch'],
  additionalProperties: false,
}

interface Variables {
  owner: string
  name: string
  branch: string
  after?: string | null
}

const size = 100

/** The answer's `data`, or why there is none. */
export function mergedPulls(
  state: State,
  token: Token,
  { owner, name, branch, after }: Variables,
): { data: Record<string, unknown> } | { type: string; message: string } {
  const wanted = `${owner}/${name}`
  if (!sameLogin(wanted, `${state.owner}/${state.name}`))
    return { type: 'NOT_FOUND', message: `Could not resolve to a Repository with the name '${wanted}'.` }
  if (token.permissions['pull-requests'] === undefined)
    return {
      type: 'FORBIDDEN',
      message: String((inaccessible(token.app === true).body as { message: string }).message),
    }
  const all = state.pulls
    .filter(({ merged, base }) => merged !== null && base.branch === branch)
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt) || b.number - a.number)
  const start = after ? all.findIndex(pull => isAfter(pull, after)) : 0
  const page = start < 0 ? [] : all.slice(start, start + size)
  const last = page.at(-1)
  const pageInfo = { hasNextPage: start >= 0 && start + size < all.length, endCursor: last ? cursorOf(last) : null }
  return { data: { repository: { pullRequests: { pageInfo, nodes: page.map(pull => shape(state, pull)) } } } }
}

/** A cursor is a place in the order, whether or not what stood there has moved. */
const cursorOf = ({ updatedAt, number }: Pull) => Buffer.from(`${updatedAt} ${number}`).toString('base64')

function isAfter(pull: Pull, cursor: string): boolean {
  const [at = '', number] = Buffer.from(cursor, 'base64').toString().split(' ')
  return pull.updatedAt < at || (pull.updatedAt === at && pull.number < Number(number))
}

function shape(state: State, pull: Pull): Record<string, unknown> {
  const reviews = state.reviews.filter(review => review.pull === pull.number)
  return {
    number: pull.number,
    title: pull.title,
    url: webPage(state, `/pull/${pull.number}`),
    updatedAt: pull.updatedAt,
    mergedAt: pull.merged?.at,
    headRefOid: pull.head.sha,
    author: actor(findUser(state, pull.author)),
    mergeCommit: { oid: pull.merged?.sha },
    reviews: { totalCount: reviews.length, nodes: reviews.slice(-size).map(review => reviewShape(state, review)) },
  }
}

const reviewShape = (state: State, { id, author, commit, at, state: is }: Review) => ({
  databaseId: id,
  state: is,
  submittedAt: at,
  commit: { oid: commit },
  author: actor(findUser(state, author)),
})

/** GraphQL leaves the "[bot]" of an App's login out. */
const actor = (user: User | null) =>
  user && {
    __typename: user.type,
    login: user.login.replace(/\[bot\]$/, ''),
    ...(user.type === 'User' && { databaseId: user.id }),
  }
