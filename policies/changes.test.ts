import { describe, expect, it } from 'vitest'
import type { Document } from '../schemas/types.ts'
import { classify } from './changes.ts'
import type { Subject } from './model.ts'
import type { PathwayFile, RecordData, RecordFile, Repository } from './repository.ts'
import {
  act,
  approved,
  done,
  draft,
  evidence,
  go,
  noGo,
  pathway,
  pull,
  recordPath,
  release,
  releasePath,
  releasePathway,
  repository,
  rolloutPathway,
  site,
} from './rules/fixture.ts'

const gate = (from: string, to: string) => ({ from, to })
const gates = [gate('prepare', 'test'), gate('test', 'install'), gate('install', 'live'), gate('install', 'test')]
const withGates = (base: Repository): Repository => ({
  ...base,
  pathways: new Map(
    [pathway, releasePathway].map(one => [
      one.id,
      { ...one, data: { ...one.data, gates: one === pathway ? gates : [] } },
    ]),
  ),
})
const world = (...records: RecordFile[]) => withGates(repository([release(), ...records]))
/** A file that is there, but cannot be read as a record. */
const broken = (base: Repository, ...paths: string[]): Repository => ({
  ...base,
  tree: new Map([...base.tree, ...paths.map(path => [path, { text: '?' }] as const)]),
})

const judge = (before: Repository, after: Repository, files = [recordPath]) => {
  const { subject, findings, records } = classify(before, after, pull({ files }))
  return { subject, codes: findings.map(({ problem }) => problem.code), findings, ids: records.map(({ id }) => id) }
}
const change = (before: Partial<RecordData>, after: Partial<RecordData>) =>
  judge(world(site(before)), world(site(after)))

describe('what a pull request asks for', () => {
  it.each<[string, Partial<RecordData>, Partial<RecordData>, Subject]>([
    [
      'the next phase',
      { phase: 'test' },
      { phase: 'install' },
      {
        is: 'transition',
        record: 'beta/harbour',
        pathway: 'beta',
        direction: 'forward',
        from: 'test',
        to: 'install',
        reason: null,
      },
    ],
    [
      'the way back of a loop',
      { phase: 'install' },
      { phase: 'test' },
      {
        is: 'transition',
        record: 'beta/harbour',
        pathway: 'beta',
        direction: 'back',
        from: 'install',
        to: 'test',
        reason: null,
      },
    ],
    [
      'the next phase, with evidence',
      { phase: 'test' },
      { phase: 'install', decisions: [go('move', '2026-03-01')] },
      {
        is: 'transition',
        record: 'beta/harbour',
        pathway: 'beta',
        direction: 'forward',
        from: 'test',
        to: 'install',
        reason: null,
      },
    ],
    [
      'withdrawal',
      { phase: 'test' },
      { phase: 'withdrawn', withdrawn: { by: 'tess', on: '2026-03-01', reason: 'Moved' } },
      { is: 'withdrawal', record: 'beta/harbour', pathway: 'beta', from: 'test', reason: 'Moved' },
    ],
    ['roles', {}, { roles: { 'provider/lead': ['pia'] } }, { is: 'roles', record: 'beta/harbour', pathway: 'beta' }],
    [
      'organisations',
      {},
      { organisations: { supplier: 'SUP02', provider: 'HOS01' } },
      { is: 'roles', record: 'beta/harbour', pathway: 'beta' },
    ],
    [
      'roles and organisations together',
      {},
      { roles: {}, organisations: { supplier: 'SUP02', provider: 'HOS01' } },
      { is: 'roles', record: 'beta/harbour', pathway: 'beta' },
    ],
    [
      'evidence',
      {},
      { checklists: { preparation: { plan: done('2026-03-01') } } },
      { is: 'evidence', records: ['beta/harbour'] },
    ],
    ['nothing but a comment in the file', {}, {}, { is: 'evidence', records: ['beta/harbour'] }],
  ])('%s', (_, before, after, subject) =>
    expect(change(before, after)).toMatchObject({ subject, codes: [], ids: ['beta/harbour'] }),
  )

  it('registration of a new record, in the first phase', () => {
    expect(judge(world(), world(site({ phase: 'prepare' })))).toMatchObject({
      subject: { is: 'registration', record: 'beta/harbour', pathway: 'beta', to: 'prepare' },
      codes: [],
    })
  })

  it('evidence on several records', () => {
    const valley = (data: Partial<RecordData>) => site(data, 'beta/valley')
    const found = judge(world(site(), valley({})), world(site({ title: 'Harbour' }), valley({ title: 'Valley' })), [
      recordPath,
      'deployments/beta/valley.yaml',
    ])
    expect(found).toMatchObject({
      subject: { is: 'evidence', records: ['beta/harbour', 'beta/valley'] },
      codes: [],
      ids: ['beta/harbour', 'beta/valley'],
    })
  })

  it('reordered keys are evidence without a changed field, not a change of roles', () => {
    const { roles: _, ...rest } = site().data
    const keys = { ...rest, roles: site().data.roles ?? {} }
    expect(change({}, keys).subject).toEqual({ is: 'evidence', records: ['beta/harbour'] })
  })
  // `differ` compares the text of the group, and so the order of its keys.
  it('reordered roles are no change of roles', () => {
    const reversed = Object.fromEntries(Object.entries(site().data.roles ?? {}).reverse())
    expect(change({}, { roles: reversed }).subject).toEqual({ is: 'evidence', records: ['beta/harbour'] })
  })

  it.each<[string, string[], Subject['is']]>([
    ['a rule', ['policies/rules/tests.ts'], 'policy'],
    ['a schema', ['schemas/release.schema.json'], 'policy'],
    ['a script', ['scripts/gate.ts'], 'policy'],
    ['the directory', ['policies/directory/people.yaml'], 'policy'],
    ['a workflow', ['.github/workflows/gate.yml'], 'policy'],
    ['the template of pull requests', ['.github/pull_request_template.md'], 'policy'],
    ['what the tool depends on', ['package.json'], 'policy'],
    ['a file without an ending', ['CODEOWNERS'], 'policy'],
    ['a folder that is called like the one of records', ['deployments.d/x.yaml'], 'policy'],
    ['prose among code', ['README.md', 'policies/rules/main.ts'], 'policy'],
    ['prose', ['README.md'], 'other'],
    ['prose in a folder', ['policies/README.md'], 'other'],
    ['prose among records', ['deployments/beta/README.md'], 'other'],
    ['the licence', ['LICENSE'], 'other'],
    ['nothing', [], 'other'],
  ])('%s', (_, files, is) =>
    expect(judge(world(site()), world(site()), files)).toMatchObject({ subject: { is }, codes: [], ids: [] }),
  )

  it('lists the paths of a change of policy, without the prose', () => {
    expect(judge(world(), world(), ['README.md', 'schemas/parse.ts', 'package.json']).subject).toEqual({
      is: 'policy',
      paths: ['schemas/parse.ts', 'package.json'],
    })
  })

  const mended = (phase: string) => judge(broken(world(), recordPath), world(site({ phase })))
  it('a record that nobody could read at the base is for the policy owners', () => {
    expect(mended('prepare')).toMatchObject({ subject: { is: 'policy', paths: [recordPath] }, codes: [] })
  })
  // It is taken for a new record, which has to start in the first phase: once broken beyond it, no pull request can mend it.
  it('in whatever phase it is', () => {
    expect(mended('live')).toMatchObject({ subject: { is: 'policy', paths: [recordPath] }, codes: [] })
  })
  it('mending one record carries no transition of another one', () => {
    const valley = (phase: string) => site({ phase }, 'beta/valley')
    const found = judge(broken(world(valley('test')), recordPath), world(site(), valley('install')), [
      recordPath,
      'deployments/beta/valley.yaml',
    ])
    expect(found.subject).toEqual({ is: 'refused' })
  })
})

