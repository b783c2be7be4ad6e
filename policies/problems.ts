/** Everything that can be wrong, as data. What people read of it stands in `scripts/render/wording.ts`, which must know every code. */

import type { SyntaxProblem } from '../schemas/parse.ts'
import type { SecretKind } from '../schemas/secrets.ts'
import type { SchemaProblem } from '../schemas/validate.ts'
import type { Fault } from './notes/pattern.ts'

/** What a field is, for people: which part of a record, what it is called there, and which of several it is. */
export interface FieldName {
  part: Part
  name: string
  detail?: string
}
export type Part =
  | 'field'
  | 'item'
  | 'document'
  | 'approval'
  | 'step'
  | 'plan'
  | 'test'
  | 'run'
  | 'decision'
  | 'live-start'
  | 'count'
  | 'issue'
  | 'incident'
  | 'assessment'
  | 'risk'
  | 'waiver'
  | 'forum'
  | 'session'
  | 'review'
  | 'ticket'
  | 'said'
  | 'flag'
  | 'known-issue'
  | 'unticketed'
  | 'action'
  | 'site'
  | 'downtime'
  | 'smoke-test'

/** A file, or what it refers to. */
type FileProblem =
  | SyntaxProblem
  | SchemaProblem
  | { code: 'unread'; why: 'too-large' | 'symbolic-link' | 'not-utf8' | 'not-a-file' | 'unreadable' }
  /** The value itself is never here: whoever reads of the problem must not read it. */
  | { code: 'patient-number'; in: 'file' | 'name' }
  | { code: 'secret'; in: 'file' | 'name'; kind: SecretKind }
  | { code: 'misplaced'; expected: string }
  | { code: 'wrong-kind'; kind: string; expected: string }
  | { code: 'nothing-there'; what: 'pathways' | 'directory' | 'policy owners' | 'calendar' }
  /** `what` is unknown; `known` are the ones there are. */
  | { code: 'unknown'; what: Reference; name: string; known: string[] }
  | { code: 'pathway-for-other-kind'; pathway: string; kind: string }
  | {
      code: 'doubled'
      what: 'person' | 'organisation' | 'programme' | 'account' | 'calendar' | 'criterion' | 'reference' | 'template'
      name: string
    }
  | { code: 'wrong-organisation'; person: string; party: string; organisation: string; expected: string | null }
  | { code: 'role-of-programme'; role: string }
  | { code: 'role-twice-distinct'; role: string }
  | { code: 'unguarded'; gate: string }
  | { code: 'registered-by-record'; role: string }
  | { code: 'types-of-release' }
  | { code: 'of-third-party'; field: string }
  | { code: 'in-the-future'; on: string; today: string }
  | { code: 'count-before-start'; on: string; start: string }
  /** `since` by all releases of the product. */
  | { code: 'fixed-before'; issue: string; fixedIn: string; since: string }
  /** Another release spells the product in another way. */
  | { code: 'product-spelled'; product: string; other: string; release: string }
  | { code: 'listed-before'; issue: string; version: string; since: string }
  | { code: 'before-raised'; on: string; raised: string }
  | { code: 'release-withdrawn'; release: string }
  | { code: 'waiver-refused'; criterion: string; enforcement: string }
  | { code: 'withdrawn-without-reason' }
  | { code: 'withdrawn-yet-active' }

/** What one part of a file may refer to. */
export type Reference =
  | 'pathway'
  | 'phase'
  | 'release'
  | 'person'
  | 'role'
  | 'party'
  | 'organisation'
  | 'programme'
  | 'checklist'
  | 'checklist item'
  | 'document'
  | 'certificate'
  | 'environment'
  | 'test plan'
  | 'decision'
  | 'forum'
  | 'feature flag'
  | 'criterion'
  | 'task'
  | 'clause'
  | 'guidance'
  | 'audience'
  | 'source'
  | 'field of notes'
  | 'kind of entry'

