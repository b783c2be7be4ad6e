import type { Run, Test, TestPlanDefinition } from '../../schemas/types.ts'
import { type Context, inRecord, type Rule, titleOf, voidedOn } from '../context.ts'
import { earliest, latest } from '../dates.ts'
import type { Problem } from '../problems.ts'

/** Every test of a plan passed the last time it was run: on the deployed version, where the plan says, with test patients. */
export const tests: Rule<'tests'> = ({ plan, patients }, context) => {
  const definition = context.pathway.data.testPlans?.[plan]
  const all = context.record.data.testPlans?.[plan]?.tests ?? []
  if (all.length === 0) {
    const problem: Problem = { code: 'plan-empty', plan: titleOf('testPlans', plan, context.pathway) }
    return [{ problem, at: inRecord(context, 'testPlans', plan) }]
  }
  return all.flatMap((test, index) => {
    const problem = judge(test, definition, patients, context)
    return problem ? [{ problem, at: inRecord(context, 'testPlans', plan, 'tests', index) }] : []
  })
}

function judge(
  test: Test,
  definition: TestPlanDefinition | undefined,
  patients: Run['patients'],
  context: Context,
): Problem | null {
  const name = `${test.reference} ${test.name}`
  const run = lastRun(test)
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

/** The run that counts: the latest, and of several on one day the one that was added last. */
function lastRun(test: Test): Run | undefined {
  return (test.runs ?? []).reduce<Run | undefined>(
    (last, run) => (last === undefined || run.on >= last.on ? run : last),
    undefined,
  )
}

/** The first pass of any test of a plan, and the day on which every test had passed once; `null` while one has not. */
export function testsPassed(id: string, context: Context): { first: string; last: string } | null {
  const definition = context.pathway.data.testPlans?.[id]
  const since = voidedOn(definition?.phase, context) ?? ''
  const passes = (context.record.data.testPlans?.[id]?.tests ?? []).map(test =>
    earliest(
      (test.runs ?? [])
        .filter(run => run.result === 'pass' && run.environment === definition?.environment && run.on > since)
        .map(run => run.on),
    ),
  )
  const known = passes.filter(day => day !== null)
  const [first, last] = [earliest(known), latest(known)]
  return first !== null && last !== null && known.length === passes.length ? { first, last } : null
}