describe('what a pull request may not do', () => {
  const run = {
    on: '2026-03-01',
    by: 'pat',
    release: '1.0.0-beta.1',
    environment: 'uat',
    patients: 'test' as const,
    result: 'fail' as const,
  }
  const test = { reference: 'T-1', name: 'Book', kind: 'happy-path' as const, steps: ['Book'], expected: 'Booked' }
  const plan = (...runs: (typeof run)[]) => ({ testPlans: { uat: { tests: [{ ...test, runs }] } } })
  const count = (on: string, referrals: number) => ({ on, by: 'pat', referrals, evidence })
  const ran = (...counts: ReturnType<typeof count>[]) => ({ verification: { start: act('2026-03-01'), counts } })
  const incident = {
    reference: 'INC-1',
    title: 'Lost',
    severity: 2,
    raised: act('2026-03-01'),
    assessments: [{ on: '2026-03-02', by: 'tess', safetyRelated: true, cause: 'implementation' as const }],
  }

  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    ['skip a phase', { phase: 'prepare' }, { phase: 'install' }, ['no-such-transition']],
    ['go back where there is no loop', { phase: 'test' }, { phase: 'prepare' }, ['no-such-transition']],
    ['bring a withdrawn record back', { phase: 'withdrawn' }, { phase: 'prepare' }, ['no-such-transition']],
    [
      'take a role along with a transition',
      { phase: 'test' },
      { phase: 'install', roles: { 'provider/lead': ['sam'] } },
      ['roles-with-other'],
    ],
    ['take a role along with evidence', {}, { title: 'Harbour', roles: {} }, ['roles-with-other']],
    [
      'change organisations along with evidence',
      {},
      { title: 'Harbour', organisations: { supplier: 'SUP02' } },
      ['roles-with-other'],
    ],
    ['rewrite the result of a test', plan(run), plan({ ...run, result: 'fail', by: 'pia' }), ['rewritten']],
    ['take a run of a test out', plan(run, run), plan(run), ['rewritten']],
    ['take a test with a run out', plan(run), { testPlans: { uat: { tests: [] } } }, ['rewritten']],
    [
      'rewrite a decision',
      { decisions: [noGo('move', '2026-03-01')] },
      { decisions: [go('move', '2026-03-01')] },
      ['rewritten'],
    ],
    ['take a decision out', { decisions: [noGo('move', '2026-03-01')] }, {}, ['rewritten']],
    [
      'change the order of decisions',
      { decisions: [noGo('move', '2026-03-01'), go('move', '2026-03-01')] },
      { decisions: [go('move', '2026-03-01'), noGo('move', '2026-03-01')] },
      ['reordered'],
    ],
    [
      'take a correction of the first live day back',
      { verification: { start: act('2026-03-01'), corrections: [{ on: '2026-03-02', by: 'pat', reason: 'Wrong' }] } },
      { verification: { start: act('2026-03-01') } },
      ['rewritten'],
    ],
    [
      'move the first live day',
      { verification: { start: act('2026-03-01') } },
      { verification: { start: act('2026-02-01') } },
      ['rewritten'],
    ],
    ['rewrite a count', ran(count('2026-03-02', 1)), ran(count('2026-03-02', 100)), ['rewritten']],
    // its assessment goes with it, and is not told apart
    ['take an incident out', { incidents: [incident] }, { incidents: [] }, ['rewritten']],
    [
      'soften an assessment',
      { incidents: [incident] },
      {
        incidents: [
          {
            ...incident,
            assessments: [
              {
                ...incident.assessments[0],
                on: '2026-03-02',
                by: 'tess',
                safetyRelated: false,
                cause: 'implementation',
              },
            ],
          },
        ],
      },
      ['rewritten'],
    ],
    [
      'take a resolution back',
      { incidents: [{ ...incident, resolved: act('2026-03-03') }] },
      { incidents: [incident] },
      ['rewritten'],
    ],
    [
      'rewrite a meeting',
      { communications: { calls: { sessions: [{ on: '2026-03-01', attended: ['pat'] }] } } },
      { communications: { calls: { sessions: [{ on: '2026-03-01', attended: ['pat', 'tess'] }] } } },
      ['rewritten'],
    ],
  ])('%s', (_, before, after, codes) => {
    const found = change(before, after)
    expect(found.codes).toEqual(codes)
    expect(found.subject).toEqual({ is: 'refused' })
  })

  it.each<[string, Partial<RecordData>, Partial<RecordData>]>([
    ['run a test again', plan(run), plan(run, { ...run, on: '2026-03-02' })],
    [
      'take another decision',
      { decisions: [noGo('move', '2026-03-01')] },
      { decisions: [noGo('move', '2026-03-01'), go('move', '2026-03-02')] },
    ],
    [
      'correct a count by adding one',
      ran(count('2026-03-02', 10)),
      ran(count('2026-03-02', 10), { ...count('2026-03-03', -1) }),
    ],
    [
      'assess an incident anew',
      { incidents: [incident] },
      {
        incidents: [
          {
            ...incident,
            assessments: [
              ...incident.assessments,
              { on: '2026-03-03', by: 'tess', safetyRelated: true, cause: 'elsewhere' },
            ],
          },
        ],
      },
    ],
    ['resolve an incident', { incidents: [incident] }, { incidents: [{ ...incident, resolved: act('2026-03-03') }] }],
    [
      'put a decision before another',
      { decisions: [noGo('move', '2026-03-01')] },
      { decisions: [go('move', '2026-03-02'), noGo('move', '2026-03-01')] },
    ],
    [
      'reopen an item',
      { checklists: { preparation: { plan: done('2026-03-01') } } },
      { checklists: { preparation: { plan: { status: 'open' } } } },
    ],
  ])('but it may %s', (_, before, after) =>
    expect(change(before, after)).toMatchObject({ subject: { is: 'evidence' }, codes: [] }),
  )

  // The runs stay, but what they were runs of does not: a test that nobody ran passes.
  it('rewrite a test that was run', () => {
    const after = {
      testPlans: {
        uat: { tests: [{ ...test, name: 'Open the page', steps: ['Look'], expected: 'Something', runs: [run] }] },
      },
    }
    expect(change(plan(run), after).codes).toEqual(['rewritten'])
  })

  it('change its kind or its pathway', () => {
    const other = { ...site().data, pathway: 'beta-2' }
    const both = (base: Repository): Repository => ({
      ...base,
      pathways: new Map([...base.pathways, ['beta-2', { ...pathway, id: 'beta-2', data: { ...pathway.data, gates } }]]),
    })
    const found = judge(both(world(site())), both(world({ ...site(), data: other })))
    expect(found.codes).toEqual(['fixed-field'])
    expect(found.findings[0]).toEqual({
      problem: { code: 'fixed-field', field: 'pathway' },
      at: { path: recordPath, pointer: ['pathway'] },
      weight: 'wrong',
      clauses: [],
    })
  })

  it('says where it may go instead', () => {
    expect(change({ phase: 'install' }, { phase: 'prepare' }).findings[0]).toMatchObject({
      problem: { code: 'no-such-transition', from: 'install', to: 'prepare', next: ['live', 'test'] },
      at: { path: recordPath, pointer: ['phase'] },
    })
    expect(change({ title: 'Harbour', phase: 'test' }, { phase: 'install', roles: {} }).findings[0]?.problem).toEqual({
      code: 'roles-with-other',
      fields: ['title', 'phase'],
    })
    expect(change({ decisions: [noGo('move', '2026-03-01')] }, {}).findings[0]).toMatchObject({
      problem: { code: 'rewritten', what: { part: 'decision', name: 'Move on?', detail: '2026-03-01' } },
      at: { pointer: ['decisions', 0] },
    })
  })

  it('register a record in a later phase', () => {
    const found = judge(world(), world(site({ phase: 'live' })))
    expect(found.subject).toEqual({ is: 'refused' })
    expect(found.findings[0]).toMatchObject({
      problem: { code: 'not-first-phase', phase: 'live', first: 'prepare' },
      at: { path: recordPath, pointer: ['phase'] },
    })
  })

  it('register a record as withdrawn', () =>
    expect(judge(world(), world(site({ phase: 'withdrawn' }))).codes).toEqual(['not-first-phase']))

  it('delete a record, whole or broken', () => {
    for (const before of [world(site()), broken(world(), recordPath)]) {
      const found = judge(before, world())
      expect(found.subject).toEqual({ is: 'refused' })
      expect(found.findings).toEqual([
        {
          problem: { code: 'record-deleted', record: 'beta/harbour' },
          at: { path: recordPath },
          weight: 'wrong',
          clauses: [],
        },
      ])
    }
  })

  it('21: rename a record: the old path is deleted', () => {
    const renamed = site({ phase: 'prepare' }, 'beta/harbour-2')
    expect(judge(world(site({ phase: 'prepare' })), world(renamed), [recordPath, renamed.path]).codes).toEqual([
      'record-deleted',
    ])
  })

  it.each<[string, Partial<RecordData>]>([
    ['evidence on another', { title: 'Valley' }],
    ['a transition of another', { phase: 'live' }],
  ])('move a record along with %s', (_, data) => {
    const valley = (more: Partial<RecordData>) => site({ phase: 'install', ...more }, 'beta/valley')
    const found = judge(world(site({ phase: 'test' }), valley({})), world(site({ phase: 'install' }), valley(data)), [
      recordPath,
      'deployments/beta/valley.yaml',
    ])
    expect(found.subject).toEqual({ is: 'refused' })
    expect(found.findings.map(({ problem }) => problem)).toEqual([
      { code: 'several-changes', records: ['beta/harbour', 'beta/valley'] },
    ])
  })

  it('20: change policies along with a record', () => {
    const found = judge(world(site({ phase: 'test' })), world(site({ phase: 'install' })), [
      recordPath,
      'policies/directory/people.yaml',
    ])
    expect(found.subject).toEqual({ is: 'refused' })
    expect(found.findings.map(({ problem }) => problem)).toEqual([
      { code: 'policy-with-record', paths: ['policies/directory/people.yaml'] },
    ])
  })

  it('says at which file', () => {
    const valley = (phase: string) => site({ phase }, 'beta/valley')
    const both = judge(
      world(site({ phase: 'test' }), valley('test')),
      world(site({ phase: 'install' }), valley('install')),
      [recordPath, 'deployments/beta/valley.yaml'],
    )
    expect(both.findings.map(({ at }) => at)).toEqual([{ path: recordPath }])
    const policy = judge(world(site()), world(site()), [recordPath, 'package.json', 'schemas/parse.ts'])
    expect(policy.findings.map(({ at }) => at)).toEqual([{ path: 'package.json' }])
  })

  it('refuses all where one of several cannot be read', () => {
    const path = 'deployments/beta/valley.yaml'
    const found = judge(world(site(), site({}, 'beta/valley')), broken(world(site({ title: 'Harbour' })), path), [
      recordPath,
      path,
    ])
    expect(found.subject).toEqual({ is: 'refused' })
  })

  it('tells what is rewritten at two places, and what goes with a whole only once', () => {
    const other = { ...incident, reference: 'INC-2' }
    const [assessment] = incident.assessments
    const judged = { ...incident, assessments: assessment ? [{ ...assessment, safetyRelated: false }] : [] }
    expect(
      change({ incidents: [incident, other] }, { incidents: [judged] }).findings.map(({ at }) => at.pointer),
    ).toEqual([
      ['incidents', 0, 'assessments', 0],
      ['incidents', 1],
    ])
  })

  it('names what came along with roles, new or taken out', () => {
    const items = { checklists: { preparation: { plan: done('2026-03-01') } } }
    for (const [before, after] of [
      [{}, items],
      [items, {}],
    ] as const) {
      expect(change(before, { ...after, roles: {} }).findings[0]?.problem).toEqual({
        code: 'roles-with-other',
        fields: ['checklists'],
      })
    }
  })

  it('says why it goes back: in the words of the no-go', () => {
    const decisions = [noGo('move', '2026-03-01'), go('go-live', '2026-03-02')]
    expect(change({ phase: 'install', decisions }, { phase: 'test', decisions }).subject).toMatchObject({
      direction: 'back',
      reason: 'Not ready',
    })
    expect(change({ phase: 'install', decisions }, { phase: 'live', decisions }).subject).toMatchObject({
      direction: 'forward',
      reason: null,
    })
  })

  it('does not take the deletion of another file for that of a record', () => {
    const path = 'deployments/beta/notes.txt'
    expect(judge(broken(world(), path), world(), [path]).codes).not.toContain('record-deleted')
  })
  // Refused without a finding: nobody is told why, and what does not belong among the records cannot be taken out.
  it('but it may delete a file that never was a record', () => {
    const path = 'deployments/beta/notes.txt'
    const { subject, codes } = judge(broken(world(), path), world(), [path])
    expect(codes).toEqual([])
    expect(subject.is).not.toBe('refused')
  })

  it('but prose may ride along', () => {
    expect(
      judge(world(site({ phase: 'test' })), world(site({ phase: 'install' })), [recordPath, 'README.md']).subject.is,
    ).toBe('transition')
  })

  it('a record that cannot be read at the head is not judged: its own findings say why', () => {
    expect(judge(world(site()), broken(world(), recordPath))).toMatchObject({
      subject: { is: 'refused' },
      codes: [],
      ids: [],
    })
  })
})

