import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import type { Gate, Pathway } from '../../schemas/types.ts'
import { lettersOf } from '../raci.ts'

const pathway = (name: string) =>
  parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')).data as Required<Pathway>
const [stable, beta] = [pathway('bars-stable'), pathway('bars-beta')]

// The guide's own matrix was never published (S1-43). Each row is derived from one of the beta guide: row, S3's row, NHS England's cell.
const rows: [task: string, from: string, national: string][] = [
  ['deployment-coordination', 'beta-coordination', 'A'],
  ['development', 'continuous-development', 'A'],
  ['approval-of-evidence', 'approval-of-evidence', 'A/R'],
  ['issuance-of-certificate', 'issuance-of-certificate', 'A/R'],
  ['dcb0129-compliance', 'dcb0129-compliance', 'A/R'],
  ['clinical-governance', 'clinical-governance', 'A'],
  ['information-governance', 'information-governance', 'A'],
  ['uat-environment', 'uat-environment', 'A'],
  ['production-environment', 'production-environment', 'A'],
  ['install-and-update-software', 'install-and-update-software', 'S'],
  ['configuration', 'configuration', 'A'],
  ['uat-test-scripts', 'private-beta-test-scripts', 'A'],
  ['uat-testing', 'private-beta-testing', 'A'],
  ['technical-go-live-testing', 'smoke-testing', 'A'],
  ['issue-management', 'issue-management', 'R'],
  ['issue-resolution', 'issue-resolution', 'R'],
  ['business-change-activities', 'business-change-activities', 'A'],
  ['incident-reporting', 'incident-reporting', 'A'],
  ['incident-management', 'incident-management', 'A/R'],
  ['incident-resolution', 'incident-resolution', 'A/R'],
]

/** What NHS England has of two columns of S3: every A and R of either; where there is none, what the BaRS team has. */
const together = (bars = '', policy = '') => {
  const both = [...lettersOf(bars), ...lettersOf(policy)]
  const own = (['A', 'R'] as const).filter(letter => both.includes(letter))
  return own.length > 0 ? own.join('/') : bars
}

describe('the derived matrix', () => {
  it('has these rows, in the order of S3, and three parties', () => {
    expect(Object.keys(stable.tasks)).toEqual(rows.map(([task]) => task))
    expect(Object.keys(stable.parties)).toEqual(['supplier', 'provider', 'bars-team'])
    const order = Object.keys(beta.tasks)
    const places = rows.map(([, from]) => order.indexOf(from))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
  it('leaves out what only a beta has, and what is Policy & Strategy’s alone', () =>
    expect(Object.keys(beta.tasks).filter(task => !rows.some(([, from]) => from === task))).toEqual([
      'acceptance-criteria-met',
      'lessons-learned',
      'development-of-the-standard',
      'service-design',
      'plan-beyond-beta',
      'benefits-beyond-beta',
      'policy-support',
    ]))

  it.each(rows)('%s: supplier and provider as in %s, NHS England %s', (task, from, national) => {
    const [is, was] = [stable.tasks[task]?.cells, beta.tasks[from]?.cells]
    expect(is).toEqual({ supplier: was?.['supplier'], provider: was?.['provider'], 'bars-team': national })
    expect(national).toBe(together(was?.['bars-team'], was?.['policy-and-strategy']))
  })

  it.each(rows)('%s says that it is derived, and from %s', (task, from) => {
    const { derived = '', clauses = [] } = stable.tasks[task] ?? {}
    const [clause = ''] = beta.tasks[from]?.clauses ?? []
    expect(derived).toMatch(new RegExp(`^From ${clause}, ${beta.tasks[from]?.title.replace(/[()]/g, '.')}: `))
    expect(clauses).toEqual(expect.arrayContaining(['S1-43', clause]))
  })

  const gates: Partial<Gate>[] = [...stable.gates, stable.registration, stable.roleChange, stable.withdrawal]
  it.each(rows)('%s is signed at some gate', task =>
    expect(gates.filter(({ tasks }) => tasks?.includes(task))).not.toEqual([]),
  )
})

const criteria = stable.gates.flatMap(({ from, to, criteria = [] }) =>
  criteria.map(criterion => ({ ...criterion, gate: `${from} to ${to}` })),
)
const find = (id: string) => criteria.find(criterion => criterion.id === id)

// S1-05: the published diagram, and business as usual, which only the text has (S1-40).
describe('the phases', () => {
  const order = [
    'business-change',
    'uat-deployment',
    'uat',
    'production-deployment',
    'user-training',
    'technical-go-live',
    'business-go-live',
    'bau',
  ]
  it('stand in the order of the diagram, one leads to the next, and two loops lead back', () => {
    expect(Object.keys(stable.phases)).toEqual(order)
    expect(stable.gates.map(({ from, to }) => [from, to])).toEqual([
      ...order.slice(1).map((to, index) => [order[index], to]),
      ['uat', 'business-change'],
      ['technical-go-live', 'production-deployment'],
    ])
    expect(Object.entries(stable.decisions).map(([id, { back }]) => [id, back])).toEqual([
      ['uat-successful', 'business-change'],
      ['go-live', 'production-deployment'],
    ])
  })

  // S1-13
  it.each([
    ['training-after-deployment', [{ configured: 'production' }, { checklist: 'training' }]],
    ['training-after-uat', [{ tests: 'uat' }, { checklist: 'training' }]],
    ['training-before-technical-tests', [{ checklist: 'training' }, { tests: 'technical-go-live' }]],
  ])('the users’ training has its place: %s', (id, steps) =>
    expect(find(id)).toMatchObject({ rule: 'order', enforcement: 'mandatory', with: { steps } }),
  )
})

it('the provider’s Clinical Lead and Clinical Safety Officer sign before production is touched, and they are two people (S1-48)', () => {
  expect(stable.gates.flatMap(({ to, signOffs = [] }) => signOffs.map(({ role }) => [to, role]))).toEqual([
    ['production-deployment', 'provider/clinical-lead'],
    ['production-deployment', 'provider/clinical-safety-officer'],
  ])
  expect(stable.distinct).toEqual([['provider/clinical-lead', 'provider/clinical-safety-officer']])
})

// What a version, a document or an environment had to be when it was first looked at, it must still be when patients come.
it.each(['technical-go-live', 'business-go-live'])('what leaves %s is held against what came before', from => {
  const { recheck } = stable.gates.find(gate => gate.from === from) ?? {}
  expect(recheck).toEqual(
    expect.arrayContaining([
      'stable-only',
      'release-in-rollout',
      'uat-passed',
      'dcb0160-approved',
      'supplier-dcb0129-approved',
      'certificate-issued',
      'production-ready',
      'ad-hoc-in-int-only',
    ]),
  )
})
