/** Everything that publishing stands on, read from git: main, and what its records have been. */
import { type RecordData, type Repository, readRepository, recordId } from '../../policies/repository.ts'
import type { Pathway } from '../../schemas/types.ts'
import type { Git } from '../read/git.ts'
import { readTree } from '../read/objects.ts'
import { fetchHead } from '../read/remote.ts'
import { folders } from '../read/source.ts'
import { readVersions, type Version } from '../read/versions.ts'
import { type Past, printable, type Wanted, wantedOf } from './wanted.ts'

/** What main, as it is at origin, wants published. */
export function readWanted(git: Git, main: string): Wanted {
  fetchHead(git, main)
  const repository = repositoryAt(git, main)
  const paths = printable(repository).map(({ path }) => path)
  const pathways = [...repository.pathways.values()].map(({ path }) => path)
  const versions = readVersions(git, main, paths.length === 0 ? [] : [...paths, ...pathways])
  const pathwayAt = pathwaysOf(git, main, repository, versions)
  const pastOf = (path: string, { commit, at, source }: Version): Past => {
    const data = dataOf(path, source)
    return { commit, at, data, pathway: data && pathwayAt(data.pathway, commit) }
  }
  return wantedOf(
    repository,
    new Map(paths.map(path => [path, (versions.get(path) ?? []).map(one => pastOf(path, one))])),
  )
}

type Versions = ReadonlyMap<string, readonly Version[]>

/** A pathway as main had it at a commit: a later one moves nothing that was published. */
function pathwaysOf(git: Git, main: string, { pathways }: Repository, versions: Versions) {
  const commits = git(['rev-list', '--first-parent', '--reverse', main]).toString().trim().split('\n')
  const order = new Map(commits.map((commit, at) => [commit, at]))
  const placeOf = (commit: string) => order.get(commit) ?? -1
  const parsed = new Map<Version, Pathway | undefined>()
  const parse = (id: string, path: string, version: Version) => {
    const { source } = version
    if (!parsed.has(version))
      parsed.set(version, source ? readRepository(new Map([[path, source]])).pathways.get(id)?.data : undefined)
    return parsed.get(version)
  }
  return (id: string, commit: string): Pathway | null => {
    const now = pathways.get(id)
    if (!now) return null
    const then = versions.get(now.path)?.findLast(one => placeOf(one.commit) <= placeOf(commit))
    return (then && parse(id, now.path, then)) ?? now.data
  }
}

/** The repository as it is in a commit. */
export const repositoryAt = (git: Git, commit: string): Repository => readRepository(readTree(git, commit, folders))

function dataOf(path: string, source: Version['source']): RecordData | null {
  if (source === null) return null
  return readRepository(new Map([[path, source]])).records.get(recordId(path))?.data ?? null
}
