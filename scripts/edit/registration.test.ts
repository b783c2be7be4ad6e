import { describe, expect, test } from 'vitest'
import { schemaLine } from '../../policies/editor/line.ts'
import { fieldsOf } from '../../policies/fields.ts'
import { type RecordData, readRepository } from '../../policies/repository.ts'
import { parse } from '../../schemas/parse.ts'
import { answersTo } from '../ask/answers.ts'
import { keys, terminalOf } from '../ask/fixture.ts'
import type { Answers } from '../ask/question.ts'
import { hasSamples, root } from '../init/fixture.ts'
import { sampleTree } from '../init/samples.ts'
import { findingsIn } from './record.ts'
import { registering } from './registering.ts'
import { registration, registrationQuestions } from './registration.ts'

const repository = readRepository(sampleTree(root) ?? new Map())
const today = '2027-12-01'

/** Answers for a new record like one of the samples. */
function likeSample(pathway: string): Answers {
  const sample = [...repository.records.values()].find(({ data }) => data.pathway === pathway)
  if (!sample) throw new Error(`no sample of ${pathway}`)
  const { data, programme } = sample
  return {
    programme,
    title: 'Northfield: "all" # of it',
    ...(data.kind === 'Deployment'
      ? { 'site-name': 'northfield', release: data.release ?? '' }
      : { product: data.product ?? '', release: '99.0.0' }),
    ...Object.fromEntries(Object.entries(data.organisations ?? {}).map(([party, ods]) => [`at:${party}`, ods])),
    // one is left out: a role may be held later
    ...Object.fromEntries(
      Object.entries(data.roles ?? {})
        .slice(1)
        .map(([role, held]) => [`role:${role}`, held.join(',')]),
    ),
  }
}

describe.skipIf(!hasSamples).each([...repository.pathways])('%s', (id, { data: pathway }) => {
  const questions = registrationQuestions(pathway, repository.people, repository).map(question =>
    question.id === 'release' ? { ...question, kind: 'text' as const } : question,
  )
  const { answers, refusals } = answersTo(questions, likeSample(id))
  const { path, text } = registration(pathway, id, answers)
  const data = parse(text).data as RecordData

  test('is valid at once', () => {
    expect(refusals).toEqual([])
    expect(findingsIn(repository, path, text, today)).toEqual([])
    expect(text.split('\n')[0]).toBe(schemaLine(path))
  })

  test('begins in the first phase, and says only what was told', () => {
    expect(data.phase).toBe(Object.keys(pathway.phases)[0])
    const said = [...fieldsOf(data, pathway).values()].map(({ pointer }) => pointer[0])
    expect(
      new Set(said).isSubsetOf(
        new Set([
          'kind',
          'title',
          'pathway',
          'phase',
          'release',
          'organisations',
          'participants',
          'roles',
          'product',
          'version',
          'type',
        ]),
      ),
    ).toBe(true)
  })

  test('has a place for every item, document and test plan, with what it is for and its clause above it', () => {
    const lines = text.split('\n')
    const above = (at: number) => lines[at - 1] ?? ''
    let places = 0
    const expectPlace = (line: string, after: number, title: string, clauses: readonly string[]): number => {
      const at = lines.indexOf(line, after)
      expect(at, line).toBeGreaterThan(0)
      expect(above(at)).toContain(title)
      for (const clause of clauses) expect(above(at)).toContain(clause)
      places++
      return at
    }
    for (const [checklist, { items }] of Object.entries(pathway.checklists ?? {})) {
      const start = lines.indexOf(`  ${checklist}:`)
      for (const [item, { title, clauses }] of Object.entries(items))
        expectPlace(`    ${item}: { status: open }`, start, title, clauses)
    }
    for (const [document, { title, clauses }] of Object.entries(pathway.documents ?? {}))
      expectPlace(`  ${document}:`, lines.indexOf('documents:'), title, clauses)
    for (const [plan, { title, clauses }] of Object.entries(pathway.testPlans ?? {}))
      expectPlace(`  ${plan}:`, lines.indexOf('testPlans:'), title, clauses)
    expect(places).toBeGreaterThan(0)
    expect(Object.keys(data.testPlans ?? {})).toEqual(Object.keys(pathway.testPlans ?? {}))
  })
})

