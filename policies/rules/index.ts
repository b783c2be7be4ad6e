/** All rules, by the name that a pathway's criterion gives. The schema of pathways knows the same names; a test holds them together. */
import type { Criterion } from '../../schemas/types.ts'
import type { Rule } from '../context.ts'
import { checklist } from './checklist.ts'
import { decision } from './decision.ts'
import { document } from './document.ts'
import { environment } from './environment.ts'
import { forum } from './forum.ts'
import { order } from './order.ts'
import { referrals } from './referrals.ts'
import { resolved } from './resolved.ts'
import { riskLevel } from './risk-level.ts'
import { roles } from './roles.ts'
import { tests } from './tests.ts'
import { verificationPeriod } from './verification-period.ts'
import { version } from './version.ts'

export const rules: { [R in Criterion['rule']]: Rule<R> } = {
  version,
  roles,
  checklist,
  document,
  'risk-level': riskLevel,
  environment,
  tests,
  resolved,
  decision,
  order,
  forum,
  referrals,
  'verification-period': verificationPeriod,
}
