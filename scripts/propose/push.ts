/** Between the user's clone and origin, with the user's own credentials. */
import { gitError } from '../read/git.ts'
import { ask, type Clone } from './clone.ts'

/** Pushes a commit to a branch of origin; never by force. `null`: it is there; else why not, in a sentence for people. */
export function push({ git, hasOrigin }: Clone, branch: string, commit: string): string | null {
  if (!hasOrigin)
    return 'This clone has no origin to push to: git remote add origin, with the address of the repository.'
  try {
    git(['push', '--quiet', 'origin', `${commit}:refs/heads/${branch}`])
    return null
  } catch (error) {
    return (
      reason(String((error as { stderr?: Buffer }).stderr ?? ''), branch) ?? `git could not push: ${gitError(error)}.`
    )
  }
}

function reason(said: string, branch: string): string | null {
  const refused = /^ ! \[remote rejected\] .*\((.+)\)$/m.exec(said)?.[1]
  if (refused) return `The server does not take the branch ${branch}: ${refused}.`
  if (said.includes('[rejected]'))
    return `The branch ${branch} is on the server already, with commits that are not here: git fetch, then git switch ${branch} and git pull, and do it again.`
  return /Authentication failed|could not read (?:Username|Password)|Permission denied|publickey|error: 40[13]/.test(
    said,
  )
    ? 'git could not sign in to the server, or you may not write there. A plain git push shows whether it can; GitHub’s own program (gh auth login) sets it up.'
    : null
}

/** Fetches a commit that was made on GitHub. Throws where it is not to be had. */
export function fetchBranch({ git }: Clone, branch: string, commit: string): void {
  try {
    git(['fetch', '--quiet', 'origin', `+refs/heads/${branch}:refs/remotes/origin/${branch}`])
  } catch (error) {
    throw new Error(`The branch ${branch} is on GitHub, and git could not fetch it: ${gitError(error)}.`)
  }
  if (ask(git, 'cat-file', '-e', `${commit}^{commit}`) === null)
    throw new Error(`The branch ${branch} is on GitHub, but origin does not have its commit ${commit}.`)
}
