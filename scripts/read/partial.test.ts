import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { readChange } from './change.ts'
import { repository, scratchFolder } from './fixture.ts'
import { gitIn } from './git.ts'
import { readTree } from './objects.ts'
import { present, treesOf } from './partial.ts'
import { fetchCommits, fetchReviewed } from './remote.ts'

const path = (at: number) => `deployments/demo/site-${at}.yaml`
const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [path(at), `phase: 1 # ${at}\n`]))

/** A remote with a pull request of several commits, reviewed at one that was force-pushed away. */
function remote() {
  const made = repository()
  const fork = made.commit('refs/heads/main', { ...many, 'policies/pathways/one.yaml': 'rules\n' })
  const gone = made.commit('refs/pull/1/gone', { [path(1)]: 'phase: 2\n' }, [fork])
  for (const at of [0, 1, 2, 3, 4])
    made.commit('refs/pull/1/head', { [path(at)]: `phase: 3 # ${at}\n` }, at ? undefined : [fork])
  const head = made.git(['rev-parse', 'refs/pull/1/head']).toString().trim()
  const base = made.commit('refs/heads/main', { 'deployments/demo/new.yaml': 'phase: 1\n' })
  return { ...made, base, head, gone }
}

/** A clone as actions/checkout makes it in gate.yml, and how often git fetched in it: also by itself, then by its full path. */
function partialClone(origin: string, filter: string) {
  const folder = scratchFolder()
  const [clone, trace] = [join(folder, 'clone'), join(folder, 'trace')]
  const url = pathToFileURL(origin).href
  gitIn(folder)(['clone', '--quiet', '--no-checkout', '--branch=main', '--sparse', `--filter=${filter}`, url, clone])
  const git = gitIn(clone, { GIT_TRACE2_EVENT: trace })
  const fetches = () =>
    readFileSync(trace, 'utf8')
      .split('\n')
      .filter(line => /"event":"start".*"argv":\[[^\]]*"fetch"/.test(line)).length
  return { git, fetches }
}

test.each([
  ['tree:0', 'trees and files', 2],
  ['blob:none', 'files', 1],
])('a clone with %s fetches %s at once, and reads the same as a whole one', (filter, _what, more) => {
  const { folder, git: whole, base, head, gone } = remote()
  const { git, fetches } = partialClone(folder, filter)
  fetchCommits(git, ['+refs/heads/main:refs/countersign/base', head])
  fetchReviewed(git, [gone])
  expect(fetches()).toBe(2)
  const found = readChange(git, base, head, [gone])
  expect(found).toEqual(readChange(whole, base, head, [gone]))
  expect(found.files).toHaveLength(5)
  expect(found.before.get(path(39))).toEqual({ text: 'phase: 1 # 39\n' })
  expect(fetches()).toBe(2 + more)
  readChange(git, base, head, [gone])
  expect(fetches()).toBe(2 + more)
})

test('a reviewed commit that is gone is not looked for when nothing asks for it', () => {
  const { folder, base, head } = remote()
  const { git, fetches } = partialClone(folder, 'tree:0')
  const unknown = 'e'.repeat(40)
  fetchCommits(git, ['+refs/heads/main:refs/countersign/base', head])
  expect(treesOf(git, [unknown, base]).has(unknown)).toBe(false)
  expect([...present(git, [unknown, head])]).toEqual([head])
  expect(readChange(git, base, head, [unknown]).versions).not.toHaveProperty(unknown)
  expect(fetches()).toBe(3)
})

test('a whole tree is read in one fetch for its files', () => {
  const { folder, git: whole, base } = remote()
  const { git, fetches } = partialClone(folder, 'blob:none')
  expect(readTree(git, base, ['deployments', 'policies'])).toEqual(readTree(whole, base, ['deployments', 'policies']))
  expect(fetches()).toBe(1)
})

test('a remote that does not answer is an error that says what was wanted', () => {
  const { folder, base } = remote()
  const { git } = partialClone(folder, 'blob:none')
  git(['config', 'remote.origin.url', pathToFileURL(join(folder, 'nowhere')).href])
  expect(() => readTree(git, base, ['deployments'])).toThrow(
    /git could not fetch 41 trees or files that this clone lacks: fatal: .*nowhere/,
  )
})
