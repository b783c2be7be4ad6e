/** Writes history straight into a bare repository, as pushes would: for rehearsals and tests. */
import { git, refs, type Signature } from './git.ts'

export interface NewCommit {
  /** The ref that moves to the commit, in full: `refs/heads/main`. */
  ref: string
  /** Parents as object names or refs; the first one's files are kept. The ref itself if not given, none if that is new. */
  parents?: string[]
  /** Path → text; `null` removes the file. */
  files: Record<string, string | null>
  message: string
  author: Signature
  /** The author if not given. */
  committer?: Signature
}

/** Makes an empty bare repository whose HEAD is the given branch. */
export async function createBare(path: string, branch: string): Promise<void> {
  await git(path, ['init', '--quiet', '--bare', '--template=', '--initial-branch', branch])
}

/** Writes the commits in their order, and returns their object names in that order. Refs move even if that is no fast-forward. */
export async function writeHistory(bare: string, commits: NewCommit[]): Promise<string[]> {
  const known = await refs(bare)
  const moved = new Set<string>()
  const parts = commits.map((commit, at) => {
    const first = !moved.has(commit.ref)
    const own = first && known.has(commit.ref) ? [commit.ref] : []
    // fast-import refuses a branch that starts from itself, so a ref of before is named by what it pointed to.
    const parents = (commit.parents ?? own).map(name => (moved.has(name) ? name : (known.get(name)?.sha ?? name)))
    moved.add(commit.ref)
    return chunk(commit, at + 1, parents, first)
  })
  // The marks come back in the order of their numbers, one "get-mark" answer a line.
  const asks = commits.map((_, at) => `get-mark :${at + 1}\n`)
  const output = await git(bare, ['fast-import', '--quiet', '--force'], [...parts, ...asks, 'done\n'].join(''))
  return output.split('\n').filter(line => line !== '')
}

function chunk(commit: NewCommit, mark: number, parents: string[], first: boolean): string {
  const { author, committer = author } = commit
  const stamp = ({ name, email, date }: Signature) => `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`
  const [from, ...merged] = parents
  // A new root on an existing ref must not inherit what fast-import remembers of it.
  const reset = first && from === undefined ? [`reset ${commit.ref}\n`] : []
  const files = Object.entries(commit.files).map(([path, text]) =>
    text === null ? `D ${quoted(path)}\n` : `M 100644 inline ${quoted(path)}\n${data(text)}`,
  )
  return [
    ...reset,
    `commit ${commit.ref}\nmark :${mark}\n`,
    `author ${stamp(author)}\ncommitter ${stamp(committer)}\n${data(commit.message)}`,
    ...(from === undefined ? [] : [`from ${from}\n`]),
    ...merged.map(parent => `merge ${parent}\n`),
    ...files,
    '\n',
  ].join('')
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
const quoted = (path: string) => `"${path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
