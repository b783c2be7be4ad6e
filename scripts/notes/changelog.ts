/** The change log of this repository: what git tells of each merge, and what GitHub tells of its pull request. */
import { isPolicyPath, isRecordPath } from '../../policies/changes.ts'
import { addDays, dayOf, earliest } from '../../policies/dates.ts'
import type { Notes } from '../../policies/notes/catalogue.ts'
import { logOf } from '../../policies/notes/log.ts'
import type { Merge, Told } from '../../policies/notes/merge.ts'
import type { Repository } from '../../policies/repository.ts'
import type { Client } from '../github/client.ts'
import { readMergedPulls } from '../github/merged.ts'
import { alike } from '../read/alike.ts'
import { type Git, gitIn } from '../read/git.ts'
import { readMerged } from '../read/merged.ts'

interface Asked {
  /** A folder in a clone of the repository. */
  root: string
  /** A tag, a commit, or a day as YYYY-MM-DD, itself included. */
  since: string
  /** Such as `main`. */
  branch: string
  /** `null`: GitHub is not asked. Then nobody is said to have signed. */
  client: Client | null
  /** As it is now: for what programmes, pathways and people are called. */
  repository: Repository
  now: Date
}

/** What was merged since a point of the branch's history, in the model of all notes. Throws where that point, or the branch, is not known. */
export async function changeLog({ root, since, branch, client, repository, now }: Asked): Promise<Notes> {
  const git = gitIn(root)
  const merges = readMerged(git, refOf(git, branch), since)
  // what is written like a day is one by now
  if (/^\d{4}-\d\d-\d\d$/.test(since) && since > dayOf(now)) throw new Error(`${since} is still to come.`)
  return logOf(client ? await withPulls(merges, { git, client, branch }) : merges, repository)
}

/** The branch of this clone, or else the remote's as it was last fetched: never a tag of that name. */
function refOf(git: Git, branch: string): string {
  const refs = [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]
  const here = git(['for-each-ref', '--format=%(refname)', ...refs])
    .toString()
    .split('\n')
  const found = refs.find(ref => here.includes(ref))
  if (found === undefined) throw new Error(`This clone has no branch ${branch}: git fetch origin ${branch} brings it.`)
  return found
}

async function withPulls(
  merges: Merge[],
  { git, client, branch }: { git: Git; client: Client; branch: string },
): Promise<Told[]> {
  const first = earliest(merges.map(({ on }) => on))
  if (first === null) return []
  // a day in England begins up to an hour before the day in UTC; whatever is found too much belongs to no merge here
  const pulls = await readMergedPulls(client, branch, `${addDays(first, -1)}T23:00:00Z`)
  // by the commit alone: a number in a commit's message is its writer's word
  const ofCommit = new Map(pulls.map(pull => [pull.merged, pull]))
  const told = merges.map((merge): Told => ({ ...merge, pull: ofCommit.get(merge.sha) ?? null }))
  const found = alike(git, told.flatMap(reviewedElsewhere))
  const same = Map.groupBy(found, ({ merged }) => merged)
  return told.map(merge => ({ ...merge, alike: (same.get(merge.sha) ?? []).map(({ reviewed }) => reviewed) }))
}

/** The approvals of another commit than the last one of the pull request. As at the gate, prose is no part of what they are bound to. */
function reviewedElsewhere({ sha, paths: all, pull }: Told) {
  const paths = all.filter(path => isRecordPath(path) || isPolicyPath(path))
  const approved = (pull?.reviews ?? []).flatMap(({ state, commit }) => (state === 'approved' ? (commit ?? []) : []))
  const others = new Set(approved.filter(commit => commit !== pull?.head))
  return [...others].map(reviewed => ({ reviewed, merged: sha, paths }))
}