/** Three phases and a way back; the scope is settled from the second on, what is deployed from the third. */
const settling: PathwayFile = {
  ...rolloutPathway,
  data: {
    ...rolloutPathway.data,
    settled: {
      scope: { from: 'check', clauses: ['S4-13', 'S4-48'] },
      services: { from: 'deploy', clauses: ['S4-37'] },
      featureFlags: { from: 'deploy', clauses: ['S4-57'] },
    },
    gates: [gate('build', 'check'), gate('check', 'deploy'), gate('deploy', 'build')],
  },
}
const rollout = (data: Partial<RecordData>, way: PathwayFile = settling): Repository => ({
  ...repository([release({ pathway: way.id, phase: 'build', ...data })]),
  pathways: new Map([[way.id, way]]),
})
/** What is found of a change of a release, each with where it is. */
const changeRelease = (before: Partial<RecordData>, after: Partial<RecordData>, way: PathwayFile = settling) => {
  const { subject, findings } = judge(rollout(before, way), rollout(after, way), [releasePath])
  return { subject, findings, said: findings.map(({ problem, at }) => `${problem.code}: ${at.pointer?.join('.')}`) }
}

const ticket = (reference: string, more: object = {}) => ({
  reference,
  type: 'feature' as const,
  title: `What ${reference} changes`,
  ...more,
})
const tested = (...results: ('pass' | 'fail')[]) => ({
  sit: results.map((result, index) => ({ result, by: 'sam', on: `2026-03-0${index + 1}` })),
})
const scope = (...all: ReturnType<typeof ticket>[]): Partial<RecordData> => ({ scope: all })
const proxy = (...versions: string[]): Partial<RecordData> => ({
  services: versions.map(version => ({ name: 'Proxy', version })),
})
const flags = (...all: [string, boolean][]): Partial<RecordData> => ({
  featureFlags: Object.fromEntries(all.map(([flag, on]) => [flag, { title: `Flag ${flag}`, on }])),
})

