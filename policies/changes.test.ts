import { describe, expect, it } from 'vitest'
import { classify } from './changes.ts'
import type { Subject } from './model.ts'
import type { RecordData, RecordFile, Repository } from './repository.ts'
import {
  act,
  done,
  evidence,
  go,
  noGo,
  pathway,
  pull,
  recordPath,
  release,
  releasePathway,
  repository,
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
