/** The releases of the repository on GitHub. */
import { type Client, GitHubError } from './client.ts'
import { countOf, fieldsOf, flagOf, textOf } from './shape.ts'

export interface ReleaseOnGitHub {
  id: number
  tag: string
  body: string
  draft: boolean
  /** Whose account made it. */
  author: string
}

/** All of them; drafts, where the token may write. */
export async function readReleases(client: Client): Promise<ReleaseOnGitHub[]> {
  const rows = await client.list('GET /repos/{owner}/{repo}/releases')
  return rows.map(row => releaseOf(row))
}

function releaseOf(row: unknown): ReleaseOnGitHub {
  const release = fieldsOf(row, 'release')
  return {
    id: countOf(release['id'], 'release.id'),
    tag: textOf(release['tag_name'], 'release.tag_name'),
    body: textOf(release['body'] ?? '', 'release.body'),
    draft: flagOf(release['draft'], 'release.draft'),
    author: textOf(fieldsOf(release['author'], 'release.author')['login'], 'release.author.login'),
  }
}

/**
 * Makes a release at a tag that is there, and says whether it did: not where another run, or an answer that was lost, has made it. The commit
 * is not named: for one that touches workflows GitHub would ask for a permission that GITHUB_TOKEN never has. None is the latest: a repository may
 * have several programmes.
 */
export async function createRelease(
  client: Client,
  { tag, name, body }: { tag: string; name: string; body: string },
): Promise<boolean> {
  try {
    await client.write('POST /repos/{owner}/{repo}/releases', { tag_name: tag, name, body, make_latest: 'false' })
    return true
  } catch (error) {
    const raced = error instanceof GitHubError && error.status === 422
    const there = raced && (await readReleases(client)).some(release => release.tag === tag && !release.draft)
    if (there) return false
    throw error
  }
}

/** Gives a release another body. Unasked, GitHub would make it the latest. */
export async function updateRelease(client: Client, { id, body }: { id: number; body: string }): Promise<void> {
  await client.write('PATCH /repos/{owner}/{repo}/releases/{id}', { id, body, make_latest: 'false' })
}
