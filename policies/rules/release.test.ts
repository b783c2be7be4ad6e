import { describe, expect, it } from 'vitest'
import type { RecordData } from '../repository.ts'
import { contextFor, release as released } from './fixture.ts'
import { release } from './release.ts'

describe('release', () => {
  const at = { path: 'deployments/beta/harbour.yaml', pointer: ['release'] }
  const rollout = (phase: string, more: Partial<RecordData> = {}) => released({ pathway: 'rollout', phase, ...more })
  const judge = (others: ReturnType<typeof released>[], reached = 'check') =>
    release({ reached }, contextFor({}, { others }))

  it.each<[string, string]>([
    ['so far', 'check'],
    ['further', 'deploy'],
  ])('valid: %s', (_, phase) => expect(judge([rollout(phase)])).toEqual([]))

  it.each<[string, string, string]>([
    ['not so far', 'build', 'Build'],
    ['withdrawn', 'withdrawn', 'withdrawn'],
    ['in a phase that its pathway does not know', 'live', 'live'],
  ])('invalid: %s', (_, phase, title) => {
    expect(judge([rollout(phase)])).toEqual([
      {
        problem: { code: 'release-not-there', release: 'beta/releases/1.0.0-beta.1', phase: title, needed: 'Check' },
        at,
      },
    ])
  })

  it.each<[string, ReturnType<typeof released>[]]>([
    ['no release', []],
    [
      'another version',
      [rollout('deploy', { version: '1.0.0-beta.2' })].map(one => ({ ...one, id: 'beta/releases/1.0.0-beta.2' })),
    ],
    [
      'the same version of another programme',
      [released({ pathway: 'rollout', phase: 'deploy' }, 'gamma/releases/1.0.0-beta.1')],
    ],
  ])('invalid: %s', (_, others) => {
    expect(judge(others)).toEqual([{ problem: { code: 'release-missing', release: '1.0.0-beta.1' }, at }])
  })

  it.each<[string, Partial<RecordData>, string]>([
    ['a phase that nobody knows', {}, 'elsewhere'],
    ['a phase of the pathway of the site', {}, 'live'],
    ['a pathway that nobody knows', { pathway: 'elsewhere' }, 'check'],
    ['a phase that neither knows', { pathway: 'elsewhere', phase: 'check' }, 'check'],
  ])('has not reached %s', (_, more, reached) => {
    expect(judge([rollout('deploy', more)], reached).map(({ problem }) => problem)).toMatchObject([
      { code: 'release-not-there', needed: reached },
    ])
  })
})
