/** What came into a branch: what git tells, and what GitHub tells where it could be asked. */
import type { Source } from '../../schemas/parse.ts'
import type { Person, Review } from '../model.ts'
import type { Tree } from '../repository.ts'

/** One commit of a branch's first-parent history. */
export interface Merge {
  sha: string
  /** The day in England on which it was committed. */
  on: string
  /** Who wrote it, as git has it: nobody has checked that. */
  by: string
  subject: string
  /** The pull request that the subject names; `null`: none. Anybody can write that. */
  named: number | null
  /** Every path that differs from what was there before. */
  paths: string[]
  /** Of these, the records. */
  records: ReadonlyMap<string, Versions>
  /** Pathways and directory as they stood before it: the same object as the merge before has, where nothing of them has changed. */
  rules: Tree
}

/** A record before and after; `null`: it was not there. */
export interface Versions {
  was: Source | null
  is: Source | null
}

/** A pull request that was merged, as GitHub tells it. */
export interface MergedPull {
  number: number
  title: string
  url: string
  /** `null`: the account was deleted. */
  author: Person | null
  /** The commit that came into the branch; `null`: GitHub does not know it any more. */
  merged: string | null
  /** When: ISO 8601 in UTC. */
  mergedAt: string
  /** Its last own commit. */
  head: string
  /** The last hundred of them. */
  reviews: Review[]
  /** How many more there are. */
  unread: number
}

/** A merge with its pull request. `null`: GitHub knows none for it; without it, nobody was asked. */
export interface Told extends Merge {
  pull?: MergedPull | null
  /** Reviewed commits, besides its head, that have its records as they were merged. */
  alike?: readonly string[]
}
