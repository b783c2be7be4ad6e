/** What an editor can be told of a name that it offers. */
import type { Pathway } from '../../schemas/types.ts'
import { entries } from '../consistency/known.ts'
import type { Repository } from '../repository.ts'

export type Told =
  /** Whatever a pathway names; `by`, the titles of those who provide it; `phase`, the title of that in which it is done. */
  | {
      what: 'part'
      title: string
      by: string[]
      phase: string | null
      mayNotApply: boolean
      clauses: { id: string; says: string | null }[]
    }
  /** `waivedBy`: the title of the role that accepts its waiver. */
  | { what: 'criterion'; title: string; waivedBy: string; clauses: { id: string; says: string | null }[] }
  | { what: 'person'; name: string; organisation: string }
  | { what: 'organisation'; name: string }
  | { what: 'withdrawn' }

/** The words for it. */
export type Tell = (told: Told) => string

/** What the parts of a pathway have in common. */
interface Part {
  title: string
  by?: unknown
  phase?: string
  mayNotApply?: boolean
  clauses?: string[]
}

/** What is told of the parts of one pathway, its parties, roles and phases by their titles. */
export function teller(pathway: Pathway, { guidance }: Repository, tell: Tell) {
  const all = new Map([...guidance.values()].flatMap(({ data }) => entries(data.clauses)))
  const cited = (clauses: string[] = []) => clauses.map(id => ({ id, says: all.get(id)?.says ?? null }))
  const titleOf = (id: string) => pathway.parties[id]?.title ?? pathway.roles[id]?.title ?? id
  return {
    part: ({ title, by, phase, mayNotApply = false, clauses }: Part): string =>
      tell({
        what: 'part',
        title,
        // an environment has who records each step, which is told of none of them
        by: Array.isArray(by) ? by.map(titleOf) : [],
        phase: phase === undefined ? null : (pathway.phases[phase]?.title ?? phase),
        mayNotApply,
        clauses: cited(clauses),
      }),
    criterion: ({ title, clauses }: Part): string =>
      tell({ what: 'criterion', title, waivedBy: titleOf(pathway.waivers.acceptedBy), clauses: cited(clauses) }),
    withdrawn: (): string => tell({ what: 'withdrawn' }),
  }
}