describe('what a release consists of', () => {
  const [one, two] = [ticket('T-1'), ticket('T-2')]
  type Row = [string, Partial<RecordData>, Partial<RecordData>, string[]]

  it.each<Row>([
    ['a ticket is added', scope(one), scope(one, two), ['settled: scope.1']],
    ['the first ticket is added', {}, scope(one), ['settled: scope.0']],
    ['a ticket is taken out', scope(one, two), scope(one), ['settled: scope.1']],
    ['all tickets are taken out', scope(one, two), {}, ['settled: scope.0', 'settled: scope.1']],
    // its results go with it, and are not told apart
    ['a ticket that failed is taken out', scope(one, ticket('T-2', tested('fail'))), scope(one), ['settled: scope.1']],
    ['a ticket gets other words', scope(one), scope(ticket('T-1', { title: 'More than that' })), ['settled: scope.0']],
    ['a feature becomes a bug', scope(one), scope(ticket('T-1', { type: 'bug' })), ['settled: scope.0']],
    [
      'UAT is found not to be needed',
      scope(ticket('T-1', { uatNeeded: true })),
      scope(ticket('T-1', { uatNeeded: false })),
      ['settled: scope.0'],
    ],
    ['a ticket gets a flag', scope(one), scope(ticket('T-1', { flag: 'maps' })), ['settled: scope.0']],
    [
      'one ticket is passed off as another',
      scope(ticket('T-1', tested('fail'))),
      scope(ticket('T-9')),
      ['settled: scope.0', 'settled: scope.0'],
    ],
    ['a second ticket of one reference', scope(one), scope(one, ticket('T-1', { type: 'bug' })), ['settled: scope.1']],
    ['a change without a ticket is added', {}, { unticketed: [{ title: 'Renewed' }] }, ['settled: unticketed.0']],
    [
      'a change without a ticket is called a bug',
      { unticketed: [{ title: 'Renewed' }] },
      { unticketed: [{ title: 'Renewed', type: 'bug' }] },
      ['settled: unticketed.0'],
    ],
  ])('is settled: %s', (_, before, after, expected) => {
    // in the phase itself, in a later one, and in the very pull request that leaves it, onwards, back or for good
    for (const [from, to] of [
      ['check', 'check'],
      ['deploy', 'deploy'],
      ['check', 'deploy'],
      ['deploy', 'build'],
      ['check', 'withdrawn'],
    ] as const) {
      const withdrawn = to === 'withdrawn' ? { withdrawn: { by: 'tess', on: '2026-03-01', reason: 'Given up' } } : {}
      const found = changeRelease({ phase: from, ...before }, { phase: to, ...withdrawn, ...after })
      expect(found.said.toSorted(), `${from} to ${to}`).toEqual(expected)
      expect(found.subject).toEqual({ is: 'refused' })
    }
  })

  it.each<Row>([
    ['a service in another version', proxy('1.0.0'), proxy('1.0.1'), ['settled: services']],
    ['one more service', proxy('1.0.0'), proxy('1.0.0', '2.0.0'), ['settled: services']],
    ['the first service', {}, proxy('1.0.0'), ['settled: services']],
    ['no service any more', proxy('1.0.0'), {}, ['settled: services']],
    ['a flag is switched', flags(['maps', false]), flags(['maps', true]), ['settled: featureFlags.maps']],
    ['a flag is added', {}, flags(['maps', false]), ['settled: featureFlags.maps']],
    ['a flag is taken out', flags(['maps', true]), {}, ['settled: featureFlags.maps']],
    [
      'a flag by another name',
      flags(['maps', false]),
      flags(['atlas', false]),
      ['settled: featureFlags.maps', 'settled: featureFlags.atlas'],
    ],
  ])('is settled, each part from its own phase on: %s', (_, before, after, expected) => {
    expect(changeRelease({ phase: 'deploy', ...before }, { phase: 'deploy', ...after }).said).toEqual(expected)
    expect(changeRelease({ phase: 'check', ...before }, { phase: 'check', ...after }).said).toEqual([])
    // what is tested in the phase is settled when it is entered: until then it may be put right
    expect(changeRelease({ phase: 'check', ...before }, { phase: 'deploy', ...after }).said).toEqual([])
  })

  it.each<[string, Partial<RecordData>, Partial<RecordData>]>([
    ['a ticket is added', scope(one), scope(one, two)],
    ['a ticket is changed', scope(one), scope(ticket('T-1', { uatNeeded: true }))],
    ['a ticket is taken out', scope(one, two), scope(one)],
    ['a ticket that failed is taken out', scope(one, ticket('T-2', tested('fail'))), scope(one)],
  ])('is not settled before: %s', (_, before, after) => {
    expect(changeRelease(before, after)).toMatchObject({ subject: { is: 'evidence' }, said: [] })
    expect(changeRelease(before, { phase: 'check', ...after })).toMatchObject({ subject: { to: 'check' }, said: [] })
  })

  const open: PathwayFile = { ...settling, data: { ...rolloutPathway.data, gates: settling.data.gates } }
  it('is never settled where the pathway settles nothing', () =>
    expect(changeRelease({ phase: 'deploy', ...scope(one) }, { phase: 'deploy', ...scope(two) }, open).said).toEqual(
      [],
    ))

  it.each<[string, Partial<RecordData>, Partial<RecordData>]>([
    ['that it is done', scope(one), scope(ticket('T-1', { done: act('2026-03-01') }))],
    ['its first result', scope(one), scope(ticket('T-1', tested('pass')))],
    ['another result', scope(ticket('T-1', tested('fail'))), scope(ticket('T-1', tested('fail', 'pass')))],
    [
      'what users say',
      scope(one),
      scope(ticket('T-1', { uat: [{ outcome: 'refused', by: 'pia', on: '2026-03-01', reason: 'Slow' }] })),
    ],
    [
      'what was chosen then',
      scope(one),
      scope(ticket('T-1', { choices: [{ choice: 'delay', by: 'tess', on: '2026-03-01', reason: 'Slow' }] })),
    ],
    ['another order of tickets', scope(one, two), scope(two, one)],
    ['another order of flags', flags(['a', true], ['b', false]), flags(['b', false], ['a', true])],
    ['a known issue', {}, { knownIssues: [{ reference: 'K-1', title: 'Flickers', severity: 4 }] }],
    ['what it is called', { title: 'Release' }, { title: 'Release of spring' }],
  ])('but there may still come: %s', (_, before, after) =>
    expect(changeRelease({ phase: 'deploy', ...before }, { phase: 'deploy', ...after })).toMatchObject({
      subject: { is: 'evidence' },
      said: [],
    }),
  )

  it('says what, from when, and by which clauses', () =>
    expect(changeRelease({ phase: 'deploy', ...scope(one) }, { phase: 'deploy', ...scope(one, two) }).findings).toEqual(
      [
        {
          problem: { code: 'settled', what: { part: 'ticket', name: 'T-2 What T-2 changes' }, from: 'check' },
          at: { path: releasePath, pointer: ['scope', 1] },
          weight: 'wrong',
          clauses: ['S4-13', 'S4-48'],
        },
      ],
    ))
})

