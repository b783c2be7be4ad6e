/** Files from disk. Links are not followed: what a record says must stand in the record. */
import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { maxBytes, type Source } from '../../schemas/parse.ts'
import { folders, isRead, sourceOf } from './source.ts'

/** Everything in the folders of records and policies below `root`, by its path with forward slashes. */
export function readDisk(root: string): Map<string, Source> {
  return new Map(folders.filter(folder => isThere(root, folder)).flatMap(folder => walk(root, folder)))
}

/** A folder that is not there holds nothing: what must be there is asked for where it is needed. */
function isThere(root: string, folder: string): boolean {
  const found = lstatSync(join(root, folder), { throwIfNoEntry: false })
  if (found && !found.isDirectory()) throw new Error(`${folder} must be a folder of its own, and no link to another.`)
  return found !== undefined
}

const walk = (root: string, folder: string): [string, Source][] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): [string, Source][] => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return walk(root, path)
    return isRead(path) ? [[path, readOne(join(root, path), entry)]] : []
  })

function readOne(path: string, entry: Dirent): Source {
  if (entry.isSymbolicLink()) return { unread: 'symbolic-link' }
  if (!entry.isFile()) return { unread: 'not-a-file' }
  try {
    return lstatSync(path).size > maxBytes ? { unread: 'too-large' } : sourceOf(readFileSync(path))
  } catch {
    return { unread: 'unreadable' }
  }
}
