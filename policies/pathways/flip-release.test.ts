import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import type { Criterion, Gate, Guidance, Pathway, Release } from '../../schemas/types.ts'
import { validate } from '../../schemas/validate.ts'
import { criteriaOf } from '../criteria.ts'
import { lettersOf, partsOf } from '../raci.ts'
import { gatesOf } from '../routes.ts'
import { release } from '../rules/fixture.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const flip = parse(read('flip-release.yaml')).data as Pathway
const { clauses } = parse(read('../guidance/S4.yaml')).data as Guidance

// The matrix as the FLIP Release Process publishes it: task, Answer Dev Team, Product Owner, AI Centre, UAT Testers, Trusts.
const parties = ['dev-team', 'product-owner', 'ai-centre', 'uat-testers', 'trusts']
const matrix = `
Defining the scope of a planned release           | R  | A | - | -  | -
Planning and sharing planned release schedule     | AR | C | I | -  | CI
Creating and closing releases in Jira             | AR | I | I | -  | -
Creating and distributing release notes           | AR | I | I | -  | I
Training and UAT handover documentation           | AR | C | - | CI | -
Communicating Unplanned fix dates                 | AR | C | C | -  | C
Deploying to SIT, UAT, Pre Prod and Production    | AR | I | I | I  | I
AIDE Production smoke test                        | A  | I | I | -  | R
FLIP Production smoke test                        | AR | I | I | -  | I
Performing UAT testing                            | A  | I | - | R  | -
Signing off features                              | A  | R | - | C  | -
Signing off a production release candidate        | A  | R | I | -  | I
`
const published = matrix
  .trim()
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()))
const tasks = Object.values(flip.tasks ?? {})

describe('the RACI matrix', () => {
  it('has 12 rows and five parties, in the order of the document', () => {
    expect(published).toHaveLength(12)
    expect(Object.keys(flip.parties)).toEqual(parties)
    expect(Object.values(flip.parties).map(({ title }) => title)).toEqual([
      'Answer Dev Team',
      'Product Owner',
      'AI Centre',
      'UAT Testers',
      'Trusts',
    ])
    expect(tasks.map(({ title }) => title)).toEqual(published.map(([title]) => title))
  })

  const cells = published.flatMap(([title = '', ...row]) =>
    parties.map((party, index): [string, string, string | undefined] => [title, party, row[index]]),
  )
  it.each(cells)('%s: %s: %s', (title, party, cell) =>
    expect(tasks.find(one => one.title === title)?.cells[party]).toBe(cell),
  )
  it.each(tasks)('$title is published, cell by cell', ({ title, cells }) => {
    expect(published).toContainEqual([title, ...parties.map(party => cells[party])])
    expect(Object.keys(cells)).toEqual(parties)
  })

  it('splits compound cells into their letters, and gives none for a dash', () => {
    const compound = cells.flatMap(([, , cell = '']) => (/^[A-Z]{2}$/.test(cell) ? cell : []))
    expect(compound.toSorted()).toEqual([...Array(7).fill('AR'), 'CI', 'CI'])
    expect(['AR', 'CI', '-'].map(lettersOf)).toEqual([['A', 'R'], ['C', 'I'], []])
  })
  it('has one party accountable for each row: the Product Owner for the scope, the dev team for all others', () => {
    const accountable = tasks.map(({ cells }) => parties.filter(party => lettersOf(cells[party] ?? '-').includes('A')))
    expect(accountable).toEqual([['product-owner'], ...Array(11).fill(['dev-team'])])
  })

  it.each(Object.keys(flip.tasks ?? {}))('%s is asked at some gate', task =>
    expect(flip.gates.filter(gate => gate.tasks?.includes(task)).length).toBeGreaterThan(0),
  )
})

