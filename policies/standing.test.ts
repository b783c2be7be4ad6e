import { describe, expect, it } from 'vitest'
import type { Pathway } from '../schemas/types.ts'
import type { CriterionResult, Standing, StandingName } from './model.ts'
import { pathway, repository, site } from './rules/fixture.ts'
import { standingName, standings } from './standing.ts'

const today = '2026-03-02'
const criterion = (status: CriterionResult['status']): CriterionResult => ({
  id: 'held',
  title: 'The role is held',
  clauses: [],
  enforcement: 'mandatory',
  status,
  findings: [],
  facts: [],
  earliest: null,
  waivableBy: null,
})
const nobody = { role: 'team/lead', holders: [] }

describe('a standing, in a word', () => {
  it.each<[StandingName, string, Partial<Standing>]>([
    ['ready', 'everything holds', {}],
    ['ready', 'what does not hold need not', { criteria: [criterion('waived'), criterion('warned')] }],
    ['waiting', 'only time is missing', { criteria: [criterion('met'), criterion('waiting')] }],
    ['blocked', 'something is not met', { criteria: [criterion('waiting'), criterion('unmet')] }],
    ['blocked', 'nobody can sign', { signOffs: [{ ...nobody, letters: ['R'] }] }],
    ['blocked', 'nobody can be consulted', { consultations: [nobody] }],
    ['end', 'nothing comes after', { next: null, ended: true }],
    ['unknown', 'nobody knows what comes after', { next: null }],
    ['withdrawn', 'it is given up', { phase: 'withdrawn', next: null, ended: true }],
  ])('%s: %s', (name, _, more) => {
    const one = {
      record: 'beta/harbour',
      title: 'Harbour',
      pathway: 'beta',
      phase: 'test',
      next: 'install',
      ended: false,
    }
    const rest = { criteria: [criterion('met')], signOffs: [], consultations: [], earliest: today }
    expect(standingName({ ...one, ...rest, ...more })).toBe(name)
  })
})

describe('the next gate of a record', () => {
  const gated: Pathway = {
    ...pathway.data,
    tasks: {
      testing: { group: 'Test', title: 'Testing', cells: { supplier: 'R', provider: 'A', team: 'C' }, clauses: [] },
      telling: { group: 'Test', title: 'Telling', cells: { supplier: 'C', team: 'I' }, clauses: [] },
    },
    gates: [{ from: 'test', to: 'install', tasks: ['testing', 'telling'] }],
  }
  const of = (phase: string, roles: Record<string, string[]>) => {
    const world = repository([site({ phase, roles })])
    return standings({ ...world, pathways: new Map([['beta', { ...pathway, data: gated }]]) }, today)[0]
  }

  it('has who signs and who is consulted, with their holders', () =>
    expect(of('test', { 'supplier/lead': ['sam'], 'provider/lead': ['pat'] })).toMatchObject({
      standing: 'ready',
      next: 'install',
      signOffs: [
        { role: 'supplier/lead', letters: ['R'], holders: ['sam'] },
        { role: 'provider/lead', letters: ['A'], holders: ['pat'] },
      ],
      consultations: [
        { role: 'team/lead', holders: ['tess'] },
        { role: 'supplier/lead', holders: ['sam'] },
      ],
    }))

  it('is shut where nobody holds a role', () =>
    expect(of('test', { 'supplier/lead': ['sam'] })).toMatchObject({ standing: 'blocked' }))

  it.each([
    ['live', 'end'],
    ['withdrawn', 'withdrawn'],
    ['nowhere', 'unknown'],
  ])('is none in the phase %s: %s', (phase, standing) =>
    expect(of(phase, {})).toMatchObject({ standing, next: null, signOffs: [], consultations: [] }),
  )
})
