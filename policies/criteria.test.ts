import { describe, expect, it } from 'vitest'
import type { Criterion, Gate, Pathway, Release, Step } from '../schemas/types.ts'
import { criteriaOf, judgeCriteria } from './criteria.ts'
import type { RecordData } from './repository.ts'
import { gatesOf } from './routes.ts'
import { act, contextFor, done, go, noGo, passed, release, rolloutPathway, site } from './rules/fixture.ts'

type Type = Release['type']
const types = ['planned', 'iterative', 'hotfix', 'third-party'] as const
const criterion = (id: string, when?: Criterion['when']): Criterion => ({
  id,
  title: `Title of ${id}`,
  rule: 'roles',
  with: { roles: ['team/lead'] },
  enforcement: 'mandatory',
  clauses: ['S4-59'],
  ...(when && { when }),
})

const pathway: Pathway = {
  ...rolloutPathway.data,
  gates: [
    {
      from: 'build',
      to: 'check',
      types: ['planned', 'iterative'],
      criteria: [
        criterion('for-all'),
        criterion('for-planned', { type: ['planned'] }),
        criterion('for-two', { type: ['hotfix', 'planned'] }),
      ],
    },
    { from: 'build', to: 'deploy', types: ['hotfix'], criteria: [criterion('of-hotfixes')] },
    {
      from: 'check',
      to: 'deploy',
      criteria: [criterion('last'), criterion('last-for-iterations', { type: ['iterative'] })],
      recheck: ['for-two', 'for-all', 'for-planned', 'of-hotfixes', 'nowhere'],
    },
  ],
}
const [first, straight, last] = pathway.gates as [Gate, Gate, Gate]
const of = (type: Type) => release({ pathway: 'rollout', type })

describe('the ways of a record', () => {
  it.each<[Type, string[]]>([
    ['planned', ['build to check', 'check to deploy']],
    ['iterative', ['build to check', 'check to deploy']],
    ['hotfix', ['build to deploy', 'check to deploy']],
    ['third-party', ['check to deploy']],
  ])('are those for its type: %s', (type, expected) =>
    expect(gatesOf(pathway, of(type)).map(({ from, to }) => `${from} to ${to}`)).toEqual(expected),
  )

  // a site has no type: what is only for some is not for it
  it('without a type are those for all', () => expect(gatesOf(pathway, site())).toEqual([last]))
})

describe('the criteria of a gate', () => {
  it.each<[Gate, Type, string[]]>([
    [first, 'planned', ['for-all', 'for-planned', 'for-two']],
    [first, 'iterative', ['for-all']],
    [first, 'hotfix', ['for-all', 'for-two']],
    [straight, 'hotfix', ['of-hotfixes']],
    // the gate's own come first, then the others in the order in which it names them; each only for its own types
    [last, 'planned', ['last', 'for-two', 'for-all', 'for-planned', 'of-hotfixes']],
    [last, 'iterative', ['last', 'last-for-iterations', 'for-all', 'of-hotfixes']],
    [last, 'hotfix', ['last', 'for-two', 'for-all', 'of-hotfixes']],
    [last, 'third-party', ['last', 'for-all', 'of-hotfixes']],
  ])('$from to $to, %s', (gate, type, expected) =>
    expect(criteriaOf(gate, pathway, of(type)).map(({ id }) => id)).toEqual(expected),
  )

  it('without a type are those for all', () =>
    expect(criteriaOf(last, pathway, site()).map(({ id }) => id)).toEqual(['last', 'for-all', 'of-hotfixes']))
  it.each(types)('are none where a gate has none: %s', type =>
    expect(criteriaOf({ signOffs: [] }, pathway, of(type))).toEqual([]),
  )
})

describe('who may waive a criterion', () => {
  it.each<[Criterion['enforcement'], string | null]>([
    ['mandatory', null],
    ['waivable', rolloutPathway.data.waivers.acceptedBy],
    ['advisory', null],
  ])('%s: %s', (enforcement, role) =>
    expect(judgeCriteria([{ ...criterion('held'), enforcement }], contextFor({}))[0]?.waivableBy).toBe(role),
  )
})

