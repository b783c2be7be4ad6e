/** GitHub's accounts by their login. */
import { type Client, GitHubError } from './client.ts'
import { countOf, fieldsOf } from './shape.ts'

/** The number of an account, which stays when it is renamed; `null`: GitHub shows no account of this login. */
export async function accountNumber(client: Client, login: string): Promise<number | null> {
  try {
    return countOf(fieldsOf(await client.read('GET /users/{username}', { username: login }), 'user')['id'], 'user.id')
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return null
    throw error
  }
}
