/** Sites for which the notes of an environment leave something out. */
import type { RecordFile, Repository } from '../repository.ts'
import { byVersion, releasesOf } from './lineage.ts'
import { rangeOf } from './range.ts'
import type { Subject } from './release.ts'

/** Of some sites (ODS codes), those that have an earlier version than the one from which the notes begin: to them more is new. */
export function sitesBehind(
  { release, template }: Pick<Subject, 'release' | 'template'>,
  sites: readonly string[],
  repository: Repository,
): string[] {
  const pathway = repository.pathways.get(release.data.pathway)?.data
  if (!pathway) return []
  const all = releasesOf(release, repository)
  const before = (site: string | undefined): RecordFile | null =>
    rangeOf(release, all, { environment: template.data.environment, site, pathway }).from
  const from = before(undefined)
  return sites.filter(site => {
    const own = before(site)
    return from !== null && own !== null && byVersion(own, from) < 0
  })
}
