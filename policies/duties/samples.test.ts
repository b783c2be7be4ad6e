/** The duties over this repository: its samples as they stand, and as they would be without any evidence, at every gate of their pathways. */
import { expect, test } from 'vitest'
import { hasSamples, root } from '../../scripts/init/fixture.ts'
import { sampleTree } from '../../scripts/init/samples.ts'
import { contextOf } from '../context.ts'
import { criteriaOf, judgeCriteria } from '../criteria.ts'
import { fieldsOf } from '../fields.ts'
import { type RecordData, type RecordFile, type Repository, readRepository } from '../repository.ts'
import { nextGate } from '../standing.ts'
import { type Duty, dutyOf } from './duties.ts'
import { errandsOf } from './errands.ts'
import { explain } from './explanation.ts'
import { outlines } from './gates.ts'
import { providersAt } from './providers.ts'

const repository = readRepository(sampleTree(root) ?? new Map())
/** Skipped where somebody has deleted the samples. */
const ofSamples = test.skipIf(!hasSamples)
const records = [...repository.records.values()]
const today = '2026-11-20'

ofSamples('what is there and what is missing have the same providers', () => {
  const compared = records.flatMap(({ id, data }) => {
    const pathway = repository.pathways.get(data.pathway)?.data
    return pathway
      ? [...fieldsOf(data, pathway).values()].flatMap(({ pointer, provider }) =>
          'by' in provider
            ? [{ at: `${id} ${pointer.join('.')}`, is: provider.by, found: providersAt(pointer, pathway, data) }]
            : [],
        )
      : []
  })
  expect(compared.length).toBeGreaterThan(1000)
  expect(compared.filter(({ is, found }) => is.join() !== found.join())).toEqual([])
})

/** The duties at the next gate of a record. */
function dutiesOf(record: RecordFile, world: Repository): Duty[] {
  const pathway = world.pathways.get(record.data.pathway)
  const gate = pathway && nextGate(record, pathway.data)
  if (!pathway || !gate) return []
  const context = contextOf(record, pathway, world, world.people, today)
  const asked = criteriaOf(gate, pathway.data, record)
  return judgeCriteria(asked, context).flatMap(({ findings }, index) => {
    const criterion = asked[index]
    return criterion ? findings.map(finding => dutyOf(finding, criterion, context, world)) : []
  })
}

const lost = ({ by, people, waits }: Duty) => (waits ? by.length + people.length > 0 : people.length === 0)

ofSamples('everything that a sample’s next gate still needs is somebody’s, or only waits', () => {
  const all = records.flatMap(record => dutiesOf(record, repository))
  expect(all.length).toBeGreaterThan(50)
  expect(all.filter(lost)).toEqual([])
})

/** What a record says of itself, without any evidence. */
const bare = ({
  kind,
  title,
  pathway,
  phase,
  release,
  organisations,
  participants,
  roles,
  product,
  version,
  type,
}: RecordData) =>
  ({ kind, title, pathway, phase, release, organisations, participants, roles, product, version, type }) as RecordData

ofSamples('so is everything that any gate asks of a record without any evidence', () => {
  const codes = new Set<string>()
  const orphans = records.flatMap(record =>
    Object.keys(repository.pathways.get(record.data.pathway)?.data.phases ?? {}).flatMap(phase => {
      const at = { ...record, data: { ...bare(record.data), phase } as RecordData }
      const world = { ...repository, records: new Map([...repository.records, [record.id, at]]) }
      const all = dutiesOf(at, world)
      for (const { finding } of all) codes.add(finding.problem.code)
      return all.filter(lost).map(({ finding }) => [record.id, phase, finding.problem])
    }),
  )
  expect(orphans).toEqual([])
  expect(codes.size).toBeGreaterThan(15)
})

test('every criterion of every gate asks somebody, but for those that ask for time, an order or another record', () => {
  const nobody = [...repository.pathways.values()].flatMap(pathway =>
    outlines(pathway, repository).flatMap(({ criteria }) =>
      criteria
        .filter(({ by }) => by.length === 0)
        .map(({ id }) => pathway.data.gates.flatMap(gate => gate.criteria ?? []).find(one => one.id === id)?.rule),
    ),
  )
  expect([...new Set(nobody)].sort()).toEqual(['duration', 'first', 'freeze', 'order', 'others'])
})

test('whoever is named is a party or a role of the pathway, or of its release’s', () => {
  const known = new Set(
    [...repository.pathways.values()].flatMap(({ data }) => [...Object.keys(data.parties), ...Object.keys(data.roles)]),
  )
  const named = [...repository.pathways.values()].flatMap(pathway =>
    outlines(pathway, repository).flatMap(({ criteria }) => criteria.flatMap(({ by }) => by)),
  )
  expect(named.filter(one => !known.has(one))).toEqual([])
})

ofSamples('all that a next gate still needs waits for somebody: evidence, or a signature', () => {
  const explanations = records.map(record => explain(record, repository, [], today))
  const found = new Map<string, Set<string>>()
  for (const person of Object.keys(repository.people.people))
    for (const { explanation, errands } of errandsOf(person, explanations))
      for (const errand of errands) {
        const of = found.get(explanation.record) ?? new Set()
        found.set(explanation.record, of.add(errand.is === 'provide' ? JSON.stringify(errand.duty) : errand.is))
      }
  const forgotten = explanations.flatMap(({ record, next, criteria }) => {
    const open = criteria.filter(({ status }) => status === 'unmet').flatMap(({ duties }) => duties)
    const needed = [...open.filter(({ waits }) => !waits).map(one => JSON.stringify(one)), ...(next ? ['sign'] : [])]
    return needed.filter(one => !found.get(record)?.has(one)).map(one => `${record}: ${one}`)
  })
  expect(found.size).toBeGreaterThan(40)
  expect(forgotten).toEqual([])
})

ofSamples('what has mistakes is shut, though all else holds', () => {
  const ready = records.filter(record => explain(record, repository, [], today).standing === 'ready')
  expect(ready.length).toBeGreaterThan(3)
  for (const record of ready) {
    const at = { path: record.path }
    const mistake = { problem: { code: 'yaml-empty' as const }, at, weight: 'wrong' as const, clauses: [] }
    expect(explain(record, repository, [mistake], today).standing, record.id).toBe('blocked')
  }
})
