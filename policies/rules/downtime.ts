import { type Found, inRecord, type Rule } from '../context.ts'
import { dayOf } from '../dates.ts'

/** Those affected know of the downtime beforehand, and a banner explains it; afterwards, that the system is fully restored. */
export const downtime: Rule<'downtime'> = ({ stage, party }, context) => {
  const { downtime } = context.record.data
  const at = (...more: string[]) => inRecord(context, 'downtime', ...more)
  if (!downtime) return [{ problem: { code: 'downtime-missing' }, at: at() }]
  const open = (what: 'notice' | 'banner' | 'restored' | 'restored-notice', pointer: string): Found => ({
    problem: { code: 'downtime-open', what, party },
    at: at(pointer),
  })
  const starts = dayOf(new Date(downtime.start))
  if (stage === 'restored') {
    const { restored } = downtime
    const told = downtime.restoredNotified?.[party]
    return [
      ...(restored ? [] : [open('restored', 'restored')]),
      ...(restored && restored.on < starts
        ? [{ problem: { code: 'restored-early' as const, on: restored.on, starts }, at: at('restored', 'on') }]
        : []),
      // who was told before that all is back has not been told that it is
      ...(told && (!restored || told.on >= restored.on) ? [] : [open('restored-notice', 'restoredNotified')]),
    ]
  }
  const notice = downtime.notified?.[party]
  return [
    ...(Date.parse(downtime.predictedEnd) > Date.parse(downtime.start)
      ? []
      : [{ problem: { code: 'downtime-backwards' as const }, at: at('predictedEnd') }]),
    ...(notice ? [] : [open('notice', 'notified')]),
    ...(notice && notice.on > starts
      ? [{ problem: { code: 'notice-late' as const, on: notice.on, starts }, at: at('notified', party, 'on') }]
      : []),
    ...(downtime.banner ? [] : [open('banner', 'banner')]),
    ...(downtime.banner && downtime.banner.on > starts
      ? [{ problem: { code: 'notice-late' as const, on: downtime.banner.on, starts }, at: at('banner', 'on') }]
      : []),
  ]
}
