/** A commit of a proposal: first made beside everything, so that it can be judged; then kept on its branch. */
import type { FileText } from '../github/proposals.ts'
import type { Clone } from './clone.ts'

/** How a commit was kept. `commit` is the one that the branch had before, where that is the same change. */
export interface Kept {
  commit: string
  /** `null`: the branch is checked out. Else why it is not, in a sentence: the branch has the commit, and the folder is as it was. */
  notOnIt: string | null
}

/** Makes a commit, signed where git is set to sign, and gives its id. No branch moves; index and folder stay. Throws where nothing changes. */
export function draftCommit(
  _clone: Clone,
  _draft: { base: string; files: readonly FileText[]; message: string },
): string {
  throw new Error('not written yet')
}

/** Sets a branch to a commit and goes there. Throws where a branch of that name has something else. Work that is not committed stays. */
export function keepCommit(_clone: Clone, _branch: string, _commit: string): Kept {
  throw new Error('not written yet')
}
