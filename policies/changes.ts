/** (before, after) → what a pull request asks for, and what it may not do. */

import { titleOf } from './context.ts'
import { canonical, type Field, hasReached } from './fields/field.ts'
import { changedFields, fieldsOf, reorderedLists } from './fields.ts'
import type { Finding, PullRequest, Subject } from './model.ts'
import { disclosedByName } from './private.ts'
import { kindAt, type PathwayFile, type RecordFile, type Repository, recordId, wrong } from './repository.ts'
import { gatesOf } from './routes.ts'

export interface Change {
  subject: Subject
  /** The records that change, as they will be; those that cannot be read are not here, but in the findings. */
  records: RecordFile[]
  findings: Finding[]
}

/** Says what kind of change this is. Whatever is not plainly allowed is refused, with a finding that says why. */
export function classify(before: Repository, after: Repository, pull: PullRequest): Change {
  const paths = pull.files.filter(isRecordPath)
  const policy = pull.files.filter(isPolicyPath)
  const records = paths.flatMap(path => after.records.get(recordId(path)) ?? [])
  const refused = (findings: Finding[]): Change => ({ subject: { is: 'refused' }, records, findings })
  if (paths.length === 0)
    return { subject: policy.length > 0 ? { is: 'policy', paths: policy } : { is: 'other' }, records, findings: [] }
  if (policy.length > 0)
    return refused([wrong({ code: 'policy-with-record', paths: policy }, { path: policy[0] ?? '' })])
  const findings = paths.flatMap(path => refusals(path, before, after))
  const isMended = (path: string) =>
    before.tree.has(path) && !before.records.has(recordId(path)) && after.records.has(recordId(path))
  const mended = paths.filter(isMended)
  const moves = records
    .filter(({ path }) => !isMended(path))
    .flatMap(record => moveOf(before.records.get(record.id), record, before.pathways.get(record.data.pathway)))
  if (findings.length === 0 && paths.length > 1 && moves.length + mended.length > 0) {
    findings.push(wrong({ code: 'several-changes', records: paths.map(recordId) }, { path: paths[0] ?? '' }))
  }
  const unreadable = paths.some(path => after.tree.has(path) && !after.records.has(recordId(path)))
  if (findings.length > 0 || unreadable) return refused(findings)
  // what a record was before nobody can read, so nobody can say what changes: those who own the rules look at it
  if (mended.length > 0 || records.length === 0) return { subject: { is: 'policy', paths }, records, findings: [] }
  return { subject: moves[0] ?? { is: 'evidence', records: paths.map(recordId) }, records, findings: [] }
}

/** Everything in `deployments` is a record, whatever its name: a file that cannot be one is refused by its own finding. */
export const isRecordPath = (path: string) => path.startsWith('deployments/') && !path.endsWith('/README.md')
/** All else but prose decides or runs: it is the policy owners'. */
export const isPolicyPath = (path: string) =>
  !path.startsWith('deployments/') && (path.startsWith('.github/') || !/^(?:[^/]+\/)*README\.md$|^LICENSE$/.test(path))

/** The one thing that a record's change asks for beyond evidence; empty: nothing. */
export function moveOf(was: RecordFile | undefined, is: RecordFile, pathway: PathwayFile | undefined): Subject[] {
  const { id, data } = is
  if (!was) return [{ is: 'registration', record: id, pathway: data.pathway, to: data.phase }]
  const [from, to] = [was.data.phase, data.phase]
  if (from !== to && to === 'withdrawn')
    return [{ is: 'withdrawal', record: id, pathway: data.pathway, from, reason: data.withdrawn?.reason ?? null }]
  if (from !== to) {
    const order = Object.keys(pathway?.data.phases ?? {})
    const direction = order.indexOf(to) > order.indexOf(from) ? 'forward' : 'back'
    const reason =
      direction === 'back'
        ? ((data.decisions ?? []).findLast(
            ({ decision, outcome }) => outcome === 'no-go' && pathway?.data.decisions?.[decision]?.back === to,
          )?.reason ?? null)
        : null
    return [{ is: 'transition', record: id, pathway: data.pathway, direction, from, to, reason }]
  }
  return ['roles', 'organisations'].some(key => differ(was, is, key))
    ? [{ is: 'roles', record: id, pathway: data.pathway }]
    : []
}

const differ = (was: RecordFile, is: RecordFile, key: string) => {
  const text = ({ data }: RecordFile) => JSON.stringify(canonical(data[key as 'title']))
  return text(was) !== text(is)
}

function refusals(path: string, before: Repository, after: Repository): Finding[] {
  const [was, is] = [before.records.get(recordId(path)), after.records.get(recordId(path))]
  if (!after.tree.has(path))
    // a name that must not be there goes only with its file: the policy owners look at that
    return before.tree.has(path) && kindAt(path) !== null && disclosedByName(path).length === 0
      ? [wrong({ code: 'record-deleted', record: recordId(path) }, { path })]
      : []
  // broken at the head: its own findings say so
  if (!is) return []
  const pathway = before.pathways.get(is.data.pathway)
  // an unknown pathway is a finding of `consistency`
  if (!pathway) return []
  // broken at the base: what it was cannot be told
  if (!was) return before.tree.has(path) ? [] : starts(is, pathway)
  return [...steps(was, is, pathway), ...rolesAlone(was, is, pathway), ...changesOfHistory(was, is, pathway)]
}

/** What no pull request may change in a record that is registered: what happened, and what is settled. */
export const changesOfHistory = (was: RecordFile, is: RecordFile, pathway: PathwayFile): Finding[] => [
  ...fixed(was, is),
  ...rewritten(was, is, pathway),
  ...unsettled(was, is, pathway),
  ...toldOtherwise(was, is, pathway),
]

