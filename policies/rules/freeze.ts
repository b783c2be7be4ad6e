import { inRecord, type Rule } from '../context.ts'
import { addDays } from '../dates.ts'

/** No change freeze is on, on the day on which a phase begins: the planned one where that is still to come, else today. */
export const freeze: Rule<'freeze'> = ({ phase }, context) => {
  const { record, calendar, today } = context
  const planned = record.data.plan?.[phase]
  const day = planned !== undefined && planned > today ? planned : today
  const at = inRecord(context, ...(day === planned ? ['plan', phase] : ['phase']))
  if (!calendar || day < calendar.from || day > calendar.until)
    return [{ problem: { code: 'beyond-calendar', after: day }, at }]
  const frozen = (calendar.freezes ?? []).filter(
    ({ programmes }) => programmes === undefined || programmes.includes(record.programme),
  )
  const on = frozen.find(({ from, until }) => from <= day && day <= until)
  if (!on) return []
  // one freeze may follow upon another
  let free = addDays(on.until, 1)
  for (const next of frozen.toSorted((a, b) => a.from.localeCompare(b.from)))
    if (next.from <= free && free <= next.until) free = addDays(next.until, 1)
  const problem = { code: 'frozen' as const, title: on.title, on: day, free }
  // another day can be planned at once; today only passes
  return day === today ? [{ problem, at, until: free, waits: true }] : [{ problem, at }]
}
