/** Ids → the words that people use for them. An id without a word stands for itself. */
import type { Glossary } from '../../policies/glossary.ts'
import { listed, say, type Words } from './words.ts'

export const person = (id: string, { people }: Glossary): Words => say`${people[id]?.name ?? id}`
export const role = (id: string, { roles }: Glossary): Words =>
  id === 'policy-owners' ? ['policy owner'] : say`${roles[id] ?? id}`
export const party = (id: string, { parties }: Glossary): Words => say`${parties[id] ?? id}`
export const phase = (id: string, { phases }: Glossary): Words =>
  id === 'withdrawn' ? ['Withdrawn'] : say`${phases[id] ?? id}`

/** "Ann, Ben or Cas". */
export const anyOf = (ids: readonly string[], glossary: Glossary): Words =>
  listed(
    ids.map(id => person(id, glossary)),
    ' or ',
  )
/** "the Supplier or the Provider". */
export const anyParty = (ids: readonly string[], glossary: Glossary): Words =>
  listed(
    ids.map(id => say`the ${party(id, glossary)}`),
    ' or ',
  )
/** "the Supplier and the Provider". */
export const allParties = (ids: readonly string[], glossary: Glossary): Words =>
  listed(ids.map(id => say`the ${party(id, glossary)}`))
