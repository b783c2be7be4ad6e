/** What the terminal shows. Colours only where the stream takes them; the words are the same everywhere. */
import { styleText } from 'node:util'
import type {
  Consultation,
  CriterionResult,
  Finding,
  Glossary,
  Letter,
  SignOff,
  Standing,
  StandingName,
  Verdict,
} from '../../policies/model.ts'
import { kindAt, recordId, recordPath } from '../../policies/repository.ts'
import { count, date, joined, listed, plain, say, type Words } from '../../policies/words.ts'
import { anyOf, fieldName, person, phase, role, within } from './names.ts'
import { consultant, consulted, letterNames, purpose, signed, signer } from './signing.ts'
import {
  answeredBySigning,
  asks,
  findingsHeading,
  groupsOf,
  heading,
  nextSteps,
  notesHeld,
  notesNamed,
  recordOf,
  type Step,
  stands,
  waivable,
} from './summary.ts'
import { wordingOf } from './wording.ts'

/** The words for what stands at a path: two pathways may call different things by one name. */
export type Vocabulary = (path: string) => Glossary

export type Style = Parameters<typeof styleText>[0]
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
const withinText = ({ pointer = [] }: Finding['at'], paint: Paint) =>
  pointer.length > 0 ? ` ${paint('dim', plain(within(pointer)))}` : ''
const clauseText = (clauses: readonly string[], paint: Paint) =>
  clauses.length > 0 ? ` ${paint('dim', `(${plain(say`${clauses.join(', ')}`)})`)}` : ''

/** file:line:column, what is wrong, how to mend it. */
export function findingText({ problem, at, weight, clauses }: Finding, glossary: Glossary, paint: Paint): string {
  const [what, mend] = wordingOf(problem, glossary)
  const [colour, name] = weights[weight]
  const place = placeText(at)
  return `${place && `${paint('bold', place)}: `}${paint(colour, name)}: ${plain(what)}${clauseText(clauses, paint)}${withinText(at, paint)}\n    ${plain(mend)}`
}

/** All findings, or that there are none. */
export function reportText(findings: readonly Finding[], files: number, words: Vocabulary, paint: Paint): string {
  const wrong = findings.filter(({ weight }) => weight === 'wrong').length
  const checked = `${count(files, 'file')} checked`
  const total =
    wrong > 0
      ? paint('red', `${checked}: ${count(wrong, 'mistake')}.`)
      : paint('green', `${checked}: no mistakes in them.`)
  return [...findings.map(finding => findingText(finding, words(finding.at.path), paint)), total].join('\n')
}

/** Where a record stands, in a word: its colour, what it is called, and how those are counted. */
export const standingNames: Record<StandingName, [colour: Extract<Style, string>, name: string, counted: string]> = {
  ready: ['green', 'ready', 'ready'],
  waiting: ['cyan', 'waiting', 'waiting for time'],
  blocked: ['red', 'blocked', 'blocked'],
  end: ['dim', 'at the end', 'at the end'],
  withdrawn: ['dim', 'withdrawn', 'withdrawn'],
  unknown: ['red', 'unknown', 'in no known phase'],
}
const order = Object.keys(standingNames) as StandingName[]

/** The board: each record, its phase, what its next gate still needs, who signs, and from when it could pass; then how many stand where. */
export function boardText(standings: readonly Standing[], today: string, words: Vocabulary, paint: Paint): string {
  const records = standings.map(standing => standingText(standing, today, words(recordPath(standing.record)), paint))
  return [...records, tally(standings)].join('\n\n')
}

/** The board in short: a line for each record, then how many stand where. */
export function shortBoardText(standings: readonly Standing[], today: string, words: Vocabulary, paint: Paint): string {
  const lines = standings.map(standing => {
    const glossary = words(recordPath(standing.record))
    return `${headText(standing, paint)}  ${wayText(standing, today, glossary)}`
  })
  return [...lines, ...(lines.length > 0 ? [''] : []), tally(standings)].join('\n')
}

/** "16 sites: 3 ready, 12 blocked, 1 withdrawn. 3 releases: 3 at the end." */
function tally(standings: readonly Standing[]): string {
  const kinds = Map.groupBy(standings, ({ record }) => (kindAt(recordPath(record)) === 'Release' ? 'release' : 'site'))
  const counted = (['site', 'release'] as const).flatMap(kind => {
    const all = kinds.get(kind) ?? []
    const counts = order.flatMap(name => {
      const number = all.filter(({ standing }) => standing === name).length
      return number > 0 ? [`${number} ${standingNames[name][2]}`] : []
    })
    return all.length > 0 ? [`${count(all.length, kind)}: ${counts.join(', ')}.`] : []
  })
  return counted.join(' ') || 'No records.'
}

function headText({ standing, record, title }: Standing, paint: Paint): string {
  const [colour, name] = standingNames[standing]
  return `${paint([colour, 'bold'], name.toUpperCase().padEnd(10))}  ${paint('bold', plain(say`${record}`))}  ${plain(say`${title}`)}`
}

/** From where to where, and from when. */
function wayText(standing: Standing, today: string, glossary: Glossary): string {
  const here = plain(phase(standing.phase, glossary))
  return standing.next === null
    ? here
    : `${here} → ${plain(phase(standing.next, glossary))}: ${outlook(standing, today)}`
}

