/** Every attack that is known, and how all are tried, one after the other. */
import { type Attack, type Result, tryOne } from './attack.ts'
import { caseAttacks } from './cases.ts'
import { forgeAttacks } from './forge.ts'
import { requestAttacks } from './requests.ts'
import { textAttacks } from './texts.ts'
import { workflowAttacks } from './workflows.ts'

export const attacks = (): Attack[] => [
  ...caseAttacks(),
  ...forgeAttacks(),
  ...textAttacks(),
  ...requestAttacks(),
  ...workflowAttacks(),
]

/** Tries them. What the gate prints in its own run is no part of the table. `seen` is told which comes next, from 1. */
export async function tryAll(list: readonly Attack[], seen: (name: string, nth: number) => void): Promise<Result[]> {
  const { log, error } = console
  console.log = () => {}
  console.error = () => {}
  try {
    const results: Result[] = []
    for (const [index, attack] of list.entries()) {
      seen(attack.name, index + 1)
      results.push(await tryOne(attack))
    }
    return results
  } finally {
    Object.assign(console, { log, error })
  }
}
