/** What must not be told to everybody → findings that say where it is, and nothing of it. */
import { positionOf } from '../schemas/locate.ts'
import { disclosuresIn, type PrivateKind, privateIn, tellable, withoutDisclosed } from '../schemas/private.ts'
import type { Kind } from '../schemas/validate.ts'
import type { Finding } from './model.ts'
import type { Problem } from './problems.ts'

export interface Disclosed {
  findings: Finding[]
  /** The data of the file, without what was found. */
  without: (data: unknown) => unknown
}

/** How many private values of one file are told: it is one mistake. */
const most = 50

/** What a file discloses. */
export function disclosed(path: string, text: string, kind: Kind | null): Disclosed {
  const all = disclosuresIn(text, kind)
  const findings = all.slice(0, most).map(({ what, offset, pointer }) => {
    const at = { path, ...positionOf(text, offset), ...(pointer && { pointer: tellable(pointer) }) }
    return disclosure(problemOf(what, 'file'), at)
  })
  return { findings, without: data => withoutDisclosed(data, all) }
}

/** What the name of a file discloses. `withheld` takes it out of the path before that is shown. */
export const disclosedByName = (path: string): Finding[] =>
  privateIn(path).map(what => disclosure(problemOf(what, 'name'), { path }))

/** Whether a finding says that a file discloses something: what the file says besides can still be understood. */
export const isDisclosure = ({ problem }: Finding): boolean =>
  problem.code === 'patient-number' || problem.code === 'secret'

const disclosure = (problem: Problem, at: Finding['at']): Finding => ({ problem, at, weight: 'wrong', clauses: [] })

const problemOf = (what: PrivateKind, where: 'file' | 'name'): Problem =>
  what === 'patient-number' ? { code: what, in: where } : { code: 'secret', in: where, kind: what }
