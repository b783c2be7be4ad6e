import { describe, expect, it } from 'vitest'
import { resolve, type Target, targetOf } from './event.ts'
import { startLoopback } from './loopback.ts'

const sha = 'a'.repeat(40)
const repository = { id: 5 }
const run = {
  event: 'pull_request_review',
  head_branch: 'go-live',
  head_sha: sha,
  head_repository: { owner: { login: 'supplier' } },
  pull_requests: [] as unknown[],
}
const listed = (number: number, id = 5) => ({ number, base: { repo: { id } } })
const workflowRun = (changed: object) => ({ repository, workflow_run: { ...run, ...changed } })
const comment = (body: string, changed: object = {}) => ({
  action: 'created',
  issue: { number: 8, pull_request: { url: 'x' } },
  comment: { body },
  ...changed,
})
const group = (head_ref: string, action = 'checks_requested') => ({ action, merge_group: { head_ref, head_sha: sha } })

const rows: [string, unknown, Target | { none: unknown }][] = [
  ['pull_request_target', { pull_request: { number: 3 } }, { pull: 3 }],
  ['workflow_run', workflowRun({ pull_requests: [listed(4)] }), { pull: 4 }],
  ['workflow_run', workflowRun({}), { find: { head: 'supplier:go-live', sha } }],
  ['workflow_run', workflowRun({ pull_requests: null }), { find: { head: 'supplier:go-live', sha } }],
  ['workflow_run', workflowRun({ pull_requests: [listed(4), listed(9)] }), { find: { head: 'supplier:go-live', sha } }],
  ['workflow_run', workflowRun({ pull_requests: [listed(4, 6)] }), { find: { head: 'supplier:go-live', sha } }],
  ['workflow_run', workflowRun({ head_repository: null }), { none: expect.any(String) }],
  ['workflow_run', workflowRun({ head_branch: null }), { none: expect.any(String) }],
  [
    'workflow_run',
    workflowRun({ event: 'merge_group', head_branch: `gh-readonly-queue/main/pr-12-${sha}` }),
    { pull: 12, group: sha },
  ],
  // A fork may name its branch like a merge group's; only the event makes it one.
  [
    'workflow_run',
    workflowRun({ head_branch: `gh-readonly-queue/main/pr-12-${sha}` }),
    { find: { head: `supplier:gh-readonly-queue/main/pr-12-${sha}`, sha } },
  ],
  ['issue_comment', comment('/recheck'), { pull: 8 }],
  ['issue_comment', comment(' /recheck\r\n'), { pull: 8 }],
  ['issue_comment', comment('please /recheck'), { none: expect.any(String) }],
  ['issue_comment', comment('/rechecked'), { none: expect.any(String) }],
  ['issue_comment', comment('/recheck', { issue: { number: 8 } }), { none: expect.any(String) }],
  ['issue_comment', comment('/recheck', { action: 'deleted' }), { none: expect.any(String) }],
  ['schedule', { schedule: '5 * * * *' }, { sweep: true }],
  // what was merged may have changed a role, a rule or a record that others rely on
  ['push', { ref: 'refs/heads/main' }, { sweep: true }],
  ['workflow_dispatch', { inputs: { pr: '17' } }, { pull: 17 }],
  ['workflow_dispatch', { inputs: { pr: ' #17 ' } }, { pull: 17 }],
  ['workflow_dispatch', { inputs: { pr: '17; rm' } }, { none: expect.any(String) }],
  ['workflow_dispatch', { inputs: { pr: '0' } }, { none: expect.any(String) }],
  ['workflow_dispatch', { inputs: null }, { none: expect.any(String) }],
  ['merge_group', group(`refs/heads/gh-readonly-queue/main/pr-104-${sha}`), { pull: 104, group: sha }],
  ['merge_group', group(`refs/heads/gh-readonly-queue/release/1.x/pr-104-${sha}`), { pull: 104, group: sha }],
  ['merge_group', group(`refs/heads/gh-readonly-queue/main/pr-104-${sha}`, 'destroyed'), { none: expect.any(String) }],
  ['merge_group', group('refs/heads/main'), { none: expect.any(String) }],
  ['pull_request', {}, { none: expect.any(String) }],
  ['constructor', {}, { none: expect.any(String) }],
]

describe('targetOf', () => {
  it.each(rows)('%s %j', (event, payload, expected) => {
    expect(targetOf(event, payload)).toEqual(expected)
  })
  it('a number that was asked for goes before the event', () => {
    expect(targetOf('schedule', {}, 6)).toEqual({ pull: 6 })
  })
  it.each([
    ['pull_request_target', {}],
    ['pull_request_target', null],
    ['pull_request_target', { pull_request: { number: '3' } }],
    ['workflow_run', { repository }],
    ['workflow_run', workflowRun({ head_sha: 'main' })],
    ['issue_comment', { issue: { number: 1, pull_request: {} }, comment: {} }],
    ['merge_group', {}],
  ])('%s %j is malformed', (event, payload) => {
    expect(() => targetOf(event, payload)).toThrow(/GitHub sent .* expected/)
  })
})

describe('resolve', () => {
  const pull = (number: number, head: string) => ({
    number,
    state: 'open',
    head: { sha: head },
  })
  const open = [pull(9, sha), pull(2, 'b'.repeat(40)), pull(4, sha)]
  it.each([
    [{ pull: 6 }, [6], []],
    [{ none: 'x' }, [], []],
    [{ sweep: true }, [2, 4, 9], [{ state: 'open', per_page: '100' }]],
    [
      { find: { head: 'supplier:go-live', sha } },
      [4, 9],
      [{ state: 'open', per_page: '100', head: 'supplier:go-live' }],
    ],
    [
      { find: { head: 'supplier:go-live', sha: 'c'.repeat(40) } },
      [],
      [{ state: 'open', per_page: '100', head: 'supplier:go-live' }],
    ],
  ] as [Target, number[], object[]][])('%j', async (target, numbers, queries) => {
    const server = await startLoopback(() => ({ json: open }))
    const meant = await resolve(server.client(), target)
    expect(meant.map(({ number }) => number)).toEqual(numbers)
    for (const { number, listed } of meant)
      expect(listed).toEqual('pull' in target ? undefined : open.find(one => one.number === number))
    expect(server.seen.map(request => request.query)).toEqual(queries)
    await server.close()
  })
})
