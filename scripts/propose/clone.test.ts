import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { baseFor, fetchOrigin, openClone } from './clone.ts'
import { connectClone } from './connect.ts'
import { branch, gitAt, other, place, record } from './fixture.ts'

describe('a clone', () => {
  test('is found from any folder in it', () => {
    const { root, bare, open } = place()
    const clone = openClone(join(root, 'deployments/demo'), {})
    expect(clone).toMatchObject({ branch: 'main', defaultBranch: 'main', hasOrigin: true, remote: null, signs: false })
    expect(clone.root).toBe(open().root)
    expect(() => openClone(join(bare, '..'), {})).toThrow('This folder is not in a git clone')
  })

  test('lives where origin says', () => {
    const { git, open } = place()
    git('remote', 'set-url', 'origin', 'git@github.com:acme/releases.git')
    expect(open().remote).toEqual({ repository: 'acme/releases', apiUrl: 'https://api.github.com' })
    expect(open({ GITHUB_REPOSITORY: 'a/b' }).remote?.repository).toBe('a/b')
  })

  test('has a door to GitHub with a token and a place', () => {
    const { git, open } = place()
    git('remote', 'set-url', 'origin', 'git@github.com:acme/releases.git')
    expect(connectClone(open(), {})).toBeNull()
    expect(connectClone(open(), { GITHUB_TOKEN: 'x' })).toMatchObject({ owner: 'acme', repo: 'releases' })
    expect(connectClone(open(), { GH_TOKEN: 'x' })).toMatchObject({ owner: 'acme' })
    git('remote', 'remove', 'origin')
    expect(connectClone(open(), { GITHUB_TOKEN: 'x' })).toBeNull()
  })

  test('may have no branch checked out, no origin, and another default branch', () => {
    const { git, open } = place()
    git('checkout', '--quiet', '--detach')
    expect(open().branch).toBeNull()
    git('branch', '-m', 'main', 'trunk')
    git('push', '--quiet', 'origin', 'trunk')
    git('remote', 'set-head', 'origin', 'trunk')
    expect(open().defaultBranch).toBe('trunk')
    git('remote', 'remove', 'origin')
    expect(() => open()).toThrow('This clone has no branch main or master')
    git('branch', '-m', 'trunk', 'master')
    expect(open()).toMatchObject({ defaultBranch: 'master', hasOrigin: false })
  })

  test.each([
    ['true', true],
    ['yes', true],
    ['1', true],
    ['false', false],
    ['off', false],
  ])('signs with commit.gpgsign = %s: %s', (value, signs) => {
    expect(place({ 'commit.gpgsign': value }).open().signs).toBe(signs)
  })

  test('is this one, whatever a hook around us says', () => {
    const { root, open } = place()
    vi.stubEnv('GIT_DIR', '/nowhere')
    vi.stubEnv('GIT_INDEX_FILE', '/nowhere')
    expect(open().root).toBe(gitAt(root, '--git-dir=.git', '--work-tree=.', 'rev-parse', '--show-toplevel'))
  })

  test('is fetched where that can be done', () => {
    const { bare, git, open, elsewhere } = place()
    elsewhere(record, 'phase: two\n')
    const before = git('rev-parse', 'origin/main')
    expect(fetchOrigin(open())).toBe(true)
    expect(git('rev-parse', 'origin/main')).not.toBe(before)
    rmSync(bare, { recursive: true })
    expect(fetchOrigin(open())).toBe(false)
    git('remote', 'remove', 'origin')
    expect(fetchOrigin(open())).toBe(false)
  })
})

describe('the base', () => {
  test('is the default branch as origin has it', () => {
    const { git, open, elsewhere } = place()
    elsewhere(other, 'phase: two\n')
    git('fetch', '--quiet')
    const commit = git('rev-parse', 'origin/main')
    expect(baseFor(open(), branch, [record])).toEqual({ commit, name: 'origin/main', isOwn: false })
    git('switch', '--quiet', '-c', 'unrelated')
    git('commit', '--quiet', '--allow-empty', '-m', 'x')
    expect(baseFor(open(), branch, [record]).commit).toBe(commit)
    git('checkout', '--quiet', '--detach')
    expect(baseFor(open(), branch, [record]).commit).toBe(commit)
  })

  test('is the default branch here, where there is no origin', () => {
    const { git, open } = place()
    git('remote', 'remove', 'origin')
    expect(baseFor(open(), branch, [record])).toEqual({ commit: git('rev-parse', 'main'), name: 'main', isOwn: false })
  })

  test('is the tip of the proposal’s own branch', () => {
    const { git, open, write } = place()
    git('switch', '--quiet', '-c', branch)
    write(record, 'phase: two\n')
    git('commit', '--quiet', '--all', '-m', 'x')
    expect(baseFor(open(), branch, [record])).toEqual({ commit: git('rev-parse', 'HEAD'), name: branch, isOwn: true })
    git('push', '--quiet', 'origin', branch)
    expect(baseFor(open(), branch, [record]).isOwn).toBe(true)
  })

  test('is refused where the proposal’s branch has moved on', () => {
    const { git, open, elsewhere } = place()
    git('switch', '--quiet', '-c', branch)
    git('push', '--quiet', 'origin', branch)
    elsewhere(record, 'phase: two\n', branch)
    git('fetch', '--quiet')
    expect(() => baseFor(open(), branch, [record])).toThrow(
      `The branch ${branch} has commits on GitHub that are not here: git pull, then do it again.`,
    )
  })

  test.each<[why: string, path: string, text: string, asked: string]>([
    ['changed', record, 'phase: two\n', record],
    ['registered', 'deployments/demo/new.yaml', 'phase: one\n', 'deployments/demo/new.yaml'],
  ])('is refused where somebody has %s the file meanwhile', (_, path, text, asked) => {
    const { git, open, elsewhere } = place()
    elsewhere(path, text)
    expect(baseFor(open(), branch, [asked]).name).toBe('origin/main')
    git('fetch', '--quiet')
    expect(() => baseFor(open(), branch, [other, asked])).toThrow(
      `${asked} is not the same here as on origin/main: somebody has changed it since.`,
    )
    expect(() => baseFor(open(), branch, [other, asked])).toThrow('git pull')
    expect(baseFor(open(), branch, [other]).name).toBe('origin/main')
    git('switch', '--quiet', '-c', 'unrelated')
    expect(() => baseFor(open(), branch, [asked])).toThrow('Do it again on main (git switch main, then git pull).')
  })

  test('takes a new file', () => {
    expect(baseFor(place().open(), branch, ['deployments/demo/new.yaml']).isOwn).toBe(false)
  })
})
