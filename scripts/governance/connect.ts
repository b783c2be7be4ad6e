/** GitHub as the environment names it. */
import { type Client, connect } from '../github/client.ts'

const needed = ['GITHUB_TOKEN', 'GITHUB_REPOSITORY'] as const

/** The door to GitHub; `null` where the environment does not say which repository, or has no token. */
export function connectFrom(environment: NodeJS.ProcessEnv): Client | null {
  const [token, repository] = needed.map(name => environment[name])
  if (!token || !repository) return null
  const patience = environment['COUNTERSIGN_PATIENCE']
  return connect({
    baseUrl: environment['GITHUB_API_URL'] || 'https://api.github.com',
    repository,
    token,
    ...(patience && { patience: Number(patience) }),
  })
}

/** As `connectFrom`, for what cannot do without GitHub. */
export function connectedFrom(environment: NodeJS.ProcessEnv): Client {
  const client = connectFrom(environment)
  if (!client) throw new Error(`${needed.filter(name => !environment[name]).join(' and ')} must be set.`)
  return client
}
