/** Lines that fit the terminal: sentences are broken between words, and what follows hangs under its beginning. */

import { plain, type Words } from '../../policies/words.ts'
import type { Paint, Style } from './terminal.ts'

/** How wide, and with which colours. */
export interface Sheet {
  width: number
  paint: Paint
}

/** The least that a sentence is given, however narrow the terminal is and however deep it hangs. */
const least = 30

/** A sentence, after a mark and an indent. */
export function hung(lead: string, words: Words, indent: number, { width, paint }: Sheet, style?: Style): string[] {
  const margin = ' '.repeat(indent)
  const lines = broken(plain(words), Math.max(width - indent - lead.length, least))
  return lines.map((line, index) => {
    const start = index === 0 ? lead : ' '.repeat(lead.length)
    // what a line break brings to the beginning must command no log either
    const text = plain([`${margin}${start}${line}`])
    return style ? `${margin}${paint(style, text.slice(indent))}` : text
  })
}

/** A sentence that stands by itself. */
export const sentence = (words: Words, indent: number, sheet: Sheet, style?: Style): string[] =>
  hung('', words, indent, sheet, style)

/** A heading with what stands under it; nothing, where that is nothing. */
export const section = (heading: string, lines: readonly string[], { paint }: Sheet): string[] =>
  lines.length > 0 ? ['', paint('bold', heading), ...lines] : []

/** A text in lines of at most so many characters; a word that is longer has a line of its own. */
function broken(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
