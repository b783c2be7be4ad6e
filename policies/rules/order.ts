import type { Step } from '../../schemas/types.ts'
import { type Context, type Days, type Found, inRecord, liveSince, type Rule, titleOf } from '../context.ts'
import type { Place } from '../model.ts'
import { checklistDone } from './checklist.ts'
import { decided } from './decision.ts'
import { certificateApproved } from './document.ts'
import { stepDone } from './environment.ts'
import { testsPassed } from './tests.ts'

/**
 * Nothing was done before what has to come first; on the same day is in order. What is not done yet is not out of order: other criteria ask
 * that it be done.
 */
export const order: Rule<'order'> = ({ steps }, context) => {
  const milestones = steps.map(step => milestone(step, context))
  return milestones.flatMap(({ name, days, at }, index): Found[] => {
    if (days === null) return []
    const before = milestones.slice(0, index)
    const undone = before.findLast(step => step.days === null)
    if (undone) return [{ problem: { code: 'undated', step: undone.name, later: name }, at: undone.at }]
    const late = before.findLast(step => step.days !== null && step.days.done > days.again)
    const earlierOn = late?.days?.done
    if (!late || earlierOn === undefined) return []
    return [{ problem: { code: 'out-of-order', earlier: late.name, earlierOn, later: name, laterOn: days.again }, at }]
  })
}

interface Milestone {
  name: string
  /** `null`: not done yet. */
  days: Days | null
  at: Place
}

const once = (day: string | null | undefined): Days | null => (day ? { done: day, again: day } : null)

function milestone(step: Step, context: Context): Milestone {
  const { pathway } = context
  for (const act of ['onboarded', 'installed', 'configured'] as const) {
    const id = step[act]
    if (!id) continue
    const name = `${titleOf('environments', id, pathway)}: ${act}`
    return { name, days: stepDone(id, act, context), at: inRecord(context, 'environments', id) }
  }
  if (step.checklist) {
    const name = titleOf('checklists', step.checklist, pathway)
    return {
      name,
      days: once(checklistDone(step.checklist, context)),
      at: inRecord(context, 'checklists', step.checklist),
    }
  }
  const plan = step.tests ?? step.testsOfRelease
  if (plan) {
    const days = testsPassed(plan, step.tests ? 'any' : 'deployed', context)
    return { name: titleOf('testPlans', plan, pathway), days, at: inRecord(context, 'testPlans', plan) }
  }
  if (step.decision) {
    const name = titleOf('decisions', step.decision, pathway)
    return { name, days: decided(step.decision, context), at: inRecord(context, 'decisions') }
  }
  if (step.certificate) {
    const { title, on, at } = certificateApproved(step.certificate, context)
    return { name: title, days: once(on), at }
  }
  return {
    name: 'the first live patient',
    days: once(liveSince(context.record)),
    at: inRecord(context, 'verification', 'start'),
  }
}
