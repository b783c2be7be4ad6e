import { describe, expect, it } from 'vitest'
import type { RecordFile } from '../repository.ts'
import { atlas, deployedAt, way, world } from './fixture.ts'
import { releasesOf, versionOf } from './lineage.ts'
import { rangeOf } from './range.ts'

/** kind, from, what is skipped, whose changes are told, what came before. */
function brief(release: RecordFile, others: RecordFile[], environment: string | undefined, site?: string) {
  const range = rangeOf(release, releasesOf(release, world(...others)), { environment, site, pathway: way.data })
  const versions = (all: readonly RecordFile[]) => all.map(versionOf).join(' ')
  const { kind, from, between, told, earlier } = range
  return [kind, from && versionOf(from), versions(between), versions(told), versions(earlier)]
}

describe('where no environment says what is there', () => {
  const all = [atlas('1.0.0', { phase: 'scope' }), atlas('1.1.0-beta.1'), atlas('1.1.0-beta.2'), atlas('1.1.0')]
  it.each<[string, RecordFile | undefined, (string | null)[]]>([
    [
      'a stable version follows a stable one',
      all[3],
      ['skipped', '1.0.0', '1.1.0-beta.1 1.1.0-beta.2', '1.1.0-beta.1 1.1.0-beta.2 1.1.0', '1.0.0'],
    ],
    [
      'a pre-release follows the one before',
      all[2],
      ['next', '1.1.0-beta.1', '', '1.1.0-beta.2', '1.0.0 1.1.0-beta.1'],
    ],
    ['the first pre-release follows a stable one', all[1], ['next', '1.0.0', '', '1.1.0-beta.1', '1.0.0']],
    ['the first of all follows none', all[0], ['first', null, '', '1.0.0', '']],
  ])('%s', (_, release, expected) => expect(release && brief(release, all, undefined)).toEqual(expected))
})

describe('of an environment', () => {
  const [one, two, three] = [atlas('1.0.0'), atlas('1.1.0'), atlas('1.2.0')]
  const next = atlas('2.0.0', { phase: 'pre-prod' })
  it.each<[string, RecordFile, RecordFile[], string, (string | null)[]]>([
    ['nothing was there', next, [], 'production', ['first', null, '', '2.0.0', '']],
    [
      'the highest that is lower',
      next,
      [three, one, two],
      'production',
      ['next', '1.2.0', '', '2.0.0', '1.0.0 1.1.0 1.2.0'],
    ],
    [
      'numbers, not letters',
      atlas('1.10.0'),
      [atlas('1.9.0'), atlas('1.2.0')],
      'production',
      ['next', '1.9.0', '', '1.10.0', '1.2.0 1.9.0'],
    ],
    ['a higher one is not looked at', two, [one, three], 'production', ['next', '1.0.0', '', '1.1.0', '1.0.0']],
    [
      'one that is in the phase is there',
      next,
      [atlas('1.0.0', { phase: 'production' })],
      'production',
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'one that is not yet there is skipped',
      next,
      [one, atlas('1.1.0', { phase: 'pre-prod' })],
      'production',
      ['skipped', '1.0.0', '1.1.0', '1.1.0 2.0.0', '1.0.0'],
    ],
    [
      'one that is further behind than this one is still to come',
      next,
      [one, atlas('1.1.0', { phase: 'uat' })],
      'production',
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'a withdrawn one never came',
      next,
      [one, atlas('1.1.0', { phase: 'withdrawn' })],
      'production',
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'a third party’s change is no version',
      next,
      [one, atlas('1.1.0', { type: 'third-party' })],
      'production',
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'an iterative one was never in production',
      next,
      [one, atlas('2.0.0-alpha.1', { type: 'iterative' })],
      'production',
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'an iterative one was in UAT',
      next,
      [one, atlas('2.0.0-alpha.1', { type: 'iterative' })],
      'uat',
      ['next', '2.0.0-alpha.1', '', '2.0.0', '1.0.0 2.0.0-alpha.1'],
    ],
    [
      'an iterative one comes upon another',
      atlas('2.0.0-alpha.2', { type: 'iterative', phase: 'uat' }),
      [one, atlas('2.0.0-alpha.1', { type: 'iterative' })],
      'uat',
      ['next', '2.0.0-alpha.1', '', '2.0.0-alpha.2', '1.0.0 2.0.0-alpha.1'],
    ],
    [
      'a hotfix was never in UAT, so what it brought is told there',
      next,
      [one, atlas('1.0.1', { type: 'hotfix' })],
      'uat',
      ['skipped', '1.0.0', '1.0.1', '1.0.1 2.0.0', '1.0.0'],
    ],
    [
      'a hotfix was in production',
      next,
      [one, atlas('1.0.1', { type: 'hotfix' })],
      'production',
      ['next', '1.0.1', '', '2.0.0', '1.0.0 1.0.1'],
    ],
    ['another product', next, [atlas('1.0.0', { product: 'Other' })], 'production', ['first', null, '', '2.0.0', '']],
    [
      'another programme',
      next,
      [{ ...one, programme: 'gamma', id: 'gamma/releases/1.0.0' }],
      'production',
      ['first', null, '', '2.0.0', ''],
    ],
    [
      'a change of a third party',
      atlas('1.0.0-os.1', { type: 'third-party' }),
      [one],
      'production',
      ['outside', null, '', '1.0.0-os.1', ''],
    ],
  ])('%s', (_, release, others, environment, expected) => {
    expect(brief(release, others, environment)).toEqual(expected)
    expect(brief(release, others.toReversed(), environment)).toEqual(expected)
  })

  it('does not depend on how far the release itself is', () => {
    const others = [one, atlas('1.1.0', { phase: 'pre-prod' }), atlas('1.2.0', { phase: 'uat' })]
    for (const phase of ['scope', 'uat', 'pre-prod', 'production', 'complete'])
      expect(brief(atlas('2.0.0', { phase }), others, 'production')).toEqual([
        'skipped',
        '1.0.0',
        '1.1.0',
        '1.1.0 2.0.0',
        '1.0.0',
      ])
  })

  it('takes the release as it is given, not as it is registered', () =>
    expect(brief(next, [atlas('1.0.0'), atlas('2.0.0', { phase: 'withdrawn' })], 'production')[3]).toBe('2.0.0'))
})

