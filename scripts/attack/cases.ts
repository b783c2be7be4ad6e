/** The cases that are attacks: `why.md` says what somebody hopes, and which case is the same without the trick. */
import { existsSync } from 'node:fs'
import { cases, partOf, twinOf, why } from '../cases/case.ts'
import { play } from '../cases/on-forge.ts'
import type { Attack, Trial } from './attack.ts'
import { refusalOf } from './scene.ts'

/** The harmless twin of a case: one of its own, or another case. */
export function twinNamed(name: string): string {
  const own = twinOf(name)
  const hasOwn = (['changes.yaml', 'pull.json'] as const).some(part => partOf(own, part) !== partOf(name, part))
  const other = /^Twin: (\S+)$/m.exec(why(name))?.[1]
  if (hasOwn) return own
  if (other === undefined || !existsSync(partOf(other, 'changes.yaml')))
    throw new Error(`the case ${name} is an attack: it needs a line "Twin: <case>", or a twin.yaml or twin.json`)
  return other
}

const played = new Map<string, Promise<Trial>>()

/** Plays a case on the forge; twins are shared, so each is played once. */
function once(name: string): Promise<Trial> {
  const trial = played.get(name) ?? trialOf(name)
  played.set(name, trial)
  return trial
}

async function trialOf(name: string): Promise<Trial> {
  const shown = await play(name).catch(refusalOf)
  if ('passed' in shown) return shown
  const { state, description, breaches } = shown
  if (state === undefined || breaches.length > 0)
    throw new Error(`the case ${name} could not be played: ${breaches.join('; ') || 'it has no status'}`)
  return { passed: state === 'success', by: `${state}: ${description}` }
}

/** All cases whose `why.md` has a line `Attack: …`. */
export const caseAttacks = (): Attack[] =>
  cases().flatMap((name): Attack[] => {
    const hope = /^Attack: (.+)$/m.exec(why(name))?.[1]
    if (hope === undefined) return []
    const twin = twinNamed(name)
    return [{ name, kind: 'case', hope, attempt: () => once(name), twin: () => once(twin) }]
  })
