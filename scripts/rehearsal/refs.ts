/** Refs: what they point to, and new ones. */
import { api, nodeId } from './addresses.ts'
import { type Answer, type Call, notFound, refuse } from './answers.ts'
import { git, refs, resolveCommit } from './git.ts'
import type { State } from './state.ts'

/** GET /git/ref/{ref}: the full name after `refs/`, nothing shorter. */
export async function getRef(state: State, call: Call): Promise<Answer> {
  const ref = `refs/${call.path.ref}`
  const found = (await refs(state.bare)).get(ref)
  return found === undefined ? notFound() : { status: 200, body: shape(state, ref, found) }
}

/** POST /git/refs */
export async function createRef(state: State, call: Call): Promise<Answer> {
  const { ref, sha } = call.body as { ref: string; sha: string }
  if (!(await isName(state.bare, ref))) return refuse(422, `${ref} is not a valid ref name.`)
  if (!/^[0-9a-f]{40}$/.test(sha) || (await resolveCommit(state.bare, sha)) === null)
    return refuse(422, 'Object does not exist')
  if ((await refs(state.bare)).has(ref)) return refuse(422, 'Reference already exists')
  // git has reasons of its own, such as a branch `a` where `a/b` is to be
  const made = await git(state.bare, ['update-ref', ref, sha, '0'.repeat(40)]).catch(() => null)
  if (made === null) return refuse(422, 'Reference update failed')
  const body = shape(state, ref, { sha, type: 'commit' })
  return { status: 201, body, headers: { location: body.url } }
}

/** It begins with `refs` and has two slashes at least. */
async function isName(bare: string, ref: string): Promise<boolean> {
  if (!/^refs\/[^/]+\/./.test(ref)) return false
  const checked = await git(bare, ['check-ref-format', ref]).catch(() => null)
  return checked !== null
}

function shape(state: State, ref: string, { sha, type }: { sha: string; type: string }) {
  const url = api(state, `/git/${type}s/${sha}`)
  return { ref, node_id: nodeId('REF', ref), url: api(state, `/git/${ref}`), object: { sha, type, url } }
}
