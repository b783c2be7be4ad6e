import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { maxBytes } from '../../schemas/parse.ts'
import { readDisk } from './disk.ts'
import { scratchFolder } from './fixture.ts'

/** A folder with these files. */
function tree(files: Record<string, string | Buffer>): string {
  const root = scratchFolder()
  for (const [path, data] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), data)
  }
  return root
}
const read = (root: string) => Object.fromEntries(readDisk(root))

test('every file among the records, and policies without code and prose', () => {
  const root = tree({
    'deployments/demo/site.yaml': 'a: 1\n',
    'deployments/demo/deep/er/still.yml': '',
    'deployments/README.md': 'prose',
    'deployments/demo/code.ts': 'code',
    'policies/pathways/one.yaml': 'b: 2\n',
    'policies/rules/rule.ts': 'code',
    'policies/README.md': 'prose',
    'scripts/other.yaml': 'no',
  })
  expect(read(root)).toEqual({
    'deployments/demo/site.yaml': { text: 'a: 1\n' },
    'deployments/demo/deep/er/still.yml': { text: '' },
    'deployments/README.md': { text: 'prose' },
    'deployments/demo/code.ts': { text: 'code' },
    'policies/pathways/one.yaml': { text: 'b: 2\n' },
  })
})

test('no link is followed, neither to a file nor to a folder', () => {
  const root = tree({ 'deployments/demo/site.yaml': 'a: 1\n', 'elsewhere/secret.yaml': 'password: 1\n' })
  symlinkSync(join(root, 'elsewhere/secret.yaml'), join(root, 'deployments/demo/file.yaml'))
  symlinkSync(join(root, 'elsewhere'), join(root, 'deployments/linked'))
  symlinkSync(join(root, 'nowhere'), join(root, 'deployments/dangling.yaml'))
  expect(read(root)).toEqual({
    'deployments/demo/site.yaml': { text: 'a: 1\n' },
    'deployments/demo/file.yaml': { unread: 'symbolic-link' },
    'deployments/linked': { unread: 'symbolic-link' },
    'deployments/dangling.yaml': { unread: 'symbolic-link' },
  })
})

test('1 MiB is read, one byte more is not', () => {
  const root = tree({
    'deployments/demo/most.yaml': 'x'.repeat(maxBytes),
    'deployments/demo/more.yaml': 'x'.repeat(maxBytes + 1),
  })
  const { 'deployments/demo/most.yaml': most, 'deployments/demo/more.yaml': more } = read(root)
  expect(most).toEqual({ text: 'x'.repeat(1024 * 1024) })
  expect(more).toEqual({ unread: 'too-large' })
})

test('what is not UTF-8 is not guessed', () => {
  const root = tree({
    'deployments/demo/latin.yaml': Buffer.from('title: Caf\u00e9', 'latin1'),
    'deployments/demo/half.yaml': Buffer.from('title: é').subarray(0, -1),
    'deployments/demo/utf16.yaml': Buffer.from('\ufeffa: 1', 'utf16le'),
  })
  expect(Object.values(read(root))).toEqual(Array(3).fill({ unread: 'not-utf8' }))
})

test('a folder may be called like a file; a socket is none', async () => {
  const root = tree({ 'deployments/demo/x.yaml/inner.yaml': 'a: 1\n' })
  const server = createServer()
  await new Promise<void>(listening => server.listen(join(root, 'deployments/demo/socket.yaml'), listening))
  onTestFinished(() => new Promise<void>(closed => server.close(() => closed())))
  expect(read(root)).toEqual({
    'deployments/demo/x.yaml/inner.yaml': { text: 'a: 1\n' },
    'deployments/demo/socket.yaml': { unread: 'not-a-file' },
  })
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is said to be unreadable', () => {
  const root = tree({ 'deployments/demo/closed.yaml': 'a: 1\n' })
  chmodSync(join(root, 'deployments/demo/closed.yaml'), 0)
  expect(read(root)).toEqual({ 'deployments/demo/closed.yaml': { unread: 'unreadable' } })
})

test('folders that are not there hold nothing', () => {
  expect(read(scratchFolder())).toEqual({})
  expect(read(tree({ 'policies/calendar/one.yaml': '' }))).toEqual({ 'policies/calendar/one.yaml': { text: '' } })
})

test('a link or a file in place of a whole folder would hide everything in it', () => {
  const root = tree({ 'elsewhere/demo/site.yaml': 'a: 1\n' })
  symlinkSync(join(root, 'elsewhere'), join(root, 'deployments'))
  expect(() => readDisk(root)).toThrow('deployments must be a folder of its own')
  expect(() => readDisk(tree({ policies: '' }))).toThrow('policies must be a folder of its own')
})
