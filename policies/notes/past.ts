/** Records, rules and people as they stood at a commit of the past. What cannot be read is not there. */
import { parse, type Source } from '../../schemas/parse.ts'
import { type Kind, type Kinds, validate } from '../../schemas/validate.ts'
import {
  kindAt,
  type PathwayFile,
  type People,
  type RecordData,
  type RecordFile,
  readRepository,
  recordId,
  type Tree,
} from '../repository.ts'

/** The rules before one merge. */
export interface Rules {
  people: People
  pathway(id: string): PathwayFile | null
}

/** Reads the past: a thousand merges repeat what they have, and each is understood once. */
export interface Past {
  record(path: string, source: Source | null): RecordFile | null
  rules(tree: Tree): Rules
}

/** Begins with nothing read. */
export function openPast(): Past {
  const records = new WeakMap<Source, Map<string, RecordFile | null>>()
  const pathways = new Map<string, PathwayFile | null>()
  const people = new Map<string, People>()
  const rules = new WeakMap<Tree, Rules>()
  return {
    record: (path, source) => {
      if (source === null) return null
      const own = once(records, source, () => new Map<string, RecordFile | null>())
      return once(own, path, () => recordAt(path, source))
    },
    rules: tree => once(rules, tree, () => rulesIn(tree, pathways, people)),
  }
}

interface Known<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

function once<K, V>(known: Known<K, V>, key: K, make: () => V): V {
  const before = known.get(key)
  if (before !== undefined) return before
  const value = make()
  known.set(key, value)
  return value
}

const keyOf = (path: string, source: Source) => `${path}\0${'text' in source ? source.text : ''}`

function rulesIn(tree: Tree, pathways: Map<string, PathwayFile | null>, people: Map<string, People>): Rules {
  const directory = [...tree].filter(([path]) => path.startsWith('policies/directory/'))
  const key = directory.map(([path, source]) => keyOf(path, source)).join('\0')
  return {
    people: once(people, key, () => readRepository(new Map(directory)).people),
    pathway: id => {
      const path = `policies/pathways/${id}.yaml`
      const source = tree.get(path)
      if (!source) return null
      return once(pathways, keyOf(path, source), () => {
        const data = dataAt(source, 'Pathway')
        return data && { id, path, data }
      })
    },
  }
}

function recordAt(path: string, source: Source): RecordFile | null {
  const kind = kindAt(path)
  if (kind !== 'Deployment' && kind !== 'Release') return null
  const data = dataAt(source, kind) as RecordData | null
  return data && { id: recordId(path), path, programme: path.split('/')[1] ?? '', data }
}

/** What the schema of today takes. What a file discloses is not looked for: of what is told, every text is looked at. */
function dataAt<K extends Kind>(source: Source, kind: K): Kinds[K] | null {
  if ('unread' in source) return null
  const { data } = parse(source.text)
  return validate(kind, data).length === 0 ? (data as Kinds[K]) : null
}
