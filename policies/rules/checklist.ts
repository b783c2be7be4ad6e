import type { ChecklistItem, ItemDefinition } from '../../schemas/types.ts'
import { type Context, type Days, type Found, inRecord, type Rule, type Shown, voidedOn } from '../context.ts'
import { earliest, latest } from '../dates.ts'
import type { Fact } from '../model.ts'

/** Items of a checklist are done, since the last loop that asks for them anew. */
export const checklist: Rule<'checklist'> = ({ checklist, items }, context) => {
  const definition = context.pathway.data.checklists?.[checklist]
  const since = voidedOn(definition?.phase, context)
  const asked = items ?? Object.keys(definition?.items ?? {})
  return asked.flatMap(item => {
    const at = inRecord(context, 'checklists', checklist, item)
    const expected = definition?.items[item]
    return judge(context.record.data.checklists?.[checklist]?.[item], expected, item, since).map(
      (problem): Found => ({ problem, at }),
    )
  })
}

function judge(
  item: ChecklistItem | undefined,
  definition: ItemDefinition | undefined,
  id: string,
  since: string | null,
): Found['problem'][] {
  const title = definition?.title ?? id
  if (!item || item.status === 'open') return [{ code: 'item-open', item: title, parties: definition?.by ?? [] }]
  if (item.status === 'not-applicable' && !definition?.mayNotApply) return [{ code: 'item-must-apply', item: title }]
  if (since !== null && (item.on ?? '') <= since) return [{ code: 'voided', what: title, on: item.on ?? '', since }]
  return []
}

/** The day on which one item of a checklist was done, or found not to apply; `null` while it is open, or counts no more. */
export function itemDone(
  { checklist, item }: { checklist: string; item: string },
  context: Pick<Context, 'record' | 'pathway'>,
): string | null {
  const { phase, items } = context.pathway.data.checklists?.[checklist] ?? {}
  const { status, on = '' } = context.record.data.checklists?.[checklist]?.[item] ?? {}
  const answered = status === 'done' || (status === 'not-applicable' && items?.[item]?.mayNotApply === true)
  return answered && on > (voidedOn(phase, context) ?? '') ? on : null
}

/** When a checklist was done: its last item, and its first; `null` while one is open, or counts no more. */
export function checklistDone(checklist: string, context: Context): Days | null {
  const items = Object.keys(context.pathway.data.checklists?.[checklist]?.items ?? {})
  const days = items.flatMap(item => itemDone({ checklist, item }, context) ?? [])
  const [done, again] = [latest(days), earliest(days)]
  return done === null || again === null || days.length < items.length ? null : { done, again }
}

/** Who did each item, and when; or why it does not apply. */
export const checklistFacts: Shown<'checklist'> = ({ checklist, items }, context) => {
  const definition = context.pathway.data.checklists?.[checklist]?.items ?? {}
  return (items ?? Object.keys(definition)).flatMap((id): Fact[] => {
    const { status, by = '', on = '', reason = '' } = context.record.data.checklists?.[checklist]?.[id] ?? {}
    const item = definition[id]?.title ?? id
    if (status === 'done') return [{ code: 'done', item, by, on }]
    return status === 'not-applicable' ? [{ code: 'does-not-apply', item, by, reason }] : []
  })
}
