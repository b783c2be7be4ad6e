import { describe, expect, it } from 'vitest'
import type { Guidance, Pathway } from '../schemas/types.ts'
import type { Repository } from './repository.ts'
import { pathway as beta, releasePathway, repository } from './rules/fixture.ts'
import { type Answer, traces } from './traceability.ts'

/** A clause for each place in which one may be cited, named by the place. */
const places = {
  party: 'S4-01',
  role: 'S4-02',
  decision: 'S4-03',
  item: 'S4-04',
  document: 'S4-05',
  certificate: 'S4-06',
  environment: 'S4-07',
  plan: 'S4-08',
  forum: 'S4-09',
  settled: 'S4-10',
  task: 'S4-11',
  phase: 'S4-12',
  criterion: 'S4-13',
  signOff: 'S4-14',
  registration: 'S4-15',
  field: 'S4-16',
  code: 'S4-17',
  informational: 'S4-18',
  nothing: 'S4-19',
  many: 'S4-20',
} as const
const by = (place: keyof typeof places): { clauses: string[] } => ({ clauses: [places[place]] })

const pathway: Pathway = {
  kind: 'Pathway',
  title: 'FLIP release',
  for: 'Release',
  guidance: 'S4',
  parties: { team: { title: 'Team', signs: 'team/lead', held: 'programme', ...by('party') } },
  roles: { 'team/lead': { title: 'Lead', ...by('role') } },
  coordinator: 'team/lead',
  decisions: { ready: { title: 'Ready?', by: ['team'], attended: ['team'], back: 'check', ...by('decision') } },
  checklists: {
    scope: { title: 'Scope', items: { 'on-roadmap': { title: 'On the roadmap', by: ['team'], ...by('item') } } },
  },
  documents: { notes: { title: 'Notes', by: ['team'], ...by('document') } },
  certificates: { conformance: { title: 'Certificate', by: ['team'], ...by('certificate') } },
  environments: { uat: { title: 'UAT', phase: 'check', by: {}, ...by('environment') } },
  testPlans: { smoke: { title: 'Smoke', phase: 'check', environment: 'uat', by: ['team'], ...by('plan') } },
  forums: { calls: { title: 'Calls', by: ['team'], ...by('forum') } },
  settled: { scope: { from: 'check', ...by('settled') } },
  tasks: { deploying: { group: 'Release', title: 'Deploying', cells: { team: 'AR' }, ...by('task') } },
  phases: { check: { title: 'Check', ...by('phase') } },
  registration: { signOffs: [{ role: 'team/lead', ...by('registration') }] },
  roleChange: {},
  withdrawal: {},
  waivers: { acceptedBy: 'team/lead' },
  gates: [
    {
      from: 'check',
      to: 'check',
      criteria: [
        {
          id: 'held',
          title: 'The role is held',
          rule: 'roles',
          with: { roles: ['team/lead'] },
          enforcement: 'mandatory',
          ...by('criterion'),
        },
      ],
      signOffs: [{ role: 'team/lead', ...by('signOff') }],
    },
  ],
}

const held = (id: string): Answer => ({
  what: 'criterion',
  where: `${id}: held`,
  title: 'The role is held',
  enforcement: 'mandatory',
})

const clause = (line: number, more: Partial<Guidance['clauses'][string]> = {}) => ({
  line,
  strength: 'must' as const,
  says: `What line ${line} says.`,
  ...more,
})
const guidance: Guidance = {
  kind: 'Guidance',
  title: 'Release Process',
  publisher: 'Publisher',
  published: '2026-01-01',
  link: 'https://guidance.example/process.md',
  clauses: {
    ...Object.fromEntries(Object.values(places).map((id, index) => [id, clause(index + 1)])),
    [places.code]: clause(90, { code: ['scripts/gate.ts', 'policies/evaluate.ts'] }),
    [places.informational]: clause(91, { strength: 'states', informational: 'Prose about the past.' }),
  },
}

const world = (
  pathways: Record<string, Pathway>,
  documents: Record<string, Guidance> = { S4: guidance },
): Repository => ({
  ...repository([]),
  pathways: new Map(
    Object.entries(pathways).map(([id, data]) => [id, { id, path: `policies/pathways/${id}.yaml`, data }]),
  ),
  guidance: new Map(
    Object.entries(documents).map(([id, data]) => [id, { path: `policies/guidance/${id}.yaml`, data }]),
  ),
})
const fields = (all: Record<string, string[]> = {}) => new Map(Object.entries(all))
const answersTo = (
  id: string,
  found = traces(world({ flip: pathway }), fields({ 'release.services': [places.field] })),
) => found.find(trace => trace.clause === id)?.answers

