/** In which order the fields of a record stand: as in the schema, and where names are free, as in the pathway. */
import type { Pointer } from '../../schemas/events.ts'
import type { Pathway } from '../../schemas/types.ts'
import { fieldsAt } from '../../schemas/validate.ts'
import type { Order } from './text.ts'

/** The order for one kind of record on one pathway. */
export const orderOf =
  (kind: 'Deployment' | 'Release', pathway: Pathway): Order =>
  at => {
    const fields = fieldsAt(kind, at)
    return fields.length > 0 ? fields : Object.keys(groupAt(at, pathway) ?? {})
  }

function groupAt([part, id, ...deeper]: Pointer, pathway: Pathway): object | undefined {
  if (part === 'checklists' && id !== undefined)
    return deeper.length === 0 ? pathway.checklists?.[String(id)]?.items : undefined
  if (id !== undefined) return undefined
  const groups: Record<string, object | undefined> = {
    organisations: pathway.parties,
    roles: pathway.roles,
    plan: pathway.phases,
    checklists: pathway.checklists,
    documents: pathway.documents,
    certificates: pathway.certificates,
    environments: pathway.environments,
    testPlans: pathway.testPlans,
    communications: pathway.forums,
  }
  return groups[String(part)]
}
