/** All rules, by the name that a pathway's criterion gives. The schema of pathways knows the same names; a test holds them together. */
import type { Criterion } from '../../schemas/types.ts'
import type { Rule, Shown } from '../context.ts'
import { adHoc } from './ad-hoc.ts'
import { agreedDate } from './agreed-date.ts'
import { checklist, checklistFacts } from './checklist.ts'
import { decision, decisionFacts } from './decision.ts'
import { document, documentFacts } from './document.ts'
import { downtime } from './downtime.ts'
import { duration } from './duration.ts'
import { environment } from './environment.ts'
import { first } from './first.ts'
import { forum, forumFacts } from './forum.ts'
import { freeze } from './freeze.ts'
import { hotfix } from './hotfix.ts'
import { interactions } from './interactions.ts'
import { notes, notesFacts } from './notes.ts'
import { order, orderFacts } from './order.ts'
import { others } from './others.ts'
import { referrals, referralsFacts } from './referrals.ts'
import { release } from './release.ts'
import { resolved } from './resolved.ts'
import { riskLevel } from './risk-level.ts'
import { roles } from './roles.ts'
import { rootCause } from './root-cause.ts'
import { scope } from './scope.ts'
import { sites } from './sites.ts'
import { smokeTest } from './smoke-test.ts'
import { tests, testsFacts } from './tests.ts'
import { verificationPeriod, verificationPeriodFacts } from './verification-period.ts'
import { version } from './version.ts'
import { within, withinFacts } from './within.ts'

export const rules: { [R in Criterion['rule']]: Rule<R> } = {
  version,
  release,
  others,
  first,
  roles,
  checklist,
  document,
  notes,
  interactions,
  'risk-level': riskLevel,
  environment,
  tests,
  'ad-hoc': adHoc,
  scope,
  resolved,
  'root-cause': rootCause,
  hotfix,
  decision,
  order,
  within,
  duration,
  'agreed-date': agreedDate,
  freeze,
  forum,
  sites,
  downtime,
  'smoke-test': smokeTest,
  referrals,
  'verification-period': verificationPeriod,
}

/** What there is to show where a criterion holds; of the others there is nothing to say but that. */
export const facts: { [R in Criterion['rule']]?: Shown<R> } = {
  checklist: checklistFacts,
  document: documentFacts,
  notes: notesFacts,
  tests: testsFacts,
  decision: decisionFacts,
  order: orderFacts,
  within: withinFacts,
  forum: forumFacts,
  referrals: referralsFacts,
  'verification-period': verificationPeriodFacts,
}
