/** The first-parent history of a branch since some point: what came into it, one commit after another. */
import { dayOf } from '../../policies/dates.ts'
import { commitOf, type Git } from './git.ts'

/** A commit as git's log has it. */
export interface Logged {
  sha: string
  tree: string
  parents: string[]
  /** The day in England on which it was committed. */
  on: string
  by: string
  subject: string
}

/** Since a tag, a commit, or a day in England (YYYY-MM-DD, that day included), oldest first. Throws where it cannot be told. */
export const readHistory = (git: Git, tip: string, since: string): Logged[] =>
  /^\d{4}-\d\d-\d\d$/.test(since) ? sinceDay(git, tip, since) : sinceCommit(git, tip, since)

function sinceCommit(git: Git, tip: string, since: string): Logged[] {
  const from = pointOf(git, since)
  if (!isWithin(git, from, tip))
    throw new Error(`${since} is not in the history of the branch${isShallow(git) ? `: ${shallow}` : '.'}`)
  return whole(git, log(git, `${from}..${tip}`))
}

function pointOf(git: Git, since: string): string {
  try {
    return commitOf(git, since)
  } catch {
    const tags = 'git fetch --tags brings the tags of the remote'
    throw new Error(`git knows no tag or commit ${since}; a day is written as 2026-01-31; ${tags}`)
  }
}

function isWithin(git: Git, commit: string, tip: string): boolean {
  try {
    git(['merge-base', '--is-ancestor', commit, tip])
    return true
  } catch (error) {
    if ((error as { status?: unknown }).status !== 1) throw error
    return false
  }
}

/** From the first one of that day or later on: a clock that was wrong in between takes nothing out. */
function sinceDay(git: Git, tip: string, day: string): Logged[] {
  if (Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day)
    throw new Error(`${day} is no day`)
  const all = log(git, tip)
  const first = all.findIndex(({ on }) => on >= day)
  // what a shallow clone begins with may have been preceded by others of that day
  return first < 0 ? [] : whole(git, all.slice(first))
}

/** First-parent history, oldest first. */
function log(git: Git, range: string): Logged[] {
  const format = '--format=%H%x00%T%x00%P%x00%ct%x00%an%x00%s'
  const parts = git(['log', '-z', '--first-parent', '--no-show-signature', format, range, '--']).toString().split('\0')
  const found: Logged[] = []
  for (let at = 0; at + 5 < parts.length; at += 6) {
    const [sha = '', tree = '', parents = '', time = '', by = '', subject = ''] = parts.slice(at, at + 6)
    const on = dayOf(new Date(Number(time) * 1000))
    found.push({ sha, tree, parents: parents.split(' ').filter(Boolean), on, by, subject })
  }
  return found.reverse()
}

const isShallow = (git: Git) => git(['rev-parse', '--is-shallow-repository']).toString().trim() === 'true'
const shallow = 'this clone is shallow; git fetch --unshallow brings the rest of its history.'

/** A shallow clone's oldest commit looks like the first of all: what it changed cannot be told. */
function whole(git: Git, logged: Logged[]): Logged[] {
  if (logged[0]?.parents.length === 0 && isShallow(git))
    throw new Error(`The history ends before the point that was asked for: ${shallow}`)
  return logged
}
