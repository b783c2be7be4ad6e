/** Files from disk. Links are not followed: what a record says must stand in the record. */
import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { maxBytes, type Source } from '../../schemas/parse.ts'
import { folders, sourceOf } from './source.ts'

/** Everything in the folders of records and policies below `root`, by its path with forward slashes. */
export function readDisk(root: string): Map<string, Source> {
  return new Map(folders.flatMap(folder => walk(root, folder)))
}

function walk(root: string, folder: string): [string, Source][] {
  return list(join(root, folder)).flatMap((entry): [string, Source][] => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return walk(root, path)
    if (!/\.(?:ts|md)$/.test(path) || path.startsWith('deployments/')) return [[path, readOne(join(root, path), entry)]]
    return []
  })
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    // a folder that is not there holds nothing: what must be there is asked for where it is needed
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function readOne(path: string, entry: Dirent): Source {
  if (entry.isSymbolicLink()) return { unread: 'symbolic-link' }
  if (!entry.isFile()) return { unread: 'not-a-file' }
  try {
    return lstatSync(path).size > maxBytes ? { unread: 'too-large' } : sourceOf(readFileSync(path))
  } catch {
    return { unread: 'unreadable' }
  }
}
