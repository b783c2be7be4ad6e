/**
 * For tests: what stands in for things that a run would take from the network, and for the time. Whatever is not named here is real:
 * act, bash, git, Node, npm, and all that the workflows call.
 */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { app, friday, root } from '../../scripts/gate/fixture.ts'

/** The actions that a workflow uses, each as `owner/name@commit`. */
export function actionsIn(workflow: string): string[] {
  const { jobs } = load(workflow) as { jobs: Record<string, { steps?: { uses?: string }[] }> }
  return Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ uses }) => uses ?? []))
}

/**
 * `actions/checkout`: its inputs are obeyed, with git, as the real one obeys them: where from and with which token, which ref (the commit
 * of the event if none is named), how deep, which objects, which folders, and whether the token stays on disk. Nothing else of it is here.
 */
const checkout = `
const { execFileSync } = require('node:child_process')
const input = name => (process.env['INPUT_' + name.toUpperCase()] || '').trim()
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = process.env
const credentials = 'x-access-token:' + input('token')
const header = 'AUTHORIZATION: basic ' + Buffer.from(credentials).toString('base64')
const setting = 'http.' + server + '/.extraheader'
const git = (...args) => execFileSync('git', args, { stdio: 'inherit' })
const authorized = (...args) => git('-c', setting + '=' + header, ...args)
git('init', '--quiet', '.')
git('remote', 'add', 'origin', server + '/' + (input('repository') || repository) + '.git')
const filter = input('filter') ? ['--filter=' + input('filter')] : []
const ref = input('ref') || sha
authorized('fetch', '--quiet', '--no-tags', '--depth=' + (input('fetch-depth') || 1), ...filter, 'origin', ref)
const folders = input('sparse-checkout').split('\\n').filter(Boolean)
if (folders.length > 0) git('sparse-checkout', 'set', ...folders)
authorized('checkout', '--quiet', '--force', '-B', 'main', 'FETCH_HEAD')
if (input('persist-credentials') !== 'false') git('config', setting, header)
`

/** `actions/setup-node`: installs nothing; it fails unless the Node that is here is of the version that was asked for. */
const setupNode = `
const [wanted, here] = [process.env['INPUT_NODE-VERSION'], process.versions.node.split('.')[0]]
if (wanted !== here) throw new Error('Node ' + wanted + ' was asked for, and ' + here + ' is here.')
`

/** What the stand-in of GitHub takes for the App's own. */
export const appKey = { GATE_CLIENT_ID: 'Iv1.acme-gate', GATE_PRIVATE_KEY: 'the key of the App' }

/**
 * `actions/create-github-app-token`: it asks nobody. To whoever has the client id and the key it gives the token that the forge knows for the
 * App, and the App's name; else it fails, as the real one does.
 */
const appToken = `
const { appendFileSync } = require('node:fs')
const given = name => (process.env['INPUT_' + name] || '').trim()
if (given('CLIENT-ID') !== '${appKey.GATE_CLIENT_ID}') throw new Error('No such App.')
if (given('PRIVATE-KEY') !== '${appKey.GATE_PRIVATE_KEY}') throw new Error('A JSON web token could not be decoded')
appendFileSync(process.env.GITHUB_OUTPUT, 'token=${app.token}\\napp-slug=${app.login.replace('[bot]', '')}\\n')
`

/** The inputs that have a default: act takes them from here, as the runner does from the real one. */
const actions: Record<string, { code: string; inputs: string }> = {
  'actions/checkout': { code: checkout, inputs: `{ token: { default: '\${{ github.token }}' } }` },
  'actions/create-github-app-token': { code: appToken, inputs: '{}' },
  'actions/setup-node': { code: setupNode, inputs: '{}' },
}

/**
 * `npm ci` of this repository's own lock file takes this repository's packages: no network, and no minutes. As with npm, scripts of the
 * package run unless they were declined. All else, and any other lock file, is npm's own.
 */
const npm = `#!/bin/sh
if [ "$1" = ci ] && cmp -s package-lock.json '${join(root, 'package-lock.json')}'; then
  ln -s '${join(root, 'node_modules')}' node_modules || exit
  case " $* " in *' --ignore-scripts '*) exit ;; esac
  set -- run --if-present preinstall
fi
exec '${realNpm()}' "$@"
`

function realNpm(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map(folder => join(folder, 'npm')).find(file => existsSync(file))
}

/** Node's clock stands at the day of the cases when a run begins, and goes on from there. */
const clock = `
const [real, begun] = [Date.now, Date.now()]
Date.now = () => Date.parse('${friday}') + real() - begun
globalThis.Date = new Proxy(Date, {
  construct: (date, given, as) => Reflect.construct(date, given.length > 0 ? given : [date.now()], as),
})
`

/** Writes the stand-ins into a folder. An action that has none is looked for there in vain, so that the run fails. */
export function writeStandIns(folder: string) {
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    return join(folder, path)
  }
  for (const [name, { code, inputs }] of Object.entries(actions)) {
    put(`${name}/action.yml`, `name: stand-in\ninputs: ${inputs}\nruns: { using: node24, main: main.cjs }\n`)
    put(`${name}/main.cjs`, code)
  }
  chmodSync(put('bin/npm', npm), 0o755)
  const path = [join(folder, 'bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter)
  return {
    actionFor: (uses: string) => join(folder, uses.split('@')[0] ?? ''),
    env: {
      PATH: path,
      NODE_OPTIONS: `--import=${put('clock.mjs', clock)}`,
      // requests are not spaced out
      COUNTERSIGN_PATIENCE: '0.001',
    },
  }
}
