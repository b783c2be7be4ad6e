/** The gates into a phase, without any record: what each asks for, of whom and why. */
import type { Demand, GateOutline, Signer } from '../../policies/duties/gates.ts'
import type { Glossary } from '../../policies/model.ts'
import type { PathwayFile } from '../../policies/repository.ts'
import { listed, say, type Words } from '../../policies/words.ts'
import { command } from './explain-commands.ts'
import { hung, type Sheet, section, sentence } from './explain-lines.ts'
import { commandLines, signerLines, whyLines, withTold } from './explain-parts.ts'
import { anyParty, phase, role } from './names.ts'

/** What a phase asks of a record that wants to come into it. */
export function gateText(
  { id, data }: PathwayFile,
  into: string,
  gates: readonly GateOutline[],
  glossary: Glossary,
  sheet: Sheet,
): string {
  const onward = data.gates.filter(({ from }) => from === into)
  const next = [...new Set(onward.map(({ to }) => to))]
  const order = Object.keys(data.phases)
  const isBack = (to: string) => order.indexOf(to) < order.indexOf(into)
  const heading = say`${data.title} (${id}): ${phase(into, glossary)} (${into})`
  return [
    ...sentence(heading, 0, sheet, 'bold'),
    ...gates.flatMap(gate => gateLines(gate, data.waivers.acceptedBy, glossary, sheet)),
    ...section(
      'From here',
      next.flatMap(to => [
        ...sentence(say`${[isBack(to) ? 'Back, along a loop, to' : 'On to']} “${phase(to, glossary)}”:`, 2, sheet),
        ...commandLines(command('explain', id, to), 4, sheet),
      ]),
      sheet,
    ),
  ].join('\n')
}

/** From where to where, in words. */
export function wayOf({ is, from, to, types }: GateOutline, glossary: Glossary): Words {
  const only = types.length > 0 ? say` (only ${typesOf(types)})` : []
  if (is === 'registration') return say`Registration: a new record begins in “${phase(to ?? '', glossary)}”`
  if (is === 'withdrawal') return ['Withdrawal: a record is given up, from whatever phase']
  if (is === 'roles') return ['A change of who holds a role']
  const way = say`from “${phase(from ?? '', glossary)}” to “${phase(to ?? '', glossary)}”`
  return is === 'back' ? say`Back ${way}${only}` : say`Forward ${way}${only}`
}

/** Releases of some types. */
export const typesOf = (types: readonly string[]): Words => {
  const all = listed(
    types.map(type => say`${type}`),
    ' or ',
  )
  return say`${all} releases`
}

function gateLines(gate: GateOutline, waivedBy: string, glossary: Glossary, sheet: Sheet): string[] {
  const { criteria, signers, consulted, informed } = gate
  const told = new Map(withTold(criteria.filter(({ again }) => !again)))
  const demands = (wanted: boolean) =>
    criteria
      .filter(({ again }) => again === wanted)
      .flatMap(one => demandLines(one, told.get(one) ?? new Set(), waivedBy, glossary, sheet))
  const parts = (all: readonly Signer[]) => all.flatMap(one => signerLines(one, glossary, sheet))
  return [
    '',
    ...sentence(wayOf(gate, glossary), 0, sheet, ['bold', 'cyan']),
    ...(criteria.length === 0 ? sentence(['It asks for no evidence, only for signatures.'], 2, sheet) : []),
    ...section('What must be there', demands(false), sheet),
    ...section('What was asked for before, and must still hold', demands(true), sheet),
    ...section('Who signs', parts(signers), sheet),
    ...section('Who is consulted, and has two working days to answer', parts(consulted), sheet),
    ...section('Who is told afterwards', parts(informed), sheet),
    ...section('What to type', howLines(gate, sheet), sheet),
  ]
}

const enforcements = {
  mandatory: () => ['It must hold: nobody can waive it.'],
  waivable: (by: Words) => say`It can be waived by a holder of the role “${by}”, with a reason and until a day.`,
  advisory: () => ['It is recommended: it stops nothing.'],
}

function demandLines(
  one: Demand,
  told: ReadonlySet<string>,
  waivedBy: string,
  glossary: Glossary,
  sheet: Sheet,
): string[] {
  const { title, by, clauses, enforcement, types, again } = one
  if (again) return hung('- ', say`${title} (${clauses.join(', ')})`, 2, sheet)
  const from =
    by.length > 0
      ? say`From ${anyParty(by, glossary)}.`
      : ['Nobody provides it: it is about time, an order, or another record.']
  const only = types.length > 0 ? say` Asked only of ${typesOf(types)}.` : []
  return [
    ...hung('- ', say`${title}`, 2, sheet, 'bold'),
    ...sentence(say`${from}${only}`, 4, sheet),
    ...whyLines(clauses, told, glossary, sheet),
    ...sentence(enforcements[enforcement](role(waivedBy, glossary)), 4, sheet),
  ]
}

/** What a person types for a change of this kind. */
function howLines({ is }: GateOutline, sheet: Sheet): string[] {
  if (is === 'registration') return commandLines('npm run new', 2, sheet)
  if (is === 'roles') return []
  if (is === 'forward')
    return [
      ...sentence(['For a record that comes here next, to see what it still needs, and to ask:'], 2, sheet),
      ...commandLines('npm run explain -- <record>', 4, sheet),
      ...commandLines('npm run advance -- <record>', 4, sheet),
    ]
  return sentence(
    [
      is === 'back'
        ? 'npm run advance -- --help says how a record goes back; it needs a reason.'
        : 'npm run advance -- --help says how a record is withdrawn; it needs a reason.',
    ],
    2,
    sheet,
  )
}
