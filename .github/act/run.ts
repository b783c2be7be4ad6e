/** For tests: one run of one workflow by act, on this machine and without a network. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actionsIn, writeStandIns } from './stand-ins.ts'

const program = 'act'
export const isInstalled = spawnSync(program, ['--version']).status === 0

export interface Given {
  /** The workflow's text. From which commit GitHub takes it is the caller's to know. */
  workflow: string
  event: string
  payload: object
  /** `GITHUB_TOKEN`. */
  token: string
  /** The commit and the ref that GitHub names for the event. */
  sha: string
  ref: string
  /** Where GitHub is: `GITHUB_SERVER_URL`, `GITHUB_API_URL`, `GITHUB_REPOSITORY`. */
  github: Record<string, string>
  /** What the repository has configured; nothing, unless told. act knows no environments: a secret is there for every job. */
  configured?: Configured
}

export interface Configured {
  vars: Record<string, string>
  secrets: Record<string, string>
}

export interface Ran {
  /** Whether act took the run for a good one. */
  code: number
  /** Job → how it ended. A job whose `if` says no is not there. */
  jobs: Record<string, string>
  /** Steps that ran, in their order, as `name: result`. */
  steps: string[]
  /** All that was printed. */
  log: string
}

/** A line of act's log. */
interface Line {
  msg?: string
  jobID?: string
  jobResult?: string
  step?: string
  stage?: string
  stepResult?: string
}

/** Milliseconds after which a run has failed. */
const longest = 60_000

/** Runs a workflow. Whatever it writes is in a folder of its own, that is gone afterwards. */
export async function runWorkflow(given: Given): Promise<Ran> {
  const { event, payload, token, sha, ref, github, configured = { vars: {}, secrets: {} } } = given
  const workflow = given.workflow.replace(unknownToAct, '')
  const folder = mkdtempSync(join(tmpdir(), 'countersign-act-'))
  const at = (name: string) => join(folder, name)
  for (const name of ['workflows', 'home', 'cache', 'tmp']) mkdirSync(at(name))
  writeFileSync(join(at('workflows'), 'one.yml'), workflow)
  writeFileSync(at('event.json'), JSON.stringify(payload))
  const standIns = writeStandIns(at('stand-ins'))
  const local = actionsIn(workflow).map(uses => `--local-repository=${uses}=${standIns.actionFor(uses)}`)
  const env = options('env', { ...github, SHA_REF: sha, GITHUB_REF: ref })
  const settings = [...options('var', configured.vars), ...options('secret', configured.secrets)]
  // act copies its own folder in place of a checkout of the same repository, unless told not to
  const ways = ['--json', '--no-skip-checkout', '--no-cache-server', '--platform=ubuntu-24.04=-self-hosted']
  const places = ['--directory', at('workflows'), '--workflows=one.yml', '--eventpath', at('event.json')]
  const cache = ['--action-cache-path', at('cache')]
  const secret = options('secret', { GITHUB_TOKEN: token })
  const args = [event, ...ways, ...places, ...cache, ...local, ...env, ...settings, ...secret]
  const home = { HOME: at('home'), XDG_CACHE_HOME: at('cache'), XDG_CONFIG_HOME: at('home'), TMPDIR: at('tmp') }
  try {
    return await act(args, folder, { ...home, ...standIns.env, ...quietGit })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** act refuses this key of a job's environment, and does nothing with what is left of it. */
const unknownToAct = /^ +deployment: false\b.*\n/m

const options = (name: string, values: Record<string, string>) =>
  Object.entries(values).map(([key, value]) => `--${name}=${key}=${value}`)

/** git without the settings of whoever runs the tests, and without questions. */
const quietGit = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }

/** An interrupt, not a kill: act then ends the steps that it has started. */
function act(args: string[], cwd: string, env: Record<string, string>): Promise<Ran> {
  const options = { cwd, env, maxBuffer: 1 << 26, timeout: longest, killSignal: 'SIGINT' as const }
  return new Promise(resolve =>
    execFile(program, args, options, (error, out, err) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ code, ...told(out), log: out + err })
    }),
  )
}

function told(out: string): Pick<Ran, 'jobs' | 'steps'> {
  const lines = out.split('\n').flatMap(line => (line.startsWith('{') ? [JSON.parse(line) as Line] : []))
  const main = lines.filter(({ stage, stepResult }) => stage === 'Main' && stepResult !== undefined)
  return {
    jobs: Object.fromEntries(lines.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult]] : []))),
    steps: main.map(({ step = '', stepResult = '' }) => `${step.replace(/@[0-9a-f]{40}$/, '')}: ${stepResult}`),
  }
}
