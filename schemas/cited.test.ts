import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { citedBySchemas } from './cited.ts'

const cited = citedBySchemas()
/** The schemas of what people fill in. A pathway's clauses stand in the pathway. */
const kinds = ['deployment', 'release', 'calendar', 'directory']
const schema = (kind: string): unknown =>
  JSON.parse(readFileSync(new URL(`${kind}.schema.json`, import.meta.url), 'utf8'))

/** Every `clauses` in a schema, at whatever depth and under whatever keyword. */
function citations(value: unknown): string[][] {
  if (value === null || typeof value !== 'object') return []
  const { clauses } = value as { clauses?: unknown }
  return [...(Array.isArray(clauses) ? [clauses] : []), ...Object.values(value).flatMap(citations)]
}

describe('the clauses that fields answer to', () => {
  it.each<[string, string[]]>([
    // of the record itself
    ['deployment.participants', ['S1-15']],
    ['release.serviceRiskLevel', ['S3-07']],
    ['release.scope', ['S4-13', 'S4-33']],
    // of one of its parts, which may stand in several places
    ['deployment.document.reviewed', ['S0-15']],
    ['deployment.test.steps', ['S1-26']],
    ['release.ticket.uatNeeded', ['S4-50']],
    ['release.site.agreed', ['S4-16', 'S4-64']],
    // of a whole part
    ['deployment.testKind', ['S1-29']],
    ['release.featureFlag', ['S4-58']],
    // a part, and something in it
    ['release.downtime', ['S4-07']],
    ['release.downtime.predictedEnd', ['S4-08']],
  ])('%s', (field, clauses) => expect(cited.get(field)).toEqual(clauses))

  it.each(['deployment.title', 'deployment.document', 'release.smokeTest', 'release.ticket', 'nothing'])(
    'are none: %s',
    field => expect(cited.has(field)).toBe(false),
  )

  // two of one name, or one under a keyword that is not looked into, would be lost without a word
  it.each(kinds)('of %s are all there, and none twice', kind => {
    const all = [...cited].filter(([field]) => field.startsWith(`${kind}.`)).map(([, clauses]) => clauses)
    const sorted = (lists: string[][]) => lists.map(list => list.join(' ')).sort()
    expect(sorted(all)).toEqual(sorted(citations(schema(kind))))
  })

  it('are ids of clauses, each once a field', () => {
    for (const [field, clauses] of cited) {
      expect(clauses.length, field).toBeGreaterThan(0)
      expect(new Set(clauses).size, field).toBe(clauses.length)
      for (const clause of clauses) expect(clause, field).toMatch(/^S\d-\d{2}$/)
    }
  })
  it('are of fields of records, and of nothing else', () =>
    expect([...cited.keys()].filter(field => !kinds.includes(field.split('.')[0] ?? ''))).toEqual([]))
})
