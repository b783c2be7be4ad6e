/** What a verdict comes to in a few sentences: what is asked for, how it stands, what to do next. Every medium begins with these. */
import type {
  Consultation,
  CriterionResult,
  Finding,
  Glossary,
  NotesPreview,
  SignOff,
  Subject,
  Uncovered,
  Verdict,
} from '../../policies/model.ts'
import { count, date, few, listed, plain, say, type Words } from '../../policies/words.ts'
import { anyOf, anyParty, fieldName, person, phase, role, someOf } from './names.ts'
import { whatChanged } from './signing.ts'
import { wordingOf } from './wording.ts'

/** What the pull request asks for. */
export function asks({ state, subject, glossary }: Verdict): Words {
  if (state === 'error') return ['What this pull request asks for could not be judged.']
  switch (subject.is) {
    case 'transition': {
      const way = subject.direction === 'forward' ? 'forward' : 'back'
      return say`Move ${subject.record} ${[way]} from “${phase(subject.from, glossary)}” to “${phase(subject.to, glossary)}”.${because(subject.reason)}`
    }
    case 'registration':
      return say`Register ${subject.record}, starting in “${phase(subject.to, glossary)}”.`
    case 'withdrawal':
      return say`Withdraw ${subject.record}, which is in “${phase(subject.from, glossary)}”.${because(subject.reason)}`
    case 'roles':
      return say`Change who takes part in ${subject.record}.`
    case 'evidence':
      return say`Update ${few(subject.records.map(record => say`${record}`))}. No phase changes.`
    case 'policy':
      return [`Change the rules or the code, in ${count(subject.paths.length, 'file')}.`]
    case 'other':
      return ['Change no record, no rule and no code.']
    case 'refused':
      return ['This pull request does something that it may not do as it stands.']
  }
}

/** The reason that its people give. */
const because = (reason: string | null): Words =>
  reason === null ? [] : say` The reason given: ${reason.trim().replace(/\.$/, '')}.`

export const heading: Record<Verdict['state'], string> = {
  success: 'Ready to merge',
  pending: 'Waiting',
  failure: 'Not yet',
  error: 'Could not be judged',
}

/** Over what belongs to no criterion: some of it only waits, such as for the branch to be updated. */
export function findingsHeading({ findings }: Verdict): string {
  if (findings.some(({ weight }) => weight === 'wrong')) return 'What is wrong'
  return findings.some(({ weight }) => weight === 'wait') ? 'What it waits for' : 'What to know'
}

/** How it stands, in one sentence. */
export function stands(verdict: Verdict): Words {
  if (verdict.state === 'error')
    return [
      'The rules on the base branch are broken, so nothing can be judged by them. Your change is not the cause; the policy owners mend it.',
    ]
  if (verdict.subject.is === 'other' && verdict.state === 'success') return ['There is nothing to sign.']
  const waived = verdict.criteria.filter(({ status }) => status === 'waived').length
  if (verdict.state === 'success') return [holdsAndSigned(verdict, waived)]
  const blocks = blockers(verdict)
  const sentence = blocks.length > 0 ? plain(listed(blocks.map(block => [block]))) : 'it cannot pass as it stands'
  const also = waived > 0 ? [` ${count(waived, 'criterion is', 'criteria are')} waived.`] : []
  return [`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`, ...also, ...soonest(verdict)]
}

/** That nothing is in the way: what is only advised may not hold, and is told. */
export const everythingHolds = ({ criteria, findings }: Verdict): string =>
  criteria.some(({ status }) => status === 'warned') || findings.some(({ weight }) => weight === 'warning')
    ? 'Everything that must hold holds'
    : 'Everything holds'

function holdsAndSigned(verdict: Verdict, waived: number): string {
  const { criteria, signOffs } = verdict
  const warned = criteria.filter(({ status }) => status === 'warned').length
  const but = waived > 0 ? `, but for ${count(waived, 'criterion that is', 'criteria that are')} waived` : ''
  const all = `${everythingHolds(verdict)}${but}`
  if (warned > 0) {
    const signed = signOffs.length > 0 ? ' Everybody who must sign has signed.' : ''
    return `${all}; ${count(warned, 'criterion has', 'criteria have')} a warning.${signed}`
  }
  if (signOffs.length === 0) return `${all}.`
  return `${all}${waived > 0 ? ';' : ', and'} everybody who must sign has signed.`
}

const soonest = (verdict: Verdict): Words => {
  const day = dayToCome(verdict)
  return day ? [` The earliest day on which it can pass is ${date(day)}.`] : []
}

/** The earliest day on which it can pass, where that is still to come: where it is today, there is nothing to tell. */
export const dayToCome = (verdict: Verdict): string | null =>
  verdict.state === 'pending' &&
  (verdict.criteria.some(({ earliest }) => earliest !== null) ||
    verdict.consultations.some(one => holdsUp(one, verdict)))
    ? verdict.earliest
    : null

