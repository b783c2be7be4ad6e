/** Whether a commit that was reviewed has the same files as the one that was merged. */
import type { Git } from './git.ts'
import { differences } from './objects.ts'
import { fetchMissing, present, treesOf } from './partial.ts'

/** A reviewed commit, the merged one, and the paths that count. */
export interface Pair {
  reviewed: string
  merged: string
  paths: readonly string[]
}

/** Those pairs whose commits have every path alike, with its mode. A commit that is not here is like none: nothing is fetched for it. */
export function alike<P extends Pair>(git: Git, pairs: readonly P[]): P[] {
  if (pairs.length === 0) return []
  const commits = [...new Set(pairs.flatMap(({ reviewed, merged }) => [reviewed, merged]))]
  const here = present(git, commits)
  const trees = treesOf(
    git,
    commits.filter(commit => here.has(commit)),
  )
  const known = pairs.filter(({ reviewed, merged }) => trees.has(reviewed) && trees.has(merged))
  fetchMissing(git, [...new Set(trees.values())])
  const found = differences(
    git,
    known.map(({ reviewed, merged }): [string, string] => [trees.get(reviewed) ?? '', trees.get(merged) ?? '']),
  )
  return known.filter(({ paths }, at) => !found[at]?.some(({ path }) => paths.includes(path)))
}
