/** The texts of a revision, as the templates print them. */
import type { Repository } from '../../policies/repository.ts'
import type { Printed } from './page.ts'
import type { Revision } from './wanted.ts'

/** `null`: the repository does not have the record or the template. Its texts are those of the gate's preview, in each format. */
export function print({ release, template }: Revision, repository: Repository, _today: string): Printed | null {
  const record = repository.records.get(release)
  const found = repository.templates.get(template)
  if (!record || !found) return null
  throw new Error('what prints them is not there yet')
}
