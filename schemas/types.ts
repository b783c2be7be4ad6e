/* Generated from schemas/*.schema.json by `npm run generate`. Do not edit. */

/**
 * One line that says which site or release this is.
 */
export type Title = string
/**
 * Where the evidence is: an https address. Evidence about patients is linked, never copied here.
 */
export type Link = string
/**
 * A day: YYYY-MM-DD.
 */
export type Date = string
/**
 * An identifier: lower-case letters, digits and hyphens.
 */
export type Slug = string
/**
 * A version: major.minor.patch, with -alpha.N or -beta.N before it is stable.
 */
export type Version = string
/**
 * An ODS code, upper case. Its kind cannot be told from its shape.
 */
export type Ods = string
/**
 * A person: the id under `people` in policies/directory.
 */
export type Person = string
/**
 * The people who hold a role: any one of them signs for it.
 *
 * @minItems 1
 */
export type Holders = Person[]
/**
 * Plain text. No patient-identifiable data.
 */
export type Text = string
/**
 * A short reference, such as UAT-01 or INC-7.
 */
export type Reference = string
/**
 * An expected workflow, or an error scenario.
 */
export type TestKind = 'happy-path' | 'error'
/**
 * Tests without a test plan, where the pathway allows them.
 */
export type AdHocTests = AdHocTest[]
/**
 * What testing found.
 */
export type Issues = Issue[]
/**
 * The decisions that were taken, oldest first. A decision is never rewritten: take another one and add it.
 */
export type Decisions = Decision[]
/**
 * What went wrong in live running.
 */
export type Incidents = Incident[]
/**
 * Risks that this record carries.
 */
export type Risks = Risk[]
/**
 * Criteria that need not hold here, for a time.
 */
export type Waivers = Waiver[]
/**
 * A role: party/role.
 */
export type Role = string
/**
 * A clause's id, such as S3-32.
 */
export type Clause = string
/**
 * The clauses of the guidance that ask for it.
 *
 * @minItems 1
 */
export type Clauses = Clause[]
/**
 * Ids of parties, or of single roles.
 *
 * @minItems 1
 */
export type Providers = (Slug | Role)[]
/**
 * Ids of parties.
 *
 * @minItems 1
 */
export type Parties = Slug[]
/**
 * A cell of the matrix. N/A and - carry no letter; AR, A/R and R/A carry both.
 */
export type Cell = 'R' | 'A' | 'S' | 'C' | 'I' | 'A/R' | 'R/A' | 'AR' | 'CI' | 'N/A' | '-'
/**
 * One use of a rule, with its figures, its enforcement and the clauses that ask for it.
 */
export type Criterion = {
  id: Slug
  title: Title
  /**
   * The rule that judges it: a file in policies/rules. `with` has its parameters.
   */
  rule: string
  enforcement: Enforcement
  clauses: Clauses
  when?: When
} & Criterion1
/**
 * mandatory cannot be waived; waivable can, by the named role, for a time; advisory only warns.
 */
export type Enforcement = 'mandatory' | 'waivable' | 'advisory'
/**
 * planned: to production, on the roadmap. iterative: to user acceptance testing only. hotfix: an unplanned repair of production. third-party: a change that somebody else makes.
 */
export type Type = 'planned' | 'iterative' | 'hotfix' | 'third-party'
/**
 * Where a document stands: on the record itself, on its release, or on its release as a certificate of one of the record's organisations.
 */
export type Holder = 'record' | 'release' | 'certificate'
export type Criterion1 =
  | ChecklistCriterion
  | DocumentCriterion
  | EnvironmentCriterion
  | TestsCriterion
  | DecisionCriterion
  | RolesCriterion
  | ForumCriterion
  | OrderCriterion
  | ResolvedCriterion
  | NotesCriterion
  | RiskLevelCriterion
  | ReferralsCriterion
  | VerificationPeriodCriterion
  | VersionCriterion
  | WithinCriterion
  | DurationCriterion
  | AgreedDateCriterion
  | FreezeCriterion
  | FirstCriterion
  | OthersCriterion
  | ReleaseCriterion
  | InteractionsCriterion
  | AdHocCriterion
  | ScopeCriterion
  | HotfixCriterion
  | DowntimeCriterion
  | SmokeTestCriterion
  | SitesCriterion
  | RootCauseCriterion
/**
 * A GitHub account: its login, its login and id, or null where GitHub knows none.
 */
export type Account =
  | null
  | string
  | {
      /**
       * Its login.
       */
      login: string
      /**
       * Its numeric id.
       */
      id?: number
      /**
       * Whether it is a bot or an App.
       */
      bot?: boolean
    }
/**
 * feature, enhancement or bug.
 */
export type KindOfChange = 'feature' | 'enhancement' | 'bug'
/**
 * Text with {fields}. A part in [[double brackets]] is left out where one of its fields is not there or not shown.
 */
export type TemplatePattern = string

/**
 * Days on which nobody works, and days on which nothing is changed: a dated snapshot with a horizon.
 */
export interface Calendar {
  /**
   * What this file is.
   */
  kind: 'Calendar'
  title: Title
  source: Link
  taken: Date
  from: Date
  until: Date
  /**
   * Bank holidays.
   *
   * Items: One bank holiday.
   */
  holidays: {
    on: Date
    title: Title
  }[]
  /**
   * Change freezes.
   *
   * Items: One change freeze.
   */
  freezes?: {
    from: Date
    until: Date
    title: Title
    /**
     * The programmes for which it holds; without it, all.
     *
     * @minItems 1
     */
    programmes?: Slug[]
  }[]
}
/**
 * One site taking one release live: deployments/<programme>/<site>.yaml. Its path is its id.
 */
