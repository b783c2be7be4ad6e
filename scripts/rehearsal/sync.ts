/** Brings the pull requests up to what git says: pushes happen behind the forge's back, straight into the bare repository. */
import { iso } from './clock.ts'
import { commitsBetween, refs, updateRef } from './git.ts'
import type { Event, Pull, State } from './state.ts'

/** Adds an entry to the event list of a pull request. */
export function note(state: State, pull: Pull, actor: string, kind: string, more: Partial<Event> = {}): void {
  const at = iso(state.now())
  state.events.push({ id: state.nextId(), pull: pull.number, kind, actor, at, commit: null, ...more })
  pull.updatedAt = at
}

/** Follows every open pull request's head branch; one whose head or base branch is gone is closed, as on GitHub. */
export async function sync(state: State): Promise<void> {
  const open = state.pulls.filter(pull => pull.state === 'open')
  if (open.length === 0) return
  const known = await refs(state.bare)
  for (const pull of open) {
    const head = known.get(pull.head.ref)?.sha
    const base = known.get(`refs/heads/${pull.base.branch}`)?.sha
    if (head === undefined || base === undefined) close(state, pull, pull.author)
    else if (head !== pull.head.sha) await push(state, pull, head, base)
  }
}

/** Takes a new head: `base.sha` becomes the tip of the base at this moment and stays there until the next push. */
export async function push(state: State, pull: Pull, head: string, base: string): Promise<void> {
  pull.head.sha = head
  pull.base.sha = base
  pull.heads.push(head)
  pull.updatedAt = iso(state.now())
  for (const { sha } of await commitsBetween(state.bare, base, head)) {
    if (!pull.seen.has(sha)) pull.seen.set(sha, state.nextId())
  }
  await updateRef(state.bare, `refs/pull/${pull.number}/head`, head)
}

/** Closes a pull request without merging it. */
export function close(state: State, pull: Pull, actor: string): void {
  pull.state = 'closed'
  pull.closedAt = iso(state.now())
  note(state, pull, actor, 'closed')
}
