/** What is brought to GitHub for somebody: with what the gate would say of it. */

import { workflowLogin } from '../github/comment.ts'
import { type Clone, openClone } from '../propose/clone.ts'
import { draftCommit } from '../propose/commit.ts'
import { previewOf } from '../propose/preview.ts'
import { commitOf, gitIn } from '../read/git.ts'
import { proposalBody, proposalTitle } from '../render/proposal.ts'
import { askedWords, closes, commitText } from '../render/request.ts'
import type { Delivery } from './deliver.ts'
import type { Heard, Scene } from './heard.ts'

/** What is wanted, on top of what stands here. */
export function proposalFor(
  root: string,
  { repository, now }: Scene,
  { branch, issue }: { branch: string; issue: number | null },
  { path, text, me }: Extract<Heard, { is: 'wanted' }>,
  run: string,
): Delivery {
  const clone = workflowClone(root)
  const base = commitOf(clone.git, 'HEAD')
  const draft = draftCommit(clone, { base, files: [{ path, text }], message: branch })
  const verdict = previewOf(clone.git, base, draft, { login: workflowLogin, bot: true }, now)
  const { name, github } = repository.people.people[me] ?? { name: me, github: { login: me } }
  const [title, asked] = [proposalTitle(verdict), { by: name, issue, run }]
  return {
    branch,
    base,
    into: clone.defaultBranch,
    file: { path, text },
    title,
    body: `${proposalBody(verdict, askedWords(asked))}${closes(issue)}`,
    message: commitText(title, asked),
    login: github.login,
  }
}

/** The draft is judged and thrown away: whoever makes it is nobody. */
const nobody = { NAME: 'Countersign', EMAIL: 'countersign@localhost' }
const identity = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap(who => Object.entries(nobody).map(([part, value]) => [`GIT_${who}_${part}`, value])),
)

function workflowClone(root: string): Clone {
  const clone = openClone(root, process.env)
  return {
    ...clone,
    git: gitIn(clone.root, identity),
    gitWith: index => gitIn(clone.root, { ...identity, GIT_INDEX_FILE: index }),
    signs: false,
  }
}