export interface Deployment {
  /**
   * What this file is.
   */
  kind: 'Deployment'
  title: Title
  pathway: Slug
  phase: Slug
  release: Version
  organisations: Organisations
  /**
   * Which sides of the exchange this site's solution takes. Most are both, and each is onboarded for itself.
   *
   * @minItems 1
   */
  participants: ('sender' | 'receiver')[]
  roles: Roles
  plan?: Plan
  checklists?: Checklists
  documents?: Documents
  environments?: Environments
  testPlans?: TestPlans
  adHocTests?: AdHocTests
  issues?: Issues
  decisions?: Decisions
  verification?: Verification
  incidents?: Incidents
  risks?: Risks
  waivers?: Waivers
  communications?: Communications
  withdrawn?: Withdrawn
}
/**
 * Party → ODS code of the organisation that takes this part here.
 */
export interface Organisations {
  [k: string]: Ods
}
/**
 * Role → the people who hold it for this record. Programme-wide roles stand in policies/directory.
 */
export interface Roles {
  [k: string]: Holders
}
/**
 * Phase → the day on which it is meant to begin.
 */
export interface Plan {
  [k: string]: Date
}
/**
 * Checklist → item → how it stands. The pathway says which there are and who provides each.
 */
export interface Checklists {
  /**
   * Item → how it stands.
   */
  [k: string]: {
    [k: string]: ChecklistItem
  }
}
/**
 * How one item of a checklist stands.
 */
export interface ChecklistItem {
  /**
   * open, done, or not-applicable (only where the pathway allows it, and with a reason).
   */
  status: 'open' | 'done' | 'not-applicable'
  by?: Person
  on?: Date
  evidence?: Link
  reason?: Text
}
/**
 * Document → how it stands. The pathway says which there are, who provides and who approves each.
 */
export interface Documents {
  [k: string]: Document
}
/**
 * One document or certificate. It stays where it is kept; this says which version counts.
 */
export interface Document {
  /**
   * How far it is. planned: there is nothing of it yet.
   */
  status: 'planned' | 'draft' | 'in-review' | 'approved' | 'superseded'
  /**
   * The document's own version, quoted: "1.2".
   */
  version?: string
  owner?: Person
  submitted?: Act
  reviewed?: Act
  approved?: Act
  /**
   * Party → that it was shared with it, the first time.
   */
  shared?: {
    [k: string]: Act
  }
  /**
   * Party → that the version which counts now was shared with it, where it had an earlier one before.
   */
  sharedAgain?: {
    [k: string]: Act
  }
  expires?: Date
  /**
   * The interactions or APIs that it approves or carries.
   *
   * @minItems 1
   *
   * Items: One interaction, as Spine names it.
   */
  interactions?: string[]
  link?: Link
  /**
   * sha256 of the approved file, so that it can be shown later that it is the same.
   */
  digest?: string
}
/**
 * Something that somebody did: who, when, and where the evidence is.
 */
export interface Act {
  by: Person
  on: Date
  evidence?: Link
}
/**
 * Environment → how far it is, onboarded for each side of the exchange on its own.
 */
export interface Environments {
  [k: string]: Environment
}
/**
 * One environment of this site.
 */
export interface Environment {
  mirrorsProduction?: Act
  sender?: Onboarding
  receiver?: Onboarding
}
/**
 * The steps that bring one side of the exchange into one environment.
 */
export interface Onboarding {
  /**
   * The service's identifier in the Endpoint Catalogue: a Directory of Services id or a local value. Quoted, for it may be all digits.
   */
  serviceId?: string
  onboarded?: Act
  installed?: Act
  configured?: Act
  catalogued?: Act
}
/**
 * Test plan → its tests. The pathway says which plans there are.
 */
export interface TestPlans {
  [k: string]: TestPlan
}
/**
 * One test plan.
 */
export interface TestPlan {
  link?: Link
  /**
   * What must be in place before the first test.
   */
  prerequisites?: Text[]
  /**
   * The tests: every workflow in the plan.
   */
  tests: Test[]
}
/**
 * One test of a plan, with each time it was run.
 */
export interface Test {
  reference: Reference
  name: Title
  kind: TestKind
  /**
   * What the tester does, step by step.
   *
   * @minItems 1
   */
  steps: Text[]
  expected: Text
  /**
   * Each time it was run, oldest first. A run is never rewritten: run the test again and add it.
   */
  runs?: Run[]
}
/**
 * One run of a test.
 */
export interface Run {
  on: Date
  by: Person
  release: Version
  environment: Slug
  /**
   * Whose data was used: test patients, or live ones.
   */
  patients: 'test' | 'live'
  /**
   * What came out.
   */
  result: 'pass' | 'fail' | 'blocked'
  evidence?: Link
}
/**
 * One test without a test plan.
 */
export interface AdHocTest {
  on: Date
  by: Person
  environment: Slug
  title: Title
  evidence?: Link
}
/**
 * One issue found in testing, managed to its resolution.
 */
export interface Issue {
  reference: Reference
  title: Title
  raised: Act
  /**
   * What has to change: the standard, the supplier's solution or the provider's configuration.
   */
  cause?: 'standard' | 'solution' | 'configuration'
  resolved?: Act
}
/**
 * One decision of the pathway, as it was taken.
 */
