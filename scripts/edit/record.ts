/** A record after edits, if it is then as good as before. */
import { changesOfHistory } from '../../policies/changes.ts'
import { recordFindings } from '../../policies/consistency/record.ts'
import type { Finding } from '../../policies/model.ts'
import {
  locate,
  type PathwayFile,
  type RecordFile,
  type Repository,
  readRepository,
  recordPath,
} from '../../policies/repository.ts'
import type { Source } from '../../schemas/parse.ts'
import type { Edit } from './edit.ts'
import { orderOf } from './order.ts'
import { editedText } from './text.ts'

/** The text of a record, or what `npm run check` would find in it that it did not find before. */
export type Edited = { before: string; text: string } | { findings: Finding[] }

/**
 * Edits a record of the repository. Throws where its text cannot be edited without touching more. `merged`: its text on the default branch;
 * `null`: it is not there yet; without it, the one that stands here. What happened according to that is not rewritten.
 */
export function editRecord(
  repository: Repository,
  record: RecordFile,
  edits: readonly Edit[],
  today: string,
  merged?: string | null,
): Edited {
  const source = repository.tree.get(record.path)
  const pathway = repository.pathways.get(record.data.pathway)
  if (!source || !('text' in source)) throw new Error(`${record.path} cannot be read: npm run check says why`)
  if (!pathway) throw new Error(`${record.path}: there is no pathway ${record.data.pathway}`)
  const text = editedText(source.text, edits, orderOf(record.data.kind, pathway.data))
  const known = new Set(findingsIn(repository, record.path, source.text, today).map(keyOf))
  const base = merged === undefined ? source.text : merged
  const findings = [
    ...findingsIn(repository, record.path, text, today).filter(one => !known.has(keyOf(one))),
    ...(base === null ? [] : rewrittenIn(record.path, base, text, pathway)),
    ...elsewhere(repository, record, text, today),
  ]
  return findings.length > 0 ? { findings } : { before: source.text, text }
}

const recordIn = (path: string, text: string): RecordFile | undefined =>
  readRepository(new Map([[path, { text }]]))
    .records.values()
    .next().value

function rewrittenIn(path: string, before: string, after: string, pathway: PathwayFile): Finding[] {
  const [was, is] = [recordIn(path, before), recordIn(path, after)]
  return was && is ? locate(changesOfHistory(was, is, pathway), new Map([[path, { text: after }]])) : []
}

/** What would be wrong with the sites of a release that changes. */
function elsewhere(repository: Repository, { id, programme }: RecordFile, text: string, today: string): Finding[] {
  const is = recordIn(recordPath(id), text)
  if (is?.data.kind !== 'Release') return []
  const sites = [...repository.records.values()].filter(
    one => one.programme === programme && one.data.release === is.data.version,
  )
  const wrong = (where: Repository) =>
    sites.flatMap(site => recordFindings(site, where, today)).filter(({ weight }) => weight === 'wrong')
  const named = (one: Finding) => `${one.at.path} ${keyOf(one)}`
  const known = new Set(wrong(repository).map(named))
  return locate(
    wrong(withRecord(repository, is)).filter(one => !known.has(named(one))),
    repository.tree,
  )
}

/** What is wrong with one record, if its text were this. */
export function findingsIn(repository: Repository, path: string, text: string, today: string): Finding[] {
  const tree = new Map<string, Source>([[path, { text }]])
  const alone = readRepository(tree)
  const [record] = alone.records.values()
  const findings = [...alone.findings, ...(record ? recordFindings(record, withRecord(repository, record), today) : [])]
  return locate(
    findings.filter(({ weight }) => weight === 'wrong'),
    tree,
  )
}

const withRecord = (repository: Repository, record: RecordFile): Repository => ({
  ...repository,
  records: new Map([...repository.records, [record.id, record]]),
})

const keyOf = ({ problem, at }: Finding) => JSON.stringify([problem, at.pointer])
