/** `npm start`, as somebody runs it who has just cloned this repository. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { dayOf } from '../policies/dates.ts'
import type { Standing } from '../policies/model.ts'
import { readRepository } from '../policies/repository.ts'
import { standings } from '../policies/standing.ts'
import { hasSamples } from './init/fixture.ts'
import { keptIn, samplesOf, sampleTree } from './init/samples.ts'

const root = join(import.meta.dirname, '..')
const record = join(samplesOf(root) === 'kept' ? keptIn : '', 'deployments/bars-app6/ashbourne-vale.yaml')
const minutes = 2 * 60_000

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs `npm start` with a temporary folder of its own, and tells what is left in that. */
async function start(
  directory: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string; left: string[] }> {
  const temp = join(scratchFolder(), 'temp')
  mkdirSync(temp)
  const { GIT_DIR: _dir, GIT_INDEX_FILE: _index, GIT_WORK_TREE: _tree, ...env } = process.env
  // npm has Node keep a cache there, which is no matter of ours
  const settings = { TMPDIR: temp, TEMP: temp, TMP: temp, NODE_DISABLE_COMPILE_CACHE: '1' }
  return new Promise(resolve =>
    execFile(
      'npm',
      ['start', ...(args.length > 0 ? ['--', ...args] : [])],
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

describe.skipIf(!hasSamples)('a whole story (skipped: somebody has deleted the samples)', () => {
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

  test('a whole journey, from registration through every phase to business as usual', {
    timeout: 5 * minutes,
  }, async () => {
    const { code, out, err, left } = await start(root, '--journey')
    expect({ code, left }, err).toEqual({ code: 0, left: [] })
    const pathway = readRepository(sampleTree(root) ?? new Map()).pathways.get('bars-stable')
    const phases = Object.values(pathway?.data.phases ?? {}).map(({ title }) => title)
    expect([...out.matchAll(/The board says: (.+)\.$/gm)].map(([, phase]) => phase)).toEqual(phases.slice(1))
    expect([...out.matchAll(/Pull request (\d+) is open/g)].map(([, number]) => Number(number))).toEqual(
      phases.slice(1).map((_, index) => index + 2),
    )
    expect([...out.matchAll(/npm run note -- /g)].length).toBeGreaterThan(30)
  })

  test('fails when a step does not end as told, and leaves nothing either', { timeout: minutes }, async () => {
    // the record is where the rehearsal would bring it
    const { code, err, left } = await start(clone(record, text => text.replace(/^phase: .*/m, 'phase: public-beta')))
    expect(code).toBe(1)
    expect(err).toMatch(/The rehearsal failed\. .+/)
    expect(left).toEqual([])
  })
})

/** For each pathway one record that has a next phase: a ready one where there is one today, else one that waits or is blocked. */
function oneOfEach(): [string, string][] {
  const repository = readRepository(sampleTree(root) ?? new Map())
  const open = standings(repository, dayOf(new Date())).filter(({ next }) => next !== null)
  const statuses = ({ criteria }: Standing) => criteria.map(({ status }) => status)
  const rank = (one: Standing) => (statuses(one).includes('unmet') ? 2 : statuses(one).includes('waiting') ? 1 : 0)
  return [...Map.groupBy(open, ({ pathway }) => pathway)].map(([pathway, all]) => [
    pathway,
    all.toSorted((a, b) => rank(a) - rank(b))[0]?.record ?? '',
  ])
}

describe.skipIf(!hasSamples)(
  'the next gate of a record, as it stands (skipped: somebody has deleted the samples)',
  () => {
    test.each(oneOfEach())('of %s: %s', { timeout: minutes }, async (_, record) => {
      const { code, out, left } = await start(root, record)
      expect({ code, left }).toEqual({ code: 0, left: [] })
      expect(out).toMatch(/1\. .+, who has no part in it, opens a pull request: .+ is to go from “.+” to “.+”\./)
      expect(out).toMatch(/countersign\/gate: (success|pending|failure)/)
      expect(out).not.toMatch(/<!--|<details>|^ +│ \[S\d-\d+\]: /m)
      expect(out).toMatch(/Nothing of it is left\.\n$/)
    })

    test.each<[string, string, number, string]>([
      ['is not there', 'nope/none', 2, 'There is no record nope/none. npm run check lists them.'],
      [
        'is withdrawn',
        'ers-referral-hub/marlcombe-annexe',
        1,
        'ers-referral-hub/marlcombe-annexe is withdrawn: it has no next gate.',
      ],
      [
        'is at its end, by its path',
        'deployments/ers-referral-hub/releases/2.3.0.yaml',
        1,
        'ers-referral-hub/releases/2.3.0 is at the end of its pathway: it has no next gate.',
      ],
    ])('of a record that %s: %s', { timeout: minutes }, async (_, record, exit, said) => {
      const { code, out, err } = await start(root, record)
      expect({ code, shown: out.includes('opens a pull request') }).toEqual({ code: exit, shown: false })
      expect(err.trim().split('\n').at(-1)).toBe(said)
    })
  },
)
