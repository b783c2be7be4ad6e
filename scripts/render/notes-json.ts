/** Notes as data, for whoever shows them in their own way: what one audience may see, in one order. */
import { catalogue, type Notes, sources } from '../../policies/notes/catalogue.ts'
import { jsonText } from './json.ts'

/** The notes of one audience. */
export interface NotesData {
  /** The template's id. */
  template: string
  audience: string
  /** The record; `null`: of the repository as a whole. */
  release: string | null
  /** Only what the audience may see. */
  notes: Notes
  /** Of the text in Markdown. */
  digest: string
}

/** As JSON. Sources and fields stand in the order of the catalogue, whatever order they came in. */
export const notesJson = (data: NotesData): string => `${jsonText(dataOf(data))}\n`

/** Several audiences in one. */
export const allNotesJson = (all: readonly NotesData[]): string => `${jsonText(all.map(dataOf))}\n`

const dataOf = ({ template, audience, release, notes, digest }: NotesData) => ({
  schema: 'countersign/notes/1',
  ...{ template, audience, release, notes: inOrder(notes), digest },
})

const inOrder = (notes: Notes) =>
  Object.fromEntries(
    sources.flatMap(source => {
      const names = ['kind', ...Object.keys(catalogue[source].fields)]
      const ordered = (entry: object) => Object.fromEntries(names.flatMap(name => pairOf(entry, name)))
      return notes[source] ? [[source, notes[source].map(ordered)]] : []
    }),
  )

const pairOf = (entry: object, name: string): [string, unknown][] =>
  Object.entries(entry).filter(([key, value]) => key === name && value !== undefined)
