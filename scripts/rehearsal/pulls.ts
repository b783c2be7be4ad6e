/** Pull requests as they are shown: the list, the one, and what git says they hold. */

import { api, nodeId, webPage } from './addresses.ts'
import { type Answer, type Call, list, notFound, page } from './answers.ts'
import { commit, file } from './commits.ts'
import { commitsBetween, type FileChange, filesBetween, mergeBase, mergeTree } from './git.ts'
import { association, owner, user, userOrGhost } from './people.ts'
import { repository } from './repository.ts'
import { type Pull, type State, sameLogin } from './state.ts'
import { lacking } from './statuses.ts'

type Shape = Record<string, unknown>

/** GitHub shows no more of a pull request than this, and does not say that it left something out. */
const limits = { commits: 250, files: 3000 }

/** The pull request that a path names. */
export function findPull(state: State, call: Call): Pull | null {
  const number = Number(call.path.pull_number ?? call.path.issue_number)
  return state.pulls.find(pull => pull.number === number) ?? null
}

/** The files that a pull request changes since it left its base. */
async function filesOf(state: State, pull: Pull): Promise<FileChange[]> {
  const key = `${pull.base.sha}...${pull.head.sha}`
  const known = state.files.get(key)
  if (known !== undefined) return known
  const from = await mergeBase(state.bare, pull.base.sha, pull.head.sha)
  const files = filesBetween(state.bare, from, pull.head.sha)
  state.files.set(key, files)
  return files
}

/** A pull request as the lists show it. */
export function simple(state: State, pull: Pull): Shape {
  const url = api(state, `/pulls/${pull.number}`)
  const issue = api(state, `/issues/${pull.number}`)
  const html = webPage(state, `/pull/${pull.number}`)
  const links = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: api(state, '/pulls/comments{/number}'),
    commits: `${url}/commits`,
    statuses: api(state, `/statuses/${pull.head.sha}`),
  }
  const fork = sameLogin(pull.head.owner, state.owner) ? null : pull.head.owner
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userOrGhost(state, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requested.map(login => user(state, login)).filter(found => found !== null),
    requested_teams: [],
    head: end(state, pull.head.owner, pull.head.branch, pull.head.sha, fork),
    base: end(state, state.owner, pull.base.branch, pull.base.sha, null),
    _links: Object.fromEntries(Object.entries(links).map(([rel, href]) => [rel, { href }])),
    author_association: association(state, pull.author),
    auto_merge: null,
    draft: pull.draft,
  }
}

function end(state: State, login: string, ref: string, sha: string, fork: string | null): Shape {
  return { label: `${login}:${ref}`, ref, sha, user: owner(state, login), repo: repository(state, fork) }
}

/** A pull request as it stands alone: with what git says of it. */
export async function full(state: State, pull: Pull): Promise<Shape> {
  const [commits, files, mergeable] = await Promise.all([
    commitsBetween(state.bare, pull.base.sha, pull.head.sha),
    filesOf(state, pull),
    isMergeable(state, pull),
  ])
  const blocked = pull.draft ? 'draft' : lacking(state, pull.head.sha) === null ? 'clean' : 'blocked'
  return {
    ...simple(state, pull),
    merged: pull.merged !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? blocked : 'dirty',
    merged_by: pull.merged === null ? null : user(state, pull.merged.by),
    comments: state.comments.filter(comment => comment.pull === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, { additions }) => sum + additions, 0),
    deletions: files.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: files.length,
  }
}

async function isMergeable(state: State, pull: Pull): Promise<boolean | null> {
  if (pull.state === 'closed') return null
  return (await mergeTree(state.bare, `refs/heads/${pull.base.branch}`, pull.head.sha)) !== null
}

/** GET /pulls */
export function listPulls(state: State, call: Call): Answer {
  const { state: wanted = 'open', head, base, sort = 'created', direction } = call.query
  const labelled = (pull: Pull) => `${pull.head.owner}:${pull.head.branch}`.toLowerCase()
  const found = state.pulls
    .filter(pull => wanted === 'all' || pull.state === wanted)
    // GitHub ignores a head without an owner.
    .filter(pull => !String(head ?? '').includes(':') || labelled(pull) === String(head).toLowerCase())
    .filter(pull => base === undefined || pull.base.branch === base)
  const byUpdate = (one: Pull, other: Pull) =>
    one.updatedAt < other.updatedAt ? -1 : Number(one.updatedAt > other.updatedAt)
  if (sort === 'updated') found.sort(byUpdate)
  const descending = (direction ?? (sort === 'created' ? 'desc' : 'asc')) === 'desc'
  const ordered = descending ? found.reverse() : found
  return list(
    call,
    ordered.map(pull => simple(state, pull)),
  )
}

/** GET /pulls/{n} */
export async function getPull(state: State, call: Call): Promise<Answer> {
  const pull = findPull(state, call)
  return pull === null ? notFound() : { status: 200, body: await full(state, pull) }
}

/** GET /pulls/{n}/commits */
export async function listCommits(state: State, call: Call): Promise<Answer> {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const commits = await commitsBetween(state.bare, pull.base.sha, pull.head.sha)
  return list(
    call,
    commits.slice(0, limits.commits).map(data => commit(state, data)),
  )
}

/** GET /pulls/{n}/files */
export async function listFiles(state: State, call: Call): Promise<Answer> {
  const pull = findPull(state, call)
  if (pull === null) return notFound()
  const { items, headers } = page(call, (await filesOf(state, pull)).slice(0, limits.files))
  return { status: 200, body: items.map(change => file(state, pull.head.sha, change)), headers }
}
