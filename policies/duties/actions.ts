/** How something missing is recorded by one command, where it is sure which. */
import type { Criterion, Step } from '../../schemas/types.ts'
import type { Context } from '../context.ts'
import type { Finding } from '../model.ts'
import type { Problem } from '../problems.ts'
import { type RecordFile, type Repository, recordId } from '../repository.ts'
import { namedStep } from './steps.ts'

/** One line for a record. `what` is a path of ids, such as `smoke/SMK-04`. */
export interface Action {
  is: 'item' | 'result' | 'decision' | 'approval' | 'step' | 'meeting' | 'plan'
  record: string
  what: string
  /** Of a decision: the one that is asked for. */
  outcome?: string
}

/** The command that mends a finding; `null`: it takes more than one line, or somebody has to judge what is wrong. */
export function actionFor(
  finding: Finding,
  criterion: Criterion,
  context: Context,
  { records }: Repository,
): Action | null {
  const { problem, at } = finding
  const record = records.get(recordId(at.path))
  const { pointer = [] } = at
  const is = recordedBy[problem.code]
  if (!record) return null
  if (
    problem.code === 'undated' ||
    problem.code === 'not-begun' ||
    problem.code === 'due' ||
    problem.code === 'overdue'
  )
    return ofStep(namedStep(problem, criterion, context), record)
  const isPast = problem.code === 'forum-gap' && problem.next !== null
  // a draft is finished first, and may get another version
  const isDraft = problem.code === 'document-not-approved' && problem.status !== 'in-review'
  if (is === undefined || isPast || isDraft) return null
  if (is === 'decision')
    return criterion.rule === 'decision'
      ? { is, record: record.id, what: criterion.with.decision, outcome: criterion.with.outcome }
      : null
  const [part, id = '', ...rest] = pointer
  if (is === 'result') {
    const test = record.data.testPlans?.[id]?.tests[Number(rest[1])]
    return test ? { is, record: record.id, what: `${id}/${test.reference}` } : null
  }
  // a certificate is one of several: its command would have to say whose
  const fits = part === places[is] && rest.length === depths[is] && (is !== 'approval' || isLinked(String(id), record))
  return fits ? { is, record: record.id, what: [id, ...rest].join('/') } : null
}

/** What is added by one line. What was recorded and is wrong is for somebody to judge, and is not here. */
const recordedBy: Partial<Record<Problem['code'], Action['is']>> = {
  'item-open': 'item',
  'step-open': 'step',
  'document-not-approved': 'approval',
  'document-approver': 'approval',
  'test-not-run': 'result',
  'test-not-passed': 'result',
  'test-of-other-release': 'result',
  'test-elsewhere': 'result',
  'test-with-live-patients': 'result',
  'decision-missing': 'decision',
  'decision-otherwise': 'decision',
  'decision-without': 'decision',
  'forum-never-met': 'meeting',
  'forum-without': 'meeting',
  'forum-gap': 'meeting',
  'date-missing': 'plan',
}

type Placed = Exclude<Action['is'], 'decision' | 'result'>
const places: Record<Placed, string> = {
  item: 'checklists',
  step: 'environments',
  approval: 'documents',
  meeting: 'communications',
  plan: 'plan',
}
/** How many ids come after the first: a step has a side of the exchange, but for one that is of the whole environment. */
const depths: Record<Placed, number> = { item: 1, step: 2, approval: 0, meeting: 0, plan: 0 }

/** Whether a document can be approved as it stands: nobody approves what cannot be read. */
const isLinked = (id: string, { data }: RecordFile) => data.documents?.[id]?.link !== undefined

function ofStep(step: Step | undefined, of: RecordFile): Action | null {
  const record = of.id
  if (step?.item) return { is: 'item', record, what: `${step.item.checklist}/${step.item.item}` }
  if (step?.decision) return { is: 'decision', record, what: step.decision, outcome: 'go' }
  if (step?.forum) return { is: 'meeting', record, what: step.forum }
  if (step?.planned) return { is: 'plan', record, what: step.planned }
  const { document, act, of: holder } = step?.document ?? {}
  const isApproval = act === 'approved' && holder !== 'certificate' && document !== undefined && isLinked(document, of)
  return isApproval ? { is: 'approval', record, what: document } : null
}
