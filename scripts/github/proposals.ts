/** Brings a change of files to GitHub: a commit that GitHub signs, the pull request, and whose review it asks for. */
import type { Person } from '../../policies/model.ts'
import { personOf } from './authors.ts'
import { type Change, theSame } from './change.ts'
import { type Client, GitHubError } from './client.ts'
import { sameBody } from './comment.ts'
import { mostReviewers, type Refused, requestReviews } from './effects.ts'
import { countOf, type Fields, fieldsOf, rowsOf, shaOf, textOf } from './shape.ts'

export type { Change, FileText } from './change.ts'

const attempts = 4
const mutation =
  'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }'

/**
 * Commits on a branch, which it makes if it is not there; GitHub signs it. The same change is never committed twice: a repeated call finds the
 * first one's commit, and so does this one after an answer that was lost.
 */
export async function commitOnGitHub(client: Client, change: Change): Promise<{ sha: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const tip = await beginBranch(client, change)
    if (tip !== change.base) return { sha: await theSame(client, tip, change) }
    try {
      return { sha: await commit(client, change) }
    } catch (error) {
      // moved: perhaps by us, when the answer was lost; not found: a branch may be a moment old
      const open = statusOf(error) >= 500 || [404, 409].includes(statusOf(error))
      if (!open || attempt === attempts) throw error
      await client.wait(attempt ** 2)
    }
  }
}

