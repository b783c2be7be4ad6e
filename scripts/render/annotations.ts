/** Annotations at file and line. */
import type { Finding, Verdict } from '../../policies/model.ts'
import { date, plain, say } from '../../policies/words.ts'
import { wordingOf } from './wording.ts'

export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  file: string
  line: number | null
  column: number | null
  title: string
  message: string
}

const levels = { wrong: 'error', wait: 'notice', warning: 'warning' } as const
const order = ['error', 'warning', 'notice']

/** One annotation a finding, failing ones first: GitHub shows ten of a level and drops the rest. */
export function annotationsOf(verdict: Verdict): Annotation[] {
  const findings: [string, Finding][] = [
    ...verdict.findings.map((finding): [string, Finding] => ['Countersign', finding]),
    ...verdict.criteria.flatMap(({ title, findings, waiver }) =>
      findings.map((finding): [string, Finding] => [
        waiver ? `${title} (waived until ${date(waiver.expires)})` : title,
        finding,
      ]),
    ),
  ]
  return findings
    .map(([title, { problem, at, weight, clauses }]) => {
      const [what, mend] = wordingOf(problem, verdict.glossary)
      const cited = clauses.length > 0 ? say` (${clauses.join(', ')})` : []
      return {
        level: levels[weight],
        // a path that must be tidied leads nowhere; better that than into a log as it is
        file: plain(say`${at.path}`),
        line: at.line ?? null,
        column: at.column ?? null,
        title: plain(say`${title}`),
        message: plain(say`${what} ${mend}${cited}`),
      }
    })
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
}
