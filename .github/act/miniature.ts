/**
 * For tests: a repository so small that `ci.yml` can be run in it. Real are the workflow's events, steps, order, conditions and
 * environment, the checkout of the commit that the event names, and npm, `npm ci` included, as the lock file names no package. Not real are
 * `.ci/linters`, the tests and the check themselves: each only says that it was called, and ends as it is told to.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { declared, workflow } from '../../scripts/gate/fixture.ts'
import { createBare, writeHistory } from '../../scripts/rehearsal/history.ts'
import { startGitServer } from './git-server.ts'
import { type Ran, runWorkflow } from './run.ts'

export interface Called {
  name: string
  /** Whether it was given a token, or found one on disk. */
  token: boolean
  /** Whether the linters that were installed before are on its path. */
  linters: boolean
}

/** What is broken in the commit that is tested. */
export type Broken = 'lock file' | 'tests' | 'check'

const event = {
  pull_request: { action: 'synchronize', number: 1, pull_request: { number: 1, base: { ref: 'main' } } },
  merge_group: { action: 'checks_requested', merge_group: { base_ref: 'refs/heads/main' } },
  push: { ref: 'refs/heads/main' },
}

/** Runs `ci.yml` for a commit, and says what it called. */
export async function runCi(name: keyof typeof event, broken: Broken[] = []): Promise<Ran & { called: Called[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-ci-'))
  const [bare, report] = [join(folder, 'releases.git'), join(folder, 'called')]
  await createBare(bare, 'main')
  const author = { name: 'owner', email: 'owner@example.org', date: '2026-11-19T09:00:00Z' }
  const files = miniature(report, broken)
  const [sha = ''] = await writeHistory(bare, [{ ref: 'refs/heads/topic', files, message: 'Topic', author }])
  const token = 'ci-token'
  const mayRead = declared(workflow('ci.yml'), 'ci').contents === 'read'
  const server = await startGitServer('acme/releases', bare, given => given === token && mayRead)
  // nobody listens there: ci has nothing to ask
  const github = {
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_SERVER_URL: server.url,
    GITHUB_REPOSITORY: 'acme/releases',
  }
  try {
    const given = {
      workflow: workflow('ci.yml'),
      event: name,
      payload: event[name],
      token,
      sha,
      ref: 'refs/heads/topic',
    }
    const ran = await runWorkflow({ ...given, github })
    const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : []
    return { ...ran, called: lines.map(line => JSON.parse(line) as Called) }
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Says that it was called, and by whom it could have been. */
const says = (report: string) => `import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
const run = (...command) => { try { return execFileSync(command[0], command.slice(1)).toString() } catch { return '' } }
const token = /ci-token/.test(JSON.stringify(process.env)) || /extraheader/.test(readFileSync('.git/config', 'utf8'))
const linters = run('linter-of-ci') === 'here\\n'
appendFileSync(${JSON.stringify(report)}, JSON.stringify({ name: process.argv[2], token, linters }) + '\\n')
`

function miniature(report: string, broken: Broken[]): Record<string, string> {
  const own = { name: 'miniature', version: '1.0.0' }
  const ends = (part: Broken) => (broken.includes(part) ? ' && exit 1' : '')
  const scripts = {
    postinstall: 'node says.mjs install',
    test: `node says.mjs tests${ends('tests')}`,
    check: `node says.mjs check${ends('check')}`,
  }
  const lock = { ...own, lockfileVersion: 3, requires: true, packages: { '': own } }
  return {
    'says.mjs': says(report),
    'package.json': JSON.stringify({ ...own, scripts }),
    'package-lock.json': broken.includes('lock file') ? '{' : JSON.stringify(lock),
    '.ci/linters': `set -eu
test "$2" = --strict
mkdir -p "$1/bin"
printf '#!/bin/sh\\necho here\\n' >"$1/bin/linter-of-ci"
chmod +x "$1/bin/linter-of-ci"
node says.mjs linters
`,
  }
}
