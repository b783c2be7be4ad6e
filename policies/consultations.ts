/** Who must have been consulted before a gate opens. */
import { earliest, workingDaysAfter } from './dates.ts'
import { partyOf } from './holders.ts'
import type { Consultation } from './model.ts'
import { byRole, type Holders, type Part } from './raci.ts'
import type { Repository } from './repository.ts'
import type { Actors } from './stances.ts'

/** How many working days somebody who is consulted has to answer. */
export const answerWithin = 2

/** Who must have been consulted: asked, and answered or given two working days. Whoever signs has answered. */
export function judgeConsultations(
  parts: Part[],
  holders: Holders,
  actors: Actors,
  { calendar }: Repository,
  today: string,
): Consultation[] {
  return byRole(parts, ['C']).map(({ role, tasks, clauses }): Consultation => {
    const held = holders.get(role) ?? []
    const base = { role, party: partyOf(role), tasks, clauses, holders: held }
    const answered = held.find(person => actors.spoke.has(person))
    if (held.length === 0) return { ...base, status: { is: 'unheld' } }
    if (answered) return { ...base, status: { is: 'answered', by: answered } }
    const asked = earliest(held.flatMap(person => actors.asked.get(person) ?? []))
    if (asked === null) return { ...base, status: { is: 'not-asked' } }
    const until = calendar ? workingDaysAfter(asked, answerWithin, calendar) : null
    if (until === null) return { ...base, status: { is: 'asked', until: null } }
    return { ...base, status: until < today ? { is: 'lapsed', since: asked } : { is: 'asked', until } }
  })
}