export interface Decision {
  decision: Slug
  /**
   * go, or no-go.
   */
  outcome: 'go' | 'no-go'
  on: Date
  chair: Person
  /**
   * Who was there.
   *
   * @minItems 1
   */
  attended: Person[]
  reason?: Text
  /**
   * What was asked for along with the decision.
   */
  conditions?: Text[]
  minutes?: Link
}
/**
 * Live running: since when, and what went through.
 */
export interface Verification {
  start: Act
  /**
   * Corrections of that day; the last one counts.
   */
  corrections?: Correction[]
  /**
   * Completed referrals, day by day or week by week; never a running total. To correct a count, add one.
   */
  counts?: Count[]
}
/**
 * A day that was recorded wrongly, put right.
 */
export interface Correction {
  on: Date
  by: Person
  reason: Text
  evidence?: Link
}
/**
 * Referrals completed since the count before.
 */
export interface Count {
  on: Date
  by: Person
  /**
   * How many were completed (with their responses, where relevant). Negative only to correct an earlier count.
   */
  referrals: number
  reason?: Text
  evidence: Link
}
/**
 * One live incident.
 */
export interface Incident {
  reference: Reference
  title: Title
  /**
   * 1 critical, 2 high, 3 medium, 4 low, 5 very low.
   */
  severity: number
  raised: Act
  /**
   * What was judged of it, oldest first; the last one counts. Until there is one, it counts as safety-related and as caused by the implementation.
   */
  assessments?: Assessment[]
  resolved?: Act
  rca?: Link
}
/**
 * A judgement of one incident.
 */
export interface Assessment {
  on: Date
  by: Person
  /**
   * Whether patients' safety was or could have been affected.
   */
  safetyRelated: boolean
  /**
   * Whether the implementation caused it. undetermined counts as the implementation.
   */
  cause: 'implementation' | 'elsewhere' | 'undetermined'
  reason?: Text
}
/**
 * One risk.
 */
export interface Risk {
  reference: Reference
  title: Title
  /**
   * How serious it is.
   */
  level: 'low' | 'medium' | 'high'
  owner?: Person
  mitigation?: Text
  accepted?: Act
}
/**
 * One criterion waived.
 */
export interface Waiver {
  criterion: Slug
  reason: Text
  accepted: Act
  expires: Date
}
/**
 * Forum → when it met.
 */
export interface Communications {
  [k: string]: Forum
}
/**
 * One forum of the pathway.
 */
export interface Forum {
  cadence?: Text
  link?: Link
  /**
   * When it met, and who came.
   */
  sessions?: Session[]
}
/**
 * One meeting.
 */
export interface Session {
  on: Date
  /**
   * Who was there.
   *
   * @minItems 1
   */
  attended: Person[]
  minutes?: Link
}
/**
 * Why and by whom the record was withdrawn. A record is withdrawn, never deleted.
 */
export interface Withdrawn {
  by: Person
  on: Date
  reason: Text
}
/**
 * Organisations, people and who holds which programme role. Every file in policies/directory is one part of the one directory.
 */
export interface Directory {
  /**
   * What this file is.
   */
  kind: 'Directory'
  /**
   * ODS code → organisation.
   */
  organisations?: {
    /**
     * One organisation.
     */
    [k: string]: {
      name: Title
    }
  }
  /**
   * Id → person. The id is what records use.
   */
  people?: {
    /**
     * One person.
     */
    [k: string]: {
      name: Title
      organisation: Ods
      /**
       * Their GitHub account. The numeric id identifies it; a login can be renamed.
       */
      github: {
        /**
         * The account's numeric id.
         */
        id?: number
        /**
         * The account's login. That of a managed user ends in an underscore and the enterprise's short code.
         */
        login: string
      }
    }
  }
  /**
   * Programme → its title, its own organisations and its programme-wide roles. A programme is a folder in deployments.
   */
  programmes?: {
    /**
     * One programme.
     */
    [k: string]: {
      title: Title
      /**
       * Party → the organisation that takes this part in the programme, or all of them where there are several.
       */
      organisations: {
        [k: string]: Ods | Ods[]
      }
      roles: Roles
    }
  }
  policyOwners?: Holders
}
/**
 * What the protection of the default branch takes from the place where the repository lives. All else is the same for everybody.
 */
export interface Governance {
  /**
   * What this file is.
   */
  kind: 'Governance'
  /**
   * The id of the GitHub App that GitHub Actions is: 15368 on github.com. A required status counts only from its App.
   */
  actionsApp: number
  /**
   * The id of the gate's own GitHub App. Left out where the gate works with GITHUB_TOKEN: then it is GitHub Actions.
   */
  gateApp?: number
  /**
   * Whether pull requests are merged through a merge queue. Only organisations have it, for private repositories only with Enterprise Cloud.
   */
  mergeQueue: boolean
  /**
   * Whether the gate asks for signed commits. Without it, who wrote a commit is what its e-mail address says.
   */
  signedCommits: boolean
  /**
   * The id of a team that must approve changes of what decides, besides the owners by name. Only organisations have teams.
   */
  ownersTeam?: number
}
/**
 * The clauses of one guidance document, so that a verdict can cite one and a reader can find it: policies/guidance/<id>.yaml.
 */
export interface Guidance {
  /**
   * What this file is.
   */
  kind: 'Guidance'
  title: Title
  publisher: Title
  link?: Link
  published: Date
  /**
   * Clause → where it stands and what it says.
   */
  clauses: {
    /**
     * One clause.
     */
    [k: string]: {
      /**
       * Its first line in the document.
       */
      line: number
      /**
       * The document's own verb: must (must, cannot, only, required, minimum), should (should, will, expected), may (may, can, usually), or states (a fact, no verb).
       */
      strength: 'must' | 'should' | 'may' | 'states'
      says: Text
      /**
       * Files of ours that answer to it, where no record does.
       *
       * @minItems 1
       *
       * Items: A file's path in the repository.
       */
      code?: string[]
      informational?: Text
    }
  }
}
/**
 * The phases that a kind of record goes through, and what must hold to pass from one to the next: policies/pathways/<id>.yaml.
 */
