import { describe, expect, it } from 'vitest'
import { privateIn } from '../schemas/private.ts'
import { locate, readRepository } from './repository.ts'

/** An invented number, of the range that is never given to a patient. */
const number = `${'999123465'}9`
const token = ['ghp', 'Ab3'.repeat(12)].join('_')
const hex = `0x${Number(number).toString(16)}`

const record = 'deployments/beta/harbour.yaml'
const calendar = 'policies/calendar/holidays.yaml'
const dated = `kind: Calendar
title: Holidays
source: https://www.gov.uk/bank-holidays
taken: 2026-01-01
from: 2026-01-01
until: 2026-12-31
holidays: []
`
/** A tree of one file, as it is read and as it is told. */
function read(path: string, text: string) {
  const tree = new Map([[path, { text }]])
  const repository = readRepository(tree)
  return { ...repository, told: locate(repository.findings, tree) }
}
const codes = ({ told }: ReturnType<typeof read>) => told.map(({ problem }) => problem.code)

describe('a file that discloses something is told where, and never what', () => {
  it.each<[string, string, string, string[]]>([
    ['a record', record, `title: ${number}\n`, ['patient-number']],
    ['what is no YAML', record, `a: [\n  ${number}\n`, ['patient-number', 'syntax']],
    ['an alias to nothing', record, `a: *x${number}\n`, ['patient-number', 'yaml-feature']],
    ['a number that is written oddly', record, `a: ${hex}\n`, ['patient-number', 'yaml-number']],
    ['an unknown field', record, `kind: Deployment\n"${number}": 1\n`, ['patient-number']],
    ['another kind', record, `kind: "${number}"\n`, ['patient-number']],
    [
      'a file of no kind',
      'deployments/beta/notes.txt',
      `${number} ${token}\n`,
      ['patient-number', 'secret', 'misplaced'],
    ],
    ['prose', 'deployments/README.md', `${token}\n`, ['secret']],
    ['prose of a programme', 'deployments/beta/README.md', `${token}\n`, ['secret']],
    ['a policy of no folder', 'policies/stray.yaml', `a: ${token}\n`, ['secret']],
    ['the name of a record', `deployments/beta/${number}.yaml`, 'kind: Deployment\n', ['patient-number']],
    ['the name of a folder', `deployments/${token}/x.yaml`, `title: ${number}\n`, ['secret', 'patient-number']],
    ['the name of prose', `deployments/${token}/README.md`, '', ['secret']],
    ['a key of a policy', calendar, `${dated}"${number}": 1\n`, ['patient-number', 'unknown-field']],
    [
      'a value of a policy that does not fit',
      calendar,
      dated.replace('[]', `"${number}"`),
      ['patient-number', 'wrong-value'],
    ],
  ])('%s', (_, path, text, expected) => {
    const found = read(path, text)
    expect(codes(found)).toEqual(expected)
    expect(privateIn(JSON.stringify(found.told))).toEqual([])
    expect(found.records.size).toBe(0)
    expect(found.told.every(({ weight }) => weight === 'wrong')).toBe(true)
  })

  it('with line, column and the field', () =>
    expect(read(record, `kind: Deployment\ntitle: Seen ${number}\n`).told).toEqual([
      {
        problem: { code: 'patient-number', in: 'file' },
        at: { path: record, line: 2, column: 13, pointer: ['title'] },
        weight: 'wrong',
        clauses: [],
      },
    ]))
  it('with the field above a name that is private itself', () =>
    expect(read(record, `checklists:\n  "${number}": { x: "${token}" }\n`).told.map(({ at }) => at.pointer)).toEqual([
      ['checklists'],
      ['checklists'],
    ]))
  it('at most 50 times', () => expect(read(record, `a: 1\n${`# ${number}\n`.repeat(60)}`).told).toHaveLength(50))
})

describe('a policy is understood without it', () => {
  it.each([
    ['in a comment', `# ${number}\n${dated}`, 'Holidays'],
    ['in a value', dated.replace('Holidays', `Holidays of ${number}`), '(withheld)'],
  ])('%s', (_, text, title) => {
    const found = read(calendar, text)
    expect(codes(found)).toEqual(['patient-number'])
    expect(found.calendar).toMatchObject({ title, until: '2026-12-31' })
  })
  it('but not where its name has it', () => expect(read(`policies/calendar/${token}.yaml`, dated).calendar).toBeNull())
})
