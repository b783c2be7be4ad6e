import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { carryOut } from './carry.ts'

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-carry-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
const all = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map(
        entry =>
          [
            join(entry.parentPath, entry.name)
              .slice(folder.length + 1)
              .replaceAll('\\', '/'),
            entry.isFile(),
          ] as const,
      )
      .map(([path, isFile]) => [path, isFile ? readFileSync(join(folder, path), 'utf8') : '/']),
  )
const before = { 'a.txt': 'a', 'deep/er/b.txt': 'b', 'deep/c.txt': 'c' }
const bytes = (text: string) => Buffer.from(text)

test('writes, makes folders, deletes, and leaves no empty folder', () => {
  const folder = folderWith(before)
  carryOut(folder, [
    { path: 'new/er/d.txt', bytes: bytes('d') },
    { path: 'a.txt', bytes: bytes('A') },
    { path: 'deep/er/b.txt', bytes: null },
  ])
  expect(all(folder)).toEqual({
    'a.txt': 'A',
    deep: '/',
    'deep/c.txt': 'c',
    new: '/',
    'new/er': '/',
    'new/er/d.txt': 'd',
  })
})

test('does nothing at all when one of them fails', () => {
  const folder = folderWith(before)
  const was = all(folder)
  const effects = [
    { path: 'new/er/d.txt', bytes: bytes('d') },
    { path: 'a.txt', bytes: bytes('A') },
    { path: 'deep/er/b.txt', bytes: null },
    // there is a file where a folder must be
    { path: 'a.txt/e.txt', bytes: bytes('e') },
  ]
  expect(() => carryOut(folder, effects)).toThrow()
  expect(all(folder)).toEqual(was)
})
