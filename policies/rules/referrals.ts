import { inRecord, liveSince, type Rule } from '../context.ts'
import type { RecordFile } from '../repository.ts'

/** Enough referrals were completed in live running, all sites of the Application together; the Application may ask for more than the minimum. */
export const referrals: Rule<'referrals'> = ({ minimum, livePhase }, context) => {
  const { release, record, pathway, siblings, today } = context
  if (!release)
    return [
      { problem: { code: 'release-missing', release: record.data.release ?? '' }, at: inRecord(context, 'release') },
    ]
  const level = release.data.serviceRiskLevel
  if (!level) return [{ problem: { code: 'risk-level-missing', release: release.id }, at: { path: release.path } }]
  const needed = Math.max(minimum[level], release.data.acceptance?.referrals ?? 0)
  const order = Object.keys(pathway.data.phases)
  const live = siblings.filter(
    ({ data }) => data.pathway === pathway.id && order.indexOf(data.phase) >= order.indexOf(livePhase),
  )
  const counts = live.map(site => completed(site, today))
  const done = counts.reduce((sum, count) => sum + count, 0)
  if (done >= needed) return []
  const sites = counts.filter(count => count > 0).length
  return [
    {
      problem: { code: 'referrals-too-few', done, needed, level, sites },
      at: inRecord(context, 'verification', 'counts'),
    },
  ]
}

/** What one site completed in live running until a day. */
function completed(site: RecordFile, today: string): number {
  const start = liveSince(site)
  if (start === undefined) return 0
  const counts = (site.data.verification?.counts ?? []).filter(({ on }) => on >= start && on <= today)
  return counts.reduce((sum, { referrals }) => sum + referrals, 0)
}
