/** What changes in a text, line by line, for a terminal. */
import { structuredPatch } from 'diff'
import { plain, say } from '../../policies/words.ts'
import type { Paint } from './terminal.ts'

/** Only the lines that change, each with its number; those that go before those that come. */
export function differenceText(path: string, before: string, after: string, paint: Paint): string {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 0 })
  const shown = hunks.flatMap(({ oldStart, newStart, lines }) => {
    const [gone, come] = ['-', '+'].map(sign => lines.filter(line => line.startsWith(sign)).map(line => line.slice(1)))
    return [
      ...(gone ?? []).map((line, index) => paint('red', `${oldStart + index} - ${lineText(line)}`)),
      ...(come ?? []).map((line, index) => paint('green', `${newStart + index} + ${lineText(line)}`)),
    ]
  })
  return [paint('bold', plain(say`${path}`)), ...shown].join('\n')
}

/** A line as it stands, its indentation kept. */
const lineText = (line: string): string => `${/^ */.exec(line)?.[0] ?? ''}${plain(say`${line}`)}`

/** The difference of two texts as `diff -u` writes it; empty where there is none. */
export function unifiedDifference(name: string, before: string, after: string): string {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 })
  if (hunks.length === 0) return ''
  const parts = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) =>
    [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines].join('\n'),
  )
  return [`--- before/${name}`, `+++ after/${name}`, ...parts, ''].join('\n')
}
