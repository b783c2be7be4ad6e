import { describe, expect, it } from 'vitest'
import type { Decision, Run, Test } from '../../schemas/types.ts'
import { brief, contextFor, go, noGo } from './fixture.ts'
import { tests, testsPassed } from './tests.ts'

const run = (on: string, more: Partial<Run> = {}): Run => ({
  on,
  by: 'pat',
  release: '1.0.0-beta.1',
  environment: 'uat',
  patients: 'test',
  result: 'pass',
  ...more,
})
const test = (reference: string, ...runs: Run[]): Test => ({
  reference,
  name: 'Book a referral',
  kind: 'happy-path',
  steps: ['Book'],
  expected: 'Booked',
  runs,
})
const plan = (...all: Test[]) => ({ uat: { tests: all } })

// S3-12, S3-24, S3-32, S3-34: every test of the plan has passed, in the plan's environment, on the deployed version, with test patients.
describe('tests', () => {
  const judge = (all: Test[], decisions: Decision[] = [], release = '1.0.0-beta.1') =>
    tests({ plan: 'uat', patients: 'test' }, contextFor({ testPlans: plan(...all), decisions, release }))

  it.each<[string, Test[]]>([
    ['one test, passed', [test('UAT-01', run('2026-03-01'))]],
    ['failed first, then passed', [test('UAT-01', run('2026-03-01', { result: 'fail' }), run('2026-03-02'))]],
    [
      'on the same day the run added last counts',
      [test('UAT-01', run('2026-03-01', { result: 'fail' }), run('2026-03-01'))],
    ],
    [
      'the latest run counts, whatever the order',
      [test('UAT-01', run('2026-03-02'), run('2026-03-01', { result: 'fail' }))],
    ],
    ['an error scenario', [{ ...test('UAT-01', run('2026-03-01')), kind: 'error' }]],
    [
      'passed again on the new release',
      [test('UAT-01', run('2026-03-01', { release: '1.0.0-alpha.9' }), run('2026-03-02'))],
    ],
    ['two tests', [test('UAT-01', run('2026-03-01')), test('UAT-02', run('2026-03-05'))]],
  ])('valid: %s', (_, all) => expect(judge(all)).toEqual([]))

  it.each<[string, Test[], string[]]>([
    ['an empty plan', [], ['plan-empty testPlans.uat']],
    ['never run', [test('UAT-01')], ['test-not-run testPlans.uat.tests.0']],
    ['failed', [test('UAT-01', run('2026-03-01', { result: 'fail' }))], ['test-not-passed testPlans.uat.tests.0']],
    ['blocked', [test('UAT-01', run('2026-03-01', { result: 'blocked' }))], ['test-not-passed testPlans.uat.tests.0']],
    [
      'passed first, then failed',
      [test('UAT-01', run('2026-03-01'), run('2026-03-02', { result: 'fail' }))],
      ['test-not-passed testPlans.uat.tests.0'],
    ],
    [
      'passed and failed on the same day',
      [test('UAT-01', run('2026-03-01'), run('2026-03-01', { result: 'fail' }))],
      ['test-not-passed testPlans.uat.tests.0'],
    ],
    [
      'on another release',
      [test('UAT-01', run('2026-03-01', { release: '1.0.0-alpha.9' }))],
      ['test-of-other-release testPlans.uat.tests.0'],
    ],
    [
      'the last run was on another release',
      [test('UAT-01', run('2026-03-01'), run('2026-03-02', { release: '1.0.0-alpha.9' }))],
      ['test-of-other-release testPlans.uat.tests.0'],
    ],
    [
      'in another environment',
      [test('UAT-01', run('2026-03-01', { environment: 'production' }))],
      ['test-elsewhere testPlans.uat.tests.0'],
    ],
    [
      'with live patients',
      [test('UAT-01', run('2026-03-01', { patients: 'live' }))],
      ['test-with-live-patients testPlans.uat.tests.0'],
    ],
    ['one of two', [test('UAT-01', run('2026-03-01')), test('UAT-02')], ['test-not-run testPlans.uat.tests.1']],
    [
      'both of two',
      [test('UAT-01'), test('UAT-02', run('2026-03-01', { result: 'fail' }))],
      ['test-not-run testPlans.uat.tests.0', 'test-not-passed testPlans.uat.tests.1'],
    ],
  ])('invalid: %s', (_, all, expected) => expect(brief(judge(all))).toEqual(expected))

  it('fails without the plan', () => {
    expect(tests({ plan: 'uat', patients: 'test' }, contextFor({})).map(({ problem }) => problem)).toEqual([
      { code: 'plan-empty', plan: 'UAT plan' },
    ])
  })

  it('fails where `runs` is not there', () => {
    const { runs: _, ...never } = test('UAT-01')
    expect(brief(judge([never]))).toEqual(['test-not-run testPlans.uat.tests.0'])
  })

  it('a new release asks for every test anew', () => {
    const passed = [test('UAT-01', run('2026-03-01')), test('UAT-02', run('2026-03-01'))]
    expect(judge(passed, [], '1.0.0-beta.1')).toEqual([])
    expect(judge(passed, [], '1.0.0-beta.2').map(({ problem }) => problem)).toEqual([
      {
        code: 'test-of-other-release',
        test: 'UAT-01 Book a referral',
        tested: '1.0.0-beta.1',
        release: '1.0.0-beta.2',
      },
      {
        code: 'test-of-other-release',
        test: 'UAT-02 Book a referral',
        tested: '1.0.0-beta.1',
        release: '1.0.0-beta.2',
      },
    ])
  })

  it.each<[Partial<Run>, object]>([
    [{ result: 'fail' }, { code: 'test-not-passed', result: 'fail', on: '2026-03-01' }],
    [{ environment: 'production' }, { code: 'test-elsewhere', environment: 'production', expected: 'uat' }],
    [{ patients: 'live' }, { code: 'test-with-live-patients' }],
  ])('says what is wrong with %j', (more, problem) => {
    expect(judge([test('UAT-01', run('2026-03-01', more))]).map(one => one.problem)).toEqual([
      { test: 'UAT-01 Book a referral', ...problem },
    ])
  })

  it.each<[string, Decision[], boolean]>([
    ['the day before the no-go', [noGo('move', '2026-03-11')], false],
    ['the day of the no-go', [noGo('move', '2026-03-10')], false],
    ['the day after the no-go', [noGo('move', '2026-03-09')], true],
    ['a no-go that leads to a later phase', [noGo('go-live', '2026-03-10')], true],
    ['a go', [go('move', '2026-03-10')], true],
  ])('a pass of 2026-03-10, %s', (_, decisions, holds) => {
    expect(brief(judge([test('UAT-01', run('2026-03-10'))], decisions))).toEqual(
      holds ? [] : ['voided testPlans.uat.tests.0'],
    )
  })

  it('a no-go for production asks for the smoke test anew', () => {
    const smoke = test('SM-01', run('2026-03-10', { environment: 'production' }))
    const judged = (on: string) =>
      tests(
        { plan: 'smoke', patients: 'test' },
        contextFor({ testPlans: { smoke: { tests: [smoke] } }, decisions: [noGo('go-live', on)] }),
      )
    expect(judged('2026-03-09')).toEqual([])
    expect(judged('2026-03-10').map(({ problem }) => problem)).toEqual([
      { code: 'voided', what: 'SM-01 Book a referral', on: '2026-03-10', since: '2026-03-10' },
    ])
  })
})

