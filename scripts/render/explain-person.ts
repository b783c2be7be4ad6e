/** What waits for one person: what they can do today, and what comes later. */
import type { Errand, Errands, When } from '../../policies/duties/errands.ts'
import type { Signer } from '../../policies/duties/gates.ts'
import type { Glossary } from '../../policies/model.ts'
import { count, date, listed, say, type Words } from '../../policies/words.ts'
import { command } from './explain-commands.ts'
import { hung, type Sheet, section, sentence } from './explain-lines.ts'
import { commandLines, dutyLines } from './explain-parts.ts'
import { phase, role } from './names.ts'
import { letterNames } from './signing.ts'

/** Whose errands, and in how many records they were looked for. */
export interface Somebody {
  id: string
  name: string
  login: string
  /** The one record that was asked about; `null`: all. */
  record: string | null
  today: string
  /** Files among the records that could not be read. */
  unread: readonly string[]
}

/** Everything that waits for somebody, in the records in which anything does. */
export function errandsText(
  who: Somebody,
  all: readonly Errands[],
  words: (one: Errands) => Glossary,
  sheet: Sheet,
): string {
  const of = (is: When['is']) =>
    all.flatMap(({ explanation, errands }) => {
      const own = errands.filter(({ when }) => when.is === is)
      return own.length > 0 ? [{ explanation, errands: own }] : []
    })
  const number = (some: readonly Errands[]) => some.reduce((sum, { errands }) => sum + errands.length, 0)
  const [now, later] = [of('now'), of('later')]
  const blocks = (some: readonly Errands[]) => some.flatMap(one => recordLines(one, who.id, words(one), sheet))
  const where = who.record === null ? say`over all records` : say`in ${who.record}`
  return [
    ...sentence(say`What waits for ${who.name} (${who.id}, on GitHub ${who.login}), ${where}`, 0, sheet, 'bold'),
    ...sentence([`As of ${date(who.today)}. ${summary(number(now), number(later), now.length)}`], 0, sheet),
    ...(who.unread.length > 0
      ? sentence(
          say`${count(who.unread.length, 'file')} could not be read, so what waits there is not told: npm run check says why.`,
          0,
          sheet,
          'red',
        )
      : []),
    ...section('What can be done today', blocks(now), sheet),
    ...section('What comes later', blocks(later), sheet),
  ].join('\n')
}

function summary(now: number, later: number, records: number): string {
  if (now + later === 0) return 'Nothing waits for them.'
  const first =
    now === 0 ? 'Nothing can be done today' : `${count(now, 'thing')} can be done today, in ${count(records, 'record')}`
  return later > 0 ? `${first}; ${count(later, 'thing')} ${later === 1 ? 'comes' : 'come'} later.` : `${first}.`
}

function recordLines({ explanation, errands }: Errands, self: string, glossary: Glossary, sheet: Sheet): string[] {
  const { record, title, next, mistakes } = explanation
  const provided = errands.flatMap(errand => (errand.is === 'provide' ? [errand.duty] : []))
  return [
    '',
    ...sentence(say`${title} (${record})`, 2, sheet, 'bold'),
    ...sentence(
      say`To come from “${phase(explanation.phase, glossary)}” to “${phase(next ?? '', glossary)}”:`,
      2,
      sheet,
    ),
    ...(mistakes.length > 0
      ? hung(
          '! ',
          say`First put right ${count(mistakes.length, 'mistake')} in its file: npm run check -- ${record}`,
          4,
          sheet,
          'red',
        )
      : []),
    ...dutyLines(provided, glossary, sheet, self),
    ...errands.flatMap(errand => errandLines(errand, record, glossary, sheet)),
  ]
}

const hats = (as: readonly Signer[], glossary: Glossary): Words =>
  listed(
    as.map(
      one =>
        say`${role(one.role, glossary)} (${[one.letters.map(letter => letterNames[letter].toLowerCase()).join(' and ')]})`,
    ),
  )

function errandLines(errand: Errand, record: string, glossary: Glossary, sheet: Sheet): string[] {
  const { when } = errand
  switch (errand.is) {
    case 'provide':
      return []
    case 'sign': {
      const accountable = errand.as.some(({ letters }) => letters.includes('A'))
      const how = accountable
        ? 'Approve its pull request, once somebody else has opened it: who is accountable does not sign what they opened themselves.'
        : 'Approve its pull request, or open it: that signs too.'
      return [
        ...hung('- ', say`Sign as ${hats(errand.as, glossary)}${[due(when)]}.`, 4, sheet),
        ...(when.is === 'now' ? sentence([how], 6, sheet) : []),
        ...(when.is === 'now'
          ? askLines(accountable ? 'To have it opened, somebody else types:' : 'Type:', record, sheet)
          : []),
      ]
    }
    case 'answer':
      return hung(
        '- ',
        say`Answer when you are asked for a review, as ${hats(errand.as, glossary)}${[due(when)]}; you have two working days.`,
        4,
        sheet,
      )
    case 'ask':
      return [
        ...hung('- ', ['Ask for the next phase: everything that must hold holds.'], 4, sheet),
        ...askLines('Type:', record, sheet),
      ]
  }
}

const askLines = (label: string, record: string, sheet: Sheet) => [
  `${' '.repeat(6)}${label}`,
  ...commandLines(command('advance', record), 8, sheet),
]

/** From when something can be done. */
function due(when: When): string {
  if (when.is === 'now') return ''
  if (when.open > 0)
    return `, once ${when.open === 1 ? 'what is' : `the ${count(when.open, 'thing')} that are`} still missing ${when.open === 1 ? 'is' : 'are'} there${when.from ? `, and not before ${date(when.from)}` : ''}`
  return when.vacant ? ', once somebody is named for each role' : when.from ? `, from ${date(when.from)} on` : ''
}
