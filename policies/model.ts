/** The types that travel between the floors of the house. Data only: no behaviour, no wording. */
import type { Pointer } from '../schemas/events.ts'
import type { Enforcement } from '../schemas/types.ts'
import type { FieldName, Problem } from './problems.ts'

/** R responsible, A accountable, S supporting, C consulted, I informed. */
export type Letter = 'R' | 'A' | 'S' | 'C' | 'I'

/** A GitHub account. People are matched by `id` where both sides know it, else by login without regard to case. */
export interface Person {
  id: number | null
  login: string
  /** Bots and Apps never sign. */
  bot: boolean
}

/** A commit of the pull request, merges' second parents included. `null`: an author whom GitHub links to no account. */
export interface Commit {
  sha: string
  parents: string[]
  /** Author, committer (unless `web-flow`) and co-authors. */
  authors: (Person | null)[]
  /** Whether GitHub has verified its signature; missing: nobody told. */
  verified?: boolean
}

export interface Review {
  id: number
  /** `null`: the account was deleted. */
  person: Person | null
  state: 'approved' | 'changes-requested' | 'commented' | 'dismissed'
  /** The commit that was reviewed; `null` where GitHub no longer knows it. */
  commit: string | null
  /** ISO 8601, UTC. */
  at: string
  /** Of a dismissed one: what it was, and who dismissed it; `null`: an account that is gone. */
  dismissed?: { was: 'approved' | 'changes-requested'; by: Person | null }
}

/** Somebody was asked for a review. A request that was later withdrawn or answered is still here. */
export interface Asked {
  person: Person
  /** ISO 8601, UTC. */
  at: string
}

/** What GitHub and git tell of a pull request. Facts only; nothing here is trusted to decide who may sign. */
export interface PullRequest {
  number: number
  title: string
  draft: boolean
  /** `null`: the account was deleted. */
  author: Person | null
  base: { branch: string; sha: string; isDefault: boolean }
  head: { sha: string }
  commits: Commit[]
  reviews: Review[]
  asked: Asked[]
  /** Every path that the pull request changes since it left the base branch; both paths of a rename. */
  files: string[]
  /** Those of `files` that the base branch has changed since. */
  changedOnBase: string[]
  /**
   * Commit → path → version, for the commits of the pull request, their parents, the fork and each reviewed commit: at each path of `files`, at
   * those that a reviewed commit changed besides, and at each release of their programmes that is not the same at the base and at all of these.
   * A version is the blob's id, with the mode where that is not a plain file's. `null`: no such file there. A commit that could not be fetched
   * is missing.
   */
  versions: Record<string, Record<string, string | null>>
  /** The commit at which it left the base branch. */
  fork: string
  /** Version → text, for the records among `versions`. */
  texts: Record<string, string>
  /** Lists that GitHub cut short: what was not read cannot be judged. */
  cut: ('commits' | 'files')[]
}

/** Where a finding is: a file, and a place in its data. `line` and `column` start at 1. */
export interface Place {
  path: string
  pointer?: Pointer
  line?: number
  column?: number
}

/**
 * What a rule says. `problem` is data; its wording stands in `scripts/render/wording.ts`.
 * `wrong` fails, `wait` only needs time or people, `warning` passes and is shown.
 */
export interface Finding {
  problem: Problem
  at: Place
  weight: 'wrong' | 'wait' | 'warning'
  /** Clause ids of the guidance, such as `S3-32`; empty where the rule is the product's own. */
  clauses: string[]
}

/** What was found where a criterion holds, for whoever has to trust it. Its wording stands in `scripts/render/facts.ts`. */
export type Fact =
  | { code: 'approved'; document: string; version: string; by: string; on: string }
  | { code: 'done'; item: string; by: string; on: string }
  | { code: 'does-not-apply'; item: string; by: string; reason: string }
  | { code: 'decided'; decision: string; outcome: string; on: string; chair: string }
  | { code: 'passed'; plan: string; tests: number; release: string; on: string }
  | { code: 'met'; forum: string; meetings: number; on: string }
  | { code: 'dated'; step: string; on: string }
  | { code: 'live'; since: string; days: number; needed: number }
  | { code: 'same-text'; document: string; version: string; audiences: string[]; digest: string }
  | { code: 'counted'; referrals: number; needed: number; sites: number }

/** How one criterion of a gate stands. */
export interface CriterionResult {
  id: string
  title: string
  clauses: string[]
  enforcement: Enforcement
  /** `not-applicable`: it is not asked for here, as the pathway says. */
  status: 'met' | 'unmet' | 'waiting' | 'waived' | 'warned' | 'not-applicable'
  findings: Finding[]
  /** What was found, where it is met. */
  facts: Fact[]
  /** The day (YYYY-MM-DD) from which it can hold, where only time is missing. */
  earliest: string | null
  /** The role that may accept a waiver of it; `null`: it cannot be waived. */
  waivableBy: string | null
  waiver?: { reason: string; acceptedBy: string; expires: string }
}

