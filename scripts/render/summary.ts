/** What a verdict comes to in a few sentences: what is asked for, how it stands, what to do next. Every medium begins with these. */
import type { SignOff, Subject, Verdict } from '../../policies/model.ts'
import { anyOf, anyParty, person, phase, role } from './names.ts'
import { count, date, joined, listed, say, type Words } from './words.ts'

/** What the pull request asks for. */
export function asks({ subject, glossary }: Verdict): Words {
  switch (subject.is) {
    case 'transition': {
      const way = subject.direction === 'forward' ? 'forward' : 'back'
      return say`Move ${subject.record} ${[way]} from “${phase(subject.from, glossary)}” to “${phase(subject.to, glossary)}”.`
    }
    case 'registration':
      return say`Register ${subject.record}, beginning in “${phase(subject.to, glossary)}”.`
    case 'withdrawal':
      return say`Withdraw ${subject.record}, which is in “${phase(subject.from, glossary)}”.`
    case 'roles':
      return say`Change who takes part in ${subject.record}.`
    case 'evidence':
      return say`Add to ${listed(subject.records.map(record => say`${record}`))}. No phase changes.`
    case 'policy':
      return say`Change ${count(subject.paths.length, 'file')} of the rules or the code.`
    case 'other':
      return ['Change no record and no rule.']
    case 'refused':
      return ['Something that a pull request may not do as it stands.']
  }
}

export const heading: Record<Verdict['state'], string> = {
  success: 'Ready to merge',
  pending: 'Waiting',
  failure: 'Not yet',
  error: 'Could not be judged',
}

/** How it stands, in one sentence. */
export function stands(verdict: Verdict): Words {
  if (verdict.state === 'error')
    return [
      'The rules on the base branch are broken, so nothing can be judged by them. This is not your change; the policy owners mend it.',
    ]
  if (verdict.subject.is === 'other') return ['No record and no rule changes, so there is nothing to sign.']
  if (verdict.state === 'success')
    return [
      verdict.signOffs.length > 0 ? 'Everything holds, and everybody who must sign has signed.' : 'Everything holds.',
    ]
  const blocks = blockers(verdict)
  const sentence = say`${listed(blocks.map(block => [block]))}.`
  return verdict.state === 'pending' && verdict.earliest ? [...sentence, ...soonest(verdict)] : sentence
}

const soonest = ({ earliest, criteria, consultations }: Verdict): Words => {
  const waits =
    criteria.some(({ status }) => status === 'waiting') ||
    consultations.some(({ status }) => status.is === 'asked' || status.is === 'not-asked')
  return waits && earliest ? [` The earliest day on which it can pass is ${date(earliest)}.`] : []
}

function blockers({ findings, criteria, signOffs, consultations, objections, uncovered }: Verdict): string[] {
  const wrong = findings.filter(({ weight }) => weight === 'wrong').length
  const unmet = criteria.filter(({ status }) => status === 'unmet').length
  const waiting = criteria.filter(({ status }) => status === 'waiting').length
  const missing = signOffs.filter(({ status }) => status.is !== 'signed').length
  const open = consultations.filter(({ status }) => status.is !== 'answered' && status.is !== 'lapsed').length
  const moved = findings.filter(({ weight }) => weight === 'wait').length
  return [
    ...(wrong ? [`${count(wrong, 'thing')} must be mended`] : []),
    ...(unmet ? [`${count(unmet, 'criterion does', 'criteria do')} not hold`] : []),
    ...(objections.length ? [`${count(objections.length, 'person', 'people')} asked for changes`] : []),
    ...(moved ? ['the branch must be updated'] : []),
    ...(waiting ? [`${count(waiting, 'criterion needs', 'criteria need')} more time`] : []),
    ...(missing ? [`${count(missing, 'sign-off is', 'sign-offs are')} missing`] : []),
    ...(uncovered.length
      ? [`${count(uncovered.length, 'change of evidence has', 'changes of evidence have')} not been confirmed`]
      : []),
    ...(open ? [`${count(open, 'consultation is', 'consultations are')} open`] : []),
  ]
}

