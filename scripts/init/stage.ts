/** A copy of the repository, in which all is done and checked before anything is changed in its place. */
import { spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gitIn } from '../read/git.ts'
import { samplesReadme, withoutSamples } from '../render/samples.ts'
import { isOwn, keptIn } from './samples.ts'

/** A file as it is to be; `null`: it is to go. */
export interface Effect {
  path: string
  bytes: Buffer | null
}

export interface Stage {
  /** Puts the samples away, and writes these files. */
  fill(files: ReadonlyMap<string, string>): void
  /** Makes in the copy what is generated, and checks it: what the check prints, or the first command that failed. */
  tryOut(): { failed: string | null; output: string }
  /** What differs from the repository. */
  effects(): Effect[]
  close(): void
}

/** Copies what git has of a repository whose working tree is clean. */
export function openStage(root: string): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-init-'))
  const clear = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clear)
  const git = gitIn(root)
  git(['checkout-index', '--all', '--force', `--prefix=${folder.replaceAll('\\', '/')}/`])
  const before = git(['ls-files', '-z'])
    .toString()
    .split('\0')
    .filter(path => path !== '')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return {
    fill(files) {
      for (const path of before.filter(isOwn)) {
        mkdirSync(dirname(join(folder, keptIn, path)), { recursive: true })
        renameSync(join(folder, path), join(folder, keptIn, path))
      }
      const told = ['README.md', 'deployments/README.md'].map(
        path => [path, withoutSamples(readFileSync(join(folder, path), 'utf8'))] as const,
      )
      for (const [path, text] of [...files, ...told, [`${keptIn}/README.md`, samplesReadme] as const]) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
    },
    tryOut() {
      // checked first: it says where something is wrong, and the others only that it is
      const check = npm(folder, 'check')
      if (check.code !== 0) return { failed: 'check', output: check.output }
      for (const name of ['generate', 'sync']) {
        const { code, output } = npm(folder, name)
        if (code !== 0) return { failed: name, output }
      }
      return { failed: null, output: check.output }
    },
    effects: () => differences(folder, root, before),
    close() {
      process.off('exit', clear)
      clear()
    },
  }
}

function differences(folder: string, root: string, before: readonly string[]): Effect[] {
  const after = filesIn(folder, '')
  const there = new Set(after)
  const gone = before.filter(path => !there.has(path)).map(path => ({ path, bytes: null }))
  const written = after.flatMap(path => {
    const bytes = readFileSync(join(folder, path))
    return lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile() &&
      readFileSync(join(root, path)).equals(bytes)
      ? []
      : [{ path, bytes }]
  })
  return [...written, ...gone]
}

const filesIn = (folder: string, below: string): string[] =>
  readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) return filesIn(folder, path)
    return entry.isFile() ? [path] : []
  })

/** Runs npm as the shell would, without a shell, and without what a workflow around us would tell it. */
function npm(cwd: string, name: string): { code: number; output: string } {
  const script = process.env['npm_execpath']
  const [program, first] = script ? [process.execPath, [script]] : ['npm', []]
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:GITHUB|RUNNER|ACTIONS|INPUT|GIT)_/.test(name)),
  )
  const { status, stdout, stderr, error } = spawnSync(program, [...first, 'run', '--silent', name], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: status ?? 2, output: `${stdout ?? ''}${stderr ?? ''}${error ? error.message : ''}`.trimEnd() }
}
