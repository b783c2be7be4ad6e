/** The default branch on GitHub. */
import type { Client } from './client.ts'
import { fieldsOf, shaOf, textOf } from './shape.ts'

export interface Tip {
  branch: string
  sha: string
}

/** The default branch, and the commit that it is at. */
export async function readDefaultBranch(client: Client): Promise<Tip> {
  const repository = fieldsOf(await client.read('GET /repos/{owner}/{repo}'), 'repository')
  const branch = textOf(repository['default_branch'], 'repository.default_branch')
  const ref = fieldsOf(await client.read('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${branch}` }), 'ref')
  return { branch, sha: shaOf(fieldsOf(ref['object'], 'ref.object')['sha'], 'ref.object.sha') }
}
