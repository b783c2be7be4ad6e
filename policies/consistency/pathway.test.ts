import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Change, Criterion, Gate, Guidance, Pathway, Step } from '../../schemas/types.ts'
import { locate, type PathwayFile, type Repository, readRepository } from '../repository.ts'
import { pathway, releasePathway, repository, rolloutPathway } from '../rules/fixture.ts'
import { citations, pathwayFindings } from './pathway.ts'

const clauses = ['S3-18']
const signed = { signOffs: [{ role: 'team/lead', clauses }] }
const task = { group: 'Beta', title: 'Live running', clauses, cells: { provider: 'AR' as const, team: 'C' as const } }

/** Everything fits: each change is signed by somebody, and each part of it names what is there. */
const sound: Pathway = {
  ...pathway.data,
  certificates: { conformance: { title: 'Conformance certificate', phase: 'install', by: ['team'], clauses } },
  tasks: { live: task },
  registration: signed,
  roleChange: signed,
  withdrawal: signed,
  gates: [],
}
const soundRelease: Pathway = {
  ...rolloutPathway.data,
  registration: signed,
  roleChange: signed,
  withdrawal: signed,
}

const guidance = (...ids: string[]): Guidance => ({
  kind: 'Guidance',
  title: 'Guide',
  publisher: 'Publisher',
  published: '2026-01-01',
  clauses: Object.fromEntries(ids.map(id => [id, { line: 1, strength: 'must' as const, says: 'Something.' }])),
})
const documents = new Map([
  ['S3', { path: 'policies/guidance/S3.yaml', data: guidance('S3-18', 'S3-19') }],
  ['S4', { path: 'policies/guidance/S4.yaml', data: guidance('S4-59') }],
])
const around: Repository = { ...repository([]), guidance: documents }

/** A finding on a line: its code, its words, and where it is. */
const found = (file: PathwayFile, base = around) =>
  pathwayFindings(file, base).map(({ problem, at, weight }) => {
    expect([at.path, weight]).toEqual([file.path, 'wrong'])
    const words = Object.values(problem).filter(value => typeof value === 'string')
    return `${words.join(' ')} at ${at.pointer?.join('.')}`
  })
const of = (data: Pathway, base = around) => found({ ...pathway, data }, base)
const ofRelease = (data: Pathway, base = around) => found({ ...rolloutPathway, data }, base)

it('fits as it is', () => expect([of(sound), ofRelease(soundRelease)]).toEqual([[], []]))