/** Why a sign-off is there or not. `by` is the directory's id of the person. */
export type SignOffStatus =
  | { is: 'signed'; by: string; how: 'approved' | 'opened' }
  | { is: 'missing' }
  /** An approval of another version of the record, or of the release that it stands on; `line` is the first one that changed since. */
  | { is: 'outdated'; by: string; path: string; line: number | null }
  | { is: 'own-work'; by: string; as: 'author' | 'committer' }
  /** Opened by `by`, and changed by somebody else since. */
  | { is: 'changed-by-others'; by: string }
  | { is: 'unknown-version'; by: string }
  | { is: 'same-person'; by: string; as: string }
  | { is: 'unheld' }

/** One role that must sign a gate. */
export interface SignOff {
  role: string
  party: string
  letters: Letter[]
  /** Ids of the RACI rows that it signs for. */
  tasks: string[]
  clauses: string[]
  /** Directory ids of who holds it at the base. */
  holders: string[]
  status: SignOffStatus
}

/** One role that must be consulted: asked, and answered or given two working days. */
export interface Consultation {
  role: string
  party: string
  tasks: string[]
  clauses: string[]
  holders: string[]
  status:
    | { is: 'answered'; by: string }
    | { is: 'asked'; until: string | null }
    | { is: 'lapsed'; since: string }
    | { is: 'not-asked' }
    | { is: 'unheld' }
}

/** A holder's "changes requested": it blocks until that person approves, or withdraws it. */
export interface Objection {
  by: string
  roles: string[]
  at: string
}

/** A changed field of a record that nobody of the party that provides it has written or approved. */
export interface Uncovered {
  path: string
  pointer: Pointer
  name: FieldName
  /** Party or role ids; any one of them may cover it. Empty: only the one person may. */
  by: string[]
  /** Directory ids of the people who could. */
  people: string[]
}

/** A field of a record that the pull request adds, changes or takes out, but for its phase; `null`: it was not there, or is no more. */
export interface ChangedField {
  path: string
  name: FieldName
  was: string | null
  now: string | null
}

/** Release notes of a record as they would be with the pull request: the text that is signed with the record. */
export interface NotesPreview {
  /** What the document is called. */
  document: string
  record: string
  /** The template's id. */
  template: string
  version: string | null
  /** The digest that the record holds; where it is another one, nobody has approved this text. */
  recorded: string | null
  digest: string
  /** One for each audience, in Markdown, of which nothing acts. */
  sheets: { audience: string; title: string; text: string; digest: string }[]
}

/** What the pull request asks for. */
export type Subject =
  /** `reason`: why it goes back, in its people's words. */
  | {
      is: 'transition'
      record: string
      pathway: string
      direction: 'forward' | 'back'
      from: string
      to: string
      reason: string | null
    }
  | { is: 'registration'; record: string; pathway: string; to: string }
  | { is: 'withdrawal'; record: string; pathway: string; from: string; reason: string | null }
  | { is: 'roles'; record: string; pathway: string }
  | { is: 'evidence'; records: string[] }
  | { is: 'policy'; paths: string[] }
  | { is: 'other' }
  /** Something that no pull request may do; the findings say what. */
  | { is: 'refused' }

/** The words for the ids in a verdict or a board. */
export interface Glossary {
  people: Record<string, { name: string; login: string }>
  roles: Record<string, string>
  parties: Record<string, string>
  phases: Record<string, string>
  tasks: Record<string, string>
  /** What each clause says in our words, and where it can be read; `null`: its document is not public. */
  clauses: Record<string, { says: string; link: string | null; document: string }>
}

/** The tree of all that the gate found. Status, comment, annotations, terminal and JSON are drawn from it. */
export interface Verdict {
  state: 'success' | 'pending' | 'failure' | 'error'
  pull: number
  head: string
  draft: boolean
  subject: Subject
  /** The record's title and the version that it deploys, in the record's own (untrusted) words. */
  title: string
  criteria: CriterionResult[]
  signOffs: SignOff[]
  consultations: Consultation[]
  /** Directory ids of those who are told after the merge. */
  informed: string[]
  objections: Objection[]
  uncovered: Uncovered[]
  /** Everything that changes: whoever signs sees what they sign. */
  changed: ChangedField[]
  notes: NotesPreview[]
  /** Findings that belong to no criterion. */
  findings: Finding[]
  /** Directory ids of the people whose review is missing, whom to ask. */
  ask: string[]
  /** The earliest day (YYYY-MM-DD) on which the gate could pass, were everything that people can do done today. `null`: not known. */
  earliest: string | null
  glossary: Glossary
}

/** `unknown`: its pathway or its phase is not known. */
export type StandingName = 'ready' | 'waiting' | 'blocked' | 'end' | 'withdrawn' | 'unknown'

/** Where a record stands: a row of the board that `check` prints. */
export interface Standing {
  standing: StandingName
  record: string
  title: string
  pathway: string
  phase: string
  /** The next phase, or `null` where there is none. */
  next: string | null
  /** Whether that is because the pathway ends here; else the record's pathway or phase is not known. */
  ended: boolean
  criteria: CriterionResult[]
  signOffs: { role: string; letters: Letter[]; holders: string[] }[]
  consultations: { role: string; holders: string[] }[]
  earliest: string | null
}
