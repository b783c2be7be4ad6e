/** What a text is known by: the same bytes have the same digest, and a changed byte has another. */
import { createHash } from 'node:crypto'

/** sha256 of a text in UTF-8, as a record writes it down: `sha256:` and 64 hexadecimal digits. */
export const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
