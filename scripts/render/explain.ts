/** A record's next gate in a person's words: what is missing and whose turn it is, what holds and by what evidence, who signs, what to type. */
import type { Explanation } from '../../policies/duties/explanation.ts'
import type { CriterionResult, Glossary } from '../../policies/model.ts'
import { date, listed, say, type Words } from '../../policies/words.ts'
import { command } from './explain-commands.ts'
import { clausesLeft, criteriaLines } from './explain-criteria.ts'
import { hung, type Sheet, section, sentence } from './explain-lines.ts'
import { clauseLines, commandLines, signerLines } from './explain-parts.ts'
import { anyOf, person, phase, role } from './names.ts'
import { answeredBySigning } from './summary.ts'
import { findingText, standingNames } from './terminal.ts'

type Status = CriterionResult['status']

/** Everything about one record. */
export function explanationText(one: Explanation, glossary: Glossary, sheet: Sheet): string {
  const { criteria, informed, next } = one
  const opening = [...headLines(one, glossary, sheet), ...mistakeLines(one, glossary, sheet)]
  if (next === null) return [...opening, '', ...endLines(one, sheet), ...wayLines(one, glossary, sheet)].join('\n')
  return [
    ...opening,
    '',
    ...standsText(one, glossary).flatMap(words => sentence(words, 0, sheet)),
    ...criteriaLines(criteria, glossary, sheet),
    ...section('Who signs, by approving the pull request', signingLines(one, glossary, sheet), sheet),
    ...section('Who is consulted', consultedLines(one, glossary, sheet), sheet),
    ...section('Who is told afterwards', toldLines(informed, glossary, sheet), sheet),
    ...section('What to type next', nextLines(one, glossary, sheet), sheet),
    ...wayLines(one, glossary, sheet),
    ...section('What the clauses say', clauseLines(clausesLeft(criteria), glossary, sheet), sheet),
  ].join('\n')
}

function headLines(one: Explanation, glossary: Glossary, sheet: Sheet): string[] {
  const [colour, name] = standingNames[one.standing]
  const row = (label: string, words: Words) => hung(label.padEnd(10), words, 2, sheet)
  const named = (id: string) => say`${phase(id, glossary)} (${id})`
  return [
    ...hung(`${name.toUpperCase()}  `, say`${one.title}`, 0, sheet, [colour, 'bold']),
    ...row('Record', say`${one.record}`),
    ...row('Pathway', say`${one.pathwayTitle} (${one.pathway})`),
    ...row('Phase', named(one.phase)),
    ...(one.next === null ? [] : row('Next', named(one.next))),
  ]
}

/** A record with mistakes is refused by the gate, whatever else holds. */
function mistakeLines({ mistakes }: Explanation, glossary: Glossary, sheet: Sheet): string[] {
  const lines = mistakes.map(finding => findingText(finding, glossary, sheet.paint))
  return section('First of all, put right what is wrong in the file: until then the gate refuses it', lines, sheet)
}

function endLines({ standing, withdrawn }: Explanation, sheet: Sheet): string[] {
  const why = withdrawn === null ? [] : sentence(say`Why: ${withdrawn}`, 0, sheet)
  if (standing === 'withdrawn')
    return [
      ...sentence(['It was withdrawn, and nothing is asked of it any more.'], 0, sheet),
      ...why,
      ...sentence(['It does not come back: whoever tries again registers a new record, with npm run new.'], 0, sheet),
    ]
  return standing === 'end'
    ? sentence(['It has come to the end of its pathway: no further phase asks for anything.'], 0, sheet)
    : sentence(['Its pathway or its phase is not known, so nothing can be said of what comes next.'], 0, sheet)
}

/** How it stands, in two or three sentences. */
function standsText(one: Explanation, glossary: Glossary): Words[] {
  const { criteria, next } = one
  const number = (status: Status) => criteria.filter(criterion => criterion.status === status).length
  const parts = (
    [
      ['met', 'holds', 'hold'],
      ['unmet', 'is missing', 'are missing'],
      ['waiting', 'only needs time', 'only need time'],
      ['waived', 'is waived', 'are waived'],
      ['warned', 'is recommended, but not there', 'are recommended, but not there'],
      ['not-applicable', 'is not asked for here', 'are not asked for here'],
    ] as const
  ).flatMap(([status, is, are]) =>
    number(status) > 0 ? [[`${number(status)} ${number(status) === 1 ? is : are}`]] : [],
  )
  const asks = say`To come to “${phase(next ?? '', glossary)}”, ${criteria.length === 1 ? '1 thing is' : `${criteria.length} things are`} looked at`
  return [parts.length > 0 ? say`${asks}: ${listed(parts)}.` : say`${asks}.`, ...outlook(one, glossary)]
}

