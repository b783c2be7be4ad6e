import type { Decision } from '../../schemas/types.ts'
import { type Context, type Days, type Found, inRecord, present, type Rule, type Shown, titleOf } from '../context.ts'
import { lastOf } from '../dates.ts'

/** The last decision of a kind has the outcome that is needed, and the parties were there. */
export const decision: Rule<'decision'> = ({ decision, outcome }, context) => {
  const title = titleOf('decisions', decision, context.pathway)
  const last = lastDecision(decision, context)
  if (!last)
    return [{ problem: { code: 'decision-missing', decision: title, outcome }, at: inRecord(context, 'decisions') }]
  const at = inRecord(context, 'decisions', last.index)
  if (last.outcome !== outcome) {
    return [
      {
        problem: { code: 'decision-otherwise', decision: title, outcome: last.outcome, needed: outcome, on: last.on },
        at,
      },
    ]
  }
  const parties = context.pathway.data.decisions?.[decision]?.attended ?? []
  return parties
    .filter(party => !present([last.chair, ...last.attended], party, context))
    .map((party): Found => ({ problem: { code: 'decision-without', decision: title, on: last.on, party }, at }))
}

/** The latest decision of a kind, and of several on one day the one that was added last. */
export function lastDecision(id: string, context: Pick<Context, 'record'>): (Decision & { index: number }) | null {
  const all = (context.record.data.decisions ?? []).map((one, index) => ({ ...one, index }))
  return lastOf(all.filter(one => one.decision === id)) ?? null
}

/** When a decision was taken with a go, and taken again, since it last was a no-go; `null` while it was not. */
export function decided(id: string, context: Pick<Context, 'record'>): Days | null {
  const all = (context.record.data.decisions ?? [])
    .filter(({ decision }) => decision === id)
    .toSorted((a, b) => a.on.localeCompare(b.on))
  const goes = all.slice(all.findLastIndex(({ outcome }) => outcome === 'no-go') + 1).map(({ on }) => on)
  const [done, again] = [goes[0], goes.at(-1)]
  return done === undefined || again === undefined ? null : { done, again }
}

/** What was decided, when, and who was in the chair. */
export const decisionFacts: Shown<'decision'> = ({ decision }, context) => {
  const last = lastDecision(decision, context)
  if (!last) return []
  const { outcome, on, chair } = last
  return [{ code: 'decided', decision: titleOf('decisions', decision, context.pathway), outcome, on, chair }]
}
