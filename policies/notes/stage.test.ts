import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import type { Pathway } from '../../schemas/types.ts'
import { release } from '../rules/fixture.ts'
import { way } from './fixture.ts'
import { asksFor, isJudged, stageOf } from './stage.ts'

const flip = parse(readFileSync(new URL('../pathways/flip-release.yaml', import.meta.url), 'utf8')).data as Pathway
const of = (type: string, phase = 'scope') => {
  const one = release()
  return { ...one, data: { ...one.data, type, phase } as typeof one.data }
}
const [uat, production] = ['uat-release-notes', 'production-release-notes']

test.each([
  [uat, 'planned', 'uat'],
  [uat, 'iterative', 'uat'],
  [uat, 'hotfix', null],
  [production, 'planned', 'pre-prod'],
  [production, 'hotfix', 'pre-prod'],
  [production, 'iterative', null],
  [production, 'third-party', null],
  ['no-such-document', 'planned', null],
])('FLIP: %s of a release of type %s, from %s', (document, type, phase) =>
  expect(stageOf(document, flip, of(type))).toBe(phase),
)

test('what is only asked again leads there too', () => {
  const again = flip.gates.map(gate => (gate.from === 'dev' ? { ...gate, recheck: ['uat-notes-text'] } : gate))
  expect(stageOf(uat, { ...flip, gates: again }, of('planned'))).toBe('sit')
})

describe('is judged', () => {
  test.each([
    ['planned', 'uat', false],
    ['planned', 'pre-prod', true],
    ['planned', 'complete', true],
    ['planned', 'withdrawn', false],
    ['iterative', 'complete', false],
  ])('a %s release in %s: %s', (type, phase, expected) =>
    expect(isJudged(production, flip, of(type, phase))).toBe(expected),
  )

  test('everywhere, where no gate asks', () => {
    expect([asksFor(production, flip), asksFor(production, way.data)]).toEqual([true, false])
    expect(isJudged(production, way.data, of('planned', 'withdrawn'))).toBe(true)
  })
})