export interface Pathway {
  /**
   * What this file is.
   */
  kind: 'Pathway'
  title: Title
  /**
   * The kind of record that goes this way.
   */
  for: 'Deployment' | 'Release'
  /**
   * The guidance document that it follows: a file in policies/guidance, without .yaml. It may cite the clauses of others too.
   */
  guidance: string
  /**
   * The sides of this pathway, in the order of its RACI matrix.
   */
  parties: {
    [k: string]: Party
  }
  /**
   * The roles that people have: party/role.
   */
  roles: {
    [k: string]: RoleDefinition
  }
  /**
   * Groups of roles for which different people must sign.
   */
  distinct?: Role[][]
  coordinator: Role
  /**
   * The decisions of the pathway and where each loop leads.
   */
  decisions?: {
    [k: string]: DecisionDefinition
  }
  /**
   * The checklists of its records.
   */
  checklists?: {
    [k: string]: ChecklistDefinition
  }
  /**
   * The documents and certificates of its records.
   */
  documents?: {
    [k: string]: DocumentDefinition
  }
  /**
   * The documents that a release holds for each organisation whose solution it is.
   */
  certificates?: {
    [k: string]: DocumentDefinition
  }
  /**
   * The environments of a site.
   */
  environments?: {
    [k: string]: EnvironmentDefinition
  }
  /**
   * The test plans of its records.
   */
  testPlans?: {
    [k: string]: TestPlanDefinition
  }
  /**
   * Where the parties meet.
   */
  forums?: {
    [k: string]: ForumDefinition
  }
  /**
   * The parties or roles that provide what stands in the other parts of a record. Without an entry, a part is the coordinator's. `scope` covers changes without a ticket, too. done, sit, uat and choices are the parts of a ticket in `scope`; assessments those of an incident.
   */
  provides?: {
    [k: string]: Providers
  }
  /**
   * Part of a record → the phase from which it is settled: from then on nothing in it is added, changed or taken out. A change takes another record.
   */
  settled?: {
    [k: string]: Settlement
  }
  /**
   * The rows of the RACI matrix, as the guidance has them.
   */
  tasks?: {
    [k: string]: Task
  }
  /**
   * The phases in their order. A record starts in the first one.
   */
  phases: {
    [k: string]: Phase
  }
  registration: Change
  roleChange: Change
  withdrawal: Change
  correction?: Change
  /**
   * Who may accept that a waivable criterion does not hold.
   */
  waivers: {
    acceptedBy: Role
  }
  /**
   * The transitions: forward ones, and the way back of each loop.
   */
  gates: Gate[]
}
/**
 * One side.
 */
export interface Party {
  title: Title
  signs: Role
  /**
   * Whether each record names the organisation and its people, or the programme does.
   */
  held: 'record' | 'programme'
  clauses?: Clauses
}
/**
 * One role.
 */
export interface RoleDefinition {
  title: Title
  clauses?: Clauses
}
/**
 * One decision.
 */
export interface DecisionDefinition {
  title: Title
  by: Providers
  attended: Parties
  back: Slug
  clauses: Clauses
}
/**
 * One checklist.
 */
export interface ChecklistDefinition {
  title: Title
  phase?: Slug
  /**
   * Its items.
   */
  items: {
    [k: string]: ItemDefinition
  }
}
/**
 * One item.
 */
export interface ItemDefinition {
  title: Title
  by: Providers
  /**
   * Whether not-applicable, with a reason, is an answer.
   */
  mayNotApply?: boolean
  clauses: Clauses
}
/**
 * One document or certificate.
 */
export interface DocumentDefinition {
  title: Title
  phase?: Slug
  by: Providers
  /**
   * Whether it needs a review, an act of its own, before its approval.
   */
  reviewed?: boolean
  reviewer?: Role
  clauses: Clauses
}
/**
 * One environment.
 */
export interface EnvironmentDefinition {
  title: Title
  phase: Slug
  /**
   * Step → the parties that may record it. Without an entry, a step is the coordinator's.
   */
  by: {
    onboarded?: Providers
    installed?: Providers
    configured?: Providers
    catalogued?: Providers
    mirrorsProduction?: Providers
  }
  clauses?: Clauses
}
/**
 * One test plan.
 */
export interface TestPlanDefinition {
  title: Title
  phase: Slug
  environment: Slug
  by: Providers
  clauses: Clauses
}
/**
 * One forum.
 */
export interface ForumDefinition {
  title: Title
  phase?: Slug
  by: Providers
  clauses: Clauses
}
/**
 * From when a part is settled.
 */
export interface Settlement {
  from: Slug
  clauses: Clauses
}
/**
 * One row of the RACI matrix.
 */
export interface Task {
  group: Title
  title: Title
  /**
   * Party → its cell, letter by letter as published.
   */
  cells: {
    [k: string]: Cell
  }
  /**
   * Party → the role that signs this row for it, where it is not the party's signing role.
   */
  roles?: {
    [k: string]: Role
  }
  clauses: Clauses
  derived?: Text
}
/**
 * One phase.
 */
export interface Phase {
  title: Title
  clauses: Clauses
}
/**
 * What one kind of change needs.
 */
