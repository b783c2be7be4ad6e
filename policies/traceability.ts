/** What answers to each clause of the guidance: a part of a pathway, a field of a record, code, or nothing, for a reason. */

import type { Criterion, Enforcement } from '../schemas/types.ts'
import { citations } from './consistency/pathway.ts'
import type { Repository } from './repository.ts'

/** One thing that answers to a clause. */
export interface Answer {
  what: 'criterion' | 'sign-off' | 'task' | 'phase' | 'checklist item' | 'part' | 'field' | 'code'
  /** Where it is: the pathway and the name of the thing in it, the field, or the file. */
  where: string
  /** Of a criterion. */
  title?: string
  enforcement?: Enforcement
}

export interface Trace {
  clause: string
  document: string
  line: number
  link: string | null
  strength: string
  says: string
  answers: Answer[]
  /** Why nothing answers to it, where nothing must. */
  informational: string | null
}

/** Every clause of every guidance document, in its order. `fields`: the field of a record → the clauses that ask for it. */
export function traces({ guidance, pathways }: Repository, fields: ReadonlyMap<string, string[]>): Trace[] {
  const answers = new Map<string, Answer[]>()
  const add = (clause: string, answer: Answer) => {
    const known = answers.get(clause) ?? []
    if (!known.some(({ what, where }) => what === answer.what && where === answer.where))
      answers.set(clause, [...known, answer])
  }
  for (const { id, data } of [...pathways.values()].sort((a, b) => a.id.localeCompare(b.id)))
    for (const [clause, pointer] of citations(data, [])) add(clause, answerAt(id, pointer, data))
  for (const [field, clauses] of fields) for (const clause of clauses) add(clause, { what: 'field', where: field })
  return [...guidance.values()].flatMap(({ data }) =>
    Object.entries(data.clauses).map(
      ([clause, { line, strength, says, code = [], informational = null }]): Trace => ({
        clause,
        document: data.title,
        line,
        link: data.link ?? null,
        strength,
        says,
        answers: [...(answers.get(clause) ?? []), ...code.map((where): Answer => ({ what: 'code', where }))],
        informational,
      }),
    ),
  )
}

const kinds: Record<string, Answer['what']> = {
  tasks: 'task',
  phases: 'phase',
  checklists: 'checklist item',
  gates: 'criterion',
}

/** What stands at a place of a pathway, by the names that it has there. */
function answerAt(pathway: string, pointer: readonly (string | number)[], data: object): Answer {
  const place = pointer.slice(0, -2)
  const at = place.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], data) as
    | Criterion
    | { role: string }
  const names = place.filter(key => typeof key === 'string' && key !== 'items')
  if (place.includes('signOffs') && 'role' in at) return { what: 'sign-off', where: `${pathway}: ${at.role}` }
  if ('id' in at) {
    const { id, title, enforcement } = at
    return { what: 'criterion', where: `${pathway}: ${id}`, title, enforcement }
  }
  const [part = '', ...rest] = names
  const what = kinds[String(part)] ?? 'part'
  return { what, where: `${pathway}: ${(what === 'part' ? names : rest).join(', ')}` }
}
