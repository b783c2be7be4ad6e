/** Every operation that the forge has: what it needs, and what carries it out. */
import type { Need } from './access.ts'
import { getRateLimit, getRepository, getUser } from './account.ts'
import type { Answer, Call } from './answers.ts'
import { dispatchWorkflow } from './dispatches.ts'
import { createComment, deleteComment, listComments, listEvents, listTimeline, updateComment } from './issues.ts'
import { mergePull } from './merge.ts'
import { codeownersErrors } from './owners.ts'
import { openPull, updatePull } from './proposals.ts'
import { getPull, listCommits, listFiles, listPulls } from './pulls.ts'
import { createRef, getRef } from './refs.ts'
import { createRelease, listReleases, updateRelease } from './releases.ts'
import { createReview, dismissReview, listReviews, removeReviewers, requestReviewers, updateReview } from './reviews.ts'
import { createRuleset, getRuleset, listRulesets, updateRuleset } from './rulesets.ts'
import type { Scope, State } from './state.ts'
import { combinedStatus, createStatus, getCommit, listStatuses } from './statuses.ts'
import { createIssue, getIssue } from './tickets.ts'

export interface Route {
  need: Need
  answer: (state: State, call: Call) => Answer | Promise<Answer>
}

const read = (...scopes: Scope[]): Need => ({ level: 'read', scopes })
const write = (...scopes: Scope[]): Need => ({ level: 'write', scopes })
const open: Need = { level: 'read', scopes: [], open: true }
const repo = '/repos/{owner}/{repo}'
const pull = `${repo}/pulls/{pull_number}`
const issue = `${repo}/issues/{issue_number}`

export const routes: Record<string, Route> = {
  [`GET ${repo}`]: { need: read(), answer: getRepository },
  [`GET ${repo}/pulls`]: { need: read('pull-requests'), answer: listPulls },
  [`POST ${repo}/pulls`]: { need: write('pull-requests'), answer: openPull },
  [`GET ${pull}`]: { need: read('pull-requests'), answer: getPull },
  [`PATCH ${pull}`]: { need: write('pull-requests'), answer: updatePull },
  [`GET ${pull}/commits`]: { need: read('pull-requests'), answer: listCommits },
  [`GET ${pull}/files`]: { need: read('pull-requests'), answer: listFiles },
  [`PUT ${pull}/merge`]: { need: write('contents'), answer: mergePull },
  [`GET ${pull}/reviews`]: { need: read('pull-requests'), answer: listReviews },
  [`POST ${pull}/reviews`]: { need: write('pull-requests'), answer: createReview },
  [`PUT ${pull}/reviews/{review_id}`]: { need: write('pull-requests'), answer: updateReview },
  [`PUT ${pull}/reviews/{review_id}/dismissals`]: { need: write('pull-requests'), answer: dismissReview },
  [`POST ${pull}/requested_reviewers`]: { need: write('pull-requests'), answer: requestReviewers },
  [`DELETE ${pull}/requested_reviewers`]: { need: write('pull-requests'), answer: removeReviewers },
  [`POST ${repo}/issues`]: { need: write('issues'), answer: createIssue },
  [`GET ${issue}`]: { need: read('issues', 'pull-requests'), answer: getIssue },
  [`GET ${issue}/comments`]: { need: read('issues', 'pull-requests'), answer: listComments },
  [`POST ${issue}/comments`]: { need: write('issues', 'pull-requests'), answer: createComment },
  [`PATCH ${repo}/issues/comments/{comment_id}`]: { need: write('issues', 'pull-requests'), answer: updateComment },
  [`DELETE ${repo}/issues/comments/{comment_id}`]: { need: write('issues', 'pull-requests'), answer: deleteComment },
  [`GET ${issue}/events`]: { need: read('issues', 'pull-requests'), answer: listEvents },
  [`GET ${issue}/timeline`]: { need: read('issues', 'pull-requests'), answer: listTimeline },
  [`POST ${repo}/statuses/{sha}`]: { need: write('statuses'), answer: createStatus },
  [`GET ${repo}/commits/{ref}`]: { need: read('contents'), answer: getCommit },
  [`GET ${repo}/commits/{ref}/status`]: { need: read('statuses'), answer: combinedStatus },
  [`GET ${repo}/commits/{ref}/statuses`]: { need: read('statuses'), answer: listStatuses },
  [`GET ${repo}/git/ref/{ref}`]: { need: read('contents'), answer: getRef },
  [`POST ${repo}/git/refs`]: { need: write('contents'), answer: createRef },
  [`POST ${repo}/actions/workflows/{workflow_id}/dispatches`]: { need: write('actions'), answer: dispatchWorkflow },
  [`GET ${repo}/releases`]: { need: read('contents'), answer: listReleases },
  [`POST ${repo}/releases`]: { need: write('contents'), answer: createRelease },
  [`PATCH ${repo}/releases/{release_id}`]: { need: write('contents'), answer: updateRelease },
  // GitHub asks for `metadata: read`, which every token has
  [`GET ${repo}/rulesets`]: { need: read(), answer: listRulesets },
  [`POST ${repo}/rulesets`]: { need: write('administration'), answer: createRuleset },
  [`GET ${repo}/rulesets/{ruleset_id}`]: { need: read(), answer: getRuleset },
  [`PUT ${repo}/rulesets/{ruleset_id}`]: { need: write('administration'), answer: updateRuleset },
  [`GET ${repo}/codeowners/errors`]: { need: read('contents'), answer: codeownersErrors },
  'GET /user': { need: open, answer: getUser },
  'GET /rate_limit': { need: open, answer: getRateLimit },
}

export interface Match {
  operation: string
  route: Route
  path: Record<string, string>
}

// The longer template first: `/commits/{ref}` takes slashes and would swallow `/commits/{ref}/status`.
const patterns = Object.entries(routes)
  .sort(([one], [other]) => other.length - one.length)
  .map(([operation, route]) => ({ operation, route, pattern: patternOf(operation) }))

function patternOf(operation: string): RegExp {
  const source = operation.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'ref' ? `(?<ref>.+)` : `(?<${name}>[^/]+)`))
  return new RegExp(`^${source}$`)
}

/** The operation that a request means, with the values of its path; `null` where the forge has none. */
export function matchRoute(method: string, pathname: string): Match | null {
  for (const { operation, route, pattern } of patterns) {
    const groups = pattern.exec(`${method} ${pathname}`)?.groups
    if (groups === undefined && !pattern.test(`${method} ${pathname}`)) continue
    return decoded(operation, route, groups ?? {})
  }
  return null
}

function decoded(operation: string, route: Route, groups: Record<string, string>): Match | null {
  try {
    const path = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)])
    return { operation, route, path: Object.fromEntries(path) }
  } catch {
    return null
  }
}
