/** The comment on a pull request: for somebody who reads nothing else. */

import type { Consultation, CriterionResult, Finding, SignOff, Verdict } from '../../policies/model.ts'
import { recordPath } from '../../policies/repository.ts'
import { anyOf, party, person, role } from './names.ts'
import { asks, heading, nextSteps, recordOf, stands, told } from './summary.ts'
import { wordingOf } from './wording.ts'
import { date, joined, listed, markdown, say, type Words } from './words.ts'

/** Where things can be looked at; without it, places are named and not linked. */
export interface Web {
  /** The repository's page, such as https://github.com/owner/name. */
  repository: string
}

/** The longest comment that is posted: GitHub takes 65,536 characters, the marker and the title need some. */
const longest = 65_000

const marks = { success: '✅', pending: '⏳', failure: '❌', error: '⚠️' } as const
const criterionMarks = { met: '✅', unmet: '❌', waiting: '⏳', waived: '⚠️ waived', warned: '⚠️' } as const

/** The whole comment. A very long one loses what holds already, then the ends of its tables, and says so. */
export function commentOf(verdict: Verdict, web?: Web): string {
  const full = compose(verdict, web, Number.POSITIVE_INFINITY)
  for (const most of [100, 30, 8]) {
    if (full.length <= longest) return full
    const shorter = compose(verdict, web, most)
    if (shorter.length <= longest) return shorter
  }
  return compose(verdict, undefined, 3).slice(0, longest)
}

function compose(verdict: Verdict, web: Web | undefined, most: number): string {
  const parts = [
    `### ${marks[verdict.state]} ${heading[verdict.state]}${verdict.title ? `: ${markdown(say`${verdict.title}`)}` : ''}`,
    `${markdown(asks(verdict))}\n\n**${markdown(stands(verdict))}**`,
    steps(verdict, most),
    wrongs(verdict, web, most),
    criteria(verdict, web, most),
    signOffs(verdict, most),
    uncovered(verdict, most),
    footer(verdict),
    definitions(verdict),
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`
const table = (head: string[], rows: string[], most: number): string => {
  const shown = rows.slice(0, most)
  const more = rows.length > most ? `\n\n…and ${rows.length - most} more, which the full report has.` : ''
  return `${[row(...head), row(...head.map(() => '---')), ...shown].join('\n')}${more}`
}

function steps(verdict: Verdict, most: number): string {
  const all = nextSteps(verdict)
  if (all.length === 0) return ''
  return `#### What to do next\n\n${all
    .slice(0, most)
    .map((step, index) => `${index + 1}. ${markdown(step)}`)
    .join('\n')}`
}

function wrongs(verdict: Verdict, web: Web | undefined, most: number): string {
  const { findings, glossary } = verdict
  if (findings.length === 0) return ''
  const rows = findings.map(finding => {
    const [what, mend] = wordingOf(finding.problem, glossary)
    return row(
      finding.weight === 'wrong' ? '❌' : finding.weight === 'wait' ? '⏳' : '⚠️',
      place(finding, verdict, web),
      markdown(what),
      markdown(mend),
    )
  })
  return `#### What is wrong\n\n${table(['', 'Where', 'What', 'How to mend it'], rows, most)}`
}

function criteria(verdict: Verdict, web: Web | undefined, most: number): string {
  if (verdict.criteria.length === 0) return ''
  const order = ['unmet', 'waiting', 'waived', 'warned', 'met']
  const sorted = verdict.criteria.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
  const rows = sorted.map(criterion =>
    row(
      criterionMarks[criterion.status],
      markdown(say`${criterion.title}`),
      missing(criterion, verdict, web),
      clauses(criterion.clauses, verdict),
    ),
  )
  return `#### What must hold\n\n${table(['', 'Criterion', 'What is missing, and how to mend it', 'Clause'], rows, most)}`
}

function missing({ findings, waiver }: CriterionResult, verdict: Verdict, web: Web | undefined): string {
  const most = 12
  const said = findings.slice(0, most).map(finding => {
    const [what, mend] = wordingOf(finding.problem, verdict.glossary)
    return `${markdown(what)} *${markdown(mend)}* ${place(finding, verdict, web)}`
  })
  const more = findings.length > most ? [`…and ${findings.length - most} more.`] : []
  const waived = waiver
    ? [
        markdown(
          say`Waived by ${person(waiver.acceptedBy, verdict.glossary)} until ${date(waiver.expires)}: ${waiver.reason}`,
        ),
      ]
    : []
  return [...waived, ...said, ...more].join('<br>') || '—'
}

/** Clause ids. Those that can be looked up become links, which `definitions` completes. */
const clauses = (ids: readonly string[], { glossary }: Verdict): string =>
  ids.map(id => (glossary.clauses[id] ? `[${id}]` : markdown(say`${id}`))).join(', ')

/** Where each cited clause stands, once, with what it says as the link's title. */
function definitions({ glossary }: Verdict): string {
  return Object.entries(glossary.clauses)
    .map(
      ([id, { link, document, says }]) =>
        `[${id}]: ${link} "${markdown(say`${document}: ${says}`).replaceAll('"', '&quot;')}"`,
    )
    .join('\n')
}

