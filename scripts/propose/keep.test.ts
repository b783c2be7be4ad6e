import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { draftCommit } from './commit.ts'
import { branch, gitAt, other, type Place, place, record } from './fixture.ts'
import { keepCommit } from './keep.ts'

const text = 'phase: two\n'
const made = 'deployments/demo/new.yaml'

/** Edits the record as a command does, and makes the commit. */
const draft = ({ open, write }: Place, base = 'origin/main', files: Record<string, string> = { [record]: text }) => {
  for (const [path, to] of Object.entries(files)) write(path, to)
  const all = Object.entries(files).map(([path, text]) => ({ path, text }))
  return draftCommit(open(), { base, files: all, message: 'Ask' })
}

describe('a commit is kept on a new branch', () => {
  test('and the user is there, with nothing left to commit', () => {
    const on = place()
    const commit = draft(on, 'origin/main', { [record]: text, [made]: 'phase: one\n' })
    expect(keepCommit(on.open(), branch, commit)).toEqual({ commit, notOnIt: null })
    expect([on.open().branch, on.git('rev-parse', branch), on.git('status', '--porcelain')]).toEqual([
      branch,
      commit,
      '',
    ])
    expect(on.git('rev-parse', 'main')).toBe(on.git('rev-parse', 'origin/main'))
  })

  test('also where the record was staged, or git stores other line ends', () => {
    const staged = place()
    const one = draft(staged)
    staged.git('add', record)
    expect(keepCommit(staged.open(), branch, one).notOnIt).toBeNull()
    expect(staged.git('status', '--porcelain')).toBe('')
    const windows = place({ 'core.autocrlf': 'true' })
    const two = draft(windows, 'origin/main', { [record]: 'phase: two\r\n' })
    expect(keepCommit(windows.open(), branch, two).notOnIt).toBeNull()
    expect([windows.git('status', '--porcelain'), windows.read(record)]).toEqual(['', 'phase: two\r\n'])
  })

  test('also where a file goes', () => {
    const on = place()
    const files = [{ path: record, text: null }]
    const commit = draftCommit(on.open(), { base: 'origin/main', files, message: 'x' })
    expect(keepCommit(on.open(), branch, commit).notOnIt).toBeNull()
    expect(on.git('status', '--porcelain')).toBe('')
    expect(() => on.read(record)).toThrow()
  })

  test('also from a default branch that is behind, and from no branch', () => {
    const on = place()
    on.elsewhere(other, 'phase: two\n')
    on.git('fetch', '--quiet')
    on.git('checkout', '--quiet', '--detach')
    const commit = draft(on)
    expect(keepCommit(on.open(), branch, commit)).toEqual({ commit, notOnIt: null })
    expect([on.git('status', '--porcelain'), on.read(other), on.read(record)]).toEqual(['', 'phase: two\n', text])
  })

  test('and other work that is not committed stays what it was', () => {
    const on = place()
    const commit = draft(on)
    on.write(other, 'staged\n')
    on.git('add', other)
    on.write(other, 'and edited\n')
    on.write('notes.txt', 'mine\n')
    const { staged } = on.snapshot()
    expect(keepCommit(on.open(), branch, commit).notOnIt).toBeNull()
    expect(on.git('status', '--porcelain')).toBe(`MM ${other}\n?? notes.txt`)
    expect(on.git('diff', '--cached', other)).toBe(on.git('diff', '--cached'))
    expect(staged).toContain('+staged')
    expect(on.git('show', `:${other}`)).toBe('staged')
    expect(on.read(other)).toBe('and edited\n')
    expect(on.git('show', '--name-only', '--format=', 'HEAD')).toBe(record)
  })
})

describe('the user stays where they are, and is told', () => {
  const behind = () => {
    const on = place()
    on.elsewhere(other, 'phase: two\n')
    on.git('fetch', '--quiet')
    return { on, commit: draft(on) }
  }

  test.each<[why: string, spoil: (on: Place) => void, said: string]>([
    ['a file is edited that differs on the branch', on => on.write(other, 'mine\n'), other],
    [
      'a file is staged that differs on the branch',
      on => {
        on.write(other, 'mine\n')
        on.git('add', other)
        on.write(other, 'phase: one\n')
      },
      other,
    ],
    ['the record was edited again', on => on.write(record, 'phase: two\nmore: mine\n'), record],
    [
      'the record has something else staged',
      on => {
        on.write(record, 'mine\n')
        on.git('add', record)
        on.write(record, text)
      },
      record,
    ],
    [
      'a merge is under way',
      on => {
        on.git('switch', '--quiet', '-c', 'side')
        on.git('commit', '--quiet', '--allow-empty', '-m', 'x')
        on.git('switch', '--quiet', 'main')
        on.git('merge', '--quiet', '--no-commit', '--no-ff', 'side')
      },
      'merging',
    ],
  ])('where %s', (_, spoil, said) => {
    const { on, commit } = behind()
    spoil(on)
    const before = on.snapshot()
    const { notOnIt, commit: kept } = keepCommit(on.open(), branch, commit)
    expect(notOnIt).toContain('without touching work of yours')
    expect(notOnIt).toContain(said)
    expect([kept, on.git('rev-parse', branch)]).toEqual([commit, commit])
    expect(on.snapshot()).toEqual({ ...before, refs: `refs/heads/${branch} ${commit}\n${before.refs}` })
  })

  test('where an untracked or ignored file is in the way', () => {
    const on = place()
    on.elsewhere('deployments/demo/.env.yaml', 'theirs\n')
    on.git('fetch', '--quiet')
    const commit = draft(on)
    on.write('.git/info/exclude', '.env.yaml\n')
    on.write('deployments/demo/.env.yaml', 'mine\n')
    expect(keepCommit(on.open(), branch, commit).notOnIt).toContain('.env.yaml')
    expect([on.open().branch, on.read('deployments/demo/.env.yaml')]).toEqual(['main', 'mine\n'])
  })
})

