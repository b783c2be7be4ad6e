import type { Found, Rule } from '../context.ts'
import { milestone, spanAfter } from '../milestones.ts'

/** Something has lasted long enough, and not too long, from a day until today or until something else was done. */
export const duration: Rule<'duration'> = ({ from, to, atLeast, atMost }, context) => {
  const { today } = context
  const start = milestone(from, context)
  if (!start.days) return [{ problem: { code: 'not-begun', step: start.name, later: null }, at: start.at }]
  const since = start.days.done
  const end = (to && milestone(to, context).days?.done) ?? today
  const [earliest, latest] = [atLeast, atMost].map(span => span && spanAfter(since, span, context))
  if (earliest === null || latest === null)
    return [{ problem: { code: 'beyond-calendar', after: since }, at: start.at }]
  const name = start.name
  return [
    ...(earliest !== undefined && end < earliest
      ? [
          {
            problem: { code: 'lasts-too-short', from: name, since, until: earliest },
            at: start.at,
            // what has ended is not mended by waiting
            ...(end === today ? { until: earliest, waits: true } : {}),
          } satisfies Found,
        ]
      : []),
    ...(latest !== undefined && end > latest
      ? [{ problem: { code: 'lasts-too-long', from: name, since, until: latest }, at: start.at } satisfies Found]
      : []),
  ]
}
