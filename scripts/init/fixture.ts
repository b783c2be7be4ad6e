/** For tests: the samples, wherever they are, as a folder that commands can be run on; and a fresh clone with them in their first place. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gitIn } from '../read/git.ts'
import { keptIn, samplesOf, sampleTree } from './samples.ts'

export const root = join(import.meta.dirname, '../..')
/** Whether there are samples to tell about. Where somebody has deleted them, what is told of them is skipped. */
export const hasSamples = samplesOf(root) !== 'none'

/** A folder with the samples and the policies; this repository itself while they stand in it. */
export function sampleFolder(): string {
  if (samplesOf(root) === 'here') return root
  const folder = temporary()
  for (const [path, source] of sampleTree(root) ?? []) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    if ('text' in source) writeFileSync(join(folder, path), source.text)
  }
  return folder
}

/** A clone of this repository as it stands on disk, in one commit, with the samples where they were before `init`. */
export function freshClone(): string {
  const folder = join(temporary(), 'clone')
  const listed = gitIn(root)(['ls-files', '-z', '--cached', '--others', '--exclude-standard']).toString()
  const paths = listed.split('\0').filter(path => path !== '' && existsSync(join(root, path)))
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path))
  }
  const kept = join(folder, keptIn)
  if (existsSync(kept)) {
    rmSync(join(folder, 'policies/directory'), { recursive: true })
    renameSync(join(kept, 'policies/directory'), join(folder, 'policies/directory'))
    cpSync(join(kept, 'deployments'), join(folder, 'deployments'), { recursive: true })
    rmSync(kept, { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  commitAll(folder)
  return folder
}

/** Commits all that stands in a folder; the first time it becomes a repository. */
export function commitAll(folder: string): void {
  const git = (...args: string[]) => gitIn(folder)(['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args])
  git('init', '--quiet', '--initial-branch=main')
  // as a link it is not among what .gitignore leaves out
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'All')
}

const made: string[] = []
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-init-'))
  made.push(folder)
  return folder
}
