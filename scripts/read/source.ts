import { isUtf8 } from 'node:buffer'
import { maxBytes, type Source } from '../../schemas/parse.ts'

/** Bytes → text, or why they are none. */
export function sourceOf(bytes: Buffer): Source {
  if (bytes.length > maxBytes) return { unread: 'too-large' }
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { unread: 'not-utf8' }
}

/** The folders in which records and policies stand. */
export const folders = ['deployments', 'policies']

/** Whether we read what stands at a path: everything among the records, and of the policies what is neither code nor prose. */
export const isRead = (path: string): boolean =>
  path.startsWith('deployments/') || (path.startsWith('policies/') && !/\.(?:ts|md)$/.test(path))
