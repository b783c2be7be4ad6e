/** Where notes go: to the terminal, or into files. */
import { allNotesJson } from '../render/notes-json.ts'
import { audienceLine, comparedText, writtenText } from '../render/release-notes.ts'
import type { Paint } from '../render/terminal.ts'
import { compareAll, writeAll } from './files.ts'
import type { Sheet } from './sheets.ts'

/** A file, and what it is called. */
export type Page = Pick<Sheet, 'title' | 'name' | 'text'> & Partial<Sheet>

export interface Where {
  /** `undefined`: to the terminal. */
  out?: string | undefined
  /** Compares with what is in `out`, and writes nothing. */
  check?: boolean | undefined
  paint: Paint
}

/** Prints, writes or compares, and says how it ended. */
export function deliver(pages: readonly Page[], { out, check, paint }: Where): number {
  if (out === undefined) {
    process.stdout.write(printedText(pages, paint))
    return 0
  }
  if (!check) {
    for (const filed of writeAll(out, pages)) console.log(writtenText(filed, paint))
    return 0
  }
  const compared = compareAll(out, pages)
  for (const filed of compared) console.log(comparedText(filed, paint))
  return compared.every(({ is }) => is === 'same') ? 0 : 1
}

/** One page as it is; several each under a line that says for whom; several in JSON as one list, which programs can read. */
function printedText(pages: readonly Page[], paint: Paint): string {
  const [one, ...others] = pages
  if (one && others.length === 0) return one.text
  const data = pages.flatMap(page => (page.format === 'json' && page.data ? [page.data] : []))
  if (data.length === pages.length) return allNotesJson(data)
  return pages.map(({ title, name, text }) => `${audienceLine(title, name, paint)}\n\n${text}`).join('\n')
}