describe('what stays of a release', () => {
  const issue = (reference: string, severity = 2) => ({ reference, title: 'Flickers', severity })
  const failed = ticket('T-1', tested('fail'))
  const ran = (...results: ('pass' | 'fail')[]): Partial<RecordData> => ({
    smokeTest: { needed: true, reason: 'New', site: 'HOS01', runs: tested(...results).sit },
  })

  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    ['a result alone is taken out', scope(failed), scope(ticket('T-1')), ['rewritten: scope.0.sit.0']],
    ['a result is turned', scope(failed), scope(ticket('T-1', tested('pass'))), ['rewritten: scope.0.sit.0']],
    // only what goes as a whole takes its results with it
    [
      'a result is taken out while its ticket changes',
      scope(failed),
      scope(ticket('T-1', { title: 'Less than that' })),
      ['rewritten: scope.0.sit.0'],
    ],
    // a ticket that is gone and back again was never gone
    ['a ticket is put in anew', scope(failed), scope(ticket('T-2'), ticket('T-1')), ['rewritten: scope.0.sit.0']],
    [
      'a result is moved to another ticket',
      scope(failed, ticket('T-2')),
      scope(ticket('T-1'), ticket('T-2', tested('fail'))),
      ['rewritten: scope.0.sit.0'],
    ],
    [
      'a result is taken out along with another ticket',
      scope(failed, ticket('T-2', tested('fail'))),
      scope(ticket('T-1')),
      ['rewritten: scope.0.sit.0'],
    ],
    [
      'the order of results is turned',
      scope(ticket('T-1', { sit: [...tested('pass').sit, ...tested('fail').sit] })),
      scope(ticket('T-1', { sit: [...tested('fail').sit, ...tested('pass').sit] })),
      ['reordered: scope.0.sit.1'],
    ],
    ['a known issue is taken out', { knownIssues: [issue('K-1')] }, {}, ['rewritten: knownIssues.0']],
    [
      'a known issue goes by another name',
      { knownIssues: [issue('K-1')] },
      { knownIssues: [issue('K-2')] },
      ['rewritten: knownIssues.0'],
    ],
    ['a smoke test is taken out', ran('fail'), ran(), ['rewritten: smokeTest.runs.0']],
    ['a smoke test is turned', ran('fail'), ran('pass'), ['rewritten: smokeTest.runs.0']],
    ['all of a failed smoke test is taken out', ran('fail'), {}, ['rewritten: smokeTest.runs.0']],
  ])('never: %s', (_, before, after, expected) => expect(changeRelease(before, after).said).toEqual(expected))

  it.each<[string, Partial<RecordData>, Partial<RecordData>]>([
    ['a ticket goes, and its results with it', scope(failed, ticket('T-2')), scope(ticket('T-2'))],
    ['a known issue is graded anew', { knownIssues: [issue('K-1', 2)] }, { knownIssues: [issue('K-1', 3)] }],
    [
      'a known issue is resolved',
      { knownIssues: [issue('K-1')] },
      { knownIssues: [{ ...issue('K-1'), resolved: act('2026-03-02') }] },
    ],
    ['a smoke test is run again', ran('fail'), ran('fail', 'pass')],
    [
      'a site agrees another day',
      { sites: { HOS01: { agreed: { for: '2026-03-20', by: 'pat', on: '2026-03-01' } } } },
      { sites: { HOS01: { agreed: { for: '2026-03-21', by: 'pat', on: '2026-03-02' } } } },
    ],
    ['that a ticket is done is taken back', scope(ticket('T-1', { done: act('2026-03-01') })), scope(ticket('T-1'))],
  ])('but it may be that %s', (_, before, after) => expect(changeRelease(before, after).said).toEqual([]))
})

