/** The criteria of a gate: what is missing first, then what only waits, then what holds and by what evidence. */
import type { Explanation } from '../../policies/duties/explanation.ts'
import type { CriterionResult, Glossary } from '../../policies/model.ts'
import { date, say, type Words } from '../../policies/words.ts'
import { hung, type Sheet, section, sentence } from './explain-lines.ts'
import { dutyLines, whyLines, withTold } from './explain-parts.ts'
import { factOf } from './facts.ts'
import { person } from './names.ts'
import { waivable } from './summary.ts'

type Explained = Explanation['criteria'][number]
type Status = CriterionResult['status']

/** A section for each way in which a criterion stands. */
export function criteriaLines(criteria: readonly Explained[], glossary: Glossary, sheet: Sheet): string[] {
  const of = (status: Status) => criteria.filter(criterion => criterion.status === status)
  const told = new Map(withTold(inOrder.flatMap(of)))
  const block = (status: Status) =>
    of(status).flatMap(criterion => todoLines(criterion, told.get(criterion) ?? new Set(), glossary, sheet))
  const met = of('met').flatMap(criterion => metLines(criterion, glossary, sheet))
  const others = of('not-applicable').flatMap(({ title, clauses }) => hung('- ', titled(title, clauses), 2, sheet))
  return [
    ...section('What is missing', block('unmet'), sheet),
    ...section('What only needs time', block('waiting'), sheet),
    ...section('Recommended, but not there: it stops nothing', block('warned'), sheet),
    ...section('Waived', block('waived'), sheet),
    ...section('What holds, and by what evidence', met, sheet),
    ...section('What is not asked for here', others, sheet),
  ]
}

/** The order in which what does not hold is told: its clauses are told where they come first. */
const inOrder: Status[] = ['unmet', 'waiting', 'warned', 'waived']

const titled = (title: string, clauses: readonly string[]): Words =>
  clauses.length > 0 ? say`${title} (${clauses.join(', ')})` : say`${title}`

/** The clauses that were not told where they are cited. */
export function clausesLeft(criteria: readonly Explained[]): string[] {
  const told = new Set(criteria.filter(isOpen).flatMap(({ clauses }) => clauses))
  return [...new Set(criteria.flatMap(({ clauses }) => clauses))].filter(id => !told.has(id))
}

const isOpen = ({ status }: CriterionResult) => status !== 'met' && status !== 'not-applicable'

/** A criterion that does not hold: why it is asked for, what is missing, whose turn it is. */
function todoLines(criterion: Explained, told: ReadonlySet<string>, glossary: Glossary, sheet: Sheet): string[] {
  const { status, title, clauses, enforcement, duties, waiver } = criterion
  const [mark, colour] = marks[status]
  const rule = waivable(criterion, glossary)
  const fixed = status === 'unmet' && enforcement === 'mandatory' ? ['It must hold: nobody can waive it.'] : rule
  const waived = waiver
    ? say`Waived by ${person(waiver.acceptedBy, glossary)} until ${date(waiver.expires)}: ${waiver.reason}`
    : []
  return [
    ...hung(`${mark} `, say`${title}`, 2, sheet, [colour, 'bold']),
    ...whyLines(clauses, told, glossary, sheet),
    ...(waived.length > 0 ? sentence(waived, 4, sheet) : []),
    ...(fixed.length > 0 ? sentence(fixed, 4, sheet) : []),
    ...dutyLines(duties, glossary, sheet),
  ]
}

const marks = {
  met: ['✓', 'green'],
  unmet: ['✗', 'red'],
  waiting: ['…', 'cyan'],
  waived: ['~', 'yellow'],
  warned: ['!', 'yellow'],
  'not-applicable': ['-', 'dim'],
} as const

function metLines({ title, clauses, facts, sofar }: Explained, glossary: Glossary, sheet: Sheet): string[] {
  return [
    ...hung('✓ ', titled(title, clauses), 2, sheet, 'green'),
    ...facts.flatMap(fact => hung('- ', factOf(fact, glossary), 4, sheet)),
    ...(sofar ? hung('- ', ['So far: not all of it has been done yet, and nothing is out of order.'], 4, sheet) : []),
  ]
}
