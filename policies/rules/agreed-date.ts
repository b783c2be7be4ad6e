import { inRecord, type Rule } from '../context.ts'

/** A day is agreed for a phase, and it has come. */
export const agreedDate: Rule<'agreed-date'> = ({ phase }, context) => {
  const day = context.record.data.plan?.[phase]
  const at = inRecord(context, 'plan', phase)
  if (day === undefined) return [{ problem: { code: 'date-missing', phase }, at }]
  return day <= context.today
    ? []
    : [{ problem: { code: 'date-to-come', phase, on: day }, at, until: day, waits: true }]
}
