/** What comes of what somebody asked for, before anything is done on GitHub. */
import { glossaryOf } from '../../policies/glossary.ts'
import type { Repository } from '../../policies/repository.ts'
import type { Client } from '../github/client.ts'
import type { Answer } from '../render/answer.ts'
import type { Wanted } from './asking.ts'

/** Where all of it happens. */
export interface Scene {
  client: Client
  /** The default branch, as it is here. */
  repository: Repository
  now: Date
}

export type Heard =
  /** There is nothing to answer to. */
  | { is: 'silence'; why: string }
  | { is: 'answer'; answer: Answer }
  | { is: 'wanted'; path: string; text: string; me: string }

/** An answer, and nothing else to do. */
export const answered = (answer: Answer): Heard => ({ is: 'answer', answer })

/** The names of those who change the directory. */
export const ownersIn = ({ people }: Repository): string[] =>
  people.policyOwners.map(id => people.people[id]?.name ?? id)

/** What was wanted, or the answer that says why it cannot be. */
export function heard(wanted: Wanted, me: string, repository: Repository): Heard {
  if (wanted.is === 'change') return { ...wanted, is: 'wanted', me }
  if (wanted.is !== 'found' && wanted.is !== 'no-way') return answered(wanted)
  const { pathway, ...rest } = wanted
  const told = rest.is === 'found' ? rest.findings : rest.why
  return answered({ ...rest, glossary: glossaryOf(told, [pathway], repository) })
}
