/** The pull request itself, whatever it changes: its lists in one order, and what is wrong with it. */
import type { Finding, PullRequest } from './model.ts'
import { disclosedByName } from './private.ts'
import { type Repository, type Tree, wrong } from './repository.ts'

/** Lists that come in no order of their own, in one that is always the same; and no commit or blob is found that is not among those told. */
export const ordered = (pull: PullRequest): PullRequest => ({
  ...pull,
  commits: pull.commits.toSorted((a, b) => (a.sha < b.sha ? -1 : 1)),
  files: pull.files.toSorted(),
  changedOnBase: pull.changedOnBase.toSorted(),
  cut: pull.cut.toSorted(),
  versions: Object.assign(Object.create(null), pull.versions),
  texts: Object.assign(Object.create(null), pull.texts),
})

/** What is wrong with the pull request. `tree`: what would be merged; the rules are the base's. */
export function pullFindings(pull: PullRequest, tree: Tree, { governance }: Repository): Finding[] {
  const at = { path: pull.files[0] ?? '' }
  return [
    ...(pull.base.isDefault ? [] : [wrong({ code: 'other-base', branch: pull.base.branch }, at)]),
    ...pull.cut.map(what => wrong({ code: 'cut-short', what }, at)),
    ...pull.files.filter(path => isElsewhere(path, pull, tree)).flatMap(disclosedByName),
    ...(pull.versions[pull.head.sha] || pull.files.length === 0 ? [] : [wrong({ code: 'head-unknown' }, at)]),
    ...pull.commits
      .filter(({ authors }) => authors.includes(null) || authors.length === 0)
      .map(({ sha }) => wrong({ code: 'unlinked-commit', sha }, at)),
    // where nobody says that signatures are not needed, they are
    ...(governance?.signedCommits === false ? [] : pull.commits)
      .filter(({ verified }) => verified !== true)
      .map(({ sha }) => wrong({ code: 'unsigned-commit', sha }, at)),
    ...pull.changedOnBase.map(
      (path): Finding => ({ ...wrong({ code: 'changed-on-base', path }, { path }), weight: 'wait' }),
    ),
  ]
}

/** Whether a file is there, and not among those that are read: of such a one only the name is known. */
const isElsewhere = (path: string, { versions, head }: PullRequest, tree: Tree) =>
  versions[head.sha]?.[path] !== null && !tree.has(path)