export interface Change {
  /**
   * What must hold.
   */
  criteria?: Criterion[]
  /**
   * The RACI rows whose parties sign.
   */
  tasks?: Slug[]
  /**
   * Further roles that sign.
   */
  signOffs?: SignOff[]
}
/**
 * When it is asked for.
 */
export interface When {
  /**
   * Only for releases of these types.
   *
   * @minItems 1
   */
  type?: Type[]
  /**
   * Only if these two were not done on the same day. While one is not done, it is asked for.
   *
   * @minItems 2
   * @maxItems 2
   */
  apart?: Step[]
}
/**
 * Something that is done on a day.
 */
export interface Step {
  onboarded?: Slug
  installed?: Slug
  configured?: Slug
  checklist?: Slug
  /**
   * This item of a checklist was done.
   */
  item?: {
    checklist: Slug
    item: Slug
  }
  /**
   * Something was done with a document.
   */
  document?: {
    document: Slug
    of: Holder
    party?: Slug
    /**
     * What was done: it was given to its reviewers, reviewed, approved, or shared.
     */
    act: 'submitted' | 'reviewed' | 'approved' | 'shared'
    with?: Slug
  }
  tests?: Slug
  testsOfRelease?: Slug
  decision?: Slug
  forum?: Slug
  planned?: Slug
  deployed?: Slug
  /**
   * The first live patient was dealt with.
   */
  liveRunning?: true
  /**
   * This item of a checklist was done on the first stable release of the same product and the same major and minor version.
   */
  successor?: {
    checklist: Slug
    item: Slug
  }
}
/**
 * Items of a checklist are done.
 */
export interface ChecklistCriterion {
  rule: 'checklist'
  /**
   * Its parameters.
   */
  with: {
    checklist: Slug
    /**
     * Only these of its items; without it, all.
     *
     * @minItems 1
     */
    items?: Slug[]
  }
}
/**
 * A document is approved, by a holder of the role that approves it, and still valid.
 */
export interface DocumentCriterion {
  rule: 'document'
  /**
   * Its parameters.
   */
  with: {
    document: Slug
    of: Holder
    party?: Slug
    approver: Role
    sharedWith?: Parties
  }
}
/**
 * An environment is set up for each side of the exchange that the site takes.
 */
export interface EnvironmentCriterion {
  rule: 'environment'
  /**
   * Its parameters.
   */
  with: {
    environment: Slug
    /**
     * The steps that must be done.
     *
     * @minItems 1
     */
    steps: ('onboarded' | 'installed' | 'configured' | 'catalogued' | 'mirrorsProduction')[]
  }
}
/**
 * Every test of a plan has passed, on the deployed version, in the plan's environment.
 */
export interface TestsCriterion {
  rule: 'tests'
  /**
   * Its parameters.
   */
  with: {
    plan: Slug
    /**
     * Whose data may be used.
     */
    patients: 'test'
    /**
     * Only tests of these kinds; without it, all.
     *
     * @minItems 1
     */
    kinds?: TestKind[]
  }
}
/**
 * The last decision of a kind is the one asked for, and the parties were there.
 */
export interface DecisionCriterion {
  rule: 'decision'
  /**
   * Its parameters.
   */
  with: {
    decision: Slug
    /**
     * The outcome that is needed.
     */
    outcome: 'go' | 'no-go'
  }
}
/**
 * Roles are held by somebody.
 */
export interface RolesCriterion {
  rule: 'roles'
  /**
   * Its parameters.
   */
  with: {
    /**
     * The roles.
     *
     * @minItems 1
     */
    roles: Role[]
  }
}
/**
 * A forum has met, with the parties that belong to it.
 */
export interface ForumCriterion {
  rule: 'forum'
  /**
   * Its parameters.
   */
  with: {
    forum: Slug
    attended: Parties
    /**
     * How often it must have met, and in which stretch of time.
     */
    rhythm?: {
      from: Step
      after?: Span
      for?: Span
      every: Span
    }
  }
}
/**
 * A length of time, in one unit.
 */
export interface Span {
  /**
   * Days of the calendar.
   */
  days?: number
  /**
   * Days that are neither weekend nor bank holiday in England.
   */
  workingDays?: number
  /**
   * Months of the calendar: from 30 November, three are up on 28 February.
   */
  months?: number
}
/**
 * Things were done in an order.
 */
export interface OrderCriterion {
  rule: 'order'
  /**
   * Its parameters.
   */
  with: {
    /**
     * What was done, first to last. The same day is in order.
     *
     * @minItems 2
     */
    steps: Step[]
  }
}
/**
 * Nothing of a kind is left open.
 */
export interface ResolvedCriterion {
  rule: 'resolved'
  /**
   * Its parameters.
   */
  with: {
    /**
     * Issues from testing, live incidents, or known issues of a release.
     */
    what: 'issues' | 'incidents' | 'knownIssues'
    /**
     * Only those of this severity or worse: 1 is the worst. Issues from testing have none.
     */
    severity?: number
  }
}
/**
 * The release notes that a document is: their text is what was approved, or nothing that they should tell is missing.
 */
export interface NotesCriterion {
  rule: 'notes'
  /**
   * Its parameters.
   */
  with: {
    document: Slug
    /**
     * text: the digest that the record holds is that of the text as it is now. Else what must not be missing.
     */
    part: 'text' | 'changes' | 'services' | 'known-issues' | 'evidence'
  }
}
/**
 * The release's service risk level is recorded, and an approved document says so.
 */
export interface RiskLevelCriterion {
  rule: 'risk-level'
  /**
   * Its parameters.
   */
  with: {
    document: Slug
    approver: Role
  }
}
/**
 * Enough referrals were completed, all sites of the Application together.
 */
