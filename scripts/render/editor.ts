/** What an editor says of a name that it offers: a person, a phase, an item of a checklist. */
import type { Tell, Told } from '../../policies/editor/told.ts'
import { joined, listed, plain, say, type Words } from '../../policies/words.ts'

/** One text, in lines where there is more than one thing to say. */
export const tellEditor: Tell = told => lines(told).map(plain).join('\n')

function lines(told: Told): Words[] {
  switch (told.what) {
    case 'person':
      return [say`${told.name}, ${told.organisation}`]
    case 'organisation':
      return [say`${told.name}`]
    case 'withdrawn':
      return [say`Given up. The record says under withdrawn who decided that, when, and why.`]
    case 'criterion':
      return [say`${told.title}`, say`A waiver is accepted by: ${told.waivedBy}.`, ...told.clauses.map(clause)]
    case 'part':
      return [say`${told.title}`, ...circumstances(told), ...told.clauses.map(clause)]
  }
}

function circumstances({ by, phase, mayNotApply }: Told & { what: 'part' }): Words[] {
  const said = [
    ...(by.length > 0
      ? [
          say`Provided by: ${listed(
            by.map(one => say`${one}`),
            ' or ',
          )}.`,
        ]
      : []),
    ...(phase === null ? [] : [say`Phase: ${phase}.`]),
    ...(mayNotApply ? [say`It may be not applicable, with a reason.`] : []),
  ]
  return said.length > 0 ? [joined(said, ' ')] : []
}

const clause = ({ id, says }: { id: string; says: string | null }): Words =>
  says === null ? say`${id}` : say`${id}: ${says}`
