import { describe, expect, it } from 'vitest'
import type { Pathway } from '../../schemas/types.ts'
import type { Finding } from '../model.ts'
import type { PathwayFile, RecordData, Repository } from '../repository.ts'
import { calendar, done, pathway, people, release, repository, site } from '../rules/fixture.ts'
import { errandsOf, whoIs } from './errands.ts'
import { type Explanation, explain } from './explanation.ts'
import { gatesInto, outlines } from './gates.ts'
import { targetOf } from './target.ts'

const today = '2026-03-31'
const clauses = ['S3-18']
const checklist = { rule: 'checklist' as const, enforcement: 'mandatory' as const, clauses }

/** A pathway with a gate forward that asks for a bit of everything, and one back. */
const data: Pathway = {
  ...pathway.data,
  tasks: {
    testing: { group: 'Test', title: 'Testing', cells: { supplier: 'R', provider: 'A', team: 'C' }, clauses },
    telling: { group: 'Test', title: 'Telling', cells: { team: 'I', supplier: 'C' }, clauses },
    ending: { group: 'Test', title: 'Ending', cells: { team: 'A', provider: 'C' }, clauses },
  },
  registration: { tasks: ['ending'] },
  gates: [
    {
      from: 'test',
      to: 'install',
      tasks: ['testing', 'telling'],
      criteria: [
        { ...checklist, id: 'scripts', title: 'Scripts', with: { checklist: 'testing' } },
        { ...checklist, id: 'plan', title: 'Plan', with: { checklist: 'preparation', items: ['plan'] } },
        {
          ...checklist,
          id: 'order',
          title: 'Order',
          rule: 'order',
          with: { steps: [{ checklist: 'preparation' }, { decision: 'move' }] },
        },
      ],
    },
    {
      from: 'test',
      to: 'prepare',
      tasks: ['ending'],
      criteria: [
        { ...checklist, id: 'no', title: 'No', rule: 'decision', with: { decision: 'move', outcome: 'no-go' } },
      ],
    },
    {
      from: 'install',
      to: 'live',
      recheck: ['scripts'],
      tasks: ['ending'],
      criteria: [
        {
          ...checklist,
          id: 'certificate',
          title: 'Certificate',
          rule: 'document',
          with: { document: 'conformance', of: 'certificate', party: 'supplier', approver: 'team/technical' },
        },
        { ...checklist, id: 'day', title: 'Day', rule: 'agreed-date', with: { phase: 'live' } },
      ],
    },
  ],
}
const gated: PathwayFile = { ...pathway, data }

const world = (sites: Partial<RecordData>[]): Repository => {
  const base = repository([release(), ...sites.map((one, index) => site(one, `beta/site-${index + 1}`))], calendar)
  return { ...base, pathways: new Map([...base.pathways, [pathway.id, gated]]) }
}
const explained = (one: Partial<RecordData>, findings: Finding[] = []): Explanation => {
  const all = world([one])
  const record = all.records.get('beta/site-1')
  if (!record) throw new Error('no such record')
  return explain(record, all, findings, today)
}
const ready: Partial<RecordData> = {
  phase: 'test',
  checklists: { testing: { scripts: done('2026-03-01') }, preparation: { plan: done('2026-03-01') } },
}

