/** What the terminal shows. Colours only where the stream takes them; the words are the same everywhere. */
import { styleText } from 'node:util'
import type { CriterionResult, Finding, Glossary, Standing, Verdict } from '../../policies/model.ts'
import { kindAt, recordId, recordPath } from '../../policies/repository.ts'
import { anyOf, fieldName, person, phase, role } from './names.ts'
import { consultant, consulted, letterNames, signed, signer } from './signing.ts'
import { asks, groupsOf, heading, nextSteps, recordOf, type Step, stands } from './summary.ts'
import { wordingOf } from './wording.ts'
import { count, date, joined, listed, plain, say, type Words } from './words.ts'

/** The words for what stands at a path: two pathways may call different things by one name. */
export type Vocabulary = (path: string) => Glossary

type Style = Parameters<typeof styleText>[0]
export type Paint = (style: Style, text: string) => string

/** Colours for a stream that takes them. */
export const paintFor =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    styleText(style, text, { stream })

const marks = { met: '✓', unmet: '✗', waiting: '…', waived: '~', warned: '!', 'not-applicable': '-' } as const
const weights = { wrong: ['red', 'error'], wait: ['cyan', 'wait'], warning: ['yellow', 'warning'] } as const

/** file:line:column, as editors and terminals make links of it. */
const placeText = ({ path, line, column }: Finding['at']) => plain(say`${path}${line ? `:${line}:${column ?? 1}` : ''}`)
const clauseText = (clauses: readonly string[], paint: Paint) =>
  clauses.length > 0 ? ` ${paint('dim', `(${plain(say`${clauses.join(', ')}`)})`)}` : ''

/** file:line:column, what is wrong, how to mend it. */
export function findingText({ problem, at, weight, clauses }: Finding, glossary: Glossary, paint: Paint): string {
  const [what, mend] = wordingOf(problem, glossary)
  const [colour, name] = weights[weight]
  const place = placeText(at)
  return `${place && `${paint('bold', place)}: `}${paint(colour, name)}: ${plain(what)}${clauseText(clauses, paint)}\n    ${plain(mend)}`
}

/** All findings, or that there are none. */
export function reportText(findings: readonly Finding[], files: number, words: Vocabulary, paint: Paint): string {
  const wrong = findings.filter(({ weight }) => weight === 'wrong').length
  const checked = `${count(files, 'file')} checked`
  const total =
    wrong > 0
      ? paint('red', `${checked}: ${count(wrong, 'thing')} to mend.`)
      : paint('green', `${checked}: nothing to mend.`)
  return [...findings.map(finding => findingText(finding, words(finding.at.path), paint)), total].join('\n')
}

/** Where a record stands, in a word. */
const standingNames = {
  ready: ['green', 'ready', 'ready'],
  waiting: ['cyan', 'waiting', 'waiting for time'],
  blocked: ['red', 'blocked', 'blocked'],
  end: ['dim', 'at the end', 'at the end'],
  withdrawn: ['dim', 'withdrawn', 'withdrawn'],
  unknown: ['red', 'unknown', 'in no known phase'],
} as const

function standingOf({ phase: at, next, ended, criteria, signOffs }: Standing): keyof typeof standingNames {
  if (at === 'withdrawn') return 'withdrawn'
  if (next === null) return ended ? 'end' : 'unknown'
  // a gate that nobody can sign is as shut as one whose criteria are not met
  if (criteria.some(({ status }) => status === 'unmet') || signOffs.some(({ holders }) => holders.length === 0))
    return 'blocked'
  return criteria.some(({ status }) => status === 'waiting') ? 'waiting' : 'ready'
}

/** The board: each record, its phase, what its next gate still needs, who signs, and from when it could pass; then how many stand where. */
export function boardText(standings: readonly Standing[], today: string, words: Vocabulary, paint: Paint): string {
  const records = standings.map(standing => standingText(standing, today, words(recordPath(standing.record)), paint))
  return [...records, tally(standings)].join('\n\n')
}

/** "16 sites: 3 ready, 12 blocked, 1 withdrawn. 3 releases." */
function tally(standings: readonly Standing[]): string {
  const sites = standings.filter(({ record }) => kindAt(recordPath(record)) !== 'Release')
  const releases = standings.length - sites.length
  const counts = (Object.keys(standingNames) as (keyof typeof standingNames)[]).flatMap(key => {
    const number = sites.filter(site => standingOf(site) === key).length
    return number > 0 ? [`${number} ${standingNames[key][2]}`] : []
  })
  const split = counts.length > 0 ? `: ${counts.join(', ')}` : ''
  return `${count(sites.length, 'site')}${split}.${releases > 0 ? ` ${count(releases, 'release')}.` : ''}`
}

