import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { recordFindings } from '../policies/consistency/record.ts'
import { schemaFileOf } from '../policies/editor/line.ts'
import { type RecordFile, type Repository, readRepository } from '../policies/repository.ts'
import { validate } from '../schemas/validate.ts'
import { editorSchemas } from './editor.ts'
import { hasSamples } from './init/fixture.ts'
import { sampleTree } from './init/samples.ts'
import { readDisk } from './read/disk.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const today = '2027-12-01'

/** What a schema offers without being the poorer for it when somebody adds a person in a browser, where nothing is generated. */
const withoutPeople = (text: string) => {
  const { $defs, ...schema } = JSON.parse(text)
  expect($defs.person.oneOf.length).toBeGreaterThan(1)
  return { ...schema, $defs: { ...$defs, person: null, ods: null } }
}

test.each(Object.entries(editorSchemas()))('%s is what pathways and schemas give: npm run generate', (path, text) => {
  expect(withoutPeople(readFileSync(`${root}${path}`, 'utf8'))).toEqual(withoutPeople(text))
})

/** Whether an editor takes the data of a record for well formed, by what is generated for a repository. */
function editorOf(repository: Repository) {
  const ajv = new Ajv2020({ strict: false, inlineRefs: false })
  addFormats.default(ajv, ['date', 'date-time', 'uri'])
  const files = editorSchemas(repository)
  const checks = new Map<string, ValidateFunction>(
    (['Deployment', 'Release'] as const).map(kind => [kind, ajv.compile(JSON.parse(files[schemaFileOf(kind)] ?? ''))]),
  )
  return ({ kind }: RecordFile['data'], data: unknown) => checks.get(kind)?.(data)
}

/** What the gate finds in a record whose data are these: what, and where. */
function found(record: RecordFile, data: unknown, repository: Repository): string[] {
  const malformed = validate(record.data.kind, data)
  if (malformed.length > 0) return malformed.map(({ problem, pointer }) => `${problem.code} ${pointer.join('.')}`)
  const findings = recordFindings({ ...record, data: data as RecordFile['data'] }, repository, today)
  return findings.map(({ problem, at }) => `${problem.code} ${at.pointer?.join('.')}`)
}

const portfolio = readRepository(sampleTree(root) ?? new Map())
const accepts = editorOf(portfolio)
/** The records from which the cases are made, with people of their own; they go by the pathways of this repository. */
const ofCases = () => {
  const policies = [...readDisk(root)].filter(([path]) => !/^(?:deployments|policies\/directory)\//.test(path))
  return readRepository(new Map([...policies, ...readDisk(`${root}scripts/cases/base`)]))
}

test.each([...portfolio.records])('an editor accepts %s', (_, { data }) => expect(accepts(data, data)).toBe(true))

test('an editor accepts the records from which the cases are made', () => {
  const cases = ofCases()
  const records = [...cases.records.values()]
  expect(records.length).toBeGreaterThan(10)
  expect(Object.keys(cases.people.people)).not.toEqual(Object.keys(portfolio.people.people))
  const accepts = editorOf(cases)
  expect(records.filter(({ data }) => !accepts(data, data)).map(({ id }) => id)).toEqual([])
})

/** Every way to give a name or a value of a record another one, once for each place, whichever of a list it is in. */
function* others(data: unknown, seen = new Set<string>(), at: (string | number)[] = []): Generator<[string, unknown]> {
  if (data === null || typeof data !== 'object') {
    if (typeof data !== 'string') return
    const place = at.map(key => (typeof key === 'number' ? '*' : key)).join('/')
    if (seen.has(place)) return
    seen.add(place)
    for (const other of ['other', 'other/role', 'withdrawn', 'Z9Z9Z']) yield [`${place} = ${other}`, other]
    return
  }
  for (const [key, value] of Object.entries(data)) {
    const index = Array.isArray(data) ? Number(key) : key
    for (const [what, other] of others(value, seen, [...at, index]))
      yield [what, Array.isArray(data) ? data.with(Number(key), other) : { ...data, [key]: other }]
    const { [key]: _, ...rest } = data as Record<string, unknown>
    const place = [...at, key].map(one => (Number.isInteger(Number(one)) ? '*' : one)).join('/')
    if (Array.isArray(data) || seen.has(`${place}:`)) continue
    seen.add(`${place}:`)
    for (const name of ['other', 'other/role', 'constructor'])
      yield [`${place} called ${name}`, { ...rest, [name]: value }]
  }
}

// it is here to help: what it marks as wrong must be wrong
describe.skipIf(!hasSamples)(
  'what an editor refuses, the gate refuses (skipped: somebody has deleted the samples)',
  () => {
    const furthest = Map.groupBy(portfolio.records.values(), ({ data }) => data.pathway)
    test.each([...furthest])('%s', (_, records) => {
      const record = records.toSorted(
        (a, b) => JSON.stringify(b.data).length - JSON.stringify(a.data).length,
      )[0] as RecordFile
      // one of each list is enough
      const data = JSON.parse(JSON.stringify(record.data), (_, value) =>
        Array.isArray(value) ? value.slice(0, 1) : value,
      )
      const before = new Set(found(record, data, portfolio))
      expect(accepts(record.data, data)).toBe(true)
      const refused = [...others(data)].filter(([, other]) => accepts(record.data, other) === false)
      expect(refused.length).toBeGreaterThan(50)
      const alone = refused.filter(([, other]) => found(record, other, portfolio).every(one => before.has(one)))
      expect(alone.map(([what]) => what)).toEqual([])
    })
  },
)

// whoever adds somebody to the directory in a browser generates nothing
test.skipIf(!hasSamples).each<[string, (data: RecordFile['data']) => object]>([
  ['a person', data => ({ ...data, roles: { ...data.roles, 'supplier/project-lead': ['somebody-new'] } })],
  ['an organisation', data => ({ ...data, organisations: { ...data.organisations, supplier: 'Z9NEW' } })],
])('%s whom nobody knew when it was made is no error', (_, change) => {
  const { data } = portfolio.records.get('bars-app6/ashbourne-vale') as RecordFile
  expect(accepts(data, change(data))).toBe(true)
})
