/** What the terminal shows. Colours only where the stream takes them; the words are the same everywhere. */
import { styleText } from 'node:util'
import type { Glossary } from '../../policies/glossary.ts'
import type { CriterionResult, Finding, Standing, Verdict } from '../../policies/model.ts'
import { anyOf, person, phase, role } from './names.ts'
import { asks, heading, nextSteps, stands } from './summary.ts'
import { wordingOf } from './wording.ts'
import { count, date, joined, plain, say, type Words } from './words.ts'

type Style = Parameters<typeof styleText>[0]
export type Paint = (style: Style, text: string) => string

/** Colours for a stream that takes them. */
export const paintFor =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    styleText(style, text, { stream })

const marks = { met: '✓', unmet: '✗', waiting: '…', waived: '~', warned: '!' } as const
const weights = { wrong: ['red', 'error'], wait: ['cyan', 'wait'], warning: ['yellow', 'warning'] } as const

/** file:line:column, what is wrong, how to mend it. */
export function findingText({ problem, at, weight, clauses }: Finding, glossary: Glossary, paint: Paint): string {
  const [what, mend] = wordingOf(problem, glossary)
  const place = plain(say`${at.path}${at.line ? `:${at.line}:${at.column ?? 1}` : ''}`)
  const cited = clauses.length > 0 ? ` ${paint('dim', `(${clauses.join(', ')})`)}` : ''
  const [colour, name] = weights[weight]
  return `${paint('bold', place)}: ${paint(colour, name)}: ${plain(what)}${cited}\n    ${plain(mend)}`
}

/** All findings, or that there are none. */
export function reportText(findings: readonly Finding[], files: number, glossary: Glossary, paint: Paint): string {
  const wrong = findings.filter(({ weight }) => weight === 'wrong').length
  const total =
    wrong > 0
      ? paint('red', `${count(wrong, 'thing')} to mend in ${count(files, 'file')}.`)
      : paint('green', `${count(files, 'file')} checked: nothing to mend.`)
  return [...findings.map(finding => findingText(finding, glossary, paint)), total].join('\n')
}

/** The board: each record, its phase, what its next gate still needs, who signs, and from when it could pass. */
export function boardText(standings: readonly Standing[], today: string, glossary: Glossary, paint: Paint): string {
  return standings.map(standing => standingText(standing, today, glossary, paint)).join('\n\n')
}

function standingText(
  { record, title, phase: at, next, criteria, signOffs, earliest }: Standing,
  today: string,
  glossary: Glossary,
  paint: Paint,
): string {
  const head = `${paint('bold', plain(say`${record}`))}  ${plain(say`${title}`)}`
  const here = plain(phase(at, glossary))
  if (next === null) return `${head}\n  ${here}: no further phase`
  const open = criteria.filter(({ status }) => status !== 'met')
  const blocked = open.filter(({ status }) => status === 'unmet' || status === 'waiting')
  const when =
    blocked.length === 0
      ? paint('green', 'ready to ask for')
      : earliest && earliest > today
        ? `could pass from ${date(earliest)}`
        : 'could pass as soon as this is mended'
  return [
    head,
    `  ${here} → ${plain(phase(next, glossary))}: ${when}`,
    ...open.map(criterion => criterionText(criterion, glossary, paint)),
    `    signs: ${plain(
      joined(
        signOffs.map(
          ({ role: id, holders }) =>
            say`${holders.length ? anyOf(holders, glossary) : ['NOBODY']} (${role(id, glossary)})`,
        ),
        '; ',
      ),
    )}`,
  ].join('\n')
}

function criterionText(
  { status, title, clauses, findings, waiver }: CriterionResult,
  glossary: Glossary,
  paint: Paint,
): string {
  const colour = status === 'unmet' ? 'red' : status === 'met' ? 'green' : 'yellow'
  const lines = findings.map(({ problem, at }) => {
    const [what, mend] = wordingOf(problem, glossary)
    return `        ${plain(what)} ${plain(mend)} ${paint('dim', plain(say`${at.path}${at.line ? `:${at.line}:${at.column ?? 1}` : ''}`))}`
  })
  const waived = waiver
    ? [
        `        ${plain(say`Waived by ${person(waiver.acceptedBy, glossary)} until ${date(waiver.expires)}: ${waiver.reason}`)}`,
      ]
    : []
  return [
    `    ${paint(colour, marks[status])} ${plain(say`${title}`)} ${paint('dim', `(${clauses.join(', ')})`)}`,
    ...waived,
    ...lines,
  ].join('\n')
}

const colours = { success: 'green', pending: 'cyan', failure: 'red', error: 'red' } as const

/** One verdict, for the terminal. */
export function verdictText(verdict: Verdict, paint: Paint): string {
  const { glossary } = verdict
  const section = (name: string, lines: string[]) => (lines.length > 0 ? [`\n${paint('bold', name)}`, ...lines] : [])
  const numbered = (steps: Words[]) => steps.map((step, index) => `  ${index + 1}. ${plain(step)}`)
  return [
    `${paint(['bold', colours[verdict.state]], heading[verdict.state])}${verdict.title ? `: ${plain(say`${verdict.title}`)}` : ''}`,
    plain(asks(verdict)),
    plain(stands(verdict)),
    ...section('What to do next', numbered(nextSteps(verdict))),
    ...section(
      'What is wrong',
      verdict.findings.map(finding => `  ${findingText(finding, glossary, paint)}`),
    ),
    ...section(
      'What must hold',
      verdict.criteria.map(criterion => criterionText(criterion, glossary, paint)),
    ),
    ...section(
      'Who signs',
      verdict.signOffs.map(({ role: id, letters, holders, status }) => {
        const who =
          status.is === 'signed'
            ? person(status.by, glossary)
            : holders.length
              ? anyOf(holders, glossary)
              : (['nobody'] as Words)
        return `    ${status.is === 'signed' ? paint('green', '✓') : '…'} ${plain(say`${role(id, glossary)} (${letters.join(', ')}): ${who}`)}${status.is === 'signed' ? '' : `, ${status.is.replaceAll('-', ' ')}`}`
      }),
    ),
    ...section(
      'Consulted',
      verdict.consultations.map(
        ({ role: id, holders, status }) =>
          `    ${plain(say`${role(id, glossary)}: ${joined(holders.map(holder => person(holder, glossary)))}, ${status.is.replaceAll('-', ' ')}`)}`,
      ),
    ),
    ...section(
      'Evidence to be confirmed',
      verdict.uncovered.map(
        ({ pointer, people }) =>
          `    ${plain(say`${pointer.join(' › ')}: ${people.length ? anyOf(people, glossary) : ['nobody yet']}`)}`,
      ),
    ),
  ].join('\n')
}
