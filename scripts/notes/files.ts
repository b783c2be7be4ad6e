/** Notes in a folder: written there, or compared with what stands there. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Filed } from '../render/release-notes.ts'

type Page = { name: string; text: string }

/** Writes what is new or other. What each file held before comes back, so that nothing goes unsaid. */
export function writeAll(folder: string, pages: readonly Page[]): Filed[] {
  mkdirSync(folder, { recursive: true })
  return pages.map(page => {
    const filed = stand(folder, page)
    if (filed.is === 'unreadable')
      throw new Error(`${filed.path} is there and cannot be read, so it is not written over.`)
    if (filed.is !== 'same') writeFileSync(filed.path, page.text)
    return filed.is === 'missing' ? { is: 'new', path: filed.path } : filed
  })
}

/** How what stands there differs from what it should say. */
export const compareAll = (folder: string, pages: readonly Page[]): Filed[] => pages.map(page => stand(folder, page))

function stand(folder: string, { name, text }: Page): Filed {
  const path = join(folder, name)
  try {
    const before = readFileSync(path)
    if (before.equals(Buffer.from(text))) return { is: 'same', path }
    return { is: 'other', path, before: before.toString(), after: text }
  } catch (error) {
    return { is: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable', path }
  }
}
