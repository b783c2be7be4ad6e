/** Where a clone lives on GitHub, told by the address of its origin. */

export interface Remote {
  /** `owner/name`. */
  repository: string
  /** Such as `https://api.github.com`. */
  apiUrl: string
}

/** `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name.git`. */
const address =
  /^(?:(?:https?|ssh|git):\/\/(?:[^@/#?\s]+@)?(?<host>[\w.-]+)(?::\d+)?\/|(?:[\w.-]+@)?(?<scp>[\w-]+(?:\.[\w-]+)+):\/?)(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?\/?$/

/**
 * What an address of origin says; `null` for what is none of GitHub's. A server of one's own is known by a name that
 * begins with `github.`, or as `enterpriseHost`, which GH_HOST names: the token must not go to just any server.
 */
export function remoteOf(origin: string, enterpriseHost?: string): Remote | null {
  const { host, scp, owner, name } = address.exec(origin.trim())?.groups ?? {}
  const apiUrl = apiOf((host ?? scp ?? '').toLowerCase(), enterpriseHost?.toLowerCase())
  return apiUrl === null || !owner || !name ? null : { repository: `${owner}/${name}`, apiUrl }
}

function apiOf(host: string, enterpriseHost: string | undefined): string | null {
  // ssh.github.com is for networks that let only HTTPS through
  if (['github.com', 'www.github.com', 'ssh.github.com'].includes(host)) return 'https://api.github.com'
  if (host.endsWith('.ghe.com')) return `https://api.${host}`
  const isOwn = host !== '' && (host === enterpriseHost || /^github\.(?!com\.)/.test(host))
  return isOwn ? `https://${host}/api/v3` : null
}

/** The place on GitHub: GITHUB_REPOSITORY and GITHUB_API_URL of the environment win over what origin says. */
export function placeOf(origin: string | null, environment: NodeJS.ProcessEnv): Remote | null {
  const told = origin === null ? null : remoteOf(origin, environment['GH_HOST'])
  const repository = environment['GITHUB_REPOSITORY'] || told?.repository
  const apiUrl = environment['GITHUB_API_URL'] || told?.apiUrl || 'https://api.github.com'
  return repository ? { repository, apiUrl } : null
}
