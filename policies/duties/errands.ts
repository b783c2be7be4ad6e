/** What waits for one person: evidence to provide, gates to sign, consultations to answer. */
import type { People } from '../repository.ts'
import type { Duty } from './duties.ts'
import type { Explanation } from './explanation.ts'
import type { Signer } from './gates.ts'

/** Something that somebody is waited for, in one record. */
export type Errand =
  | { is: 'provide'; criterion: string; duty: Duty; when: When }
  | { is: 'sign'; as: Signer[]; when: When }
  | { is: 'answer'; as: Signer[]; when: When }
  /** Everything holds: somebody who coordinates it, and need not sign, can ask for the next phase. */
  | { is: 'ask'; when: When }

/** `now`: today. `later`: from a day on (where one is known), and once `open` criteria are met and nobody's role is vacant. */
export type When = { is: 'now' } | { is: 'later'; from: string | null; open: number; vacant: boolean }

export interface Errands {
  explanation: Explanation
  errands: Errand[]
}

/** The errands of a person in some records: those who have nothing are left out, and those who can do something today come first. */
export function errandsOf(person: string, explanations: readonly Explanation[]): Errands[] {
  const all = explanations.map(explanation => ({ explanation, errands: errandsIn(person, explanation) }))
  const isLater = ({ errands }: Errands) => Number(!errands.some(({ when }) => when.is === 'now'))
  return all.filter(({ errands }) => errands.length > 0).toSorted((a, b) => isLater(a) - isLater(b))
}

function errandsIn(person: string, explanation: Explanation): Errand[] {
  const { criteria, signers, consulted, coordinators } = explanation
  const gate = gateOpens(explanation)
  const held = (all: Explanation['signers']): Signer[] => all.filter(({ holders }) => holders.includes(person))
  const [signs, answers] = [held(signers), held(consulted)]
  const provide = criteria
    .filter(({ status }) => status === 'unmet')
    .flatMap(({ title, duties }) =>
      duties
        .filter(duty => duty.people.includes(person) && !isWaiver(duty))
        .map((duty): Errand => ({ is: 'provide', criterion: title, duty, when: dated(duty) })),
    )
  const asks = signs.length === 0 && gate?.is === 'now' && coordinators.includes(person)
  return [
    ...provide,
    ...(gate && signs.length > 0 ? [{ is: 'sign' as const, as: signs, when: gate }] : []),
    // whoever signs has answered
    ...(gate && signs.length === 0 && answers.length > 0 ? [{ is: 'answer' as const, as: answers, when: gate }] : []),
    ...(asks ? [{ is: 'ask' as const, when: gate }] : []),
  ]
}

/** A waiver is its holder's to accept or not: nobody waits for it. */
const isWaiver = ({ finding: { problem } }: Duty) => problem.code.startsWith('waiver-')

const dated = ({ from }: Duty): When => (from === null ? { is: 'now' } : { is: 'later', from, open: 0, vacant: false })

/** When the next gate can be asked for; `null`: there is none. */
function gateOpens({ standing, next, from, criteria, signers, consulted, mistakes }: Explanation): When | null {
  if (next === null) return null
  if (standing === 'ready' && mistakes.length === 0) return { is: 'now' }
  const open = criteria.filter(({ status }) => status === 'unmet').length
  const vacant = [...signers, ...consulted].some(({ holders }) => holders.length === 0)
  return { is: 'later', from, open: open + mistakes.length, vacant }
}

/** The directory ids that a name may stand for: an id, or a GitHub login, without regard to case. */
export function whoIs(name: string, { people }: People): string[] {
  const wanted = name.replace(/^@/, '').toLowerCase()
  return Object.entries(people)
    .filter(([id, { github }]) => id.toLowerCase() === wanted || github.login.toLowerCase() === wanted)
    .map(([id]) => id)
}
