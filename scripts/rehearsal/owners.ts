/** What GitHub finds wrong in the CODEOWNERS of a branch. */
import { type Answer, type Call, notFound } from './answers.ts'
import { git, resolveCommit } from './git.ts'
import { findUser, isCollaborator, type State } from './state.ts'

/** Where GitHub looks, in this order. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

/** GET /codeowners/errors */
export async function codeownersErrors(state: State, call: Call): Promise<Answer> {
  const sha = await resolveCommit(state.bare, String(call.query['ref'] ?? state.defaultBranch))
  if (sha === null) return notFound()
  const files = (await git(state.bare, ['ls-tree', '-r', '-z', '--name-only', sha])).split('\0')
  const path = places.find(place => files.includes(place))
  if (path === undefined) return notFound()
  const text = await git(state.bare, ['show', `${sha}:${path}`])
  const errors = text.split('\n').flatMap((source, index) => errorsOf(state, source, index + 1, path))
  return { status: 200, body: { errors } }
}

function errorsOf(state: State, source: string, line: number, path: string) {
  const [pattern = '', ...owners] = source
    .replace(/(^|\s)#.*/, '')
    .trim()
    .split(/\s+/)
  const error = (kind: string, part: string, suggestion: string | null) => {
    const column = source.indexOf(part) + 1
    const message = `${kind} on line ${line}: ${suggestion ?? ''}\n\n  ${source}\n  ${' '.repeat(column - 1)}^`
    return { line, column, kind, source, suggestion, path, message }
  }
  if (/^!|[[\]]/.test(pattern)) return [error('Invalid pattern', pattern, null)]
  return owners
    .filter(owner => !isOwner(state, owner))
    .map(owner => error('Unknown owner', owner, `make sure ${owner} exists and has write access to the repository`))
}

/** Somebody who can write here: GitHub takes nobody else's approval for a code owner's. */
function isOwner(state: State, owner: string): boolean {
  const found = owner.startsWith('@') ? findUser(state, owner.slice(1)) : null
  return found !== null && isCollaborator(found)
}
