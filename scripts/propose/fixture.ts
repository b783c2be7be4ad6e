/** For tests: a bare repository as origin, and a clone of it as a user has one, with nothing of the machine's own settings. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { type Clone, openClone } from './clone.ts'

export const record = 'deployments/demo/site.yaml'
export const other = 'deployments/demo/other.yaml'
export const branch = 'advance/demo-site'

export type Place = ReturnType<typeof place>

/** Sets everything up; it is gone when the test ends. `settings`: what git is set to besides. */
export function place(settings: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const own = { 'user.name': 'Ann Able', 'user.email': 'ann@acme.example', ...settings }
  isolate(folder)
  const git = (...args: string[]) => gitAt(root, ...args)
  const [bare, root] = [join(folder, 'origin.git'), join(folder, 'clone')]
  gitAt(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  gitAt(folder, 'clone', '--quiet', bare, root)
  for (const [name, value] of Object.entries(own)) git('config', name, value)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write(record, 'phase: one\n')
  write(other, 'phase: one\n')
  git('add', '.')
  git('commit', '--quiet', '--no-gpg-sign', '-m', 'Start')
  git('push', '--quiet', 'origin', 'main')
  git('remote', 'set-head', 'origin', 'main')
  return {
    folder,
    bare,
    root,
    git,
    write,
    read: (path: string) => readFileSync(join(root, path), 'utf8'),
    open: (environment: NodeJS.ProcessEnv = {}): Clone => openClone(root, environment),
    /** Somebody else pushes to origin. */
    elsewhere: (path: string, text: string, to = 'main') => {
      const there = mkdtempSync(join(folder, 'other-'))
      gitAt(folder, 'clone', '--quiet', bare, there)
      gitAt(there, 'switch', '--quiet', ...(to === 'main' ? ['main'] : ['--guess', to]))
      mkdirSync(dirname(join(there, path)), { recursive: true })
      writeFileSync(join(there, path), text)
      gitAt(there, 'add', '.')
      const who = ['-c', 'user.name=Ben', '-c', 'user.email=ben@acme.example']
      gitAt(there, ...who, 'commit', '--quiet', '-m', 'Meanwhile')
      gitAt(there, 'push', '--quiet', 'origin', `HEAD:${to}`)
    },
    /** All that a proposal must leave alone: index, folder, branches and stashes. */
    snapshot: () => ({
      status: git('status', '--porcelain', '--untracked-files=all'),
      staged: git('diff', '--cached'),
      unstaged: git('diff'),
      refs: git('for-each-ref', '--format=%(refname) %(objectname)'),
      head: git('rev-parse', '--symbolic-full-name', 'HEAD'),
      stashes: git('stash', 'list'),
    }),
  }
}

export function gitAt(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd()
}

/** Neither the machine's settings nor those of a hook around the tests count. */
function isolate(folder: string): void {
  for (const name of Object.keys(process.env).filter(name => name.startsWith('GIT_'))) vi.stubEnv(name, undefined)
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1')
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, 'none'))
  vi.stubEnv('EMAIL', undefined)
  onTestFinished(() => void vi.unstubAllEnvs())
}