/** Where the branch is; it is begun at the base if there is none. */
async function beginBranch(client: Client, { branch, base }: Change): Promise<string> {
  const there = await readTip(client, branch)
  if (there !== null) return there
  try {
    await client.write('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha: base })
    return base
  } catch (error) {
    // it is there by now: another run's, or ours, when the answer was lost
    const open = statusOf(error) === 422 || statusOf(error) >= 500
    const found = open ? await readTip(client, branch) : null
    if (found === null) throw error
    return found
  }
}

async function readTip(client: Client, branch: string): Promise<string | null> {
  try {
    const ref = fieldsOf(
      await client.read('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${branch}` }),
      'ref',
    )
    return shaOf(fieldsOf(ref.object, 'ref.object').sha, 'ref.object.sha')
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

async function commit(client: Client, { branch, base, files, message }: Change): Promise<string> {
  const [headline = '', ...body] = message.trim().split('\n')
  const input = {
    branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: branch },
    expectedHeadOid: base,
    message: { headline, body: body.join('\n').trim() },
    fileChanges: {
      additions: files.flatMap(({ path, text }) =>
        text === null ? [] : [{ path, contents: Buffer.from(text).toString('base64') }],
      ),
      deletions: files.flatMap(({ path, text }) => (text === null ? [{ path }] : [])),
    },
  }
  const data = fieldsOf((await client.mutate(mutation, { input })).createCommitOnBranch, 'createCommitOnBranch')
  return shaOf(fieldsOf(data.commit, 'createCommitOnBranch.commit').oid, 'createCommitOnBranch.commit.oid')
}

export interface Proposal {
  branch: string
  /** The branch that it is to be merged into. */
  base: string
  title: string
  body: string
  draft: boolean
}

export interface Opened {
  number: number
  url: string
  /** Whether it was opened now. */
  isNew: boolean
  author: Person | null
  /** Logins whose review is asked for already. */
  asked: string[]
  /** How many people and teams that are, of whom GitHub allows 15. */
  reviewersNow: number
}

/** Opens a pull request, or gives the open one of that branch; `update`: its title and body are then made anew. */
export async function openPull(client: Client, proposal: Proposal, { update } = { update: false }): Promise<Opened> {
  for (let [attempt, lost] = [1, false]; ; attempt += 1) {
    const there = await findPull(client, proposal)
    if (there) return openedOf(update ? await renew(client, there, proposal) : there, lost)
    const { branch: head, base, title, body, draft } = proposal
    try {
      const given = { head, base, title, body, draft }
      return openedOf(await client.write('POST /repos/{owner}/{repo}/pulls', given, { once: true }), true)
    } catch (error) {
      // what this call opened, and lost the answer, is new as well
      const open = statusOf(error) >= 500
      lost ||= open
      const raced = statusOf(error) === 422 && /already exists/i.test((error as Error).message)
      if (!(open || raced) || attempt === attempts) throw error
      await client.wait(attempt ** 2)
    }
  }
}

/** The open pull request of a branch of this repository. */
async function findPull(client: Client, { branch, base }: Proposal): Promise<Fields | null> {
  const head = `${client.owner}:${branch}`
  const rows = await client.list('GET /repos/{owner}/{repo}/pulls', { state: 'open', head })
  const pulls = rows.map(row => fieldsOf(row, 'pull'))
  // GitHub ignores a filter that it does not understand
  const [found] = pulls.filter(pull => fieldsOf(pull.head, 'pull.head').ref === branch && isOwn(client, pull))
  if (!found) return null
  const into = fieldsOf(found.base, 'pull.base').ref
  if (into !== base)
    throw new Error(
      `The branch ${branch} has an open pull request into ${into}, number ${found.number}: close it first.`,
    )
  return found
}

const isOwn = ({ owner, repo }: Client, { head }: Fields): boolean => {
  const from = (head as Fields).repo as Fields | null
  return String(from?.full_name).toLowerCase() === `${owner}/${repo}`.toLowerCase()
}

async function renew(client: Client, pull: Fields, { title, body }: Proposal): Promise<unknown> {
  if (pull.title === title && sameBody(String(pull.body ?? ''), body)) return pull
  const number = countOf(pull.number, 'pull.number')
  return client.write('PATCH /repos/{owner}/{repo}/pulls/{number}', { number, title, body })
}

function openedOf(value: unknown, isNew: boolean): Opened {
  const pull = fieldsOf(value, 'pull')
  const people = rowsOf(pull.requested_reviewers ?? [], 'pull.requested_reviewers')
  const teams = rowsOf(pull.requested_teams ?? [], 'pull.requested_teams')
  return {
    number: countOf(pull.number, 'pull.number'),
    url: textOf(pull.html_url, 'pull.html_url'),
    isNew,
    author: personOf(pull.user, 'pull.user'),
    asked: people.flatMap(one => personOf(one, 'pull.requested_reviewer')?.login ?? []),
    reviewersNow: people.length + teams.length,
  }
}

/** The open pull requests of this repository whose title says that they are about something, and their branches. */
export async function openAbout(client: Client, beginning: string): Promise<{ number: number; branch: string }[]> {
  const rows = await client.list('GET /repos/{owner}/{repo}/pulls', { state: 'open' })
  return rows
    .map(row => fieldsOf(row, 'pull'))
    .filter(pull => textOf(pull.title, 'pull.title').startsWith(beginning) && isOwn(client, pull))
    .map(pull => ({
      number: countOf(pull.number, 'pull.number'),
      branch: textOf(fieldsOf(pull.head, 'pull.head').ref, 'pull.head.ref'),
    }))
}

/** Asks for reviews: of those for whom GitHub has room; not of the author, nor of who is asked already. Gives who was refused, and why. */
export async function askForReviews(client: Client, pull: Opened, logins: readonly string[]): Promise<Refused[]> {
  const known = new Set([pull.author?.login ?? '', ...pull.asked].map(login => login.toLowerCase()))
  const open = logins.filter((login, at) => !known.has(login.toLowerCase()) && isFirst(login, at, logins))
  const room = open.slice(0, Math.max(0, mostReviewers - pull.reviewersNow))
  const full = { reason: `GitHub takes ${mostReviewers} reviewers at most.` }
  const refused = room.length === 0 ? [] : await requestReviews(client, pull.number, room)
  return [...refused, ...open.slice(room.length).map(login => ({ login, ...full }))]
}

const isFirst = (login: string, at: number, logins: readonly string[]) =>
  logins.findIndex(other => other.toLowerCase() === login.toLowerCase()) === at

/** Starts a workflow, such as `gate.yml`, as it is on `ref`: what GITHUB_TOKEN does starts none by itself. */
export async function dispatchWorkflow(
  client: Client,
  file: string,
  ref: string,
  inputs: Record<string, string>,
): Promise<void> {
  await client.write('POST /repos/{owner}/{repo}/actions/workflows/{file}/dispatches', { file, ref, inputs })
}

/** Whose token it is; `null` for an App's or a workflow's, which are nobody. */
export async function whoAmI(client: Client): Promise<{ id: number; login: string } | null> {
  try {
    const user = fieldsOf(await client.read('GET /user', { owner: undefined, repo: undefined }), 'user')
    return { id: countOf(user.id, 'user.id'), login: textOf(user.login, 'user.login') }
  } catch (error) {
    if (statusOf(error) === 403) return null
    throw error
  }
}

const statusOf = (error: unknown): number => (error instanceof GitHubError ? error.status : 0)
