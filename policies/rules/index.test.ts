import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import type { Pathway } from '../../schemas/types.ts'
import { validate } from '../../schemas/validate.ts'
import { pathway, releasePathway } from './fixture.ts'
import { rules } from './index.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const schema = JSON.parse(read('../../schemas/pathway.schema.json'))
const branches: string[] = schema.$defs.criterion.oneOf.map(({ $ref }: { $ref: string }) =>
  $ref.replace('#/$defs/', ''),
)
const names = Object.keys(rules).sort()

describe('rules', () => {
  it('are the same as the branches of the criterion in the schema of pathways', () => {
    expect(branches.map(name => schema.$defs[name].properties.rule.const).sort()).toEqual(names)
    expect(new Set(branches).size).toBe(branches.length)
  })

  it.each(branches)('%s is called after its rule, so that a message can name it', branch => {
    expect(branch).toBe(
      `${schema.$defs[branch].properties.rule.const.replaceAll(/-(\w)/g, (_: string, letter: string) =>
        letter.toUpperCase(),
      )}Criterion`,
    )
  })

  const pathways = readdirSync(new URL('../pathways/', import.meta.url)).filter(name => name.endsWith('.yaml'))
  const used = new Set(
    pathways
      .map(name => parse(read(`../pathways/${name}`)).data as Pathway)
      .flatMap(({ gates, registration, roleChange, withdrawal }) => [...gates, registration, roleChange, withdrawal])
      .flatMap(gate => gate.criteria ?? [])
      .map(({ rule }) => rule as string),
  )
  it.each(names)('%s is used by a pathway', name => expect(used).toContain(name))

  it.each(names)('%s has one file and one test', name => {
    expect(existsSync(new URL(`${name}.ts`, import.meta.url))).toBe(true)
    expect(existsSync(new URL(`${name}.test.ts`, import.meta.url))).toBe(true)
  })

  it('has no file that is not a rule', () => {
    const files = readdirSync(new URL('./', import.meta.url)).filter(
      name => name.endsWith('.ts') && !name.endsWith('.test.ts') && !['index.ts', 'fixture.ts'].includes(name),
    )
    expect(files.sort()).toEqual(names.map(name => `${name}.ts`).sort())
  })

  it.each([pathway, releasePathway])('the pathway of the tests is one that the schema allows: $id', ({ data }) =>
    expect(validate('Pathway', data)).toEqual([]),
  )
})
