/** For tests: small git repositories, with modes, links and names that no careful person would commit. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Git, gitIn } from './git.ts'

/** A file's bytes; a link's target or a submodule's commit, with its mode; `null` takes the path away. */
export type Put = string | Buffer | { mode: '120000' | '160000' | '100755'; data: string } | null

export interface Repository {
  folder: string
  git: Git
  /** Writes a commit on top of `parents` (the tip of `ref`, if it has one, unless told) and returns its id. */
  commit: (ref: string, files: Record<string, Put> | [path: Buffer, put: Put][], parents?: string[]) => string
}

/** A temporary folder that is gone when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-read-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty bare repository that serves partial clones, as GitHub does. */
export function repository(): Repository {
  const folder = scratchFolder()
  const git = gitIn(folder)
  git(['init', '--quiet', '--bare', '--template=', '--initial-branch=main', '.'])
  for (const setting of ['allowFilter', 'allowAnySHA1InWant']) git(['config', `uploadpack.${setting}`, 'true'])
  return {
    folder,
    git,
    commit: (
      ref,
      files,
      parents = git(['for-each-ref', '--format=%(objectname)', ref]).toString().split('\n').filter(Boolean),
    ) => {
      const entries = Array.isArray(files)
        ? files
        : Object.entries(files).map(([path, put]) => [Buffer.from(path), put] as const)
      execFileSync('git', ['fast-import', '--quiet', '--force'], {
        cwd: folder,
        input: Buffer.concat([Buffer.from(header(ref, parents)), ...entries.map(([path, put]) => line(path, put))]),
      })
      return git(['rev-parse', ref]).toString().trim()
    },
  }
}

const person = 'A Person <person@example.org> 1700000000 +0000'

const header = (ref: string, [first, ...others]: string[]) =>
  [
    first ? '' : `reset ${ref}\n`,
    `commit ${ref}\nauthor ${person}\ncommitter ${person}\ndata 6\nchange\n`,
    first ? `from ${first}\n` : '',
    ...others.map(parent => `merge ${parent}\n`),
  ].join('')

function line(path: Buffer, put: Put): Buffer {
  const name = `"${[...path].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`
  if (put === null) return Buffer.from(`D ${name}\n`)
  const { mode, data } = typeof put === 'string' || Buffer.isBuffer(put) ? { mode: '100644', data: put } : put
  if (mode === '160000') return Buffer.from(`M 160000 ${data} ${name}\n`)
  const bytes = Buffer.from(data)
  return Buffer.concat([Buffer.from(`M ${mode} inline ${name}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')])
}
