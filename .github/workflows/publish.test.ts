/** The workflow that publishes, run by act against the embedded forge. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { at, workflow } from '../../scripts/gate/fixture.ts'
import { digestFor, folder, record, release, template, templateText } from '../../scripts/publish/fixture.ts'
import { isInstalled } from '../act/run.ts'
import { type ActStage, openActStage, without } from '../act/stage.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const missing = isInstalled ? '' : ' (NOT JUDGED: act is not installed)'
const steps = ['actions/checkout', 'actions/setup-node', 'npm ci --ignore-scripts', 'npm run --silent publish']

describe.skipIf(!isInstalled)(`publish.yml, run by act${missing}`, () => {
  let stage: ActStage
  beforeAll(async () => {
    stage = await openActStage({ [record]: release(), [template]: templateText() })
  })
  afterAll(() => stage?.close())
  const run = (token = 'publish-token') => stage.run(stage.events.pushed(), workflow('publish.yml'), token)
  test('x', async () => {
    const ran = await run()
    console.log(ran.log.slice(-3000), ran.steps, ran.code)
  })
})
