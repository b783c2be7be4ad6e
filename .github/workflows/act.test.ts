/**
 * The workflows themselves, run by act against the embedded forge: their events, conditions, steps, inputs and permissions.
 * What stands in for the runner's own parts is in `../act/stand-ins.ts`. act does not read `types:` and `concurrency:`, nor does it take
 * the workflow from the commit that GitHub takes it from: here that is always this repository's own file, unless a test says otherwise.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { at, content, type Pull, phase, signers, site, workflow } from '../../scripts/gate/fixture.ts'
import { routes } from '../../scripts/rehearsal/routes.ts'
import type { Scope } from '../../scripts/rehearsal/state.ts'
import { ownCode, ownPolicies } from '../act/attack.ts'
import { type Broken, runCi } from '../act/miniature.ts'
import { isInstalled } from '../act/run.ts'
import { type ActStage, type Event, judge, openActStage, without } from '../act/stage.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const missing = isInstalled ? '' : ' (NOT JUDGED: act is not installed)'

/** Every step of a workflow's one job, as act names it; without an App, none asks for an App's token. */
function stepsOf(text: string): string[] {
  const { jobs } = load(text) as { jobs: Record<string, { steps: { uses?: string; run?: string }[] }> }
  const all = Object.values(jobs).flatMap(({ steps }) => steps.map(({ uses, run }) => uses?.split('@')[0] ?? run ?? ''))
  return all.filter(step => step !== 'actions/create-github-app-token')
}

const allPassed = (text: string) => stepsOf(text).map(step => `${step}: success`)

/** A stage of its own, for a test that needs another main or no other pull requests. */
async function ownStage(changes?: Record<string, string>): Promise<ActStage> {
  const own = await openActStage(changes)
  onTestFinished(own.close)
  return own
}

