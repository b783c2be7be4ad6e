/** A tree of files → records, pathways and people. What is broken is reported and left out; everything else is still there. */
import { locator, positionOf } from '../schemas/locate.ts'
import { parse, type Source } from '../schemas/parse.ts'
import { withheld } from '../schemas/private.ts'
import type {
  Calendar,
  Deployment,
  Directory,
  Governance,
  Guidance,
  Pathway,
  Release,
  Template,
} from '../schemas/types.ts'
import { type Kind, type Kinds, validate } from '../schemas/validate.ts'
import type { Finding, Place } from './model.ts'
import { disclosed, disclosedByName } from './private.ts'
import type { Problem } from './problems.ts'

/** Path → what stands there. */
export type Tree = ReadonlyMap<string, Source>

/** A deployment or a release: the fields of the other kind are simply not there. */
export type RecordData = (Deployment | Release) &
  Partial<Omit<Deployment, keyof Release>> &
  Partial<Omit<Release, keyof Deployment>>

export interface RecordFile {
  /** The path without `deployments/` and `.yaml`. */
  id: string
  path: string
  /** The first folder in `deployments`. */
  programme: string
  data: RecordData
}

export interface PathwayFile {
  id: string
  path: string
  data: Pathway
}

/** How notes of some kind are worded, and who sees what of them. */
export interface TemplateFile {
  id: string
  path: string
  data: Template
}

/** All parts of the directory put together. */
export type People = Required<Omit<Directory, 'kind'>>

export interface Repository {
  records: ReadonlyMap<string, RecordFile>
  pathways: ReadonlyMap<string, PathwayFile>
  guidance: ReadonlyMap<string, { path: string; data: Guidance }>
  templates: ReadonlyMap<string, TemplateFile>
  people: People
  /** The files that the directory is put together from. */
  directories: readonly { path: string; data: Directory }[]
  /** `null`: there is none that can be read, and nothing is guessed. */
  calendar: Calendar | null
  /** What the protection of the default branch takes from where it lives; `null`: it is not said, or cannot be read. */
  governance: Governance | null
  /** What is wrong with the files themselves. */
  findings: Finding[]
  tree: Tree
}

/** Reads every file that the house knows: records in `deployments`, configuration in `policies`. `seen` is told how far it is. */
export function readRepository(tree: Tree, seen: (done: number, all: number) => void = () => {}): Repository {
  const paths = [...tree.keys()].filter(isOurs).sort()
  const files = paths.map((path, index) => {
    seen(index, paths.length)
    return readFile(path, tree.get(path) as Source)
  })
  const of = <K extends Kind>(kind: K) =>
    files.flatMap(file => (file.kind === kind && file.data ? [{ path: file.path, data: file.data as Kinds[K] }] : []))
  const directories = of('Directory')
  return {
    records: new Map(
      [...of('Deployment'), ...of('Release')].map(file => [
        recordId(file.path),
        { ...file, id: recordId(file.path), programme: programmeOf(file.path), data: file.data as RecordData },
      ]),
    ),
    pathways: new Map(of('Pathway').map(file => [baseName(file.path), { ...file, id: baseName(file.path) }])),
    guidance: new Map(of('Guidance').map(file => [baseName(file.path), file])),
    templates: new Map(of('Template').map(file => [baseName(file.path), { ...file, id: baseName(file.path) }])),
    people: join(directories),
    directories,
    calendar: of('Calendar')[0]?.data ?? null,
    governance: of('Governance')[0]?.data ?? null,
    findings: [
      ...files.flatMap(file => file.findings),
      ...[...tree].filter(([path]) => !isOurs(path)).flatMap(([path, source]) => inProse(path, source)),
      ...doubled(directories),
      // only one can decide what a working day is
      ...of('Calendar')
        .slice(1)
        .map(({ path }) => wrong({ code: 'doubled', what: 'calendar', name: path }, { path })),
    ],
    tree,
  }
}

const isOurs = (path: string) =>
  (path === 'deployments' ||
    path.startsWith('deployments/') ||
    /^policies\/(?:(?:pathways|directory|calendar|guidance|templates)\/|governance\.yaml$)/.test(path)) &&
  !path.endsWith('/README.md')

