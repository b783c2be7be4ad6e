/** What a pull request says of itself: its title, and a body for whoever has to sign it. */
import type { CriterionResult, SignOff, Subject, Verdict } from '../../policies/model.ts'
import { count, date, listed, markdown, plain, say, type Words } from '../../policies/words.ts'
import { factOf } from './facts.ts'
import { anyOf, fieldName, person, phase, role } from './names.ts'
import { letterNames } from './signing.ts'
import { asks } from './summary.ts'
import { wordingOf } from './wording.ts'

/** GitHub shows about this much of a title. */
const longestTitle = 100
/** How many rows a part of the body has at most: the gate's comment has them all. */
const most = 40

/** In one line: "bars-app6/ashbourne-vale: Public beta (business go-live)". */
export function proposalTitle({ subject, title, glossary }: Verdict): string {
  const points = [...plain(titleOf(subject, title, glossary))]
  return points.length > longestTitle
    ? `${points
        .slice(0, longestTitle - 1)
        .join('')
        .trimEnd()}…`
    : points.join('')
}

function titleOf(subject: Subject, title: string, glossary: Verdict['glossary']): Words {
  switch (subject.is) {
    case 'transition':
      return say`${subject.record}: ${[subject.direction === 'back' ? 'back to ' : '']}${phase(subject.to, glossary)}`
    case 'registration':
      return say`${subject.record}: new record`
    case 'withdrawal':
      return say`${subject.record}: withdrawn`
    case 'roles':
      return say`${subject.record}: who takes part`
    case 'evidence':
      return say`${subject.records.join(', ')}: evidence`
    case 'policy':
    case 'other':
    case 'refused':
      return say`${title || 'A change'}`
  }
}

/** `request`: who asked for it, and where, when it is not its author's own. */
export function proposalBody(verdict: Verdict, request: Words = []): string {
  const parts = [
    markdown(asks(verdict)),
    markdown(request),
    changes(verdict),
    holds(verdict),
    misses(verdict),
    signs(verdict),
    'To approve is to sign: approve only for a role that you hold, and only what you have read. The comment of the gate below says how it stands now. No patient data, neither here nor in comments.',
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

const part = (heading: string, lines: readonly string[]): string => {
  if (lines.length === 0) return ''
  const more = lines.length > most ? [`- …and ${lines.length - most} more.`] : []
  return `## ${heading}\n\n${[...lines.slice(0, most), ...more].join('\n')}`
}

const changes = ({ changed }: Verdict): string =>
  part(
    'What changes',
    changed.map(({ name, was, now }) => {
      const to = now === null ? ['taken out'] : say`${now || 'nothing yet'}`
      return `- ${markdown(fieldName(name))}: ${markdown(was === null ? to : say`${was} → ${to}`)}`
    }),
  )

const cited = ({ clauses }: { clauses: readonly string[] }): Words => say`(${clauses.join(', ')})`

const holds = (verdict: Verdict): string =>
  part(
    'What holds, and by what evidence',
    verdict.criteria
      .filter(({ status }) => ['met', 'waived', 'warned'].includes(status))
      .map(one => `- ${markdown(say`${one.title} ${cited(one)}`)}${found(one, verdict)}`),
  )

function found({ facts, waiver }: CriterionResult, { glossary }: Verdict): string {
  if (waiver)
    return markdown(
      say`: waived by ${person(waiver.acceptedBy, glossary)} until ${date(waiver.expires)}: ${waiver.reason}`,
    )
  return facts.length > 0 ? markdown(say`: ${listed(facts.map(fact => factOf(fact, glossary)))}`) : ''
}

const misses = ({ criteria, glossary }: Verdict): string =>
  part(
    'What is still missing',
    criteria
      .filter(({ status }) => status === 'unmet' || status === 'waiting')
      .map(one => {
        const said = one.findings.map(({ problem }) => wordingOf(problem, glossary)[0])
        return `- ${markdown(say`${one.title} ${cited(one)}: ${listed(said.slice(0, 3))}`)}`
      }),
  )

const signs = ({ signOffs, consultations, uncovered, glossary }: Verdict): string =>
  part('Who signs', [
    ...signOffs.map(one => `- ${markdown(signer(one, glossary))}`),
    ...consultations.map(
      one => `- ${markdown(say`${role(one.role, glossary)} (Consulted): ${anyOf(one.holders, glossary)}`)}`,
    ),
    ...(uncovered.length > 0
      ? [
          `- ${count(uncovered.length, 'change')} of evidence must be confirmed by the side that provides it; the gate says by whom.`,
        ]
      : []),
  ])

function signer({ role: id, letters, holders, status }: SignOff, glossary: Verdict['glossary']): Words {
  const who =
    status.is === 'signed'
      ? say`${person(status.by, glossary)} signs by opening this`
      : holders.length === 0
        ? ['nobody holds this role yet']
        : anyOf(holders, glossary)
  return say`${role(id, glossary)} (${letters.map(letter => letterNames[letter]).join(', ')}): ${who}`
}
