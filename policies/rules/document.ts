import type { Document } from '../../schemas/types.ts'
import {
  type Context,
  type Found,
  holders,
  inRecord,
  type Parameters,
  type Rule,
  titleOf,
  voidedOn,
} from '../context.ts'
import { organisationsOf } from '../holders.ts'
import type { Place } from '../model.ts'
import type { Problem } from '../problems.ts'

/**
 * A document is approved by a holder of the role that approves it, after its review where it needs one, shared with
 * whom it is for, and still valid.
 */
export const document: Rule<'document'> = (parameters, context) => {
  if (parameters.of !== 'record' && !context.release) {
    return [
      {
        problem: { code: 'release-missing', release: context.record.data.release ?? '' },
        at: inRecord(context, 'release'),
      },
    ]
  }
  const found = find(parameters, context)
  return judge(found, parameters, context).map((problem): Found => ({ problem, at: found.at }))
}

interface Sought {
  document: Document | undefined
  title: string
  reviewed: boolean
  /** The no-go that asks for it anew. */
  since: string | null
  /** The organisation whose certificate it is. */
  organisation: string | null
  at: Place
}

function find({ document, of, party }: Where, context: Context): Sought {
  const { release, releasePathway, pathway, record, people } = context
  if (of === 'record' || !release) {
    const at = inRecord(context, 'documents', document)
    const { reviewed = false, phase } = pathway.data.documents?.[document] ?? {}
    return {
      document: record.data.documents?.[document],
      title: titleOf('documents', document, pathway),
      reviewed,
      since: voidedOn(phase, context),
      organisation: null,
      at,
    }
  }
  if (of === 'release') {
    const at = { path: release.path, pointer: ['documents', document] }
    const reviewed = releasePathway?.data.documents?.[document]?.reviewed ?? false
    return {
      document: release.data.documents?.[document],
      title: titleOf('documents', document, releasePathway),
      reviewed,
      since: null,
      organisation: null,
      at,
    }
  }
  const [organisation = ''] = party ? organisationsOf(party, record, people) : []
  const at = { path: release.path, pointer: ['certificates', document, organisation] }
  const reviewed = releasePathway?.data.certificates?.[document]?.reviewed ?? false
  return {
    document: release.data.certificates?.[document]?.[organisation],
    title: titleOf('certificates', document, releasePathway),
    reviewed,
    since: null,
    organisation,
    at,
  }
}

function judge(
  { document, title, reviewed, since, organisation }: Sought,
  { approver, sharedWith = [] }: Parameters<'document'>,
  context: Context,
): Problem[] {
  if (!document) return [{ code: 'document-missing', document: title, organisation }]
  if (document.status !== 'approved' || !document.approved)
    return [{ code: 'document-not-approved', document: title, status: document.status }]
  if (since !== null && document.approved.on <= since)
    return [{ code: 'voided', what: title, on: document.approved.on, since }]
  const problems: Problem[] = []
  const untold = sharedWith.filter(party => !document.shared?.[party])
  if (untold.length > 0) problems.push({ code: 'document-not-shared', document: title, parties: untold })
  if (reviewed && !document.reviewed) problems.push({ code: 'document-not-reviewed', document: title })
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

type Where = { document: string; of: Parameters<'document'>['of']; party?: string }

/** When something was done with a document; `on` is `null` while it was not, or where it counts no more. */
export function documentActed(
  { act, with: party, ...where }: Where & { act: 'submitted' | 'reviewed' | 'approved' | 'shared'; with?: string },
  context: Context,
): { title: string; on: string | null; at: Place } {
  const { document, title, since, at } = find(where, context)
  const done = act === 'shared' ? document?.shared?.[party ?? ''] : document?.[act]
  const counts = (act !== 'approved' || document?.status === 'approved') && (since === null || (done?.on ?? '') > since)
  return { title, on: (counts && done?.on) || null, at }
}

/** The interactions that a document approves or carries. */
export function interactionsOf(where: Where, context: Context): { title: string; all: string[]; at: Place } {
  const { document, title, at } = find(where, context)
  return { title, all: document?.interactions ?? [], at }
}
