/** Everything that can be noted in a record, by the name under which a person asks for it. */
import * as checklists from './notes/checklists.ts'
import * as documents from './notes/documents.ts'
import * as live from './notes/live.ts'
import type { About, Note } from './notes/note.ts'
import * as release from './notes/release.ts'
import * as testing from './notes/testing.ts'

/** Name → note, for what both kinds of record have. */
const common = {
  item: checklists.item,
  'not-applicable': checklists.notApplicable,
  document: documents.document,
  submitted: documents.submitted,
  reviewed: documents.reviewed,
  approval: documents.approval,
  shared: documents.shared,
  decision: live.decision,
  meeting: checklists.meeting,
  plan: checklists.plan,
  incident: live.incident,
  assessment: live.assessment,
  'root-cause': live.rootCause,
  resolved: testing.resolved,
  risk: testing.risk,
  'risk-accepted': testing.riskAccepted,
  waiver: live.waiver,
} satisfies Record<string, Note>

const ofDeployments = {
  step: checklists.step,
  'service-id': checklists.serviceId,
  test: testing.test,
  result: testing.result,
  'ad-hoc-test': testing.adHoc,
  issue: testing.issue,
  live: live.live,
  'live-corrected': live.liveCorrected,
  referrals: live.referrals,
  role: checklists.role,
} satisfies Record<string, Note>

const ofReleases = {
  certificate: documents.certificate,
  ticket: release.ticket,
  unticketed: release.unticketed,
  'uat-needed': release.uatNeeded,
  'ticket-done': release.ticketDone,
  'ticket-tested': release.ticketTested,
  'ticket-accepted': release.ticketAccepted,
  'ticket-choice': release.ticketChoice,
  service: release.service,
  flag: release.flag,
  'known-issue': release.knownIssue,
  action: release.action,
  'site-agreed': release.siteAgreed,
  'site-deployed': release.siteDeployed,
  downtime: release.downtime,
  'downtime-told': release.downtimeTold,
  banner: release.banner,
  restored: release.restored,
  'restored-told': release.restoredTold,
  'smoke-test': release.smokeTest,
  'smoke-instructions': release.smokeInstructions,
  'smoke-run': release.smokeRun,
  'risk-level': release.riskLevel,
  trigger: release.trigger,
  offline: release.offline,
} satisfies Record<string, Note>

export type NoteName = keyof typeof common | keyof typeof ofDeployments | keyof typeof ofReleases

/** All notes, whatever record they are for. */
export const allNotes: Record<NoteName, Note> = { ...common, ...ofDeployments, ...ofReleases }

/** The notes that fit a pathway, and a record where it is known: one with nothing to choose from does not. */
export const notesFor = (about: About): NoteName[] =>
  (Object.keys({ ...common, ...(about.pathway.for === 'Release' ? ofReleases : ofDeployments) }) as NoteName[]).filter(
    name => allNotes[name].questions(about).every(({ required, choices }) => !required || choices?.length !== 0),
  )
