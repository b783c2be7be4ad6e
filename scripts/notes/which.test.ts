/** Which notes are meant, where nobody says: those of the environment that comes next on the way of the release. */
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../policies/model.ts'
import { type RecordFile, type Repository, readRepository } from '../../policies/repository.ts'
import { content } from '../gate/fixture.ts'
import { audiencesOf, brokenFor, releaseCalled, templateFor } from './which.ts'

const files = Object.entries(content()).filter(([path]) => path.startsWith('policies/'))
const policies = files.map(([path, text]) => [path, { text }] as const)
const { pathways, templates, people } = readRepository(new Map(policies))
const repository = { pathways, templates, people } as Repository

const release = (data: object): RecordFile => ({
  id: 'demo/releases/2.0.0',
  path: 'deployments/demo/releases/2.0.0.yaml',
  programme: 'demo',
  data: { kind: 'Release', pathway: 'flip-release', type: 'planned', phase: 'scope', ...data } as RecordFile['data'],
})
const notes = (document: string) => ({ documents: { [document]: { status: 'draft' } } })

describe('what comes next', () => {
  test.each<[type: string, phase: string, document: string | null, expected: string | null]>([
    ['planned', 'scope', null, 'uat-release-notes'],
    ['planned', 'sit', null, 'uat-release-notes'],
    ['planned', 'uat', null, 'production-release-notes'],
    ['planned', 'pre-prod', 'uat-release-notes', 'production-release-notes'],
    ['planned', 'production', 'production-release-notes', 'production-release-notes'],
    ['planned', 'complete', 'uat-release-notes', 'uat-release-notes'],
    ['planned', 'complete', null, null],
    ['hotfix', 'scope', null, 'production-release-notes'],
    ['third-party', 'scope', null, 'production-release-notes'],
    ['iterative', 'dev', null, 'uat-release-notes'],
    // it ends in UAT: production never comes
    ['iterative', 'uat', 'uat-release-notes', 'uat-release-notes'],
    ['iterative', 'uat', 'production-release-notes', null],
    ['planned', 'withdrawn', null, null],
    ['planned', 'withdrawn', 'uat-release-notes', 'uat-release-notes'],
  ])('%s in %s, with %s: %s', (type, phase, document, expected) => {
    const one = release({ type, phase, ...(document && notes(document)) })
    if (expected) expect(templateFor(one, undefined, repository).id).toBe(expected)
    else expect(() => templateFor(one, undefined, repository)).toThrow('say which, such as production-release-notes')
  })

  test('a pathway without release notes has none', () => {
    expect(() => templateFor(release({ pathway: 'bars-stable' }), undefined, repository)).toThrow(
      'policies/templates holds none for it',
    )
  })
})

test('notes by name: one of the pathway, and no notice', () => {
  expect(templateFor(release({}), 'production-release-notes', repository).id).toBe('production-release-notes')
  for (const name of ['downtime-notice', 'change-log', '__proto__', ''])
    expect(() => templateFor(release({}), name, repository)).toThrow(
      'Expected one of: production-release-notes, uat-release-notes.',
    )
})

test('audiences: all of them, or one that there is', () => {
  expect(audiencesOf(['a', 'b'], undefined, 't')).toEqual(['a', 'b'])
  expect(audiencesOf(['a', 'b'], 'b', 't')).toEqual(['b'])
  expect(() => audiencesOf(['a', 'b'], 'c', 't')).toThrow('The template t knows no audience c. Expected one of: a, b.')
})

describe('a release by name', () => {
  const one = release({})
  const site = { ...release({ kind: 'Deployment' }), id: 'demo/site' }
  const records = new Map([one, site].map(record => [record.id, record]))
  const known: Repository = { ...repository, records, tree: new Map([['deployments/demo/bad.yaml', { text: '' }]]) }

  test('its id or its path', () => {
    expect(releaseCalled('demo/releases/2.0.0', known)).toBe(one)
    expect(releaseCalled('./deployments/demo/releases/2.0.0.yaml', known)).toBe(one)
  })
  test.each([
    ['demo/site', 'demo/site is a deployment'],
    ['demo/bad', 'deployments/demo/bad.yaml is broken'],
    ['2.0.0', 'There are demo/releases/2.0.0.'],
    ['demo/releases/2.1.0', 'There are demo/releases/2.0.0.'],
    ['nowhere/x', 'npm run check -- --short lists them'],
    // a pathway is no release either
    ['flip-release', 'There is no release flip-release'],
  ])('%s is none', (name, why) => expect(() => releaseCalled(name, known)).toThrow(why))
})

test('notes rest on the policies and on every release of the programme; not on what is only a warning', () => {
  const at = (path: string, weight: 'wrong' | 'warning' = 'wrong') =>
    ({
      at: { path },
      weight,
      clauses: [],
      problem: { code: 'wrong-kind', kind: 'a', expected: 'Release' },
    }) satisfies Finding
  const other = 'deployments/demo/releases/1.0.0.yaml'
  expect(brokenFor([at('deployments/far/releases/1.0.0.yaml'), at(other)], 'demo')).toBe(other)
  expect(brokenFor([at('policies/templates/x.yaml')], null)).toBe('policies/templates/x.yaml')
  expect(brokenFor([at(other, 'warning'), at('deployments/demo/site.yaml')], 'demo')).toBeUndefined()
  expect(brokenFor([at(other)], null)).toBeUndefined()
})