/** What to do next, most pressing first. Criteria have their own table and are named once here. */
export function nextSteps(verdict: Verdict): Words[] {
  const { findings, criteria, signOffs, consultations, objections, uncovered, glossary } = verdict
  const mend = findings.filter(({ weight }) => weight === 'wrong').length
  const unmet = criteria.filter(({ status }) => status === 'unmet').length
  return [
    ...(mend ? [['Mend what is listed under “What is wrong”.']] : []),
    ...(unmet
      ? [
          [
            `Bring what is missing for the ${count(unmet, 'criterion', 'criteria')} marked ❌ below, and push it to this branch.`,
          ],
        ]
      : []),
    ...objections.map(
      ({ by }) =>
        say`Settle what ${person(by, glossary)} asked for; only ${person(by, glossary)} can lift that, by approving or by withdrawing the review.`,
    ),
    ...findings
      .filter(({ problem }) => problem.code === 'changed-on-base')
      .slice(0, 1)
      .map(() => ['Update this branch from the base branch.']),
    ...signOffs.flatMap(signOff => signStep(signOff, verdict)),
    ...coverSteps(uncovered, verdict),
    ...consultations
      .filter(({ status }) => status.is === 'not-asked')
      .map(
        ({ holders }) =>
          say`Ask ${anyOf(holders, glossary)} for a review: they must be consulted. They have two working days to answer.`,
      ),
    ...(verdict.draft ? [['This is a draft: nobody is asked for a review until it is marked ready.']] : []),
  ]
}

function signStep({ role: id, holders, status }: SignOff, { glossary }: Verdict): Words[] {
  const name = role(id, glossary)
  switch (status.is) {
    case 'signed':
      return []
    case 'unheld':
      return [say`Name somebody as ${name}: nobody holds this role, so nobody can sign for it.`]
    case 'outdated':
      return [say`Ask ${person(status.by, glossary)} (${name}) to look again: what they approved has changed since.`]
    case 'unknown-version':
      return [
        say`Ask ${person(status.by, glossary)} (${name}) to approve again: the version that they approved can no longer be found.`,
      ]
    case 'own-work':
      return [
        say`Another person than ${person(status.by, glossary)} must sign as ${name}: who ${[status.as === 'author' ? 'opened' : 'wrote part of']} this pull request cannot be accountable for it.`,
      ]
    case 'same-person':
      return [
        say`Another person than ${person(status.by, glossary)} must sign as ${name}: ${person(status.by, glossary)} signs as ${role(status.as, glossary)} already, and these two need different people.`,
      ]
    case 'missing':
      return [say`${anyOf(holders, glossary)} approves, as ${name}.`]
  }
}

/** What nobody has confirmed, put together by who could. */
function coverSteps(uncovered: Verdict['uncovered'], { glossary }: Verdict): Words[] {
  const groups = new Map<string, Verdict['uncovered']>()
  for (const one of uncovered) groups.set(one.people.join(), [...(groups.get(one.people.join()) ?? []), one])
  return [...groups.values()].map(([first, ...rest]) => {
    const fields = count(rest.length + 1, 'change')
    const parties = first?.parties ?? []
    if (!first || first.people.length === 0)
      return say`Nobody can confirm ${fields} that ${anyParty(parties, glossary)} provides: name people for it first, in a pull request of its own.`
    return say`${anyOf(first.people, glossary)} confirms ${fields} of evidence by approving${parties.length ? say`, for ${anyParty(parties, glossary)}` : ''}.`
  })
}

/** Everybody who is told after the merge. */
export const told = ({ informed, glossary }: Verdict): Words => joined(informed.map(id => person(id, glossary)))

/** The record that a subject is about, where it is about one. */
export const recordOf = (subject: Subject): string | null => ('record' in subject ? subject.record : null)
