/** The commit status: what is missing and who can act, in 140 characters. */
import type { Verdict } from '../../policies/model.ts'
import { person, role } from './names.ts'
import { date, joined, plain, say, type Words } from './words.ts'

/** The longest description that GitHub takes. */
const longest = 140

/** The description of a verdict's commit status. */
export function statusOf(verdict: Verdict): string {
  const text = plain(sentence(verdict))
  return [...text].length <= longest
    ? text
    : `${[...text]
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}

function sentence({
  state,
  subject,
  findings,
  criteria,
  signOffs,
  objections,
  uncovered,
  consultations,
  earliest,
  glossary,
}: Verdict): Words {
  if (state === 'error') return ['The rules on the base branch are broken: the policy owners must mend them.']
  if (subject.is === 'other') return ['No record and no rule changes: nothing to sign.']
  if (state === 'success') return [`Everything holds; ${signOffs.length} of ${signOffs.length} sign-offs are there.`]
  const unmet = criteria.filter(({ status }) => status === 'unmet')
  const wrong = findings.filter(({ weight }) => weight === 'wrong').length
  if (objections.length > 0) return say`${joined(objections.map(({ by }) => person(by, glossary)))} asked for changes.`
  if (unmet.length > 0 || wrong > 0)
    return say`${unmet.length + wrong} to mend: ${joined([...unmet.map(({ title }) => say`${title}`), ...(wrong ? [['see the comment']] : [])], '; ')}`
  if (findings.some(({ weight }) => weight === 'wait'))
    return ['The record has changed on the base branch: update this branch.']
  const missing = signOffs.filter(({ status }) => status.is !== 'signed')
  if (missing.length > 0)
    return say`Waiting for ${missing.length} of ${signOffs.length} sign-offs: ${joined(missing.map(one => role(one.role, glossary)))}.`
  if (uncovered.length > 0)
    return say`Evidence to be confirmed by ${joined(
      [...new Set(uncovered.flatMap(one => one.people))].map(id => person(id, glossary)),
      ' or ',
    )}.`
  const waits = criteria.find(({ status }) => status === 'waiting')
  const until = earliest ? ` It can pass from ${date(earliest)}.` : ''
  if (waits) return say`Waiting for time: ${waits.title}.${[until]}`
  const open = consultations.filter(({ status }) => status.is === 'asked' || status.is === 'not-asked')
  return say`To be consulted: ${joined(open.map(one => role(one.role, glossary)))}.${[until]}`
}
