/** The branch of published notes, in git: read as it is at origin, and added to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Git, gitError } from '../read/git.ts'
import { readBlobs } from '../read/objects.ts'
import { fetchMissing } from '../read/partial.ts'
import { fetchHead } from '../read/remote.ts'
import { indexFile, indexOf, publisher, type There } from './published.ts'

/** What origin says of refs: full name → commit. */
export function readRefs(git: Git, patterns: readonly string[]): Map<string, string> {
  const lines = said(git, ['ls-remote', 'origin', ...patterns])
    .split('\n')
    .filter(Boolean)
  const found = new Map(lines.map(line => line.split('\t')).map(([sha = '', ref = '']) => [ref, sha]))
  // of a tag with a message, the commit that it is at
  return new Map(
    [...found].filter(([ref]) => !ref.endsWith('^{}')).map(([ref, sha]) => [ref, found.get(`${ref}^{}`) ?? sha]),
  )
}

/** Reads the branch. Throws where its index is not what was written there. */
export function readThere(git: Git, branch: string): There {
  const ref = `refs/heads/${branch}`
  const tip = readRefs(git, [ref]).get(ref) ?? null
  if (tip === null) return { tip, files: new Map(), index: null }
  fetchHead(git, tip)
  const listed = git(['ls-tree', '-r', '-z', '--full-tree', tip]).toString().split('\0').filter(Boolean)
  const blobs = listed.map(line => ({ path: line.slice(line.indexOf('\t') + 1), id: line.split(/[ \t]/)[2] ?? '' }))
  const ids = blobs.map(({ id }) => id)
  fetchMissing(git, ids)
  const texts = readBlobs(git, ids)
  // the feed grows, and has no limit
  const textOf = (id: string) => {
    const source = texts.get(id)
    return source && 'text' in source ? source.text : git(['cat-file', 'blob', id]).toString()
  }
  const files = new Map(blobs.map(({ path, id }) => [path, textOf(id)]))
  const index = files.get(indexFile)
  return { tip, files, index: index === undefined ? null : indexOf(index) }
}

export interface Addition {
  /** What it is added to; `null`: the branch begins with it. */
  tip: string | null
  writes: ReadonlyMap<string, string>
  message: string
  /** Its time. The same addition is the same commit, whoever makes it. */
  at: string
}

/** Of the publisher. */
const email = '41898282+github-actions[bot]@users.noreply.github.com'

/** Makes the commit beside everything: no branch moves here, index and folder stay. */
export function commitAddition(gitWith: (environment: Record<string, string>) => Git, addition: Addition): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-publish-'))
  const when = `${addition.at.slice(0, 19)}Z`
  try {
    const git = gitWith({
      GIT_INDEX_FILE: join(folder, 'index'),
      ...{ GIT_AUTHOR_NAME: publisher, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: when },
      ...{ GIT_COMMITTER_NAME: publisher, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: when },
    })
    const line = (args: string[], input?: string) => git(args, input).toString().trim()
    if (addition.tip !== null) git(['read-tree', addition.tip])
    const entries = [...addition.writes].map(
      ([path, text]) => `100644 ${line(['hash-object', '-w', '--no-filters', '--stdin'], text)}\t${path}\0`,
    )
    git(['update-index', '-z', '--index-info'], entries.join(''))
    // a partial clone has not every file of the tree that it adds to
    const tree = line(['write-tree', '--missing-ok'])
    const onto = addition.tip === null ? [] : ['-p', addition.tip]
    return line(['commit-tree', tree, ...onto, '--no-gpg-sign', '-F', '-'], `${addition.message}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Pushes a commit to a ref of origin, never by force. `moved`: somebody else was there first. Throws where it is refused. */
export function pushTo(git: Git, commit: string, ref: string): 'there' | 'moved' {
  try {
    git(['push', '--quiet', '--no-verify', 'origin', `${commit}:${ref}`])
    return 'there'
  } catch (error) {
    const stderr = String((error as { stderr?: Buffer }).stderr ?? '')
    if (/\[rejected\]|cannot lock ref|incorrect old value|reference already exists/.test(stderr)) return 'moved'
    const refused = /^ ! \[remote rejected\] .*\((.+)\)$/m.exec(stderr)?.[1]
    throw new Error(`git could not push ${ref}: ${refused ?? gitError(error)}`)
  }
}

function said(git: Git, args: string[]): string {
  try {
    return git(args).toString()
  } catch (error) {
    throw new Error(`git could not ask origin for its branches: ${gitError(error)}`)
  }
}