describe('what stays of a site', () => {
  const test = (reference: string, more: object = {}) => ({
    reference,
    name: 'Book',
    kind: 'happy-path' as const,
    steps: ['Book'],
    expected: 'Booked',
    ...more,
  })
  const plan = (...tests: ReturnType<typeof test>[]): Partial<RecordData> => ({ testPlans: { uat: { tests } } })
  const tried = (more: object = {}): Partial<RecordData> => ({
    adHocTests: [{ on: '2026-03-01', by: 'sam', environment: 'uat', title: 'Look around', ...more }],
  })

  // the plan `uat` belongs to the phase `test`
  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    ['a test before its phase', { phase: 'prepare', ...plan(test('T-1')) }, { phase: 'prepare', ...plan() }, []],
    ['a test in the step to its phase', { phase: 'prepare', ...plan(test('T-1')) }, { phase: 'test', ...plan() }, []],
    ['a test in its phase', { phase: 'test', ...plan(test('T-1')) }, { phase: 'test', ...plan() }, ['rewritten']],
    [
      'a test in the step beyond',
      { phase: 'test', ...plan(test('T-1')) },
      { phase: 'install', ...plan() },
      ['rewritten'],
    ],
    ['a test after its phase', { phase: 'live', ...plan(test('T-1')) }, { phase: 'live', ...plan() }, ['rewritten']],
    [
      'the whole plan',
      { phase: 'test', ...plan(test('T-1'), test('T-2')) },
      { phase: 'test' },
      ['rewritten', 'rewritten'],
    ],
    [
      'a test by another name',
      { phase: 'test', ...plan(test('T-1')) },
      { phase: 'test', ...plan(test('T-2')) },
      ['rewritten'],
    ],
    ['a test without a plan', tried(), {}, ['rewritten']],
    ['a test without a plan by another name', tried(), tried({ title: 'Nothing much' }), ['rewritten']],
    ['a test without a plan on another day', tried(), tried({ on: '2026-03-02' }), ['rewritten']],
  ])('what goes: %s', (_, before, after, codes) => expect(change(before, after).codes).toEqual(codes))

  it.each<[string, Partial<RecordData>, Partial<RecordData>]>([
    ['a plan that grows', plan(test('T-1')), plan(test('T-0'), test('T-1'))],
    ['where a test without a plan was', tried(), tried({ environment: 'production' })],
  ])('what may change: %s', (_, before, after) => expect(change(before, after).codes).toEqual([]))
})