export interface ReferralsCriterion {
  rule: 'referrals'
  /**
   * Its parameters.
   */
  with: {
    minimum: Figures
    livePhase: Slug
  }
}
/**
 * A figure for each service risk level.
 */
export interface Figures {
  /**
   * At low service risk.
   */
  low: number
  /**
   * At medium service risk.
   */
  medium: number
  /**
   * At high service risk.
   */
  high: number
}
/**
 * This provider has run live for long enough without a safety-related incident caused by the implementation.
 */
export interface VerificationPeriodCriterion {
  rule: 'verification-period'
  /**
   * Its parameters.
   */
  with: {
    days: Figures
  }
}
/**
 * The release is of the stage that this pathway is for.
 */
export interface VersionCriterion {
  rule: 'version'
  /**
   * Its parameters.
   */
  with: {
    /**
     * pre-release: before 1.0.0, or 1.0.0 with -alpha.N or -beta.N. stable: 1.0.0 and above.
     */
    stage: 'pre-release' | 'stable'
  }
}
/**
 * Something was done in time after something else.
 */
export interface WithinCriterion {
  rule: 'within'
  /**
   * Its parameters.
   */
  with: {
    from: Step
    to: Step
    limit: Span
  }
}
/**
 * Something has lasted for so long, from a day until today or until something else was done.
 */
export interface DurationCriterion {
  rule: 'duration'
  /**
   * Its parameters.
   */
  with: {
    [k: string]: unknown
  } & {
    from: Step
    to?: Step
    atLeast?: Span
    atMost?: Span
  }
}
/**
 * A day is agreed for a phase, and it has come.
 */
export interface AgreedDateCriterion {
  rule: 'agreed-date'
  /**
   * Its parameters.
   */
  with: {
    phase: Slug
  }
}
/**
 * No change freeze is on today, nor on a day that is planned for a phase or agreed with a site.
 */
export interface FreezeCriterion {
  rule: 'freeze'
  /**
   * Its parameters.
   */
  with: {
    phase: Slug
  }
}
/**
 * Of the sites of one release, the first goes alone.
 */
export interface FirstCriterion {
  rule: 'first'
  /**
   * Its parameters.
   */
  with: {
    from: Slug
    closed: Slug
  }
}
/**
 * Other records of the same product have come so far.
 */
export interface OthersCriterion {
  rule: 'others'
  /**
   * Its parameters.
   */
  with: {
    pathway: Slug
    reached: Slug
    /**
     * How many.
     */
    minimum: number
    /**
     * Only those of the same major and minor version: 1.0.0-beta.4 and 1.0.0, not 1.1.0.
     */
    sameMinor?: boolean
  }
}
/**
 * The release that is deployed has come so far.
 */
export interface ReleaseCriterion {
  rule: 'release'
  /**
   * Its parameters.
   */
  with: {
    reached: Slug
  }
}
/**
 * A certificate carries exactly the interactions that were approved.
 */
export interface InteractionsCriterion {
  rule: 'interactions'
  /**
   * Its parameters.
   */
  with: {
    document: Slug
    /**
     * The document that says which are approved.
     */
    approved: {
      document: Slug
      of: Holder
      party?: Slug
    }
  }
}
/**
 * Testing without a test plan happened only where it may.
 */
export interface AdHocCriterion {
  rule: 'ad-hoc'
  /**
   * Its parameters.
   */
  with: {
    /**
     * The environments in which it may.
     *
     * @minItems 1
     */
    environments: Slug[]
  }
}
/**
 * Every ticket of the release has come so far.
 */
export interface ScopeCriterion {
  rule: 'scope'
  /**
   * Its parameters.
   */
  with: {
    /**
     * What must hold of each: it has a ticket that says what kind of change it is, it is decided whether users must accept it, it meets the definition of done, it passed system integration testing, or user acceptance testing is complete.
     */
    each: 'categorised' | 'decided' | 'done' | 'sit' | 'uat'
    /**
     * How many features there must be at least.
     */
    features?: number
  }
}
/**
 * What triggered the hotfix allows one, and the system was taken offline where it must be.
 */
export interface HotfixCriterion {
  rule: 'hotfix'
  /**
   * Its parameters.
   */
  with: {
    /**
     * The severity that the issue must have.
     */
    severity: number
  }
}
/**
 * Those affected know of the downtime, or that it is over.
 */
export interface DowntimeCriterion {
  rule: 'downtime'
  /**
   * Its parameters.
   */
  with: {
    /**
     * announced: before it. restored: after it.
     */
    stage: 'announced' | 'restored'
    party: Slug
  }
}
/**
 * Whether a smoke test in production is needed is decided, or one was passed.
 */
export interface SmokeTestCriterion {
  rule: 'smoke-test'
  /**
   * Its parameters.
   */
  with: {
    /**
     * decided: before the deployment. passed: after it, where one is needed.
     */
    stage: 'decided' | 'passed'
    party: Slug
  }
}
/**
 * Each site of a party has agreed its date, or has the release.
 */
export interface SitesCriterion {
  rule: 'sites'
  /**
   * Its parameters.
   */
  with: {
    party: Slug
    /**
     * agreed: the date is. deployed: it is there.
     */
    stage: 'agreed' | 'deployed'
  }
}
/**
 * The root cause of every serious incident was analysed.
 */
export interface RootCauseCriterion {
  rule: 'root-cause'
  /**
   * Its parameters.
   */
  with: {
    /**
     * The severity from which on: 1 is the worst.
     */
    severity: number
  }
}
/**
 * One further role that signs.
 */
