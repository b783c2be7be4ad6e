/** What came into a branch, from git alone: its first-parent history, with what each commit changed. */
import type { Merge, Versions } from '../../policies/notes/merge.ts'
import type { Source } from '../../schemas/parse.ts'
import { commitOf, type Git } from './git.ts'
import { type Logged, readHistory } from './history.ts'
import { blobsOf, type Difference, differences, type Entry, listTree, readEntries } from './objects.ts'
import { fetchMissing, treesOf } from './partial.ts'

/**
 * Everything that came into a branch since a tag, a commit, or a day in England (YYYY-MM-DD, that day included), oldest first. Throws where
 * that point is not known or not in its history, and where this clone does not go back that far.
 */
export function readMerged(git: Git, branch: string, since: string): Merge[] {
  const tip = commitOf(git, branch)
  const logged = readHistory(git, tip, since)
  if (logged.length === 0) return []
  const changed = changesOf(git, logged)
  const rules = listTree(git, tip, ruled)
  const read = changed.flat().filter(({ path }) => isRecord(path) || isRule(path))
  const entries = read.flatMap(({ was, is }) => [was, is].filter(one => one !== null))
  fetchMissing(git, blobsOf([...rules, ...entries]))
  const texts = textsOf(git, entries)
  const before = rulesBefore(changed, readEntries(git, rules), texts)
  const branches = authorsOf(git, logged)
  return logged.map(({ sha, on, by, subject, parents }, at) => {
    const differing = changed[at] ?? []
    return {
      sha,
      on,
      // whoever merges by GitHub's button is not who wrote it
      by: branches.get(parents[1] ?? '') ?? by,
      subject,
      named: numberIn(subject),
      paths: differing.map(({ path }) => path),
      records: new Map(differing.filter(({ path }) => isRecord(path)).map(one => [one.path, versionsOf(one, texts)])),
      rules: before[at] ?? new Map(),
    }
  })
}

const ruled = ['policies/pathways', 'policies/directory']
const isRule = (path: string) => /^policies\/(?:pathways|directory)\/.*\.yaml$/.test(path)
const isRecord = (path: string) => path.startsWith('deployments/') && !path.endsWith('/README.md')

/** The number in what GitHub writes on top of a merge, or at the end of a squashed commit. */
function numberIn(subject: string): number | null {
  const [, merged, squashed] = /^Merge pull request #([1-9]\d{0,9}) |\(#([1-9]\d{0,9})\)$/.exec(subject) ?? []
  return merged || squashed ? Number(merged ?? squashed) : null
}

/** What each commit changed, against its first parent. */
function changesOf(git: Git, logged: readonly Logged[]): Difference[][] {
  const [oldest = ''] = logged[0]?.parents ?? []
  const root = oldest ? (treesOf(git, [oldest]).get(oldest) ?? '') : emptyTree(git)
  const trees = logged.map(({ tree }) => tree)
  fetchMissing(git, oldest ? [root, ...trees] : trees)
  return differences(
    git,
    trees.map((tree, at): [string, string] => [trees[at - 1] ?? root, tree]),
  )
}

const emptyTree = (git: Git) => git(['hash-object', '-t', 'tree', '--stdin']).toString().trim()

/** Merge commit's second parent → who wrote it. Those that a shallow clone lacks are left out. */
function authorsOf(git: Git, logged: readonly Logged[]): Map<string, string> {
  const seconds = logged.flatMap(({ parents: [, second] }) => second ?? [])
  if (seconds.length === 0) return new Map()
  const options = ['--no-walk=unsorted', '--ignore-missing', '--no-show-signature', '--format=%H%x00%an', '--stdin']
  const lines = git(['log', ...options], seconds.map(id => `${id}\n`).join(''))
    .toString()
    .split('\n')
    .filter(Boolean)
  return new Map(lines.map((line): [string, string] => [line.slice(0, line.indexOf('\0')), line.split('\0')[1] ?? '']))
}

/** What stands at an entry, by its blob and mode. */
type Texts = ReadonlyMap<string, Source>
const keyOf = ({ blob, mode }: Entry) => `${blob} ${mode}`

function textsOf(git: Git, entries: readonly Entry[]): Texts {
  // one blob may stand at many paths, so each is read once, under a name of its own
  const named = new Map(entries.map(entry => [keyOf(entry), { ...entry, path: keyOf(entry) }]))
  return readEntries(git, [...named.values()])
}

const sourceOf = (entry: Entry | null, texts: Texts): Source | null =>
  entry === null ? null : (texts.get(keyOf(entry)) ?? { unread: 'unreadable' })

const versionsOf = ({ was, is }: Difference, texts: Texts): Versions => ({
  was: sourceOf(was, texts),
  is: sourceOf(is, texts),
})

/** The rules before each commit: those of the tip, with what later commits did to them undone. */
function rulesBefore(
  changed: readonly Difference[][],
  tip: ReadonlyMap<string, Source>,
  texts: Texts,
): ReadonlyMap<string, Source>[] {
  let rules = tip
  return changed
    .toReversed()
    .map(differing => {
      const own = differing.filter(({ path }) => isRule(path))
      if (own.length === 0) return rules
      const earlier = new Map(rules)
      for (const { path, was } of own) {
        const source = sourceOf(was, texts)
        if (source === null) earlier.delete(path)
        else earlier.set(path, source)
      }
      rules = earlier
      return rules
    })
    .reverse()
}