describe('only of some kinds', () => {
  const error = (reference: string, ...runs: Run[]): Test => ({ ...test(reference, ...runs), kind: 'error' })
  const judge = (all: Test[], kinds?: Test['kind'][]) =>
    brief(tests({ plan: 'uat', patients: 'test', ...(kinds && { kinds }) }, contextFor({ testPlans: plan(...all) })))
  const passed = run('2026-03-01')

  it.each<[string, Test[], Test['kind'][] | undefined, string[]]>([
    ['of the kind', [test('A', passed)], ['happy-path'], []],
    ['of the other kind', [error('A', passed)], ['error'], []],
    ['of both', [test('A', passed), error('B', passed)], ['happy-path', 'error'], []],
    [
      'another kind is not tried on live patients',
      [test('A', passed), error('B', { ...passed, patients: 'live' })],
      ['happy-path'],
      ['test-with-live-patients testPlans.uat.tests.1'],
    ],
    ['another kind may fail', [test('A', passed), error('B')], ['happy-path'], []],
    ['without kinds, all', [test('A', passed), error('B')], undefined, ['test-not-run testPlans.uat.tests.1']],
    [
      'with both kinds, all',
      [test('A', passed), error('B')],
      ['happy-path', 'error'],
      ['test-not-run testPlans.uat.tests.1'],
    ],
    [
      'the place is that in the plan',
      [error('A', passed), test('B'), test('C', passed)],
      ['happy-path'],
      ['test-not-run testPlans.uat.tests.1'],
    ],
    ['a plan without any of the kind is empty', [error('A', passed)], ['happy-path'], ['plan-empty testPlans.uat']],
    ['an empty plan is empty', [], ['happy-path'], ['plan-empty testPlans.uat']],
    ['of no kind', [test('A', passed)], [], ['plan-empty testPlans.uat']],
  ])('%s', (_, all, kinds, expected) => expect(judge(all, kinds)).toEqual(expected))
})