const types = ['planned', 'iterative', 'hotfix', 'third-party'] as const
const order = ['scope', 'dev', 'sit', 'uat', 'pre-prod', 'production', 'complete']
const ofType = (type: Release['type']) => release({ pathway: 'flip-release', type })
const ways = (type: Release['type']) => gatesOf(flip, ofType(type)).map(({ from, to }) => `${from} to ${to}`)
const gate = (from: string, to: string) => flip.gates.find(one => one.from === from && one.to === to) as Gate
const asked = (from: string, to: string, type: Release['type']) =>
  criteriaOf(gate(from, to), flip, ofType(type)).map(({ id }) => id)

// S4-59: each environment is the way to the next. S4-24, S4-25: two types leave out what they have no part in.
const routes: Record<Release['type'], string[]> = {
  planned: ['scope', 'dev', 'sit', 'uat', 'pre-prod', 'production', 'complete'],
  iterative: ['scope', 'dev', 'sit', 'uat', 'complete'],
  hotfix: ['scope', 'dev', 'sit', 'pre-prod', 'production', 'complete'],
  'third-party': ['scope', 'production', 'complete'],
}

describe('the phases', () => {
  it('stand in the order of the environments', () => {
    expect(Object.keys(flip.phases)).toEqual(order)
    expect(Object.values(flip.phases).map(({ title }) => title)).toEqual([
      'Scope',
      'Dev',
      'SIT',
      'UAT',
      'Pre-Prod',
      'Production',
      'Complete',
    ])
  })

  const pairs = types.flatMap(type =>
    order.flatMap(from =>
      order.map((to): [string, string, string, boolean] => {
        const at = routes[type].indexOf(from)
        return [type, from, to, at >= 0 && routes[type][at + 1] === to]
      }),
    ),
  )
  it.each(pairs)('%s: from %s to %s: %s', (type, from, to, open) =>
    expect(ways(type as Release['type']).includes(`${from} to ${to}`)).toBe(open),
  )
  it('lead nowhere but forward', () =>
    expect(flip.gates.filter(({ from, to }) => order.indexOf(to) <= order.indexOf(from))).toEqual([]))
  it('only production, or UAT for an iteration, leads to the end', () =>
    expect(flip.gates.filter(({ to }) => to === 'complete').map(({ from, types }) => [from, types])).toEqual([
      ['uat', ['iterative']],
      ['production', ['planned', 'hotfix', 'third-party']],
    ]))
})

const criteria = flip.gates.flatMap(({ criteria = [], from, to }) =>
  criteria.map(one => ({ ...one, gate: `${from} to ${to}` })),
)
const find = (id: string): Criterion | undefined => criteria.find(one => one.id === id)

