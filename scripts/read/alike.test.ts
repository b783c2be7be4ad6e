import { expect, test } from 'vitest'
import { alike } from './alike.ts'
import { repository, scratchFolder } from './fixture.ts'
import { gitIn } from './git.ts'

const main = 'refs/heads/main'
const [site, other] = ['deployments/beta/harbour.yaml', 'deployments/beta/valley.yaml']

/** Three commits: the first and the last have the same site. */
function three() {
  const at = repository()
  const one = at.commit(main, { [site]: 'phase: two\n', [other]: 'a\n' })
  const two = at.commit(main, { [site]: 'phase: one\n' })
  const merged = at.commit(main, { [site]: 'phase: two\n', [other]: 'b\n' })
  return { ...at, one, two, merged }
}

test('only the paths that count are compared', () => {
  const { git, one, two, merged } = three()
  const pairs = [one, two].flatMap(reviewed => [[site], [site, other], []].map(paths => ({ reviewed, merged, paths })))
  expect(alike(git, pairs).map(({ reviewed, paths }) => [reviewed, paths])).toEqual([
    [one, [site]],
    [one, []],
    [two, []],
  ])
  expect(alike(git, [])).toEqual([])
})

test('another mode is another file, and so is none', () => {
  const { git, commit, one, merged } = three()
  const link = commit(main, { [site]: { mode: '120000', data: 'phase: two\n' } })
  const gone = commit(main, { [site]: null })
  const pairs = [link, gone].map(reviewed => ({ reviewed, merged, paths: [site] }))
  expect(alike(git, pairs)).toEqual([])
  expect(alike(git, [{ reviewed: one, merged: gone, paths: [site] }])).toEqual([])
})

test('a commit that is not here is like none, and does not keep others from being compared', () => {
  const { git, one, merged } = three()
  const pairs = ['1'.repeat(40), one].map(reviewed => ({ reviewed, merged, paths: [site] }))
  expect(alike(git, pairs)).toEqual([pairs[1]])
})

test.each(['blob:none', 'tree:0'])('a partial clone (%s) has what it needs', filter => {
  const { folder, one, two, merged } = three()
  const clone = gitIn(scratchFolder())
  clone(['clone', '--quiet', '--bare', `--filter=${filter}`, `file://${folder}`, '.'])
  const pairs = [one, two].map(reviewed => ({ reviewed, merged, paths: [site] }))
  expect(alike(clone, pairs)).toEqual([pairs[0]])
})
