import type { Ticket } from '../../schemas/types.ts'
import { type Context, type Found, inRecord, type Rule } from '../context.ts'
import { lastOf } from '../dates.ts'
import type { Problem } from '../problems.ts'

/** Every ticket of the release has come so far; and there is something in it. A change without a ticket has no kind that anybody stands for. */
export const scope: Rule<'scope'> = ({ each, features = 0 }, context) => {
  const tickets = context.record.data.scope ?? []
  if (tickets.length === 0) return [{ problem: { code: 'scope-empty' }, at: inRecord(context, 'scope') }]
  const found = tickets.filter(({ type }) => type === 'feature').length
  const few =
    found < features
      ? [{ problem: { code: 'features-too-few' as const, found, features }, at: inRecord(context, 'scope') }]
      : []
  return [
    ...few,
    ...(each === 'categorised' ? unticketed(context) : []),
    ...tickets.flatMap((ticket, index) => {
      const problem = judges[each](ticket, `${ticket.reference} ${ticket.title}`)
      return problem ? [{ problem, at: inRecord(context, 'scope', index) }] : []
    }),
  ]
}

const unticketed = (context: Context): Found[] =>
  (context.record.data.unticketed ?? []).map(({ title }, index) => ({
    problem: { code: 'change-unticketed', title },
    at: inRecord(context, 'unticketed', index),
  }))

type Judge = (ticket: Ticket, name: string) => Problem | null

const judges: Record<'categorised' | 'decided' | 'done' | 'sit' | 'uat', Judge> = {
  categorised: ({ type }, ticket) => (type === undefined ? { code: 'ticket-uncategorised', ticket } : null),
  decided: ({ uatNeeded }, ticket) => (uatNeeded === undefined ? { code: 'uat-undecided', ticket } : null),
  done: ({ done }, ticket) => (done ? null : { code: 'ticket-not-done', ticket }),
  sit({ sit = [] }, ticket) {
    const result = lastOf(sit)?.result ?? null
    return result === 'pass' ? null : { code: 'ticket-not-tested', ticket, result }
  },
  uat({ uatNeeded, sit = [], uat = [], choices = [] }, ticket) {
    if (uatNeeded === undefined) return { code: 'uat-undecided', ticket }
    if (!uatNeeded) return null
    const said = lastOf(uat)
    if (!said) return { code: 'uat-open', ticket }
    const tested = lastOf(sit)?.on ?? ''
    if (said.outcome === 'accepted')
      return said.on >= tested ? null : { code: 'uat-before-sit', ticket, on: said.on, tested }
    // a refusal does not stop a release by itself: the Product Owner may delay it, or let it go
    const choice = lastOf(choices.filter(({ on }) => on >= said.on))?.choice
    if (choice === 'release') return null
    return { code: 'uat-refused', ticket, reason: said.reason ?? '', delayed: choice === 'delay' }
  },
}
