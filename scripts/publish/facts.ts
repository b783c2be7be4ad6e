/** Everything that publishing stands on, read from git: main, and what its records have been. */
import { type RecordData, type Repository, readRepository, recordId } from '../../policies/repository.ts'
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
  const versions = readVersions(git, main, paths)
  return wantedOf(repository, new Map([...versions].map(([path, all]) => [path, all.map(one => pastOf(path, one))])))
}

/** The repository as it is in a commit. */
export const repositoryAt = (git: Git, commit: string): Repository => readRepository(readTree(git, commit, folders))

const pastOf = (path: string, { commit, at, source }: Version): Past => ({ commit, at, data: dataOf(path, source) })

function dataOf(path: string, source: Version['source']): RecordData | null {
  if (source === null) return null
  return readRepository(new Map([[path, source]])).records.get(recordId(path))?.data ?? null
}
