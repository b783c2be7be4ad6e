/** Whether what stands here is what stands on the default branch. */
import type { Tip } from '../github/default-branch.ts'
import { commitOf, gitError, gitIn } from '../read/git.ts'
import type { Unmerged } from '../render/governance.ts'

/** Why a folder is not the default branch as it is on GitHub; `null`: it is. `written` are the files that had to be written just now. */
export function unmergedIn(root: string, written: readonly string[], { branch, sha }: Tip): Unmerged | null {
  if (written.length > 0) return { is: 'written', paths: written }
  try {
    const git = gitIn(root)
    const head = commitOf(git, 'HEAD')
    if (head !== sha) return { is: 'elsewhere', head, branch, sha }
    const changed = git(['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all']).toString()
    const paths = changed.split('\0').flatMap(line => (line ? line.slice(3) : []))
    return paths.length > 0 ? { is: 'changed', paths } : null
  } catch (error) {
    return { is: 'unknown', why: gitError(error) }
  }
}
