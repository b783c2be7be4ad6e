import { describe, expect, it } from 'vitest'
import { contextFor, release } from './fixture.ts'
import { version } from './version.ts'

// S3-01, S1-01: 1.0 and above is stable; what comes before it, or has a suffix, is not.
describe('version', () => {
  it.each<[string, 'pre-release' | 'stable']>([
    ['0.0.1', 'pre-release'],
    ['0.99.0', 'pre-release'],
    ['1.0.0-alpha.1', 'pre-release'],
    ['1.0.0-beta.8', 'pre-release'],
    ['2.0.0-beta.1', 'pre-release'],
    ['1.0.0', 'stable'],
    ['1.0.1', 'stable'],
    ['2.1.0', 'stable'],
    ['10.0.0', 'stable'],
  ])('%s is %s', (release, is) => {
    const other = is === 'stable' ? 'pre-release' : 'stable'
    expect(version({ stage: is }, contextFor({ release }))).toEqual([])
    expect(version({ stage: other }, contextFor({ release }))).toEqual([
      {
        problem: { code: 'wrong-stage', version: release, stage: other },
        at: { path: 'deployments/beta/harbour.yaml', pointer: ['release'] },
      },
    ])
  })

  it('of a release is its own', () => {
    const context = { ...contextFor({}), record: release({ version: '1.0.0' }) }
    expect(version({ stage: 'stable' }, context)).toEqual([])
    expect(version({ stage: 'pre-release' }, context)).toHaveLength(1)
  })

  // There is no field `release` in a release: the finding should point at `version`.
  it('points at the field of the record that has it', () => {
    const context = { ...contextFor({}), record: release({ version: '1.0.0' }) }
    expect(version({ stage: 'pre-release' }, context).map(({ at }) => at.pointer)).toEqual([['version']])
  })
})
