/** What stands on the branch of published notes. */
import { manifestOf } from '../../policies/notes/printed.ts'
import { digestOf } from '../../schemas/digest.ts'

/** A revision that was published. */
export interface Entry {
  /** A tag: URI. It stays, whatever the repository is called later. */
  id: string
  release: string
  template: string
  revision: string
  /** Of all its texts, as the record has it. */
  digest: string
  title: string
  /** Whose text the feed and the GitHub Release show; `null`: nobody's. */
  audience: string | null
  commit: string
  at: string
  folder: string
  /** Name → sha256. */
  files: Record<string, string>
}

/** `index.json`. */
export interface Index {
  schema: 'countersign/published/1'
  /** The feed's own tag: URI. */
  feed: string
  /** Oldest first. */
  entries: Entry[]
}

/** The branch as it is. */
export interface There {
  /** `null`: there is no such branch. */
  tip: string | null
  /** Path → text. */
  files: ReadonlyMap<string, string>
  /** `null`: there is none. */
  index: Index | null
}

/** The account of GITHUB_TOKEN, whoever runs it: nobody's own work. */
export const publisher = 'github-actions[bot]'

/** The branch of published notes. */
export const branch = 'notes'
export const indexFile = 'index.json'
export const feedFile = 'feed.xml'

/** Reads `index.json`. Throws where it is none: what was published before must not be forgotten. */
export function indexOf(text: string): Index {
  const index = parsed(text)
  if (!isIndex(index))
    throw new Error(
      `${indexFile} on the branch of published notes is not what was written there. Put its last good version back, and do it again.`,
    )
  return index
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const texts = ['id', 'release', 'template', 'revision', 'digest', 'title', 'commit', 'at', 'folder'] as const

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isIndex(value: unknown): value is Index {
  if (!isGroup(value) || value['schema'] !== 'countersign/published/1' || typeof value['feed'] !== 'string')
    return false
  return Array.isArray(value['entries']) && value['entries'].every(isEntry)
}

const isEntry = (value: unknown): boolean =>
  isGroup(value) &&
  texts.every(name => typeof value[name] === 'string') &&
  (value['audience'] === null || typeof value['audience'] === 'string') &&
  isGroup(value['files']) &&
  Object.values(value['files']).every(digest => typeof digest === 'string')

/** Where a revision's texts stand. No name leads out of its folder, and no two names come to the same. */
export const folderOf = (revision: {
  programme: string
  version: string
  template: string
  revision: string
}): string =>
  ['notes', ...[revision.programme, revision.version, revision.template, revision.revision].map(segment)].join('/')

/** A name as a part of a path: what is not a letter, digit or one of `._-` becomes `%XX`, as does a leading dot. */
const segment = (name: string): string =>
  [...Buffer.from(name)]
    .map((byte, at) => {
      const letter = String.fromCharCode(byte)
      const stays = /[\w-]/.test(letter) || (letter === '.' && at > 0)
      return stays ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

/** Whether an entry names the very texts that its digest was taken of. */
export const isWhole = ({ digest, files }: Entry): boolean => {
  const texts = Object.entries(files).filter(([name]) => name.endsWith('.md'))
  return (
    digestOf(manifestOf(texts.map(([name, digest]) => ({ audience: name.replace(/\.md$/, ''), digest })))) === digest
  )
}

/** The files of an entry that are not there, and those that have other bytes than were published. */
export function stateOf(entry: Entry, files: ReadonlyMap<string, string>): { missing: string[]; changed: string[] } {
  const paths = Object.entries(entry.files).map(([name, digest]) => ({ path: `${entry.folder}/${name}`, digest }))
  return {
    missing: paths.flatMap(({ path }) => (files.has(path) ? [] : [path])),
    changed: paths.flatMap(({ path, digest }) => {
      const text = files.get(path)
      return text !== undefined && digestOf(text) !== digest ? [path] : []
    }),
  }
}

/** A file of an entry as it was published; `null`: it is not there, or has other bytes, which nothing must be made of. */
export function textIn(entry: Entry, name: string, files: ReadonlyMap<string, string>): string | null {
  const text = files.get(`${entry.folder}/${name}`)
  return text !== undefined && isWhole(entry) && digestOf(text) === entry.files[name] ? text : null
}

/** By audience, the Markdown of a revision, as it was published. */
export const markdownOf = (entry: Entry, files: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    Object.keys(entry.files).flatMap((name): [string, string][] => {
      const text = name.endsWith('.md') ? textIn(entry, name, files) : null
      return text === null ? [] : [[name.replace(/\.md$/, ''), text]]
    }),
  )
