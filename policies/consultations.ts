/** Who must have been consulted before a gate opens. */
import { dayOf, workingDaysAfter } from './dates.ts'
import { identify, partyOf } from './holders.ts'
import type { Consultation, PullRequest } from './model.ts'
import { byRole, type Holders, type Part } from './raci.ts'
import type { Repository } from './repository.ts'
import type { Actors } from './stances.ts'

/** How many working days somebody who is consulted has to answer. */
const answerWithin = 2

/** Who must have been consulted: asked, and answered or given two working days. Whoever signs has answered. */
export function judgeConsultations(
  parts: Part[],
  holders: Holders,
  pull: PullRequest,
  actors: Actors,
  { people, calendar }: Repository,
  today: string,
): Consultation[] {
  const spoke = new Set([
    ...pull.reviews.flatMap(review => identify(review.person, people) ?? []),
    ...(actors.author ? [actors.author] : []),
  ])
  return byRole(parts, ['C']).map(({ role, tasks, clauses }): Consultation => {
    const held = holders.get(role) ?? []
    const base = { role, party: partyOf(role), tasks, clauses, holders: held }
    const answered = held.find(person => spoke.has(person))
    if (held.length === 0) return { ...base, status: { is: 'unheld' } }
    if (answered) return { ...base, status: { is: 'answered', by: answered } }
    const asked = pull.asked
      .filter(({ person }) => held.includes(identify(person, people) ?? ''))
      .map(({ at }) => dayOf(new Date(at)))
      .sort()[0]
    if (asked === undefined) return { ...base, status: { is: 'not-asked' } }
    const until = calendar ? workingDaysAfter(asked, answerWithin, calendar) : null
    if (until === null) return { ...base, status: { is: 'asked', until: null } }
    return { ...base, status: until < today ? { is: 'lapsed', since: asked } : { is: 'asked', until } }
  })
}