describe('of a site', () => {
  const at = (version: string, on: string, more = {}) => atlas(version, { ...deployedAt(['HOS01', on]), ...more })
  const release = atlas('2.0.0', { phase: 'production' })
  it.each<[string, RecordFile, RecordFile[], (string | null)[]]>([
    [
      'nothing is there',
      release,
      [atlas('1.0.0', deployedAt(['HOS02', '2026-01-01']))],
      ['first', null, '', '2.0.0', ''],
    ],
    [
      'it skipped two',
      release,
      [at('1.0.0', '2026-01-01'), atlas('1.1.0'), atlas('1.2.0')],
      ['skipped', '1.0.0', '1.1.0 1.2.0', '1.1.0 1.2.0 2.0.0', '1.0.0'],
    ],
    [
      'the last one, not the highest',
      release,
      [at('1.0.0', '2026-02-01'), at('1.1.0', '2026-01-01')],
      ['skipped', '1.0.0', '1.1.0', '1.1.0 2.0.0', '1.0.0'],
    ],
    [
      'of one day the higher',
      release,
      [at('1.1.0', '2026-01-01'), at('1.0.0', '2026-01-01')],
      ['next', '1.1.0', '', '2.0.0', '1.0.0 1.1.0'],
    ],
    [
      'a withdrawn one that is there is there',
      release,
      [at('1.0.0', '2026-01-01', { phase: 'withdrawn' })],
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'back to a lower one',
      release,
      [at('3.0.0', '2026-02-01'), atlas('2.1.0')],
      ['back', '3.0.0', '2.1.0', '2.1.0 3.0.0', '2.0.0'],
    ],
    [
      'what came before it, where it is there itself',
      at('2.0.0', '2026-02-01'),
      [at('1.0.0', '2026-01-01'), at('3.0.0', '2026-03-01')],
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'with the next one on one day',
      at('2.0.0', '2026-02-01'),
      [at('1.0.0', '2026-01-01'), at('2.0.1', '2026-02-01')],
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
    [
      'a change of a third party is no version',
      release,
      [at('1.0.0', '2026-01-01'), at('1.0.0-os.1', '2026-02-01', { type: 'third-party' })],
      ['next', '1.0.0', '', '2.0.0', '1.0.0'],
    ],
  ])('%s', (_, one, others, expected) => {
    expect(brief(one, others, 'production', 'HOS01')).toEqual(expected)
    expect(brief(one, others.toReversed(), 'production', 'HOS01')).toEqual(expected)
  })
})
