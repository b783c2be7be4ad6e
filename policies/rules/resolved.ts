import { type Context, type Found, inRecord, type Rule } from '../context.ts'
import { issuesOf } from '../notes/issues.ts'
import { isOurs, releasesOf, versionOf } from '../notes/lineage.ts'

const kinds = { issues: 'issue', incidents: 'incident', knownIssues: 'known issue' } as const

/** No issue from testing, no live incident or no known issue is left open, or none that is so severe. What an earlier release knew is still known. */
export const resolved: Rule<'resolved'> = ({ what, severity = Number.POSITIVE_INFINITY }, context) => {
  const all: readonly { reference: string; title: string; severity?: number; resolved?: unknown }[] =
    context.record.data[what] ?? []
  const own = all.flatMap(({ reference, title, severity: own = 0, resolved }, index): Found[] =>
    resolved || own > severity
      ? []
      : [{ problem: { code: 'still-open', what: kinds[what], reference, title }, at: inRecord(context, what, index) }],
  )
  const listed = new Set(all.map(({ reference }) => reference))
  const carried = what === 'knownIssues' && context.record.data.kind === 'Release' ? carriedIssues(context) : []
  return [
    ...own,
    ...carried.flatMap(({ reference = '', title = '', severity: its = 0 }): Found[] =>
      listed.has(reference) || its > severity
        ? []
        : [{ problem: { code: 'still-open', what: kinds[what], reference, title }, at: inRecord(context, what) }],
    ),
  ]
}

/** The known issues of the product that are open in this version, in whichever release they are listed. */
const carriedIssues = ({ record, repository }: Context) =>
  issuesOf(versionOf(record), null, releasesOf(record, repository), isOurs).filter(({ kind }) => kind !== 'closed')
