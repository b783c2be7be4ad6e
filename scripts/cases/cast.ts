/** Who takes part in a case that is played on the forge: accounts, their tokens, and how they sign commits. */
import { readRepository } from '../../policies/repository.ts'
import type { PullFile } from '../../schemas/types.ts'
import { workflowLogin } from '../github/comment.ts'
import type { Token, User } from '../rehearsal/state.ts'
import { baseFiles, type Signing } from './case.ts'

type Account = PullFile['author']

export interface Cast {
  users: User[]
  /** Everybody's token is the login. */
  tokens: Token[]
  loginOf: (account: Account) => string
  /** How each commit of the case is signed. */
  signing: Signing
  /** Logins of accounts that are deleted in the end. */
  gone: string[]
}

const gone: User = { login: 'gone', id: 7001, type: 'User' }
const workflow: User = { login: workflowLogin, id: 41_898_282, type: 'Bot' }

/** The people of the cases' directory, with the accounts of a pull file in their places: renamed, taken over, bots, strangers. */
export function castOf(file: PullFile): Cast {
  const others = [
    file.author,
    ...(file.reviews ?? []).flatMap(({ by, dismissedBy = null }) => [by, dismissedBy]),
    ...(file.asked ?? []).map(({ who }) => who),
    ...Object.values(file.commits ?? {}).flat(),
  ]
  const users = others.reduce<User[]>(
    (known, account) => (account === null ? known : placed(known, account)),
    everybody(),
  )
  const loginOf = (account: Account) =>
    account === null ? gone.login : typeof account === 'string' ? account : account.login
  const addressOf = (account: Account) => {
    const user = users.find(({ login }) => sameLogin(login, loginOf(account)))
    // a commit of nobody: its address belongs to no account
    return user && account !== null ? `${user.id}+${user.login}@users.noreply.github.com` : 'nobody@acme.example'
  }
  const all = [...users, gone, workflow]
  return {
    users: all,
    tokens: all.map(({ login }) => ({ token: login, login, app: login === workflowLogin, permissions: mayDo(login) })),
    loginOf,
    signing: step => {
      const [author, ...more] = file.commits?.[step] ?? [file.author]
      const trailers = more.map(one => `\nCo-authored-by: ${loginOf(one)} <${addressOf(one)}>`).join('')
      return { person: `A Person <${addressOf(author ?? null)}>`, message: `${step}\n${trailers}` }
    },
    gone: others.includes(null) ? [gone.login] : [],
  }
}

const everybody = (): User[] =>
  Object.values(directory.people).map(({ github: { login, id = 0 } }) => ({ login, id, type: 'User' }))
const directory = readRepository(new Map([...baseFiles()].map(([path, text]) => [path, { text }]))).people

const sameLogin = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** An account takes the place of the one with its number, or else with its login. */
function placed(known: readonly User[], account: Exclude<Account, null>): User[] {
  const { login, id, bot } = typeof account === 'string' ? { login: account } : account
  const before = known.find(user => (id === undefined ? sameLogin(user.login, login) : user.id === id))
  const user: User = { login, id: before?.id ?? id ?? 8000 + known.length, type: bot ? 'Bot' : 'User' }
  return [...known.filter(one => one !== before && !sameLogin(one.login, login)), user]
}

const mayDo = (login: string): Token['permissions'] =>
  login === workflowLogin
    ? { contents: 'read', 'pull-requests': 'write', statuses: 'write' }
    : { contents: 'write', 'pull-requests': 'write', issues: 'write', statuses: 'read' }
