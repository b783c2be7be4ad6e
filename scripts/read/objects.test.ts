import { expect, test } from 'vitest'
import { maxBytes } from '../../schemas/parse.ts'
import { type Put, repository, scratchFolder } from './fixture.ts'
import { commitOf, type Git, gitError, gitIn } from './git.ts'
import { differences, readBlobs, readTree } from './objects.ts'
import { treesOf } from './partial.ts'

/** What is read of one commit with these files. */
function read(files: Record<string, Put> | [Buffer, Put][], below = ['deployments', 'policies']) {
  const { git, commit } = repository()
  return Object.fromEntries(readTree(git, commit('refs/heads/main', files), below))
}

test('every file among the records, and policies without code and prose', () => {
  const files = {
    'deployments/demo/site.yaml': 'a: 1\n',
    'deployments/README.md': 'prose',
    'policies/pathways/one.yaml': 'b: 2\n',
    'policies/rules/rule.ts': 'code',
    'scripts/other.yaml': 'no',
  }
  expect(read(files)).toEqual({
    'deployments/demo/site.yaml': { text: 'a: 1\n' },
    'deployments/README.md': { text: 'prose' },
    'policies/pathways/one.yaml': { text: 'b: 2\n' },
  })
  expect(Object.keys(read(files, ['deployments/demo']))).toEqual(['deployments/demo/site.yaml'])
  expect(read(files, ['deployments/none'])).toEqual({})
})

test('links and submodules are named, and not followed', () => {
  expect(
    read({
      'deployments/demo/site.yaml': 'a: 1\n',
      'deployments/demo/run.yaml': { mode: '100755', data: 'b: 2\n' },
      'deployments/demo/link.yaml': { mode: '120000', data: 'site.yaml' },
      'deployments/linked': { mode: '120000', data: '../policies' },
      'deployments/module': { mode: '160000', data: 'c'.repeat(40) },
    }),
  ).toEqual({
    'deployments/demo/site.yaml': { text: 'a: 1\n' },
    'deployments/demo/run.yaml': { text: 'b: 2\n' },
    'deployments/demo/link.yaml': { unread: 'symbolic-link' },
    'deployments/linked': { unread: 'symbolic-link' },
    'deployments/module': { unread: 'not-a-file' },
  })
})

test('1 MiB is read, one byte more is not, and git is never asked for it', () => {
  const { git, commit } = repository()
  const [most, more] = ['x'.repeat(maxBytes), 'x'.repeat(maxBytes + 1)]
  const main = commit('refs/heads/main', { 'deployments/most.yaml': most, 'deployments/more.yaml': more })
  let bytes = 0
  const counted: Git = (args, input) => {
    const out = git(args, input)
    bytes += out.length
    return out
  }
  expect(Object.fromEntries(readTree(counted, main, ['deployments']))).toEqual({
    'deployments/most.yaml': { text: most },
    'deployments/more.yaml': { unread: 'too-large' },
  })
  expect(bytes).toBeLessThan(maxBytes + 1000)
})

test('what is not UTF-8 is not guessed: neither content nor names, which could look alike', () => {
  const latin = Buffer.from('title: Caf\u00e9', 'latin1')
  expect(read({ 'deployments/latin.yaml': latin })).toEqual({ 'deployments/latin.yaml': { unread: 'not-utf8' } })
  const named = (byte: number) => Buffer.concat([Buffer.from('deployments/'), Buffer.from([byte])])
  expect(
    read([
      [named(0xfe), 'a: 1\n'],
      [named(0xff), 'b: 2\n'],
    ]),
  ).toEqual({ 'deployments/\uFFFD': { unread: 'not-utf8' } })
})

const odd = [
  'deployments/with space.yaml',
  'deployments/with "quotes" and \\.yaml',
  'deployments/tab\tand\nline.yaml',
  'deployments/-leading.yaml',
  'deployments/:(glob)*.yaml',
  'deployments/größe 測試.yaml',
]

