/** Accounts as GitHub's JSON, and which account a commit links to. */
import { nodeId, web } from './addresses.ts'
import type { Signature } from './git.ts'
import { findUser, isCollaborator, noreply, type State, sameLogin, type User } from './state.ts'

type Shape = Record<string, unknown>

/** The account that GitHub shows where an author is gone but the description allows no null. */
const ghost: User = { login: 'ghost', id: 10137, type: 'User' }
/** Who commits what is merged or edited on the website. */
const webFlow: User = { login: 'web-flow', id: 19864447, type: 'User', emails: ['noreply@github.com'] }

/** A user as it stands inside other things; `null` for a deleted account. */
export function user(state: State, login: string): Shape | null {
  const found = findUser(state, login)
  return found === null ? null : account(state, found)
}

/** As `user`, where the description allows no null: GitHub's stand-in for a deleted account. */
export function userOrGhost(state: State, login: string): Shape {
  return account(state, findUser(state, login) ?? ghost)
}

/** A user that need not be known: the owner of the repository or of a fork may be an organisation. */
export function owner(state: State, login: string): Shape {
  return account(state, findUser(state, login) ?? { login, id: 1, type: 'User' })
}

/** An account as GitHub's JSON. */
export function account(state: State, { login, id, type }: User): Shape {
  const url = `${state.url}/users/${encodeURIComponent(login)}`
  return {
    login,
    id,
    node_id: nodeId('U', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: type === 'Bot' ? `${web}/apps/${login.replace('[bot]', '')}` : `${web}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
    user_view_type: 'public',
  }
}

/** How the author stands to the repository. */
export function association(state: State, login: string): string {
  if (sameLogin(login, state.owner)) return 'OWNER'
  const found = findUser(state, login)
  return found !== null && isCollaborator(found) ? 'COLLABORATOR' : 'NONE'
}

/** The account that a commit's e-mail links to; `null` where none has it. */
export function linked(state: State, { email }: Signature): User | null {
  const people = [...state.users.filter(({ login }) => findUser(state, login) !== null), webFlow]
  const has = (person: User) => (person.emails ?? [noreply(person)]).some(own => sameLogin(own, email))
  return people.find(has) ?? null
}

/** How a commit that is made here names the committer. */
export const webSignature = { name: 'GitHub', email: webFlow.emails?.[0] ?? '' }

/** How a commit that is made here for somebody names them. */
export function signatureOf(state: State, login: string): { name: string; email: string } {
  const found = findUser(state, login)
  if (found === null)
    return { name: login, email: noreply({ login, id: Number(userOrGhost(state, login).id), type: 'User' }) }
  return { name: found.name ?? found.login, email: found.emails?.[0] ?? noreply(found) }
}
