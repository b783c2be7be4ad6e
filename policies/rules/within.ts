import type { Rule, Shown } from '../context.ts'
import { milestone, spanAfter } from '../milestones.ts'
import { orderFacts } from './order.ts'

/** Something was done in time after something else. What is not done yet has its last day. */
export const within: Rule<'within'> = ({ from, to, limit }, context) => {
  const [first, second] = [milestone(from, context), milestone(to, context)]
  if (!first.days) return [{ problem: { code: 'not-begun', step: first.name, later: second.name }, at: first.at }]
  const since = first.days.done
  const by = spanAfter(since, limit, context)
  if (by === null) return [{ problem: { code: 'beyond-calendar', after: since }, at: first.at }]
  const done = second.days?.done
  if (done === undefined) {
    const code = context.today > by ? 'overdue' : 'due'
    return [{ problem: { code, step: second.name, by, from: first.name, since }, at: second.at }]
  }
  return done <= by ? [] : [{ problem: { code: 'too-late', step: second.name, on: done, by }, at: second.at }]
}

/** When either was done. */
export const withinFacts: Shown<'within'> = ({ from, to }, context) => orderFacts({ steps: [from, to] }, context)