/** The line, as a link where there is a web to link to; the file is named where it is another one than the record's own. */
function place({ at }: Finding, verdict: Verdict, web: Web | undefined): string {
  const record = recordOf(verdict.subject)
  const file = record !== null && at.path === recordPath(record) ? '' : at.path
  const name = markdown(say`${file}${file && at.line ? ', ' : ''}${at.line ? `line ${at.line}` : ''}`)
  if (!web || at.path === '' || name === '') return name
  const path = at.path.split('/').map(encodeURIComponent).join('/').replaceAll('(', '%28').replaceAll(')', '%29')
  return `[${name}](${web.repository}/blob/${verdict.head}/${path}${at.line ? `#L${at.line}` : ''})`
}

function signOffs(verdict: Verdict, most: number): string {
  const { glossary } = verdict
  const rows = [
    ...verdict.signOffs.map(one =>
      row(
        one.status.is === 'signed' ? '✅' : '⏳',
        markdown(who(one, verdict)),
        `${markdown(role(one.role, glossary))} (${one.letters.map(letter => letterNames[letter]).join(', ')})`,
        purpose(one, verdict),
        markdown(signed(one, verdict)),
      ),
    ),
    ...verdict.consultations.map(one =>
      row(
        one.status.is === 'answered' || one.status.is === 'lapsed' ? '✅' : '⏳',
        markdown(one.holders.length ? anyOf(one.holders, glossary) : ['nobody']),
        `${markdown(role(one.role, glossary))} (Consulted)`,
        purpose(one, verdict),
        markdown(consulted(one, verdict)),
      ),
    ),
    ...verdict.objections.map(({ by, roles, at }) =>
      row(
        '❌',
        markdown(person(by, glossary)),
        markdown(listed(roles.map(id => role(id, glossary)))),
        '',
        `asked for changes on ${date(at.slice(0, 10))}`,
      ),
    ),
  ]
  return rows.length === 0 ? '' : `#### Who signs\n\n${table(['', 'Person', 'As', 'For', 'Sign-off'], rows, most)}`
}

const letterNames = { R: 'Responsible', A: 'Accountable', S: 'Supporting', C: 'Consulted', I: 'Informed' } as const

const who = ({ holders, status }: SignOff, { glossary }: Verdict): Words =>
  status.is === 'signed' ? person(status.by, glossary) : holders.length === 0 ? ['nobody'] : anyOf(holders, glossary)

/** The tasks that a signature is for, with their clauses. */
function purpose({ tasks, clauses: ids }: { tasks: string[]; clauses: string[] }, verdict: Verdict): string {
  const names = markdown(
    joined(
      tasks.map(id => say`${verdict.glossary.tasks[id] ?? id}`),
      '; ',
    ),
  )
  return [names, clauses(ids, verdict)].filter(part => part !== '').join(' · ')
}

function signed({ status }: SignOff, { glossary }: Verdict): Words {
  switch (status.is) {
    case 'signed':
      return [status.how === 'opened' ? 'signed by opening this pull request' : 'approved']
    case 'missing':
      return ['missing']
    case 'unheld':
      return ['nobody holds this role']
    case 'outdated':
      return say`${person(status.by, glossary)} approved an earlier version${status.line ? `: line ${status.line} has changed since` : ''}; ask again`
    case 'unknown-version':
      return say`${person(status.by, glossary)} approved a version that can no longer be found; ask again`
    case 'own-work':
      return say`${person(status.by, glossary)} ${[status.as === 'author' ? 'opened' : 'wrote part of']} this pull request; somebody else must sign`
    case 'same-person':
      return say`${person(status.by, glossary)} signs as ${role(status.as, glossary)}; somebody else must sign here`
  }
}

function consulted({ status }: Consultation, { glossary }: Verdict): Words {
  switch (status.is) {
    case 'answered':
      return say`${person(status.by, glossary)} has taken part`
    case 'asked':
      return [
        status.until
          ? `asked; has until ${date(status.until)} to answer`
          : 'asked; the calendar ends before two working days have passed',
      ]
    case 'lapsed':
      return [`asked on ${date(status.since)}, had two working days`]
    case 'not-asked':
      return ['not asked yet']
    case 'unheld':
      return ['nobody holds this role']
  }
}

function uncovered(verdict: Verdict, most: number): string {
  if (verdict.uncovered.length === 0) return ''
  const { glossary } = verdict
  const rows = verdict.uncovered.map(one =>
    row(
      markdown(say`${one.pointer.join(' › ')}`),
      markdown(
        one.parties.length
          ? listed(
              one.parties.map(id => party(id, glossary)),
              ' or ',
            )
          : ['whoever accepted it'],
      ),
      markdown(one.people.length ? anyOf(one.people, glossary) : ['nobody yet']),
    ),
  )
  return `#### Evidence to be confirmed\n\nEach party vouches for its own evidence. These changes were neither written nor approved by the party that provides them.\n\n${table(['Change', 'Provided by', 'Who can confirm it'], rows, most)}`
}

function footer(verdict: Verdict): string {
  const informed = verdict.informed.length > 0 ? `Told after the merge: ${markdown(told(verdict))}.\n\n` : ''
  return `${informed}<sub>To sign, approve this pull request: your approval counts for the record exactly as it is now, and for every role that you hold. Judged at ${verdict.head.slice(0, 10)} by the rules on the base branch.</sub>`
}