function standingText(standing: Standing, today: string, glossary: Glossary, paint: Paint): string {
  const { record, title, phase: at, next, criteria, signOffs } = standing
  const [colour, name] = standingNames[standingOf(standing)]
  const head = `${paint([colour, 'bold'], name.toUpperCase().padEnd(10))}  ${paint('bold', plain(say`${record}`))}  ${plain(say`${title}`)}`
  const here = plain(phase(at, glossary))
  if (next === null) return `${head}\n  ${here}`
  const who = signOffs.map(
    ({ role: id, holders }) => say`${holders.length ? anyOf(holders, glossary) : ['NOBODY']} (${role(id, glossary)})`,
  )
  return [
    head,
    `  ${here} → ${plain(phase(next, glossary))}: ${outlook(standing, today)}`,
    ...criteria
      .filter(({ status }) => status !== 'met' && status !== 'not-applicable')
      .map(criterion => criterionText(criterion, glossary, paint)),
    `    To sign: ${plain(joined(who, '; '))}`,
  ].join('\n')
}

/** From when a record could pass, were everything that people can do done today. */
function outlook(standing: Standing, today: string): string {
  const { criteria, earliest } = standing
  const unmet = criteria.filter(({ status }) => status === 'unmet').length
  const later = earliest !== null && earliest > today ? date(earliest) : null
  if (unmet > 0)
    return `${count(unmet, 'criterion', 'criteria')} to meet; it could pass ${later ? `from ${later}` : 'as soon as that is done'}`
  return later ? `it could pass from ${later}` : 'it can be asked for now'
}

function criterionText(
  { status, title, clauses, findings, waiver }: CriterionResult,
  glossary: Glossary,
  paint: Paint,
): string {
  const colour = status === 'unmet' ? 'red' : status === 'met' ? 'green' : 'yellow'
  const lines = findings.flatMap(({ problem, at }) => {
    const [what, mend] = wordingOf(problem, glossary)
    return [`      ${plain(what)} ${paint('dim', placeText(at))}`, `        ${plain(mend)}`]
  })
  const waived = waiver
    ? [
        `      ${plain(say`Waived by ${person(waiver.acceptedBy, glossary)} until ${date(waiver.expires)}: ${waiver.reason}`)}`,
      ]
    : []
  return [
    `    ${paint(colour, marks[status])} ${plain(say`${title}`)}${clauseText(clauses, paint)}`,
    ...waived,
    ...lines,
  ].join('\n')
}

const colours = { success: 'green', pending: 'cyan', failure: 'red', error: 'red' } as const

/** One verdict, for the terminal. */
export function verdictText(verdict: Verdict, paint: Paint): string {
  const { glossary, state, title, findings, criteria, informed } = verdict
  const section = (name: string, lines: string[]) => (lines.length > 0 ? [`\n${paint('bold', name)}`, ...lines] : [])
  return [
    `${paint(['bold', colours[state]], heading[state])}${title ? `: ${plain(say`${title}`)}` : ''}`,
    plain(asks(verdict)),
    plain(stands(verdict)),
    ...section('What to do next', nextSteps(verdict).flatMap(stepLines)),
    ...section(
      'What is wrong',
      findings.map(finding => `  ${findingText(finding, glossary, paint)}`),
    ),
    ...section(
      'What must hold',
      criteria.map(criterion => criterionText(criterion, glossary, paint)),
    ),
    ...section('Who signs', signingLines(verdict, paint)),
    ...section('Evidence to be confirmed', coverLines(verdict)),
    ...section(
      'Told after the merge',
      informed.length > 0 ? [`    ${plain(listed(informed.map(id => person(id, glossary))))}`] : [],
    ),
  ].join('\n')
}

const stepLines = ({ what, parts }: Step, index: number): string[] => [
  `  ${index + 1}. ${plain(what)}`,
  ...parts.map(part => `     - ${plain(part)}`),
]

function signingLines(verdict: Verdict, paint: Paint): string[] {
  const { glossary } = verdict
  const line = (good: boolean, who: Words, as: Words, letters: string, how: Words) =>
    `    ${good ? paint('green', '✓') : '…'} ${plain(say`${who}, ${as}${[letters]}: ${how}`)}`
  return [
    ...verdict.objections.map(
      ({ by, roles }) =>
        `    ${paint('red', '✗')} ${plain(say`${person(by, glossary)}, ${listed(roles.map(id => role(id, glossary)))}: asked for changes`)}`,
    ),
    ...verdict.signOffs.map(one =>
      line(
        one.status.is === 'signed',
        signer(one, verdict),
        role(one.role, glossary),
        ` (${one.letters.map(letter => letterNames[letter]).join(', ')})`,
        signed(one, verdict),
      ),
    ),
    ...verdict.consultations.map(one =>
      line(
        one.status.is === 'answered' || one.status.is === 'lapsed',
        consultant(one, verdict),
        role(one.role, glossary),
        ` (${letterNames.C})`,
        consulted(one, verdict),
      ),
    ),
  ]
}

function coverLines({ uncovered, subject, glossary }: Verdict): string[] {
  return groupsOf(uncovered).flatMap(({ people, fields }) => [
    `    ${plain(people.length > 0 ? anyOf(people, glossary) : ['nobody yet'])}:`,
    ...fields.map(
      ({ path, name }) =>
        `      ${plain(recordOf(subject) === recordId(path) ? fieldName(name) : say`${recordId(path)}: ${fieldName(name)}`)}`,
    ),
  ])
}