// `done`: every test has passed once; what comes after must not be earlier. `again`: every test has passed since; what comes before must not
// be later.
describe('testsPassed', () => {
  const days = (all: Test[], decisions: Decision[] = [], version: 'any' | 'deployed' = 'any') =>
    testsPassed('uat', version, contextFor({ testPlans: plan(...all), decisions }))

  it.each<[string, Test[], { done: string; again: string } | null]>([
    ['one test, once', [test('A', run('2026-03-01'))], { done: '2026-03-01', again: '2026-03-01' }],
    [
      'two tests',
      [test('A', run('2026-03-03')), test('B', run('2026-03-01'))],
      { done: '2026-03-03', again: '2026-03-01' },
    ],
    ['one test, twice', [test('A', run('2026-03-01'), run('2026-03-09'))], { done: '2026-03-01', again: '2026-03-09' }],
    [
      'two tests, twice',
      [test('A', run('2026-03-01'), run('2026-03-09')), test('B', run('2026-03-08'), run('2026-03-02'))],
      { done: '2026-03-02', again: '2026-03-08' },
    ],
    [
      'only one of two done again',
      [test('A', run('2026-03-01'), run('2026-03-09')), test('B', run('2026-03-02'))],
      { done: '2026-03-02', again: '2026-03-02' },
    ],
    [
      'a fail is no pass',
      [test('A', run('2026-03-01', { result: 'fail' }), run('2026-03-02'))],
      { done: '2026-03-02', again: '2026-03-02' },
    ],
    [
      'elsewhere is no pass',
      [test('A', run('2026-03-01', { environment: 'production' }), run('2026-03-02'))],
      { done: '2026-03-02', again: '2026-03-02' },
    ],
    [
      'with live patients is no pass',
      [test('A', run('2026-03-01', { patients: 'live' }), run('2026-03-02'))],
      { done: '2026-03-02', again: '2026-03-02' },
    ],
    ['one never passed', [test('A', run('2026-03-01')), test('B', run('2026-03-01', { result: 'fail' }))], null],
    ['no tests', [], null],
  ])('%s', (_, all, expected) => expect(days(all)).toEqual(expected))

  it('counts, where asked to, only what was passed on the deployed version', () => {
    const older = run('2026-03-01', { release: '1.0.0-alpha.9' })
    expect(days([test('A', older, run('2026-03-05'))], [], 'any')).toEqual({ done: '2026-03-01', again: '2026-03-05' })
    expect(days([test('A', older, run('2026-03-05'))], [], 'deployed')).toEqual({
      done: '2026-03-05',
      again: '2026-03-05',
    })
    expect(days([test('A', older)], [], 'deployed')).toBeNull()
  })

  it('begins anew after a no-go, not on its day', () => {
    const all = [test('A', run('2026-03-01'), run('2026-03-10'), run('2026-03-12'))]
    expect(days(all, [noGo('move', '2026-03-09')])).toEqual({ done: '2026-03-10', again: '2026-03-12' })
    expect(days(all, [noGo('move', '2026-03-10')])).toEqual({ done: '2026-03-12', again: '2026-03-12' })
    expect(days(all, [noGo('move', '2026-03-12')])).toBeNull()
  })
  it('is null without the plan', () => expect(testsPassed('uat', 'any', contextFor({}))).toBeNull())
})