describe('what each environment asks before it is entered', () => {
  // S4-61 to S4-64, line by line: the table of the environments.
  it.each([
    ['S4-61', 'dev', 'sit', 'checklist', { checklist: 'dev' }],
    ['S4-48', 'sit', 'uat', 'scope', { each: 'sit' }],
    ['S4-48', 'sit', 'uat', 'resolved', { what: 'knownIssues', severity: 1 }],
    [
      'S4-62',
      'sit',
      'uat',
      'document',
      {
        document: 'sit-evidence',
        of: 'record',
        approver: 'dev-team/qa-lead',
        sharedWith: ['product-owner', 'uat-testers'],
      },
    ],
    [
      'S4-62',
      'sit',
      'uat',
      'document',
      {
        document: 'training-documents',
        of: 'record',
        approver: 'dev-team/release-manager',
        sharedWith: ['product-owner', 'uat-testers'],
      },
    ],
    [
      'S4-62',
      'sit',
      'uat',
      'document',
      {
        document: 'uat-release-notes',
        of: 'record',
        approver: 'dev-team/release-manager',
        sharedWith: ['product-owner', 'ai-centre'],
      },
    ],
    ['S4-15', 'uat', 'pre-prod', 'scope', { each: 'uat' }],
    [
      'S4-63',
      'uat',
      'pre-prod',
      'document',
      {
        document: 'production-release-notes',
        of: 'record',
        approver: 'dev-team/release-manager',
        sharedWith: ['product-owner', 'ai-centre', 'uat-testers', 'trusts'],
      },
    ],
    ['S4-24', 'pre-prod', 'production', 'checklist', { checklist: 'pre-prod', items: ['deployed', 'tested'] }],
    ['S4-64', 'pre-prod', 'production', 'checklist', { checklist: 'pre-prod', items: ['oat'] }],
    ['S4-64', 'pre-prod', 'production', 'sites', { party: 'trusts', stage: 'agreed' }],
    ['S4-64', 'pre-prod', 'production', 'checklist', { checklist: 'pre-prod', items: ['nfr'] }],
  ])('%s: from %s to %s: %s %j', (clause, from, to, rule, parameters) => {
    const found = (gate(from, to).criteria ?? [])
      .filter(one => one.rule === rule && one.clauses.includes(clause))
      .map(({ enforcement, ...one }) => [enforcement, one.with])
    expect(found).toContainEqual(['mandatory', parameters])
  })

  it('S4-61: Dev is complete, and two kinds of tests have passed; none of them can be found not to apply', () => {
    const items = Object.entries(flip.checklists?.['dev']?.items ?? {})
    expect(items.map(([id, { mayNotApply }]) => [id, mayNotApply])).toEqual([
      ['dev-complete', undefined],
      ['automation-passed', undefined],
      ['regression-passed', undefined],
    ])
  })
  it.each([
    ['deployed', undefined],
    ['tested', undefined],
    ['oat', undefined],
    ['nfr', true],
  ])('S4-24, S4-64: on Pre-Prod, whether "%s" may not apply: %s', (item, may) =>
    expect(flip.checklists?.['pre-prod']?.items[item]?.mayNotApply).toBe(may),
  )

  // S4-62 to S4-64: signatures beside those of the matrix.
  it.each([
    ['sit', 'uat', 'dev-team/qa-lead', 'S4-62'],
    ['uat', 'pre-prod', 'product-owner/product-owner', 'S4-63'],
    ['pre-prod', 'production', 'ai-centre/lead', 'S4-64'],
  ])('from %s to %s, %s signs off (%s)', (from, to, role, clause) =>
    expect(gate(from, to).signOffs?.find(one => one.role === role)?.clauses).toContain(clause),
  )
  it('S4-15, S4-73, S4-74: features and candidate are signed off by Product Owner and dev team, and those are two people', () => {
    for (const [from, to] of [
      ['uat', 'pre-prod'],
      ['pre-prod', 'production'],
    ] as const) {
      const roles = partsOf(gate(from, to), flip)
      for (const [role, letter] of [
        ['dev-team/release-manager', 'A'],
        ['product-owner/product-owner', 'R'],
      ] as const)
        expect(roles.filter(part => part.role === role).flatMap(({ letters }) => letters)).toContain(letter)
    }
    expect(flip.distinct).toEqual([['dev-team/release-manager', 'product-owner/product-owner']])
  })
})

