/** What somebody asks to have explained: a record, a pathway, or the gate into one of its phases. */
import { type PathwayFile, type RecordFile, type Repository, recordId } from '../repository.ts'

export type Target =
  | { is: 'everything' }
  | { is: 'record'; record: RecordFile }
  | { is: 'pathway'; pathway: PathwayFile }
  | { is: 'phase'; pathway: PathwayFile; phase: string }
  /** Its file is there, and cannot be read. */
  | { is: 'broken'; path: string }
  | { is: 'unknown-record'; name: string; similar: string[]; pathways: string[] }
  | { is: 'unknown-pathway'; name: string; pathways: string[] }
  | { is: 'unknown-phase'; name: string; pathway: PathwayFile }

/** Finds what is meant by no name, one (a record or a pathway) or two (a pathway and a phase). */
export function targetOf(name: string | undefined, phase: string | undefined, repository: Repository): Target {
  const { pathways, records, tree } = repository
  if (name === undefined) return { is: 'everything' }
  const pathway = pathways.get(name)
  const known = [...pathways.keys()].sort()
  if (phase !== undefined) return pathway ? phaseOf(phase, pathway) : { is: 'unknown-pathway', name, pathways: known }
  if (pathway) return { is: 'pathway', pathway }
  const id = recordId(name.replaceAll('\\', '/').replace(/^\.\//, ''))
  const record = records.get(id)
  if (record) return { is: 'record', record }
  const path = `deployments/${id}.yaml`
  if (tree.has(path)) return { is: 'broken', path }
  const last = id.replace(/^.*\//, '').toLowerCase()
  const similar = [...records.keys()].filter(one => last !== '' && one.toLowerCase().includes(last)).sort()
  return { is: 'unknown-record', name, similar, pathways: known }
}

/** A phase by its id or its title, without regard to case. Every record may be withdrawn. */
function phaseOf(name: string, pathway: PathwayFile): Target {
  const wanted = name.toLowerCase()
  const found = Object.entries(pathway.data.phases).find(
    ([id, { title }]) => id === wanted || title.toLowerCase() === wanted,
  )
  if (found) return { is: 'phase', pathway, phase: found[0] }
  return wanted === 'withdrawn' ? { is: 'phase', pathway, phase: wanted } : { is: 'unknown-phase', name, pathway }
}
