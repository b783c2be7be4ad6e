/** Who a token stands for, and whether its permissions allow an operation. */
import { type Answer, refuse } from './answers.ts'
import { type Scope, type State, sameLogin, type Token } from './state.ts'

/** What an operation needs: any one of the scopes, at this level. Without scopes, a known token is enough. */
export interface Need {
  level: 'read' | 'write'
  scopes: Scope[]
  /** Answers without a token as well. */
  open?: boolean
}

/** The token of an `Authorization` header; `null` without one, a refusal if nobody has it. */
export function authenticate(state: State, header: string | undefined): Token | null | Answer {
  if (header === undefined) return null
  const [, value] = /^(?:bearer|token) (.+)$/i.exec(header) ?? []
  const token = state.tokens.find(known => known.token === value)
  const gone = token !== undefined && [...state.deleted].some(login => sameLogin(login, token.login))
  return token === undefined || gone ? refuse(401, 'Bad credentials') : token
}

/** The refusal of a call whose token does not allow it, or `null`. */
export function deny(token: Token | null, need: Need): Answer | null {
  if (need.open === true) return null
  // The repository is private: who is not known does not learn that it is there.
  if (token === null) return refuse(404, 'Not Found')
  const allows = (scope: Scope) => token.permissions[scope] === 'write' || token.permissions[scope] === need.level
  return need.scopes.length === 0 || need.scopes.some(allows) ? null : inaccessible(token.app === true)
}

/** What GitHub says where a token's permissions do not suffice. */
export const inaccessible = (app: boolean): Answer =>
  refuse(403, `Resource not accessible by ${app ? 'integration' : 'personal access token'}`)
