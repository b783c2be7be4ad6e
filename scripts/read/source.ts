import { isUtf8 } from 'node:buffer'
import { maxBytes, type Source } from '../../schemas/parse.ts'

/** Bytes → text, or why they are none. */
export function sourceOf(bytes: Buffer): Source {
  if (bytes.length > maxBytes) return { unread: 'too-large' }
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { unread: 'not-utf8' }
}

/** The folders in which records and policies stand. */
export const folders = ['deployments', 'policies']
