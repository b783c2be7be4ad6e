/** A change of files, and whether a commit on GitHub is that change. */
import { createHash } from 'node:crypto'
import type { Client } from './client.ts'
import { type Fields, fieldsOf, rowsOf, textOf } from './shape.ts'

/** A file as it is to be; `null` takes it away. Each must differ from what the base has. */
export interface FileText {
  /** With forward slashes. */
  path: string
  text: string | null
}

export interface Change {
  branch: string
  /** The commit that it is built on: where the branch is, or is to begin. */
  base: string
  files: readonly FileText[]
  message: string
}

/** A branch has something else than what was to be put there. */
export class OtherChangeError extends Error {}

/** The tip, where it is the change that was to be made, on the same base. Throws where it is another. */
export async function theSame(client: Client, tip: string, { branch, base, files }: Change): Promise<string> {
  const shown = fieldsOf(await client.read('GET /repos/{owner}/{repo}/commits/{tip}', { tip }), 'commit')
  const parents = rowsOf(shown.parents, 'commit.parents').map(one => fieldsOf(one, 'commit.parent').sha)
  const made = rowsOf(shown.files ?? [], 'commit.files').flatMap(file => changesOf(fieldsOf(file, 'commit.file')))
  const wanted = files.map(({ path, text }) => `${text === null ? 'none' : blobOf(text)} ${path}`)
  if (parents.join() === base && made.sort().join('\n') === wanted.sort().join('\n')) return tip
  throw new OtherChangeError(
    `The branch ${branch} is on GitHub already, with other changes. Build on it (git fetch, then git switch ${branch}), or choose another branch.`,
  )
}

/** A renamed file is one that came and one that went. */
function changesOf({ filename, previous_filename, status, sha }: Fields): string[] {
  const gone = status === 'removed' ? filename : status === 'renamed' ? previous_filename : null
  return [
    ...(gone === null ? [] : [`none ${textOf(gone, 'commit.file')}`]),
    ...(status === 'removed' ? [] : [`${textOf(sha, 'commit.file.sha')} ${textOf(filename, 'commit.file')}`]),
  ]
}

/** The name that git gives to a text. */
function blobOf(text: string): string {
  const bytes = Buffer.from(text)
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