describe('a branch of that name', () => {
  test('with other changes is not touched', () => {
    const on = place()
    on.git('branch', branch)
    on.git('switch', '--quiet', branch)
    on.write(record, 'mine\n')
    on.git('commit', '--quiet', '--all', '-m', 'mine')
    on.git('switch', '--quiet', 'main')
    const commit = draft(on)
    const before = on.snapshot()
    expect(() => keepCommit(on.open(), branch, commit)).toThrow(
      `A branch ${branch} is here already, with other changes.`,
    )
    expect(on.snapshot()).toEqual(before)
  })

  test('with the same change is kept, whenever it was made', () => {
    const on = place()
    const first = draft(on)
    const files = [{ path: record, text }]
    const again = draftCommit(on.open(), { base: 'origin/main', files, message: 'At another time' })
    expect(again).not.toBe(first)
    keepCommit(on.open(), branch, first)
    on.git('switch', '--quiet', 'main')
    on.write(record, text)
    expect(keepCommit(on.open(), branch, again)).toEqual({ commit: first, notOnIt: null })
    expect([on.git('rev-parse', 'HEAD'), on.git('status', '--porcelain')]).toEqual([first, ''])
  })

  test('goes on, where nothing of it is lost', () => {
    const on = place()
    on.git('branch', branch)
    on.elsewhere(other, 'phase: two\n')
    on.git('fetch', '--quiet')
    const commit = draft(on)
    expect(keepCommit(on.open(), branch, commit)).toEqual({ commit, notOnIt: null })
  })

  test('goes on where the user is on it: a second commit of a proposal', () => {
    const on = place()
    keepCommit(on.open(), branch, draft(on))
    on.write('notes.txt', 'mine\n')
    on.write(other, 'staged\n')
    on.git('add', other)
    const commit = draft(on, 'HEAD', { [record]: 'phase: three\n' })
    expect(keepCommit(on.open(), branch, commit)).toEqual({ commit, notOnIt: null })
    expect(on.git('status', '--porcelain')).toBe(`M  ${other}\n?? notes.txt`)
    expect(on.git('log', '--format=%s', 'main..')).toBe('Ask\nAsk')
    expect(on.open().branch).toBe(branch)
    // said twice, it is the same
    expect(keepCommit(on.open(), branch, commit)).toEqual({ commit, notOnIt: null })
  })

  test('stays where the user is on it and the record was edited again', () => {
    const on = place()
    keepCommit(on.open(), branch, draft(on))
    const commit = draft(on, 'HEAD', { [record]: 'phase: three\n' })
    on.write(record, 'phase: four\n')
    const before = on.snapshot()
    expect(() => keepCommit(on.open(), branch, commit)).toThrow(/site\.yaml\. Nothing was done\.$/)
    expect(on.snapshot()).toEqual(before)
  })

  test('that is checked out in another folder is left alone', () => {
    const on = place()
    const there = join(on.folder, 'tree')
    on.git('worktree', 'add', '--quiet', '-b', branch, there)
    const commit = draft(on)
    expect(() => keepCommit(on.open(), branch, commit)).toThrow('is checked out in another folder')
    expect(gitAt(there, 'rev-parse', 'HEAD')).toBe(on.git('rev-parse', 'main'))
  })

  test.each(['a..b', '-x', 'a b', 'refs/heads/', '@', '', '@{-1}'])('cannot be called %j', name => {
    const on = place()
    expect(() => keepCommit(on.open(), name, draft(on))).toThrow('is no name for a branch.')
  })
})

test('a hook that fails after all is done undoes nothing', () => {
  const on = place()
  const commit = draft(on)
  const hook = join(on.root, '.git/hooks/post-checkout')
  writeFileSync(hook, '#!/bin/sh\nexit 1\n')
  chmodSync(hook, 0o755)
  expect(keepCommit(on.open(), branch, commit)).toEqual({ commit, notOnIt: null })
  expect(on.git('status', '--porcelain')).toBe('')
})

test('a commit that was made on GitHub is kept as well', () => {
  const on = place()
  on.write(record, text)
  const who = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com']
  const index = { ...process.env, GIT_INDEX_FILE: join(on.folder, 'index') }
  const run = (...args: string[]) =>
    execFileSync('git', [...who, ...args], { cwd: on.root, env: index, encoding: 'utf8' }).trim()
  run('read-tree', 'main')
  run('add', record)
  const commit = run('commit-tree', '-p', 'main', '-m', 'Ask', run('write-tree'))
  expect(keepCommit(on.open(), branch, commit)).toEqual({ commit, notOnIt: null })
  expect(on.git('status', '--porcelain')).toBe('')
})
