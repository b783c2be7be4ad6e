import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { draftCommit } from './commit.ts'
import { other, place, record } from './fixture.ts'

const two = [{ path: record, text: 'phase: two\n' }]
const message = 'Ask for two\n\nBecause.\n'

describe('a draft', () => {
  test('is a commit on the base, and moves nothing', () => {
    const { git, write, open, snapshot } = place()
    write(record, 'phase: two\n')
    write(other, 'staged\n')
    git('add', other)
    write(other, 'edited after\n')
    write('notes.txt', 'mine\n')
    const before = snapshot()
    const commit = draftCommit(open(), { base: 'origin/main', files: two, message })
    expect(snapshot()).toEqual(before)
    expect(git('log', '-1', '--format=%P %an <%ae> %B', commit)).toBe(
      `${git('rev-parse', 'main')} Ann Able <ann@acme.example> ${message}`.trimEnd(),
    )
    expect(git('diff', '--stat=200', 'main', commit)).toMatch(/^ deployments\/demo\/site.yaml \| 2 \+-\n 1 file/)
    expect(git('show', `${commit}:${record}`)).toBe('phase: two')
    expect(existsSync(join(open().root, '.git/index.lock'))).toBe(false)
  })

  test('adds, takes away, and keeps what kind of file it is', () => {
    const { git, open } = place()
    git('update-index', '--chmod=+x', other)
    git('commit', '--quiet', '-m', 'x')
    const files = [
      { path: record, text: null },
      { path: other, text: 'x\n' },
      { path: 'deployments/demo/releases/1.0.0, größer.yaml', text: 'new\n' },
    ]
    const commit = draftCommit(open(), { base: 'HEAD', files, message })
    expect(git('-c', 'core.quotePath=false', 'diff', '--raw', '--abbrev=4', '--no-renames', 'HEAD', commit)).toMatch(
      /^:100755 100755 \w+ \w+ M\tdeployments\/demo\/other.yaml\n:000000 100644 0000 \w+ A\tdeployments\/demo\/releases\/1.0.0, größer.yaml\n:100644 000000 \w+ 0000 D\tdeployments\/demo\/site.yaml$/,
    )
  })

  test('stores a text as git add would', () => {
    const { git, open } = place({ 'core.autocrlf': 'true' })
    const commit = draftCommit(open(), { base: 'main', files: [{ path: record, text: 'phase: two\r\n' }], message })
    expect(git('cat-file', '-s', `${commit}:${record}`)).toBe('11')
  })

  test('says that there is nothing to propose', () => {
    const files = [{ path: record, text: 'phase: one\n' }]
    expect(() => draftCommit(place().open(), { base: 'main', files, message })).toThrow('There is nothing to propose')
  })

  test('writes through no link', () => {
    const { git, open } = place()
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: open().root, input: '/etc/passwd' })
    git('update-index', '--cacheinfo', `120000,${blob.toString().trim()},${record}`)
    git('commit', '--quiet', '-m', 'x')
    expect(() => draftCommit(open(), { base: 'HEAD', files: two, message })).toThrow(`${record} is a link or a folder`)
  })

  test.each(['user.name', 'user.email'])('needs %s, and says how to set it', name => {
    const { git, open, snapshot } = place()
    git('config', '--unset', name)
    const before = snapshot()
    expect(() => draftCommit(open(), { base: 'main', files: two, message })).toThrow(
      /^git does not know who you are\. .*git config --global user\.email/,
    )
    expect(snapshot()).toEqual(before)
  })

  test('has no time and no index of a hook around us', () => {
    const { git, open } = place()
    vi.stubEnv('GIT_AUTHOR_DATE', '2001-01-01T00:00:00Z')
    vi.stubEnv('GIT_COMMITTER_DATE', '2001-01-01T00:00:00Z')
    vi.stubEnv('GIT_INDEX_FILE', join(open().root, 'hook-index'))
    const commit = draftCommit(open(), { base: 'main', files: two, message })
    expect(git('log', '-1', '--format=%ad %cd', '--date=format:%Y', commit)).not.toContain('2001')
    expect(existsSync(join(open().root, 'hook-index'))).toBe(false)
  })
})

describe('signing', () => {
  /** Stands in for gpg. */
  const signer = (script: string) => {
    const on = place({ 'commit.gpgsign': 'true', 'user.signingkey': 'ann' })
    const program = join(on.folder, 'gpg')
    writeFileSync(program, `#!/bin/sh\n${script}\n`)
    chmodSync(program, 0o755)
    on.git('config', 'gpg.program', program)
    return on
  }

  test('is done as git is set', () => {
    const { git, open } = signer('cat >&2; printf "\\n[GNUPG:] SIG_CREATED \\n" >&2; echo "signature by $*"')
    const commit = draftCommit(open(), { base: 'main', files: two, message })
    expect(git('cat-file', 'commit', commit)).toMatch(/^gpgsig signature by .* ann$/m)
    git('config', 'commit.gpgsign', 'false')
    const unsigned = draftCommit(open(), { base: 'main', files: two, message })
    expect(git('cat-file', 'commit', unsigned)).not.toContain('gpgsig')
  })

  test('that does not work is said, and nothing is committed unsigned', () => {
    const { open, snapshot } = signer('exit 1')
    const before = snapshot()
    expect(() => draftCommit(open(), { base: 'main', files: two, message })).toThrow(
      /^git is set to sign commits, and could not: .*git config user\.signingkey/,
    )
    expect(snapshot()).toEqual(before)
  })
})
