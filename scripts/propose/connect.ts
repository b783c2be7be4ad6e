/** The door to GitHub for a person's clone. */
import type { Client } from '../github/client.ts'
import type { Clone } from './clone.ts'

/** `null`: the clone has no place on GitHub, or the environment no token (GITHUB_TOKEN, or GH_TOKEN). */
export function connectClone(_clone: Clone, _environment: NodeJS.ProcessEnv): Client | null {
  throw new Error('not written yet')
}