/** What keeps a template from being used. */
type TemplateProblem =
  /** At which character of the wording, from 1. */
  | { code: 'wording-broken'; what: Fault['what']; at: number }
  | { code: 'field-hidden'; audience: string; source: string; field: string }
  | { code: 'kind-untold'; source: string; kind: string }
  /** An audience is not told what a criterion says that the notes tell; `field`: nor what a reader needs of it. */
  | { code: 'audience-untold'; audience: string; source: string; field: string | null }
  /** A party that is to have the notes, and belongs to no audience. */
  | { code: 'party-unread'; party: string; document: string }
  | { code: 'template-without'; what: 'environment' | 'evidence' }
  | { code: 'section-empty' }
  | { code: 'section-half'; has: 'of' | 'entries' }

/** What a criterion's rule found. */
type RuleProblem =
  | { code: 'item-open'; item: string; parties: string[] }
  | { code: 'item-must-apply'; item: string }
  /** Recorded on `on`, but the no-go of `since` asks for it anew. */
  | { code: 'voided'; what: string; on: string; since: string }
  | { code: 'document-missing'; document: string; organisation: string | null }
  | { code: 'document-not-approved'; document: string; status: string }
  | { code: 'document-not-reviewed'; document: string }
  | { code: 'document-reviewed-late'; document: string; reviewed: string; approved: string }
  | { code: 'document-approver'; document: string; by: string; role: string }
  | { code: 'document-expired'; document: string; expires: string }
  | { code: 'step-open'; environment: string; side: string | null; step: string; parties: string[] }
  | { code: 'service-id-missing'; environment: string; side: string }
  | { code: 'plan-empty'; plan: string }
  | { code: 'test-not-run'; test: string }
  | { code: 'test-not-passed'; test: string; result: string; on: string }
  | { code: 'test-of-other-release'; test: string; tested: string; release: string }
  | { code: 'test-elsewhere'; test: string; environment: string; expected: string }
  | { code: 'test-with-live-patients'; test: string }
  | { code: 'decision-missing'; decision: string; outcome: string }
  | { code: 'decision-otherwise'; decision: string; outcome: string; needed: string; on: string }
  | { code: 'decision-without'; decision: string; on: string; party: string }
  | { code: 'role-unheld'; role: string }
  | { code: 'forum-never-met'; forum: string }
  | { code: 'forum-without'; forum: string; parties: string[] }
  | { code: 'undated'; step: string; later: string }
  | { code: 'out-of-order'; earlier: string; earlierOn: string; later: string; laterOn: string }
  | { code: 'still-open'; what: 'issue' | 'incident' | 'known issue'; reference: string; title: string }
  | { code: 'risk-level-missing'; release: string }
  | { code: 'release-missing'; release: string }
  | { code: 'referrals-too-few'; done: number; needed: number; level: string; sites: number }
  | { code: 'not-live-yet' }
  | { code: 'period-stopped'; incident: string; days: number; level: string }
  | {
      code: 'period-running'
      since: string
      days: number
      done: number
      level: string
      until: string
      after: string | null
    }
  | { code: 'wrong-stage'; version: string; stage: string }
  | { code: 'document-reviewer'; document: string; by: string; role: string }
  | { code: 'document-by-one'; document: string; by: string }
  | { code: 'document-not-shared'; document: string; parties: string[] }
  | { code: 'interactions-missing'; document: string }
  | { code: 'interactions-differ'; document: string; approved: string; missing: string[]; extra: string[] }
  /** Time begins with `step`, which is not done; `later` waits for it. */
  | { code: 'not-begun'; step: string; later: string | null }
  /** Working days after this day are not known: the calendar's horizon. */
  | { code: 'beyond-calendar'; after: string }
  | { code: 'due' | 'overdue'; step: string; by: string; from: string; since: string }
  | { code: 'too-late'; step: string; on: string; by: string }
  /** `ended`: the day on which it ended; `null`: it still lasts. */
  | { code: 'lasts-too-short' | 'lasts-too-long'; from: string; since: string; until: string; ended: string | null }
  | { code: 'date-missing'; phase: string }
  | { code: 'date-to-come'; phase: string; on: string }
  | { code: 'frozen'; title: string; on: string; free: string }
  /** No full meeting from `since` until `by`, the last day of the rhythm; `next` is when it met again. */
  | { code: 'forum-gap'; forum: string; since: string; by: string; next: string | null }
  | { code: 'not-the-first'; site: string; phase: string; closed: string }
  | { code: 'others-too-few'; pathway: string; phase: string; found: number; minimum: number }
  | { code: 'release-not-there'; release: string; phase: string; needed: string }
  | { code: 'ad-hoc-elsewhere'; test: string; on: string; environment: string; allowed: string[] }
  | { code: 'scope-empty' }
  | { code: 'ticket-uncategorised'; ticket: string }
  | { code: 'change-unticketed'; title: string }
  | { code: 'features-too-few'; found: number; features: number }
  | { code: 'ticket-not-done'; ticket: string }
  | { code: 'ticket-not-tested'; ticket: string; result: string | null }
  | { code: 'uat-undecided'; ticket: string }
  | { code: 'uat-open'; ticket: string }
  | { code: 'uat-before-sit'; ticket: string; on: string; tested: string }
  | { code: 'uat-refused'; ticket: string; reason: string; delayed: boolean }
  | { code: 'trigger-missing' }
  | {
      code: 'trigger-unfit'
      reference: string
      condition: 'severity' | 'environment' | 'raisedVia'
      stands: string
      severity: number
    }
  | { code: 'hotfix-more'; ticket: string }
  | { code: 'not-offline'; endangers: string[] }
  | { code: 'downtime-missing' }
  | { code: 'downtime-backwards' }
  | { code: 'downtime-open'; what: 'notice' | 'banner' | 'restored' | 'restored-notice'; party: string }
  | { code: 'notice-late'; on: string; starts: string }
  | { code: 'restored-early'; on: string; starts: string }
  | { code: 'smoke-undecided' }
  | { code: 'smoke-site'; site: string; party: string }
  | { code: 'smoke-instructions'; site: string }
  | { code: 'smoke-open'; site: string; result: string | null }
  | { code: 'smoke-by-another'; by: string; site: string }
  | { code: 'no-sites'; party: string }
  | { code: 'site-date-missing'; site: string }
  | { code: 'site-date-by-another'; site: string; by: string }
  | { code: 'site-not-deployed'; site: string; on: string }
  | { code: 'site-agreed-late'; site: string; on: string; agreed: string }
  | { code: 'site-too-early'; site: string; on: string; agreed: string }
  | { code: 'notes-without-template'; document: string }
  /** `digest`: of the texts as they are now. */
  | { code: 'notes-not-recorded' | 'notes-changed'; document: string; digest: string }
  | { code: 'notes-without-changes' }
  | { code: 'notes-without-services' }
  | { code: 'workaround-missing'; issue: string; severity: number }
  | { code: 'fix-unconfirmed'; issue: string; version: string }
  | { code: 'evidence-missing'; document: string }
  | { code: 'evidence-unidentified'; document: string; lacks: 'version' | 'digest' }
  /** Approved on `on`, but what it speaks of changed on `content`. */
  | { code: 'evidence-older'; document: string; on: string; content: string }
  | { code: 'rca-missing'; reference: string; title: string; severity: number }
  | { code: 'waiver-expired'; expires: string }
  | { code: 'waiver-not-by-role'; by: string; role: string }

/** What a pull request may not do, or must wait for. */
type ChangeProblem =
  | { code: 'record-deleted'; record: string }
  | { code: 'several-changes'; records: string[] }
  | { code: 'policy-with-record'; paths: string[] }
  | { code: 'roles-with-other'; fields: string[] }
  | { code: 'fixed-field'; field: string }
  | { code: 'no-such-transition'; from: string; to: string; next: string[] }
  | { code: 'not-first-phase'; phase: string; first: string }
  /** Parties that had another file than the one that the document is now. */
  | { code: 'same-version'; document: string; version: string }
  | { code: 'shared-before'; document: string; parties: string[] }
  | { code: 'rewritten'; what: FieldName }
  | { code: 'settled'; what: FieldName; from: string }
  | { code: 'reordered'; what: FieldName }
  | { code: 'changed-on-base'; path: string }
  | { code: 'other-base'; branch: string }
  | { code: 'cut-short'; what: 'commits' | 'files' }
  | { code: 'unlinked-commit'; sha: string }
  | { code: 'unsigned-commit'; sha: string }
  | { code: 'head-unknown' }

export type Problem = FileProblem | TemplateProblem | RuleProblem | ChangeProblem
export type ProblemCode = Problem['code']
