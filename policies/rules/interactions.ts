import type { Rule } from '../context.ts'
import { interactionsOf } from './document.ts'

/** A certificate carries exactly the interactions that were approved: none is missing, and none is there beyond them. */
export const interactions: Rule<'interactions'> = ({ document, approved }, context) => {
  const [carried, allowed] = [interactionsOf({ document, of: 'record' }, context), interactionsOf(approved, context)]
  const empty = [allowed, carried].filter(({ all }) => all.length === 0)
  if (empty.length > 0)
    return empty.map(({ title, at }) => ({ problem: { code: 'interactions-missing' as const, document: title }, at }))
  const missing = allowed.all.filter(one => !carried.all.includes(one))
  const extra = carried.all.filter(one => !allowed.all.includes(one))
  return missing.length + extra.length === 0
    ? []
    : [
        {
          problem: { code: 'interactions-differ', document: carried.title, approved: allowed.title, missing, extra },
          at: carried.at,
        },
      ]
}
