/** The gate without a network: two commits of this repository, and a file that says what GitHub would. */
import { evaluate } from '../../policies/evaluate.ts'
import { readChange } from '../read/change.ts'
import { commitOf, gitIn } from '../read/git.ts'
import { pullOf, readPullFile, reviewedIn } from '../read/pull-file.ts'
import type { Options } from './options.ts'
import { print } from './print.ts'

/** Judges, prints, and says how it ended. */
export async function judgeLocally({ base, head, pullFile, ...options }: Options): Promise<number> {
  if (!base || !head || !pullFile) throw new Error('--base, --head and --pull-file belong together.')
  const git = gitIn('.')
  const file = readPullFile(pullFile)
  const [before, after] = [commitOf(git, base), commitOf(git, head)]
  const resolve = (name: string) => {
    try {
      return commitOf(git, name)
    } catch {
      return null
    }
  }
  const facts = readChange(
    git,
    before,
    after,
    reviewedIn(file).flatMap(name => resolve(name) ?? []),
  )
  const verdict = evaluate({
    before: facts.before,
    after: facts.after,
    pull: pullOf(file, facts, before, after, resolve),
    now: options.now,
  })
  return print(verdict, options)
}
