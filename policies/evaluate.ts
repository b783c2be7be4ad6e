/** ({ before, after, pull, now }) → Verdict. Pure: the same input gives the same verdict, in whatever order it comes. */
import { withheld } from '../schemas/private.ts'
import type { Change as GateChange, Pathway } from '../schemas/types.ts'
import { movedBasis, onBasis, watching } from './basis.ts'
import { type Change, classify } from './changes.ts'
import { recordFindings } from './consistency/record.ts'
import { inconsistencies, policyFindings } from './consistency.ts'
import { judgeConsultations } from './consultations.ts'
import { contextOf } from './context.ts'
import { criteriaOf, judgeCriteria } from './criteria.ts'
import { dayOf } from './dates.ts'
import { uncoveredFields } from './evidence.ts'
import { whatChanges } from './fields.ts'
import { glossaryOf } from './glossary.ts'
import { allHolders, identify } from './holders.ts'
import type { Finding, PullRequest, Subject, Verdict } from './model.ts'
import { correctionOf, joined } from './notes/correction.ts'
import { previewsOf } from './notes/previews.ts'
import { earliestPass, type Judged, stateOf, whomToAsk } from './outcome.ts'
import { isDisclosure } from './private.ts'
import { ordered, pullFindings } from './pull.ts'
import { type Holders, informedBy, partsOf } from './raci.ts'
import { locate, type RecordFile, type Repository, readRepository, type Tree } from './repository.ts'
import { gatesOf } from './routes.ts'
import { judgeSignOffs } from './signoffs.ts'
import { type Actors, actorsOf, objectionsOf } from './stances.ts'

export interface Question {
  /** The tip of the base branch: rules, roles and people are read here and nowhere else. */
  before: Tree
  /** The base with the pull request's changes: data. */
  after: Tree
  pull: PullRequest
  now: Date
}

type Part = Pick<
  Verdict,
  'criteria' | 'signOffs' | 'consultations' | 'informed' | 'objections' | 'uncovered' | 'changed' | 'notes' | 'findings'
>
const nothing: Part = {
  criteria: [],
  signOffs: [],
  consultations: [],
  informed: [],
  objections: [],
  uncovered: [],
  changed: [],
  notes: [],
  findings: [],
}

/** Judges one pull request. What the tool itself cannot judge ends in `error`, never in a pass. */
export function evaluate({ before, after, now, ...question }: Question): Verdict {
  const pull = ordered(question.pull)
  const today = dayOf(now)
  const base = readRepository(before)
  // a rule that can be understood judges, also the pull request that takes out of it what must not be there
  const ofRules = base.findings.filter(one => !one.at.path.startsWith('deployments/') && !isDisclosure(one))
  const broken = [...ofRules, ...policyFindings(base)]
  const judged =
    broken.length > 0
      ? unjudged(broken, before, pull)
      : judgeChange({ base, fork: forked(base, pull), head: readRepository(after) }, pull, today)
  const pathways = judged.records.map(({ data }) => data.pathway)
  const state = broken.length > 0 ? ('error' as const) : stateOf(judged.verdict)
  // what is still to be mended will change, and void what is signed now: nobody is asked before
  const ask = pull.draft || state !== 'pending' ? [] : whomToAsk(judged.verdict, identify(pull.author, base.people))
  const earliest = broken.length > 0 ? null : earliestPass(judged.verdict, base, today)
  const verdict = { ...judged.verdict, state, ask, earliest }
  return { ...verdict, glossary: glossaryOf(verdict, pathways, base) }
}

/** The rules themselves are broken at the base: nothing can be judged by them. */
function unjudged(findings: Finding[], before: Tree, pull: PullRequest): { verdict: Judged; records: RecordFile[] } {
  return {
    verdict: {
      ...factsOf(pull),
      ...nothing,
      subject: { is: 'refused' },
      title: '',
      findings: locate(findings, before),
    },
    records: [],
  }
}

const factsOf = (pull: PullRequest) => ({ pull: pull.number, head: pull.head.sha, draft: pull.draft })

/**
 * The repository as the pull request found it: where the base has changed a file since, its version of then. What the base changed is not
 * the pull request's doing.
 */
function forked(base: Repository, pull: PullRequest): Repository {
  if (pull.changedOnBase.length === 0) return base
  const tree = new Map(base.tree)
  for (const path of pull.changedOnBase) {
    const text = pull.texts[pull.versions[pull.fork]?.[path] ?? '']
    if (text === undefined) tree.delete(path)
    else tree.set(path, { text })
  }
  return readRepository(tree)
}

/** The three states that a pull request stands between: the base now, as it was found, and what would be merged. */
interface States {
  base: Repository
  fork: Repository
  head: Repository
}

function judgeChange(states: States, pull: PullRequest, today: string): { verdict: Judged; records: RecordFile[] } {
  const { base, fork, head } = states
  const change = classify({ ...fork, pathways: base.pathways }, head, pull)
  const part = judge(change, states, pull, today)
  const findings = locate([...pullFindings(pull, head.tree, base), ...change.findings, ...part.findings], head.tree)
  const criteria = part.criteria.map(criterion => ({ ...criterion, findings: locate(criterion.findings, head.tree) }))
  const { title = '', release } = change.records[0]?.data ?? {}
  return {
    verdict: {
      ...factsOf(pull),
      ...withheld(part),
      // these fields stand in records that disclose nothing, but may hold ten digits
      changed: part.changed,
      criteria,
      findings,
      subject: withheld(change.subject),
      title: release ? `${title} (${release})` : title,
    },
    records: change.records,
  }
}

