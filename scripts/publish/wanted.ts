/** What is to be published: a function of what main has had. */
import { passes, placeOf } from '../../policies/notes/lineage.ts'
import { asksFor, isJudged } from '../../policies/notes/stage.ts'
import type { PathwayFile, RecordData, RecordFile, Repository, TemplateFile } from '../../policies/repository.ts'
import type { Pathway } from '../../schemas/types.ts'

/** A version of a record on main. */
export interface Past {
  /** The commit of main that brought it. */
  commit: string
  /** When: ISO 8601 in UTC. */
  at: string
  /** `null`: it was not there, or could not be read. */
  data: RecordData | null
  /** Its pathway as main had it then; where that cannot be read, as it is now. */
  pathway: Pathway | null
}

/** A document that was approved on main, has passed the gate that asks for its text, and is printed by a template. */
export interface Revision {
  /** The record's id. */
  release: string
  programme: string
  version: string
  template: string
  /** The document's own version. */
  revision: string
  /** As the record has it. */
  digest: string
  /** The commit of main that brought it behind that gate, and when. */
  commit: string
  at: string
  /** Whether main still says so. */
  current: boolean
}

/** A release that has come to the environment of a template that is published as a GitHub Release. */
export interface Arrival {
  release: string
  template: string
  tag: string
  /** The commit of main that brought it there. */
  commit: string
  /** The revision that main says now, and its digest; `null`: none is approved. */
  now: Approved | null
}

export interface Wanted {
  /** Of each release and template in the order in which they came. */
  revisions: Revision[]
  arrivals: Arrival[]
  /** What main says now, and nobody can publish. */
  unidentified: Unidentified[]
}

/** A document that is approved behind the gate that asks for its text, without saying which text it is. */
export interface Unidentified {
  release: string
  template: string
  document: string
}

/** The records that a template prints notes of. */
export const printable = (repository: Repository): RecordFile[] =>
  sorted(repository.records).filter(record => templatesOf(record, repository).length > 0)

/** `pasts`: path → the versions of a record, oldest first. */
export function wantedOf(repository: Repository, pasts: ReadonlyMap<string, readonly Past[]>): Wanted {
  const records = printable(repository)
  const each = records.flatMap(record =>
    templatesOf(record, repository).map(template => ({ record, template, past: pasts.get(record.path) ?? [] })),
  )
  return {
    revisions: each.flatMap(revisionsOf),
    unidentified: each.flatMap(one => unidentifiedOf(one, repository)),
    arrivals: records.flatMap(record => arrivalOf(record, pasts.get(record.path) ?? [], repository) ?? []),
  }
}

interface One {
  record: RecordFile
  template: TemplateFile
  past: readonly Past[]
}

/**
 * Each revision once, by the first commit that had it behind its gate: until then its text may be anything, and is nobody's to read. One that
 * main comes back to was published then.
 */
function revisionsOf({ record, template, past }: One): Revision[] {
  const now = approvedIn(record.data, template)
  const seen = new Set<string>()
  return past.flatMap(({ commit, at, data, pathway }) => {
    const approved =
      data && pathway && isDue({ ...record, data }, template, pathway) ? approvedIn(data, template) : null
    if (!approved || seen.has(keyOf(approved))) return []
    seen.add(keyOf(approved))
    const current = now !== null && keyOf(now) === keyOf(approved)
    return [{ ...about(record), template: template.id, ...approved, commit, at, current }]
  })
}

function unidentifiedOf({ record, template }: One, repository: Repository): Unidentified[] {
  const { document } = template.data
  const pathway = repository.pathways.get(record.data.pathway)?.data
  if (document === undefined || !pathway || !asksFor(document, pathway)) return []
  const isApproved = documentIn(record.data, template)?.status === 'approved'
  if (!isApproved || approvedIn(record.data, template) || !isJudged(document, pathway, record)) return []
  return [{ release: record.id, template: template.id, document }]
}

const isDue = (record: RecordFile, { data: { document } }: TemplateFile, pathway: Pathway): boolean =>
  document !== undefined && isJudged(document, pathway, record)

const about = ({ id, programme, data }: RecordFile) => ({ release: id, programme, version: data.version ?? '' })

/** A document as it was approved. */
export interface Approved {
  revision: string
  digest: string
}

const keyOf = ({ revision, digest }: Approved) => JSON.stringify([revision, digest])

function documentIn({ documents = {} }: RecordData, { data: { document } }: TemplateFile) {
  return document !== undefined && Object.hasOwn(documents, document) ? documents[document] : undefined
}

function approvedIn(data: RecordData, template: TemplateFile): Approved | null {
  const found = documentIn(data, template)
  if (found?.status !== 'approved' || !found.version || !found.digest) return null
  return { revision: found.version, digest: found.digest }
}

/** One for a record: a tag has one release. Of several templates that of the furthest environment. */
function arrivalOf(record: RecordFile, past: readonly Past[], repository: Repository): Arrival | null {
  const pathway = repository.pathways.get(record.data.pathway)
  if (!pathway) return null
  const came = templatesOf(record, repository).flatMap(template => {
    const { environment, publish } = template.data
    const stage = publish && environment !== undefined ? stageOf(environment, pathway, record) : null
    if (stage === null || placeOf(record.data.phase, pathway.data) < stage) return []
    const brought = past.find(({ data }) => data !== null && placeOf(data.phase, pathway.data) >= stage)
    return brought ? [{ template, stage, commit: brought.commit }] : []
  })
  const [last] = came.sort((one, other) => other.stage - one.stage)
  if (!last) return null
  const { release, programme, version } = about(record)
  const now = approvedIn(record.data, last.template)
  return { release, template: last.template.id, tag: `${programme}/${version}`, commit: last.commit, now }
}

/** Where a phase stands in the pathway; `null`: a record of this type never comes there. */
const stageOf = (environment: string, { data }: PathwayFile, record: RecordFile): number | null =>
  passes(record, environment, data) ? placeOf(environment, data) : null

const templatesOf = ({ data }: RecordFile, { templates }: Repository): TemplateFile[] =>
  sorted(templates).filter(
    template =>
      data.kind === 'Release' &&
      template.data.document !== undefined &&
      (template.data.pathways ?? []).includes(data.pathway),
  )

const sorted = <T extends { id: string }>(files: ReadonlyMap<string, T>): T[] =>
  [...files.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