function standingText(standing: Standing, today: string, glossary: Glossary, paint: Paint): string {
  const { next, criteria, signOffs, consultations } = standing
  const opening = [headText(standing, paint), `  ${wayText(standing, today, glossary)}`]
  if (next === null) return opening.join('\n')
  const signers = signOffs.map(({ holders }) => holders)
  const others = consultations.filter(({ holders }) => !answeredBySigning(holders, signers))
  return [
    ...opening,
    ...criteria
      .filter(({ status }) => status !== 'met' && status !== 'not-applicable')
      .map(criterion => criterionText(criterion, glossary, paint)),
    `    To sign: ${whoText(signOffs, glossary)}`,
    ...(others.length > 0 ? [`    To consult: ${whoText(others, glossary)}`] : []),
  ].join('\n')
}

/** "Ann or Ben (Project Lead); NOBODY (Clinical Lead)". */
const whoText = (roles: readonly { role: string; holders: string[] }[], glossary: Glossary): string =>
  plain(
    joined(
      roles.map(
        ({ role: id, holders }) =>
          say`${holders.length > 0 ? anyOf(holders, glossary) : ['NOBODY']} (${role(id, glossary)})`,
      ),
      '; ',
    ),
  )

/** From when a record could pass, were everything that people can do done today. */
function outlook(standing: Standing, today: string): string {
  const { criteria, earliest } = standing
  const unmet = criteria.filter(({ status }) => status === 'unmet').length
  const later = earliest !== null && earliest > today ? date(earliest) : null
  if (unmet > 0)
    return `${count(unmet, 'criterion', 'criteria')} to meet; it could pass ${later ? `from ${later}` : 'as soon as that is done'}`
  if (standing.standing === 'blocked') return 'somebody has to be named first'
  return later ? `it could pass from ${later}` : 'it can be asked for now'
}

function criterionText(criterion: CriterionResult, glossary: Glossary, paint: Paint): string {
  const { status, title, clauses, findings, waiver } = criterion
  const colour = status === 'unmet' ? 'red' : status === 'met' ? 'green' : 'yellow'
  const lines = findings.flatMap(({ problem, at }) => {
    const [what, mend] = wordingOf(problem, glossary)
    return [`      ${plain(what)} ${paint('dim', placeText(at))}${withinText(at, paint)}`, `        ${plain(mend)}`]
  })
  const canBeWaived = plain(waivable(criterion, glossary))
  const waived = waiver
    ? [
        `      ${plain(say`Waived by ${person(waiver.acceptedBy, glossary)} until ${date(waiver.expires)}: ${waiver.reason}`)}`,
      ]
    : []
  return [
    `    ${paint(colour, marks[status])} ${plain(say`${title}`)}${clauseText(clauses, paint)}`,
    ...waived,
    ...lines,
    ...(canBeWaived ? [`      ${canBeWaived}`] : []),
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
      findingsHeading(verdict),
      findings.map(finding => `  ${findingText(finding, glossary, paint)}`),
    ),
    ...section(
      'What must hold',
      criteria.map(criterion => criterionText(criterion, glossary, paint)),
    ),
    ...section('What changes', changeLines(verdict)),
    ...section('Release notes', notesLines(verdict)),
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
  const lines = (one: SignOff | Consultation, good: boolean, who: Words, letters: readonly Letter[], how: Words) => {
    const names = letters.map(letter => letterNames[letter]).join(', ')
    const what = plain(purpose(one, verdict))
    return [
      `    ${good ? paint('green', '✓') : '…'} ${plain(say`${who}, ${role(one.role, glossary)} (${[names]}): ${how}`)}`,
      ...(what ? [`      ${paint('dim', what)}${clauseText(one.clauses, paint)}`] : []),
    ]
  }
  return [
    ...verdict.objections.map(
      ({ by, roles }) =>
        `    ${paint('red', '✗')} ${plain(say`${person(by, glossary)}, ${listed(roles.map(id => role(id, glossary)))}: asked for changes`)}`,
    ),
    ...verdict.signOffs.flatMap(one =>
      lines(one, one.status.is === 'signed', signer(one, verdict), one.letters, signed(one, verdict)),
    ),
    ...verdict.consultations.flatMap(one =>
      lines(
        one,
        one.status.is === 'answered' || one.status.is === 'lapsed',
        consultant(one, verdict),
        ['C'],
        consulted(one, verdict),
      ),
    ),
  ]
}

/** Which texts go out. They are too long for a terminal between all the rest: a command shows them. */
const notesLines = ({ notes }: Verdict): string[] =>
  notes.map(one =>
    plain(
      say`    ${notesNamed(one)}, for ${listed(one.sheets.map(({ title }) => say`${title}`))}. ${notesHeld(one)} To read them: npm run notes -- ${one.record} ${one.template}`,
    ),
  )

function changeLines({ changed, subject }: Verdict): string[] {
  return changed.map(({ path, name, was, now }) => {
    const what = recordOf(subject) === recordId(path) ? fieldName(name) : say`${recordId(path)}: ${fieldName(name)}`
    return `    ${plain(say`${what}: ${was ?? '—'} → ${now ?? '—'}`)}`
  })
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
