/** Each criterion of each pathway: it holds on a complete record, and what takes it away is found. Without git; the whole cases have that. */
import { readdirSync, readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { contextOf } from '../../policies/context.ts'
import { criteriaOf, judgeCriteria } from '../../policies/criteria.ts'
import type { CriterionResult } from '../../policies/model.ts'
import { readRepository, recordId } from '../../policies/repository.ts'
import type { Gate, Pathway } from '../../schemas/types.ts'
import { baseFiles } from './case.ts'
import { applied, type Files, type ValueEdit } from './edits.ts'
import { withNotes } from './noted.ts'

/** An edit of the gate's own record, unless it names another file. */
type Edit = Omit<ValueEdit, 'in'> & { in?: string }

interface Lack {
  edits: Edit[]
  /** The codes of what the criterion then finds. */
  found: string[]
  status?: CriterionResult['status']
}

interface GateTable {
  from: string
  to: string
  record?: string
  before?: Edit[]
  lacks: Record<string, Lack[]>
}

interface Table {
  pathway: string
  record: string
  now: string
  gates: GateTable[]
}

const folder = new URL('./pathways/', import.meta.url)
const tables = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => load(readFileSync(new URL(name, folder), 'utf8')) as Table)
const base = baseFiles()

const edited = (files: Files, record: string, edits: readonly Edit[]): Files =>
  applied(
    files,
    edits.map(edit => ({ in: record, ...edit }) as ValueEdit),
    '',
  )

/** How the criteria of a gate stand for a record as it is in these files. */
function judged(files: Files, path: string, gate: Gate, today: string): CriterionResult[] {
  const repository = readRepository(new Map([...withNotes(files)].map(([name, text]) => [name, { text }])))
  expect(repository.findings.filter(({ at }) => at.path === path)).toEqual([])
  const record = repository.records.get(recordId(path))
  const pathway = repository.pathways.get(record?.data.pathway ?? '')
  if (!record || !pathway) throw new Error(`there is no record ${path}`)
  const criteria = criteriaOf(gate, pathway.data, record)
  return judgeCriteria(criteria, contextOf(record, pathway, repository, repository.people, today))
}

const pathwayOf = (id: string) => load(base.get(`policies/pathways/${id}.yaml`) ?? '') as Pathway

// the beta's cases are all folders: see `coverage.test.ts`
test('each pathway but the beta has its table, and each table its pathway', () => {
  const pathways = readdirSync(new URL('../../policies/pathways/', import.meta.url))
    .filter(name => name.endsWith('.yaml'))
    .map(name => name.slice(0, -'.yaml'.length))
  expect(tables.map(({ pathway }) => pathway).sort()).toEqual(pathways.filter(id => id !== 'bars-beta').sort())
})

describe.each(tables)('$pathway', ({ pathway, record: usual, now, gates }) => {
  const { gates: defined } = pathwayOf(pathway)
  test('each gate is in the table, and each criterion of it', () => {
    // one gate may be in it several times: for releases of each type
    const ids = (all: readonly { from: string; to: string; ids: string[] }[]) =>
      [...Map.groupBy(all, ({ from, to }) => `${from} to ${to}`)].map(([gate, same]) => [
        gate,
        [...new Set(same.flatMap(one => one.ids))].sort(),
      ])
    const named = gates.map(({ from, to, lacks }) => ({ from, to, ids: Object.keys(lacks) }))
    const asked = defined.map(({ from, to, criteria = [] }) => ({ from, to, ids: criteria.map(({ id }) => id) }))
    expect(ids(named)).toEqual(ids(asked))
  })

  describe.each(gates)('from $from to $to', ({ from, to, record = usual, before = [], lacks }) => {
    const gate = defined.find(one => one.from === from && one.to === to) ?? ({} as Gate)
    const files = edited(base, record, [{ set: ['phase'], to: from } as Edit, ...before])
    test('everything holds', () => {
      const open = judged(files, record, gate, now).filter(({ status }) => status !== 'met')
      expect(
        open.map(({ id, findings }) => `${id}: ${findings.map(({ problem }) => problem.code).join(', ')}`),
      ).toEqual([])
    })
    const rows = Object.entries(lacks).flatMap(([id, all]) => all.map((one, index) => ({ id, index, ...one })))
    test.each(rows)('$id is taken away ($index)', ({ id, edits, found, status = 'unmet' }) => {
      const result = judged(edited(files, record, edits), record, gate, now).find(one => one.id === id)
      const codes = [...new Set(result?.findings.map(({ problem }) => problem.code))]
      expect([result?.status, codes]).toEqual([status, found])
    })
  })
})
