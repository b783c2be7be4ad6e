/** The notes of one release: told to each audience, compared with the record, and what is still to be done about them. */
import { glossaryOf } from '../../policies/glossary.ts'
import type { Finding } from '../../policies/model.ts'
import { sitesBehind } from '../../policies/notes/behind.ts'
import { problemsOf } from '../../policies/notes/completeness.ts'
import { printed } from '../../policies/notes/printed.ts'
import { notesOf } from '../../policies/notes/release.ts'
import type { RecordFile, Repository, TemplateFile } from '../../policies/repository.ts'
import {
  behindText,
  digestText,
  forSiteText,
  incompleteText,
  noSuchSite,
  type Recorded,
  recordedText,
  recordText,
  unsigned,
} from '../render/release-notes.ts'
import { findingText, type Paint } from '../render/terminal.ts'
import type { Told } from './sheets.ts'
import { sitesOf, sitesToldBy } from './sites.ts'

interface World {
  repository: Repository
  today: string
}

type Pair = { release: RecordFile; template: TemplateFile }

/** What is told of a release, where it is told for one site: of that site. Throws where it goes to no such site. */
export function toldOf({ release, template }: Pair, site: string | undefined, { repository }: World): Told {
  const sites = site === undefined ? [] : sitesOf(release, repository)
  if (site !== undefined && !sites.includes(site)) throw new Error(noSuchSite(site, release.id, sites))
  const where = site === undefined ? {} : { site }
  return { template, notes: notesOf({ release, template, ...where }, repository), release: release.id, ...where }
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

/** What is told of, and the template as it was asked for: `undefined` where nobody said which. */
interface Asked {
  release: RecordFile
  name: string | undefined
}

/** What whoever made the notes does next: what is incomplete, and how the record comes to know them; nothing where nobody signs them. */
export function adviceOn(told: Told, { release, name }: Asked, world: World, paint: Paint): string {
  const { template, notes, site } = told
  if (template.data.document === undefined) return ''
  const findings = problemsOf(notes, release, template.data, world.today).map(
    ({ problem, at }): Finding => ({ problem, at, weight: 'warning', clauses: [] }),
  )
  const words = glossaryOf(findings, [release.data.pathway], world.repository)
  const incomplete = findings.map(finding => findingText(finding, words, paint))
  return [
    ...(incomplete.length > 0 ? [incompleteText, ...incomplete, ''] : []),
    ...(site === undefined ? recording({ release, template }, name, world) : [forSiteText(site)]),
  ].join('\n')
}

/** The digest of the set, how the record comes to know it, and the sites to which it leaves something out. */
function recording(pair: Pair, name: string | undefined, { repository }: World): string[] {
  const { digest, sheets } = printed(pair, repository)
  const audiences = sheets.map(({ audience }) => audience)
  const behind = sitesBehind(pair, sitesToldBy(pair, repository), repository)
  return [
    digestText(digest, audiences),
    ...(recordedAs(pair, digest) === 'same' ? [] : [recordText(documentOf(pair, digest))]),
    ...(behind.length > 0 ? [behindText(pair.release.id, name, behind)] : []),
  ]
}