describe('the parts of a pathway', () => {
  const { supplier } = sound.parties
  const { move } = sound.decisions ?? {}
  const { uat } = sound.testPlans ?? {}
  const { production } = sound.environments ?? {}
  if (!supplier || !move || !uat || !production) throw new Error('the fixture has changed')
  const item = { title: 'Plan written', by: ['provider'], clauses }
  const document = { title: 'Report', by: ['provider'], clauses }

  it.each<[string, Partial<Pathway>, string[]]>([
    ['its guidance', { guidance: 'S9' }, ['unknown guidance S9 at guidance']],
    [
      'who signs for a party',
      { parties: { ...sound.parties, supplier: { ...supplier, signs: 'supplier/nobody' } } },
      ['unknown role supplier/nobody at parties.supplier.signs'],
    ],
    [
      'the party of a role',
      { roles: { ...sound.roles, 'patients/lead': { title: 'Lead' } } },
      ['unknown party patients at roles.patients/lead'],
    ],
    ['the coordinator', { coordinator: 'team/nobody' }, ['unknown role team/nobody at coordinator']],
    [
      'who accepts waivers',
      { waivers: { acceptedBy: 'team/nobody' } },
      ['unknown role team/nobody at waivers.acceptedBy'],
    ],
    ['two people', { distinct: [['team/lead', 'provider/lead']] }, []],
    [
      'two people in a role that nobody knows',
      { distinct: [['team/lead', 'team/nobody']] },
      ['unknown role team/nobody at distinct.0.1'],
    ],
    [
      'a role in two groups',
      {
        distinct: [
          ['team/lead', 'provider/lead'],
          ['team/lead', 'supplier/lead'],
        ],
      },
      ['role-twice-distinct team/lead at distinct.0.0', 'role-twice-distinct team/lead at distinct.1.0'],
    ],
    [
      'where a no-go leads',
      { decisions: { move: { ...move, back: 'nowhere' } } },
      ['unknown phase nowhere at decisions.move.back'],
    ],
    [
      'who decides, and who must be there',
      { decisions: { move: { ...move, by: ['nobody'], attended: ['team', 'patients'] } } },
      ['unknown party nobody at decisions.move.by.0', 'unknown party patients at decisions.move.attended.1'],
    ],
    [
      'the phase of a checklist',
      { checklists: { testing: { title: 'Testing', phase: 'nowhere', items: { plan: item } } } },
      ['unknown phase nowhere at checklists.testing.phase'],
    ],
    [
      'who ticks',
      { checklists: { testing: { title: 'Testing', items: { plan: { ...item, by: ['provider', 'patients'] } } } } },
      ['unknown party patients at checklists.testing.items.plan.by.1'],
    ],
    [
      'the phase of a document',
      { documents: { report: { ...document, phase: 'nowhere' } } },
      ['unknown phase nowhere at documents.report.phase'],
    ],
    [
      'who writes a document',
      { documents: { report: { ...document, by: ['patients'] } } },
      ['unknown party patients at documents.report.by.0'],
    ],
    [
      'the phase of a certificate',
      { certificates: { conformance: { ...document, phase: 'nowhere' } } },
      ['unknown phase nowhere at certificates.conformance.phase'],
    ],
    [
      'who writes a certificate',
      { certificates: { conformance: { ...document, by: ['patients'] } } },
      ['unknown party patients at certificates.conformance.by.0'],
    ],
    [
      'the phase of an environment, and who sets it up',
      {
        environments: {
          ...sound.environments,
          production: { ...production, phase: 'nowhere', by: { installed: ['supplier', 'patients'] } },
        },
      },
      [
        'unknown phase nowhere at environments.production.phase',
        'unknown party patients at environments.production.by.installed.1',
      ],
    ],
    [
      'the phase of a plan, where it is run, and who runs it',
      { testPlans: { uat: { ...uat, phase: 'nowhere', environment: 'sandbox', by: ['patients'] } } },
      [
        'unknown phase nowhere at testPlans.uat.phase',
        'unknown environment sandbox at testPlans.uat.environment',
        'unknown party patients at testPlans.uat.by.0',
      ],
    ],
    [
      'who meets, and in which phase',
      { forums: { calls: { title: 'Calls', phase: 'nowhere', by: ['patients'], clauses } } },
      ['unknown phase nowhere at forums.calls.phase', 'unknown party patients at forums.calls.by.0'],
    ],
    [
      'single roles that tick, write and meet',
      {
        checklists: { testing: { title: 'Testing', items: { plan: { ...item, by: ['provider/clinical'] } } } },
        documents: { report: { ...document, by: ['provider/nobody'] } },
        forums: { calls: { title: 'Calls', by: ['team/technical'], clauses } },
      },
      ['unknown role provider/nobody at documents.report.by.0'],
    ],
    ['who provides: parties, or single roles', { provides: { plan: ['supplier', 'team/technical'] } }, []],
    [
      'who provides: neither',
      { provides: { plan: ['patients', 'team/nobody'] } },
      ['unknown party patients at provides.plan.0', 'unknown role team/nobody at provides.plan.1'],
    ],
    [
      'the cells of the matrix',
      { tasks: { live: { ...task, cells: { ...task.cells, patients: 'I' } } } },
      ['unknown party patients at tasks.live.cells.patients'],
    ],
    [
      'who signs a row for a party',
      { tasks: { live: { ...task, roles: { patients: 'team/lead', provider: 'provider/nobody' } } } },
      [
        'unknown party patients at tasks.live.roles.patients',
        'unknown role provider/nobody at tasks.live.roles.provider',
      ],
    ],
  ])('%s', (_, more, expected) => {
    const findings = of({ ...sound, ...more })
    expect(findings.toSorted()).toEqual(expected.toSorted())
  })

  // the clause's own message would name every clause of every document
  it('names the clauses of its own document where one is not known', () =>
    expect(
      pathwayFindings({ ...pathway, data: { ...sound, phases: phasesCiting('S3-99') } }, around).map(
        one => one.problem,
      ),
    ).toEqual([{ code: 'unknown', what: 'clause', name: 'S3-99', known: ['S3-18', 'S3-19'] }]))

  const phasesCiting = (clause: string) => ({ ...sound.phases, live: { title: 'Live', clauses: ['S3-18', clause] } })
  it.each<[string, string, string[]]>([
    ['of its own document', 'S3-19', []],
    ['of another document', 'S4-59', []],
    ['that its own document does not have', 'S3-99', ['unknown clause S3-99 at phases.live.clauses.1']],
    ['that the other document does not have', 'S4-99', ['unknown clause S4-99 at phases.live.clauses.1']],
    ['of a document that is not there', 'S5-01', ['unknown clause S5-01 at phases.live.clauses.1']],
  ])('may cite a clause %s', (_, clause, expected) =>
    expect(of({ ...sound, phases: phasesCiting(clause) })).toEqual(expected),
  )
  it('cites, wherever something is said', () => {
    const at = (data: object) => citations(data, []).map(([clause, pointer]) => `${clause} at ${pointer.join('.')}`)
    expect(
      at({ settled: { scope: { from: 'check', clauses: ['S4-13', 'S4-48'] } }, gates: [{ signOffs: [{ clauses }] }] }),
    ).toEqual([
      'S4-13 at settled.scope.clauses.0',
      'S4-48 at settled.scope.clauses.1',
      'S3-18 at gates.0.signOffs.0.clauses.0',
    ])
    // a thing may be called so
    expect(at({ checklists: { clauses: { title: 'Clauses', clauses: ['S3-18'] } } })).toEqual([
      'S3-18 at checklists.clauses.clauses.0',
    ])
    expect(at({ title: 'S3-18', clauses: 'S3-18' })).toEqual([])
  })
  // of a document that is not known nothing can be said but that
  it('does not hold clauses against a document that is not known', () =>
    expect(of({ ...sound, guidance: 'S9', phases: phasesCiting('S9-01') })).toEqual([
      'unknown guidance S9 at guidance',
    ]))

  const settled = (part: 'scope' | 'services' | 'featureFlags', from: string) => ({
    settled: { [part]: { from, clauses } },
  })
  it.each<[Partial<Pathway>, string[]]>([
    [settled('scope', 'check'), []],
    [settled('scope', 'nowhere'), ['unknown phase nowhere at settled.scope.from']],
    [settled('services', 'live'), ['unknown phase live at settled.services.from']],
    // nothing is settled by giving up
    [settled('featureFlags', 'withdrawn'), ['unknown phase withdrawn at settled.featureFlags.from']],
  ])('is settled from one of its phases on: %j', (more, expected) =>
    expect(ofRelease({ ...soundRelease, ...more })).toEqual(expected),
  )
})