describe('ways that only some types of release go', () => {
  const typed: PathwayFile = {
    ...settling,
    data: {
      ...rolloutPathway.data,
      gates: [
        { ...gate('build', 'check'), types: ['planned', 'iterative'] },
        { ...gate('build', 'deploy'), types: ['hotfix'] },
        gate('check', 'deploy'),
      ],
    },
  }
  const move = (type: RecordData['type'] & string, from: string, to: string) =>
    changeRelease({ type, phase: from }, { type, phase: to }, typed)

  it.each<[RecordData['type'] & string, string, string, string[] | null]>([
    ['planned', 'build', 'check', null],
    ['iterative', 'build', 'check', null],
    ['hotfix', 'build', 'deploy', null],
    ['planned', 'check', 'deploy', null],
    // a gate without types is everybody's
    ['hotfix', 'check', 'deploy', null],
    ['planned', 'build', 'deploy', ['check']],
    ['hotfix', 'build', 'check', ['deploy']],
    ['third-party', 'build', 'check', []],
    ['third-party', 'build', 'deploy', []],
  ])('%s: from %s to %s', (type, from, to, next) => {
    const { subject, findings } = move(type, from, to)
    expect(findings.map(({ problem }) => problem)).toEqual(
      next === null ? [] : [{ code: 'no-such-transition', from, to, next }],
    )
    expect(subject.is).toBe(next === null ? 'transition' : 'refused')
  })

  it('are not for a record without a type', () => {
    const { gates: some } = typed.data
    const base = (data: Partial<RecordData>): Repository => ({
      ...repository([release(), site(data)]),
      pathways: new Map([[pathway.id, { ...pathway, data: { ...pathway.data, gates: some } }]]),
    })
    expect(judge(base({ phase: 'build' }), base({ phase: 'check' })).codes).toEqual(['no-such-transition'])
  })

  // who turns a planned release into a hotfix would skip the users
  it('are not opened by another type that comes along', () =>
    expect(
      changeRelease({ type: 'planned', phase: 'build' }, { type: 'hotfix', phase: 'deploy' }, typed).said,
    ).toContain('fixed-field: type'))
})

