import type { Session } from '../../schemas/types.ts'
import {
  type Context,
  type Found,
  inRecord,
  type Parameters,
  present,
  type Rule,
  type Shown,
  sessionsOf,
  titleOf,
  voidedOn,
} from '../context.ts'
import { latest } from '../dates.ts'
import { milestone, spanAfter } from '../milestones.ts'

/** A forum has met with all the parties that belong to it: once, or in a rhythm. */
export const forum: Rule<'forum'> = ({ forum, attended, rhythm }, context) => {
  const title = titleOf('forums', forum, context.pathway)
  const at = inRecord(context, 'communications', forum)
  const sessions = sessionsOf(forum, context)
  const before = context.record.data.communications?.[forum]?.sessions ?? []
  const since = voidedOn(context.pathway.data.forums?.[forum]?.phase, context)
  if (sessions.length === 0 && since !== null && before.length > 0)
    return [{ problem: { code: 'voided', what: title, on: latest(before.map(({ on }) => on)) ?? '', since }, at }]
  const absent = sessions.map(session => attended.filter(party => !present(session.attended, party, context)))
  const full = sessions.filter((_, index) => absent[index]?.length === 0)
  if (rhythm) return broken(title, full, rhythm, context).map((problem): Found => ({ problem, at }))
  if (sessions.length === 0) return [{ problem: { code: 'forum-never-met', forum: title }, at }]
  if (full.length > 0) return []
  const fewest = absent.reduce((a, b) => (b.length < a.length ? b : a))
  return [{ problem: { code: 'forum-without', forum: title, parties: fewest }, at }]
}

/** Where the time between two full meetings was longer than the rhythm allows; the stretch begins and ends like one. */
function broken(
  forum: string,
  sessions: readonly Session[],
  { from, after, for: length, every }: NonNullable<Parameters<'forum'>['rhythm']>,
  context: Context,
): Found['problem'][] {
  const { name, days } = milestone(from, context)
  if (!days || days.done > context.today) return [{ code: 'not-begun', step: name, later: forum }]
  const begins = after ? spanAfter(days.done, after, context) : days.done
  const ends = length ? spanAfter(days.done, length, context) : context.today
  if (begins === null || ends === null) return [{ code: 'beyond-calendar', after: days.done }]
  const until = ends < context.today ? ends : context.today
  const met = sessions.map(({ on }) => on).filter(on => on >= begins && on <= until)
  const points = [begins, ...met.sort()]
  const gaps = points.flatMap((point, index): Found['problem'][] => {
    const by = spanAfter(point, every, context)
    if (by === null) return [{ code: 'beyond-calendar', after: point }]
    const next = points[index + 1]
    if (next === undefined ? by >= until : next <= by) return []
    return [{ code: 'forum-gap', forum, since: point, by, next: next ?? null }]
  })
  // a stretch that is no longer than the rhythm has no gap: it is over without any meeting
  const over = ends <= context.today && met.length === 0
  return gaps.length === 0 && over && length ? [{ code: 'forum-never-met', forum }] : gaps
}

/** How often it met, and when for the last time. */
export const forumFacts: Shown<'forum'> = ({ forum }, context) => {
  const sessions = sessionsOf(forum, context)
  const on = latest(sessions.map(session => session.on))
  const title = titleOf('forums', forum, context.pathway)
  return on === null ? [] : [{ code: 'met', forum: title, meetings: sessions.length, on }]
}
