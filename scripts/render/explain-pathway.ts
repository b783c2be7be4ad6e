/** A pathway as a whole: its phases in their order, and its other ways. */
import type { GateOutline } from '../../policies/duties/gates.ts'
import type { Glossary } from '../../policies/model.ts'
import type { PathwayFile } from '../../policies/repository.ts'
import { count, joined, say, type Words } from '../../policies/words.ts'
import { command } from './explain-commands.ts'
import { typesOf, wayOf } from './explain-gate.ts'
import { hung, type Sheet, section, sentence } from './explain-lines.ts'
import { commandLines } from './explain-parts.ts'
import { phase, role } from './names.ts'
import { letterNames } from './signing.ts'

/** All phases of a pathway in their order, with what each asks for in short; then its other ways. */
export function pathwayText(
  { id, data }: PathwayFile,
  gates: readonly GateOutline[],
  glossary: Glossary,
  sheet: Sheet,
): string {
  const phases = Object.keys(data.phases)
  const into = (to: string) =>
    gates.filter(gate => gate.to === to && (gate.is === 'forward' || gate.is === 'registration'))
  const others = (is: GateOutline['is']) => gates.filter(gate => gate.is === is)
  return [
    ...sentence(say`${data.title} (${id}): ${count(phases.length, 'phase')}`, 0, sheet, 'bold'),
    ...sentence(
      [`A record of this pathway is a ${data.for === 'Release' ? 'release' : 'deployment at one site'}.`],
      0,
      sheet,
    ),
    ...phases.flatMap((one, index) => [
      '',
      ...hung(`${index + 1}. `, say`${phase(one, glossary)} (${one})`, 0, sheet, 'bold'),
      ...into(one).flatMap(gate => shortLines(gate, glossary, sheet, fromOf(gate, glossary))),
    ]),
    ...section(
      'Ways back',
      others('back').flatMap(gate => shortLines(gate, glossary, sheet)),
      sheet,
    ),
    ...section(
      'Giving it up',
      others('withdrawal').flatMap(gate => shortLines(gate, glossary, sheet)),
      sheet,
    ),
    ...section(
      'Who holds which role',
      others('roles').flatMap(gate => shortLines(gate, glossary, sheet)),
      sheet,
    ),
    ...section(
      'To read more of a phase',
      commandLines(`${command('explain', id) ?? 'npm run explain -- <pathway>'} <phase>`, 2, sheet),
      sheet,
    ),
  ].join('\n')
}

/** From where a phase is come into, where its own name stands above already. */
function fromOf({ is, from, types }: GateOutline, glossary: Glossary): Words {
  const only = types.length > 0 ? say` (only ${typesOf(types)})` : []
  return is === 'registration'
    ? ['By registration, with npm run new']
    : say`From “${phase(from ?? '', glossary)}”${only}`
}

function shortLines(gate: GateOutline, glossary: Glossary, sheet: Sheet, way = wayOf(gate, glossary)): string[] {
  const { criteria, signers } = gate
  const fresh = criteria.filter(({ again }) => !again).length
  const again = criteria.length - fresh
  const asks = `asks for ${fresh === 0 ? 'no evidence' : count(fresh, 'thing')}${again > 0 ? `, and looks at ${again} earlier ${again === 1 ? 'one' : 'ones'} again` : ''}`
  const who = signers.map(
    one =>
      say`${role(one.role, glossary)} (${[one.letters.map(letter => letterNames[letter].toLowerCase()).join(' and ')]})`,
  )
  return [
    ...sentence(say`${way}; ${[asks]}.`, 3, sheet),
    ...(who.length > 0 ? sentence(say`Signed by ${joined(who, '; ')}.`, 3, sheet, 'dim') : []),
  ]
}
