/** Ids → the words that people use for them. An id without a word stands for itself. */

import type { Glossary } from '../../policies/model.ts'
import type { FieldName } from '../../policies/problems.ts'
import { date, joined, listed, say, short, type Words } from '../../policies/words.ts'
import type { Pointer } from '../../schemas/events.ts'

export const person = (id: string, { people }: Glossary): Words => say`${people[id]?.name ?? id}`
export const role = (id: string, { roles }: Glossary): Words =>
  id === 'policy-owners' ? ['policy owner'] : say`${roles[id] ?? id}`
export const phase = (id: string, { phases }: Glossary): Words =>
  id === 'withdrawn' ? ['Withdrawn'] : say`${phases[id] ?? id}`

/** "Ann, Ben or Cas". */
export const anyOf = (ids: readonly string[], glossary: Glossary): Words =>
  listed(
    ids.map(id => person(id, glossary)),
    ' or ',
  )
/** "Ann, Ben or one of 5 others". */
export const someOf = (ids: readonly string[], glossary: Glossary): Words =>
  ids.length <= 3
    ? anyOf(ids, glossary)
    : say`${listed(
        ids.slice(0, 2).map(id => person(id, glossary)),
        ', ',
      )} or one of ${ids.length - 2} others`
/** A party, or one role of it. */
export const side = (id: string, { parties, roles }: Glossary): Words => say`${parties[id] ?? roles[id] ?? id}`
/** "the Supplier". */
export const theParty = (id: string, glossary: Glossary): Words => say`the ${side(id, glossary)}`
/** "the Supplier or the Provider". */
export const anyParty = (ids: readonly string[], glossary: Glossary): Words =>
  ids.length === 0
    ? ['whoever provides it']
    : listed(
        ids.map(id => theParty(id, glossary)),
        ' or ',
      )
/** "the Supplier and the Provider". */
export const allParties = (ids: readonly string[], glossary: Glossary): Words =>
  ids.length === 0 ? ['somebody'] : listed(ids.map(id => theParty(id, glossary)))

/** How deep a place in a file is told: the line says the rest. */
const levels = 4
/** A place in a file's data: checklists › uplift › plan-agreed. */
export const within = (pointer: Pointer): Words =>
  joined(
    // quoted, for GitHub makes a link of #1
    pointer.slice(0, levels).map(key => say`${typeof key === 'number' ? `#${key + 1}` : key}`),
    ' › ',
  )

/** A field of a record, as people speak of it: run of “SMK-04 Status updates” on 18 November 2026. */
export function fieldName({ part, name, detail }: FieldName): Words {
  const of = detail === undefined ? say`${name}` : say`${name}: ${details[detail] ?? detail}`
  const on = detail === undefined ? [] : say` on ${date(detail)}`
  switch (part) {
    case 'field':
      return say`field “${name}”`
    case 'item':
      return say`“${name}”`
    case 'approval':
      return say`approval of ${of}`
    case 'review':
      return say`review of ${of}`
    case 'document':
    case 'step':
    case 'plan':
    case 'forum':
      return of
    case 'test':
    case 'issue':
    case 'incident':
    case 'risk':
      return say`${part} ${of}`
    case 'run':
      return say`run of “${name}”${on}`
    case 'decision':
      return say`decision “${name}”${on}`
    case 'live-start':
      return say`start of live running on ${date(name)}`
    case 'count':
      return say`count of ${date(name)}`
    case 'assessment':
      return say`assessment of ${name}${on}`
    case 'waiver':
      return say`waiver of “${name}”`
    case 'ticket':
      return say`ticket ${of}`
    case 'said':
      return say`what was found of the ticket ${name}${on}`
    case 'flag':
      return say`feature flag “${name}”`
    case 'known-issue':
      return say`known issue ${of}`
    case 'unticketed':
      return say`change without a ticket “${name}”`
    case 'action':
      return say`action of sites “${short(name)}”`
    case 'site':
      return say`site ${of}`
    case 'downtime':
      return say`downtime: ${details[name] ?? name}`
    case 'smoke-test':
      return say`smoke test: ${details[name] ?? name}${on}`
    case 'session':
      return say`meeting of “${name}”${on}`
  }
}

const details: Record<string, string> = {
  catalogued: 'in the Endpoint Catalogue',
  mirrorsProduction: 'configured like production',
  serviceId: 'identifier in the Endpoint Catalogue',
  rca: 'root cause analysis',
  done: 'meets the definition of done',
  agreed: 'agreed date',
  predictedEnd: 'predicted end',
  notified: 'notice beforehand',
  restoredNotified: 'notice that the system is restored',
}
