/** A commit of a proposal, made beside everything, so that it can be judged first: no branch moves, index and folder stay. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import type { Change, FileText } from '../github/proposals.ts'
import { type Git, gitError } from '../read/git.ts'
import { ask, type Clone, entryAt } from './clone.ts'

export interface Draft {
  base: string
  files: readonly FileText[]
  message: string
}

/** Makes the commit, signed where git is set to sign, and gives its id. Throws where it would change nothing. */
export function draftCommit(clone: Clone, { base, files, message }: Draft): string {
  needIdentity(clone.git)
  const folder = mkdtempSync(join(tmpdir(), 'countersign-propose-'))
  try {
    const git = clone.gitWith(join(folder, 'index'))
    git(['read-tree', base])
    const entries = files.map(file => indexLine(clone.git, base, file))
    git(['update-index', '-z', '--index-info'], entries.join(''))
    const tree = line(git(['write-tree']))
    if (tree === line(git(['rev-parse', `${base}^{tree}`])))
      throw new Error(
        'There is nothing to propose: these files are already so on the branch that it would be built on.',
      )
    return commitTree(clone, tree, base, message)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a draft changes, as it is stored: GitHub makes the very same of it. */
export function changeIn({ git }: Clone, branch: string, commit: string): Change {
  const base = line(git(['rev-parse', `${commit}^`]))
  const paths = git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', base, commit]).toString().split('\0')
  const files = paths.filter(Boolean).map(path => {
    const [, blob] = entryAt(git, commit, path).split(' ')
    return { path, text: blob ? git(['cat-file', 'blob', blob]).toString() : null }
  })
  return {
    branch,
    base,
    files,
    message: git(['log', '-1', '--no-show-signature', '--format=%B', commit]).toString().trim(),
  }
}

const line = (output: Buffer): string => output.toString().trim()
const none = '0'.repeat(40)

/** What `update-index --index-info` reads. The text is stored as `git add` would: git's own settings decide about line ends. */
function indexLine(git: Git, base: string, { path, text }: FileText): string {
  const place = path.split(sep).join('/')
  if (text === null) return `0 ${none}\t${place}\0`
  const [mode = '100644'] = entryAt(git, base, place).split(' ').filter(Boolean)
  if (!mode.startsWith('100')) throw new Error(`${place} is a link or a folder; expected a file.`)
  return `${mode} ${line(git(['hash-object', '-w', '--stdin', '--path', place], text))}\t${place}\0`
}

function commitTree({ git, signs }: Clone, tree: string, base: string, message: string): string {
  const settings = ['-c', 'user.useConfigOnly=true', '-c', 'i18n.commitEncoding=UTF-8']
  try {
    const args = ['commit-tree', tree, '-p', base, ...(signs ? ['-S'] : ['--no-gpg-sign']), '-F', '-']
    return line(git([...settings, ...args], `${message.trim()}\n`))
  } catch (error) {
    if (!signs) throw new Error(`git could not make the commit: ${gitError(error)}`)
    throw new Error(
      `git is set to sign commits, and could not: ${gitError(error)}. See that your key is there (git config user.signingkey), then do it again.`,
    )
  }
}

/** git would guess a name and an address from the machine's, which are nobody's on GitHub. */
function needIdentity(git: Git): void {
  const known = (who: string) => ask(git, '-c', 'user.useConfigOnly=true', 'var', who) !== null
  if (known('GIT_AUTHOR_IDENT') && known('GIT_COMMITTER_IDENT')) return
  throw new Error(
    'git does not know who you are. Tell it once, with an e-mail address of your GitHub account: git config --global user.name "Your Name", then git config --global user.email "you@example.org".',
  )
}
