/** What each note is, in people's words. */
import type { NoteName } from '../edit/notes.ts'

const titles: Record<NoteName, string> = {
  item: 'An item of a checklist is done',
  'not-applicable': 'An item of a checklist does not apply',
  document: 'How far a document is',
  submitted: 'A document was given to those who approve it',
  reviewed: 'A document was reviewed',
  approval: 'A document was approved',
  shared: 'A document was shared',
  decision: 'A decision: go or no-go',
  meeting: 'A meeting took place',
  plan: 'The day on which a phase is to begin',
  incident: 'A live incident',
  assessment: 'An incident was judged',
  'root-cause': 'The analysis of an incident',
  resolved: 'An issue or an incident is resolved',
  risk: 'A risk',
  'risk-accepted': 'A risk was accepted',
  waiver: 'A criterion is waived for a time',
  step: 'A step in an environment is done',
  'service-id': 'The identifier in the Endpoint Catalogue',
  test: 'A test for a test plan',
  result: 'The result of a test',
  'ad-hoc-test': 'A test without a test plan',
  issue: 'An issue from testing',
  live: 'The first live patient was dealt with',
  'live-corrected': 'The day of the first live patient was another one',
  referrals: 'How many referrals were completed',
  role: 'Who holds a role',
  certificate: 'A certificate of an organisation',
  ticket: 'A ticket in the release',
  unticketed: 'A change in the release that has no ticket',
  'uat-needed': 'Whether users must accept a ticket',
  'ticket-done': 'A ticket meets the definition of done',
  'ticket-tested': 'What system integration testing found of a ticket',
  'ticket-accepted': 'What the users say of a ticket',
  'ticket-choice': 'What the Product Owner chooses after a refusal',
  service: 'The version of a service',
  flag: 'A feature flag',
  'known-issue': 'A known issue',
  action: 'Something that sites must do for a release',
  'site-agreed': 'The date that is agreed with a site',
  'site-deployed': 'A site has the release',
  downtime: 'When the system is not available',
  'downtime-told': 'Somebody was told of the downtime',
  banner: 'The banner about the downtime is on',
  restored: 'The system is fully restored',
  'restored-told': 'Somebody was told that it is restored',
  'smoke-test': 'Whether a smoke test is needed',
  'smoke-instructions': 'The instructions for the smoke test were sent',
  'smoke-run': 'How the smoke test went',
  'risk-level': 'The service risk level',
  trigger: 'The live issue of a hotfix',
  offline: 'The system was taken offline',
}

/** What a note is. */
export const noteTitle = (name: NoteName): string => titles[name]

/** All of them, each with its options, for a command's help. */
export const notesHelp = (optionsOf: (name: NoteName) => string): string => {
  const width = Math.max(...Object.keys(titles).map(name => name.length))
  return (Object.keys(titles) as NoteName[])
    .map(name => `  ${name.padEnd(width)}  ${titles[name]}\n  ${' '.repeat(width)}  ${optionsOf(name)}`)
    .join('\n')
}
