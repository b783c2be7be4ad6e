/**
 * Everything that can go wrong between the gate and GitHub: each request of a run in turn meets each kind of fault. Whatever happens,
 * the pull request ends as it should or is no success, and the comment stands once.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Fault } from '../rehearsal/faults.ts'
import { at, friday, openStage, type Pull, type Shown, type Stage, signers } from './fixture.ts'
import { judgeOnGitHub } from './github.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 })

/** `lasting`: whatever comes after that request meets it too, also the report that it failed. */
const faults: Record<string, Omit<Fault, 'match'> & { lasting?: true }> = {
  'a 502': { times: 1, how: { status: 502 } },
  'a 500 until patience ends': { times: 5, how: { status: 500 } },
  'a rate limit of a second': { times: 1, how: { status: 429, retryAfter: 1 } },
  'a rate limit of an hour': { times: 1, how: { status: 429, retryAfter: 3600 } },
  'a cut': { times: 1, how: 'cut' },
  'half an answer': { times: 1, how: 'half' },
  'a cut after it was done': { times: 1, how: 'cut', after: true },
  'silence for good': { times: Number.POSITIVE_INFINITY, how: { status: 503 }, lasting: true },
  'cuts after it was done, until patience ends': { times: 5, how: 'cut', after: true },
}

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  process.chdir(stage.clone)
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await stage.close()
})

function judge(pull: Pull): Promise<number> {
  for (const [name, value] of Object.entries(stage.environment(pull))) vi.stubEnv(name, value)
  return judgeOnGitHub({ now: new Date(friday) })
}

interface Scenario {
  /** Brings a pull request to where the run begins. */
  begin: () => Promise<Pull>
  code: number
  state: string
  /** What the comment says in the end. */
  says: string
  /** What it shows before: a success that GitHub does not let us take back stands. */
  before?: 'success'
  /** Which requests meet faults: none whose faults another scenario has tried. */
  meets: (method: string, path: string) => boolean
}

const scenarios: Record<string, Scenario> = {
  'all have signed': {
    begin: () => stage.open({ approved: signers }),
    code: 0,
    state: 'success',
    says: 'Ready to merge',
    meets: () => true,
  },
  'nobody has signed': {
    begin: () => stage.open(),
    code: 1,
    state: 'pending',
    says: 'Waiting',
    meets: (_, path) => path.endsWith('/requested_reviewers'),
  },
  'it was a success, and somebody objects': {
    begin: async () => {
      const pull = await stage.open({ approved: signers })
      await judge(pull)
      await stage
        .as('pro-lead')
        .pulls.createReview({ ...at, pull_number: pull.number, event: 'REQUEST_CHANGES', body: 'No' })
      return pull
    },
    before: 'success',
    code: 1,
    state: 'failure',
    says: 'Not yet',
    meets: method => method !== 'GET',
  },
}

/** The requests of a run without faults. */
async function sequence({ begin, code }: Scenario) {
  const pull = await begin()
  const before = stage.forge.requests.length
  expect(await judge(pull)).toBe(code)
  return stage.forge.requests.slice(before)
}

function isRight(shown: Shown, { state, says }: Scenario): boolean {
  return shown.status?.state === state && shown.comments.length === 1 && shown.comments[0]?.includes(says) === true
}

/** What is wrong with how a run ended; empty: nothing. */
function wrongs(code: number, shown: Shown, scenario: Scenario): string[] {
  const failed = code === 2 && shown.status?.state !== 'success'
  // a run may also break in its last look, when what it told is right
  const right = isRight(shown, scenario) && [scenario.code, 2].includes(code)
  return [
    ...(failed || right ? [] : [`exit code ${code}, ${shown.status?.state}`]),
    ...(shown.comments.length > 1 ? [`${shown.comments.length} comments`] : []),
    ...(shown.status?.state === 'success' && !isRight(shown, scenario)
      ? ['a success that its comment does not explain']
      : []),
  ]
}

test.each(Object.keys(scenarios))(
  '%s: no fault of any request makes a wrong success or a second comment',
  async name => {
    const scenario = scenarios[name] as Scenario
    const requests = await sequence(scenario)
    const found: string[] = []
    const ends = new Set<number>()
    for (const [nth, { method, path }] of requests.entries()) {
      if (!scenario.meets(method, path)) continue
      for (const [kind, fault] of Object.entries(faults)) {
        // reading changes nothing: to lose its answer is to lose it
        if (method === 'GET' && fault.after) continue
        if (scenario.before === 'success' && fault.lasting) continue
        const pull = await scenario.begin()
        let seen = 0
        let met: string | undefined
        const match = (method: string, path: string) => {
          if (met === undefined && seen++ === nth) met = `${method} ${path}`
          return met === `${method} ${path}` || (met !== undefined && met !== '' && fault.lasting === true)
        }
        stage.forge.fail({ ...fault, match })
        const code = await judge(pull)
        ends.add(code)
        // what the fault has left is no matter of the next run
        met = ''
        const where = `${kind} at ${nth + 1}, ${method} ${path}`
        found.push(...wrongs(code, await stage.shown(pull), scenario).map(wrong => `${where}: ${wrong}`))
        if (code !== 2 || method === 'GET') continue
        const again = await judge(pull)
        found.push(...wrongs(again, await stage.shown(pull), scenario).map(wrong => `${where}, run again: ${wrong}`))
        if (again === 2) found.push(`${where}: it does not recover`)
      }
    }
    expect(found).toEqual([])
    // some faults are got over, and some are not: else nothing was tested
    expect([...ends].sort()).toEqual([scenario.code, 2])
  },
)