describe('what answers to a clause', () => {
  it.each<[keyof typeof places, Answer[]]>([
    ['criterion', [held('flip')]],
    ['signOff', [{ what: 'sign-off', where: 'flip: team/lead' }]],
    ['registration', [{ what: 'sign-off', where: 'flip: team/lead' }]],
    ['task', [{ what: 'task', where: 'flip: deploying' }]],
    ['phase', [{ what: 'phase', where: 'flip: check' }]],
    ['item', [{ what: 'checklist item', where: 'flip: scope, on-roadmap' }]],
    ['party', [{ what: 'part', where: 'flip: parties, team' }]],
    ['role', [{ what: 'part', where: 'flip: roles, team/lead' }]],
    ['decision', [{ what: 'part', where: 'flip: decisions, ready' }]],
    ['document', [{ what: 'part', where: 'flip: documents, notes' }]],
    ['certificate', [{ what: 'part', where: 'flip: certificates, conformance' }]],
    ['environment', [{ what: 'part', where: 'flip: environments, uat' }]],
    ['plan', [{ what: 'part', where: 'flip: testPlans, smoke' }]],
    ['forum', [{ what: 'part', where: 'flip: forums, calls' }]],
    ['settled', [{ what: 'part', where: 'flip: settled, scope' }]],
    ['field', [{ what: 'field', where: 'release.services' }]],
    [
      'code',
      [
        { what: 'code', where: 'scripts/gate.ts' },
        { what: 'code', where: 'policies/evaluate.ts' },
      ],
    ],
    ['informational', []],
    ['nothing', []],
  ])('%s', (place, expected) => expect(answersTo(places[place])).toEqual(expected))

  it('stands in the order of pathways and of what is in them, then fields, then code; each once', () => {
    const many = { ...clause(92), code: ['scripts/gate.ts'] }
    const citing = (id: string): Pathway => ({
      ...pathway,
      phases: { check: { title: 'Check', clauses: [places.many] } },
      // a task may be called like a phase
      tasks: { check: { group: 'Release', title: 'Checking', cells: { team: 'AR' }, clauses: [places.many] } },
      gates: [],
      // the same role signs twice by it
      registration: {
        signOffs: [
          { role: 'team/lead', clauses: [places.many] },
          { role: 'team/lead', clauses: [places.many] },
        ],
      },
      title: `Pathway ${id}`,
    })
    const both = world(
      { uec: citing('uec'), ers: citing('ers') },
      { S4: { ...guidance, clauses: { ...guidance.clauses, [places.many]: many } } },
    )
    expect(answersTo(places.many, traces(both, fields({ 'release.scope': [places.many] })))).toEqual([
      { what: 'task', where: 'ers: check' },
      { what: 'phase', where: 'ers: check' },
      { what: 'sign-off', where: 'ers: team/lead' },
      { what: 'task', where: 'uec: check' },
      { what: 'phase', where: 'uec: check' },
      { what: 'sign-off', where: 'uec: team/lead' },
      { what: 'field', where: 'release.scope' },
      { what: 'code', where: 'scripts/gate.ts' },
    ])
  })

  // a pathway may cite the clauses of another document than its own
  it('may stand in a pathway of another document', () => {
    const other = { ...pathway, guidance: 'S1' }
    expect(answersTo(places.criterion, traces(world({ other }), fields()))).toEqual([held('other')])
  })

  // what is not asked for has no line: a test of the policies says that it is cited
  it('is not told of a clause that no document has', () => {
    const found = traces(world({ beta: beta.data, application: releasePathway.data }), fields({ 'x.y': ['S3-18'] }))
    expect(found.flatMap(({ answers }) => answers).filter(({ what }) => what !== 'code')).toEqual([])
  })

  it.each([
    ['a criterion of a change that is no gate', { roleChange: { criteria: pathway.gates[0]?.criteria ?? [] } }],
    ['a criterion of a registration', { registration: { criteria: pathway.gates[0]?.criteria ?? [] } }],
  ])('%s', (_, more) =>
    expect(answersTo(places.criterion, traces(world({ flip: { ...pathway, gates: [], ...more } }), fields()))).toEqual([
      held('flip'),
    ]),
  )
})

describe('a line', () => {
  const found = traces(world({ flip: pathway }), fields())
  it('says where the clause stands, and what it says', () =>
    expect(found.find(trace => trace.clause === places.nothing)).toEqual({
      clause: 'S4-19',
      document: 'Release Process',
      line: 19,
      link: 'https://guidance.example/process.md',
      strength: 'must',
      says: 'What line 19 says.',
      answers: [],
      informational: null,
    }))
  it('says why nothing answers to it', () =>
    expect(found.find(trace => trace.clause === places.informational)).toMatchObject({
      strength: 'states',
      answers: [],
      informational: 'Prose about the past.',
    }))
  it('has no link where its document is not public', () => {
    const { link: _, ...rest } = guidance
    expect(new Set(traces(world({}, { S4: rest }), fields()).map(({ link }) => link))).toEqual(new Set([null]))
  })
  it('is there for each clause of each document, in its order', () => {
    const earlier = { ...guidance, title: 'Guide', clauses: { 'S0-02': clause(1), 'S0-01': clause(2) } }
    expect(traces(world({}, { S4: guidance, S0: earlier }), fields()).map(one => one.clause)).toEqual([
      ...Object.values(places),
      'S0-02',
      'S0-01',
    ])
  })
})
