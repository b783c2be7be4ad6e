/** Notes of every kind as files: each audience's, in each format. */
import type { Notes } from '../../policies/notes/catalogue.ts'
import { shownTo, textOf } from '../../policies/notes/sheet.ts'
import type { TemplateFile } from '../../policies/repository.ts'
import { digestOf } from '../../schemas/digest.ts'
import { htmlOf } from '../render/notes-html.ts'
import { type NotesData, notesJson } from '../render/notes-json.ts'
import { headingOf } from '../render/notes-plain.ts'

/** Format → the ending of its files. */
export const formats = { markdown: 'md', html: 'html', json: 'json' } as const
export type Format = keyof typeof formats

/** One file of notes. */
export interface Sheet {
  /** The audience's id, and what it is called. */
  audience: string
  title: string
  format: Format
  /** `<audience>.<ending>`; for a site `<audience>.<ods>.<ending>`, so that those of all sites fit into one folder. */
  name: string
  text: string
  /** The same as data, whatever the format. */
  data: NotesData
}

/** What is to be told, and by which template. */
export interface Told {
  template: TemplateFile
  notes: Notes
  /** The record; `null`: of the repository as a whole. */
  release: string | null
  /** The ODS code of the one site that it is told for. */
  site?: string
}

/** A sheet for each audience and format, in the order of the template and of `wanted`. */
export const sheetsOf = (told: Told, audiences: readonly string[], wanted: readonly Format[]): Sheet[] =>
  audiences.flatMap(audience => {
    const { template, notes, release, site } = told
    const text = textOf(notes, template.data, audience)
    const shown = shownTo(notes, template.data, audience)
    const data = { template: template.id, audience, release, notes: shown, digest: digestOf(text) }
    const title = template.data.audiences[audience]?.title ?? audience
    const texts = { markdown: () => text, html: () => htmlOf(headingOf(text), text), json: () => notesJson(data) }
    return wanted.map(format => ({
      ...{ audience, title, format, data },
      name: [audience, ...(site === undefined ? [] : [site]), formats[format]].join('.'),
      text: texts[format](),
    }))
  })