describe('what a release is', () => {
  it.each<[string, Partial<RecordData>, Partial<RecordData>, string[]]>([
    ['its type', { type: 'planned' }, { type: 'hotfix' }, ['fixed-field: type']],
    ['its product', { product: 'Application 5' }, { product: 'Application 6' }, ['fixed-field: product']],
    ['its version', { version: '1.0.0-beta.1' }, { version: '1.0.0-beta.2' }, ['fixed-field: version']],
    [
      'all of them',
      { type: 'planned', product: 'Application 5', version: '1.0.0-beta.1' },
      { type: 'hotfix', product: 'Application 6', version: '1.0.0-beta.2' },
      ['fixed-field: type', 'fixed-field: product', 'fixed-field: version'],
    ],
    ['not its title', { title: 'Release' }, { title: 'Release of spring' }, []],
    ['not its risk level', { serviceRiskLevel: 'low' }, { serviceRiskLevel: 'high' }, []],
  ])('never changes: %s', (_, before, after, expected) => expect(changeRelease(before, after).said).toEqual(expected))

  it('is said at the field', () =>
    expect(changeRelease({ type: 'planned' }, { type: 'iterative' }).findings).toEqual([
      {
        problem: { code: 'fixed-field', field: 'type' },
        at: { path: releasePath, pointer: ['type'] },
        weight: 'wrong',
        clauses: [],
      },
    ]))
  it('leaves a site free to take another release', () =>
    expect(change({ release: '1.0.0-beta.1' }, { release: '1.0.0-beta.2' }).codes).toEqual([]))
})

describe('a document that is another file than the one that was shared', () => {
  const [one, other] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`]
  const held = (digest: string | undefined, more: Partial<Document> = {}): Partial<RecordData> => ({
    documents: {
      report: approved('2026-03-01', 'pete', {
        ...(digest && { digest }),
        shared: { team: act('2026-03-02') },
        ...more,
      }),
    },
  })
  const again = act('2026-03-03', 'pete')

  it.each<[string, Partial<RecordData>, Partial<RecordData>]>([
    ['with the approval as it was', held(one), held(other)],
    [
      'approved anew, on the day on which the other one was shared',
      held(one),
      held(other, { approved: act('2026-03-02', 'pete') }),
    ],
    [
      'shared once more before that, and never since',
      held(one, { sharedAgain: { team: act('2026-03-04') } }),
      held(other, { approved: again, sharedAgain: { team: act('2026-03-04') } }),
    ],
  ])('was not shared: %s', (_, before, after) => expect(change(before, after).codes).toContain('shared-before'))

  it('is another version', () => {
    const next = (version: string) =>
      held(other, { version, approved: again, sharedAgain: { team: act('2026-03-03') } })
    expect(change(held(one), next('1.0')).codes).toContain('same-version')
    expect(change(held(one), next('1.1')).codes).not.toContain('same-version')
    const drafted = { documents: { report: draft({ digest: one, version: '1.0' }) } }
    expect(change(drafted, next('1.0')).codes).not.toContain('same-version')
  })

  it.each<[string, Partial<RecordData>, Partial<RecordData>]>([
    ['it is the same file', held(one), held(one, { approved: again })],
    ['no file was told before', held(undefined), held(one)],
    ['it is approved anew, and is yet to be shared', held(one), held(other, { approved: again })],
    ['it is shared anew', held(one), held(other, { approved: again, sharedAgain: { team: act('2026-03-03') } })],
    [
      'it is a draft now',
      held(one),
      { documents: { report: draft({ digest: other, shared: { team: act('2026-03-02') } }) } },
    ],
  ])('nothing is wrong where %s', (_, before, after) =>
    expect(change(before, after).codes).not.toContain('shared-before'),
  )
})
