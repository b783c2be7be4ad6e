/** What the cases show: each criterion of the beta pathway holding and failing, and each problem that a rule can find. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pathway } from '../../schemas/types.ts'
import { gitIn } from '../read/git.ts'
import { cases, expected, runCase } from './case.ts'

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const { gates } = load(textOf('policies/pathways/bars-beta.yaml')) as Pathway

/** Criterion → how it stands, such as `unmet: item-open`. That it is so, `cases.test.ts` makes sure. */
const notMet = cases().flatMap(name => {
  const { notMet = {} } = expected(name) as { notMet?: Record<string, string> }
  return Object.entries(notMet)
})

/** What the tables of the pathways find. That it is so, `pathways.test.ts` makes sure. */
const tabled = readdirSync(new URL('./pathways/', import.meta.url))
  .map(
    name =>
      load(textOf(`scripts/cases/pathways/${name}`)) as { gates: { lacks: Record<string, { found: string[] }[]> }[] },
  )
  .flatMap(({ gates }) => gates.flatMap(({ lacks }) => Object.values(lacks).flat()))
  .flatMap(({ found }) => found)

let bare = ''
beforeAll(() => {
  bare = mkdtempSync(join(tmpdir(), 'countersign-coverage-'))
  gitIn(bare)(['init', '--quiet', '--bare', '.'])
})
afterAll(() => rmSync(bare, { recursive: true, force: true }))

describe.each(gates)('from $from to $to', ({ from, to, criteria = [], recheck = [] }) => {
  test('each criterion is seen to hold', () => {
    const verdict = runCase(`passes-${from}-to-${to}`, bare)
    expect(verdict.subject).toMatchObject({ is: 'transition', from, to })
    expect(verdict.criteria.map(({ id, status }) => `${id} ${status}`)).toEqual(
      [...criteria.map(({ id }) => id), ...recheck].map(id => `${id} met`),
    )
  })
  test.each(criteria.map(({ id }) => id))('%s is seen to fail', id => {
    const how = notMet.filter(([criterion]) => criterion === id).map(([, how]) => how.split(':')[0])
    expect(how).toContain('unmet')
  })
})

test('each problem that a rule can find is found in some case', () => {
  // from the type itself: a list of our own would miss the code that is added next
  const [, union = ''] = /^type RuleProblem =$(.*?)\n\n/ms.exec(textOf('policies/problems.ts')) ?? []
  const codes = [...union.matchAll(/code: '([a-z-]+)'/g)].map(([, code]) => code)
  const seen = new Set([...tabled, ...notMet.flatMap(([, how]) => how.split(': ')[1]?.split(', ') ?? [])])
  expect(codes).toContain('item-open')
  expect(codes.filter(code => code !== undefined && !seen.has(code))).toEqual([])
})
