import { type Found, type Rule, withoutRelease } from '../context.ts'
import { interactionsOf } from './document.ts'

/** A certificate carries exactly the interactions that were approved: none is missing, and none is there beyond them. */
export const interactions: Rule<'interactions'> = ({ document, approved }, context) => {
  if (approved.of !== 'record' && !context.release) return [withoutRelease(context)]
  const [carried] = interactionsOf({ document, of: 'record' }, context)
  return interactionsOf(approved, context).flatMap((allowed): Found[] => {
    const empty = [allowed, ...(carried ? [carried] : [])].filter(({ all }) => all.length === 0)
    if (empty.length > 0 || !carried)
      return empty.map(({ title, at }) => ({ problem: { code: 'interactions-missing', document: title }, at }))
    const missing = allowed.all.filter(one => !carried.all.includes(one))
    const extra = carried.all.filter(one => !allowed.all.includes(one))
    const problem = { document: carried.title, approved: allowed.title, missing, extra }
    return missing.length + extra.length === 0
      ? []
      : [{ problem: { code: 'interactions-differ', ...problem }, at: carried.at }]
  })
}