describe('a record’s next gate', () => {
  it('has who sees to what is missing, who signs, who is consulted and told', () => {
    const { criteria, signers, consulted, informed, ...rest } = explained({ phase: 'test' })
    expect(criteria.map(({ id, status, duties }) => [id, status, duties.map(({ by }) => by)])).toEqual([
      ['scripts', 'unmet', [['supplier', 'provider']]],
      ['plan', 'unmet', [['provider']]],
      ['order', 'met', []],
    ])
    expect(signers.map(({ role, letters, holders, tasks }) => [role, letters, holders, tasks])).toEqual([
      ['supplier/lead', ['R'], ['sam'], ['testing']],
      ['provider/lead', ['A'], ['pat'], ['testing']],
    ])
    expect(consulted.map(({ role, holders }) => [role, holders])).toEqual([
      ['team/lead', ['tess']],
      ['supplier/lead', ['sam']],
    ])
    expect(informed).toEqual(['tess'])
    expect(rest).toMatchObject({
      pathwayTitle: 'Beta',
      standing: 'blocked',
      next: 'install',
      from: null,
      answerBy: '2026-04-02',
      coordinators: ['tess'],
      back: ['prepare'],
      withdrawn: null,
      mistakes: [],
    })
  })

  it('says of an order that it only holds so far', () => {
    const order = (one: Partial<RecordData>) => explained(one).criteria.find(({ id }) => id === 'order')
    expect(order({ phase: 'test' })).toMatchObject({ status: 'met', sofar: true })
    const decided = { decision: 'move', outcome: 'go' as const, on: '2026-03-02', chair: 'tess', attended: ['sam'] }
    const preparation = { plan: done('2026-03-01'), reports: done('2026-03-01') }
    expect(order({ phase: 'test', checklists: { preparation }, decisions: [decided] })).toMatchObject({ sofar: false })
  })

  it('has the day from which it could pass, where that is to come', () => {
    expect(explained({ phase: 'install', plan: { live: '2026-05-01' } })).toMatchObject({ from: '2026-05-01' })
    expect(explained({ phase: 'install', plan: { live: today } })).toMatchObject({ from: null })
  })

  it('has what is wrong with the record and its release, and with nothing else', () => {
    const at = (path: string, weight: Finding['weight'] = 'wrong'): Finding => ({
      problem: { code: 'yaml-empty' },
      at: { path },
      weight,
      clauses: [],
    })
    const own = at('deployments/beta/site-1.yaml')
    const its = at('deployments/beta/releases/1.0.0-beta.1.yaml')
    const all = [own, its, at('deployments/beta/site-2.yaml'), at('deployments/beta/site-1.yaml', 'warning')]
    expect(explained({ phase: 'test' }, all).mistakes).toEqual([own, its])
  })

  it('has nothing to ask at the end, nor of what was given up', () => {
    expect(explained({ phase: 'live' })).toMatchObject({ standing: 'end', next: null, criteria: [], signers: [] })
    const withdrawn = { by: 'pat', on: today, reason: 'Too late' }
    expect(explained({ phase: 'withdrawn', withdrawn })).toMatchObject({ standing: 'withdrawn', withdrawn: 'Too late' })
    expect(explained({ phase: 'test', pathway: 'gone' })).toMatchObject({ standing: 'unknown', pathwayTitle: 'gone' })
  })
})

describe('what waits for one person', () => {
  const of = (person: string, ...sites: Partial<RecordData>[]) => {
    const all = world(sites)
    const records = [...all.records.values()].filter(({ data: { kind } }) => kind === 'Deployment')
    return errandsOf(
      person,
      records.map(record => explain(record, all, [], today)),
    ).map(({ explanation, errands }) => [
      explanation.record,
      ...errands.map(({ is, when }) => `${is} ${when.is}${when.is === 'later' ? ` ${when.from} ${when.open}` : ''}`),
    ])
  }

  it.each<[string, string, unknown[]]>([
    [
      'evidence, today; and a signature once all is there',
      'sam',
      [['beta/site-1', 'provide now', 'sign later null 2']],
    ],
    ['two things of one party', 'pat', [['beta/site-1', 'provide now', 'provide now', 'sign later null 2']]],
    ['nothing but evidence, for who has no part in the gate', 'pia', [['beta/site-1', 'provide now', 'provide now']]],
    ['an answer, once it is asked', 'tess', [['beta/site-1', 'answer later null 2']]],
    ['nothing', 'sol', []],
  ])('%s', (_, person, expected) => expect(of(person, { phase: 'test' })).toEqual(expected))

  it('is to sign now where everything holds', () => {
    expect(of('sam', ready)).toEqual([['beta/site-1', 'sign now']])
    expect(of('tess', ready)).toEqual([['beta/site-1', 'answer now', 'ask now']])
  })

  it('is to sign later, and from a day on where time is missing', () =>
    expect(of('tess', { ...ready, phase: 'install', plan: { live: '2026-05-01' } })).toEqual([
      ['beta/site-1', 'provide now', 'sign later 2026-05-01 1'],
    ]))

  it('comes in the order of what can be done today', () =>
    expect(of('tess', { phase: 'test' }, ready, { phase: 'live' }).map(([record]) => record)).toEqual([
      'beta/site-2',
      'beta/site-1',
    ]))

  it('is no waiver: that is theirs to accept or not', () => {
    const asked = { ...checklist, id: 'plan', title: 'Plan', enforcement: 'waivable' as const }
    const waived = { criterion: 'plan', reason: 'Later', accepted: { by: 'sam', on: today }, expires: '2026-03-01' }
    const base = world([{ phase: 'test', waivers: [waived as never] }])
    const gates = [
      { from: 'test', to: 'install', criteria: [{ ...asked, with: { checklist: 'preparation', items: ['plan'] } }] },
    ]
    const all = { ...base, pathways: new Map([[pathway.id, { ...gated, data: { ...data, gates: gates as never } }]]) }
    const record = all.records.get('beta/site-1')
    const explanation = record && explain(record, all, [], today)
    const codes = explanation?.criteria.flatMap(({ duties }) => duties.map(({ finding }) => finding.problem.code))
    expect(codes).toEqual(['item-open', 'waiver-expired', 'waiver-not-by-role'])
    expect(explanation?.criteria[0]?.duties[1]?.people).toEqual(['tess'])
    expect(explanation && errandsOf('tess', [explanation])).toEqual([])
  })

  it('is not to sign yet what is wrong in its file', () => {
    const wrong: Finding = {
      problem: { code: 'yaml-empty' },
      at: { path: 'deployments/beta/site-1.yaml' },
      weight: 'wrong',
      clauses: [],
    }
    const [first] = errandsOf('sam', [explained(ready, [wrong])])
    expect(first?.errands).toMatchObject([{ is: 'sign', when: { is: 'later', open: 1 } }])
  })

  it('tells that somebody has to be named first', () => {
    const roles = { 'supplier/lead': ['sam'] }
    const [first] = errandsOf('sam', [explained({ ...ready, roles })])
    expect(first?.errands).toMatchObject([{ is: 'sign', when: { is: 'later', vacant: true } }])
  })

  it.each([
    ['sam', ['sam']],
    ['SAM-S', ['sam']],
    ['@Sam-S', ['sam']],
    ['nobody', []],
    ['', []],
    ['constructor', []],
  ])('%s is %j', (name, expected) => expect(whoIs(name, people)).toEqual(expected))

  it('an id that is another’s login names both', () => {
    const twins = { ...people.people, 'sam-s': { name: 'Twin', organisation: 'SUP01', github: { login: 'twin' } } }
    expect(whoIs('sam-s', { ...people, people: twins })).toEqual(['sam', 'sam-s'])
  })
})

