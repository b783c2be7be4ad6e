import { type Context, type Found, inRecord, type Rule } from '../context.ts'
import { addDays } from '../dates.ts'
import type { Place } from '../model.ts'

/** No change freeze is on today, nor on a day to come for which the phase is planned, or which a site has agreed to. */
export const freeze: Rule<'freeze'> = ({ phase }, context) => {
  const { today, record } = context
  const planned = record.data.plan?.[phase]
  const agreed = Object.entries(record.data.sites ?? {}).flatMap(([ods, { agreed, deployed }]) =>
    agreed && !deployed && agreed.for > today ? [{ ods, on: agreed.for }] : [],
  )
  return [
    // another day can be planned at once; today only passes
    ...frozen(today, inRecord(context, 'phase'), context).map(
      (one): Found => (one.problem.code === 'frozen' ? { ...one, until: one.problem.free, waits: true } : one),
    ),
    ...(planned !== undefined && planned > today ? frozen(planned, inRecord(context, 'plan', phase), context) : []),
    ...agreed.flatMap(({ ods, on }) => frozen(on, inRecord(context, 'sites', ods, 'agreed', 'for'), context)),
  ]
}

function frozen(day: string, at: Place, { record, calendar }: Context): Found[] {
  if (!calendar || day < calendar.from || day > calendar.until)
    return [{ problem: { code: 'beyond-calendar', after: day }, at }]
  const all = (calendar.freezes ?? []).filter(
    ({ programmes }) => programmes === undefined || programmes.includes(record.programme),
  )
  const one = all.find(({ from, until }) => from <= day && day <= until)
  if (!one) return []
  // one freeze may follow upon another
  let free = addDays(one.until, 1)
  for (const next of all.toSorted((a, b) => a.from.localeCompare(b.from)))
    if (next.from <= free && free <= next.until) free = addDays(next.until, 1)
  return [{ problem: { code: 'frozen', title: one.title, on: day, free }, at }]
}
