/** Where the samples are: among the records, as this repository comes, or put away by `npm run init`. Tests and the rehearsal need them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Tree } from '../../policies/repository.ts'
import type { Source } from '../../schemas/parse.ts'
import { readDisk } from '../read/disk.ts'

/** Where `init` puts them. */
export const keptIn = 'scripts/samples'

/** Whether a path holds what differs between samples and an adopter's own: records and people. */
export const isOwn = (path: string): boolean =>
  path.startsWith('policies/directory/') || (path.startsWith('deployments/') && path !== 'deployments/README.md')

/** What the first comment of every sample says. It stays when the record goes on. */
export const isLabelled = (source: Source | undefined): boolean =>
  source !== undefined && 'text' in source && /^# Sample: /m.test(source.text.slice(0, 1000))

/** `kept`: in a folder of their own; `none`: somebody has deleted them. */
export type Where = 'here' | 'kept' | 'none'

/** Where the samples of a repository are. */
export function samplesOf(root: string): Where {
  if (existsSync(join(root, keptIn, 'deployments'))) return 'kept'
  const records = [...readDisk(root)].filter(([path]) => path.startsWith('deployments/') && isOwn(path))
  return records.some(([, source]) => isLabelled(source)) ? 'here' : 'none'
}

/** The repository with the samples in the place of an adopter's own records and people; `null`: there are none. */
export function sampleTree(root: string): Tree | null {
  const where = samplesOf(root)
  if (where === 'none') return null
  const tree = readDisk(root)
  if (where === 'here') return tree
  return new Map([...[...tree].filter(([path]) => !isOwn(path)), ...readDisk(join(root, keptIn))])
}
