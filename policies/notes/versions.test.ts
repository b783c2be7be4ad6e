import { describe, expect, it } from 'vitest'
import { byText, compareVersions, coreOf } from './versions.ts'

// https://semver.org/#spec-item-11, and what a version may look like besides
const ascending = [
  '0.9.0',
  '0.10.0',
  '1.0.0-1',
  '1.0.0-2',
  '1.0.0-10',
  '1.0.0-99999999999999999999',
  '1.0.0-100000000000000000000',
  '1.0.0-RC',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1-alpha.1',
  '1.0.1',
  '1.2.0',
  '1.10.0',
  '2.0.0',
]

describe('compareVersions', () => {
  it('orders each before those after it, and each like itself', () => {
    for (const [index, version] of ascending.entries())
      for (const [other, against] of ascending.entries())
        expect(Math.sign(compareVersions(version, against)), `${version} and ${against}`).toBe(Math.sign(index - other))
  })

  it('has an order for what has the same precedence, so that two machines agree', () => {
    expect(compareVersions('1.0.0-01', '1.0.0-1')).toBeLessThan(0)
    expect(compareVersions('1.0.0-1', '1.0.0-01')).toBeGreaterThan(0)
  })
})

it('coreOf leaves out what stands before a release', () => {
  expect(['1.2.3', '1.2.3-beta.1', '1.2.3-a-b'].map(coreOf)).toEqual(['1.2.3', '1.2.3', '1.2.3'])
})

it('byText goes by the characters’ codes, not by a language', () => {
  expect(['a', 'B', 'ä', 'b'].sort(byText)).toEqual(['B', 'a', 'b', 'ä'])
})
