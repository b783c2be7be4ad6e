import type { Document } from '../../schemas/types.ts'
import {
  type Context,
  type Found,
  holders,
  type Parameters,
  type Rule,
  type Shown,
  titleOf,
  voidedOn,
  withoutRelease,
} from '../context.ts'
import { earliest, latest } from '../dates.ts'
import { organisationName, organisationsOf } from '../holders.ts'
import type { Place } from '../model.ts'
import type { Problem } from '../problems.ts'
import type { RecordFile } from '../repository.ts'

/**
 * A document is approved by a holder of the role that approves it, after its review where it needs one, shared with
 * whom it is for, and still valid.
 */
export const document: Rule<'document'> = (parameters, context) => {
  if (parameters.of !== 'record' && !holderOf(parameters, context)) {
    return [withoutRelease(context)]
  }
  return sought(parameters, context).flatMap(one =>
    judge(one, parameters, context).map((problem): Found => ({ problem, at: one.at })),
  )
}

/** Which version was approved, by whom and when. */
export const documentFacts: Shown<'document'> = (parameters, context) =>
  sought(parameters, context).flatMap(({ document, title }) =>
    document?.approved
      ? [{ code: 'approved' as const, document: title, version: document.version ?? '', ...who(document.approved) }]
      : [],
  )

const who = ({ by, on }: { by: string; on: string }) => ({ by, on })

interface Sought {
  document: Document | undefined
  title: string
  reviewed: boolean
  /** The role that must have reviewed it. */
  reviewer: string | undefined
  /** The no-go that asks for it anew. */
  since: string | null
  /** The organisation whose certificate it is, by its name; '': none is named. */
  organisation: string | null
  at: Place
}

type Where = { document: string; of: Parameters<'document'>['of']; party?: string }

/** The record on which it stands. A release holds its own certificates. */
const holderOf = ({ of }: Pick<Where, 'of'>, { record, release }: Context): RecordFile | null =>
  of === 'record' || record.data.kind === 'Release' ? record : release

/** The documents that are meant: one, or the certificate of each of a party's organisations. */
function sought({ document, of, party }: Where, context: Context): Sought[] {
  const { releasePathway, pathway, record, people } = context
  const holder = holderOf({ of }, context)
  const its = holder === record ? pathway : releasePathway
  const part = of === 'certificate' ? 'certificates' : 'documents'
  const { reviewed = false, reviewer, phase } = its?.data[part]?.[document] ?? {}
  const title = titleOf(part, document, its)
  const since = holder && its ? voidedOn(phase, { record: holder, pathway: its }) : null
  const base = { title, reviewed, reviewer, since }
  const path = holder?.path ?? record.path
  if (of !== 'certificate') {
    const at = { path, pointer: ['documents', document] }
    return [{ ...base, document: holder?.data.documents?.[document], organisation: null, at }]
  }
  const organisations = party === undefined ? [] : organisationsOf(party, record, people)
  return (organisations.length > 0 ? organisations : ['']).map(organisation => ({
    ...base,
    document: holder?.data.certificates?.[document]?.[organisation],
    organisation: organisationName(organisation, people),
    at: { path, pointer: ['certificates', document, organisation] },
  }))
}

function judge(
  { document, title, reviewed, reviewer, since, organisation }: Sought,
  { approver, sharedWith = [] }: Parameters<'document'>,
  context: Context,
): Problem[] {
  if (!document || document.status === 'planned') return [{ code: 'document-missing', document: title, organisation }]
  if (document.status !== 'approved' || !document.approved)
    return [{ code: 'document-not-approved', document: title, status: document.status }]
  if (since !== null && document.approved.on <= since)
    return [{ code: 'voided', what: title, on: document.approved.on, since }]
  const problems: Problem[] = []
  const counts = (act: { on: string } | undefined) => act !== undefined && act.on > (since ?? '')
  // what was shared before was another version, or nobody's word yet
  const { approved } = document
  const told = (party: string) =>
    latest([document.shared, document.sharedAgain].flatMap(acts => acts?.[party]?.on ?? []))
  const untold = sharedWith.filter(party => (told(party) ?? '') < approved.on)
  if (untold.length > 0) problems.push({ code: 'document-not-shared', document: title, parties: untold })
  if (reviewed && !counts(document.reviewed)) problems.push({ code: 'document-not-reviewed', document: title })
  if (reviewer !== undefined && document.reviewed) {
    const { by } = document.reviewed
    if (!holders(reviewer, context).includes(by))
      problems.push({ code: 'document-reviewer', document: title, by, role: reviewer })
    if (by === approved.by) problems.push({ code: 'document-by-one', document: title, by })
  }
  if (document.reviewed && document.reviewed.on > document.approved.on) {
    problems.push({
      code: 'document-reviewed-late',
      document: title,
      reviewed: document.reviewed.on,
      approved: document.approved.on,
    })
  }
  if (!holders(approver, context).includes(document.approved.by)) {
    problems.push({ code: 'document-approver', document: title, by: document.approved.by, role: approver })
  }
  if (document.expires !== undefined && document.expires < context.today) {
    problems.push({ code: 'document-expired', document: title, expires: document.expires })
  }
  return problems
}

/** When something was done with a document, or with the last of several; `on` is `null` while it was not, or where it counts no more. */
export function documentActed(
  { act, with: party, ...where }: Where & { act: 'submitted' | 'reviewed' | 'approved' | 'shared'; with?: string },
  context: Context,
): { title: string; on: string | null; at: Place } {
  const all = sought(where, context)
  const days = all.flatMap(({ document, since }) => {
    const { shared, sharedAgain } = document ?? {}
    const done = act === 'shared' ? [shared?.[party ?? ''], sharedAgain?.[party ?? '']] : [document?.[act]]
    const counts = act !== 'approved' || document?.status === 'approved'
    // who had an earlier version had it then: what is corrected later does not take that back
    return counts ? (earliest(done.flatMap(one => (one && one.on > (since ?? '') ? one.on : []))) ?? []) : []
  })
  const [first] = all
  return {
    title: first?.title ?? where.document,
    on: days.length === all.length ? latest(days) : null,
    at: first?.at ?? { path: context.record.path },
  }
}

/** The interactions that each of the approved documents lists; none of one that is not approved, or counts no more. */
export const interactionsOf = (where: Where, context: Context): { title: string; all: string[]; at: Place }[] =>
  sought(where, context).map(({ document, title, since, at }) => {
    const counts = document?.status === 'approved' && (document.approved?.on ?? '') > (since ?? '')
    return { title, all: counts ? (document.interactions ?? []) : [], at }
  })
