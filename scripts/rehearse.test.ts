/** `npm start`, as somebody runs it who has just cloned this repository. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const record = 'deployments/bars-app6/ashbourne-vale.yaml'
const minutes = 2 * 60_000

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs `npm start` with a temporary folder of its own, and tells what is left in that. */
async function start(directory: string): Promise<{ code: number; out: string; err: string; left: string[] }> {
  const temp = join(scratchFolder(), 'temp')
  mkdirSync(temp)
  const { GIT_DIR: _dir, GIT_INDEX_FILE: _index, GIT_WORK_TREE: _tree, ...env } = process.env
  // npm has Node keep a cache there, which is no matter of ours
  const settings = { TMPDIR: temp, TEMP: temp, TMP: temp, NODE_DISABLE_COMPILE_CACHE: '1' }
  return new Promise(resolve =>
    execFile(
      'npm',
      ['start'],
      { cwd: directory, env: { ...env, ...settings }, maxBuffer: 1 << 26 },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err, left: readdirSync(temp) }),
    ),
  )
}

/** A clone of this repository as it is committed, with one more commit. */
function clone(path: string, change: (text: string) => string): string {
  const folder = join(scratchFolder(), 'clone')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    })
  execFileSync('git', ['clone', '--quiet', '--no-local', root, folder], { stdio: 'pipe' })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const text = readFileSync(join(folder, path), 'utf8')
  expect(change(text)).not.toBe(text)
  writeFileSync(join(folder, path), change(text))
  git('commit', '--quiet', '--all', '--message', 'Another sample')
  return folder
}

test('goes from refusal to merge, step by step, and leaves nothing', { timeout: minutes }, async () => {
  const { code, out, left } = await start(root)
  expect({ code, left }).toEqual({ code: 0, left: [] })
  const bold = '\u001B[1m'
  const steps = out
    .split('\n')
    .filter(line => line.startsWith(bold))
    .map(line => Number.parseInt(line.slice(bold.length), 10))
  expect(steps.length).toBeGreaterThan(4)
  expect(steps).toEqual(steps.map((_, at) => at + 1))
  expect([...out.matchAll(/countersign\/gate: (\w+)/g)].map(([, state]) => state)).toEqual([
    'failure',
    'pending',
    'pending',
    'success',
  ])
  expect(out).toContain('GitHub does not merge it')
  expect(out).toMatch(/Nothing of it is left\.\n$/)
})

test('fails when a step does not end as told, and leaves nothing either', { timeout: minutes }, async () => {
  // the record is where the rehearsal would bring it
  const { code, err, left } = await start(clone(record, text => text.replace(/^phase: .*/m, 'phase: public-beta')))
  expect(code).toBe(1)
  expect(err).toMatch(/The rehearsal failed\. .+/)
  expect(left).toEqual([])
})