describe('changes and gates', () => {
  const gate = (more: Partial<Gate> = {}): Gate => ({ from: 'prepare', to: 'test', ...signed, ...more })
  const criterion = (id: string, more: Partial<Criterion> = {}) =>
    ({
      id,
      title: `Title of ${id}`,
      rule: 'roles',
      with: { roles: ['team/lead'] },
      enforcement: 'mandatory',
      clauses,
      ...more,
    }) as Criterion

  it.each<[string, Gate[], string[]]>([
    [
      'the phases',
      [gate({ from: 'nowhere', to: 'elsewhere' })],
      ['unknown phase nowhere at gates.0.from', 'unknown phase elsewhere at gates.0.to'],
    ],
    // it is left and entered by its own change
    ['no phase', [gate({ to: 'withdrawn' })], ['unknown phase withdrawn at gates.0.to']],
    ['a row of the matrix', [gate({ tasks: ['live', 'nothing'] })], ['unknown task nothing at gates.0.tasks.1']],
    [
      'who signs',
      [gate({ signOffs: [{ role: 'team/nobody', clauses }] })],
      ['unknown role team/nobody at gates.0.signOffs.0'],
    ],
    [
      'what is asked again',
      [gate({ criteria: [criterion('one')] }), gate({ from: 'test', to: 'install', recheck: ['one'] })],
      [],
    ],
    [
      'what is asked again, and nowhere else',
      [gate(), gate({ recheck: ['one'] })],
      ['unknown criterion one at gates.1.recheck.0'],
    ],
    [
      'one name twice',
      [gate({ criteria: [criterion('one'), criterion('one')] })],
      ['doubled criterion one at gates.0.criteria.1.id'],
    ],
    [
      'one name at two gates',
      [
        gate({ criteria: [criterion('one')] }),
        gate({ from: 'test', to: 'install', criteria: [criterion('two'), criterion('one')] }),
      ],
      ['doubled criterion one at gates.1.criteria.1.id'],
    ],
    ['nobody', [{ from: 'prepare', to: 'test' }], ['unguarded gates.0 at gates.0']],
    // whoever is only asked or told signs nothing
    ['nobody who signs', [{ from: 'prepare', to: 'test', tasks: ['told'] }], ['unguarded gates.0 at gates.0']],
    ['whoever signs for a row', [{ from: 'prepare', to: 'test', tasks: ['live'] }], []],
  ])('%s', (_, gates, expected) => {
    const told = { ...task, cells: { provider: 'C' as const, team: 'I' as const } }
    expect(of({ ...sound, tasks: { live: task, told }, gates })).toEqual(expected)
  })

  it.each<[string, Change, string[]]>([
    ['nothing', {}, ['unguarded registration at registration']],
    ['a role of the programme', signed, []],
    // a new record names nobody who may sign for it
    [
      'a role of the record',
      { signOffs: [{ role: 'provider/lead', clauses }] },
      ['registered-by-record provider/lead at registration'],
    ],
    [
      'one of each',
      { signOffs: [...signed.signOffs, { role: 'provider/lead', clauses }] },
      ['registered-by-record provider/lead at registration'],
    ],
    [
      'a row that a party of the record signs',
      { tasks: ['live'] },
      ['registered-by-record provider/lead at registration'],
    ],
    ['a row in which one is only asked', { ...signed, tasks: ['asked'] }, []],
    ['a row that nobody knows', { ...signed, tasks: ['nothing'] }, ['unknown task nothing at registration.tasks.0']],
  ])('a registration is signed by %s', (_, registration, expected) => {
    const asked = { ...task, cells: { provider: 'C' as const, team: 'AR' as const } }
    expect(of({ ...sound, tasks: { live: task, asked }, registration })).toEqual(expected)
  })
  it.each(['roleChange', 'withdrawal'] as const)('a %s may be signed by a role of the record', change =>
    expect(of({ ...sound, [change]: { signOffs: [{ role: 'provider/lead', clauses }] } })).toEqual([]),
  )

  // it would be for no record at all, and pass unseen
  const typed = criterion('one', { when: { type: ['hotfix'] } })
  it.each<[string, Partial<Pathway>, string[]]>([
    ['a gate', { gates: [gate({ types: ['hotfix'] })] }, ['types-of-release at gates.0.types']],
    ['a criterion', { gates: [gate({ criteria: [typed] })] }, ['types-of-release at gates.0.criteria.0.when.type']],
    [
      'a criterion of a withdrawal',
      { withdrawal: { ...signed, criteria: [typed] } },
      ['types-of-release at withdrawal.criteria.0.when.type'],
    ],
  ])('types are of releases: %s', (_, more, expected) => {
    expect(of({ ...sound, ...more })).toEqual(expected)
    const phases = (one: Gate) => ({ ...one, from: 'build', to: 'check' })
    const gates = more.gates ? { gates: more.gates.map(phases) } : {}
    expect(ofRelease({ ...soundRelease, ...more, ...gates })).toEqual([])
  })
})