export interface SignOff {
  role: Role
  clauses: Clauses
}
/**
 * What must hold for one transition.
 */
export interface Gate {
  from: Slug
  to: Slug
  /**
   * Only releases of these types take this way; without it, every record does.
   *
   * @minItems 1
   */
  types?: Type[]
  /**
   * What must hold.
   */
  criteria?: Criterion[]
  /**
   * Criteria of earlier gates that must still hold.
   */
  recheck?: Slug[]
  /**
   * The RACI rows whose parties sign.
   */
  tasks?: Slug[]
  /**
   * Further roles that sign.
   */
  signOffs?: SignOff[]
}
/**
 * What GitHub would tell of a pull request, for judging one without a network: gate --pull-file. A what-if, never a sign-off.
 */
export interface PullFile {
  /**
   * Its number; 0 unless told.
   */
  number?: number
  /**
   * Its title.
   */
  title?: string
  author: Account
  /**
   * Whether it is a draft; no, unless told.
   */
  draft?: boolean
  /**
   * The base branch, where it is not the default one.
   */
  base?: {
    /**
     * Its name.
     */
    branch: string
  }
  /**
   * Commit → who wrote it. Commits that are not here are the author's.
   */
  commits?: {
    /**
     * Authors, committers and co-authors.
     */
    [k: string]: Account[]
  }
  /**
   * The reviews, oldest first.
   *
   * Items: One review.
   */
  reviews?: {
    by: Account
    /**
     * What it came to.
     */
    state: 'approved' | 'changes-requested' | 'commented' | 'dismissed'
    /**
     * The commit that was reviewed; the head, unless told. null: no longer known.
     */
    commit?: string | null
    /**
     * When, ISO 8601 in UTC.
     */
    at?: string
    /**
     * What a dismissed review was; an approval, unless told.
     */
    was?: 'approved' | 'changes-requested'
    dismissedBy?: Account
  }[]
  /**
   * Who was asked for a review.
   *
   * Items: One request.
   */
  asked?: {
    who: Account
    /**
     * When, ISO 8601 in UTC.
     */
    at: string
  }[]
  /**
   * Lists that GitHub cut short.
   */
  cut?: ('commits' | 'files')[]
}
/**
 * One version that is deployed to sites: deployments/<programme>/releases/<version>.yaml. Its path is its id.
 */
export interface Release {
  /**
   * What this file is.
   */
  kind: 'Release'
  title: Title
  pathway: Slug
  phase: Slug
  product: Title
  version: Version
  type: Type
  trigger?: Trigger
  /**
   * The Application's service risk level as agreed with the clinical safety group. It decides the figures of the public beta.
   */
  serviceRiskLevel?: 'low' | 'medium' | 'high'
  /**
   * Acceptance figures agreed for this Application beyond the minimum of its risk level. They can only be higher.
   */
  acceptance?: {
    /**
     * Referrals to complete, all sites together.
     */
    referrals?: number
    /**
     * Days of live running for each provider.
     */
    days?: number
  }
  organisations?: Organisations
  roles?: Roles
  plan?: Plan
  checklists?: Checklists
  documents?: Documents
  /**
   * Certificate → ODS code of the supplier whose solution it is for → the certificate.
   */
  certificates?: {
    /**
     * ODS code → certificate.
     */
    [k: string]: {
      [k: string]: Document
    }
  }
  decisions?: Decisions
  incidents?: Incidents
  risks?: Risks
  waivers?: Waivers
  communications?: Communications
  /**
   * Every ticket in this release.
   */
  scope?: Ticket[]
  /**
   * Changes in this release that have no ticket. They are part of its scope.
   */
  unticketed?: Unticketed[]
  /**
   * What sites must do for this release.
   */
  actions?: Action[]
  /**
   * The services that are deployed, with their versions.
   */
  services?: Service[]
  /**
   * Flag → how it stands, for all sites alike. It is part of the release: it changes with another one.
   */
  featureFlags?: {
    [k: string]: FeatureFlag
  }
  /**
   * What is known to be wrong in this version.
   */
  knownIssues?: KnownIssue[]
  /**
   * ODS code of a site → its agreed date, and when it got the release.
   */
  sites?: {
    [k: string]: Site
  }
  downtime?: Downtime
  smokeTest?: SmokeTest
  withdrawn?: Withdrawn
}
/**
 * The live issue for which a hotfix was begun.
 */
export interface Trigger {
  reference: Reference
  title: Title
  /**
   * 1 critical (blocker), 2 high, 3 medium, 4 low, 5 very low.
   */
  severity: number
  /**
   * Where it was found.
   */
  environment: 'production' | 'pre-production' | 'uat' | 'sit' | 'development'
  /**
   * How it was raised.
   */
  raisedVia: 'service-desk' | 'other'
  raised: Act
  /**
   * What it puts at risk; an empty list says: nothing. With any of them the system is taken offline.
   *
   * Items: other-clinical-systems, the application's data, or the system itself, further than now.
   */
  endangers: ('other-clinical-systems' | 'application-data' | 'this-system')[]
  offline?: Act
}
/**
 * One ticket.
 */
export interface Ticket {
  reference: Reference
  type?: KindOfChange
  title: Title
  area?: Title
  impact?: Text
  reverts?: Reference
  flag?: Slug
  /**
   * Whether users must accept it in UAT: decided when the scope is agreed.
   */
  uatNeeded?: boolean
  done?: Act
  /**
   * What system integration testing found, oldest first: the last one counts. A result is never rewritten: test again and add it.
   */
  sit?: Outcome[]
  /**
   * What the users say in UAT, oldest first: the last one counts.
   */
  uat?: UserAcceptance[]
  /**
   * What the Product Owner chose after a refusal, oldest first: the last one since then counts.
   */
  choices?: Choice[]
}
/**
 * A result.
 */
