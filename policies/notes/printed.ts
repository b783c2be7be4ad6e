/** The texts of a set of notes, and what they are known by. */
import { digestOf } from '../../schemas/digest.ts'
import type { RecordFile, Repository, TemplateFile } from '../repository.ts'
import type { Notes } from './catalogue.ts'
import { notesOf, type Subject } from './release.ts'
import { textOf } from './sheet.ts'

/** The text for one audience. */
export interface Sheet {
  audience: string
  /** What the audience is called. */
  title: string
  /** Markdown. */
  text: string
  /** sha256 of its bytes. */
  digest: string
}

export interface Printed {
  /** All that they are made of, before anything is left out for an audience. */
  notes: Notes
  /** One for each audience, in the template's order. */
  sheets: Sheet[]
  /** What the set is known by: sha256 of the lines that `sha256sum` would print of its files, `<audience>.md`. */
  digest: string
}

/** The notes of a release for all audiences of a template. The same repository gives the same bytes. */
export function printed(subject: Subject, repository: Repository): Printed {
  const notes = notesOf(subject, repository)
  const { data } = subject.template
  const sheets = Object.entries(data.audiences).map(([audience, { title }]): Sheet => {
    const text = textOf(notes, data, audience)
    return { audience, title, text, digest: digestOf(text) }
  })
  return { notes, sheets, digest: digestOf(manifestOf(sheets)) }
}

/** One line a text, as `sha256sum -c` reads it. */
export const manifestOf = (sheets: readonly Pick<Sheet, 'audience' | 'digest'>[]): string =>
  sheets.map(({ audience, digest }) => `${digest.replace('sha256:', '')}  ${audience}.md\n`).join('')

/** The template whose text a document of a release is. */
export const templateOf = (
  document: string,
  release: RecordFile,
  { templates }: Repository,
): TemplateFile | undefined =>
  [...templates.values()].find(
    ({ data }) => data.document === document && data.pathways?.includes(release.data.pathway),
  )