describe('a hotfix', () => {
  it('S4-17 to S4-19: needs a severity 1 issue, from its first gate to production', () => {
    expect(find('hotfix-triggered')).toMatchObject({
      rule: 'hotfix',
      with: { severity: 1 },
      enforcement: 'mandatory',
      when: { type: ['hotfix'] },
    })
    for (const [from, to] of [
      ['scope', 'dev'],
      ['sit', 'pre-prod'],
      ['pre-prod', 'production'],
    ] as const)
      expect(asked(from, to, 'hotfix')).toContain('hotfix-triggered')
  })
  it('S4-24: has no UAT, but passes SIT and Pre-Prod, and its notes are with everybody before (S4-63)', () => {
    expect(asked('sit', 'pre-prod', 'hotfix')).toEqual(
      expect.arrayContaining(['sit-tested', 'sit-passed', 'sit-evidence-attached', 'production-notes-shared']),
    )
    expect(asked('pre-prod', 'production', 'hotfix')).toEqual(
      expect.arrayContaining([
        'pre-prod-tested',
        'pre-prod-in-order',
        'notes-before-pre-prod-product-owner',
        'notes-before-pre-prod-ai-centre',
        'notes-before-pre-prod-testers',
        'notes-before-pre-prod-trusts',
        'oat-signed-off',
      ]),
    )
    const all = gatesOf(flip, ofType('hotfix')).flatMap(({ from, to }) => asked(from, to, 'hotfix'))
    expect(all.filter(id => id.split('-').includes('uat'))).toEqual([])
  })
  it('S4-23: is not complete before the AI Centre has signed off the root cause analysis', () =>
    expect(find('rca-signed-off')).toMatchObject({
      with: { document: 'root-cause-analysis', approver: 'ai-centre/lead', sharedWith: ['ai-centre'] },
      when: { type: ['hotfix'] },
    }))
})

describe('the figures', () => {
  it.each([
    ['tickets-done', { each: 'done', features: 1 }],
    ['no-severity-1', { what: 'knownIssues', severity: 1 }],
    ['hotfix-triggered', { severity: 1 }],
    ['root-causes-analysed', { severity: 2 }],
  ])('%s: %j', (id, parameters) => expect(find(id)?.with).toEqual(parameters))
  it('and no others', () => {
    const withFigures = criteria.filter(one => Object.values(one.with).some(value => typeof value === 'number'))
    expect(withFigures.map(({ id }) => id)).toEqual([
      'hotfix-triggered',
      'tickets-done',
      'no-severity-1',
      'root-causes-analysed',
    ])
  })
})

describe('every criterion', () => {
  it.each(criteria)(
    '$id cites clauses of the document, and says how strict it is',
    ({ clauses: cited, enforcement }) => {
      for (const clause of cited) expect(clauses[clause]?.says).toBeTruthy()
      // the document's own verb: only "may" is advice, and "must" is never waivable, but for a hotfix that need not come to each Trust
      const strengths = cited.map(clause => clauses[clause]?.strength)
      if (enforcement === 'advisory') expect(new Set(strengths)).toEqual(new Set(['may']))
      if (enforcement === 'waivable' && !cited.includes('S4-22')) expect(strengths).not.toContain('must')
      if (enforcement === 'mandatory') expect(strengths.some(one => one === 'must' || one === 'states')).toBe(true)
    },
  )
  it('has an id of its own', () => expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length))
  it.each(criteria)('$id is asked of some type of release', ({ id, gate: named }) => {
    const [from = '', to = ''] = named.split(' to ')
    const taken = types.filter(type => ways(type).includes(named))
    expect(taken.some(type => asked(from, to, type).includes(id))).toBe(true)
  })
})

describe('what is settled', () => {
  // S4-48: until UAT a ticket that does not pass SIT can be left out. S4-37: services are what users test. S4-57, S4-63: flags as the notes say.
  it('scope and services from UAT on, feature flags from Pre-Prod on, the smoke test from production on', () =>
    expect(Object.entries(flip.settled ?? {}).map(([part, { from }]) => [part, from])).toEqual([
      ['scope', 'uat'],
      ['services', 'uat'],
      ['featureFlags', 'pre-prod'],
      ['smokeTest', 'production'],
    ]))
  it('a ticket that is added afterwards is asked for its results once more, as long as the release is open', () => {
    for (const [from, to] of [
      ['uat', 'pre-prod'],
      ['pre-prod', 'production'],
      ['production', 'complete'],
    ] as const)
      expect(asked(from, to, 'planned')).toEqual(expect.arrayContaining(['sit-passed', 'uat-accepted']))
  })
})

it('the file is what its schema allows', () => expect(validate('Pathway', flip)).toEqual([]))
