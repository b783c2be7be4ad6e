/** A proposal for one record: what it is built on, how it is called, and what the gate would say of it. */
import { createHash } from 'node:crypto'
import type { Subject, Verdict } from '../../policies/model.ts'
import { recordId } from '../../policies/repository.ts'
import { proposalBody, proposalTitle } from '../render/proposal.ts'
import { ask, type Base, baseFor, type Clone, entryAt, textAt } from './clone.ts'
import { draftCommit } from './commit.ts'
import { type Opener, previewOf } from './preview.ts'

export interface Planned {
  branch: string
  base: Base
  path: string
  text: string
  title: string
  body: string
  verdict: Verdict
  /** The commit that has it already, on the branch that is checked out: only its pull request may be missing. */
  made: string | null
}

/** Plans a proposal of a record's text; no branch moves. `null`: nothing changes. Throws where the record has changed on the base since. */
export function plan(clone: Clone, path: string, text: string, author: Opener, now: Date): Planned | null {
  const ongoing = ongoingBranch(clone, path)
  const base = baseFor(clone, ongoing ?? '', [path])
  const made = textAt(clone, base.commit, path) === text ? base.commit : null
  if (made !== null && ongoing === null) return null
  // it is made once more when it is kept, then with its title and signed: this one is only judged
  const head =
    made ?? draftCommit({ ...clone, signs: false }, { base: base.commit, files: [{ path, text }], message: path })
  const verdict = previewOf(clone.git, mainOf(clone), head, author, now)
  const branch = ongoing ?? branchFor(path, text, verdict.subject)
  return { branch, base, path, text, title: proposalTitle(verdict), body: proposalBody(verdict), verdict, made }
}

const mainOf = (clone: Clone): string => baseFor({ ...clone, branch: clone.defaultBranch }, '', []).commit

/** The letters of a record's id that a branch may have. */
const slug = (path: string) => recordId(path).replaceAll(/[^A-Za-z0-9.-]+/g, '-')
const kinds = ['advance', 'back', 'register', 'withdraw', 'roles', 'evidence'] as const

/** The branch that is checked out, where it proposes this very record, that alone, and is not merged yet. */
function ongoingBranch(clone: Clone, path: string): string | null {
  const { branch, git } = clone
  if (branch === null || !kinds.some(kind => branch.startsWith(`${kind}/${slug(path)}-`))) return null
  const main = mainOf(clone)
  const isMerged = ask(git, 'merge-base', '--is-ancestor', 'HEAD', main) !== null
  if (isMerged || entryAt(git, 'HEAD', path) === entryAt(git, main, path)) return null
  const fork = ask(git, 'merge-base', 'HEAD', main)
  const changed = fork === null ? null : ask(git, 'diff', '--name-only', '-z', '--no-renames', fork, 'HEAD')
  return changed === `${path}\0` ? branch : null
}

/** The same change has the same branch, another one another. */
function branchFor(path: string, text: string, subject: Subject): string {
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 6)
  const [kind, to] = nameOf(subject)
  return `${kind}/${slug(path)}-${to ? `${to}-` : ''}${mark}`
}

function nameOf(subject: Subject): [kind: (typeof kinds)[number], to?: string] {
  if (subject.is === 'transition') return [subject.direction === 'back' ? 'back' : 'advance', subject.to]
  if (subject.is === 'registration') return ['register']
  if (subject.is === 'withdrawal') return ['withdraw']
  return [subject.is === 'roles' ? 'roles' : 'evidence']
}
