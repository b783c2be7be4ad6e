import { describe, expect, it } from 'vitest'
import type { AdHocTest } from '../../schemas/types.ts'
import { adHoc } from './ad-hoc.ts'
import { brief, contextFor } from './fixture.ts'

const test = (environment: string, on = '2026-03-01'): AdHocTest => ({
  on,
  by: 'pat',
  environment,
  title: 'Tried a booking',
})

// S2-21, S2-23: informal and ad hoc, or by a plan; only the latter where something is to be shown by it.
describe('ad-hoc', () => {
  const judge = (all: AdHocTest[] | undefined, environments = ['uat']) =>
    adHoc({ environments }, contextFor(all ? { adHocTests: all } : {}))

  it.each<[string, AdHocTest[] | undefined]>([
    ['none are told of', undefined],
    ['none', []],
    ['where they may be', [test('uat')]],
    ['several, where they may be', [test('uat'), test('uat', '2026-03-05')]],
  ])('valid: %s', (_, all) => expect(judge(all)).toEqual([]))

  it('valid: in any of the environments that may', () =>
    expect(judge([test('uat'), test('production')], ['uat', 'production'])).toEqual([]))

  it.each<[string, AdHocTest[], string[]]>([
    ['elsewhere', [test('production')], ['ad-hoc-elsewhere adHocTests.0.environment']],
    ['one of two', [test('uat'), test('production')], ['ad-hoc-elsewhere adHocTests.1.environment']],
    [
      'both of two',
      [test('production'), test('production', '2026-03-05')],
      ['ad-hoc-elsewhere adHocTests.0.environment', 'ad-hoc-elsewhere adHocTests.1.environment'],
    ],
    ['in an environment that nobody knows', [test('elsewhere')], ['ad-hoc-elsewhere adHocTests.0.environment']],
    ['in other letters', [test('UAT')], ['ad-hoc-elsewhere adHocTests.0.environment']],
  ])('invalid: %s', (_, all, expected) => expect(brief(judge(all))).toEqual(expected))

  it('invalid: anywhere, where none may', () =>
    expect(brief(judge([test('uat')], []))).toEqual(['ad-hoc-elsewhere adHocTests.0.environment']))

  it('says what was tested where, and where it may be', () =>
    expect(judge([test('production')]).map(({ problem }) => problem)).toEqual([
      {
        code: 'ad-hoc-elsewhere',
        test: 'Tried a booking',
        on: '2026-03-01',
        environment: 'Production',
        allowed: ['UAT'],
      },
    ]))
})
