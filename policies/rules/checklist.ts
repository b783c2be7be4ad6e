import type { ChecklistItem, ItemDefinition } from '../../schemas/types.ts'
import { type Context, type Found, inRecord, type Rule, voidedOn } from '../context.ts'
import { latest } from '../dates.ts'

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

/** The day on which the last item of a checklist was done; `null` while one is open. */
export function checklistDone(id: string, context: Context): string | null {
  const items = Object.keys(context.pathway.data.checklists?.[id]?.items ?? {})
  const stands = items.map(item => context.record.data.checklists?.[id]?.[item])
  const days = stands.flatMap(item => (item && item.status !== 'open' ? (item.on ?? []) : []))
  return days.length === items.length ? latest(days) : null
}
