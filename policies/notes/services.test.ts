import { describe, expect, it } from 'vitest'
import type { RecordFile } from '../repository.ts'
import { atlas } from './fixture.ts'
import type { Range } from './range.ts'
import { servicesOf } from './services.ts'

const with_ = (version: string, services?: Record<string, string>) =>
  atlas(version, services && { services: Object.entries(services).map(([name, version]) => ({ name, version })) })
/** `earlier`: the last one is there now. */
const told = (release: RecordFile, earlier: RecordFile[], more: Partial<Range> = {}) =>
  servicesOf(release, {
    kind: 'next',
    from: earlier.at(-1) ?? null,
    between: [],
    told: [release],
    earlier,
    ...more,
  }).map(({ kind, name, from, to }) => `${kind} ${name} ${from ?? '-'} ${to ?? '-'}`)

describe('services', () => {
  it.each<[string, RecordFile, RecordFile[], string[]]>([
    [
      'of the first release',
      with_('1.0.0', { Hub: '4.0.0', Web: '1.0.0' }),
      [],
      ['new Hub - 4.0.0', 'new Web - 1.0.0'],
    ],
    [
      'each by what became of it',
      with_('1.1.0', { Hub: '4.0.0', Web: '1.10.0', Link: '2.0.0', Reader: '0.1.0' }),
      [with_('1.0.0', { Old: '1.0.0', Link: '2.1.0', Web: '1.9.0', Hub: '4.0.0' })],
      [
        'unchanged Hub 4.0.0 4.0.0',
        'raised Web 1.9.0 1.10.0',
        'rolled-back Link 2.1.0 2.0.0',
        'new Reader - 0.1.0',
        'removed Old 1.0.0 -',
      ],
    ],
    [
      'a release out of a beta',
      with_('1.1.0', { Hub: '4.0.0' }),
      [with_('1.0.0', { Hub: '4.0.0-beta.2' })],
      ['raised Hub 4.0.0-beta.2 4.0.0'],
    ],
    // that nothing is listed does not say that nothing is deployed
    ['none are listed', with_('1.1.0'), [with_('1.0.0', { Hub: '4.0.0' })], []],
    ['an empty list', with_('1.1.0', {}), [with_('1.0.0', { Hub: '4.0.0' })], []],
    [
      'what is there lists none: the last that does',
      with_('1.1.0', { Hub: '4.1.0' }),
      [with_('1.0.0', { Hub: '4.0.0' }), with_('1.0.1')],
      ['raised Hub 4.0.0 4.1.0'],
    ],
    ['nothing before lists any', with_('1.1.0', { Hub: '4.1.0' }), [with_('1.0.0')], ['new Hub - 4.1.0']],
  ])('%s', (_, release, earlier, expected) => expect(told(release, earlier)).toEqual(expected))

  it('of a rollback, against the later version that is there', () => {
    const [lower, higher] = [with_('1.0.0', { Hub: '4.0.0' }), with_('1.1.0', { Hub: '4.1.0', Web: '1.0.0' })]
    expect(told(lower, [lower], { kind: 'back', from: higher, told: [higher] })).toEqual([
      'rolled-back Hub 4.1.0 4.0.0',
      'removed Web 1.0.0 -',
    ])
  })

  it('are not those of a release that is skipped', () => {
    const [there, skipped, next] = [
      with_('1.0.0', { Hub: '4.0.0' }),
      with_('1.1.0', { Hub: '4.1.0' }),
      with_('1.2.0', { Hub: '4.1.0' }),
    ]
    expect(told(next, [there], { between: [skipped], told: [skipped, next] })).toEqual(['raised Hub 4.0.0 4.1.0'])
  })
})
