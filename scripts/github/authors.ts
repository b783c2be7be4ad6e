/** Who GitHub's accounts are, and who wrote a commit. */
import type { Person } from '../../policies/model.ts'
import { countOf, fieldsOf, textOf } from './shape.ts'

/** GitHub's account as our Person. `null`: the account was deleted. */
export function personOf(value: unknown, what: string): Person | null {
  if (value === null) return null
  const user = fieldsOf(value, what)
  const login = textOf(user.login, `${what}.login`)
  const bot = textOf(user.type, `${what}.type`) === 'Bot' || isBot(login)
  return { id: countOf(user.id, `${what}.id`), login, bot }
}

/** Author, committer and co-authors of a commit, each once; `null` for all whom no account is linked to. */
export function authorsOf(commit: unknown, what: string): (Person | null)[] {
  const { author, committer, commit: git } = fieldsOf(commit, what)
  const wrote = linked(author, `${what}.author`)
  const committed = linked(committer, `${what}.committer`)
  const message = textOf(fieldsOf(git, `${what}.commit`).message, `${what}.commit.message`)
  // GitHub commits as `web-flow` for whoever edits or merges in the browser: there the author counts. As an author it is nobody.
  const people = [isWebFlow(wrote) ? null : wrote, ...(isWebFlow(committed) ? [] : [committed])]
  return distinct([...people, ...coAuthorsIn(message)])
}

/** The people whom a message's `Co-authored-by` lines name. Only GitHub's own address says which account it is. */
export function coAuthorsIn(message: string): (Person | null)[] {
  return [...message.matchAll(/^[ \t]*co-authored-by[ \t]*:(.*)$/gim)].map(([, trailer]) => {
    const address = /<(\d+)\+([a-z\d][a-z\d_-]*(?:\[bot\])?)@users\.noreply\.github\.com>\s*$/i.exec(trailer ?? '')
    const [, id, login] = address ?? []
    return id && login ? { id: Number(id), login, bot: isBot(login) } : null
  })
}

/** The same account: by id where both have one, else by login without regard to case. */
export function samePerson(one: Pick<Person, 'id' | 'login'>, other: Pick<Person, 'id' | 'login'>): boolean {
  if (one.id !== null && other.id !== null) return one.id === other.id
  return one.login.toLowerCase() === other.login.toLowerCase()
}

const isWebFlow = (person: Person | null): boolean => person?.login === 'web-flow'

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
