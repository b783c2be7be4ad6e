/** Runs one case through the whole pipeline: a real git repository, the reader, the engine, the renderers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { evaluate } from '../../policies/evaluate.ts'
import type { Verdict } from '../../policies/model.ts'
import type { PullFile } from '../../schemas/types.ts'
import { readChange } from '../read/change.ts'
import { type Git, gitIn } from '../read/git.ts'
import { pullOf, readPullFile, reviewedIn } from '../read/pull-file.ts'
import { applied, type Edit, type Files, modes, submodule } from './edits.ts'
import { withNotes } from './noted.ts'

interface Step {
  /** The commit's name in pull.json. The last one of the branch is the head. */
  name: string
  /** Names of further parents: a merge. `main` is the tip of the base. */
  merge?: string[]
  /** Begin again at this commit: the ones since are force-pushed away. */
  onto?: string
  edits?: Edit[]
}

interface Script {
  now?: string
  /** Edits of the base repository before the branch is cut. */
  before?: Edit[]
  /** The commits of the pull request, oldest first. */
  branch: Step[]
  /** Edits of the base branch after the branch was cut. */
  main?: Edit[]
}

const here = fileURLToPath(new URL('./', import.meta.url))
const root = join(here, '../..')

/** All cases, by the names of their folders. */
export const cases = (): string[] =>
  readdirSync(here, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !['base', 'pathways'].includes(entry.name))
    .map(entry => entry.name)
    .sort()

/** One commit of a case: its id, and what it holds. */
export interface Written {
  sha: string
  files: Files
}

/** A case written into a git repository. */
export interface History {
  /** Where the branch left the base. */
  fork: Written
  /** The tip of the base. */
  main: Written
  /** The commits of the pull request in the order in which they were pushed, by their names; the last is the head. */
  branch: { name: string; commit: Written }[]
  /** The id of a commit by its name; `null` where the case has none. */
  resolve: (name: string) => string | null
  now: Date
}

/** Who wrote a commit, and its message. */
export type Signing = (step: string) => { person: string; message: string }
const anybody: Signing = step => ({ person: 'A Person <person@example.org>', message: step })

const twinMark = '~twin'

/** The twin of an attack that has one of its own: the same case without the trick, which is not to be refused. */
export const twinOf = (name: string): string => `${name}${twinMark}`
const folderOf = (name: string) => join(here, name.replace(twinMark, ''))

/** What a case is made of; a twin has `twin.yaml`, `twin.json` or both, and shares the rest. */
export function partOf(name: string, part: 'changes.yaml' | 'pull.json'): string {
  const own = join(folderOf(name), part === 'pull.json' ? 'twin.json' : 'twin.yaml')
  return name.endsWith(twinMark) && existsSync(own) ? own : join(folderOf(name), part)
}

/** Writes the history of a case into the bare repository of `git`. */
export function writeCase(name: string, git: Git, signing = anybody): History {
  const folder = folderOf(name)
  const script = load(readFileSync(partOf(name, 'changes.yaml'), 'utf8')) as Script
  const start = withNotes(applied(baseFiles(), script.before ?? [], folder))
  const commits = new Map<string, Written>()
  const commit = (files: Files, parents: string[], step: string): Written => {
    const ref = `refs/cases/${name.replace(twinMark, '')}/${commits.size}`
    git(['fast-import', '--quiet', '--force'], history(ref, files, parents, signing(step)))
    return { sha: git(['rev-parse', ref]).toString().trim(), files }
  }
  const fork = commit(start, [], 'fork')
  commits.set('fork', fork)
  const main = script.main ? commit(applied(start, script.main, folder), [fork.sha], 'main') : fork
  commits.set('main', main)
  const branch: History['branch'] = []
  let tip = fork
  for (const { name: step, merge = [], onto, edits = [] } of script.branch) {
    if (onto) tip = commits.get(onto) ?? fork
    const parents = [tip.sha, ...merge.map(parent => commits.get(parent)?.sha ?? '')]
    const merged = new Map([
      ...tip.files,
      ...merge.flatMap(parent => differing(commits.get(parent)?.files ?? new Map(), start)),
    ])
    tip = commit(withNotes(applied(merged, edits, folder)), parents, step)
    commits.set(step, tip)
    branch.push({ name: step, commit: tip })
  }
  const resolve = (commit: string) => commits.get(commit)?.sha ?? null
  return { fork, main, branch, resolve, now: new Date(script.now ?? '2026-11-20T12:00:00Z') }
}

