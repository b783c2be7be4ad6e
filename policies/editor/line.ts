/** Where an editor finds the schema of a file. */
import type { Kind } from '../../schemas/validate.ts'
import { kindAt } from '../repository.ts'

/** The schema by which an editor completes a kind of file: of records, the one with this repository's own names. */
export const schemaFileOf = (kind: Kind): string =>
  `schemas/${kind === 'Deployment' || kind === 'Release' ? 'editor/' : ''}${kind.toLowerCase()}.schema.json`

/** The first line of the file at a path, which tells editors its schema; `null`: no file of ours belongs there. */
export function schemaLine(path: string): string | null {
  const kind = kindAt(path)
  const up = '../'.repeat(path.split('/').length - 1)
  return kind === null ? null : `# yaml-language-server: $schema=${up}${schemaFileOf(kind)}`
}
