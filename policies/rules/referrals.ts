import {
  type Context,
  inRecord,
  liveSince,
  type Parameters,
  type Rule,
  type Shown,
  withoutRelease,
} from '../context.ts'
import type { RecordFile } from '../repository.ts'

/** Enough referrals were completed in live running, all sites of the Application together; the Application may ask for more than the minimum. */
export const referrals: Rule<'referrals'> = (parameters, context) => {
  const { release } = context
  if (!release) return [withoutRelease(context)]
  const level = release.data.serviceRiskLevel
  if (!level) return [{ problem: { code: 'risk-level-missing', release: release.id }, at: { path: release.path } }]
  const { done, needed, sites } = pooled(parameters, level, context)
  if (done >= needed) return []
  return [
    {
      problem: { code: 'referrals-too-few', done, needed, level, sites },
      at: inRecord(context, 'verification', 'counts'),
    },
  ]
}

/** How many were completed, at how many sites. */
export const referralsFacts: Shown<'referrals'> = (parameters, context) => {
  const level = context.release?.data.serviceRiskLevel
  if (!level) return []
  const { done, needed, sites } = pooled(parameters, level, context)
  return [{ code: 'counted', referrals: done, needed, sites }]
}

function pooled(
  { minimum, livePhase }: Parameters<'referrals'>,
  level: 'low' | 'medium' | 'high',
  { release, pathway, siblings, today }: Context,
): { done: number; needed: number; sites: number } {
  const needed = Math.max(minimum[level], release?.data.acceptance?.referrals ?? 0)
  const order = Object.keys(pathway.data.phases)
  const live = siblings.filter(
    ({ data }) => data.pathway === pathway.id && order.indexOf(data.phase) >= order.indexOf(livePhase),
  )
  const counts = live.map(site => completed(site, today))
  return {
    done: counts.reduce((sum, count) => sum + count, 0),
    needed,
    sites: counts.filter(count => count > 0).length,
  }
}

/** What one site completed in live running until a day. */
function completed(site: RecordFile, today: string): number {
  const start = liveSince(site)
  if (start === undefined) return 0
  const counts = (site.data.verification?.counts ?? []).filter(({ on }) => on >= start && on <= today)
  return counts.reduce((sum, { referrals }) => sum + referrals, 0)
}
