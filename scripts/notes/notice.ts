/** Notices of a downtime, and the banner's message, from the record and what it said before. */
import type { Entry, Notes } from '../../policies/notes/catalogue.ts'
import { bannerOf, noticesOf } from '../../policies/notes/downtime.ts'
import { textOf } from '../../policies/notes/sheet.ts'
import { type RecordFile, type Repository, readRepository, type TemplateFile } from '../../policies/repository.ts'
import type { Source } from '../../schemas/parse.ts'
import { messageOf } from '../render/notes-plain.ts'
import { type NoticeKind, noSuchTemplate } from '../render/release-notes.ts'

const id = 'downtime-notice'

/** The audience of the banner: it gets no notices. */
const banner = 'banner'

/** How a downtime is worded. Throws where there is no template of it. */
export function downtimeTemplate({ templates }: Repository): TemplateFile {
  const template = templates.get(id)
  if (template) return template
  throw new Error(noSuchTemplate(id, 'A downtime', [...templates.keys()].sort()))
}

/** The audiences that get notices. */
export const noticed = ({ data }: TemplateFile): string[] => Object.keys(data.audiences).filter(name => name !== banner)

/** What a notice tells; `null`: there is nothing of that kind to tell. */
export function noticeOf(kind: NoticeKind, release: RecordFile, was: RecordFile | null, now: Date): Notes | null {
  const told = noticesOf(release, was, now).downtime?.filter(entry => entry.kind === kind) ?? []
  return told.length === 0 ? null : { release: [headOf(release)], downtime: told }
}

/**
 * The earlier version beside which there is something to tell: whose downtime has other times, or takes place no more; `null`: there is none.
 * `versions`: newest first.
 */
export function toldBefore(
  kind: NoticeKind,
  release: RecordFile,
  versions: readonly (Source | null)[],
  now: Date,
): RecordFile | null {
  for (const source of versions) {
    const earlier = source && readRepository(new Map([[release.path, source]])).records.get(release.id)
    if (earlier && noticeOf(kind, release, earlier, now)) return earlier
    // of several that were told, only the last one can be called off
    if (kind === 'cancelled' && earlier?.data.downtime) return null
  }
  return null
}

/** What the user interface shows. Times are ISO 8601 in UTC; `message` is plain text, and empty where nothing is to be shown. */
export interface Banner {
  schema: 'countersign/banner/1'
  active: boolean
  product: string
  version: string
  message: string
  from: string | null
  until: string | null
}

/** The banner as it is at an instant. */
export function bannerData(release: RecordFile, template: TemplateFile, now: Date): Banner {
  const { product, version, isComing, state, from, until } = bannerOf(release, now)
  const active = state !== 'none' && state !== 'restored'
  const entry: Entry<'downtime'> | null =
    state === 'none'
      ? null
      : {
          kind: state,
          product,
          ...(isComing && { version }),
          ...(from && { start: from }),
          ...(until && { end: until }),
        }
  const notes: Notes = { release: [headOf(release)], downtime: entry ? [entry] : [] }
  const message = messageOf(textOf(notes, template.data, banner))
  return { schema: 'countersign/banner/1', active, product, version, message, from: from ?? null, until: until ?? null }
}

const headOf = ({ data }: RecordFile): Entry<'release'> => ({
  kind: data.type ?? 'planned',
  ...(data.product !== undefined && { product: data.product }),
  ...(data.version !== undefined && { version: data.version }),
  // nothing is deployed in a downtime whose release was withdrawn meanwhile
  ...(data.phase !== 'withdrawn' && { title: data.title }),
})
