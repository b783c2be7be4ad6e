/** The comment on a pull request: for somebody who reads nothing else. */

import { dayOf } from '../../policies/dates.ts'
import type { CriterionResult, Finding, Uncovered, Verdict } from '../../policies/model.ts'
import { recordId, recordPath } from '../../policies/repository.ts'
import { count, date, listed, markdown, plain, say } from '../../policies/words.ts'
import { factOf } from './facts.ts'
import { anyOf, fieldName, person, role, side, within } from './names.ts'
import { consultant, consulted, letterNames, purpose, signed, signer } from './signing.ts'
import {
  asks,
  findingsHeading,
  groupsOf,
  heading,
  nextSteps,
  notesHeld,
  notesNamed,
  recordOf,
  stands,
  told,
  waivable,
} from './summary.ts'
import { wordingOf } from './wording.ts'

/** Where things can be looked at; without it, places are named and not linked. */
export interface Web {
  /** The repository's page, such as https://github.com/owner/name. */
  repository: string
}

/** The longest comment that is posted: GitHub takes 65,536 characters, the marker and the title need some. */
const longest = 65_000
/** How many rows a table has at most, from the whole comment to the shortest that is tried. */
const sizes = [Number.POSITIVE_INFINITY, 100, 30, 8, 3, 1]

const marks = { success: '✅', pending: '⏳', failure: '❌', error: '⚠️' } as const
const criterionMarks = {
  met: '✅',
  unmet: '❌',
  waiting: '⏳',
  waived: '⚠️ waived',
  warned: '⚠️ warning',
  'not-applicable': '➖',
} as const
const weightMarks = { wrong: '❌', wait: '⏳', warning: '⚠️' } as const

/** The whole comment. A very long one loses the ends of its tables, what holds first, and says so; at worst, its tables. */
export function commentOf(verdict: Verdict, web?: Web): string {
  for (const most of sizes) {
    const text = compose(verdict, most > 3 ? web : undefined, most)
    if (text.length <= longest) return text
  }
  return `${[...opening(verdict), 'This is too much for a comment: the log of this check has it all.'].join('\n\n')}\n`
}

function compose(verdict: Verdict, web: Web | undefined, most: number): string {
  const parts = [
    ...opening(verdict),
    steps(verdict, most),
    wrongs(verdict, web, most),
    criteria(verdict, web, most),
    changes(verdict, most),
    notes(verdict, most),
    signOffs(verdict, most),
    uncovered(verdict, most),
    footer(verdict),
  ]
  const text = parts.filter(part => part !== '').join('\n\n')
  const cited = citedIn(text, verdict)
  const all = [text, ...(most > 30 ? sayings(cited) : []), definitions(cited)].filter(part => part !== '')
  return `${all.join('\n\n')}\n`
}

const opening = (verdict: Verdict): string[] => [
  `### ${marks[verdict.state]} ${heading[verdict.state]}${verdict.title ? `: ${markdown(say`${verdict.title}`)}` : ''}`,
  markdown(asks(verdict)),
  `**${markdown(stands(verdict))}**`,
]

/** What the end of a list says of the part that is left out. */
const leftOut = (all: number, most: number): string[] =>
  all > most ? [`…and ${all - most} more, which the log of this check has.`] : []

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`
/** A table of the first items; how many more there are stands below it. */
function table<T>(head: string[], items: readonly T[], most: number, cells: (item: T) => string[]): string {
  const rows = items.slice(0, most).map(item => row(...cells(item)))
  return [[row(...head), row(...head.map(() => '---')), ...rows].join('\n'), ...leftOut(items.length, most)].join(
    '\n\n',
  )
}

function steps(verdict: Verdict, most: number): string {
  const all = nextSteps(verdict)
  if (all.length === 0) return ''
  const shown = all
    .slice(0, most)
    .flatMap(({ what, parts }, index) => [
      `${index + 1}. ${markdown(what)}`,
      ...parts.map(part => `   - ${markdown(part)}`),
    ])
  return `#### What to do next\n\n${[shown.join('\n'), ...leftOut(all.length, most)].join('\n\n')}`
}

function wrongs(verdict: Verdict, web: Web | undefined, most: number): string {
  const { findings, glossary } = verdict
  if (findings.length === 0) return ''
  const head = ['', 'Where', 'What', 'How to mend it']
  return `#### ${findingsHeading(verdict)}\n\n${table(head, findings, most, finding => {
    const [what, mend] = wordingOf(finding.problem, glossary)
    const cited = clauses(finding.clauses, verdict)
    return [
      weightMarks[finding.weight],
      place(finding, verdict, web),
      `${markdown(what)}${cited && ` ${cited}`}`,
      markdown(mend),
    ]
  })}`
}

