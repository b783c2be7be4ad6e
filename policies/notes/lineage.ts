/** The releases of a product, one after another. */
import type { Pathway } from '../../schemas/types.ts'
import type { RecordFile, Repository } from '../repository.ts'
import { gatesOf } from '../routes.ts'
import { compareVersions } from './versions.ts'

/** Every release of a release's product in its programme, whatever became of it, lowest version first; the release itself as it is given. */
export function releasesOf(release: RecordFile, repository: Repository): RecordFile[] {
  const others = registeredWith(release, repository).filter(({ id }) => id !== release.id)
  const place = others.findIndex(one => byVersion(one, release) > 0)
  return others.toSpliced(place < 0 ? others.length : place, 0, release)
}

/** The same, with the release as it is registered: one list for all of a product. */
export const registeredWith = (release: RecordFile, repository: Repository): readonly RecordFile[] =>
  indexOf(repository).get(productKey(release)) ?? []

/** Programme and product → its releases. Every record asks for its own, so they are put together once. */
const indexes = new WeakMap<Repository, Map<string, RecordFile[]>>()

function indexOf(repository: Repository): Map<string, RecordFile[]> {
  const releases = () => [...repository.records.values()].filter(({ data }) => data.kind === 'Release')
  const index = indexes.get(repository) ?? Map.groupBy(releases().sort(byVersion), productKey)
  indexes.set(repository, index)
  return index
}

const productKey = ({ programme, data }: RecordFile) => JSON.stringify([programme, data.product])

export const versionOf = ({ data }: RecordFile): string => data.version ?? ''

/** Below 0: `a` is the lower version. */
export const byVersion = (a: RecordFile, b: RecordFile): number => compareVersions(versionOf(a), versionOf(b))

/** A release that was withdrawn did not come, and a third party's change brings nothing of the product. */
export const isOurs = ({ data }: RecordFile): boolean => data.phase !== 'withdrawn' && data.type !== 'third-party'

/** Whether releases of its type pass through a phase: an iterative one never comes to production. */
export function passes(release: RecordFile, phase: string, pathway: Pathway): boolean {
  return gatesOf(pathway, release).some(({ from, to }) => from === phase || to === phase)
}

/** How far a release is: the place of its phase, or of any other, in its pathway. Before the first: a phase that the pathway does not have. */
export const placeOf = (phase: string | undefined, { phases }: Pathway): number =>
  Object.keys(phases).indexOf(phase ?? '')
