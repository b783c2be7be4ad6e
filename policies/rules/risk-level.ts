import { type Found, holders, type Rule, titleOf, withoutRelease } from '../context.ts'

/** The release says its service risk level, and the document in which the level is agreed is approved. */
export const riskLevel: Rule<'risk-level'> = ({ document, approver }, context) => {
  const { release, releasePathway } = context
  if (!release) return [withoutRelease(context)]
  const found: Found[] = []
  if (!release.data.serviceRiskLevel)
    found.push({ problem: { code: 'risk-level-missing', release: release.id }, at: { path: release.path } })
  const agreed = release.data.documents?.[document]
  const at = { path: release.path, pointer: ['documents', document] }
  const title = titleOf('documents', document, releasePathway)
  if (!agreed) found.push({ problem: { code: 'document-missing', document: title, organisation: null }, at })
  else if (agreed.status !== 'approved' || !agreed.approved)
    found.push({ problem: { code: 'document-not-approved', document: title, status: agreed.status }, at })
  else {
    const { by } = agreed.approved
    if (!holders(approver, context).includes(by))
      found.push({ problem: { code: 'document-approver', document: title, by, role: approver }, at })
    if (agreed.expires !== undefined && agreed.expires < context.today)
      found.push({ problem: { code: 'document-expired', document: title, expires: agreed.expires }, at })
  }
  return found
}