/** A criterion as a pathway has it, without its title and clauses. */
type Use = {
  [Rule in Criterion['rule']]: { rule: Rule; with: Extract<Criterion, { rule: Rule }>['with'] }
}[Criterion['rule']]
const asked = (use: Use, when?: Criterion['when']) =>
  ({ ...use, id: 'one', title: 'Title', enforcement: 'mandatory', clauses, ...(when && { when }) }) as Criterion
const atGate = (data: Pathway, ...criteria: Criterion[]): Pathway => {
  const [from = '', to = ''] = Object.keys(data.phases)
  return { ...data, gates: [{ from, to, ...signed, criteria }] }
}

describe('the names in parameters', () => {
  const forum = (more: object): Use => ({ rule: 'forum', with: { forum: 'calls', attended: ['team'], ...more } })
  const approved = { document: 'report', of: 'record' as const, approver: 'provider/lead' }

  it.each<[Use, string[]]>([
    [{ rule: 'checklist', with: { checklist: 'preparation', items: ['plan'] } }, []],
    [{ rule: 'checklist', with: { checklist: 'nothing' } }, ['unknown checklist nothing at checklist']],
    // an item of another checklist
    [
      { rule: 'checklist', with: { checklist: 'preparation', items: ['plan', 'users'] } },
      ['unknown checklist item users at items.1'],
    ],
    [{ rule: 'document', with: { ...approved, sharedWith: ['team'] } }, []],
    [{ rule: 'document', with: { ...approved, document: 'nothing' } }, ['unknown document nothing at document']],
    [{ rule: 'document', with: { ...approved, approver: 'team/nobody' } }, ['unknown role team/nobody at approver']],
    [
      { rule: 'document', with: { ...approved, sharedWith: ['team', 'patients'] } },
      ['unknown party patients at sharedWith.1'],
    ],
    // what stands on the release is its own pathway's, which the record names
    [{ rule: 'document', with: { ...approved, of: 'release', document: 'risk-plan' } }, []],
    [{ rule: 'document', with: { ...approved, of: 'release', document: 'nothing' } }, []],
    [{ rule: 'document', with: { ...approved, of: 'certificate', document: 'conformance', party: 'supplier' } }, []],
    [
      { rule: 'document', with: { ...approved, of: 'certificate', document: 'conformance', party: 'patients' } },
      ['unknown party patients at party'],
    ],
    [{ rule: 'environment', with: { environment: 'uat', steps: ['installed'] } }, []],
    [
      { rule: 'environment', with: { environment: 'sandbox', steps: ['installed'] } },
      ['unknown environment sandbox at environment'],
    ],
    [{ rule: 'tests', with: { plan: 'nothing', patients: 'test' } }, ['unknown test plan nothing at plan']],
    [{ rule: 'decision', with: { decision: 'nothing', outcome: 'go' } }, ['unknown decision nothing at decision']],
    [{ rule: 'roles', with: { roles: ['team/lead', 'team/nobody'] } }, ['unknown role team/nobody at roles.1']],
    [forum({}), []],
    [forum({ forum: 'nothing' }), ['unknown forum nothing at forum']],
    [forum({ attended: ['team', 'patients'] }), ['unknown party patients at attended.1']],
    [forum({ rhythm: { from: { decision: 'move' }, every: { days: 7 } } }), []],
    [
      forum({ rhythm: { from: { decision: 'nothing' }, every: { days: 7 } } }),
      ['unknown decision nothing at rhythm.from'],
    ],
    [
      { rule: 'referrals', with: { minimum: { low: 1, medium: 1, high: 1 }, livePhase: 'nowhere' } },
      ['unknown phase nowhere at livePhase'],
    ],
    [{ rule: 'risk-level', with: { document: 'risk-plan', approver: 'team/technical' } }, []],
    [{ rule: 'order', with: { steps: [{ checklist: 'preparation' }, { tests: 'uat' }] } }, []],
    [
      { rule: 'order', with: { steps: [{ checklist: 'preparation' }, { tests: 'nothing' }] } },
      ['unknown test plan nothing at steps.1'],
    ],
    [
      { rule: 'within', with: { from: { forum: 'nothing' }, to: { planned: 'nowhere' }, limit: { days: 1 } } },
      ['unknown forum nothing at from', 'unknown phase nowhere at to'],
    ],
    [{ rule: 'duration', with: { from: { liveRunning: true }, atLeast: { days: 1 } } }, []],
    [
      { rule: 'duration', with: { from: { decision: 'nothing' }, to: { planned: 'nowhere' }, atMost: { days: 1 } } },
      ['unknown decision nothing at from', 'unknown phase nowhere at to'],
    ],
    [{ rule: 'agreed-date', with: { phase: 'nowhere' } }, ['unknown phase nowhere at phase']],
    [{ rule: 'freeze', with: { phase: 'nowhere' } }, ['unknown phase nowhere at phase']],
    [{ rule: 'first', with: { from: 'install', closed: 'live' } }, []],
    [
      { rule: 'first', with: { from: 'nowhere', closed: 'elsewhere' } },
      ['unknown phase elsewhere at closed', 'unknown phase nowhere at from'],
    ],
    [{ rule: 'others', with: { pathway: 'rollout', reached: 'deploy', minimum: 1 } }, []],
    // a phase of one's own pathway is none of the other's
    [{ rule: 'others', with: { pathway: 'rollout', reached: 'live', minimum: 1 } }, ['unknown phase live at reached']],
    [
      { rule: 'others', with: { pathway: 'nothing', reached: 'live', minimum: 1 } },
      ['unknown pathway nothing at pathway'],
    ],
    // the release's pathway is not known before there is a record
    [{ rule: 'release', with: { reached: 'anywhere' } }, []],
    [{ rule: 'ad-hoc', with: { environments: ['uat', 'sandbox'] } }, ['unknown environment sandbox at environments.1']],
    [{ rule: 'interactions', with: { document: 'spine', approved: { document: 'report', of: 'record' } } }, []],
    [
      { rule: 'interactions', with: { document: 'nothing', approved: { document: 'risk-plan', of: 'release' } } },
      ['unknown document nothing at document'],
    ],
    [
      { rule: 'interactions', with: { document: 'spine', approved: { document: 'nothing', of: 'record' } } },
      ['unknown document nothing at approved.document'],
    ],
    [{ rule: 'interactions', with: { document: 'spine', approved: { document: 'nothing', of: 'release' } } }, []],
    [
      {
        rule: 'interactions',
        with: { document: 'spine', approved: { document: 'conformance', of: 'certificate', party: 'patients' } },
      },
      ['unknown party patients at approved.party'],
    ],
    [{ rule: 'downtime', with: { stage: 'announced', party: 'patients' } }, ['unknown party patients at party']],
    [{ rule: 'smoke-test', with: { stage: 'decided', party: 'patients' } }, ['unknown party patients at party']],
    [{ rule: 'sites', with: { stage: 'agreed', party: 'patients' } }, ['unknown party patients at party']],
    // what is no name is not taken for one
    [{ rule: 'resolved', with: { what: 'issues' } }, []],
    [{ rule: 'scope', with: { each: 'sit' } }, []],
    [{ rule: 'version', with: { stage: 'stable' } }, []],
  ])('%j', (use, expected) =>
    expect(of(atGate(sound, asked(use))).toSorted()).toEqual(
      expected.map(one => one.replace(' at ', ' at gates.0.criteria.0.with.')).toSorted(),
    ),
  )

  it.each(['registration', 'roleChange', 'withdrawal'] as const)('are looked up at a %s too', change => {
    const criteria = [asked({ rule: 'checklist', with: { checklist: 'nothing' } })]
    expect(of({ ...sound, [change]: { ...signed, criteria } })).toEqual([
      `unknown checklist nothing at ${change}.criteria.0.with.checklist`,
    ])
  })

  // that pathway's file says itself what is wrong with it
  it('are not told of a pathway that cannot be read', () => {
    const tree = new Map([['policies/pathways/broken.yaml', { text: '?' }]])
    const data = atGate(sound, asked({ rule: 'others', with: { pathway: 'broken', reached: 'there', minimum: 1 } }))
    expect(of(data, { ...around, tree })).toEqual([])
    expect(of(data)).toEqual(['unknown pathway broken at gates.0.criteria.0.with.pathway'])
  })
})

