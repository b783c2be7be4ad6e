/** Where a step or a criterion of a pathway looks: at which part of the record, or of the release that it deploys. */
import type { Pointer } from '../../schemas/events.ts'
import type { Criterion, Step } from '../../schemas/types.ts'

/** A part of the record, of the release that it deploys, or of the stable release that comes after its beta. */
export interface Spot {
  of: 'record' | 'release' | 'successor'
  pointer: Pointer
}

const own = (...pointer: (string | number)[]): Spot => ({ of: 'record', pointer })
const ofRelease = (...pointer: (string | number)[]): Spot => ({ of: 'release', pointer })

/** Where a document stands. */
const documentSpot = ({ document, of }: { document: string; of: 'record' | 'release' | 'certificate' }): Spot =>
  of === 'record' ? own('documents', document) : ofRelease(of === 'release' ? 'documents' : 'certificates', document)

/** Where it is recorded that a step was done. */
export function spotOf(step: Step): Spot {
  for (const act of ['onboarded', 'installed', 'configured'] as const) {
    const environment = step[act]
    if (environment !== undefined) return own('environments', environment, act)
  }
  if (step.checklist) return own('checklists', step.checklist)
  if (step.item) return own('checklists', step.item.checklist, step.item.item)
  if (step.document) return documentSpot(step.document)
  const plan = step.tests ?? step.testsOfRelease
  if (plan) return own('testPlans', plan)
  if (step.decision) return own('decisions', step.decision)
  if (step.forum) return own('communications', step.forum)
  if (step.planned) return own('plan', step.planned)
  if (step.deployed) return own('sites')
  if (step.successor) return { of: 'successor', pointer: ['checklists', step.successor.checklist, step.successor.item] }
  return own('verification', 'start')
}

/** The steps that a criterion tells the time or the order of. */
export function stepsOf({ with: parameters }: Criterion): Step[] {
  const { steps, from, to, rhythm } = parameters as { [key: string]: unknown }
  const nested = (rhythm as { from?: unknown } | undefined)?.from
  // an environment's criterion has steps too, which are names; a rule's `from` may be a phase
  return [steps, from, to, nested].flat().filter((one): one is Step => typeof one === 'object' && one !== null)
}

/** Where the evidence that a criterion asks for stands. Empty: it asks for time, for an order, or for another record. */
export function evidenceOf(criterion: Criterion): Spot[] {
  switch (criterion.rule) {
    case 'checklist': {
      const { checklist, items } = criterion.with
      return items ? items.map(item => own('checklists', checklist, item)) : [own('checklists', checklist)]
    }
    case 'document':
      return [documentSpot(criterion.with)]
    case 'environment':
      return criterion.with.steps.map(step => own('environments', criterion.with.environment, step))
    case 'tests':
      return [own('testPlans', criterion.with.plan)]
    case 'decision':
      return [own('decisions', criterion.with.decision)]
    case 'forum':
      return [own('communications', criterion.with.forum)]
    case 'within':
      return [spotOf(criterion.with.to)]
    case 'interactions':
      return [own('documents', criterion.with.document)]
    case 'risk-level':
      return [ofRelease('serviceRiskLevel'), ofRelease('documents', criterion.with.document)]
    case 'release':
      // no part of a record: bringing a release to a phase is its coordinator's
      return [ofRelease('phases', criterion.with.reached)]
    case 'scope':
      return [
        criterion.with.each === 'decided' || criterion.with.each === 'categorised'
          ? own('scope')
          : own('scope', 0, criterion.with.each),
      ]
    case 'notes':
      return [notesParts[criterion.with.part] ?? own('documents', criterion.with.document)]
    case 'resolved':
      return [own(criterion.with.what)]
    case 'agreed-date':
      return [own('plan', criterion.with.phase)]
    default:
      return [rest[criterion.rule] ?? []].flat()
  }
}

/** What notes tell stands in the release itself; their text and what goes with them are documents. */
const notesParts: Partial<Record<Extract<Criterion, { rule: 'notes' }>['with']['part'], Spot>> = {
  changes: own('scope'),
  services: own('services'),
  'known-issues': own('knownIssues'),
}

const rest: Partial<Record<Criterion['rule'], Spot>> = {
  version: own('release'),
  roles: own('roles'),
  'ad-hoc': own('adHocTests'),
  'root-cause': own('incidents'),
  hotfix: own('trigger'),
  sites: own('sites'),
  downtime: own('downtime'),
  'smoke-test': own('smokeTest'),
  referrals: own('verification'),
  'verification-period': own('verification'),
}
