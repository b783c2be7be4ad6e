/** Between the user's clone and origin, with the user's own credentials. */
import type { Clone } from './clone.ts'

/** Pushes a commit to a branch of origin; never by force. `null`: it is there; else why not, in words for people. */
export function push(_clone: Clone, _branch: string, _commit: string): string | null {
  throw new Error('not written yet')
}

/** Fetches a commit that was made on GitHub. Throws where it is not to be had. */
export function fetchBranch(_clone: Clone, _branch: string, _commit: string): void {
  throw new Error('not written yet')
}
