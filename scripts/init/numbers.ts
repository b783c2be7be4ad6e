/** The numbers of GitHub accounts: a login can be renamed, and then be somebody else's. */
import { accountNumber } from '../github/accounts.ts'
import { type Client, connect } from '../github/client.ts'
import { unnumberedIn, withNumbers } from './directory.ts'

export interface Numbers {
  /** Person → number. */
  found: ReadonlyMap<string, number>
  /** Logins that GitHub shows to nobody without a token: misspelt, or of an enterprise's own accounts. */
  unseen: readonly string[]
  /** Logins that were not asked for, and why; `null`: as told. */
  unasked: { logins: readonly string[]; why: string | null } | null
}

/** GitHub for questions that need no token; it is not waited for long. */
export const lookupFrom = (env: NodeJS.ProcessEnv): Client =>
  connect({
    baseUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    // none is asked about
    repository: 'none/none',
    token: env['GITHUB_TOKEN'] ?? '',
    patience: 0.1,
    longestWait: 5,
    timeout: 10,
  })

/** The files of a directory with the numbers of its accounts, as far as GitHub tells them. `null`: it is not asked. */
export async function numbered(
  files: ReadonlyMap<string, string>,
  client: Client | null,
): Promise<{ files: Map<string, string>; numbers: Numbers }> {
  const logins = new Map([...files.values()].flatMap(text => [...unnumberedIn(text)]))
  const numbers = await numbersOf(logins, client)
  return { files: new Map([...files].map(([path, text]) => [path, withNumbers(text, numbers.found)])), numbers }
}

/** Asks GitHub for the number of each account; after the first failure it asks no more. */
async function numbersOf(logins: ReadonlyMap<string, string>, client: Client | null): Promise<Numbers> {
  const all = [...logins.values()]
  if (!client) return { found: new Map(), unseen: [], unasked: all.length > 0 ? { logins: all, why: null } : null }
  const found = new Map<string, number>()
  const unseen: string[] = []
  const left = [...logins]
  for (const [person, login] of logins) {
    try {
      const number = await accountNumber(client, login)
      if (number === null) unseen.push(login)
      else found.set(person, number)
      left.shift()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return { found, unseen, unasked: { logins: left.map(([, login]) => login), why } }
    }
  }
  return { found, unseen, unasked: null }
}
