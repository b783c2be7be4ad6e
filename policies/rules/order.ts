import type { Step } from '../../schemas/types.ts'
import { type Context, type Found, inRecord, type Rule, titleOf } from '../context.ts'
import type { Place } from '../model.ts'
import { checklistDone } from './checklist.ts'
import { lastDecision } from './decision.ts'
import { stepDone } from './environment.ts'
import { testsPassed } from './tests.ts'

/** Things were done one after the other; on the same day is in order. Live running need not have begun. */
export const order: Rule<'order'> = ({ steps }, context) => {
  const dated = steps.map(step => dateOf(step, context)).filter(step => step.days !== null || step.must)
  return dated.flatMap((step, index): Found[] => {
    if (step.days === null) return [{ problem: { code: 'undated', step: step.name }, at: step.at }]
    const before = dated[index - 1]
    if (!before?.days || before.days.last <= step.days.first) return []
    return [
      {
        problem: {
          code: 'out-of-order',
          earlier: before.name,
          earlierOn: before.days.last,
          later: step.name,
          laterOn: step.days.first,
        },
        at: step.at,
      },
    ]
  })
}

interface Dated {
  name: string
  /** `null`: not done yet. */
  days: { first: string; last: string } | null
  must: boolean
  at: Place
}

const once = (day: string | null | undefined) => (day ? { first: day, last: day } : null)

function dateOf(step: Step, context: Context): Dated {
  const { pathway, record } = context
  const dated = (name: string, days: Dated['days'], ...pointer: string[]): Dated => ({
    name,
    days,
    must: true,
    at: inRecord(context, ...pointer),
  })
  if (step.installed)
    return dated(
      `${titleOf('environments', step.installed, pathway)}: installed`,
      stepDone(step.installed, 'installed', context),
      'environments',
      step.installed,
    )
  if (step.configured)
    return dated(
      `${titleOf('environments', step.configured, pathway)}: configured`,
      stepDone(step.configured, 'configured', context),
      'environments',
      step.configured,
    )
  if (step.checklist)
    return dated(
      titleOf('checklists', step.checklist, pathway),
      once(checklistDone(step.checklist, context)),
      'checklists',
      step.checklist,
    )
  if (step.tests)
    return dated(titleOf('testPlans', step.tests, pathway), testsPassed(step.tests, context), 'testPlans', step.tests)
  if (step.decision) {
    const last = lastDecision(step.decision, context)
    return dated(
      titleOf('decisions', step.decision, pathway),
      once(last?.outcome === 'go' ? last.on : null),
      'decisions',
    )
  }
  return {
    ...dated('the first live patient', once(record.data.verification?.start.on), 'verification', 'start'),
    must: false,
  }
}
