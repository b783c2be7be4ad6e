/** What sites must do: what comes with a release, and with those that are skipped. */
import { organisationName } from '../holders.ts'
import type { People, RecordFile } from '../repository.ts'
import type { Entry } from './catalogue.ts'
import { instantOf } from './downtime.ts'
import type { Range } from './range.ts'

type Action = Entry<'actions'>

/** The downtime first; then each action once. For one site, those of others are not told, nor is whose they are. */
export function actionsOf(release: RecordFile, range: Range, site: string | undefined, people: People): Action[] {
  const { downtime } = release.data
  const from = range.kind === 'back' ? [release] : range.told
  const all = from
    .flatMap(({ data }) => data.actions ?? [])
    .filter(({ sites }) => !site || !sites || sites.includes(site))
  const once = new Map(
    all.map(({ kind, what, sites }): [string, Action] => [
      JSON.stringify([kind, what, sites]),
      { kind, what, ...(sites && !site && { sites: sites.map(ods => organisationName(ods, people)) }) },
    ]),
  )
  return [
    ...(downtime
      ? [{ kind: 'downtime' as const, from: instantOf(downtime.start), until: instantOf(downtime.predictedEnd) }]
      : []),
    ...once.values(),
  ]
}