export interface Outcome {
  /**
   * What came out.
   */
  result: 'pass' | 'fail' | 'blocked'
  by: Person
  on: Date
  evidence?: Link
}
/**
 * What the users say of it in UAT, once.
 */
export interface UserAcceptance {
  /**
   * accepted, or refused: then the Product Owner chooses.
   */
  outcome: 'accepted' | 'refused'
  by: Person
  on: Date
  reason?: Text
  evidence?: Link
}
/**
 * What the Product Owner chooses after a refusal, once.
 */
export interface Choice {
  /**
   * delay: the release waits. release: it goes on with the ticket as it is.
   */
  choice: 'delay' | 'release'
  by: Person
  on: Date
  reason: Text
}
/**
 * One change that has no ticket.
 */
export interface Unticketed {
  title: Title
  type?: KindOfChange
  area?: Title
  impact?: Text
}
/**
 * One thing that sites must do.
 */
export interface Action {
  /**
   * order: in which order things are done. training: who learns what. configuration: what is set up. other: anything else.
   */
  kind: 'order' | 'training' | 'configuration' | 'other'
  what: Text
  /**
   * The sites that do it. Without it: all of them.
   *
   * @minItems 1
   */
  sites?: Ods[]
}
/**
 * One service.
 */
export interface Service {
  name: Title
  version: Version
}
/**
 * One feature flag.
 */
export interface FeatureFlag {
  title: Title
  /**
   * Whether the feature is on, everywhere.
   */
  on: boolean
}
/**
 * One known issue.
 */
export interface KnownIssue {
  reference: Reference
  title: Title
  /**
   * 1 critical, 2 high, 3 medium, 4 low, 5 very low.
   */
  severity: number
  workaround?: Text
  hazard?: Reference
  since?: Version
  fixedIn?: Version
  resolved?: Act
}
/**
 * One site of a release.
 */
export interface Site {
  /**
   * The date that was agreed with the site.
   */
  agreed?: {
    for: Date
    by: Person
    on: Date
  }
  deployed?: Act
}
/**
 * When the system is not available, and who was told.
 */
export interface Downtime {
  /**
   * When it begins, such as 2026-11-28T18:00:00Z.
   */
  start: string
  /**
   * When the system is predicted to be back.
   */
  predictedEnd: string
  /**
   * Party → that it was told of the downtime.
   */
  notified?: {
    [k: string]: Act
  }
  banner?: Act
  restored?: Act
  /**
   * Party → that it was told that the system is fully restored.
   */
  restoredNotified?: {
    [k: string]: Act
  }
}
/**
 * Whether the deployment is followed by a smoke test in production, and how it went.
 */
export interface SmokeTest {
  /**
   * Whether one is needed, by the content of the release.
   */
  needed: boolean
  reason: Text
  site?: Ods
  instructions?: Act
  /**
   * Each time it was run, oldest first.
   */
  runs?: Outcome[]
}
/**
 * How release notes, a notice or the change log are worded, in which order, and who sees what of them: policies/templates/<id>.yaml.
 */
export interface Template {
  /**
   * What this file is.
   */
  kind: 'Template'
  title: TemplatePattern
  /**
   * The pathways of the releases whose notes these are.
   *
   * @minItems 1
   */
  pathways?: Slug[]
  document?: Slug
  environment?: Slug
  /**
   * What is published of it besides the texts themselves, once the document is approved on main.
   */
  publish?: {
    release: Slug
  }
  /**
   * The documents that go with the notes.
   */
  evidence?: TemplateEvidence[]
  /**
   * Who reads it, each with the fields that it sees. A field that is not named here is shown to nobody.
   */
  audiences: {
    [k: string]: TemplateAudience
  }
  /**
   * The parts of the text, in their order.
   *
   * @minItems 1
   */
  sections: TemplateSection[]
}
/**
 * One document that goes with the notes.
 */
export interface TemplateEvidence {
  document: Slug
  /**
   * The item of a checklist that says whether the content asks for a new one.
   */
  item?: {
    checklist: Slug
    item: Slug
  }
}
/**
 * One audience.
 */
export interface TemplateAudience {
  /**
   * What it is called.
   */
  title: string
  /**
   * The parties of the pathway that belong to it.
   *
   * @minItems 1
   */
  parties?: Slug[]
  /**
   * Source → the fields of it that this audience sees.
   */
  shows: {
    /**
     * Its fields.
     *
     * Items: One field.
     */
    [k: string]: string[]
  }
}
/**
 * One part of the text: a text, or the entries of one source.
 */
export interface TemplateSection {
  heading?: TemplatePattern
  /**
   * The source of its entries: policies/notes/catalogue.ts lists them.
   */
  of?: string
  /**
   * Kind of entry → how it is told. The order is that of the text.
   */
  entries?: {
    [k: string]: TemplatePattern
  }
  /**
   * items: a list. paragraphs: each a paragraph. Without it: items.
   */
  as?: 'items' | 'paragraphs'
  /**
   * The fields by which the entries are put together, each with a heading of its own.
   *
   * @minItems 1
   * @maxItems 2
   *
   * Items: One field.
   */
  by?: string[]
  none?: TemplatePattern
  text?: TemplatePattern
  /**
   * The audiences that get it. Without it: all.
   *
   * @minItems 1
   */
  for?: Slug[]
}
