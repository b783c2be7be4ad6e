/** The pull request that a branch of this repository has, or had. */
import type { Client } from './client.ts'
import { countOf, fieldsOf, textOf } from './shape.ts'

export interface Earlier {
  number: number
  url: string
  how: 'open' | 'merged' | 'closed'
}

/** The newest one; an open one before all others. `null`: there never was one. */
export async function earlierPull(client: Client, branch: string): Promise<Earlier | null> {
  const rows = await client.list('GET /repos/{owner}/{repo}/pulls', { state: 'all', head: `${client.owner}:${branch}` })
  const pulls = rows
    .map(row => fieldsOf(row, 'pull'))
    // GitHub ignores a filter that it does not understand
    .filter(({ head }) => isOf(client, branch, head))
    .map((pull): Earlier => {
      const open = textOf(pull.state, 'pull.state') === 'open'
      const how = open ? 'open' : pull.merged_at ? 'merged' : 'closed'
      return { number: countOf(pull.number, 'pull.number'), url: textOf(pull.html_url, 'pull.html_url'), how }
    })
    .sort((one, other) => other.number - one.number)
  return pulls.find(({ how }) => how === 'open') ?? pulls[0] ?? null
}

function isOf({ owner, repo }: Client, branch: string, value: unknown): boolean {
  const head = fieldsOf(value, 'pull.head')
  const from = head.repo === null ? '' : textOf(fieldsOf(head.repo, 'pull.head.repo').full_name, 'repo.full_name')
  return head.ref === branch && from.toLowerCase() === `${owner}/${repo}`.toLowerCase()
}
