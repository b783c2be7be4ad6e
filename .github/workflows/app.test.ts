/** `gate.yml` with an App of the gate's own, run by act: who speaks, what without a key, and what the App's own doings start. */
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { app, at, context, type Pull, signers, workflow } from '../../scripts/gate/fixture.ts'
import { type Configured, isInstalled } from '../act/run.ts'
import { type ActStage, type Event, openActStage } from '../act/stage.ts'
import { appKey } from '../act/stand-ins.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const missing = isInstalled ? '' : ' (NOT JUDGED: act is not installed)'
const gate = workflow('gate.yml')
const { GATE_CLIENT_ID, GATE_PRIVATE_KEY } = appKey
const configured = { vars: { GATE_CLIENT_ID }, secrets: { GATE_PRIVATE_KEY } }
const ours = 'github-actions[bot]'
const tokenStep = 'actions/create-github-app-token'

describe.skipIf(!isInstalled)(`gate.yml with an App, run by act${missing}`, () => {
  let stage: ActStage
  beforeAll(async () => {
    stage = await openActStage()
  })
  afterAll(() => stage?.close())

  const run = (event: Event, given: Configured = configured, text = gate) =>
    stage.run(event, text, 'judge-token', given)
  const opened = async (pull: Pull, given?: Configured, text?: string) =>
    run(await stage.events.opened(pull), given, text)

  /** The status that counts, with who set it; who wrote the comments; and how many statuses there have been. */
  async function said(pull: Pull) {
    const api = stage.as('owner')
    const { data: statuses } = await api.repos.listCommitStatusesForRef({ ...at, ref: stage.tip(pull.ref) })
    const { data: comments } = await api.issues.listComments({ ...at, issue_number: pull.number })
    const [status] = statuses
    return {
      status: status && [status.creator?.login, status.state],
      statuses: statuses.length,
      comments: comments.map(({ user }) => user?.login),
    }
  }

  test('configured: status and comment are the App’s, and nothing is GitHub Actions’', async () => {
    const pull = await stage.open({ approved: signers })
    const ran = await opened(pull)
    expect(ran, ran.log).toMatchObject({ code: 0, jobs: { judge: 'success' } })
    expect(ran.steps).toContain(`${tokenStep}: success`)
    expect(await said(pull)).toEqual({ status: [app.login, 'success'], statuses: 1, comments: [app.login] })
    // again: it knows its own
    await opened(pull)
    expect(await said(pull)).toEqual({ status: [app.login, 'success'], statuses: 1, comments: [app.login] })
  })

  test('configured: a sweep speaks as the App too', async () => {
    const pull = await stage.open()
    await run(stage.events.hourly())
    expect(await said(pull)).toEqual({ status: [app.login, 'pending'], statuses: 1, comments: [app.login] })
  })

  test.each<[by: string, token: string, approved: string[], state: string]>([
    ['by a person, for one that waits', 'forger', [], 'pending'],
    ['by a workflow of a branch, for one that passes', 'gate', signers, 'success'],
  ])('a success that was forged %s: the App says again how it is', async (_, token, approved, state) => {
    const pull = await stage.open({ approved })
    await opened(pull)
    await stage.as(token).repos.createCommitStatus({ ...at, sha: stage.tip(pull.ref), context, state: 'success' })
    expect((await said(pull)).status).not.toContain(app.login)
    await opened(pull)
    expect(await said(pull)).toEqual({ status: [app.login, state], statuses: 3, comments: [app.login] })
  })

  test.each<[name: string, given: Configured, step: string, text?: string]>([
    ['no key', { ...configured, secrets: {} }, `${tokenStep}: failure`],
    ['another key', { ...configured, secrets: { GATE_PRIVATE_KEY: 'another' } }, `${tokenStep}: failure`],
    ['another App', { ...configured, vars: { GATE_CLIENT_ID: 'Iv1.other' } }, `${tokenStep}: failure`],
    [
      'no token, though nothing failed',
      configured,
      `${lastStep()}: failure`,
      gate.replace(/if: vars\..*/, 'if: false'),
    ],
  ])('%s: the run is red, and nothing is said by anybody', async (_, given, step, text) => {
    const pull = await stage.open({ approved: signers })
    const event = await stage.events.opened(pull)
    const before = stage.forge.requests.length
    const ran = await run(event, given, text)
    expect(ran.jobs, ran.log).toEqual({ judge: 'failure' })
    expect(ran.code).not.toBe(0)
    expect(ran.steps.at(-1)).toBe(step)
    expect(stage.forge.requests.slice(before)).toEqual([])
    expect(await said(pull)).toEqual({ status: undefined, statuses: 0, comments: [] })
  })

  test.each<[name: string, given: Configured]>([
    ['a key, and no App that is named', { ...configured, vars: {} }],
    ['an App without a name', { ...configured, vars: { GATE_CLIENT_ID: '' } }],
  ])('configured is %s: GITHUB_TOKEN speaks, as ever', async (_, given) => {
    const pull = await stage.open({ approved: signers })
    const ran = await opened(pull, given)
    expect(ran, ran.log).toMatchObject({ code: 0, jobs: { judge: 'success' } })
    expect(ran.steps.filter(step => step.startsWith(tokenStep))).toEqual([])
    expect(await said(pull)).toEqual({ status: [ours, 'success'], statuses: 1, comments: [ours] })
  })

  test('a pull request of before the App: the App says it again, and the comment of before goes', async () => {
    const pull = await stage.open({ approved: signers })
    await stage.run(await stage.events.opened(pull))
    expect(await said(pull)).toEqual({ status: [ours, 'success'], statuses: 1, comments: [ours] })
    await opened(pull)
    expect(await said(pull)).toEqual({ status: [app.login, 'success'], statuses: 2, comments: [app.login] })
  })

  describe('what the App does starts workflows', () => {
    let pull: Pull
    beforeAll(async () => {
      pull = await stage.open()
      await opened(pull)
    })
    const body = async () => (await stage.shown(pull)).comments.join()

    test.each<[name: string, of: () => Promise<Event>]>([
      ['its comment', async () => stage.events.commented(pull.number, await body())],
      ['its request for a review', () => stage.events.asked(pull, 'Bot')],
    ])('%s: the job does not run', async (_, of) => {
      expect(await body()).toContain('Waiting')
      const event = await of()
      const before = stage.forge.requests.length
      const ran = await run(event)
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: {}, steps: [] })
      expect(stage.forge.requests.slice(before)).toEqual([])
    })

    test.each<[name: string, of: () => Event | Promise<Event>]>([
      ['a person’s request for a review', () => stage.events.asked(pull, 'User')],
      ['/recheck, whoever says it', () => stage.events.commented(pull.number, '/recheck')],
    ])('%s: judged, and nothing new is said', async (_, of) => {
      const before = [await said(pull), await body()]
      expect((await run(await of())).jobs).toEqual({ judge: 'success' })
      expect([await said(pull), await body()]).toEqual(before)
    })
  })
})

/** The step that judges, as act names it. */
function lastStep(): string {
  const { jobs } = load(gate) as { jobs: { judge: { steps: { run?: string }[] } } }
  return jobs.judge.steps.at(-1)?.run ?? ''
}
