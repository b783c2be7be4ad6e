/** The user's clone: where it stands, and what a proposal is built on. */
import { type Git, gitIn } from '../read/git.ts'
import { placeOf, type Remote } from './remote.ts'

export interface Clone {
  /** The top folder. */
  root: string
  git: Git
  /** As `git`, with an index of its own in that file. */
  gitWith: (index: string) => Git
  /** The branch that is checked out; `null`: none is. */
  branch: string | null
  /** Such as `main`. */
  defaultBranch: string
  hasOrigin: boolean
  /** Its place on GitHub; `null`: it has none. */
  remote: Remote | null
  /** Whether git is set to sign commits. */
  signs: boolean
}

export interface Base {
  commit: string
  /** What people call it: `origin/main`. */
  name: string
  /** A second commit of an open proposal, on its own branch. */
  isOwn: boolean
}

/** Looks at the clone around a folder. Throws where there is none. `interactive`: git may ask for a password. */
export function openClone(
  folder: string,
  environment: NodeJS.ProcessEnv,
  { interactive } = { interactive: false },
): Clone {
  // a hook around us would give its own commit's dates to ours
  const fixed = { GIT_TERMINAL_PROMPT: interactive ? '1' : '0', GIT_AUTHOR_DATE: '', GIT_COMMITTER_DATE: '' }
  const root = ask(gitIn(folder, fixed), 'rev-parse', '--show-toplevel')
  if (root === null) throw new Error('This folder is not in a git clone: clone the repository, and run this in it.')
  const git = gitIn(root, fixed)
  const origin = ask(git, 'remote', 'get-url', 'origin')
  return {
    root,
    git,
    gitWith: index => gitIn(root, { ...fixed, GIT_INDEX_FILE: index }),
    branch: ask(git, 'symbolic-ref', '--quiet', '--short', 'HEAD'),
    defaultBranch: defaultOf(git),
    hasOrigin: origin !== null,
    remote: placeOf(origin, environment),
    signs: ask(git, 'config', '--type=bool', '--get', 'commit.gpgsign') === 'true',
  }
}

/** What git answers, without its last line end; `null` where it fails. */
export function ask(git: Git, ...args: string[]): string | null {
  try {
    return git(args)
      .toString()
      .replace(/\r?\n$/, '')
  } catch {
    return null
  }
}

function defaultOf(git: Git): string {
  const told = ask(git, 'symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD')?.replace(/^origin\//, '')
  const names = [...(told ? [told] : []), 'main', 'master']
  const known = (name: string) => tipOf(git, `refs/remotes/origin/${name}`) ?? tipOf(git, `refs/heads/${name}`)
  const found = names.find(name => known(name) !== null)
  if (found) return found
  throw new Error(
    'This clone has no branch main or master, and origin names no other: git remote set-head origin --auto',
  )
}

/** The commit that a ref is at; `null`: there is no such ref. */
export const tipOf = (git: Git, ref: string): string | null =>
  ask(git, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)

/** Fetches origin; `false` where that could not be done, as without a network. */
export function fetchOrigin({ git, hasOrigin }: Clone): boolean {
  return hasOrigin && ask(git, 'fetch', '--quiet', 'origin') !== null
}

/**
 * What a proposal on `branch` is built on: its own tip where it is checked out, else the default branch as origin has it. Throws where one of
 * `paths` is another there than the one that was edited here.
 */
export function baseFor(clone: Clone, branch: string, paths: readonly string[]): Base {
  const base = clone.branch === branch ? ownBase(clone, branch) : mainBase(clone)
  const { git } = clone
  // what the user has committed, and nobody else has changed, is the user's to propose
  const fork = ask(git, 'merge-base', 'HEAD', base.commit) ?? 'HEAD'
  const changed = paths.filter(path => {
    const there = entryAt(git, base.commit, path)
    return there !== entryAt(git, 'HEAD', path) && there !== entryAt(git, fork, path)
  })
  if (changed.length === 0) return base
  const mend =
    clone.branch === clone.defaultBranch
      ? 'Put your own changes aside if there are any, then git pull, and do it again.'
      : `Do it again on ${clone.defaultBranch} (git switch ${clone.defaultBranch}, then git pull).`
  throw new Error(
    `${changed.join(', ')} is not the same here as on ${base.name}: somebody has changed it since. ${mend}`,
  )
}

function ownBase({ git }: Clone, branch: string): Base {
  const tip = tipOf(git, 'HEAD')
  if (tip === null) throw new Error(`The branch ${branch} has no commit yet.`)
  const there = tipOf(git, `refs/remotes/origin/${branch}`)
  if (there !== null && ask(git, 'merge-base', '--is-ancestor', there, tip) === null)
    throw new Error(`The branch ${branch} has commits on GitHub that are not here: git pull, then do it again.`)
  return { commit: tip, name: branch, isOwn: true }
}

function mainBase({ git, defaultBranch }: Clone): Base {
  const remote = tipOf(git, `refs/remotes/origin/${defaultBranch}`)
  const commit = remote ?? tipOf(git, `refs/heads/${defaultBranch}`)
  if (commit === null) throw new Error(`The branch ${defaultBranch} has no commit yet.`)
  return { commit, name: remote === null ? defaultBranch : `origin/${defaultBranch}`, isOwn: false }
}

/** The mode and blob of a file in a commit; empty where it has none. */
export function entryAt(git: Git, commit: string, path: string): string {
  const [mode = '', , blob = ''] = (ask(git, 'ls-tree', '--full-tree', '-z', commit, '--', path) ?? '').split(/[ \t]/)
  return blob && `${mode} ${blob}`
}

/** What stands in a file of a commit; `null`: it has none. */
export function textAt({ git }: Clone, commit: string, path: string): string | null {
  const [, blob] = entryAt(git, commit, path).split(' ')
  return blob === undefined ? null : git(['cat-file', 'blob', blob]).toString()
}
