/** Whose turn it is: for each finding of a criterion, who provides what is missing, where, and how it is recorded. */
import type { Criterion } from '../../schemas/types.ts'
import type { Context } from '../context.ts'
import { providersOf } from '../evidence.ts'
import { allHolders, organisationsOf, partyOf } from '../holders.ts'
import type { Finding, Place } from '../model.ts'
import type { Problem } from '../problems.ts'
import { type PathwayFile, type RecordFile, type Repository, recordId } from '../repository.ts'
import { type Action, actionFor } from './actions.ts'
import { providersAt } from './providers.ts'
import { type Spot, spotOf } from './spots.ts'
import { namedStep } from './steps.ts'

/** What somebody has to see to. */
export interface Duty {
  finding: Finding
  /** Parties or roles, any one of which may see to it; `policy-owners` are those of the repository. Empty: it waits. */
  by: string[]
  /** Directory ids of who they are. */
  people: string[]
  /** Nobody has to do anything: only time, or another record, is missing. */
  waits: boolean
  /** The first day (YYYY-MM-DD) on which it can be done, where that is still to come. */
  from: string | null
  /** How it is recorded, where that is sure. */
  action: Action | null
  /** Where it is written by hand; `null`: in a record that may not be there yet. */
  place: Place | null
  /** The other record that has to come further first. */
  other: string | null
}

/** Who sees to a finding of a criterion. Where the pathway does not say, it is the record's coordinator: nothing is left to nobody. */
export function dutyOf(finding: Finding, criterion: Criterion, context: Context, repository: Repository): Duty {
  if (isTime(finding))
    return { finding, by: [], people: [], waits: true, from: null, action: null, place: null, other: null }
  const from = finding.problem.code === 'site-not-deployed' ? laterThan(finding.problem.on, context.today) : null
  const action = actionFor(finding, criterion, context, repository)
  const who = providers(finding, criterion, context, repository)
  const other = finding.problem.code === 'release-not-there' ? finding.problem.release : null
  return { finding, ...who, waits: false, from, action, place: placeOf(finding, criterion, context), other }
}

/** The place of a finding, but where that is only what refers to another record, or the policies are to be mended. */
function placeOf(finding: Finding, criterion: Criterion, context: Context): Place | null {
  const { code } = finding.problem
  if (code === 'beyond-calendar') return { path: 'policies/calendar' }
  if (code === 'no-sites') return { path: 'policies/directory' }
  if (code === 'role-unheld') {
    const party = context.pathway.data.parties[partyOf(finding.problem.role)]
    return party?.held === 'programme' ? { path: 'policies/directory' } : finding.at
  }
  const isElsewhere = code === 'release-not-there' || code === 'others-too-few'
  return isElsewhere || spotOfFinding(finding, criterion, context).of === 'successor' ? null : finding.at
}

const laterThan = (day: string, today: string) => (day > today ? day : null)

const waiting: ReadonlySet<Problem['code']> = new Set(['period-running', 'date-to-come', 'not-the-first'])
const isTime = ({ weight, problem }: Finding) =>
  weight === 'wait' || waiting.has(problem.code) || (problem.code === 'lasts-too-short' && problem.ended === null)

type Who = Pick<Duty, 'by' | 'people'>

function providers(finding: Finding, criterion: Criterion, context: Context, repository: Repository): Who {
  const { problem } = finding
  const { pathway, record, people } = context
  if (problem.code === 'beyond-calendar' || problem.code === 'no-sites')
    return { by: ['policy-owners'], people: people.policyOwners }
  const site = siteOf(finding, record)
  const party = Object.keys(pathway.data.parties).find(id => organisationsOf(id, record, people).includes(site ?? ''))
  if (site !== null && party !== undefined) {
    const all = held([party], record, pathway, context)
    return { by: [party], people: all.filter(person => people.people[person]?.organisation === site) }
  }
  const home = homeOf(finding, criterion, context, repository)
  const acts = whoActs(problem, criterion, home)
  // what is in review is the approver's; what is not, its own party has to finish first
  const isUnfinished = problem.code === 'document-not-approved' && problem.status !== 'in-review'
  const asked = acts.length === 0 || isUnfinished ? providersOfSpot(problem, home) : []
  const able = [...held(acts, record, pathway, context), ...held(asked, home.record, home.pathway, context)]
  return { by: [...new Set([...acts, ...asked])], people: [...new Set(able)].sort() }
}

