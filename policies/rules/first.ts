import { inRecord, type Rule, withoutRelease } from '../context.ts'

/** Of the sites of one release, the first goes alone: until it is closed, no other one of them comes as far. */
export const first: Rule<'first'> = ({ from, closed }, context) => {
  const { record, pathway, release, siblings } = context
  if (!release) return [withoutRelease(context)]
  const order = Object.keys(pathway.data.phases)
  // a phase that is not known is reached by all, and closed by none
  const reached = (phase: string, by: string) => order.indexOf(by) >= order.indexOf(phase)
  const isClosed = (phase: string) => order.includes(closed) && reached(closed, phase)
  const others = siblings.filter(
    ({ id, data }) => id !== record.id && data.pathway === pathway.id && data.release === record.data.release,
  )
  if (others.some(({ data }) => isClosed(data.phase))) return []
  return others
    .filter(({ data }) => reached(from, data.phase))
    .map(({ data }) => ({
      problem: { code: 'not-the-first' as const, site: data.title, phase: data.phase, closed },
      at: inRecord(context, 'release'),
    }))
}
