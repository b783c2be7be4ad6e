import { describe, expect, it } from 'vitest'
import type { Site } from '../../schemas/types.ts'
import type { Parameters } from '../context.ts'
import { act, brief, contextForRelease, releasePath } from './fixture.ts'
import { sites } from './sites.ts'

type Stage = Parameters<'sites'>['stage']
const agreed = (by: string, day = '2026-03-20', more: Partial<Site> = {}): Site => ({
  agreed: { for: day, by, on: '2026-03-01' },
  ...more,
})
const deployed = (by: string, on: string, day = '2026-03-20') => agreed(by, day, { deployed: act(on, 'tom') })
const judge = (stage: Stage, all: Record<string, Site> | undefined, party = 'sites') =>
  sites({ stage, party }, contextForRelease(all ? { sites: all } : {}))

// S4-64: dates agreed by each site. The programme's sites are HOS01 (Pat) and HOS02 (Hal).
describe.each<Stage>(['agreed', 'deployed'])('%s', stage => {
  const fine = { HOS01: deployed('pat', '2026-03-20'), HOS02: deployed('hal', '2026-03-20') }

  it('holds where each has', () => expect(judge(stage, fine)).toEqual([]))

  it.each<[string, Record<string, Site> | undefined, string[]]>([
    ['no sites', undefined, ['site-date-missing sites.HOS01.agreed', 'site-date-missing sites.HOS02.agreed']],
    ['an empty list', {}, ['site-date-missing sites.HOS01.agreed', 'site-date-missing sites.HOS02.agreed']],
    ['one is missing', { HOS01: fine.HOS01 }, ['site-date-missing sites.HOS02.agreed']],
    ['one has no date', { ...fine, HOS02: {} }, ['site-date-missing sites.HOS02.agreed']],
    [
      'deployed without a date',
      { ...fine, HOS02: { deployed: act('2026-03-20') } },
      ['site-date-missing sites.HOS02.agreed'],
    ],
    [
      'agreed by the other site',
      { ...fine, HOS02: deployed('pat', '2026-03-20') },
      ['site-date-by-another sites.HOS02.agreed.by'],
    ],
    [
      'agreed by the team',
      { ...fine, HOS01: deployed('tess', '2026-03-20') },
      ['site-date-by-another sites.HOS01.agreed.by'],
    ],
    [
      'agreed by somebody whom the directory does not know',
      { ...fine, HOS01: deployed('ghost', '2026-03-20') },
      ['site-date-by-another sites.HOS01.agreed.by'],
    ],
    [
      'no organisation of the party counts for one that is',
      { HOS01: fine.HOS01, SUP01: deployed('sam', '2026-03-20') },
      ['site-date-missing sites.HOS02.agreed'],
    ],
  ])('never holds: %s', (_, all, expected) => expect(brief(judge(stage, all), releasePath)).toEqual(expected))

  it('asks nothing of an organisation that is not of the party', () =>
    expect(judge(stage, { ...fine, SUP01: {} })).toEqual([]))

  it('never holds for a party without organisations', () =>
    expect(judge(stage, fine, 'elsewhere')).toEqual([
      { problem: { code: 'no-sites', party: 'elsewhere' }, at: { path: releasePath, pointer: ['sites'] } },
    ]))
})

describe('agreed', () => {
  it.each<[string, string]>([
    ['to come', '2026-12-01'],
    ['gone', '2026-03-02'],
  ])('the day may be %s', (_, day) =>
    expect(judge('agreed', { HOS01: agreed('pat', day), HOS02: agreed('hal', day) })).toEqual([]),
  )

  it('says which site, by its name, and who agreed instead', () =>
    expect(judge('agreed', { HOS01: agreed('tess') }).map(({ problem }) => problem)).toEqual([
      { code: 'site-date-by-another', site: 'Hospital', by: 'tess' },
      { code: 'site-date-missing', site: 'Second hospital' },
    ]))

  it('not after the day', () => {
    const late = { agreed: { for: '2026-03-20', by: 'pat', on: '2026-03-21' } }
    expect(judge('agreed', { HOS01: late, HOS02: agreed('hal') })).not.toEqual([])
  })
})

describe('deployed', () => {
  const judged = (one: Site) => judge('deployed', { HOS01: one, HOS02: deployed('hal', '2026-03-20') })
  it.each<[string, string, boolean]>([
    ['on the day', '2026-03-20', true],
    ['a day later', '2026-03-21', true],
    ['a day too early', '2026-03-19', false],
  ])('%s', (_, on, holds) => {
    expect(judged(deployed('pat', on))).toEqual(
      holds
        ? []
        : [
            {
              problem: { code: 'site-too-early', site: 'Hospital', on, agreed: '2026-03-20' },
              at: { path: releasePath, pointer: ['sites', 'HOS01', 'deployed', 'on'] },
            },
          ],
    )
  })

  it('not yet', () =>
    expect(judged(agreed('pat'))).toEqual([
      {
        problem: { code: 'site-not-deployed', site: 'Hospital', on: '2026-03-20' },
        at: { path: releasePath, pointer: ['sites', 'HOS01', 'deployed'] },
      },
    ]))

  // today is 31 March 2026
  it.each<[string, string, string | undefined]>([
    ['to come', '2026-04-01', '2026-04-01'],
    ['today', '2026-03-31', undefined],
  ])('not yet, and the agreed day is %s: from then on it can be', (_, day, until) =>
    expect(judged(agreed('pat', day)).map(one => one.until)).toEqual([until]),
  )
})

it('a party that the record names itself has that one site', () => {
  const context = contextForRelease({ organisations: { sites: 'HOS02' }, sites: { HOS02: agreed('hal') } })
  expect(sites({ stage: 'agreed', party: 'sites' }, context)).toEqual([])
})
