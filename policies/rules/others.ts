import { inRecord, type Rule } from '../context.ts'
import { minorOf } from './version.ts'

/** So many other records of the same product have come so far on their pathway. */
export const others: Rule<'others'> = ({ pathway, reached, minimum, sameMinor = false }, context) => {
  const order = Object.keys(context.pathways.get(pathway)?.data.phases ?? {})
  const far = context.siblings.filter(
    ({ id, data }) =>
      id !== context.record.id &&
      data.pathway === pathway &&
      (!sameMinor || minorOf(data) === minorOf(context.record.data)) &&
      order.includes(reached) &&
      order.indexOf(data.phase) >= order.indexOf(reached),
  )
  if (far.length >= minimum) return []
  const { title = pathway, phases = {} } = context.pathways.get(pathway)?.data ?? {}
  const problem = {
    code: 'others-too-few' as const,
    pathway: title,
    phase: phases[reached]?.title ?? reached,
    found: far.length,
    minimum,
  }
  return [{ problem, at: inRecord(context, 'phase') }]
}
