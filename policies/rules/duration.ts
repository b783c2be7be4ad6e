import type { Found, Rule } from '../context.ts'
import { milestone, spanAfter } from '../milestones.ts'

/** Something has lasted long enough, and not too long, from a day until today or until something else was done. */
export const duration: Rule<'duration'> = ({ from, to, atLeast, atMost }, context) => {
  const { today } = context
  const start = milestone(from, context)
  if (!start.days || start.days.done > today)
    return [{ problem: { code: 'not-begun', step: start.name, later: null }, at: start.at }]
  const since = start.days.done
  const ended = (to && milestone(to, context).days?.done) ?? null
  const end = ended ?? today
  const [earliest, latest] = [atLeast, atMost].map(span => span && spanAfter(since, span, context))
  if (earliest === null || latest === null)
    return [{ problem: { code: 'beyond-calendar', after: since }, at: start.at }]
  const found = (code: 'lasts-too-short' | 'lasts-too-long', until: string): Found => ({
    problem: { code, from: start.name, since, until, ended },
    at: start.at,
  })
  return [
    // what has ended is not mended by waiting
    ...(earliest !== undefined && end < earliest
      ? [{ ...found('lasts-too-short', earliest), ...(ended === null && { until: earliest, waits: true as const }) }]
      : []),
    ...(latest !== undefined && end > latest ? [found('lasts-too-long', latest)] : []),
  ]
}
