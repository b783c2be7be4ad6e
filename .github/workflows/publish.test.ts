/** The workflow that publishes, run by act against the embedded forge. */
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { at, workflow } from '../../scripts/gate/fixture.ts'
import { folder, printable } from '../../scripts/publish/fixture.ts'
import { isInstalled } from '../act/run.ts'
import { type ActStage, openActStage } from '../act/stage.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const missing = isInstalled ? '' : ' (NOT JUDGED: act is not installed)'
const steps = ['actions/checkout', 'actions/setup-node', 'npm ci --ignore-scripts', 'npm run --silent publish']

describe.skipIf(!isInstalled)(`publish.yml, run by act${missing}`, () => {
  let stage: ActStage
  beforeAll(async () => {
    stage = await openActStage(printable({ phase: 'production' }))
  })
  afterAll(() => stage?.close())
  const run = (token = 'publish-token') => stage.run(stage.events.pushed(), workflow('publish.yml'), token)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: stage.bare, encoding: 'utf8' })
  const releases = async () => (await stage.as('owner').repos.listReleases(at)).data.map(({ tag_name }) => tag_name)

  test('with a token that may only read: red, and nothing is written', async () => {
    const before = git('for-each-ref')
    const ran = await run('judge-token')
    expect(ran, ran.log).toMatchObject({ jobs: { publish: 'failure' } })
    expect(ran.log).toContain('could not push')
    expect([git('for-each-ref'), await releases()]).toEqual([before, []])
  })

  test('after a merge: the branch, the tag and the release; again: nothing', async () => {
    const ran = await run()
    const passed = steps.map(step => `${step}: success`)
    expect(ran, ran.log).toMatchObject({ code: 0, jobs: { publish: 'success' }, steps: passed })
    expect(git('show', `refs/heads/notes:${folder}/1.0/trusts.md`)).toMatch(/^# FLIP\n/)
    expect(git('rev-parse', 'refs/tags/flip/2.4.0')).toBe(git('rev-parse', 'refs/heads/main'))
    expect(await releases()).toEqual(['flip/2.4.0'])
    const before = git('for-each-ref')
    const again = await run()
    expect(again, again.log).toMatchObject({ code: 0, jobs: { publish: 'success' } })
    expect(again.log).toContain('Everything is published already.')
    expect([git('for-each-ref'), await releases()]).toEqual([before, ['flip/2.4.0']])
  })
})