function criteria(verdict: Verdict, web: Web | undefined, most: number): string {
  if (verdict.criteria.length === 0) return ''
  const order = ['unmet', 'waiting', 'waived', 'warned', 'met', 'not-applicable']
  const sorted = verdict.criteria.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
  const head = ['', 'Criterion', 'What was found; what is missing, and how to mend it', 'Clause']
  return `#### What must hold\n\n${table(head, sorted, most, criterion => [
    criterionMarks[criterion.status],
    markdown(say`${criterion.title}`),
    standing(criterion, verdict, web, Math.min(most, 12)),
    clauses(criterion.clauses, verdict),
  ])}`
}

/** What was found where it holds, and where it does not, what is missing and how to mend it. */
function standing(criterion: CriterionResult, verdict: Verdict, web: Web | undefined, most: number): string {
  const { status, findings, facts, waiver } = criterion
  if (status === 'not-applicable') return 'Not asked for here.'
  const { glossary } = verdict
  const said = findings.map(finding => {
    const [what, mend] = wordingOf(finding.problem, glossary)
    return [markdown(what), `*${markdown(mend)}*`, place(finding, verdict, web)].filter(part => part !== '').join(' ')
  })
  const found = facts.map(fact => markdown(factOf(fact, glossary)))
  const waived = waiver
    ? [markdown(say`Waived by ${person(waiver.acceptedBy, glossary)} until ${date(waiver.expires)}: ${waiver.reason}`)]
    : []
  const all = [...said, ...found]
  const canBeWaived = markdown(waivable(criterion, glossary))
  return (
    [...waived, ...all.slice(0, most), ...leftOut(all.length, most), canBeWaived]
      .filter(part => part !== '')
      .join('<br>') || '—'
  )
}

/** Clause ids. Those that can be looked up become links, which `definitions` completes. */
const clauses = (ids: readonly string[], { glossary }: Verdict): string =>
  ids.map(id => (glossary.clauses[id] ? `[${id}]` : markdown(say`${id}`))).join(', ')

type Cited = [id: string, clause: Verdict['glossary']['clauses'][string]][]

/** The clauses that a text cites, once each. */
const citedIn = (text: string, { glossary }: Verdict): Cited =>
  Object.entries(glossary.clauses)
    .filter(([id]) => text.includes(`[${id}]`))
    .toSorted(([a], [b]) => a.localeCompare(b))

/** What each of them says, folded away: a link's title cannot be read on a telephone, and not every document is public. */
function sayings(cited: Cited): string[] {
  if (cited.length === 0) return []
  const lines = cited.map(([id, { document, says }]) => `- [${id}] ${markdown(say`${document}: ${says}`)}`)
  return [folded('What the cited clauses say, in our words', `${lines.join('\n')}\n`)]
}

