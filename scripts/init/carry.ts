/** Carries out what was decided: all of it, or nothing. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Effect } from './stage.ts'

/** Writes and deletes. When one of them fails, what was done before it is undone, and the failure is thrown. */
export function carryOut(root: string, effects: readonly Effect[]): void {
  // in one go without a pause: whoever interrupts it is heard when it is done
  const hold = () => undefined
  process.once('SIGINT', hold)
  const done: Effect[] = []
  try {
    for (const effect of effects) {
      const path = join(root, effect.path)
      done.unshift({ path: effect.path, bytes: existsSync(path) ? readFileSync(path) : null })
      put(root, effect)
    }
  } catch (error) {
    const stuck = done.filter(effect => !isUndone(root, effect)).map(({ path }) => path)
    if (stuck.length === 0) throw error
    throw new Error(`${String(error)}. These files could not be put back, git restore does it: ${stuck.join(', ')}`)
  } finally {
    process.off('SIGINT', hold)
  }
}

function isUndone(root: string, effect: Effect): boolean {
  try {
    if (effect.bytes !== null || existsSync(join(root, effect.path))) put(root, effect)
    return true
  } catch {
    return false
  }
}

function put(root: string, { path, bytes }: Effect): void {
  const file = join(root, path)
  if (bytes !== null) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    return
  }
  rmSync(file)
  for (let folder = dirname(path); folder !== '.' && isEmpty(join(root, folder)); folder = dirname(folder))
    rmdirSync(join(root, folder))
}

const isEmpty = (folder: string) => existsSync(folder) && readdirSync(folder).length === 0