describe.skipIf(!isInstalled)(`gate.yml, run by act${missing}`, () => {
  const gate = workflow('gate.yml')
  let stage: ActStage
  beforeAll(async () => {
    stage = await openActStage()
  })
  afterAll(() => stage?.close())

  /** Runs the gate for an event, and says which of its jobs ran and how they ended. */
  const jobsOf = async (event: Event) => (await stage.run(event)).jobs

  describe('pull_request_target', () => {
    test('signed by all: success and the comment, by every step of the job', async () => {
      const pull = await stage.open({ approved: signers })
      const ran = await stage.run(await stage.events.opened(pull))
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: { judge: 'success' }, steps: allPassed(gate) })
      expect(await stage.shown(pull)).toMatchObject({
        status: { state: 'success' },
        comments: [expect.stringContaining('Ready to merge')],
      })
    })

    test('signed by nobody: pending, and the job is green; again: the same comment', async () => {
      const pull = await stage.open()
      const event = await stage.events.opened(pull)
      expect(await jobsOf(event)).toEqual({ judge: 'success' })
      const shown = await stage.shown(pull)
      expect(shown).toMatchObject({ status: { state: 'pending' }, comments: [expect.stringContaining('Waiting')] })
      expect(shown.status?.description).toContain('Waiting for 3 of 3 sign-offs')
      expect(await jobsOf(event)).toEqual({ judge: 'success' })
      expect(await stage.shown(pull)).toEqual(shown)
    })
  })

  describe('the token of the job', () => {
    const operations = Object.entries(routes).filter(([, { need }]) => need.scopes.length > 0)
    const isGranted = (scopes: Scope[], level: string) =>
      scopes.some(scope => judge[scope] === 'write' || judge[scope] === level)
    const beyond = operations.filter(([, { need }]) => !isGranted(need.scopes, need.level)).map(([name]) => name)

    test('merging is beyond what the job declares', () => {
      expect(beyond).toContain('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge')
      expect(operations.length).toBeGreaterThan(beyond.length)
    })

    test.each(beyond)('is refused: %s', async operation => {
      const pull = await stage.open({ approved: signers })
      const values: Record<string, string> = { ...at, pull_number: `${pull.number}`, issue_number: `${pull.number}` }
      const [method = '', path = ''] = operation.split(' ')
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '1')
      const headers = { authorization: 'Bearer judge-token' }
      const answer = await fetch(`${stage.forge.url}${filled}`, { method, headers })
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('not accessible')])
    })

    test('fetches and cannot push; without permissions it cannot fetch either', async () => {
      const url = (token: string) => `${stage.server.url.replace('//', `//x-access-token:${token}@`)}/acme/releases.git`
      expect(await git('fetch', url('judge-token'), 'refs/heads/main')).toMatchObject({ code: 0 })
      const pushed = await git('push', url('judge-token'), 'origin/main:refs/heads/pushed')
      const fetched = await git('fetch', url('relay-token'), 'refs/heads/main')
      for (const refused of [pushed, fetched])
        expect(refused).toMatchObject({ code: 128, said: expect.stringContaining('403') })
    })

    const git = (...args: string[]) =>
      new Promise<{ code: unknown; said: string }>(resolve =>
        execFile('git', ['-C', stage.clone, ...args], (error, _, said) => resolve({ code: error?.code ?? 0, said })),
      )

    test.each(Object.keys(judge))('without %s: a red job, and no success', async scope => {
      const pull = await stage.open({ approved: signers })
      const ran = await stage.run(await stage.events.opened(pull), gate, without(scope))
      expect(ran, ran.log).toMatchObject({ jobs: { judge: 'failure' } })
      expect(ran.code).not.toBe(0)
      expect(ran.log).toMatch(/not accessible by integration|403/)
      const { status } = await stage.shown(pull)
      expect([undefined, 'pending', 'error']).toContain(status?.state)
    })
  })

  describe('every other event finds its pull request, and no other', () => {
    let other: Pull
    beforeAll(async () => {
      other = await stage.open({ approved: signers })
    })

    test.each<[name: string, fork: string | undefined, of: (pull: Pull) => Event | Promise<Event>]>([
      ['a review, by way of signal', undefined, pull => stage.events.signalled(pull)],
      ['a review of a pull request from a fork', 'bystander', pull => stage.events.signalled(pull)],
      ['/recheck', undefined, pull => stage.events.commented(pull.number, '/recheck')],
      ['a dispatch', undefined, pull => stage.events.dispatched(`${pull.number}`)],
    ])('%s', async (_, fork, of) => {
      const pull = await stage.open({ approved: signers, ...(fork && { fork }) })
      const ran = await stage.run(await of(pull))
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: { judge: 'success' } })
      expect((await stage.shown(pull)).status?.state).toBe('success')
      expect((await stage.shown(other)).statuses).toBe(0)
    })

    test('the merge queue, by way of signal: its commit gets the status', async () => {
      const pull = await stage.open({ approved: signers })
      const branch = `gh-readonly-queue/main/pr-${pull.number}-abc`
      await stage.push(`refs/heads/${branch}`, { 'README.md': 'merged' }, 'owner', [pull.ref])
      const ran = await stage.run(stage.events.queued(branch))
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: { judge: 'success' } })
      expect((await stage.shown({ ...pull, ref: `refs/heads/${branch}` })).status?.state).toBe('success')
      expect((await stage.shown(other)).statuses).toBe(0)
    })

    test.each<[name: string, of: () => Event]>([
      ['a comment that only mentions /recheck', () => stage.events.commented(other.number, 'Please /recheck')],
      ['/recheck on an issue', () => stage.events.commented(other.number, '/recheck', false)],
    ])('%s: the job does not run', async (_, of) => {
      const [before, fetched] = [stage.forge.requests.length, stage.server.answers.length]
      const ran = await stage.run(of())
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: {}, steps: [] })
      expect(stage.forge.requests.slice(before)).toEqual([])
      expect(stage.server.answers.slice(fetched)).toEqual([])
    })

    test('a dispatch whose number is a command: it is a number that is wrong, and nothing is run', async () => {
      const mark = join(stage.folder, 'dispatched')
      const ran = await stage.run(stage.events.dispatched(`1; touch ${mark} $(touch ${mark})`))
      expect(ran.jobs).toEqual({ judge: 'failure' })
      expect(ran.log).toContain('expected a pull request’s number')
      expect(existsSync(mark)).toBe(false)
    })
  })

  describe('a sweep judges every open pull request', () => {
    test.each<[name: string, of: (own: ActStage) => Event]>([
      ['hourly', own => own.events.hourly()],
      ['after a merge', own => own.events.pushed()],
    ])('%s', async (_, of) => {
      const own = await ownStage()
      const pulls = [await own.open({ approved: signers }), await own.open()]
      expect((await own.run(of(own))).jobs).toEqual({ judge: 'success' })
      const states = await Promise.all(pulls.map(async pull => (await own.shown(pull)).status?.state))
      expect(states).toEqual(['success', 'pending'])
    })
  })

  describe('a pull request that brings its own rules, code and workflow', () => {
    const marks = () => join(stage.folder, 'marks')
    const left = () => (existsSync(marks()) ? readFileSync(marks(), 'utf8').trim().split('\n') : [])

    const transition = () => ({ [site]: phase(content()[site] ?? '', 'user-training') })
    const said = async (pull: Pull) =>
      (await stage.as('owner').repos.listCommitStatusesForRef({ ...at, ref: stage.tip(pull.ref) })).data.map(
        ({ description }) => description,
      )

    const everything = () => ({ ...transition(), ...ownPolicies(), ...ownCode(marks()) })
    const withoutTransition = () => ({ ...ownPolicies(), ...ownCode(marks()) })

    test.each<
      [name: string, event: 'opened' | 'signalled', changes: () => Record<string, string>, state: string, fork?: string]
    >([
      ['with a transition', 'opened', everything, 'failure'],
      ['with a transition, from a fork', 'opened', everything, 'failure', 'bars-lead'],
      ['without, and its new holder approves', 'signalled', withoutTransition, 'pending'],
    ])('%s, %s: refused by the rules of main, and nothing of it runs', async (_, event, changes, state, fork) => {
      const pull = await stage.open({ files: changes(), approved: ['bystander'], ...(fork && { fork }) })
      const ran = await stage.run(await stage.events[event](pull))
      expect(ran, ran.log).toMatchObject({ code: 0, steps: allPassed(gate) })
      expect((await stage.shown(pull)).status?.state).toBe(state)
      expect(await said(pull)).not.toContain('All is well')
      expect(left()).toEqual([])
    })

    /** The proof that it was the holders on main who made the difference. */
    test('were the approver the holder on main, the same code would pass', async () => {
      const own = await ownStage(ownPolicies())
      const pull = await own.open({ files: ownCode(marks()), approved: ['bystander'] })
      expect((await own.run(await own.events.opened(pull))).jobs).toEqual({ judge: 'success' })
      expect((await own.shown(pull)).status?.state).toBe('success')
      expect(left()).toEqual([])
    })

    /** The proof that each of them would have been seen: by the head's own workflow, which GitHub does not take for this event. */
    test('run from the head, each of them is seen', async () => {
      const files: Record<string, string> = { ...transition(), ...ownCode(marks()) }
      const pull = await stage.open({ files })
      const ran = await stage.run(await stage.events.opened(pull), files['.github/workflows/gate.yml'])
      expect(ran, ran.log).toMatchObject({ code: 0 })
      expect([...new Set(left())].sort()).toEqual(['.npmrc', 'gate.yml', 'package.json', 'scripts/gate.ts'])
      expect(await said(pull)).toEqual(['All is well'])
    })
  })

  describe('signal.yml', () => {
    test('a review: it runs, and asks GitHub nothing', async () => {
      const pull = await stage.open()
      const event = await stage.events.reviewed(pull)
      const [asked, fetched] = [stage.forge.requests.length, stage.server.answers.length]
      const ran = await stage.run(event, workflow('signal.yml'), 'relay-token')
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: { relay: 'success' }, steps: ['true: success'] })
      expect(stage.forge.requests.slice(asked)).toEqual([])
      expect(stage.server.answers.slice(fetched)).toEqual([])
    })
  })
})

/** What of this is real stands in `../act/miniature.ts`. */
describe.skipIf(!isInstalled)(`ci.yml, run by act${missing}`, () => {
  const ci = workflow('ci.yml')
  const every = ['install', 'linters', 'tests', 'check']

  test.each(['pull_request', 'merge_group', 'push'] as const)(
    '%s: every step, in order, without a token',
    async event => {
      const ran = await runCi(event)
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: { ci: 'success' }, steps: allPassed(ci) })
      expect(ran.called.map(({ name }) => name)).toEqual(every)
      expect(ran.called.filter(({ token }) => token)).toEqual([])
      expect(ran.called.filter(({ linters }) => linters).map(({ name }) => name)).toEqual(['tests'])
    },
  )

  test.each<[broken: Broken[], called: string[]]>([
    [['tests'], every],
    [['check'], every],
    [['tests', 'check'], every],
    [['lock file'], []],
  ])('broken %j: the job is red, and what was called is %j', async (broken, called) => {
    const ran = await runCi('pull_request', broken)
    expect(ran, ran.log).toMatchObject({ jobs: { ci: 'failure' } })
    expect(ran.code).not.toBe(0)
    expect(ran.called.map(({ name }) => name)).toEqual(called)
  })
})
