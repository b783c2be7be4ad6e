/** What the gate would say of a commit if a pull request were opened with it now. A what-if: nobody has signed. */
import { evaluate } from '../../policies/evaluate.ts'
import type { Verdict } from '../../policies/model.ts'
import { readChange } from '../read/change.ts'
import type { Git } from '../read/git.ts'
import { pullOf } from '../read/pull-file.ts'

/** Who would open it. */
export type Opener = { login: string; id?: number; bot?: boolean }

/** The verdict on `head`, to be merged into `base`. */
export function previewOf(git: Git, base: string, head: string, author: Opener, now: Date): Verdict {
  const facts = readChange(git, base, head, [])
  const pull = pullOf({ author }, facts, base, head, commit => commit)
  return evaluate({ before: facts.before, after: facts.after, pull, now })
}
