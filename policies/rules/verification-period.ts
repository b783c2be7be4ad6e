import type { Incident } from '../../schemas/types.ts'
import { type Found, inRecord, liveSince, type Rule, type Shown, withoutRelease } from '../context.ts'
import { addDays, daysBetween, lastOf, latest } from '../dates.ts'

/**
 * This provider has run live for so many whole days since the first one, or since the last safety-related incident caused by the implementation
 * was resolved. An incident that nobody has assessed, or whose cause is undetermined, counts as such a one.
 */
export const verificationPeriod: Rule<'verification-period'> = ({ days }, context) => {
  const { release, record, today } = context
  const start = liveSince(record)
  const level = release?.data.serviceRiskLevel
  if (!release) return [withoutRelease(context)]
  if (!level) return [{ problem: { code: 'risk-level-missing', release: release.id }, at: { path: release.path } }]
  const needed = Math.max(days[level], release.data.acceptance?.days ?? 0)
  if (start === undefined)
    return [{ problem: { code: 'not-live-yet' }, at: inRecord(context, 'verification'), until: addDays(today, needed) }]
  const incidents = (record.data.incidents ?? [])
    .map((incident, index) => ({ incident, index }))
    .filter(({ incident }) => stops(incident, start))
  const open = incidents.filter(({ incident }) => !incident.resolved)
  if (open.length > 0) {
    return open.map(
      ({ incident, index }): Found => ({
        problem: { code: 'period-stopped', incident: incident.reference, days: needed, level },
        at: inRecord(context, 'incidents', index),
        until: addDays(today, needed),
      }),
    )
  }
  const last = incidents.toSorted((a, b) => endOf(a.incident).localeCompare(endOf(b.incident))).at(-1)
  const since = latest([start, ...(last ? [endOf(last.incident)] : [])]) ?? start
  const done = daysBetween(since, today)
  if (done >= needed) return []
  const until = addDays(since, needed)
  const after = last && since !== start ? last.incident.reference : null
  return [
    {
      problem: { code: 'period-running', since, days: needed, done, level, until, after },
      at: inRecord(context, 'verification', 'start'),
      until,
      waits: true,
    },
  ]
}

const endOf = (incident: Incident) => latest([incident.raised.on, incident.resolved?.on ?? '']) ?? ''

/** Whether an incident ends the period that runs since `start`. One from before that is still open, or was then, does too. */
function stops(incident: Incident, start: string): boolean {
  const judged = lastOf(incident.assessments ?? [])
  const lasted = !incident.resolved || endOf(incident) >= start
  return lasted && (judged === undefined || (judged.safetyRelated && judged.cause !== 'elsewhere'))
}

/** Since when it runs live, and how many days were needed. */
export const verificationPeriodFacts: Shown<'verification-period'> = ({ days }, { record, release, today }) => {
  const [since, level] = [liveSince(record), release?.data.serviceRiskLevel]
  if (since === undefined || level === undefined) return []
  const needed = Math.max(days[level], release?.data.acceptance?.days ?? 0)
  return [{ code: 'live', since, days: daysBetween(since, today), needed }]
}
