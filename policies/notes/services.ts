/** Which versions of the services come, against those that are there. */
import type { RecordFile } from '../repository.ts'
import type { Entry } from './catalogue.ts'
import { byVersion } from './lineage.ts'
import type { Range } from './range.ts'
import { compareVersions } from './versions.ts'

type Service = Entry<'services'>

/** The services of a release in its own order, then those that are no longer listed. Without any in the release, there is nothing to compare. */
export function servicesOf(release: RecordFile, range: Range): Service[] {
  const { services = [] } = release.data
  if (services.length === 0) return []
  const was = new Map(servicesThere(range).map(({ name, version }) => [name, version]))
  const now = new Set(services.map(({ name }) => name))
  return [
    ...services.map(({ name, version }) => compared(name, was.get(name), version)),
    ...[...was].filter(([name]) => !now.has(name)).map(([name, from]): Service => ({ kind: 'removed', name, from })),
  ]
}

function compared(name: string, from: string | undefined, to: string): Service {
  if (from === undefined) return { kind: 'new', name, to }
  const order = compareVersions(to, from)
  return { kind: order === 0 ? 'unchanged' : order > 0 ? 'raised' : 'rolled-back', name, from, to }
}

/** Those of what is there. Where it lists none, the last release before it that does is the one that is known. */
function servicesThere({ from, earlier, told }: Range): NonNullable<RecordFile['data']['services']> {
  if (from === null) return []
  const before = [...earlier, ...told].filter(one => byVersion(one, from) <= 0)
  return before.findLast(({ data }) => (data.services ?? []).length > 0)?.data.services ?? []
}
