import { describe, expect, it } from 'vitest'
import type { RecordData, RecordFile } from '../repository.ts'
import { first } from './first.ts'
import { brief, contextFor, release, site } from './fixture.ts'

const other = (id: string, phase: string, data: Partial<RecordData> = {}) => site({ title: id, phase, ...data }, id)
const judge = (others: RecordFile[], parameters = { from: 'install', closed: 'live' }) =>
  first(parameters, contextFor({ phase: 'test' }, { others }))

// S0-29: the product goes to further sites only after the first one's verification period. The first one itself goes alone.
describe('first', () => {
  it.each<[string, RecordFile[]]>([
    ['no other site', []],
    ['another site that is not as far', [other('beta/valley', 'prepare'), other('beta/hill', 'test')]],
    ['the first one is closed', [other('beta/valley', 'live')]],
    [
      'the first one is closed, and a second one is on its way',
      [other('beta/valley', 'live'), other('beta/hill', 'install')],
    ],
    ['the same, the other way round', [other('beta/hill', 'install'), other('beta/valley', 'live')]],
  ])('valid: %s', (_, others) => expect(judge([release(), ...others])).toEqual([]))

  it('invalid: the first one is on its way', () =>
    expect(judge([release(), other('beta/valley', 'install')])).toEqual([
      {
        problem: { code: 'not-the-first', site: 'beta/valley', phase: 'install', closed: 'live' },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['release'] },
      },
    ]))

  it('invalid: several are on their way', () =>
    expect(brief(judge([release(), other('beta/valley', 'install'), other('beta/hill', 'install')]))).toEqual([
      'not-the-first release',
      'not-the-first release',
    ]))

  it.each<[string, string]>([
    ['the phase itself', 'test'],
    ['a later one', 'install'],
  ])('counts from the phase on: %s', (_, phase) =>
    expect(brief(judge([release(), other('beta/valley', phase)], { from: 'test', closed: 'live' }))).toEqual([
      'not-the-first release',
    ]),
  )

  it('is closed from the phase on', () => {
    const closed = (phase: string) =>
      judge([release(), other('beta/valley', phase)], { from: 'test', closed: 'install' })
    expect(closed('install')).toEqual([])
    expect(closed('live')).toEqual([])
  })

  const releases = [
    release(),
    release({ version: '1.0.0-beta.2' }, 'beta/releases/1.0.0-beta.2'),
    release({}, 'gamma/releases/1.0.0-beta.1'),
  ]
  const apart: [string, (phase: string) => RecordFile][] = [
    ['a site of another release', phase => other('beta/valley', phase, { release: '1.0.0-beta.2' })],
    ['a site of another programme', phase => other('gamma/valley', phase)],
    ['a site on another pathway', phase => other('beta/valley', phase, { pathway: 'stable' })],
    ['a site whose release nobody can read', phase => other('beta/valley', phase, { release: '9.9.9' })],
    ['a site in a phase that nobody knows', () => other('beta/valley', 'elsewhere')],
    ['a withdrawn site', () => other('beta/valley', 'withdrawn')],
  ]
  it.each(apart)('%s does not stand in the way', (_, one) => expect(judge([...releases, one('install')])).toEqual([]))
  it.each(apart)('%s does not open the way', (_, one) =>
    expect(brief(judge([...releases, one('live'), other('beta/hill', 'install')]))).toEqual(['not-the-first release']),
  )

  it('a site is not in its own way, and does not open it', () => {
    const judged = (phase: string) => first({ from: 'install', closed: 'live' }, contextFor({ phase }))
    expect(judged('install')).toEqual([])
    const context = contextFor({ phase: 'live' }, { others: [release(), other('beta/valley', 'install')] })
    expect(brief(first({ from: 'install', closed: 'live' }, context))).toEqual(['not-the-first release'])
  })

  it('a first one that was withdrawn leaves its place', () => {
    const withdrawn = other('beta/valley', 'withdrawn')
    expect(judge([release(), withdrawn])).toEqual([])
    expect(brief(judge([release(), withdrawn, other('beta/hill', 'install')]))).toEqual(['not-the-first release'])
  })

  it('nothing is closed by a phase that the pathway does not know', () =>
    expect(
      brief(judge([release(), other('beta/valley', 'install')], { from: 'install', closed: 'elsewhere' })),
    ).toEqual(['not-the-first release']))

  it('every site is as far as a phase that the pathway does not know', () =>
    expect(brief(judge([release(), other('beta/valley', 'prepare')], { from: 'elsewhere', closed: 'live' }))).toEqual([
      'not-the-first release',
    ]))

  it('cannot be judged without the release', () => {
    const found = judge([other('beta/valley', 'install')])
    expect(brief(found)).toEqual(['release-missing release'])
  })
})
