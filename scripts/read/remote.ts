/** Fetches commits as data. Credentials go to git through its environment: they stand in no argument, file or log. */
import { type Git, gitError, gitIn } from './git.ts'

/** git in a checkout whose remote `origin` asks for a token. A remote that is no web address gets none. */
export function gitWithToken(directory: string, token: string | undefined): Git {
  const plain = gitIn(directory)
  const origin = new URL(plain(['remote', 'get-url', 'origin']).toString().trim(), 'file:///')
  if (token === undefined || !origin.protocol.startsWith('http')) return plain
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  return gitIn(directory, {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${origin.origin}/.extraheader`,
    GIT_CONFIG_VALUE_0: header,
  })
}

const options = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head']

/** Fetches what the verdict stands on; throws where it is not to be had. */
export function fetchCommits(git: Git, names: readonly string[]): void {
  try {
    git([...options, 'origin', ...names])
  } catch (error) {
    throw new Error(`git could not fetch ${names.join(', ')}: ${gitError(error)}`)
  }
}

/** Fetches reviewed commits one by one: one that is gone (a force-push, long ago) only means that its approval cannot count. */
export function fetchReviewed(git: Git, commits: readonly string[]): void {
  for (const commit of commits) {
    try {
      git(['cat-file', '-e', `${commit}^{commit}`])
    } catch {
      try {
        git([...options, 'origin', commit])
      } catch {
        // not to be had: `versionsOf` leaves it out
      }
    }
  }
}
