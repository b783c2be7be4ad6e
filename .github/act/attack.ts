/** For tests: a pull request that brings rules, people, code and a workflow of its own. Whatever of it runs leaves its name in a file. */
import { content, context, workflow } from '../../scripts/gate/fixture.ts'

/** Says that all is well, as the gate's code could. */
const post = `import { readFileSync } from 'node:fs'
const { GITHUB_API_URL: api, GITHUB_EVENT_PATH: event, GITHUB_TOKEN: token } = process.env
const { sha } = JSON.parse(readFileSync(event, 'utf8')).pull_request.head
const body = JSON.stringify({ state: 'success', context: '${context}', description: 'All is well' })
const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' }
await fetch(api + '/repos/acme/releases/statuses/' + sha, { method: 'POST', headers, body })
`

/** Every way by which a file of the head could come to run in the gate's job. `marks`: the file that gets the names of those that did. */
export function ownCode(marks: string): Record<string, string> {
  const leave = (name: string) =>
    `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(marks)}, '${name}\\n')\n`
  const scripts = { preinstall: 'node mark.mjs', gate: 'node mark.mjs && node scripts/gate.ts' }
  const own = { name: 'attack', version: '1.0.0' }
  const lock = { ...own, lockfileVersion: 3, requires: true, packages: { '': own } }
  const head = `ref: \${{ github.event.pull_request.head.sha }}`
  return {
    'scripts/gate.ts': leave('scripts/gate.ts') + post,
    'mark.mjs': leave('package.json'),
    'options.mjs': leave('.npmrc'),
    '.npmrc': 'ignore-scripts=false\nnode-options=--import=./options.mjs\n',
    'package.json': JSON.stringify({ ...own, scripts }),
    'package-lock.json': JSON.stringify(lock),
    '.github/workflows/gate.yml': `${workflow('gate.yml').replace('ref: refs/heads/main', () => head)}
      - run: echo gate.yml >>'${marks}'
`,
  }
}

/** Makes the bystander the holder of what has to be signed, and asks for nothing any more. */
export function ownPolicies(): Record<string, string> {
  return {
    ...changed('policies/directory/people.yaml', text =>
      text
        .replaceAll('[pol-lead, pol-deputy]', '[bystander]')
        .replace('policyOwners: [owner]', 'policyOwners: [bystander]'),
    ),
    ...changed('policies/pathways/bars-beta.yaml', text =>
      text.replaceAll('enforcement: mandatory', 'enforcement: advisory'),
    ),
  }
}

function changed(path: string, change: (text: string) => string): Record<string, string> {
  const text = content()[path] ?? ''
  if (change(text) === text) throw new Error(`${path} is no longer what this attack changes.`)
  return { [path]: change(text) }
}
