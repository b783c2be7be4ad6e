import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { allCriteria } from '../policies/criteria.ts'
import { readRepository } from '../policies/repository.ts'
import { type Trace, traces } from '../policies/traceability.ts'
import { citedBySchemas } from '../schemas/cited.ts'
import { readDisk } from './read/disk.ts'
import { traceability } from './trace.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const repository = readRepository(readDisk(root))
const fields = citedBySchemas()
const all = traces(repository, fields)
const known = new Set(all.map(({ clause }) => clause))
const criteria = [...repository.pathways.values()].flatMap(({ data }) => allCriteria(data))

/** Document → how many clauses it has. */
const counts = { S0: 29, S1: 49, S2: 45, S3: 83, S4: 75 }

describe('the clauses', () => {
  test.each(Object.entries(counts))('of %s are all here, and numbered without a gap', (document, count) => {
    const ids = all.map(({ clause }) => clause).filter(clause => clause.startsWith(document))
    expect(ids).toEqual(
      Array.from({ length: count }, (_, index) => `${document}-${String(index + 1).padStart(2, '0')}`),
    )
  })
  test.each(all.map((trace): [string, Trace] => [trace.clause, trace]))(
    '%s is answered to, or says why not',
    (_, { answers, informational }) => {
      expect(answers.length > 0).toBe(informational === null)
    },
  )
  test('that code answers to name files that are there', () => {
    const files = all.flatMap(({ answers }) => answers.filter(({ what }) => what === 'code').map(({ where }) => where))
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter(file => !existsSync(new URL(`../${file}`, import.meta.url)))).toEqual([])
  })
})

describe('citations', () => {
  test.each([...fields])('of the field %s are of clauses that exist', (_, clauses) =>
    expect(clauses.filter(clause => !known.has(clause))).toEqual([]),
  )
  /** What must be, and no criterion asks: two signatures of their own, and what an issue of a record has a field for. */
  const withoutCriterion = ['S3-28', 'S3-47']
  const musts = all.filter(({ strength }) => strength === 'must').map(({ clause }) => clause)
  const enforcements = (clause: string) =>
    criteria.filter(({ clauses }) => clauses.includes(clause)).map(({ enforcement }) => enforcement)
  test.each(musts.filter(clause => !withoutCriterion.includes(clause)))(
    '%s, which says "must", is not left to waivers',
    clause => expect(enforcements(clause)).toContain('mandatory'),
  )
  test.each(withoutCriterion)('%s, which says "must", is answered otherwise', clause => {
    expect(musts).toContain(clause)
    expect(enforcements(clause)).toEqual([])
  })
})

test('the table is what the policies and schemas give: npm run generate', () => {
  expect(readFileSync(new URL('../policies/TRACEABILITY.md', import.meta.url), 'utf8')).toBe(traceability())
})
