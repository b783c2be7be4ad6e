/** The versions that files have had on a branch: what each merge brought. */
import type { Source } from '../../schemas/parse.ts'
import type { Git } from './git.ts'
import { readBlobs } from './objects.ts'
import { fetchMissing } from './partial.ts'

/** A version of a file. */
export interface Version {
  /** The commit of the branch that brought it: of what was merged, the merge. */
  commit: string
  /** When, as its committer has it: ISO 8601 in UTC. */
  at: string
  /** `null`: from here on the file is not there. */
  source: Source | null
}

/**
 * Path → its versions on the first-parent history of a commit, oldest first. Throws in a shallow clone: there the oldest commit would seem
 * to have brought all that is in it.
 */
export function readVersions(git: Git, tip: string, paths: readonly string[]): Map<string, Version[]> {
  if (git(['rev-parse', '--is-shallow-repository']).toString().trim() !== 'false')
    throw new Error('This clone is shallow. Fetch its whole history (git fetch --unshallow), and do it again.')
  if (paths.length === 0) return new Map()
  const steps = stepsOf(git, tip, paths)
  const blobs = steps.flatMap(({ blob }) => blob ?? [])
  fetchMissing(git, blobs)
  const texts = readBlobs(git, blobs)
  const versions = new Map<string, Version[]>(paths.map(path => [path, []]))
  for (const { path, commit, at, blob } of steps) {
    const source = blob === null ? null : (texts.get(blob) ?? { unread: 'unreadable' })
    versions.get(path)?.push({ commit, at, source })
  }
  return versions
}

interface Step {
  path: string
  commit: string
  at: string
  /** `null`: there is no plain file. */
  blob: string | null
}

const format = '--format=tformat:>%H %ct'
const options = ['--first-parent', '--diff-merges=first-parent', '--raw', '-z', '--no-renames', '--no-abbrev']

function stepsOf(git: Git, tip: string, paths: readonly string[]): Step[] {
  const log = ['--literal-pathspecs', '-c', 'log.showRoot=true', 'log', '--reverse', '--no-show-signature']
  const parts = git([...log, ...options, format, tip, '--', ...paths])
    .toString()
    .split('\0')
    .values()
  const steps: Step[] = []
  let [commit, at] = ['', '']
  for (const part of parts) {
    const [, sha, seconds] = /^\n?>([0-9a-f]+) (\d+)$/.exec(part) ?? []
    if (sha) [commit, at] = [sha, new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z')]
    const [, mode = '', blob = ''] = /^\n?:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) /.exec(part) ?? []
    if (mode) steps.push({ path: parts.next().value ?? '', commit, at, blob: mode.startsWith('100') ? blob : null })
  }
  return steps
}
