import { type Found, inRecord, type Rule } from '../context.ts'

const kinds = { issues: 'issue', incidents: 'incident', knownIssues: 'known issue' } as const

/** No issue from testing, no live incident or no known issue is left open, or none that is so severe. */
export const resolved: Rule<'resolved'> = ({ what, severity = Number.POSITIVE_INFINITY }, context) => {
  const all: readonly { reference: string; title: string; severity?: number; resolved?: unknown }[] =
    context.record.data[what] ?? []
  return all.flatMap(({ reference, title, severity: own = 0, resolved }, index): Found[] =>
    resolved || own > severity
      ? []
      : [{ problem: { code: 'still-open', what: kinds[what], reference, title }, at: inRecord(context, what, index) }],
  )
}
