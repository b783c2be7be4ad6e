/** The sites that a release goes to, for notes that are told for one of them. */
import { organisationsOf } from '../../policies/holders.ts'
import type { RecordFile, Repository } from '../../policies/repository.ts'

/** Those that its record names, and those of the parties whose sites its pathway's gates ask for. */
export function sitesOf(release: RecordFile, { pathways, people }: Repository): string[] {
  const gates = pathways.get(release.data.pathway)?.data.gates ?? []
  const parties = gates.flatMap(({ criteria = [] }) =>
    criteria.flatMap(one => (one.rule === 'sites' ? one.with.party : [])),
  )
  const asked = [...new Set(parties)].flatMap(party => organisationsOf(party, release, people))
  return [...new Set([...Object.keys(release.data.sites ?? {}), ...asked])].sort()
}
