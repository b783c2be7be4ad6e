/** The workflows that answer requests, run by act against the embedded forge; and which of their runs wait for one another. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { at, workflow } from '../../scripts/gate/fixture.ts'
import { filled, incident } from '../../scripts/request/fixture.ts'
import { isInstalled } from '../act/run.ts'
import { type ActStage, openActStage } from '../act/stage.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const missing = isInstalled ? '' : ' (NOT JUDGED: act is not installed)'
const steps = ['actions/checkout', 'actions/setup-node', 'npm ci --ignore-scripts', 'npm run --silent request']
const allPassed = steps.map(step => `${step}: success`)

describe.skipIf(!isInstalled)(`requests, run by act${missing}`, () => {
  let stage: ActStage
  beforeAll(async () => {
    stage = await openActStage()
  })
  afterAll(() => stage?.close())

  const ask = async (body: string, author = 'bars-lead') =>
    (await stage.as(author).issues.create({ ...at, title: 'Request', body })).data.number
  const said = async (number: number) =>
    (await stage.as('owner').issues.listComments({ ...at, issue_number: number })).data.map(({ body }) => body ?? '')
  const pulls = async () => (await stage.as('owner').pulls.list({ ...at, state: 'all' })).data
  const forms = workflow('issue-forms.yml')

  test('a form: a pull request, the gate is started, and the answer links to it', async () => {
    const number = await ask(incident())
    const ran = await stage.run(await stage.events.submitted(number), forms, 'answer-token')
    expect(ran, ran.log).toMatchObject({ code: 0, jobs: { answer: 'success' }, steps: allPassed })
    const pull = (await pulls()).find(({ head }) => head.ref === `request/${number}`)
    expect(await said(number)).toEqual([expect.stringContaining(`[Pull request ${pull?.number}]`)])
    expect(stage.forge.dispatches.at(-1)).toMatchObject({ workflow: 'gate.yml', inputs: { pr: `${pull?.number}` } })
    expect(ran.log).not.toContain('Screen stays empty')
  })

  test('the gate that is started so judges it; it has no author who signs', async () => {
    const number = await ask(filled('advance', { record: 'demo/site', direction: 'forward' }), 'pro-lead')
    await stage.run(await stage.events.submitted(number), forms, 'answer-token')
    const pull = (await pulls()).find(({ head }) => head.ref === `request/${number}`)
    const ran = await stage.run(stage.events.dispatched(`${pull?.number}`))
    expect(ran, ran.log).toMatchObject({ code: 0, jobs: { judge: 'success' } })
    const shown = await stage.shown({ number: pull?.number ?? 0, ref: `refs/heads/request/${number}` })
    expect(shown.status?.state).toBe('pending')
    expect(shown.status?.description).toContain('3 of 3 sign-offs')
    expect(shown.comments.join()).not.toContain('signature GitHub has not verified')
  })

  test('an issue that is no form: no step runs', async () => {
    const [before, fetched] = [stage.forge.requests.length, stage.server.answers.length]
    const ran = await stage.run(
      { name: 'issues', payload: { action: 'opened', issue: { number: 1, body: 'Hello' } } },
      forms,
      'answer-token',
    )
    expect(ran, ran.log).toMatchObject({ code: 0, jobs: {}, steps: [] })
    expect(stage.forge.requests.slice(before)).toEqual([])
    expect(stage.server.answers.slice(fetched)).toEqual([])
  })

  test('a form whose words are commands and expressions: they are words, and nothing runs', async () => {
    const mark = join(stage.folder, 'asked')
    const hostile = `"; touch ${mark} $(touch ${mark}) \`touch ${mark}\` \${{ github.token }} ::stop-commands::x`
    const number = await ask(incident({ title: hostile, record: `demo/site'; touch ${mark} #` }))
    const ran = await stage.run(await stage.events.submitted(number), forms, 'answer-token')
    expect(ran, ran.log).toMatchObject({ code: 0, jobs: { answer: 'success' } })
    expect(existsSync(mark)).toBe(false)
    expect(await said(number)).toEqual([expect.stringContaining('There is no record')])
  })

  describe('Advance', () => {
    const start = (inputs: Record<string, string>, actor = { login: 'bars-lead', id: 821 }) =>
      stage.run(stage.events.started(inputs, actor), workflow('advance.yml'), 'propose-token')

    test('a pull request, by whoever started it', async () => {
      const ran = await start({ record: 'demo/site', direction: 'forward', phase: '', reason: '' })
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: { propose: 'success' }, steps: allPassed })
      const pull = (await pulls()).find(({ head }) => head.ref.startsWith('request/run-'))
      expect(pull?.title).toContain('Users trained')
      expect(pull?.body).toContain('**Bea Bars** asked for this')
    })

    test('words that are commands: nothing runs, and nothing is made', async () => {
      const mark = join(stage.folder, 'started')
      const made = (await pulls()).length
      const ran = await start(
        { record: `x; touch ${mark} $(touch ${mark})`, direction: 'forward' },
        { login: 'zoe', id: 99 },
      )
      expect(ran, ran.log).toMatchObject({ code: 0, jobs: { propose: 'success' } })
      expect(existsSync(mark)).toBe(false)
      expect(await pulls()).toHaveLength(made)
    })
  })
})

describe('which runs of issue-forms wait for one another', () => {
  const { concurrency, jobs } = load(workflow('issue-forms.yml')) as {
    concurrency: { group: string }
    jobs: { answer: { if: string } }
  }
  const contains = (text: string | null, part: string) => (text ?? '').includes(part)
  const evaluate = (expression: string | undefined, body: string | null) =>
    runInNewContext(`${expression}`, { contains, github: { event: { issue: { number: 7, body } }, run_id: 99 } })

  test.each<[string, string | null, string, boolean]>([
    ['a form', '### Which record is it?\n\nx', '7', true],
    ['a question', 'How does this work?', '99', false],
    ['nothing', null, '99', false],
  ])('%s', (_, body, group, runs) => {
    expect(`${evaluate(/\$\{\{(.*)\}\}/.exec(concurrency.group)?.[1], body)}`).toBe(group)
    expect(Boolean(evaluate(jobs.answer.if, body))).toBe(runs)
  })
})