describe('what is asked for only where two things were done on different days', () => {
  // nobody holds this role: whenever it is asked for, it is missing
  const asked = (apart: Step[], enforcement: Criterion['enforcement'] = 'mandatory'): Criterion => ({
    ...criterion('end-to-end', { apart }),
    rule: 'roles',
    with: { roles: ['team/nobody'] },
    enforcement,
  })
  const judge = (apart: Step[], data: Partial<RecordData>) => judgeCriteria([asked(apart)], contextFor(data))[0]

  const decided: Step[] = [{ decision: 'move' }, { decision: 'go-live' }]
  const decisions = (...all: ReturnType<typeof go | typeof noGo>[]): Partial<RecordData> => ({ decisions: all })
  const planned: Step[] = [{ tests: 'uat' }, { planned: 'live' }]
  const uat = (...days: string[]): Partial<RecordData> => ({
    testPlans: { uat: { tests: days.map((day, index) => ({ ...passed(day, 'uat'), reference: `T-${index}` })) } },
  })
  const sides: Step[] = [{ installed: 'production' }, { configured: 'production' }]
  const production = (sender: string, receiver: string): Partial<RecordData> => ({
    environments: {
      production: {
        sender: { installed: act(sender), configured: act(sender) },
        receiver: { installed: act(receiver), configured: act(receiver) },
      },
    },
  })

  it.each<[string, Step[], Partial<RecordData>, 'not-applicable' | 'unmet']>([
    ['one day', decided, decisions(go('move', '2026-03-02'), go('go-live', '2026-03-02')), 'not-applicable'],
    ['the day after', decided, decisions(go('move', '2026-03-02'), go('go-live', '2026-03-03')), 'unmet'],
    ['the wrong way round', decided, decisions(go('move', '2026-03-03'), go('go-live', '2026-03-02')), 'unmet'],
    // while nobody knows, it is asked for
    ['neither', decided, {}, 'unmet'],
    ['only the first', decided, decisions(go('move', '2026-03-02')), 'unmet'],
    ['only the second', decided, decisions(go('go-live', '2026-03-02')), 'unmet'],
    [
      'taken back since',
      decided,
      decisions(go('move', '2026-03-02'), go('go-live', '2026-03-02'), noGo('go-live', '2026-03-03')),
      'unmet',
    ],
    [
      'taken back, and done anew together',
      decided,
      decisions(
        go('move', '2026-03-02'),
        go('go-live', '2026-03-02'),
        noGo('move', '2026-03-03'),
        noGo('go-live', '2026-03-03'),
        go('move', '2026-03-04'),
        go('go-live', '2026-03-04'),
      ),
      'not-applicable',
    ],
    [
      'one of them was done again later',
      decided,
      decisions(go('move', '2026-03-02'), go('go-live', '2026-03-02'), go('go-live', '2026-03-03')),
      'unmet',
    ],
    [
      'one of them had been done before',
      decided,
      decisions(go('move', '2026-03-01'), go('move', '2026-03-02'), go('go-live', '2026-03-02')),
      'unmet',
    ],
    // two days are not one, even if they are the same two
    [
      'both of them were done twice',
      decided,
      decisions(
        go('move', '2026-03-01'),
        go('go-live', '2026-03-01'),
        go('move', '2026-03-05'),
        go('go-live', '2026-03-05'),
      ),
      'unmet',
    ],
    ['both sides on one day', sides, production('2026-03-02', '2026-03-02'), 'not-applicable'],
    ['each side on a day of its own', sides, production('2026-03-02', '2026-03-09'), 'unmet'],
    [
      'all tests on the planned day, which is today',
      planned,
      { ...uat('2026-03-31', '2026-03-31'), plan: { live: '2026-03-31' } },
      'not-applicable',
    ],
    // the gate is asked for only today: it was not on that day
    [
      'all tests on the planned day, which is over',
      planned,
      { ...uat('2026-03-30', '2026-03-30'), plan: { live: '2026-03-30' } },
      'unmet',
    ],
    ['one test before', planned, { ...uat('2026-03-01', '2026-03-02'), plan: { live: '2026-03-02' } }, 'unmet'],
    ['no day planned', planned, uat('2026-03-02'), 'unmet'],
    ['an empty plan of tests', planned, { ...uat(), plan: { live: '2026-03-02' } }, 'unmet'],
  ])('%s', (_, apart, data, status) => expect(judge(apart, data)?.status).toBe(status))

  it('says nothing more where it is not asked for, whatever its enforcement', () => {
    const data = decisions(go('move', '2026-03-02'), go('go-live', '2026-03-02'))
    const waivers = [
      { criterion: 'end-to-end', reason: 'Small', accepted: act('2026-03-01', 'tess'), expires: '2026-04-01' },
    ]
    for (const enforcement of ['mandatory', 'waivable', 'advisory'] as const) {
      expect(judgeCriteria([asked(decided, enforcement)], contextFor({ ...data, waivers }))).toEqual([
        {
          id: 'end-to-end',
          title: 'Title of end-to-end',
          clauses: ['S4-59'],
          enforcement,
          status: 'not-applicable',
          findings: [],
          facts: [],
          earliest: null,
          waivableBy: enforcement === 'waivable' ? rolloutPathway.data.waivers.acceptedBy : null,
        },
      ])
    }
  })

  // what holds, but is not asked for, is not shown as if it had been
  it('shows no facts of what it did not ask for', () => {
    const ticked: Criterion = {
      ...criterion('ticked', { apart: decided }),
      rule: 'checklist',
      with: { checklist: 'preparation', items: ['plan'] },
    }
    const data = { checklists: { preparation: { plan: done('2026-03-01') } } }
    const judged = (...days: [string, string]) =>
      judgeCriteria([ticked], contextFor({ ...data, ...decisions(go('move', days[0]), go('go-live', days[1])) })).map(
        ({ status, facts }) => [status, facts.length],
      )
    expect(judged('2026-03-02', '2026-03-02')).toEqual([['not-applicable', 0]])
    expect(judged('2026-03-02', '2026-03-03')).toEqual([['met', 1]])
  })
})
