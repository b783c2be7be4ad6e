/** The door to GitHub for a person's clone. */
import type { Client } from '../github/client.ts'
import { connectFrom } from '../governance/connect.ts'
import type { Clone } from './clone.ts'

/** `null`: the clone has no place on GitHub, or the environment no token (GITHUB_TOKEN, or GH_TOKEN). */
export function connectClone({ remote }: Clone, environment: NodeJS.ProcessEnv): Client | null {
  const token = environment['GITHUB_TOKEN'] || environment['GH_TOKEN']
  if (remote === null || !token) return null
  const place = { GITHUB_REPOSITORY: remote.repository, GITHUB_API_URL: remote.apiUrl, GITHUB_TOKEN: token }
  return connectFrom({ ...environment, ...place })
}
