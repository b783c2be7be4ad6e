/** Who is at the keyboard, by the directory: told, or known by GitHub's account or by the address that git writes into commits. */
import { identify } from '../../policies/holders.ts'
import type { People } from '../../policies/repository.ts'
import { ask, type Clone } from './clone.ts'

/** A person of the directory by id or GitHub login, with or without @; `null`: nobody there. */
export function personCalled(name: string, people: People): string | null {
  const login = name.trim().replace(/^@/, '')
  if (Object.hasOwn(people.people, login)) return login
  return identify({ id: null, login, bot: false }, people)
}

/** The account that GitHub's private address of a commit names: `123+ann@users.noreply.github.com`. Others name nobody. */
function accountOf(address: string): { id: number | null; login: string } | null {
  const [, id, login] = /^(?:(\d+)\+)?([A-Za-z\d][A-Za-z\d_-]*)@users\.noreply\.github\.com$/i.exec(address) ?? []
  return login === undefined ? null : { id: id === undefined ? null : Number(id), login }
}

/** The directory's id of whoever uses this clone; `null`: nobody told, and neither the account nor the address is known. */
export function whoIsHere(
  clone: Clone | null,
  account: { id: number; login: string } | null,
  people: People,
): string | null {
  const author = clone ? ask(clone.git, '-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT') : null
  const known = account ?? accountOf(/<([^>]*)>/.exec(author ?? '')?.[1] ?? '')
  return known === null ? null : identify({ ...known, bot: false }, people)
}
