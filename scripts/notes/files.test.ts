/** What stands in a folder already is never lost without a word. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { compareAll, writeAll } from './files.ts'

function folder(files: Record<string, string> = {}): string {
  const made = mkdtempSync(join(tmpdir(), 'countersign-notes-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text)
  return made
}

const pages = [
  { name: 'a.md', text: 'A\n' },
  { name: 'b.md', text: 'B\n' },
]

test('what is missing is written, what is the same stays, and of what is other it is told what it was', () => {
  const out = join(folder(), 'deep')
  expect(writeAll(out, pages).map(({ is }) => is)).toEqual(['new', 'new'])
  writeFileSync(join(out, 'b.md'), 'mine\n')
  expect(writeAll(out, pages)).toEqual([
    { is: 'same', path: join(out, 'a.md') },
    { is: 'other', path: join(out, 'b.md'), before: 'mine\n', after: 'B\n' },
  ])
  expect(readFileSync(join(out, 'b.md'), 'utf8')).toBe('B\n')
})

test('comparing writes nothing', () => {
  const out = folder({ 'a.md': 'A\n' })
  expect(compareAll(out, pages).map(({ is }) => is)).toEqual(['same', 'missing'])
  expect(readdirSync(out)).toEqual(['a.md'])
  expect(compareAll(join(out, 'none'), pages).map(({ is }) => is)).toEqual(['missing', 'missing'])
})

test('other line ends are other bytes', () => {
  expect(compareAll(folder({ 'a.md': 'A\r\n' }), pages)[0]).toMatchObject({ is: 'other' })
})

test('what cannot be read is not the same, and is not written over', () => {
  const out = folder()
  mkdirSync(join(out, 'a.md'))
  expect(compareAll(out, pages)[0]).toMatchObject({ is: 'unreadable' })
  expect(() => writeAll(out, pages)).toThrow('it is not written over')
  expect(readdirSync(out)).toEqual(['a.md'])
})
