/**
 * Every attack is stopped, and its harmless twin passes. The verdicts of all cases are held by their own tests, and some are played on the forge
 * there: here the list is held together, and what nothing else tries is tried.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { expected, why } from '../cases/case.ts'
import { site } from '../gate/fixture.ts'
import { attackTable, attackText, closingText } from '../render/attacks.ts'
import { type Attack, kinds, type Trial, tryOne } from './attack.ts'
import { twinNamed } from './cases.ts'
import { attacks, tryAll } from './list.ts'
import { scene } from './scene.ts'

vi.setConfig({ testTimeout: 120_000 })

const all = attacks()
const cases = all.filter(({ kind }) => kind === 'case')
const isCase = (name: string) => !name.endsWith('~twin')

describe('the list', () => {
  test('has all kinds, and each name once', () => {
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)))
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(cases.length).toBeGreaterThan(80)
  })

  test('of cases: none is expected to pass, and each twin that is a case of its own is', () => {
    const state = (name: string) => (expected(name) as { state: string }).state
    expect(cases.filter(({ name }) => state(name) === 'success')).toEqual([])
    const twins = new Set(cases.map(({ name }) => twinNamed(name)).filter(isCase))
    expect([...twins].filter(name => state(name) !== 'success')).toEqual([])
  })

  test('of cases: what is hoped is one sentence', () => {
    expect(cases.filter(({ hope }) => !/^[A-Z][^\n]+\.$/.test(hope))).toEqual([])
  })
})

describe('what no other test tries', () => {
  // cases that show a point about approvals are played by their own test, workflows by that of act
  const here = all.filter(({ kind, name }) => kind !== 'workflow' && !(kind === 'case' && /\bCase \d/.test(why(name))))

  test.each(here.map(one => [one.name, one] as const))('%s is stopped, and its twin is not', async (_, attack) => {
    const [result] = await tryAll([attack], () => {})
    expect(result?.ended).toEqual({ is: 'stopped', by: expect.stringMatching(/\S/) })
  })
})

describe('one attack', () => {
  const trial = (passed: boolean) => async (): Promise<Trial> => ({ passed, by: 'x' })
  const one = (attempt: boolean, twin: boolean, more = {}): Attack => {
    return { name: 'a', kind: 'case', hope: 'b', attempt: trial(attempt), twin: trial(twin), ...more }
  }

  test.each<[string, Attack, string, string]>([
    ['stopped, and its twin passes', one(false, true), 'stopped', '1 of 1 attack stopped.'],
    ['gets through', one(true, true), 'through', '0 of 1 attack stopped; 1 attack got through.'],
    ['stopped like its twin', one(false, false), 'vacuous', '0 of 1 attack stopped; 1 attack proved nothing.'],
    ['cannot be tried', one(true, true, { lacks: 'act' }), 'not-run', '0 of 1 attack stopped; 1 not run.'],
  ])('%s', async (_, attack, is, closing) => {
    const result = await tryOne(attack)
    expect(result.ended.is).toBe(is)
    expect(closingText([result])).toBe(closing)
  })

  test('is a row of the table, whatever it is called', async () => {
    const result = await tryOne(one(false, true, { hope: 'A | B' }))
    expect(attackTable([result]).split('\n').at(-1)).toBe('| ✓ | a | A &#124; B | x |')
  })

  test('what others wrote steers no terminal', async () => {
    const result = await tryOne(one(true, true, { hope: '\u001B[2J::error::x' }))
    expect(attackText([result])).not.toContain('\u001B')
    expect(attackTable([result])).not.toContain('\u001B')
  })
})

describe('what SECURITY.md says that only a setting of GitHub closes', () => {
  test('without an App of the gate’s own, a workflow’s forged status lets a pull request be merged', async () => {
    const { passed } = await scene(async on => {
      const pull = await on.open()
      await on.pretend(pull, 'gate')
      return on.merge(pull)
    })
    expect(passed).toBe(true)
  })

  const ticked = (email?: string) =>
    scene(async on => {
      const text = (on.files[site] ?? '').replace('example.org/training }', 'example.org/another }')
      const pull = await on.open({ author: 'sup-lead', files: { [site]: text }, ...(email && { email }) })
      await on.judge(pull)
      return on.status(pull)
    })

  test('without signed commits, a commit with the address of somebody of the hospital counts as theirs', async () => {
    expect(await ticked()).toMatchObject({ passed: false })
    expect(await ticked('816+pro-ops@users.noreply.github.com')).toMatchObject({ passed: true })
  })
})

test('every attack that SECURITY.md names is there', () => {
  const text = readFileSync(join(import.meta.dirname, '../../.github/SECURITY.md'), 'utf8')
  const named = [...text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(40)
  const known = new Set(all.map(({ name }) => name))
  expect(named.filter(name => !known.has(name))).toEqual([])
})