/** The id of the record at a path. */
export const recordId = (path: string): string => path.replace(/^deployments\//, '').replace(/\.yaml$/, '')
/** The path of the record with an id. */
export const recordPath = (id: string): string => `deployments/${id}.yaml`
const programmeOf = (path: string) => path.split('/')[1] ?? ''
const baseName = (path: string) => path.replace(/^.*\//, '').replace(/\.yaml$/, '')

/**
 * Which kind of file belongs at a path; `null`: none does. A record's name is of letters, digits, hyphens and dots alone, a site's of small
 * letters: no two records look alike, and none looks like the folder of the releases.
 */
export function kindAt(path: string): Kind | null {
  const folders: [RegExp, Kind][] = [
    [/^deployments\/[^/]+\/releases\/[\dA-Za-z][\dA-Za-z.-]*\.yaml$/, 'Release'],
    [/^deployments\/[^/]+(?:\/(?!releases[/.])[\da-z]+(?:-[\da-z]+)*)+\.yaml$/, 'Deployment'],
    [/^policies\/pathways\/[^/]+\.yaml$/, 'Pathway'],
    [/^policies\/directory\/[^/]+\.yaml$/, 'Directory'],
    [/^policies\/calendar\/[^/]+\.yaml$/, 'Calendar'],
    [/^policies\/guidance\/[^/]+\.yaml$/, 'Guidance'],
    [/^policies\/templates\/[^/]+\.yaml$/, 'Template'],
    [/^policies\/governance\.yaml$/, 'Governance'],
  ]
  return folders.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

interface ReadFile {
  path: string
  kind: Kind | null
  /** `null` where a finding says why. */
  data: unknown
  findings: Finding[]
}

function readFile(path: string, source: Source): ReadFile {
  const kind = kindAt(path)
  const named = disclosedByName(path)
  const failed = (findings: Finding[]): ReadFile => ({ path, kind, data: null, findings: [...named, ...findings] })
  if ('unread' in source) return failed([wrong({ code: 'unread', why: source.unread }, { path })])
  const { findings: told, without } = disclosed(path, source.text, kind)
  if (kind === null) return failed([...told, wrong({ code: 'misplaced', expected: expectedAt(path) }, { path })])
  const { data: read, misread } = parse(source.text)
  if (misread.length > 0) {
    const found = misread.map(({ problem, offset }) => wrong(problem, { path, ...positionOf(source.text, offset) }))
    return failed([...told, ...found])
  }
  // of a record that discloses something nothing is shown; the rules must still be known, or nobody could mend them
  if (named.length > 0 || (told.length > 0 && path.startsWith('deployments/'))) return failed(told)
  const data = without(read)
  const stated = (data as { kind?: unknown } | null)?.kind
  if (typeof stated === 'string' && stated !== kind) {
    const problem = { code: 'wrong-kind' as const, kind: stated.slice(0, 40), expected: kind }
    return failed([...told, wrong(problem, { path, pointer: ['kind'] })])
  }
  const malformed = validate(kind, data)
  return {
    path,
    kind,
    data: malformed.length > 0 ? null : data,
    findings: [
      ...told,
      ...malformed.map(({ problem, pointer, clauses }) => ({ ...wrong(problem, { path, pointer }), clauses })),
    ],
  }
}

/** What a file that is no record and no policy discloses. */
const inProse = (path: string, source: Source): Finding[] => [
  ...disclosedByName(path),
  ...('text' in source ? disclosed(path, source.text, null).findings : []),
]

const expectedAt = (path: string) =>
  path.startsWith('deployments/')
    ? 'deployments/<programme>/<site>.yaml'
    : `${path.split('/').slice(0, 2).join('/')}/<name>.yaml`

/** A finding that fails, without a clause: the product's own rule. */
export const wrong = (problem: Problem, at: Place): Finding => ({ problem, at, weight: 'wrong', clauses: [] })

type DirectoryFile = { path: string; data: Directory }

function join(files: DirectoryFile[]): People {
  const all = <K extends 'organisations' | 'people' | 'programmes'>(key: K) =>
    // nobody is found by a name that JavaScript's objects bring along
    Object.assign(Object.create(null), ...files.map(file => file.data[key] ?? {})) as People[K]
  const owners = files.flatMap(file => file.data.policyOwners ?? [])
  return {
    organisations: all('organisations'),
    people: all('people'),
    programmes: all('programmes'),
    policyOwners: [...new Set(owners)],
  }
}

function doubled(files: DirectoryFile[]): Finding[] {
  const names = { organisations: 'organisation', people: 'person', programmes: 'programme' } as const
  const seen = new Set<string>()
  return files.flatMap(({ path, data }) =>
    (Object.keys(names) as (keyof typeof names)[]).flatMap(key =>
      Object.keys(data[key] ?? {}).flatMap(name => {
        const id = `${key}/${name}`
        if (!seen.has(id)) return seen.add(id) && []
        return [wrong({ code: 'doubled', what: names[key], name }, { path, pointer: [key, name] })]
      }),
    ),
  )
}

/** The findings with line and column, where their file could be read, and without what nobody must read: ready to be shown. */
export function locate(findings: readonly Finding[], tree: Tree): Finding[] {
  const locators = new Map<string, ReturnType<typeof locator>>()
  const located = findings.map(finding => {
    const { path, pointer, line } = finding.at
    const source = tree.get(path)
    if (pointer === undefined || line !== undefined || !source || 'unread' in source) return finding
    const find = locators.get(path) ?? locator(source.text)
    locators.set(path, find)
    return { ...finding, at: { ...finding.at, ...find(pointer) } }
  })
  return withheld(located)
}
