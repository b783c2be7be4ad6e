/** Where things are: for programs at the forge's own address, for people at GitHub's. */
import type { State } from './state.ts'

/** Where people look at things. */
export const web = 'https://github.com'

/** `node_id`s are opaque: only their being there and their being stable matters. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`
}

/** API address of something in the repository. */
export function api(state: State, path: string): string {
  return `${state.url}/repos/${state.owner}/${state.name}${path}`
}

/** Web address of something in the repository. */
export function webPage(state: State, path: string): string {
  return `${web}/${state.owner}/${state.name}${path}`
}
