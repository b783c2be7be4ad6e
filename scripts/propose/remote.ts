/** Where a clone lives on GitHub, told by the address of its origin. */

export interface Remote {
  /** `owner/name`. */
  repository: string
  /** Such as `https://api.github.com`. */
  apiUrl: string
}

/** What an address of origin says; `null` for what is none of GitHub's. `enterpriseHost`: a server of your own, as GH_HOST names it. */
export function remoteOf(_address: string, _enterpriseHost?: string): Remote | null {
  throw new Error('not written yet')
}

/** The place on GitHub: GITHUB_REPOSITORY and GITHUB_API_URL of the environment win over what origin says. */
export function placeOf(_origin: string | null, _environment: NodeJS.ProcessEnv): Remote | null {
  throw new Error('not written yet')
}
