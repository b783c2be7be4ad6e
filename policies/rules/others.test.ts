import { describe, expect, it } from 'vitest'
import type { RecordData, RecordFile } from '../repository.ts'
import { brief, contextFor, contextForRelease, release, releasePath, site } from './fixture.ts'
import { others } from './others.ts'

const other = (id: string, phase: string, data: Partial<RecordData> = {}) => site({ title: id, phase, ...data }, id)
const parameters = { pathway: 'beta', reached: 'install', minimum: 2 }
const judge = (all: RecordFile[]) => others(parameters, contextForRelease({}, { others: all }))

describe('others', () => {
  it.each<[string, RecordFile[], number]>([
    ['none', [], 0],
    ['one', [other('beta/valley', 'install')], 1],
    ['one, and one not so far', [other('beta/valley', 'install'), other('beta/hill', 'test')], 1],
    ['one, and one that was withdrawn', [other('beta/valley', 'install'), other('beta/hill', 'withdrawn')], 1],
    [
      'one, and one in a phase that nobody knows',
      [other('beta/valley', 'install'), other('beta/hill', 'elsewhere')],
      1,
    ],
  ])('too few: %s', (_, all, found) => {
    expect(judge(all)).toEqual([
      {
        problem: { code: 'others-too-few', pathway: 'Beta', phase: 'Install', found, minimum: 2 },
        at: { path: releasePath, pointer: ['phase'] },
      },
    ])
  })

  it.each<[string, RecordFile[]]>([
    ['as many', [other('beta/valley', 'install'), other('beta/hill', 'install')]],
    ['more', [other('beta/valley', 'install'), other('beta/hill', 'install'), other('beta/dale', 'install')]],
    ['further', [other('beta/valley', 'live'), other('beta/hill', 'install')]],
    [
      'one of another release of the product',
      [
        release({ version: '1.0.0-beta.2' }, 'beta/releases/1.0.0-beta.2'),
        other('beta/valley', 'live', { release: '1.0.0-beta.2' }),
        other('beta/hill', 'live'),
      ],
    ],
  ])('enough: %s', (_, all) => expect(judge(all)).toEqual([]))

  const releases = [
    release({ version: '1.0.0-beta.3', product: 'Application 6' }, 'beta/releases/1.0.0-beta.3'),
    release({}, 'gamma/releases/1.0.0-beta.1'),
  ]
  it.each<[string, RecordFile]>([
    ['of another product', other('beta/valley', 'live', { release: '1.0.0-beta.3' })],
    ['of another programme', other('gamma/valley', 'live')],
    ['on another pathway', other('beta/valley', 'live', { pathway: 'stable' })],
    ['whose release nobody can read', other('beta/valley', 'live', { release: '9.9.9' })],
  ])('not one %s', (_, one) => {
    expect(judge([...releases, other('beta/hill', 'live'), one]).map(({ problem }) => problem)).toMatchObject([
      { code: 'others-too-few', found: 1 },
    ])
  })

  it('does not count the record itself', () => {
    const judged = (all: RecordFile[]) =>
      others({ ...parameters, minimum: 1 }, contextFor({}, { others: [release(), ...all] }))
    expect(judged([]).map(({ problem }) => problem)).toMatchObject([{ found: 0, minimum: 1 }])
    expect(judged([other('beta/valley', 'install')])).toEqual([])
  })

  it('counts releases where their pathway is asked for', () => {
    const asked = { pathway: 'rollout', reached: 'deploy', minimum: 1 }
    const judged = (phase: string) =>
      others(
        asked,
        contextForRelease(
          {},
          { others: [release({ pathway: 'rollout', phase, version: '1.0.0' }, 'beta/releases/1.0.0')] },
        ),
      )
    expect(judged('deploy')).toEqual([])
    expect(judged('check').map(({ problem }) => problem)).toEqual([
      { code: 'others-too-few', pathway: 'Rollout', phase: 'Deploy', found: 0, minimum: 1 },
    ])
  })

  it.each<[string, object, object]>([
    ['a pathway that nobody knows', { pathway: 'elsewhere' }, { pathway: 'elsewhere', phase: 'install' }],
    ['a phase that nobody knows', { reached: 'elsewhere' }, { pathway: 'Beta', phase: 'elsewhere' }],
  ])('nobody has come far on %s', (_, more, said) => {
    const all = [other('beta/valley', 'live'), other('beta/hill', 'live')]
    const found = others({ ...parameters, ...more }, contextForRelease({}, { others: all }))
    expect(found.map(({ problem }) => problem)).toMatchObject([{ code: 'others-too-few', found: 0, ...said }])
  })

  it('sees nobody without the release that says which product it is', () =>
    expect(
      brief(others({ ...parameters, minimum: 1 }, contextFor({}, { others: [other('beta/valley', 'live')] }))),
    ).toEqual(['others-too-few phase']))
})

// S3-03: a beta of 1.0 proves 1.0, and nothing of 1.1.
it.each<[string, boolean, number]>([
  ['1.0.0-beta.2', true, 0],
  ['1.1.0-beta.1', true, 1],
  ['1.1.0-beta.1', false, 0],
  ['2.0.0', true, 1],
])('a site on %s, where the same minor version is asked for: %s', (version, sameMinor, found) => {
  const all = [release({ version }, `beta/releases/${version}`), other('beta/valley', 'live', { release: version })]
  expect(others({ ...parameters, minimum: 1, sameMinor }, contextForRelease({}, { others: all }))).toHaveLength(found)
})
