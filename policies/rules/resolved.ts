import { type Found, inRecord, type Rule } from '../context.ts'

/** No issue from testing, or no live incident, is left open. */
export const resolved: Rule<'resolved'> = ({ what }, context) => {
  const kind = what === 'issues' ? 'issue' : 'incident'
  return (context.record.data[what] ?? []).flatMap(({ reference, title, resolved }, index): Found[] =>
    resolved
      ? []
      : [{ problem: { code: 'still-open', what: kind, reference, title }, at: inRecord(context, what, index) }],
  )
}
