/** Carries a proposal out: its commit on its branch, and on GitHub the pull request and whom it asks. */
import type { Client } from '../github/client.ts'
import type { Refused } from '../github/effects.ts'
import { askForReviews, commitOnGitHub, type Opened, openPull } from '../github/proposals.ts'
import { type Clone, tipOf } from './clone.ts'
import { changeIn, draftCommit } from './commit.ts'
import { type Kept, keepCommit } from './keep.ts'
import type { Planned } from './proposal.ts'
import { fetchBranch, push } from './push.ts'

export interface CarriedOut {
  kept: Kept
  /** `null`: without GitHub it stays a branch of this clone. */
  pull: (Opened & { refused: Refused[] }) | null
}

/**
 * Where the gate asks for signed commits and this clone does not sign, GitHub makes the commit, and signs it. `ask`: logins whose review is
 * asked for.
 */
export async function carryOut(
  clone: Clone,
  client: Client | null,
  planned: Planned,
  { ask, mustBeSigned }: { ask: readonly string[]; mustBeSigned: boolean },
): Promise<CarriedOut> {
  const { branch, title, body, made } = planned
  const change = {
    branch,
    base: planned.base.commit,
    files: [{ path: planned.path, text: planned.text }],
    message: title,
  }
  if (!client) return { kept: made ? here(made) : keepCommit(clone, branch, draftCommit(clone, change)), pull: null }
  const kept = made
    ? pushed(clone, branch, here(made))
    : mustBeSigned && !clone.signs
      ? await madeThere(clone, client, change)
      : pushed(clone, branch, keepCommit(clone, branch, draftCommit(clone, change)))
  const opened = await openPull(
    client,
    { branch, base: clone.defaultBranch, title, body, draft: false },
    { update: true },
  )
  const refused = await askForReviews(client, opened, ask)
  const not = new Set([opened.author?.login, ...refused.map(({ login }) => login)])
  const asked = [...new Set([...opened.asked, ...ask.filter(login => !not.has(login))])]
  return { kept, pull: { ...opened, asked, refused } }
}

type Change = Parameters<typeof commitOnGitHub>[1]

async function madeThere(clone: Clone, client: Client, change: Change): Promise<Kept> {
  const draft = draftCommit({ ...clone, signs: false }, change)
  const { sha } = await commitOnGitHub(client, changeIn(clone, change.branch, draft))
  fetchBranch(clone, change.branch, sha)
  return keepCommit(clone, change.branch, sha)
}

const here = (commit: string): Kept => ({ commit, notOnIt: null })

function pushed(clone: Clone, branch: string, kept: Kept): Kept {
  if (tipOf(clone.git, `refs/remotes/origin/${branch}`) === kept.commit) return kept
  const refused = push(clone, branch, kept.commit)
  if (refused !== null) throw new Error(`The branch ${branch} is here, but not on GitHub. ${refused}`)
  return kept
}