/** Where each of them stands, with what it says as the link's title. */
const definitions = (cited: Cited): string =>
  cited
    .flatMap(([id, { link, document, says }]) => {
      const title = plain(say`${document}: ${says}`).replaceAll(/["\\&]/g, mark => `&#${mark.charCodeAt(0)};`)
      return link === null ? [] : [`[${id}]: ${link} "${title}"`]
    })
    .join('\n')

/** The line and the place within the file, as a link where there is a web to link to; another file than the record's own is named. */
function place({ at }: Finding, verdict: Verdict, web: Web | undefined): string {
  const record = recordOf(verdict.subject)
  const file = record !== null && at.path === recordPath(record) ? '' : at.path
  const parts = [say`${file}`, at.line ? [`line ${at.line}`] : [], within(at.pointer ?? [])]
  const name = parts
    .map(markdown)
    .filter(part => part !== '')
    .join(', ')
  if (!web || at.path === '' || name === '') return name
  const path = at.path
    .toWellFormed()
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
  return `[${name}](${web.repository}/blob/${verdict.head}/${path}${at.line ? `#L${at.line}` : ''})`
}

/** How many changed fields are shown at once; more of them are folded away. */
const unfolded = 12

/** What changes, for whoever signs it: what it was, and what it is to be. */
function changes(verdict: Verdict, most: number): string {
  const { changed } = verdict
  if (changed.length === 0) return ''
  const rows = table(['What changes', 'It was', 'It will be'], changed, most, one => [
    markdown(changedName(one, verdict)),
    one.was === null ? '—' : markdown(say`${short(one.was)}`),
    one.now === null ? '—' : markdown(say`${short(one.now)}`),
  ])
  const title = count(changed.length, 'field changes', 'fields change')
  return changed.length > unfolded ? folded(title, `${rows}\n`) : `#### What changes\n\n${rows}`
}

/** The texts that go out, as they are signed. They are Markdown already, and were made so that nothing in them acts. */
function notes({ notes }: Verdict, most: number): string {
  if (notes.length === 0) return ''
  const parts = notes.flatMap(one => [
    `**${markdown(notesNamed(one))}.** ${markdown(notesHeld(one))}`,
    // all or none: half a text would be signed for a whole one
    ...(most > 30
      ? one.sheets.map(sheet => folded(markdown(say`For ${sheet.title}`), sheet.text))
      : [
          markdown(
            say`They are too long for this comment. To read them, on this branch: npm run notes -- ${one.record} ${one.template}`,
          ),
        ]),
  ])
  return ['#### Release notes', 'These are the texts that go out: whoever signs the record signs them.', ...parts].join(
    '\n\n',
  )
}

const folded = (summary: string, text: string) => `<details><summary>${summary}</summary>\n\n${text}\n</details>`

const short = (text: string) => (text.length > 160 ? `${text.slice(0, 159)}…` : text)

function signOffs(verdict: Verdict, most: number): string {
  const { glossary } = verdict
  const rows = [
    ...verdict.objections.map(({ by, roles, at }) => [
      '❌',
      markdown(person(by, glossary)),
      markdown(listed(roles.map(id => role(id, glossary)))),
      '',
      `asked for changes on ${date(dayOf(new Date(at)))}`,
    ]),
    ...verdict.signOffs.map(one => [
      one.status.is === 'signed' ? '✅' : one.status.is === 'unheld' ? '❌' : '⏳',
      markdown(signer(one, verdict)),
      `${markdown(role(one.role, glossary))} (${one.letters.map(letter => letterNames[letter]).join(', ')})`,
      forWhat(one, verdict),
      markdown(signed(one, verdict)),
    ]),
    ...verdict.consultations.map(one => [
      one.status.is === 'answered' || one.status.is === 'lapsed' ? '✅' : one.status.is === 'unheld' ? '❌' : '⏳',
      markdown(consultant(one, verdict)),
      `${markdown(role(one.role, glossary))} (${letterNames.C})`,
      forWhat(one, verdict),
      markdown(consulted(one, verdict)),
    ]),
  ]
  const head = ['', 'Person', 'As', 'For', 'Sign-off']
  return rows.length === 0 ? '' : `#### Who signs\n\n${table(head, rows, most, cells => cells)}`
}

/** What a signature is for, with its clauses. */
const forWhat = (one: { tasks: string[]; clauses: string[] }, verdict: Verdict): string =>
  [markdown(purpose(one, verdict)), clauses(one.clauses, verdict)].filter(part => part !== '').join(' · ')

function uncovered(verdict: Verdict, most: number): string {
  if (verdict.uncovered.length === 0) return ''
  const { glossary } = verdict
  const shown = Math.min(most, 12)
  const head = ['Who can confirm it', 'Provided by', 'What changed']
  const rows = table(head, groupsOf(verdict.uncovered), most, ({ people, by, fields }) => {
    const providers = by.map(id => side(id, glossary))
    return [
      markdown(people.length > 0 ? anyOf(people, glossary) : ['nobody yet']),
      markdown(by.length > 0 ? listed(providers, ' or ') : ['whoever accepted it']),
      [
        ...fields.slice(0, shown).map(one => markdown(changedName(one, verdict))),
        ...leftOut(fields.length, shown),
      ].join('<br>'),
    ]
  })
  return `#### Evidence to be confirmed\n\nEach party vouches for its own evidence. Nobody from the party that provides these changes has written or approved them.\n\n${rows}`
}

/** The changed field, and the record where the pull request is about several. */
const changedName = ({ path, name }: Pick<Uncovered, 'path' | 'name'>, { subject }: Verdict) =>
  recordOf(subject) === recordId(path) ? fieldName(name) : say`${recordId(path)}: ${fieldName(name)}`

function footer(verdict: Verdict): string {
  const { signOffs, consultations, objections, uncovered, informed, state, head } = verdict
  const asked = signOffs.length + consultations.length + objections.length + uncovered.length > 0
  const how = asked
    ? 'To sign, approve this pull request; to object, request changes. An approval counts for the record exactly as it is now, and for every role that you hold. '
    : ''
  return [
    ...(informed.length > 0 ? [`Told after the merge: ${markdown(told(verdict))}.`] : []),
    ...(state === 'error' ? [] : [`<sub>${how}Judged at ${head.slice(0, 10)} by the rules on the base branch.</sub>`]),
  ].join('\n\n')
}
