/** The user's clone: where it stands, and what a proposal is built on. */
import type { Git } from '../read/git.ts'
import type { Remote } from './remote.ts'

export interface Clone {
  /** The top folder. */
  root: string
  git: Git
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
  _folder: string,
  _environment: NodeJS.ProcessEnv,
  _options?: { interactive: boolean },
): Clone {
  throw new Error('not written yet')
}

/** Fetches origin; `false` where that could not be done, as without a network. */
export function fetchOrigin(_clone: Clone): boolean {
  throw new Error('not written yet')
}

/** What a proposal on `branch` is built on. Throws where one of `paths` is another there than the one that was edited here. */
export function baseFor(_clone: Clone, _branch: string, _paths: readonly string[]): Base {
  throw new Error('not written yet')
}