function judge(change: Change, { base, fork, head }: States, pull: PullRequest, today: string): Part {
  const { subject } = change
  const files = new Set(pull.files)
  const ofFiles = head.findings.filter(({ at }) => files.has(at.path))
  if (subject.is === 'other') return { ...nothing, findings: ofFiles }
  // a change of rules is approved as a whole: without a part of it, it is another one
  const whole = Object.keys(pull.versions[pull.head.sha] ?? {}).sort()
  if (subject.is === 'policy') return judgePolicy(base, head, actorsOf(pull, base.people, whole), today)
  const content = pull.files.filter(path => path.startsWith('deployments/'))
  const actors = actorsOf(pull, base.people, content)
  const ruled = {
    ...head,
    pathways: base.pathways,
    guidance: base.guidance,
    templates: base.templates,
    people: base.people,
    calendar: base.calendar,
  }
  // a site that is live on a withdrawn release goes no further with it, but still records what happens there
  const stays = subject.is === 'evidence' ? new Set(['release-withdrawn']) : new Set<string>()
  const findings = [...ofFiles, ...change.records.flatMap(record => recordFindings(record, ruled, today))].map(
    (finding): Finding => (stays.has(finding.problem.code) ? { ...finding, weight: 'warning' } : finding),
  )
  const parts = change.records.map(record =>
    judgeRecord(record, subject, { base, fork, head: ruled }, pull, actors, today),
  )
  return merge([{ ...nothing, findings }, ...(change.findings.length > 0 ? [] : parts)])
}

const merge = (parts: Part[]): Part => ({
  criteria: parts.flatMap(part => part.criteria),
  signOffs: parts.flatMap(part => part.signOffs),
  consultations: parts.flatMap(part => part.consultations),
  informed: [...new Set(parts.flatMap(part => part.informed))].sort(),
  objections: [...new Map(parts.flatMap(part => part.objections).map(one => [one.by, one])).values()],
  uncovered: parts.flatMap(part => part.uncovered),
  changed: parts.flatMap(part => part.changed),
  notes: parts.flatMap(part => part.notes),
  findings: parts.flatMap(part => part.findings),
})

/** A change of what decides: the whole repository must stay sound, and an owner who wrote none of it approves. */
function judgePolicy(base: Repository, head: Repository, actors: Actors, today: string): Part {
  const { people } = base
  const role = 'policy-owners'
  const holders: Holders = new Map([[role, people.policyOwners]])
  const parts = [{ role, letters: ['A' as const], task: null, clauses: [] }]
  return {
    ...nothing,
    signOffs: judgeSignOffs(parts, holders, [], actors),
    objections: objectionsOf(actors.stances, new Map([...programmeRoles(people), ...holders])),
    findings: [...head.findings, ...inconsistencies(head, today)],
  }
}

/** Whoever holds a role for a programme may object to a change of its rules. */
const programmeRoles = ({ programmes }: Repository['people']): Holders =>
  new Map(
    Object.entries(programmes).flatMap(([programme, { roles }]) =>
      Object.entries(roles).map(([role, held]) => [`${programme}: ${role}`, held]),
    ),
  )

function judgeRecord(
  record: RecordFile,
  subject: Subject,
  { base, fork, head }: States,
  pull: PullRequest,
  actors: Actors,
  today: string,
): Part {
  const { people } = base
  const pathway = base.pathways.get(record.data.pathway)
  if (!pathway) return nothing
  const was = base.records.get(record.id)
  // a new record names nobody who may sign for it: only programme roles count until it is registered
  const granted = was ?? { programme: record.programme, data: { ...record.data, roles: {} } }
  const holders = allHolders(granted, pathway, people)
  const gate = joined([
    gateOf(subject, pathway.data, record),
    correctionOf(fork.records.get(record.id), record, pathway.data),
  ])
  const parts = partsOf(gate, pathway.data)
  const asked = criteriaOf(gate, pathway.data, record)
  const whole = contextOf(record, pathway, head, people, today)
  const { found: criteria, basis } = watching(whole, context => judgeCriteria(asked, context))
  return {
    criteria,
    signOffs: judgeSignOffs(parts, holders, pathway.data.distinct ?? [], onBasis(actors, basis, pull, head.tree)),
    consultations: judgeConsultations(parts, holders, actors, base, today),
    informed: informedBy(parts, holders),
    objections: objectionsOf(actors.stances, holders),
    changed: whatChanges(fork.records.get(record.id), record, pathway.data),
    notes: previewsOf(asked, fork.records.get(record.id), whole),
    uncovered: uncoveredFields({
      was: fork.records.get(record.id),
      is: record,
      pathway: pathway.data,
      holders,
      pull,
      people,
      actors,
    }),
    findings: movedBasis(basis, pull, head.tree),
  }
}

/** What the pathway asks for this kind of change. Evidence alone needs no signatures but its own cover. */
export function gateOf(subject: Subject, pathway: Pathway, record: RecordFile): GateChange {
  if (subject.is === 'registration') return pathway.registration
  if (subject.is === 'withdrawal') return pathway.withdrawal
  if (subject.is === 'roles') return pathway.roleChange
  if (subject.is !== 'transition') return {}
  const gate = gatesOf(pathway, record).find(({ from, to }) => from === subject.from && to === subject.to)
  if (!gate) throw new Error(`no gate from ${subject.from} to ${subject.to}`)
  return gate
}