describe('the names in steps', () => {
  const document = (more: object): Step => ({
    document: { document: 'report', of: 'record', act: 'approved', ...more },
  })
  const table: [Step, string[]][] = [
    ...(['onboarded', 'installed', 'configured'] as const).flatMap((act): [Step, string[]][] => [
      [{ [act]: 'uat' }, []],
      [{ [act]: 'sandbox' }, ['unknown environment sandbox']],
    ]),
    [{ checklist: 'preparation' }, []],
    [{ checklist: 'nothing' }, ['unknown checklist nothing']],
    [{ item: { checklist: 'preparation', item: 'plan' } }, []],
    [{ item: { checklist: 'preparation', item: 'users' } }, ['unknown checklist item users at item.item']],
    [
      { item: { checklist: 'nothing', item: 'plan' } },
      ['unknown checklist nothing at item.checklist', 'unknown checklist item plan at item.item'],
    ],
    [document({}), []],
    [document({ document: 'nothing' }), ['unknown document nothing at document.document']],
    [document({ document: 'nothing', of: 'release' }), []],
    [document({ document: 'nothing', of: 'certificate', party: 'supplier' }), []],
    [
      document({ document: 'conformance', of: 'certificate', party: 'patients' }),
      ['unknown party patients at document.party'],
    ],
    [document({ act: 'shared', with: 'team' }), []],
    [document({ act: 'shared', with: 'patients' }), ['unknown party patients at document.with']],
    [{ tests: 'nothing' }, ['unknown test plan nothing']],
    [{ testsOfRelease: 'uat' }, []],
    [{ testsOfRelease: 'nothing' }, ['unknown test plan nothing']],
    [{ decision: 'move' }, []],
    [{ decision: 'nothing' }, ['unknown decision nothing']],
    [{ forum: 'calls' }, []],
    [{ forum: 'nothing' }, ['unknown forum nothing']],
    [{ planned: 'live' }, []],
    [{ planned: 'nowhere' }, ['unknown phase nowhere']],
    [{ liveRunning: true }, []],
    // it stands on another release, whose pathway is its own
    [{ successor: { checklist: 'nothing', item: 'nothing' } }, []],
  ]
  const live: Step = { liveRunning: true }
  const at = (expected: string[], place: string) =>
    expected.map(one => (one.includes(' at ') ? one.replace(' at ', ` at ${place}.`) : `${one} at ${place}`))

  it.each(table)('%j', (step, expected) => {
    const use: Use = { rule: 'order', with: { steps: [live, step] } }
    expect(of(atGate(sound, asked(use)))).toEqual(at(expected, 'gates.0.criteria.0.with.steps.1'))
    const within: Use = { rule: 'within', with: { from: step, to: live, limit: { days: 1 } } }
    expect(of(atGate(sound, asked(within)))).toEqual(at(expected, 'gates.0.criteria.0.with.from'))
    const apart = asked({ rule: 'roles', with: { roles: ['team/lead'] } }, { apart: [live, step] })
    expect(of(atGate(sound, apart))).toEqual(at(expected, 'gates.0.criteria.0.when.apart.1'))
  })
})

