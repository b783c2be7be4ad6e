import type { Document } from '../../schemas/types.ts'
import { type Context, type Found, holders, inRecord, type Parameters, type Rule, titleOf } from '../context.ts'
import { organisationOf } from '../holders.ts'
import type { Place } from '../model.ts'
import type { Problem } from '../problems.ts'

/** A document is approved by a holder of the role that approves it, after its review where it needs one, and still valid. */
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
  return judge(found, parameters.approver, context).map((problem): Found => ({ problem, at: found.at }))
}

interface Sought {
  document: Document | undefined
  title: string
  reviewed: boolean
  /** The organisation whose certificate it is. */
  organisation: string | null
  at: Place
}

function find({ document, of, party }: Parameters<'document'>, context: Context): Sought {
  const { release, releasePathway, pathway, record, people } = context
  if (of === 'record' || !release) {
    const at = inRecord(context, 'documents', document)
    const reviewed = pathway.data.documents?.[document]?.reviewed ?? false
    return {
      document: record.data.documents?.[document],
      title: titleOf('documents', document, pathway),
      reviewed,
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
      organisation: null,
      at,
    }
  }
  const organisation = (party && organisationOf(party, record, people)) ?? ''
  const at = { path: release.path, pointer: ['certificates', document, organisation] }
  const reviewed = releasePathway?.data.certificates?.[document]?.reviewed ?? false
  return {
    document: release.data.certificates?.[document]?.[organisation],
    title: titleOf('certificates', document, releasePathway),
    reviewed,
    organisation,
    at,
  }
}

function judge({ document, title, reviewed, organisation }: Sought, approver: string, context: Context): Problem[] {
  if (!document) return [{ code: 'document-missing', document: title, organisation }]
  if (document.status !== 'approved' || !document.approved)
    return [{ code: 'document-not-approved', document: title, status: document.status }]
  const problems: Problem[] = []
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

/** When a certificate of one of the record's organisations was approved; `on` is `null` while it is not. */
export function certificateApproved(
  { document, party }: { document: string; party: string },
  context: Context,
): { title: string; on: string | null; at: Place } {
  const found = find({ document, of: 'certificate', party, approver: '' }, context)
  const approved = found.document?.status === 'approved' ? found.document.approved?.on : undefined
  return { title: found.title, on: approved ?? null, at: found.at }
}
