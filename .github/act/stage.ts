/** For tests: the gate's stage with this repository's code on main, a git server before it, and events as GitHub sends them. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, at, declared, openStage, type Pull, root, workflow } from '../../scripts/gate/fixture.ts'
import type { Permissions, Scope } from '../../scripts/rehearsal/state.ts'
import { startGitServer } from './git-server.ts'
import { type Configured, type Ran, runWorkflow } from './run.ts'

export const judge = declared(workflow('gate.yml'), 'judge')

/** What the jobs that answer requests declare. */
export const answerer = declared(workflow('issue-forms.yml'), 'answer')
export const proposer = declared(workflow('advance.yml'), 'propose')

/** What the job that publishes declares. */
export const publisher = declared(workflow('publish.yml'), 'publish')

/** The job's token, one that may do nothing, and for each permission one that lacks it. */
const grants: Record<string, Permissions> = {
  'judge-token': judge,
  'answer-token': answerer,
  'propose-token': proposer,
  'publish-token': publisher,
  'relay-token': declared(workflow('signal.yml'), 'relay'),
  ...Object.fromEntries(Object.keys(judge).map(scope => [without(scope), { ...judge, [scope as Scope]: undefined }])),
}

/** The name of the token that lacks a permission. */
export function without(scope: string): string {
  return `judge-token-without-${scope}`
}

/** The code as it lies on disk, committed or not: what the gate runs. Policies that are data come with the stage. */
function code(): Record<string, string> {
  const inFolders = ['schemas', 'policies', 'scripts', '.github/workflows'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
  )
  const wanted = inFolders.filter(
    path => /\.(?:ts|json|yml)$/.test(path) && !/\.test\.ts$|^scripts\/cases\//.test(path.replaceAll('\\', '/')),
  )
  const paths = [...wanted, 'package.json', 'package-lock.json', '.npmrc']
  return Object.fromEntries(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]))
}

export interface Event {
  name: string
  payload: object
  /** Who caused it, where that counts. */
  actor?: { login: string; id: number }
}

export type ActStage = Awaited<ReturnType<typeof openActStage>>

/** `changes` are made on top of what main has. */
export async function openActStage(changes: Record<string, string> = {}) {
  const stage = await openStage({ ...code(), ...changes }, { grants })
  const known: Record<string, Permissions> = { ...grants, [app.token]: app.permissions }
  const contents = (token = '') => known[token]?.contents
  const server = await startGitServer(
    'acme/releases',
    stage.bare,
    token => contents(token) !== undefined,
    token => contents(token) === 'write',
  )
  const api = stage.as('owner')
  const { data: repository } = await api.repos.get(at)
  const tip = (ref: string) => execFileSync('git', ['rev-parse', ref], { cwd: stage.bare, encoding: 'utf8' }).trim()
  const told = async ({ number }: Pull) => (await api.pulls.get({ ...at, pull_number: number })).data
  const base = { repository, sender: repository.owner }
  return {
    ...stage,
    server,
    tip,
    /** Runs a workflow for an event that GitHub takes from the default branch, with a token of the job's permissions. */
    run: (
      { name, payload, actor }: Event,
      text = workflow('gate.yml'),
      token = 'judge-token',
      configured?: Configured,
    ): Promise<Ran> =>
      runWorkflow({
        ...(configured && { configured }),
        workflow: text,
        event: name,
        payload,
        token,
        sha: tip('refs/heads/main'),
        ref: 'refs/heads/main',
        github: {
          ...{ GITHUB_SERVER_URL: server.url, GITHUB_API_URL: stage.forge.url, GITHUB_REPOSITORY: 'acme/releases' },
          ...(actor && { GITHUB_ACTOR: actor.login, GITHUB_ACTOR_ID: `${actor.id}` }),
        },
      }),
    events: {
      opened: async (pull: Pull): Promise<Event> => ({
        name: 'pull_request_target',
        payload: { ...base, action: 'opened', number: pull.number, pull_request: await told(pull) },
      }),
      reviewed: async (pull: Pull): Promise<Event> => ({
        name: 'pull_request_review',
        payload: { ...base, action: 'submitted', review: { state: 'approved' }, pull_request: await told(pull) },
      }),
      /** The end of the run of `signal`. GitHub names no pull request of a fork. */
      signalled: async (pull: Pull): Promise<Event> => {
        const { head, base: onto, id, url } = await told(pull)
        const isFork = pull.ref.startsWith('refs/forks/')
        const listed = { id, url, number: pull.number, head, base: { ...onto, repo: { id: repository.id } } }
        const [owner = '', branch = ''] = head.label.split(':')
        const from = { head_branch: branch, head_sha: head.sha, head_repository: { owner: { login: owner } } }
        const run = { ...from, name: 'signal', event: 'pull_request_review', pull_requests: isFork ? [] : [listed] }
        return { name: 'workflow_run', payload: { ...base, action: 'completed', workflow_run: run } }
      },
      /** The end of the run of `signal` for a merge group. */
      queued: (branch: string): Event => {
        const from = { head_branch: branch, head_sha: tip(`refs/heads/${branch}`), head_repository: repository }
        const run = { ...from, name: 'signal', event: 'merge_group', pull_requests: [] }
        return { name: 'workflow_run', payload: { ...base, action: 'completed', workflow_run: run } }
      },
      /** A person or an App asks for a review. */
      asked: async (pull: Pull, type: 'User' | 'Bot'): Promise<Event> => ({
        name: 'pull_request_target',
        payload: {
          ...base,
          action: 'review_requested',
          number: pull.number,
          pull_request: await told(pull),
          sender: { ...base.sender, type },
        },
      }),
      commented: (number: number, body: string, isPull = true): Event => {
        const issue = { number, ...(isPull && { pull_request: { url: `${stage.forge.url}/pulls/${number}` } }) }
        return { name: 'issue_comment', payload: { ...base, action: 'created', issue, comment: { body } } }
      },
      /** An issue that its author opened or edited. */
      submitted: async (number: number, action: 'opened' | 'edited' = 'opened'): Promise<Event> => {
        const { data: issue } = await api.issues.get({ ...at, issue_number: number })
        const changes = action === 'edited' ? { changes: { body: { from: 'before' } } } : {}
        return { name: 'issues', payload: { ...base, action, issue, sender: issue.user, ...changes } }
      },
      /** The workflow Advance, started by somebody. */
      started: (inputs: Record<string, string>, actor: NonNullable<Event['actor']>): Event => ({
        name: 'workflow_dispatch',
        payload: { ...base, ref: 'refs/heads/main', inputs },
        actor,
      }),
      dispatched: (pr: string): Event => ({
        name: 'workflow_dispatch',
        payload: { ...base, ref: 'refs/heads/main', inputs: { pr } },
      }),
      pushed: (): Event => ({ name: 'push', payload: { ...base, ref: 'refs/heads/main' } }),
      hourly: (): Event => ({ name: 'schedule', payload: { ...base, schedule: '17 * * * *' } }),
    },
    close: async () => {
      await server.close()
      await stage.close()
    },
  }
}