describe('gates, whatever any record says', () => {
  const all = world([])

  it('of a phase, forward and back', () => {
    expect(gatesInto('live', gated, all)).toMatchObject([
      {
        is: 'forward',
        from: 'install',
        to: 'live',
        criteria: [
          { id: 'certificate', by: ['team', 'team/technical'], again: false },
          { id: 'day', by: ['team/lead'], again: false },
          { id: 'scripts', by: ['supplier', 'provider'], again: true },
        ],
        signers: [{ role: 'team/lead', letters: ['A'] }],
        consulted: [{ role: 'provider/lead' }],
      },
    ])
    expect(gatesInto('prepare', gated, all).map(({ is, from }) => [is, from])).toEqual([
      ['registration', null],
      ['back', 'test'],
    ])
    expect(gatesInto('withdrawn', gated, all).map(({ is }) => is)).toEqual(['withdrawal'])
  })

  it('of a pathway: registration, forward in the order of the phases, back, withdrawal, roles', () =>
    expect(outlines(gated, all).map(({ is, to }) => [is, to])).toEqual([
      ['registration', 'prepare'],
      ['forward', 'install'],
      ['forward', 'live'],
      ['back', 'prepare'],
      ['withdrawal', 'withdrawn'],
      ['roles', null],
    ]))
})

describe('what somebody means', () => {
  const all = { ...world([{}, {}]), tree: new Map([['deployments/beta/broken.yaml', { text: '' }]]) }

  it.each<[string | undefined, string | undefined, object]>([
    [undefined, undefined, { is: 'everything' }],
    ['beta/site-1', undefined, { is: 'record', record: { id: 'beta/site-1' } }],
    ['./deployments/beta/site-1.yaml', undefined, { is: 'record', record: { id: 'beta/site-1' } }],
    ['deployments\\beta\\site-1.yaml', undefined, { is: 'record', record: { id: 'beta/site-1' } }],
    ['beta/broken', undefined, { is: 'broken', path: 'deployments/beta/broken.yaml' }],
    ['SITE', undefined, { is: 'unknown-record', similar: ['beta/site-1', 'beta/site-2'] }],
    ['nowhere', undefined, { is: 'unknown-record', similar: [], pathways: ['application', 'beta', 'rollout'] }],
    ['', undefined, { is: 'unknown-record', similar: [] }],
    ['beta', undefined, { is: 'pathway', pathway: { id: 'beta' } }],
    ['beta', 'install', { is: 'phase', phase: 'install' }],
    ['beta', 'Install', { is: 'phase', phase: 'install' }],
    ['beta', 'withdrawn', { is: 'phase', phase: 'withdrawn' }],
    ['beta', 'nowhere', { is: 'unknown-phase', name: 'nowhere' }],
    ['beta', 'constructor', { is: 'unknown-phase' }],
    ['beta/site-1', 'install', { is: 'unknown-pathway' }],
  ])('%s %s', (name, phase, expected) => expect(targetOf(name, phase, all)).toMatchObject(expected))
})
