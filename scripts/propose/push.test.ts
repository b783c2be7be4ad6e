import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { draftCommit } from './commit.ts'
import { branch, gitAt, type Place, place, record } from './fixture.ts'
import { fetchBranch, push } from './push.ts'

const draft = ({ open }: Place, text = 'phase: two\n') =>
  draftCommit(open(), { base: 'origin/main', files: [{ path: record, text }], message: 'Ask' })

describe('a push', () => {
  test('brings the commit to its branch, and nothing else', () => {
    const on = place()
    const commit = draft(on)
    on.git('tag', '-m', 'x', 'mine')
    on.git('branch', 'mine')
    expect(push(on.open(), branch, commit)).toBeNull()
    expect(push(on.open(), branch, commit)).toBeNull()
    expect(gitAt(on.bare, 'for-each-ref', '--format=%(refname)')).toBe(`refs/heads/${branch}\nrefs/heads/main`)
    expect(gitAt(on.bare, 'rev-parse', branch)).toBe(commit)
  })

  test('never overwrites', () => {
    const on = place()
    const [first, second] = [draft(on), draft(on, 'phase: three\n')]
    push(on.open(), branch, first)
    expect(push(on.open(), branch, second)).toContain('is on the server already, with commits that are not here')
    expect(gitAt(on.bare, 'rev-parse', branch)).toBe(first)
  })

  test('says what the server said', () => {
    const on = place()
    const hook = join(on.bare, 'hooks/pre-receive')
    writeFileSync(hook, '#!/bin/sh\nexit 1\n')
    chmodSync(hook, 0o755)
    expect(push(on.open(), branch, draft(on))).toBe(
      `The server does not take the branch ${branch}: pre-receive hook declined.`,
    )
  })

  test('says that there is nowhere to push to', () => {
    const on = place()
    const commit = draft(on)
    rmSync(on.bare, { recursive: true })
    expect(push(on.open(), branch, commit)).toMatch(
      /^git could not push: fatal: .*does not appear to be a git repository/,
    )
    on.git('remote', 'remove', 'origin')
    expect(push(on.open(), branch, commit)).toContain('This clone has no origin to push to')
  })

  test('asks for no password where nobody can answer', () => {
    const on = place()
    const commit = draft(on)
    // stands in for what git says when a server wants a name
    const helper = join(on.folder, 'git-remote-locked')
    writeFileSync(helper, '#!/bin/sh\necho "fatal: could not read Username for \'https://x\'" >&2\nexit 128\n')
    chmodSync(helper, 0o755)
    on.git('config', 'remote.origin.url', 'locked::x')
    vi.stubEnv('PATH', `${on.folder}:${process.env['PATH']}`)
    expect(push(on.open(), branch, commit)).toContain('git could not sign in to the server')
  })
})

describe('a commit that was made on GitHub', () => {
  test('is fetched', () => {
    const on = place()
    on.git('push', '--quiet', 'origin', `main:refs/heads/${branch}`)
    on.elsewhere(record, 'phase: two\n', branch)
    const commit = gitAt(on.bare, 'rev-parse', branch)
    fetchBranch(on.open(), branch, commit)
    expect(on.git('rev-parse', `origin/${branch}`)).toBe(commit)
    expect(on.git('cat-file', '-t', commit)).toBe('commit')
  })

  test('that origin does not have is an error', () => {
    const on = place()
    expect(() => fetchBranch(on.open(), branch, '1'.repeat(40))).toThrow(
      /^The branch .* is on GitHub, and git could not/,
    )
    on.git('push', '--quiet', 'origin', `main:refs/heads/${branch}`)
    expect(() => fetchBranch(on.open(), branch, '1'.repeat(40))).toThrow('origin does not have its commit 1111')
  })
})