/** A document whose file is another one, while it is said that it was shared before: whoever had it then had the other one. */
function toldOtherwise(was: RecordFile, is: RecordFile, pathway: PathwayFile): Finding[] {
  return Object.entries(is.data.documents ?? {}).flatMap(([id, document]) => {
    const before = was.data.documents?.[id]
    if (!before?.digest || !document.digest || before.digest === document.digest || !document.approved) return []
    const title = titleOf('documents', id, pathway)
    const at = { path: is.path, pointer: ['documents', id, 'digest'] }
    // two texts of one version: nobody could say which of them somebody has
    const same =
      before.approved && before.version === document.version
        ? [wrong({ code: 'same-version', document: title, version: document.version ?? '' }, at)]
        : []
    const on = document.approved.on
    const parties = Object.keys({ ...document.shared, ...document.sharedAgain }).filter(party => {
      const acts = [document.shared?.[party], document.sharedAgain?.[party]]
      const old = [before.shared?.[party], before.sharedAgain?.[party]]
      // what is recorded with the new file tells of it; what was recorded before counts for it only by its day
      const isNew = acts.some(
        (act, index) => act && JSON.stringify(canonical(act)) !== JSON.stringify(canonical(old[index])),
      )
      return !isNew && acts.some(act => act && act.on >= on)
    })
    return parties.length === 0 ? same : [...same, wrong({ code: 'shared-before', document: title, parties }, at)]
  })
}

function starts({ path, data }: RecordFile, { data: { phases } }: PathwayFile): Finding[] {
  const first = Object.keys(phases)[0] ?? ''
  return data.phase === first
    ? []
    : [wrong({ code: 'not-first-phase', phase: data.phase, first }, { path, pointer: ['phase'] })]
}

const fixed = (was: RecordFile, is: RecordFile): Finding[] =>
  ['kind', 'pathway', 'type', 'product', 'version']
    .filter(key => differ(was, is, key))
    .map(field => wrong({ code: 'fixed-field', field }, { path: is.path, pointer: [field] }))

function steps({ data: { phase: from } }: RecordFile, is: RecordFile, pathway: PathwayFile): Finding[] {
  const { path, data } = is
  const to = data.phase
  if (from === to || (to === 'withdrawn' && from !== 'withdrawn')) return []
  const next = gatesOf(pathway.data, is)
    .filter(gate => gate.from === from)
    .map(gate => gate.to)
  return next.includes(to) ? [] : [wrong({ code: 'no-such-transition', from, to, next }, { path, pointer: ['phase'] })]
}

/** Who holds a role is changed alone, so that nobody is judged by roles that come with the change. */
function rolesAlone(was: RecordFile, is: RecordFile, { data: pathway }: PathwayFile): Finding[] {
  const changed = changedFields(fieldsOf(was.data, pathway), fieldsOf(is.data, pathway)).map(pair =>
    String((pair.after ?? pair.before)?.pointer[0]),
  )
  const others = [...new Set(changed.filter(key => key !== 'roles' && key !== 'organisations'))]
  if (others.length === 0 || others.length === new Set(changed).size) return []
  return [wrong({ code: 'roles-with-other', fields: others }, { path: is.path, pointer: ['roles'] })]
}

function rewritten(was: RecordFile, is: RecordFile, { data: pathway }: PathwayFile): Finding[] {
  const [before, after] = [fieldsOf(was.data, pathway), fieldsOf(is.data, pathway)]
  const pairs = changedFields(before, after)
  // what goes may take with it what was found of it
  const gone = pairs.flatMap(({ before, after }) => (before && !after && !before.lasting && !before.kept ? before : []))
  const changed = outside(
    gone,
    pairs.flatMap(({ before, after }) => (before && (before.lasting || (before.kept && !after)) ? before : [])),
  )
  return [
    ...outside(changed, changed).map(({ name, pointer }) =>
      wrong({ code: 'rewritten', what: name }, { path: is.path, pointer }),
    ),
    ...reorderedLists(before, after).map(({ name, pointer }) =>
      wrong({ code: 'reordered', what: name }, { path: is.path, pointer }),
    ),
  ]
}

/** What changes in a part that was settled before: what is found of a ticket may still be added. */
function unsettled(was: RecordFile, is: RecordFile, { data: pathway }: PathwayFile): Finding[] {
  const settled = Object.entries({ ...pathway.settled }).filter(([, { from }]) => hasReached(from, was.data, pathway))
  const pairs = changedFields(fieldsOf(was.data, pathway), fieldsOf(is.data, pathway))
  return pairs.flatMap(({ before, after }) => {
    const field = after ?? before
    const { pointer = [] } = field ?? {}
    // what has no ticket is in the scope as well
    const of = pointer[0] === 'unticketed' ? 'scope' : pointer[0]
    const found = settled.find(([part]) => part === of && pointer.length <= 2)
    if (!field || !found) return []
    const [, { from, clauses }] = found
    const at = { path: is.path, pointer: field.pointer }
    return [{ ...wrong({ code: 'settled', what: field.name, from }, at), clauses }]
  })
}

/** The fields that are no part of one of the others: what goes with the whole is not told apart. */
function outside(others: readonly Field[], fields: readonly Field[]): Field[] {
  const wholes = new Set(others.map(({ pointer }) => JSON.stringify(pointer)))
  return fields.filter(
    ({ pointer }) => !pointer.some((_, depth) => wholes.has(JSON.stringify(pointer.slice(0, depth)))),
  )
}