test('odd names are names', () => {
  const files = Object.fromEntries(odd.map((path, at) => [path, `at: ${at}\n`]))
  expect(read(files)).toEqual(Object.fromEntries(odd.map((path, at) => [path, { text: `at: ${at}\n` }])))
  expect(read({ '-dash/a.yaml': '', ...files }, ['-dash'])).toEqual({})
  expect(Object.keys(read(files, ['deployments/:(glob)*.yaml']))).toEqual(['deployments/:(glob)*.yaml'])
})

test('blobs: the same one once, an empty one, and one that git does not have', () => {
  const { git, commit } = repository()
  const main = commit('refs/heads/main', { a: '', b: 'two\n', c: 'two\n', d: 'no line end' })
  const ids = git(['ls-tree', '--format=%(objectname)', main]).toString().trim().split('\n')
  expect([...readBlobs(git, ['0'.repeat(40), ...ids]).values()]).toEqual([
    { text: '' },
    { text: 'two\n' },
    { text: 'no line end' },
  ])
  expect(readBlobs(git, [])).toEqual(new Map())
  expect(readBlobs(git, ['0'.repeat(40)])).toEqual(new Map())
})

test('what differs between trees: added, changed, taken out, made a link; renames are both paths', () => {
  const { git, commit } = repository()
  const same = { 'same.yaml': 'a long text that git would see as renamed\n'.repeat(9) }
  const one = commit('refs/heads/main', {
    ...same,
    'gone.yaml': '1',
    'made-link': 'x',
    [odd[2] ?? '']: 'odd',
    'a/b': '1',
  })
  const link = { mode: '120000' as const, data: 'x' }
  const two = commit('refs/heads/main', {
    'same.yaml': null,
    'moved.yaml': same['same.yaml'],
    'gone.yaml': null,
    'made-link': link,
    [odd[2] ?? '']: 'changed',
    'a/b': null,
    a: 'a file now',
  })
  const trees = treesOf(git, [one, two])
  const [from = '', to = ''] = trees.values()
  const [none, all, back] = differences(git, [
    [from, from],
    [from, to],
    [to, from],
  ])
  const shown = (list: typeof all) => list?.map(({ path, was, is }) => [path, was?.mode ?? null, is?.mode ?? null])
  expect(none).toEqual([])
  expect(shown(all)).toEqual([
    ['a', null, '100644'],
    ['a/b', '100644', null],
    [odd[2], '100644', '100644'],
    ['gone.yaml', '100644', null],
    ['made-link', '100644', '120000'],
    ['moved.yaml', null, '100644'],
    ['same.yaml', '100644', null],
  ])
  expect(back?.map(({ was, is }) => [is, was])).toEqual(all?.map(({ was, is }) => [was, is]))
  expect(differences(git, [])).toEqual([])
})

test('a commit by any name; what is none says so', () => {
  const { git, commit } = repository()
  const main = commit('refs/heads/main', { a: '1' })
  expect([commitOf(git, 'main'), commitOf(git, main.slice(0, 10)), commitOf(git, main)]).toEqual([main, main, main])
  for (const name of ['nowhere', 'f'.repeat(40), '--all', 'main:a', '']) {
    expect(() => commitOf(git, name)).toThrow(`git knows no commit ${name}`)
  }
})

test('git works in the folder it was told, whatever a hook says, and its last line tells an error', () => {
  const { folder, commit } = repository()
  const main = commit('refs/heads/main', { a: '1' })
  process.env['GIT_DIR'] = scratchFolder()
  try {
    expect(commitOf(gitIn(folder), 'main')).toBe(main)
  } finally {
    delete process.env['GIT_DIR']
  }
  const failed = () => gitIn(folder)(['ls-tree', 'nowhere'])
  expect(failed).toThrow()
  try {
    failed()
  } catch (error) {
    expect(gitError(error)).toBe('fatal: Not a valid object name nowhere')
  }
  expect(gitError(new Error('no git'))).toBe('no git')
})