const isOpen = ({ is }: Consultation['status']) => is === 'asked' || is === 'not-asked'

const holdersToSign = ({ signOffs }: Verdict) =>
  signOffs.filter(({ status }) => status.is !== 'signed').map(({ holders }) => holders)

/** Whether a consultation takes time of its own: whoever may sign as well can answer by signing today. */
const holdsUp = ({ status, holders }: Consultation, verdict: Verdict) =>
  isOpen(status) && !holdersToSign(verdict).some(signers => signers.some(person => holders.includes(person)))

/** Whether those who are consulted have answered by signing, whichever holder of a role signs for it. */
export const answeredBySigning = (consulted: readonly string[], signers: readonly (readonly string[])[]): boolean =>
  signers.some(holders => holders.length > 0 && holders.every(person => consulted.includes(person)))

function blockers({ findings, criteria, signOffs, consultations, objections, uncovered }: Verdict): string[] {
  const wrong = findings.filter(({ weight }) => weight === 'wrong').length
  const unmet = criteria.filter(({ status }) => status === 'unmet').length
  const waiting = criteria.filter(({ status }) => status === 'waiting').length
  const missing = signOffs.filter(({ status }) => status.is !== 'signed').length
  const open = consultations.filter(({ status }) => isOpen(status) || status.is === 'unheld').length
  const moved = findings.filter(({ weight }) => weight === 'wait').length
  return [
    ...(wrong ? [`${count(wrong, 'thing is', 'things are')} wrong`] : []),
    ...(unmet ? [`${count(unmet, 'criterion is', 'criteria are')} not met`] : []),
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

/** One thing to do; `parts` are what it consists of. */
export interface Step {
  what: Words
  parts: Words[]
}

const step = (what: Words): Step => ({ what, parts: [] })

/** What to do next, most pressing first. */
export function nextSteps(verdict: Verdict): Step[] {
  const { findings, criteria, signOffs, consultations, objections, uncovered, glossary } = verdict
  const unmet = criteria.filter(({ status }) => status === 'unmet')
  const wrong = findings.filter(({ weight }) => weight === 'wrong')
  const missing = firstOfEach(unmet.map(criterion => criterion.findings.filter(({ weight }) => weight === 'wrong')))
  const mend = [
    ...mendStep('Put right what is wrong:', wrong, verdict),
    ...mendStep('See to what is still missing:', missing, verdict),
  ]
  const update = findings
    .filter(({ problem }) => problem.code === 'changed-on-base')
    .slice(0, 1)
    .map(({ at }) => step(say`Update this branch from the base branch: ${at.path} has changed there.`))
  const sign = [...lookAgain(verdict), ...signOffs.flatMap(signOff => signStep(signOff, verdict))]
  const consult = consultations.flatMap(consultation => consultStep(consultation, verdict))
  const isSettled = mend.length + update.length === 0
  const last = isSettled ? [] : [...sign, ...consult]
  return [
    ...mend,
    ...objections.map(({ by }) =>
      step(
        say`Settle with ${person(by, glossary)} what they asked for: it blocks until ${person(by, glossary)} approves, or withdraws the review.`,
      ),
    ),
    ...update,
    // an approval of what still has to change would only be asked for again
    ...(last.length > 0
      ? [{ what: [mend.length > 0 ? 'When nothing more has to change:' : 'After that:'], parts: last }]
      : []),
    ...(isSettled ? sign.map(step) : []),
    ...groupsOf(uncovered)
      .map(group => coverStep(group, verdict))
      .map(step),
    ...(isSettled ? consult.map(step) : []),
    ...(verdict.draft
      ? [step(['Mark this draft as ready for review when it is: until then nobody is asked to look at it.'])]
      : []),
  ]
}

/** How many things of one kind are named here; the tables have them all. */
const named = 3

function mendStep(what: string, findings: readonly Finding[], { glossary }: Verdict): Step[] {
  if (findings.length === 0) return []
  const all = findings.map(({ problem }) => wordingOf(problem, glossary)[0])
  const distinct = [...new Map(all.map(words => [plain(words), words])).values()]
  const more = distinct.length - named
  const rest = more > 0 ? [[`${count(more, 'more thing', 'more things')}, in the table below.`]] : []
  return [{ what: [what], parts: [...distinct.slice(0, named), ...rest] }]
}

/** All items, the first of each group before the others. */
const firstOfEach = <T>(groups: readonly T[][]): T[] => [
  ...groups.flatMap(group => group.slice(0, 1)),
  ...groups.flatMap(group => group.slice(1)),
]

/** Those who approved an earlier version, one step for each change that came after them. */
function lookAgain(verdict: Verdict): Words[] {
  const { signOffs, subject, glossary } = verdict
  const outdated = signOffs.flatMap(({ role, status }) => (status.is === 'outdated' ? { role, status } : []))
  const groups = Map.groupBy(outdated, ({ status }) => plain(whatChanged(status, subject)))
  return [...groups.values()].flatMap(group => {
    const [first] = group
    const people = Map.groupBy(group, ({ status }) => status.by)
    const names = [...people].map(([by, held]) => {
      return say`${person(by, glossary)} (${listed(held.map(one => role(one.role, glossary)))})`
    })
    return first
      ? [say`Ask ${listed(names)} to look again: ${whatChanged(first.status, subject)} since they approved.`]
      : []
  })
}

function signStep({ role: id, holders, status }: SignOff, { glossary }: Verdict): Words[] {
  const name = role(id, glossary)
  switch (status.is) {
    case 'signed':
    case 'outdated':
      return []
    case 'unheld':
      return [
        say`Name somebody as ${name}, in a pull request of its own: nobody holds this role, so nobody can sign for it.`,
      ]
    case 'unknown-version':
      return [
        say`Ask ${person(status.by, glossary)} (${name}) to approve again: the version that they approved can no longer be found.`,
      ]
    case 'changed-by-others':
      return [
        say`${another(status.by, holders, glossary)} as ${name}: ${person(status.by, glossary)} opened this pull request, and it is no longer all their own work. Where only its release has changed, ${person(status.by, glossary)} may update the branch instead.`,
      ]
    case 'own-work': {
      const did = status.as === 'author' ? 'opened' : 'wrote part of'
      return [
        say`${another(status.by, holders, glossary)} as ${name}: ${person(status.by, glossary)} ${[did]} this pull request, and nobody can be accountable for their own work.`,
      ]
    }
    case 'same-person':
      return [
        say`${another(status.by, holders, glossary)} as ${name}: ${person(status.by, glossary)} signs as ${role(status.as, glossary)} already, and the two need different people.`,
      ]
    case 'missing':
      return [say`${anyOf(holders, glossary)} approves, as ${name}.`]
  }
}

/** "Ben or Cas approves", where Ann cannot; or that there is nobody else. */
function another(not: string, holders: readonly string[], glossary: Verdict['glossary']): Words {
  const others = holders.filter(holder => holder !== not)
  return others.length > 0 ? say`${anyOf(others, glossary)} approves` : ['Name a second person']
}

/** What nobody has confirmed, put together by who could. */
export interface Group {
  people: string[]
  by: string[]
  fields: Uncovered[]
}

export function groupsOf(uncovered: readonly Uncovered[]): Group[] {
  const groups = Map.groupBy(uncovered, ({ people, by }) => JSON.stringify([people, by]))
  return [...groups.values()].flatMap(fields => fields.slice(0, 1).map(({ people, by }) => ({ people, by, fields })))
}

function coverStep({ people, by, fields }: Group, { glossary }: Verdict): Words {
  const changes = count(fields.length, 'change')
  const which = fields.length <= named ? say`: ${listed(fields.map(field => fieldName(field.name)))}` : ''
  if (people.length === 0)
    return say`Name somebody who acts for ${anyParty(by, glossary)}, in a pull request of its own: so far nobody can confirm ${[changes]} of evidence${which}.`
  const side = by.length > 0 ? say` for ${anyParty(by, glossary)}` : ''
  return say`${someOf(people, glossary)} approves, to confirm ${[changes]} of evidence${side}${which}.`
}

function consultStep(consultation: Consultation, verdict: Verdict): Words[] {
  const { role: id, holders, status } = consultation
  const { glossary } = verdict
  if (status.is === 'unheld')
    return [
      say`Name somebody as ${role(id, glossary)}, in a pull request of its own: they must be consulted, and nobody holds this role.`,
    ]
  if (status.is === 'not-asked' && !answeredBySigning(holders, holdersToSign(verdict)))
    return [
      say`Ask ${anyOf(holders, glossary)} for a review: they must be consulted, and have two working days to answer.`,
    ]
  return []
}

/** Who may waive a criterion that is not met, where anybody may. */
export const waivable = ({ id, status, waivableBy }: CriterionResult, glossary: Glossary): Words =>
  status === 'unmet' && waivableBy !== null
    ? say`Can be waived by a holder of the role “${role(waivableBy, glossary)}” (waivers: ${id}).`
    : []

/** Everybody who is told after the merge. */
export const told = ({ informed, glossary }: Verdict): Words => listed(informed.map(id => person(id, glossary)))

/** The one record that a subject is about, where there is one. */
export function recordOf(subject: Subject): string | null {
  if (subject.is === 'evidence') return subject.records.length === 1 ? (subject.records[0] ?? null) : null
  return 'record' in subject ? subject.record : null
}

/** A set of release notes by its name. */
export const notesNamed = ({ document, version }: NotesPreview): Words =>
  version === null ? say`${document}` : say`${document}, version ${version}`

/** Whether the record holds the digest of exactly these texts. */
export const notesHeld = ({ recorded, digest }: NotesPreview): Words =>
  recorded === digest
    ? say`The record holds their digest: ${digest}.`
    : say`❌ Nobody has approved these texts: their digest is ${digest}, and the record holds ${recorded ?? 'none'}.`
