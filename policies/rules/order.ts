import type { Found, Rule, Shown } from '../context.ts'
import { milestone } from '../milestones.ts'

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

/** When each step was done for the first time. */
export const orderFacts: Shown<'order'> = ({ steps }, context) =>
  steps.flatMap(step => {
    const { name, days } = milestone(step, context)
    return days === null ? [] : [{ code: 'dated' as const, step: name, on: days.done }]
  })