describe("this repository's own pathways", () => {
  const files = new Map(
    ['pathways', 'guidance', 'calendar', 'directory'].flatMap(folder =>
      readdirSync(fileURLToPath(new URL(`../${folder}`, import.meta.url)))
        .filter(name => name.endsWith('.yaml'))
        .map((name): [string, string] => [
          `policies/${folder}/${name}`,
          readFileSync(new URL(`../${folder}/${name}`, import.meta.url), 'utf8'),
        ]),
    ),
  )
  /** What is found after one text of a pathway is replaced. */
  function broken(id: string, text: string, by: string): string[] {
    const path = `policies/pathways/${id}.yaml`
    const was = files.get(path) ?? ''
    expect(was).toContain(text)
    const tree = new Map([...files, [path, was.replace(text, by)] as const].map(([path, text]) => [path, { text }]))
    const changed = readRepository(tree)
    expect(changed.findings).toEqual([])
    const file = changed.pathways.get(id)
    return locate(file ? pathwayFindings(file, changed) : [], tree).map(({ problem, at }) => {
      expect(at.line).toBeGreaterThan(1)
      const words = Object.values(problem).filter(value => typeof value === 'string')
      return words.join(' ')
    })
  }

  it.each<[string, string, string, string[]]>([
    ['flip-release', 'scope: { from: uat,', 'scope: { from: testing,', ['unknown phase testing']],
    ['uec-release', 'featureFlags: { from: conformant,', 'featureFlags: { from: done,', ['unknown phase done']],
    [
      'ers-release',
      'services: { from: certified, clauses: [S0-14] }',
      'services: { from: certified, clauses: [S0-99] }',
      ['unknown clause S0-99'],
    ],
    // the stable pathway cites the beta guide too
    ['bars-stable', 'clauses: [S1-01, S3-36]', 'clauses: [S1-01, S4-01]', []],
    ['bars-stable', 'clauses: [S1-01, S3-36]', 'clauses: [S1-01, S3-99]', ['unknown clause S3-99']],
    [
      'bars-stable',
      'with: { environments: [int] }',
      'with: { environments: [sandbox] }',
      ['unknown environment sandbox'],
    ],
    [
      'bars-stable',
      'when: { apart: [{ testsOfRelease: technical-go-live }',
      'when: { apart: [{ testsOfRelease: nothing }',
      ['unknown test plan nothing'],
    ],
    [
      'bars-application',
      'pathway: bars-beta, reached: complete',
      'pathway: bars-beta, reached: evaluated',
      ['unknown phase evaluated'],
    ],
    [
      'bars-application',
      'pathway: bars-beta, reached: complete',
      'pathway: nothing, reached: complete',
      ['unknown pathway nothing'],
    ],
    [
      'first-of-type',
      'with: { from: connection, closed: rollout }',
      'with: { from: connection, closed: closed }',
      ['unknown phase closed'],
    ],
    ['first-of-type', 'live-spine-certificate, approved:', 'nothing, approved:', ['unknown document nothing']],
    ['flip-release', '  sit: [dev-team/qa-lead]', '  sit: [dev-team/nobody]', ['unknown role dev-team/nobody']],
    ['path-to-live', '{ planned: business-live }', '{ planned: nowhere }', ['unknown phase nowhere']],
    [
      'bars-beta',
      'id: pre-release-only, title: The release is a pre-release, rule: version, with: { stage: pre-release }, enforcement: mandatory, clauses: [S3-01] }',
      'id: pre-release-only, title: The release is a pre-release, rule: version, with: { stage: pre-release }, enforcement: mandatory, clauses: [S3-01], when: { type: [planned] } }',
      ['types-of-release'],
    ],
  ])('%s: %j for %j', (id, text, by, expected) => expect(broken(id, text, by)).toEqual(expected))

  it('are all looked at', () => {
    const own = readRepository(new Map([...files].map(([path, text]) => [path, { text }])))
    expect(own.pathways.size).toBeGreaterThan(7)
    expect([...own.pathways.values()].flatMap(file => pathwayFindings(file, own))).toEqual([])
  })
})

// what another pathway has is not one's own
it('does not know the names of the other pathways', () => {
  const data = { ...releasePathway.data, registration: signed, roleChange: signed, withdrawal: signed }
  expect(found({ ...releasePathway, data: { ...data, coordinator: 'provider/lead' } })).toEqual([
    'unknown role provider/lead at coordinator',
  ])
})
