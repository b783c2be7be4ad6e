/** Whether a repository may be made somebody's own: only samples stand in it, and git has all of it. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readRepository, type Tree } from '../../policies/repository.ts'
import { readDisk } from '../read/disk.ts'
import { gitIn } from '../read/git.ts'
import { isLabelled, isOwn, keptIn } from './samples.ts'

/** Why it may not. */
export type Obstacle =
  | { code: 'no-clone' }
  | { code: 'not-the-top' }
  | { code: 'done-before' }
  | { code: 'unsaved'; paths: string[] }
  | { code: 'no-samples'; paths: string[] }
  | { code: 'unreadable'; paths: string[] }
  | { code: 'real-people'; people: string[] }

/** All that stands in the way; nothing of an adopter's own may be lost. `from`: the file that they have just written, and not committed. */
export function obstaclesIn(root: string, from?: string): Obstacle[] {
  if (existsSync(join(root, keptIn))) return [{ code: 'done-before' }]
  const saved = unsavedIn(root, from)
  return Array.isArray(saved) ? [...saved, ...realIn(readDisk(root))] : [saved]
}

function unsavedIn(root: string, from?: string): Obstacle | Obstacle[] {
  const git = gitIn(root)
  try {
    if (git(['rev-parse', '--show-prefix']).toString().trim() !== '') return { code: 'not-the-top' }
    git(['rev-parse', '--verify', '--quiet', 'HEAD'])
  } catch {
    return { code: 'no-clone' }
  }
  const status = git(['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all']).toString()
  const isFrom = (line: string) =>
    line.startsWith('?? ') && from !== undefined && isAnswer(resolve(root, line.slice(3)), from)
  const paths = status.split('\0').flatMap(line => (line === '' || isFrom(line) ? [] : [line.slice(3)]))
  return paths.length > 0 ? [{ code: 'unsaved', paths }] : []
}

/** Whether a file is `from` itself, or a YAML file right in it: that is what is read there. */
const isAnswer = (path: string, from: string): boolean =>
  path === resolve(from) || (dirname(path) === resolve(from) && path.endsWith('.yaml'))

/**
 * What is no sample: a file that does not say that it is one, and a person with an account that could be real. A record needs people who
 * can sign it, so nobody's own records stand here while all people are made up.
 */
export function realIn(tree: Tree): Obstacle[] {
  const paths = [...tree].flatMap(([path, source]) => (isOwn(path) && !isLabelled(source) ? [path] : []))
  const directory = new Map([...tree].filter(([path]) => path.startsWith('policies/directory/')))
  const { people, findings } = readRepository(directory)
  // whom a broken file names is not known
  const broken = [...new Set(findings.map(({ at }) => at.path))]
  const real = Object.entries(people.people).flatMap(([id, { github }]) => (/-example$/.test(github.login) ? [] : [id]))
  return [
    ...(paths.length > 0 ? [{ code: 'no-samples' as const, paths }] : []),
    ...(broken.length > 0 ? [{ code: 'unreadable' as const, paths: broken }] : []),
    ...(real.length > 0 ? [{ code: 'real-people' as const, people: real }] : []),
  ]
}
