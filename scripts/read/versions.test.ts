import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { repository, scratchFolder } from './fixture.ts'
import { gitIn } from './git.ts'
import { readVersions } from './versions.ts'

const [one, other] = ['deployments/demo/one.yaml', 'deployments/größe/two, three.yaml']
const at = '2023-11-14T22:13:20Z'
const text = (source: string) => ({ text: source })

test('what each commit brought, oldest first', () => {
  const { git, commit } = repository()
  const main = 'refs/heads/main'
  const first = commit(main, { [one]: '1\n', [other]: 'a\n' })
  commit(main, { 'README.md': 'x' })
  const second = commit(main, { [one]: '2\n' })
  const gone = commit(main, { [one]: null })
  const again = commit(main, { [one]: '1\n' })
  const versions = readVersions(git, main, [one, other, 'deployments/none.yaml'])
  expect(Object.fromEntries(versions)).toEqual({
    [one]: [
      { commit: first, at, source: text('1\n') },
      { commit: second, at, source: text('2\n') },
      { commit: gone, at, source: null },
      { commit: again, at, source: text('1\n') },
    ],
    [other]: [{ commit: first, at, source: text('a\n') }],
    'deployments/none.yaml': [],
  })
})

test('a merge brings what its branch did, whatever the commits of the branch were', () => {
  const { git, commit } = repository()
  const first = commit('refs/heads/main', { [one]: '1\n' })
  const topic = commit('refs/heads/topic', { [one]: '2\n' }, [first])
  const last = commit('refs/heads/topic', { [one]: '3\n' }, [topic])
  const merge = commit('refs/heads/main', { [one]: '3\n' }, [first, last])
  expect(readVersions(git, 'refs/heads/main', [one]).get(one)).toEqual([
    { commit: first, at, source: text('1\n') },
    { commit: merge, at, source: text('3\n') },
  ])
})

test('a link or a program that is no file is not followed', () => {
  const { git, commit } = repository()
  commit('refs/heads/main', { [one]: { mode: '120000', data: '/etc/passwd' } })
  commit('refs/heads/main', { [one]: { mode: '100755', data: '1\n' } })
  expect(
    readVersions(git, 'refs/heads/main', [one])
      .get(one)
      ?.map(({ source }) => source),
  ).toEqual([null, text('1\n')])
})

/** A clone of main, and the first commit. */
function cloned(...options: string[]) {
  const made = repository()
  made.commit('refs/heads/main', { [one]: '1\n' })
  made.commit('refs/heads/main', { [one]: '2\n' })
  const clone = join(scratchFolder(), 'clone')
  execFileSync('git', ['clone', '--quiet', '--no-checkout', ...options, `${pathToFileURL(made.folder)}`, clone])
  return gitIn(clone)
}

test('a partial clone has them all', () =>
  expect(readVersions(cloned('--filter=blob:none'), 'HEAD', [one]).get(one)).toHaveLength(2))

test('a shallow clone has not', () => expect(() => readVersions(cloned('--depth=1'), 'HEAD', [one])).toThrow('shallow'))
