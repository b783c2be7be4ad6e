import type { Run, Test, TestPlanDefinition } from '../../schemas/types.ts'
import { type Context, type Days, inRecord, type Rule, type Shown, titleOf, voidedOn } from '../context.ts'
import { earliest, lastOf, latest } from '../dates.ts'
import type { Problem } from '../problems.ts'

/** Every test of a plan passed the last time it was run: on the deployed version, where the plan says, with test patients. */
export const tests: Rule<'tests'> = ({ plan, patients, kinds }, context) => {
  const definition = context.pathway.data.testPlans?.[plan]
  const all = [...(context.record.data.testPlans?.[plan]?.tests ?? []).entries()]
  const isAsked = ({ kind }: Test) => kinds?.includes(kind) ?? true
  if (!all.some(([, test]) => isAsked(test))) {
    const problem: Problem = { code: 'plan-empty', plan: titleOf('testPlans', plan, context.pathway) }
    return [{ problem, at: inRecord(context, 'testPlans', plan) }]
  }
  return all.flatMap(([index, test]) => {
    const problem = isAsked(test) ? judge(test, definition, patients, context) : withLive(test, patients)
    return problem ? [{ problem, at: inRecord(context, 'testPlans', plan, 'tests', index) }] : []
  })
}

/** What need not pass here must not be tried on live patients either. */
const withLive = (test: Test, patients: Run['patients']): Problem | null =>
  (lastOf(test.runs ?? [])?.patients ?? patients) === patients
    ? null
    : { code: 'test-with-live-patients', test: `${test.reference} ${test.name}` }

function judge(
  test: Test,
  definition: TestPlanDefinition | undefined,
  patients: Run['patients'],
  context: Context,
): Problem | null {
  const name = `${test.reference} ${test.name}`
  const run = lastOf(test.runs ?? [])
  const release = context.record.data.release ?? ''
  const since = voidedOn(definition?.phase, context)
  if (!run) return { code: 'test-not-run', test: name }
  if (since !== null && run.on <= since) return { code: 'voided', what: name, on: run.on, since }
  if (run.result !== 'pass') return { code: 'test-not-passed', test: name, result: run.result, on: run.on }
  if (run.release !== release) return { code: 'test-of-other-release', test: name, tested: run.release, release }
  if (run.environment !== definition?.environment)
    return { code: 'test-elsewhere', test: name, environment: run.environment, expected: definition?.environment ?? '' }
  if (run.patients !== patients) return { code: 'test-with-live-patients', test: name }
  return null
}

/** When a plan was passed with test patients, on any version or only on the deployed one; `null` while one of its tests was not. */
export function testsPassed(id: string, version: 'any' | 'deployed', context: Context): Days | null {
  const { environment, phase } = context.pathway.data.testPlans?.[id] ?? {}
  const since = voidedOn(phase, context) ?? ''
  const counts = (run: Run) =>
    run.result === 'pass' &&
    run.patients === 'test' &&
    run.environment === environment &&
    run.on > since &&
    (version === 'any' || run.release === context.record.data.release)
  const passes = (context.record.data.testPlans?.[id]?.tests ?? []).map(test =>
    (test.runs ?? []).filter(counts).map(run => run.on),
  )
  const [done, again] = [
    latest(passes.flatMap(days => earliest(days) ?? [])),
    earliest(passes.flatMap(days => latest(days) ?? [])),
  ]
  return done === null || again === null || passes.some(days => days.length === 0) ? null : { done, again }
}

/** How many tests passed, on which version, and when the last of them. */
export const testsFacts: Shown<'tests'> = ({ plan, kinds }, context) => {
  const tests = (context.record.data.testPlans?.[plan]?.tests ?? []).filter(({ kind }) => kinds?.includes(kind) ?? true)
  const on = latest(tests.flatMap(test => lastOf(test.runs ?? [])?.on ?? []))
  const release = context.record.data.release ?? ''
  const title = titleOf('testPlans', plan, context.pathway)
  return on === null ? [] : [{ code: 'passed', plan: title, tests: tests.length, release, on }]
}
