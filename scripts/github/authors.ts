/** Who GitHub's accounts are, and who wrote a commit. */
import type { Commit, Person } from '../../policies/model.ts'
import type { Client } from './client.ts'
import { countOf, fieldsOf, textOf } from './shape.ts'

/** A commit as git has it. */
export interface Written {
  parents: string[]
  /** E-mail addresses. */
  author: string
  committer: string
  message: string
}

/** E-mail address, in small letters → its account; `null`: it belongs to none. GitHub knows the writers of a commit by nothing else. */
export type Accounts = Map<string, Person | null>

/** GitHub's account as our Person. `null`: the account was deleted. */
export function personOf(value: unknown, what: string): Person | null {
  if (value === null) return null
  const user = fieldsOf(value, what)
  const login = textOf(user.login, `${what}.login`)
  const bot = textOf(user.type, `${what}.type`) === 'Bot' || isBot(login)
  return { id: countOf(user.id, `${what}.id`), login, bot }
}

/**
 * The commits with who wrote them. GitHub is asked once for addresses that are not among `accounts`, which grows; not for the private address
 * of somebody of whom it has told already (`told`). What an address says of itself proves nothing: its number may be nobody's.
 */
export async function commitsOf(
  client: Client,
  number: number,
  written: Readonly<Record<string, Written>>,
  accounts: Accounts,
  told: readonly (Person | null)[] = [],
): Promise<Commit[]> {
  const addresses = Object.values(written).flatMap(({ author, committer }) => [author, committer])
  for (const address of addresses) {
    const own = ownAddress(address)
    const person = own && told.find(one => one?.id === own.id)
    if (person) accounts.set(address.toLowerCase(), person)
  }
  if (!addresses.every(address => isWebFlow(address) || accounts.has(address.toLowerCase()))) {
    const rows = await client.list('GET /repos/{owner}/{repo}/pulls/{number}/commits', { number })
    for (const [address, person] of rows.flatMap(linksIn)) accounts.set(address, person)
  }
  return Object.entries(written).map(([sha, commit]) => ({
    sha,
    parents: commit.parents,
    authors: authorsOf(commit, accounts),
  }))
}

/** Author, committer and co-authors of a commit, each once; `null` for all whom no account is linked to. */
export function authorsOf({ author, committer, message }: Written, accounts: Accounts): (Person | null)[] {
  const known = (address: string) => accounts.get(address.toLowerCase()) ?? null
  // GitHub commits as `web-flow` for whoever edits or merges in the browser: there the author counts. As an author it is nobody.
  const people = [isWebFlow(author) ? null : known(author), ...(isWebFlow(committer) ? [] : [known(committer)])]
  return distinct([...people, ...coAuthorsIn(message, accounts)])
}

/** Address and account of a commit's author and committer. */
function linksIn(value: unknown): [string, Person | null][] {
  const commit = fieldsOf(value, 'commit')
  const git = fieldsOf(commit.commit, 'commit.commit')
  return (['author', 'committer'] as const).map(role => {
    const { email } = fieldsOf(git[role], `commit.commit.${role}`)
    return [textOf(email, `commit.commit.${role}.email`).toLowerCase(), linked(commit[role], `commit.${role}`)]
  })
}

/** The people whom a message's `Co-authored-by` lines name: a claim, which only takes from what a commit proves. */
export function coAuthorsIn(message: string, accounts: Accounts): (Person | null)[] {
  return [...message.matchAll(/^[ \t]*co-authored-by[ \t]*:(.*)$/gim)].map(([, trailer]) => {
    const [, address] = /<([^<>]+)>\s*$/.exec(trailer ?? '') ?? []
    if (!address || /<.*</.test(trailer ?? '')) return null
    return accounts.get(address.toLowerCase()) ?? ownAddress(address)
  })
}

/** The account of an address that GitHub gives to those who keep theirs private: `<id>+<login>@users.noreply.github.com`. */
function ownAddress(address: string): Person | null {
  const [, id, login] =
    /^([1-9]\d{0,14})\+([a-z\d][a-z\d_-]*(?:\[bot\])?)@users\.noreply\.github\.com$/i.exec(address) ?? []
  return id && login ? { id: Number(id), login, bot: isBot(login) } : null
}

/** The same account: by id where both have one, else by login without regard to case. */
export function samePerson(one: Pick<Person, 'id' | 'login'>, other: Pick<Person, 'id' | 'login'>): boolean {
  if (one.id !== null && other.id !== null) return one.id === other.id
  return one.login.toLowerCase() === other.login.toLowerCase()
}

const isWebFlow = (address: string): boolean => address.toLowerCase() === 'noreply@github.com'

const isBot = (login: string): boolean => login.toLowerCase().endsWith('[bot]')

/** GitHub sends `null`, and at times `{}`, for a name and address that belong to no account. */
function linked(value: unknown, what: string): Person | null {
  if (value !== null && Object.keys(fieldsOf(value, what)).length === 0) return null
  return personOf(value, what)
}

function distinct(people: (Person | null)[]): (Person | null)[] {
  const same = (one: Person | null, other: Person | null) => (one && other ? samePerson(one, other) : one === other)
  return people.filter((person, index) => people.findIndex(other => same(person, other)) === index)
}
