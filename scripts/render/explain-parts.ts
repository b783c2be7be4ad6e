/** The parts that explanations of a record, of a gate and for a person are made of. */
import type { Duty } from '../../policies/duties/duties.ts'
import type { Signer } from '../../policies/duties/gates.ts'
import type { Glossary } from '../../policies/model.ts'
import { date, few, listed, plain, say, type Words } from '../../policies/words.ts'
import { command, commandOf } from './explain-commands.ts'
import { hung, type Sheet, sentence } from './explain-lines.ts'
import { anyOf, anyParty, person, role } from './names.ts'
import { letterNames, purpose } from './signing.ts'
import { wordingOf } from './wording.ts'

/** Why something is asked for: each clause in our words, with its id. */
export function whyLines(
  clauses: readonly string[],
  told: ReadonlySet<string>,
  glossary: Glossary,
  sheet: Sheet,
): string[] {
  const again = clauses.filter(id => told.has(id))
  const all = [
    ...clauses.filter(id => !told.has(id)).map(id => clause(id, glossary)),
    ...(again.length > 0 ? [say`${listed(again.map(id => say`${id}`))}, as above.`] : []),
  ]
  return all.flatMap((words, index) => hung(index === 0 ? 'Why: ' : '     ', words, 4, sheet, 'dim'))
}

/** Things that cite clauses, each with those that were told before it. */
export const withTold = <T extends { clauses: readonly string[] }>(all: readonly T[]): [T, ReadonlySet<string>][] =>
  all.map((one, index) => [one, new Set(all.slice(0, index).flatMap(({ clauses }) => clauses))])

/** Clauses, each on its own. */
export const clauseLines = (clauses: readonly string[], glossary: Glossary, sheet: Sheet): string[] =>
  clauses.flatMap(id => hung(`${id.padEnd(6)} `, say`${glossary.clauses[id]?.says ?? id}`, 2, sheet, 'dim'))

const clause = (id: string, { clauses }: Glossary): Words => say`${clauses[id]?.says ?? 'As the guidance says'} (${id})`

/** A command on a line of its own, whole: it is to be copied. */
export const commandLines = (command: string | null, indent: number, { paint }: Sheet): string[] =>
  command === null ? [] : [`${' '.repeat(indent)}${paint('cyan', command)}`]

/** What is missing, with how to mend it, who does it and how it is recorded; what is mended alike by the same people is told together. */
export function dutyLines(duties: readonly Duty[], glossary: Glossary, sheet: Sheet, self?: string): string[] {
  const key = ({ finding, by, people, from }: Duty) =>
    JSON.stringify([plain(wordingOf(finding.problem, glossary)[1]), by, people, from])
  return [...Map.groupBy(duties, key).values()].flatMap(group => groupLines(group, glossary, sheet, self))
}

function groupLines(duties: readonly Duty[], glossary: Glossary, sheet: Sheet, self?: string): string[] {
  const [first] = duties
  if (!first) return []
  const [, mend] = wordingOf(first.finding.problem, glossary)
  const later = first.from === null ? [] : say` From ${date(first.from)} on.`
  const commands = [...new Set(duties.map(({ action }) => action && commandOf(action)))]
  const known = commands.filter(one => one !== null)
  const places = placesOf(duties)
  return [
    ...duties.flatMap(({ finding }) => hung('- ', wordingOf(finding.problem, glossary)[0], 4, sheet)),
    ...sentence(say`${mend}${later}`, 6, sheet),
    ...(first.waits ? [] : hung('Who: ', who(first, glossary, self), 6, sheet)),
    ...(known.length > 0 ? [`${' '.repeat(6)}Type:`] : []),
    ...known.flatMap(one => commandLines(one, 8, sheet)),
    ...(places.length > 0 ? hung('Where: ', places, 6, sheet) : []),
    ...(first.other === null ? [] : [`${' '.repeat(6)}What it needs itself:`]),
    ...commandLines(first.other === null ? null : command('explain', first.other), 8, sheet),
  ]
}

/** How many people are named of those who can do something. */
const named = 8

/** "Ann, Ben or Cas, for the Supplier"; the one who asks comes first. */
function who({ by, people }: Duty, glossary: Glossary, self?: string): Words {
  const sides = by.includes('policy-owners') ? ['the policy owners'] : anyParty(by, glossary)
  if (people.length === 0) return say`nobody yet, for ${sides}`
  const ordered = people.toSorted((a, b) => Number(b === self) - Number(a === self))
  const all = ordered.map(id => person(id, glossary))
  return say`${few(all, ' or ', named)}, for ${sides}`
}

/** The files and the lines where it is written by hand. */
function placesOf(duties: readonly Duty[]): Words {
  const places = duties
    .filter(({ waits, action }) => !waits && (action === null || commandOf(action) === null))
    .flatMap(({ place }) => (place ? `${place.path}${place.line ? `:${place.line}` : ''}` : []))
  return few(
    [...new Set(places)].map(place => say`${place}`),
    ' and ',
    3,
  )
}

/** Who has which part in a gate, and for what. */
export function signerLines(one: Signer & { holders?: string[] }, glossary: Glossary, sheet: Sheet): string[] {
  const { letters, holders } = one
  const letter = letters.map(each => letterNames[each].toLowerCase()).join(' and ')
  const hat = say`${role(one.role, glossary)} (${[letter]})`
  const names = holders === undefined ? hat : say`${holders.length > 0 ? anyOf(holders, glossary) : ['NOBODY']}, ${hat}`
  const what = purpose(one, { glossary })
  return [...hung('- ', names, 2, sheet), ...(what.length > 0 ? sentence(say`for: ${what}`, 4, sheet, 'dim') : [])]
}
