/** The sites that a release goes to, for notes that are told for one of them. */
import { organisationsOf } from '../../policies/holders.ts'
import type { RecordFile, Repository, TemplateFile } from '../../policies/repository.ts'

/** Those that its record names, and those of the parties whose sites its pathway's gates ask for. */
export function sitesOf(release: RecordFile, repository: Repository): string[] {
  const asked = partiesOf(release, repository).flatMap(party => organisationsOf(party, release, repository.people))
  return [...new Set([...Object.keys(release.data.sites ?? {}), ...asked])].sort()
}

/** The same; none where the template has no audience that they belong to: notes for testers are not sent to sites. */
export function sitesToldBy(
  { release, template }: { release: RecordFile; template: TemplateFile },
  repository: Repository,
): string[] {
  const parties = partiesOf(release, repository)
  const told = Object.values(template.data.audiences).flatMap(audience => audience.parties ?? [])
  return parties.length === 0 || parties.some(party => told.includes(party)) ? sitesOf(release, repository) : []
}

/** The parties whose sites the gates of its pathway ask for. */
function partiesOf({ data }: RecordFile, { pathways }: Repository): string[] {
  const gates = pathways.get(data.pathway)?.data.gates ?? []
  const parties = gates.flatMap(({ criteria = [] }) =>
    criteria.flatMap(one => (one.rule === 'sites' ? one.with.party : [])),
  )
  return [...new Set(parties)]
}
