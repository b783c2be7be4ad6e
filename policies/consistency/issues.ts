/** What releases say of a known issue must fit together: nothing is mended before it is there. */
import type { Finding } from '../model.ts'
import { sinceOf } from '../notes/issues.ts'
import { registeredWith, versionOf } from '../notes/lineage.ts'
import { compareVersions } from '../notes/versions.ts'
import { type RecordFile, type Repository, wrong } from '../repository.ts'

/** The contradictions in what one release says of its known issues. */
export function issueFindings(record: RecordFile, repository: Repository): Finding[] {
  const { path, data } = record
  if (data.kind !== 'Release') return []
  const version = versionOf(record)
  return (data.knownIssues ?? []).flatMap(({ reference, title, since: own = version, fixedIn }, index): Finding[] => {
    const at = (field: string) => ({ path, pointer: ['knownIssues', index, field] })
    const issue = `${reference} ${title}`
    if (compareVersions(own, version) > 0)
      return [wrong({ code: 'listed-before', issue, version, since: own }, at('since'))]
    if (fixedIn === undefined) return []
    const since = sinceOf(reference, registeredWith(record, repository)) ?? own
    return compareVersions(fixedIn, since) > 0
      ? []
      : [wrong({ code: 'fixed-before', issue, fixedIn, since }, at('fixedIn'))]
  })
}
