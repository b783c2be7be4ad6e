/** The notes of one release: told to each audience, compared with the record, and what is still to be done about them. */
import { glossaryOf } from '../../policies/glossary.ts'
import type { Finding } from '../../policies/model.ts'
import { problemsOf } from '../../policies/notes/completeness.ts'
import { printed } from '../../policies/notes/printed.ts'
import { notesOf } from '../../policies/notes/release.ts'
import type { RecordFile, Repository, TemplateFile } from '../../policies/repository.ts'
import {
  digestText,
  incompleteText,
  noSuchSite,
  type Recorded,
  recordedText,
  recordText,
  unsigned,
} from '../render/release-notes.ts'
import { findingText, type Paint } from '../render/terminal.ts'
import type { Told } from './sheets.ts'
import { sitesOf } from './sites.ts'

interface World {
  repository: Repository
  today: string
}

type Pair = { release: RecordFile; template: TemplateFile }

/** What is told of a release, where it is told for one site: of that site. Throws where it goes to no such site. */
export function toldOf({ release, template }: Pair, site: string | undefined, { repository }: World): Told {
  const sites = site === undefined ? [] : sitesOf(release, repository)
  if (site !== undefined && !sites.includes(site)) throw new Error(noSuchSite(site, release.id, sites))
  const of = { release, template, ...(site !== undefined && { site }) }
  return { template, notes: notesOf(of, repository), release: release.id }
}

/** Whether the record notes these texts, and what to do where it does not. */
export function compareRecord(pair: Pair, { repository }: World): { code: number; text: string } {
  if (pair.template.data.document === undefined) throw new Error(unsigned(pair.template.id))
  const { digest } = printed(pair, repository)
  const how = recordedAs(pair, digest)
  return { code: how === 'same' ? 0 : 1, text: recordedText(how, documentOf(pair, digest)) }
}

function recordedAs({ release, template }: Pair, digest: string): Recorded {
  const noted = release.data.documents?.[template.data.document ?? '']?.digest
  if (noted === undefined) return 'none'
  return noted === digest ? 'same' : 'other'
}

const documentOf = ({ release, template }: Pair, digest: string) => ({
  release: release.id,
  document: template.data.document ?? '',
  digest,
  version: release.data.documents?.[template.data.document ?? '']?.version,
})

/** What whoever made the notes does next: what is incomplete, and how the record comes to know them; nothing where nobody signs them. */
export function adviceOn(told: Told, release: RecordFile, { repository, today }: World, paint: Paint): string {
  if (told.template.data.document === undefined) return ''
  const pair = { release, template: told.template }
  const { digest, sheets } = printed(pair, repository)
  const findings = problemsOf(told.notes, release, told.template.data, today).map(
    ({ problem, at }): Finding => ({ problem, at, weight: 'warning', clauses: [] }),
  )
  const words = glossaryOf(findings, [release.data.pathway], repository)
  const incomplete = findings.map(finding => findingText(finding, words, paint))
  const audiences = sheets.map(({ audience }) => audience)
  const record = recordedAs(pair, digest) === 'same' ? [] : [recordText(documentOf(pair, digest))]
  return [
    ...(incomplete.length > 0 ? [incompleteText, ...incomplete, ''] : []),
    ...[digestText(digest, audiences), ...record],
  ].join('\n')
}