/** What GitHub would tell of the pull request of a case. */
export const pullFileOf = (name: string): PullFile => readPullFile(partOf(name, 'pull.json'))

/** The verdict of a case. `bare`: a repository to write its history into. */
export function runCase(name: string, bare: string): Verdict {
  const git = gitIn(bare)
  const { main, branch, resolve, now } = writeCase(name, git)
  const [base, head] = [main.sha, branch.at(-1)?.commit.sha ?? main.sha]
  const file = pullFileOf(name)
  const reviewed = reviewedIn(file).flatMap(commit => resolve(commit) ?? [])
  const facts = readChange(git, base, head, reviewed)
  const pull = pullOf(file, facts, base, head, resolve)
  return evaluate({ before: facts.before, after: facts.after, pull, now })
}

/** The miniature repository of the cases, with this repository's own pathways, guidance and calendar. */
export function baseFiles(): Files {
  const own = ['policies/pathways', 'policies/guidance', 'policies/calendar', 'policies/templates'].flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith('.yaml'))
      .map((name): [string, string] => [`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')]),
  )
  const base = join(here, 'base')
  const demo = readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .map((name): [string, string] => [name, readFileSync(join(base, name), 'utf8')])
  return new Map([...own, ...demo, ['scripts/gate.ts', '// the code\n']])
}

const differing = (files: Files, from: Files): [string, string][] =>
  [...files].filter(([path, text]) => from.get(path) !== text)

/** A commit of exactly these files, for git fast-import. */
function history(ref: string, files: Files, parents: string[], { person, message }: ReturnType<Signing>): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const [first, ...others] = parents
  const stamp = `${person} 1700000000 +0000`
  return [
    `commit ${ref}\n`,
    `author ${stamp}\ncommitter ${stamp}\n${data(message)}`,
    first ? `from ${first}\n` : '',
    ...others.map(parent => `merge ${parent}\n`),
    'deleteall\n',
    ...[...files].map(([path, text]) => {
      if (text === submodule) return `M 160000 ${'1'.repeat(40)} ${path}\n`
      const [mark, mode] = modes.find(([mark]) => text.startsWith(mark)) ?? ['', '100644']
      return `M ${mode} inline ${path}\n${data(text.slice(mark.length))}`
    }),
    'done\n',
  ].join('')
}

/** A verdict as a case expects it: what does not hold, who has signed, what is wrong. */
export function digest({
  state,
  subject,
  criteria,
  signOffs,
  consultations,
  objections,
  uncovered,
  findings,
  earliest,
}: Verdict) {
  return {
    state,
    subject: subject.is === 'transition' ? `${subject.direction} to ${subject.to}` : subject.is,
    notMet: Object.fromEntries(
      criteria
        .filter(({ status }) => status !== 'met')
        .map(({ id, status, findings }) => [
          id,
          `${status}: ${[...new Set(findings.map(({ problem }) => problem.code))].join(', ')}`,
        ]),
    ),
    signOffs: Object.fromEntries(
      signOffs.map(({ role, status }) => [role, 'by' in status ? `${status.is} ${status.by}` : status.is]),
    ),
    consulted: Object.fromEntries(consultations.map(({ role, status }) => [role, status.is])),
    objections: objections.map(({ by }) => by),
    uncovered: uncovered.map(({ pointer, people }) => `${pointer.join('.')}: ${people.join(', ') || 'nobody'}`),
    findings: findings.map(({ problem, at }) => `${problem.code} ${at.path}`),
    earliest,
  }
}

/** What a case expects, from its verdict.json. */
export const expected = (name: string): unknown => JSON.parse(readFileSync(join(here, name, 'verdict.json'), 'utf8'))
/** Why a case is there. */
export const why = (name: string): string =>
  existsSync(join(here, name, 'why.md')) ? readFileSync(join(here, name, 'why.md'), 'utf8') : ''
/** The path of a case's comment; only some cases hold one. */
export const commentPath = (name: string): string => join(here, name, 'comment.md')
