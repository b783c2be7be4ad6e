import { inRecord, type Rule, withoutRelease } from '../context.ts'

/** The release that is deployed has come so far on its own pathway, and was not withdrawn. */
export const release: Rule<'release'> = ({ reached }, context) => {
  const { release, releasePathway } = context
  const at = inRecord(context, 'release')
  if (!release) return [withoutRelease(context)]
  const phases = releasePathway?.data.phases ?? {}
  const order = Object.keys(phases)
  if (order.includes(reached) && order.indexOf(release.data.phase) >= order.indexOf(reached)) return []
  const title = (phase: string) => phases[phase]?.title ?? phase
  return [
    {
      problem: {
        code: 'release-not-there',
        release: release.id,
        phase: title(release.data.phase),
        needed: title(reached),
      },
      at,
    },
  ]
}