describe.skipIf(!hasSamples)('what is told (skipped: somebody has deleted the samples)', () => {
  const told = (more: Answers) =>
    registering(repository, { pathway: 'bars-stable', ...likeSample('bars-stable'), ...more }, { yes: true })
  const refused = async (more: Answers) => {
    const found = await told(more)
    return 'kind' in found && found.kind === 'refused'
      ? found.refusals.map(({ question, why }) => [question, why.code])
      : found
  }

  test('becomes a record of its programme', async () =>
    expect(await told({})).toMatchObject({ path: 'deployments/bars-app5/northfield.yaml', pathway: 'bars-stable' }))
  test('is asked for at a terminal; of each role, the people who work there', async () => {
    const { enter } = keys
    const { terminal, shown } = terminalOf([
      ['Which pathway', ...'bars-stable', enter],
      ['Which programme', ...'app5', enter],
      ['What is it called', 'Southmere', enter],
      ['short name', 'South mere!', enter],
      ['cannot be', ...'\u007F'.repeat(11), 'southmere', enter],
      ['Which version', enter],
      ['Which sides', enter],
      ['Which organisation is the Clinical', ...'Wexcombe', enter],
      ['Which organisation is the Healthcare', ...'Wychdale', enter],
      ["Supplier's Project Lead", ' ', enter],
      ["Supplier's Clinical Safety", enter],
      ["Supplier's System", enter],
      ["Provider's Project", ' ', enter],
      ["Provider's Clinical Lead", enter],
      ["Provider's Clinical Safety", enter],
      ["Provider's Information", enter],
      ["Provider's Operational", enter],
      ["Provider's System", enter],
    ])
    const found = await registering(repository, {}, { ...terminal, env: {} })
    expect(found).toMatchObject({ path: 'deployments/bars-app5/southmere.yaml' })
    if ('kind' in found) throw new Error('not registered')
    expect(findingsIn(repository, found.path, found.text, today)).toEqual([])
    expect(found.text).toMatch(/^ {2}provider\/project-lead: \[[a-z-]+\] #/m)
    const roles = shown().slice(shown().indexOf('Who is'))
    expect(roles).toContain('Leonie Abbas')
    expect(roles).not.toContain('Samira Haddad')
  })

  test('people by their logins, organisations by their names', async () => {
    const { name } = repository.people.organisations['Z9K2B'] ?? { name: '' }
    const found = await told({ 'at:supplier': name, 'role:supplier/project-lead': '@Leonie-Abbas-Example' })
    expect(found).toMatchObject({ text: expect.stringMatching(/supplier: Z9K2B[\s\S]*project-lead: \[leonie-abbas\]/) })
  })
  test.each<[string, Answers, unknown]>([
    ['a pathway that is not there', { pathway: 'other' }, [['pathway', 'no-such-choice']]],
    ['a programme without the parties of the pathway', { programme: 'flip' }, [['programme', 'no-such-choice']]],
    ['a release that the programme does not have', { release: '9.9.9' }, [['release', 'no-such-choice']]],
    ['an organisation that nobody knows', { 'at:provider': 'Z9Z9Z' }, [['at:provider', 'no-such-choice']]],
    [
      'a person whom nobody knows',
      { 'role:provider/project-lead': 'nobody' },
      [['role:provider/project-lead', 'no-such-choice']],
    ],
  ])('%s is refused', async (_, more, why) => expect(await refused(more)).toEqual(why))
  test.each<[string, Answers, string]>([
    [
      'a role of the programme',
      { 'role:bars-team/project-lead': 'gethin-parry' },
      'role called bars-team/project-lead',
    ],
    ['a party that is not of the pathway', { 'at:trusts': 'Z9K2B' }, 'at called trusts'],
    ['what is for a release', { product: 'X' }, '--product'],
  ])('%s is no answer', async (_, more, message) => expect(told(more)).rejects.toThrow(message))
})
