import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { repository, scratchFolder } from './fixture.ts'
import { commitOf, type Git, gitIn } from './git.ts'
import { present } from './partial.ts'
import { fetchCommits, fetchReviewed, gitWithToken } from './remote.ts'

/** A remote with three commits that no branch has, and an empty repository that knows it as `origin`. */
function remote() {
  const origin = repository()
  const [one = '', two = '', three = ''] = ['1', '2', '3'].map(text =>
    origin.commit('refs/heads/gone', { a: text }, []),
  )
  const main = origin.commit('refs/heads/main', { a: 'main' })
  const folder = scratchFolder()
  const git = gitIn(folder)
  git(['init', '--quiet', '.'])
  git(['remote', 'add', 'origin', pathToFileURL(origin.folder).href])
  return { folder, git, main, one, two, three }
}

test('fetches commits, and names what is not to be had', () => {
  const { git, main, one } = remote()
  fetchCommits(git, ['+refs/heads/main:refs/countersign/base', one])
  expect(commitOf(git, 'refs/countersign/base')).toBe(main)
  expect([...present(git, [one])]).toEqual([one])
  expect(() => fetchCommits(git, ['refs/heads/nowhere'])).toThrow(
    "git could not fetch refs/heads/nowhere: fatal: couldn't find remote ref refs/heads/nowhere",
  )
})

test('a reviewed commit that is gone keeps no other away', () => {
  const { git, one, two, three } = remote()
  const gone = 'e'.repeat(40)
  fetchReviewed(git, [one])
  fetchReviewed(git, [one, gone, two, three])
  expect([...present(git, [one, two, three, gone])].sort()).toEqual([one, two, three].sort())
})

const header = (git: Git, url: string) => {
  try {
    return git(['config', '--get-urlmatch', 'http.extraheader', url]).toString().trim()
  } catch {
    return null
  }
}

test('the token goes to the server of origin only, and stands in no file', () => {
  const { folder, git } = remote()
  git(['remote', 'set-url', 'origin', 'https://github.example:8443/acme/releases.git'])
  const authorized = gitWithToken(folder, 'secret-token')
  const basic = `AUTHORIZATION: basic ${Buffer.from('x-access-token:secret-token').toString('base64')}`
  expect(header(authorized, 'https://github.example:8443/acme/releases.git')).toBe(basic)
  for (const url of [
    'https://github.example/acme',
    'http://github.example:8443/acme',
    'https://elsewhere.example:8443/acme',
  ]) {
    expect(header(authorized, url)).toBe(null)
  }
  expect(readFileSync(join(folder, '.git/config'), 'utf8')).not.toContain('AUTHORIZATION')
})

test.each(['file:///tmp/releases.git', '/tmp/releases.git', 'git@github.example:acme/releases.git', '../releases.git'])(
  'a remote that is no web address gets no token: %s',
  url => {
    const { folder, git } = remote()
    git(['remote', 'set-url', 'origin', url])
    expect(() => gitWithToken(folder, 'secret-token')(['config', '--get-regexp', 'extraheader'])).toThrow()
  },
)

test('no token, no header; no remote, no gate', () => {
  const { folder, git } = remote()
  git(['remote', 'set-url', 'origin', 'https://github.example/acme/releases.git'])
  expect(header(gitWithToken(folder, undefined), 'https://github.example/')).toBe(null)
  git(['remote', 'remove', 'origin'])
  expect(() => gitWithToken(folder, 'secret-token')).toThrow(
    "The gate runs in a clone of the repository that it judges, with a remote origin: error: No such remote 'origin'",
  )
})
