/** `.ci/linters` with stand-ins for the installers: what it says, and how it ends, when a program cannot be installed. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

const script = join(import.meta.dirname, '../../.ci/linters')

/** Each puts an empty program where the real one would put the real one. */
const makes = `program() { mkdir -p "$1"; printf '#!/bin/sh\\n' >"$1/$2"; chmod +x "$1/$2"; }`
const installers = {
  go: `${makes}\nname=\${2##*/}; program "$GOBIN" "\${name%@*}"`,
  python3: `${makes}\nwhile [ "$1" != --target ]; do shift; done; program "$2/bin" zizmor`,
}
type Installers = Record<keyof typeof installers, string | null>

/** Runs it where nothing else is installed. `null` is an installer that is not there. */
function linters(changed: Partial<Installers>, ...more: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-linters-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'path')
  mkdirSync(path)
  for (const name of ['bash', 'sh', 'mkdir', 'ln', 'chmod']) {
    const found = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
    symlinkSync(found.trim(), join(path, name))
  }
  for (const [name, text] of Object.entries({ ...installers, ...changed })) {
    if (text !== null) writeFileSync(join(path, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  }
  const { status, stdout } = spawnSync('bash', [script, folder, ...more], { env: { PATH: path }, encoding: 'utf8' })
  const here = ['actionlint', 'act', 'zizmor'].filter(name => existsSync(join(folder, 'bin', name)))
  return { status, stdout, here }
}

test.each([[], ['--strict']])('all can be installed: 0 (%s)', (...more) => {
  expect(linters({}, ...more)).toEqual({ status: 0, stdout: '', here: ['actionlint', 'act', 'zizmor'] })
})

describe.each<[what: string, changed: Partial<Installers>, leftOut: string]>([
  ['there is no go', { go: null }, 'act is left out: go is not installed'],
  ['go fails', { go: 'exit 1' }, 'actionlint is left out: go could not install it'],
  ['go installs one of two', { go: `case $2 in *act@*) exit 1; esac\n${installers.go}` }, 'act is left out'],
  ['there is no python3', { python3: null }, 'zizmor is left out: python3 is not installed'],
  ['pip fails', { python3: 'exit 1' }, 'zizmor is left out: pip could not install it'],
  ['pip ends well and leaves nothing', { python3: 'exit 0' }, 'zizmor is left out: pip could not install it'],
])('%s', (_, changed, leftOut) => {
  test('is said, and ends as it was told to', () => {
    const [lenient, strict] = [linters(changed), linters(changed, '--strict')]
    expect(lenient).toMatchObject({ status: 0, stdout: expect.stringContaining(leftOut) })
    expect(strict).toMatchObject({ status: 1, stdout: expect.stringContaining(leftOut) })
    expect(strict.here).not.toHaveLength(3)
  })
})

test('an argument that it does not know is no lenient run', () =>
  expect(linters({}, '--strikt')).toMatchObject({ status: 2, here: [] }))

test('ci is strict', () => {
  const called = readFileSync(join(import.meta.dirname, 'ci.yml'), 'utf8').match(/^.*run: bash \.ci\/linters.*$/gm)
  expect(called).toEqual([expect.stringMatching(/ --strict$/)])
})
