/** Keeps a commit on its branch and goes there. What the user has not committed stays as it is: nothing is reset, stashed or forced. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { type Git, gitError } from '../read/git.ts'
import { ask, type Clone, entryAt } from './clone.ts'

/** How a commit was kept. `commit` is the one that the branch had before, where that is the same change. */
export interface Kept {
  commit: string
  /** `null`: the branch is checked out. Else why it is not, in a sentence: the branch has the commit, and the folder is as it was. */
  notOnIt: string | null
}

/** Sets a branch to a commit and goes there. Throws where a branch of that name has something else. */
export function keepCommit(clone: Clone, branch: string, commit: string): Kept {
  const { git } = clone
  // git itself allows `@`, and takes it for HEAD wherever it is told
  if (branch === '@' || ask(git, 'check-ref-format', '--branch', branch) !== branch)
    throw new Error(`${branch} is no name for a branch.`)
  const ref = `refs/heads/${branch}`
  const { tip, elsewhere } = whereIs(clone, ref)
  if (elsewhere) throw new Error(`The branch ${branch} is checked out in another folder: ${elsewhere}. Do it there.`)
  const kept = tip === null || isAncestor(git, tip, commit) ? commit : isSameChange(git, tip, commit) ? tip : null
  if (kept === null)
    throw new Error(
      `A branch ${branch} is here already, with other changes. Build on it (git switch ${branch}), or if it is over, take it away (git branch -D ${branch}); then do it again.`,
    )
  if (isOn(git, ref)) {
    const why = go(clone, kept, ['merge', '--ff-only', '--no-autostash', '--no-verify-signatures'], kept)
    if (tip !== kept && why !== null) throw new Error(`${why} Nothing was done.`)
    return { commit: kept, notOnIt: null }
  }
  if (tip !== kept) git(['update-ref', '-m', 'proposal', ref, kept, tip ?? ''])
  const why = go(clone, kept, ['switch', '--no-guess'], branch)
  return { commit: kept, notOnIt: isOn(git, ref) ? null : why }
}

const isOn = (git: Git, ref: string) => ask(git, 'symbolic-ref', '--quiet', 'HEAD') === ref

/** Where a branch is, and in which other folder it is checked out: there the files would not follow. */
function whereIs({ git }: Clone, ref: string): { tip: string | null; elsewhere: string | null } {
  const told = ask(git, 'for-each-ref', '--format=%(refname)%00%(objectname)%00%(worktreepath)', ref) ?? ''
  const [, tip = null, folder = ''] =
    told
      .split('\n')
      .map(row => row.split('\0'))
      .find(([name]) => name === ref) ?? []
  return { tip, elsewhere: folder === '' || isOn(git, ref) ? null : folder }
}

const isAncestor = (git: Git, one: string, other: string) =>
  ask(git, 'merge-base', '--is-ancestor', one, other) !== null

/** The same files on the same base: a proposal that is made again differs by its time alone. */
function isSameChange(git: Git, one: string, other: string): boolean {
  const [a, b] = [one, other].map(commit => ask(git, 'log', '-1', '--no-show-signature', '--format=%T %P', commit))
  return a !== null && a === b
}

/**
 * Lets git go to a commit, which takes care of everything else that is not committed. It would take the commit's own files for such work, as they
 * are edited already: so where the folder has them as the commit does, the index says so first. `null`: done; else why not.
 */
function go({ git, root }: Clone, commit: string, [verb = '', ...options]: string[], target: string): string | null {
  const before = ready(git, root, commit)
  putEntries(git, before, ({ is }) => is)
  try {
    git([verb, '--quiet', '--no-overwrite-ignore', ...options, target])
    return null
  } catch (error) {
    // a hook that fails comes after all is done
    if (ask(git, 'rev-parse', 'HEAD') === commit && isThere(git, verb, target)) return null
    putEntries(git, before, ({ was }) => was)
    return `git cannot go to the branch without touching work of yours that is not committed: ${told(error)}.`
  }
}

const isThere = (git: Git, verb: string, target: string) => verb === 'merge' || isOn(git, `refs/heads/${target}`)

interface Entry {
  path: string
  /** Mode and blob in the index as it was; empty: none. */
  was: string
  /** In the commit. */
  is: string
}

/** The files of a commit that the folder has as the commit does, and of which the index has nothing that stands nowhere else. */
function ready(git: Git, root: string, commit: string): Entry[] {
  const changed = git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', `${commit}^`, commit]).toString()
  return changed
    .split('\0')
    .filter(Boolean)
    .map(path => ({ path, was: stagedAt(git, path), is: entryAt(git, commit, path) }))
    .filter(({ path, was, is }) => was !== is && was === entryAt(git, 'HEAD', path))
    .filter(({ path, is }) => blobOnDisk(git, root, path) === (is.split(' ')[1] ?? ''))
}

const stagedAt = (git: Git, path: string) =>
  /^(\d+ [0-9a-f]+) 0\t/.exec(git(['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', path]).toString())?.[1] ??
  ''

/** What git would store for a file as it is; empty: it is not there. */
function blobOnDisk(git: Git, root: string, path: string): string | null {
  const found = lstatSync(join(root, path), { throwIfNoEntry: false })
  if (!found) return ''
  return found.isFile() ? ask(git, 'hash-object', '--', path) : null
}

function putEntries(git: Git, entries: readonly Entry[], which: (entry: Entry) => string): void {
  const lines = entries.map(entry => `${which(entry) || `0 ${'0'.repeat(40)}`}\t${entry.path}\0`)
  if (lines.length > 0) git(['update-index', '-z', '--index-info'], lines.join(''))
}

/** git names the files that stand in the way in lines of their own. */
function told(error: unknown): string {
  const said = String((error as { stderr?: Buffer }).stderr ?? '')
  const files = [...said.matchAll(/^\t(.+)$/gm)].map(([, name = '']) => name)
  return files.length > 0 ? files.join(', ') : gitError(error)
}
