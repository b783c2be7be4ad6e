/** The RACI matrix at a gate: which role has which part in it. */
import type { Change, Pathway, Task } from '../schemas/types.ts'
import type { Letter } from './model.ts'

/** Role → the directory ids of those who hold it at the base. */
export type Holders = ReadonlyMap<string, string[]>

/** The letters of a RACI cell. */
export const lettersOf = (cell: string): Letter[] =>
  cell === 'N/A' ? [] : [...cell].filter((one): one is Letter => 'RASCI'.includes(one))

/** What one task, or the gate itself, gives to one role. */
export interface Part {
  role: string
  letters: Letter[]
  task: string | null
  clauses: string[]
}

/** Every part that a gate's tasks give to a role, and the further roles that it names. */
export function partsOf(gate: Change, pathway: Pathway): Part[] {
  const ofTasks = (gate.tasks ?? []).flatMap(id => {
    const task = pathway.tasks?.[id]
    return task
      ? Object.entries(task.cells).map(([party, cell]) => ({
          role: signer(task, party, pathway),
          letters: lettersOf(cell),
          task: id,
          clauses: task.clauses,
        }))
      : []
  })
  const named = (gate.signOffs ?? []).map(({ role, clauses }): Part => ({ role, letters: ['R'], task: null, clauses }))
  return [...ofTasks, ...named].filter(part => part.letters.length > 0)
}

const signer = (task: Task, party: string, pathway: Pathway): string =>
  task.roles?.[party] ?? pathway.parties[party]?.signs ?? party

/** The parts of one role put together, role by role in the order in which they first come. */
export function byRole(parts: Part[], wanted: readonly Letter[]): (Omit<Part, 'task'> & { tasks: string[] })[] {
  const roles = new Map<string, Part[]>()
  for (const part of parts.filter(({ letters }) => letters.some(letter => wanted.includes(letter)))) {
    roles.set(part.role, [...(roles.get(part.role) ?? []), part])
  }
  return [...roles].map(([role, own]) => ({
    role,
    letters: wanted.filter(letter => own.some(part => part.letters.includes(letter))),
    tasks: [...new Set(own.flatMap(part => part.task ?? []))],
    clauses: [...new Set(own.flatMap(part => part.clauses))],
  }))
}

/** Who is told after the merge: the holders of roles with an I, once each. */
export const informedBy = (parts: Part[], holders: Holders): string[] =>
  [...new Set(byRole(parts, ['I']).flatMap(({ role }) => holders.get(role) ?? []))].sort()

/** The roles that sign a gate, with the letters by which they do. */
export const rolesThatSign = (parts: Part[]): { role: string; letters: Letter[] }[] => byRole(parts, ['R', 'A'])
