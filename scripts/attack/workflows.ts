/** Attacks by code and workflows that a pull request brings, run by act: `.github/act` says what of it is real. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ownCode, ownPolicies } from '../../.github/act/attack.ts'
import { isInstalled } from '../../.github/act/run.ts'
import { openActStage } from '../../.github/act/stage.ts'
import { content, phase, signers, site } from '../gate/fixture.ts'
import type { Attack, Trial } from './attack.ts'

const transition = () => ({ [site]: phase(content()[site] ?? '', 'user-training') })

/** Runs the gate's workflow for a pull request. It passes if it becomes a success, or if anything of it ran. */
async function judged(
  files: (marks: string) => Record<string, string>,
  approved: string[],
  fork?: string,
): Promise<Trial> {
  const stage = await openActStage()
  const marks = join(stage.folder, 'marks')
  try {
    const pull = await stage.open({ files: files(marks), approved, ...(fork && { fork, author: fork }) })
    const ran = await stage.run(await stage.events.opened(pull))
    const { status } = await stage.shown(pull)
    if (!status) throw new Error(`the workflow said nothing: ${ran.log.slice(-500)}`)
    return { passed: status.state === 'success' || existsSync(marks), by: `${status.state}: ${status.description}` }
  } finally {
    rmSync(marks, { force: true })
    await stage.close()
  }
}

const own = (marks: string) => ({ ...transition(), ...ownPolicies(), ...ownCode(marks) })

export const workflowAttacks = (): Attack[] =>
  [
    {
      name: 'own-code-workflow-and-rules',
      hope: 'Somebody who may write hopes that the gate runs their code, their package.json or their workflow.',
      attempt: () => judged(own, ['bystander']),
      twin: () => judged(transition, signers),
    },
    {
      name: 'own-code-workflow-and-rules-from-a-fork',
      hope: 'Somebody outside hopes the same from a fork.',
      attempt: () => judged(own, ['bystander'], 'bars-lead'),
      twin: () => judged(transition, signers, 'bars-lead'),
    },
  ].map(one => ({ ...one, kind: 'workflow' as const, ...(isInstalled ? {} : { lacks: 'act' }) }))
