/** How each sign-off and each consultation stands, person by person. */
import type { Consultation, SignOff, Verdict } from '../../policies/model.ts'
import { recordPath } from '../../policies/repository.ts'
import { date, joined, say, short, type Words } from '../../policies/words.ts'
import { anyOf, person, role } from './names.ts'

export const letterNames = {
  R: 'Responsible',
  A: 'Accountable',
  S: 'Supporting',
  C: 'Consulted',
  I: 'Informed',
} as const

/** What a signature is for: its tasks, else in short what the first of its clauses say. */
export function purpose(
  { tasks, clauses }: { tasks: string[]; clauses: string[] },
  { glossary }: Pick<Verdict, 'glossary'>,
): Words {
  const names = tasks.map(id => say`${glossary.tasks[id] ?? id}`)
  const sayings = clauses.flatMap(id => glossary.clauses[id] ?? []).map(({ says }) => say`${short(says)}`)
  return joined(names.length > 0 ? names : sayings.slice(0, 2), '; ')
}

/** Who has signed, or could. */
export const signer = ({ holders, status }: SignOff, { glossary }: Verdict): Words =>
  status.is === 'signed' ? person(status.by, glossary) : holders.length === 0 ? ['nobody'] : anyOf(holders, glossary)

export function signed({ status }: SignOff, { glossary, subject }: Verdict): Words {
  switch (status.is) {
    case 'signed':
      return [status.how === 'opened' ? 'signed by opening this pull request' : 'approved']
    case 'missing':
      return ['not approved yet']
    case 'unheld':
      return ['nobody holds this role']
    case 'outdated':
      return say`${person(status.by, glossary)} approved an earlier version (${whatChanged(status, subject)} since), and must look again`
    case 'unknown-version':
      return say`${person(status.by, glossary)} approved a version that can no longer be found, and must approve again`
    case 'own-work':
      return say`${person(status.by, glossary)} ${[status.as === 'author' ? 'opened' : 'wrote part of']} this pull request; somebody else must sign`
    case 'changed-by-others':
      return say`${person(status.by, glossary)} opened this pull request, and others have changed it, or its release, since`
    case 'same-person':
      return say`${person(status.by, glossary)} signs as ${role(status.as, glossary)}; somebody else must sign here`
  }
}

/** What has changed since somebody approved: the record's own line; of any other file its name as well. */
export function whatChanged(
  { path, line }: Extract<SignOff['status'], { is: 'outdated' }>,
  subject: Verdict['subject'],
): Words {
  const own = 'record' in subject && recordPath(subject.record) === path
  if (line === null) return own ? ['it has changed'] : say`${path} has changed`
  return own ? say`line ${line} has changed` : say`line ${line} of ${path} has changed`
}

/** Who was consulted, or could be. */
export const consultant = ({ holders, status }: Consultation, { glossary }: Verdict): Words =>
  status.is === 'answered' ? person(status.by, glossary) : holders.length === 0 ? ['nobody'] : anyOf(holders, glossary)

export function consulted({ status }: Consultation, verdict: Verdict): Words {
  switch (status.is) {
    case 'answered':
      return [
        status.by === authorOf(verdict)
          ? 'opened this pull request, so need not be asked'
          : 'takes part in this pull request',
      ]
    case 'asked':
      return [
        status.until
          ? `asked; has until the end of ${date(status.until)} to answer`
          : 'asked; the calendar of bank holidays ends too soon to say until when',
      ]
    case 'lapsed':
      return [`asked on ${date(status.since)}, and had two working days to answer`]
    case 'not-asked':
      return ['not asked yet']
    case 'unheld':
      return ['nobody holds this role']
  }
}

/** The author, where a sign-off tells of them: a verdict does not say it otherwise. */
const authorOf = ({ signOffs }: Verdict): string | null =>
  signOffs
    .map(({ status }) =>
      (status.is === 'signed' && status.how === 'opened') ||
      status.is === 'changed-by-others' ||
      (status.is === 'own-work' && status.as === 'author')
        ? status.by
        : null,
    )
    .find(by => by !== null) ?? null