/** Whoever is in the way of a period resolves the incident, or has it assessed; else who provides the place. */
function providersOfSpot({ code }: Problem, { spot, pathway, record }: Home): string[] {
  const spots = code === 'period-stopped' ? [spot, [...spot, 'assessments']] : [spot]
  return [...new Set(spots.flatMap(pointer => providersAt(pointer, pathway.data, record.data)))]
}

/** Everybody who holds one of these roles, or one of these parties' roles. */
const held = (by: string[], record: RecordFile, pathway: PathwayFile, context: Context) =>
  providersOf({ by }, allHolders(record, pathway, context.people))

/** The organisation whose own people have to say something: the site that agrees its day, or tries out the release. */
function siteOf({ problem: { code }, at: { pointer = [] } }: Finding, { data }: RecordFile): string | null {
  const [part, ods, what] = pointer
  if (code === 'smoke-open' || code === 'smoke-by-another') return data.smokeTest?.site ?? null
  return part === 'sites' && what === 'agreed' ? String(ods) : null
}

/** The roles that have to approve or review a document, whoever provides it. */
function whoActs({ code }: Problem, criterion: Criterion, { spot: [part, id = ''], pathway }: Home): string[] {
  if (reviews.has(code)) {
    const { reviewer } = pathway.data[part === 'certificates' ? part : 'documents']?.[id] ?? {}
    return reviewer === undefined ? [] : [reviewer]
  }
  const { rule } = criterion
  return approvals.has(code) && (rule === 'document' || rule === 'risk-level') ? [criterion.with.approver] : []
}

const reviews: ReadonlySet<Problem['code']> = new Set(['document-not-reviewed', 'document-reviewer', 'document-by-one'])
const approvals: ReadonlySet<Problem['code']> = new Set([
  'document-not-approved',
  'document-approver',
  'document-reviewed-late',
  'document-expired',
])

interface Home {
  record: RecordFile
  pathway: PathwayFile
  spot: Spot['pointer']
}

/** The record in which a finding is mended, and the place there. */
function homeOf(finding: Finding, criterion: Criterion, context: Context, repository: Repository): Home {
  const { problem, at } = finding
  const spot = spotOfFinding(finding, criterion, context)
  const ofRelease = context.release &&
    context.releasePathway && { record: context.release, pathway: context.releasePathway }
  if (spot.of === 'successor') {
    const pathway = successorOf(spot, repository)
    if (pathway) return { record: context.record, pathway, spot: spot.pointer }
  }
  if (problem.code === 'release-not-there' && ofRelease) return { ...ofRelease, spot: ['phase'] }
  const record = repository.records.get(recordId(at.path)) ?? context.record
  const pathway = repository.pathways.get(record.data.pathway) ?? context.pathway
  return { record, pathway, spot: spot.pointer }
}

/** The place that a finding is about: that of the step it names, else its own. */
function spotOfFinding({ problem, at }: Finding, criterion: Criterion, context: Context): Spot {
  const { pointer = [] } = at
  const part = ticketPart[problem.code]
  if (part !== undefined) return { of: 'record', pointer: [...pointer.slice(0, 2), part] }
  if (criterion.rule === 'decision') return { of: 'record', pointer: ['decisions', criterion.with.decision] }
  const step = namedStep(problem, criterion, context)
  return step ? spotOf(step) : { of: 'record', pointer }
}

const ticketPart: Partial<Record<Problem['code'], string>> = {
  'ticket-not-done': 'done',
  'ticket-not-tested': 'sit',
  'uat-open': 'uat',
  'uat-before-sit': 'uat',
  'uat-refused': 'choices',
}

/** The pathway of the stable release that comes after a beta. Nobody may have registered that release yet: who holds its roles, the programme says. */
const successorOf = ({ pointer: [, checklist = '', item = ''] }: Spot, { pathways }: Repository) =>
  [...pathways.values()].find(
    ({ data }) => data.for === 'Release' && data.checklists?.[checklist]?.items[item] !== undefined,
  )