/** From when it could pass, were everything that people can do done today. */
function outlook(one: Explanation, glossary: Glossary): Words[] {
  const { standing, criteria, mistakes } = one
  const later = one.from && date(one.from)
  const vacant = vacancies(one)
  const name =
    vacant.length > 0
      ? [
          say`Nobody holds ${listed(vacant.map(id => say`the role “${glossary.roles[id] ?? id}” (${id})`))}: somebody has to be named first, in a pull request of its own.`,
        ]
      : []
  if (mistakes.length > 0) return [...name, ['It can be asked for once its file is right, and nothing is missing.']]
  if (criteria.some(({ status }) => status === 'unmet'))
    return [...name, [`It could pass ${later ? `on ${later} at the earliest` : 'as soon as that is done'}.`]]
  if (standing === 'blocked') return name
  return [later ? [`It could pass from ${later}.`] : ['It can be asked for now.']]
}

const vacancies = ({ signers, consulted }: Explanation): string[] =>
  [...signers, ...consulted].filter(({ holders }) => holders.length === 0).map(({ role }) => role)

function signingLines({ signers }: Explanation, glossary: Glossary, sheet: Sheet): string[] {
  const opening =
    'Whoever opens it signs as responsible for what they have written themselves, and never as accountable.'
  return [...signers.flatMap(who => signerLines(who, glossary, sheet)), ...sentence([opening], 2, sheet)]
}

function consultedLines({ consulted, signers, answerBy }: Explanation, glossary: Glossary, sheet: Sheet): string[] {
  const all = signers.map(({ holders }) => holders)
  const [others, signing] = [false, true].map(signs =>
    consulted.filter(({ holders }) => answeredBySigning(holders, all) === signs),
  ) as [Explanation['consulted'], Explanation['consulted']]
  const until = answerBy === null ? '' : `: who is asked today, until the end of ${date(answerBy)}`
  const names = listed(signing.map(one => say`${anyOf(one.holders, glossary)} (${role(one.role, glossary)})`))
  return [
    ...others.flatMap(one => signerLines(one, glossary, sheet)),
    ...(others.length > 0
      ? sentence([`They are asked for a review, and have two working days to answer${until}.`], 2, sheet)
      : []),
    ...(signing.length > 0 ? sentence(say`Answered by signing: ${names}.`, 2, sheet) : []),
  ]
}

const toldLines = (people: readonly string[], glossary: Glossary, sheet: Sheet) =>
  people.length > 0 ? sentence(listed(people.map(id => person(id, glossary))), 2, sheet) : []

/** Asking for the next phase, and looking again. */
function nextLines(one: Explanation, glossary: Glossary, sheet: Sheet): string[] {
  const { record, criteria, coordinators, mistakes } = one
  const open = criteria.some(({ status }) => status === 'unmet') || mistakes.length > 0 || vacancies(one).length > 0
  const from = one.from ? ` from ${date(one.from)} on` : ''
  const when = open
    ? `When nothing is missing any more, ask for the next phase${from}`
    : from
      ? `Ask for the next phase,${from}`
      : 'Ask for the next phase'
  const by = coordinators.length > 0 ? say`; ${anyOf(coordinators, glossary)} keeps this record` : []
  return [
    ...sentence(say`${[when]}${by}:`, 2, sheet),
    ...commandLines(command('advance', record), 4, sheet),
    ...sentence(['To look again at what is missing:'], 2, sheet),
    ...commandLines(command('explain', record), 4, sheet),
  ]
}

/** Back along a loop, and out. */
function wayLines({ standing, pathway, back }: Explanation, glossary: Glossary, sheet: Sheet): string[] {
  if (standing === 'withdrawn' || standing === 'unknown') return []
  return section(
    'Other ways from here',
    [
      ...back.flatMap(id => [
        ...sentence(say`Back to “${phase(id, glossary)}”. What that asks for:`, 2, sheet),
        ...commandLines(command('explain', pathway, id), 4, sheet),
      ]),
      ...(standing === 'end' ? [] : sentence(['It may be given up (withdrawn). What that asks for:'], 2, sheet)),
      ...commandLines(standing === 'end' ? null : command('explain', pathway, 'withdrawn'), 4, sheet),
    ],
    sheet,
  )
}
