/** What a verdict comes to: its state, whom to ask, and from which day it could pass. */
import { addDays, latest, workingDaysAfter } from './dates.ts'
import type { Consultation, SignOff, Verdict } from './model.ts'
import type { Repository } from './repository.ts'

/** A verdict before it is summed up. */
export type Judged = Omit<Verdict, 'state' | 'ask' | 'earliest' | 'glossary'>

/** Anything wrong fails; what only people or time can give is pending; nothing left is success. */
export function stateOf({
  subject,
  findings,
  criteria,
  signOffs,
  consultations,
  objections,
  uncovered,
}: Judged): Verdict['state'] {
  const unheld = [...signOffs, ...consultations].some(({ status }) => status.is === 'unheld')
  const failed =
    subject.is === 'refused' ||
    findings.some(({ weight }) => weight === 'wrong') ||
    criteria.some(({ status }) => status === 'unmet') ||
    objections.length > 0 ||
    unheld ||
    uncovered.some(({ people }) => people.length === 0)
  if (failed) return 'failure'
  const waits =
    findings.some(({ weight }) => weight === 'wait') ||
    criteria.some(({ status }) => status === 'waiting') ||
    signOffs.some(isMissing) ||
    consultations.some(({ status }) => status.is === 'asked' || status.is === 'not-asked') ||
    uncovered.length > 0
  return waits ? 'pending' : 'success'
}

const isMissing = ({ status }: SignOff) => status.is !== 'signed'

/** Everybody whose review would help, but for the author. */
export function whomToAsk({ signOffs, consultations, uncovered }: Judged, author: string | null): string[] {
  const able = ({ holders, status }: SignOff) =>
    holders.filter(person => !(status.is === 'own-work' || status.is === 'same-person') || person !== status.by)
  const people = [
    ...signOffs.filter(isMissing).flatMap(able),
    ...consultations.filter(({ status }) => status.is === 'not-asked').flatMap(({ holders }) => holders),
    ...uncovered.flatMap(one => one.people),
  ]
  return [...new Set(people)].filter(person => person !== author).sort()
}

/** The first day on which the gate could pass, were everything that people can do done today; `null` beyond the calendar. */
export function earliestPass(
  { criteria, consultations, signOffs }: Judged,
  { calendar }: Repository,
  today: string,
): string | null {
  // whoever has to sign as well has answered by signing
  const signers = new Set(signOffs.filter(isMissing).flatMap(({ holders }) => holders))
  const answers = consultations
    .filter(({ holders }) => !holders.some(person => signers.has(person)))
    .map(({ status }) => answeredFrom(status, calendar, today))
  if (answers.includes(null)) return null
  return latest([today, ...criteria.flatMap(({ earliest }) => earliest ?? []), ...answers.flatMap(day => day ?? [])])
}

/** The first day on which a consultation no longer holds the gate up; `null` beyond the calendar. */
function answeredFrom(status: Consultation['status'], calendar: Repository['calendar'], today: string): string | null {
  if (status.is === 'asked') return status.until === null ? null : addDays(status.until, 1)
  if (status.is !== 'not-asked') return today
  const until = calendar ? workingDaysAfter(today, 2, calendar) : null
  return until === null ? null : addDays(until, 1)
}
