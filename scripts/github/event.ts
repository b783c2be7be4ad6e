/** Which pull request an event is about. The payload may be a replayed one: only numbers and names are taken from it. */
import type { Client } from './client.ts'
import { headOf } from './facts.ts'
import { countOf, type Fields, fieldsOf, shaOf, textOf } from './shape.ts'

export type Target =
  /** `group`: the head of a merge group, where the status must stand too. */
  | { pull: number; group?: string }
  /** The open pull requests from `head` (`owner:branch`) that stand at `sha`. */
  | { find: { head: string; sha: string } }
  /** Every open pull request. */
  | { sweep: true }
  | { none: string }

/** Reads a workflow's event. `pull` is a number that was asked for by name, and goes before the event. */
export function targetOf(event: string, payload: unknown, pull?: number): Target {
  if (pull !== undefined) return { pull }
  const read = Object.hasOwn(readers, event) ? readers[event] : undefined
  return read ? read(fieldsOf(payload, 'event')) : { none: `the event '${event}' is about no pull request` }
}

const readers: Record<string, (payload: Fields) => Target> = {
  pull_request_target: payload => ({ pull: numberIn(payload.pull_request, 'pull_request') }),
  workflow_run: payload => fromRun(fieldsOf(payload.workflow_run, 'workflow_run'), payload),
  issue_comment: fromComment,
  schedule: () => ({ sweep: true }),
  push: () => ({ sweep: true }),
  workflow_dispatch: fromDispatch,
  merge_group: fromGroup,
}

/** For a fork `pull_requests` is empty; for a branch with several pull requests, which one is open is GitHub's to say. */
function fromRun(run: Fields, payload: Fields): Target {
  if (run.event === 'merge_group') return queued(textOf(run.head_branch, 'workflow_run.head_branch'), run.head_sha)
  const listed = Array.isArray(run.pull_requests) ? run.pull_requests : []
  const id = fieldsOf(payload.repository, 'repository').id
  const ours = listed.filter(pull => fieldsOf(fieldsOf(pull.base, 'base').repo, 'base.repo').id === id)
  if (ours.length === 1) return { pull: numberIn(ours[0], 'workflow_run.pull_requests') }
  if (run.head_repository === null || run.head_branch === null) return { none: 'the fork or its branch is gone' }
  const repository = fieldsOf(run.head_repository, 'workflow_run.head_repository')
  const owner = textOf(fieldsOf(repository.owner, 'head_repository.owner').login, 'head_repository.owner.login')
  const branch = textOf(run.head_branch, 'workflow_run.head_branch')
  return { find: { head: `${owner}:${branch}`, sha: shaOf(run.head_sha, 'workflow_run.head_sha') } }
}

function fromComment(payload: Fields): Target {
  const issue = fieldsOf(payload.issue, 'issue')
  const body = textOf(fieldsOf(payload.comment, 'comment').body, 'comment.body')
  if (payload.action === 'deleted') return { none: 'the comment was deleted' }
  if (!issue.pull_request) return { none: 'the comment is on an issue' }
  if (body.trim() !== '/recheck') return { none: 'the comment is not /recheck' }
  return { pull: numberIn(issue, 'issue') }
}

function fromDispatch(payload: Fields): Target {
  const given = `${fieldsOf(payload.inputs ?? {}, 'inputs').pr ?? ''}`.trim().replace(/^#/, '')
  if (!/^[1-9]\d{0,9}$/.test(given)) return { none: `the input pr is '${given}'; expected a pull request's number` }
  return { pull: Number(given) }
}

function fromGroup(payload: Fields): Target {
  if (payload.action === 'destroyed') return { none: 'the merge group is gone' }
  const group = fieldsOf(payload.merge_group, 'merge_group')
  return queued(textOf(group.head_ref, 'merge_group.head_ref'), group.head_sha)
}

/** A merge group's branch ends in the pull request that it adds: `gh-readonly-queue/main/pr-12-<sha>`. */
function queued(ref: string, sha: unknown): Target {
  const number = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]+$/.exec(ref)?.[1]
  return number ? { pull: Number(number), group: shaOf(sha, 'head_sha') } : { none: `'${ref}' is no merge group` }
}

/** A pull request that is to be judged. `listed`: what a list has told of it already. */
export interface Meant {
  number: number
  listed?: unknown
}

/** The pull requests that a target means, lowest first. */
export async function resolve(client: Client, target: Target): Promise<Meant[]> {
  if ('pull' in target) return [{ number: target.pull }]
  if ('none' in target) return []
  const head = 'find' in target ? { head: target.find.head } : {}
  const pulls = await client.list('GET /repos/{owner}/{repo}/pulls', { state: 'open', ...head })
  return pulls
    .map(listed => ({ number: numberIn(listed, 'pull'), listed }))
    .filter(({ listed }) => !('find' in target) || headOf(listed).sha === target.find.sha)
    .sort((one, other) => one.number - other.number)
}

const numberIn = (value: unknown, what: string) => countOf(fieldsOf(value, what).number, `${what}.number`)
