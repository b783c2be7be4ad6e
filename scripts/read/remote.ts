/** Fetches commits as data. Credentials go to git through its environment: they stand in no argument, file or log. */
import { type Git, gitError, gitIn } from './git.ts'
import { fetchOptions, present } from './partial.ts'

/** git in a checkout whose remote `origin` asks for a token. A remote that is no web address gets none. */
export function gitWithToken(directory: string, token: string | undefined): Git {
  const plain = gitIn(directory)
  const origin = originOf(plain)
  if (token === undefined || !origin.protocol.startsWith('http')) return plain
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  return gitIn(directory, {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${origin.origin}/.extraheader`,
    GIT_CONFIG_VALUE_0: header,
  })
}

function originOf(git: Git): URL {
  try {
    return new URL(git(['remote', 'get-url', 'origin']).toString().trim(), 'file:///')
  } catch (error) {
    throw new Error(
      `The gate runs in a clone of the repository that it judges, with a remote origin: ${gitError(error)}`,
    )
  }
}

/** Fetches what the verdict stands on; throws where it is not to be had. */
export function fetchCommits(git: Git, names: readonly string[]): void {
  try {
    git([...fetchOptions, 'origin', ...names])
  } catch (error) {
    throw new Error(`git could not fetch ${names.join(', ')}: ${gitError(error)}`)
  }
}

/** Fetches a commit, unless it is here. Throws where it is not to be had. */
export function fetchHead(git: Git, commit: string): void {
  if (!present(git, [commit]).has(commit)) fetchCommits(git, [commit])
}

/** The commit that a name stands for at the remote, at this moment. Throws where there is none. */
export function tipOf(git: Git, name: string): string {
  try {
    const [sha = ''] = git(['ls-remote', '--exit-code', 'origin', name]).toString().split('\t')
    return sha
  } catch (error) {
    throw new Error(`git could not ask for ${name}: ${gitError(error)}`)
  }
}

/** Fetches reviewed commits. One that is gone (a force-push, long ago) only means that its approval cannot count. */
export function fetchReviewed(git: Git, commits: readonly string[]): void {
  const here = present(git, commits)
  const missing = commits.filter(commit => !here.has(commit))
  if (missing.length === 0 || fetched(git, missing)) return
  // git fetches all or nothing: one that is gone must not keep the others away
  for (const commit of missing) fetched(git, [commit])
}

function fetched(git: Git, commits: readonly string[]): boolean {
  try {
    git([...fetchOptions, 'origin', ...commits])
    return true
  } catch {
    return false
  }
}
