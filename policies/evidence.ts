/** Evidence belongs to a party: which changed fields of a record nobody of the party that provides them has written or approved. */

import { parse } from '../schemas/parse.ts'
import type { Pathway } from '../schemas/types.ts'
import { canonical, type Field, type Provider } from './fields/field.ts'
import { changedFields, fieldsOf } from './fields.ts'
import { identify, partyOf } from './holders.ts'
import type { Commit, PullRequest, Uncovered } from './model.ts'
import type { Holders } from './raci.ts'
import type { People, RecordData, RecordFile } from './repository.ts'
import type { Actors } from './stances.ts'

interface Evidence {
  was: RecordFile | undefined
  is: RecordFile
  pathway: Pathway
  holders: Holders
  pull: PullRequest
  people: People
  actors: Actors
}

/** The changed fields that are not covered, with who could cover each. */
export function uncoveredFields(evidence: Evidence): Uncovered[] {
  const { was, is, pathway, holders, people, actors } = evidence
  const writer = blame(evidence)
  const before = was ? fieldsOf(was.data, pathway) : new Map<string, Field>()
  return changedFields(before, fieldsOf(is.data, pathway)).flatMap(({ key, before, after }): Uncovered[] => {
    const field = after ?? before
    if (!field || 'gate' in field.provider) return []
    const able = inName(providersOf(field.provider, holders), after?.value, people)
    // what a new record says of itself is what its registration is signed for, but for what the pathway has somebody else provide
    const own = pathway.provides?.[field.pointer[0] as 'release']
    if (!was && field.name.part === 'field' && (own === undefined || able.length === 0)) return []
    const by = writer(key)
    if (able.some(person => person === by || actors.approvals.get(person)?.is === 'counts')) return []
    const parties = 'by' in field.provider ? field.provider.by : []
    return [{ path: is.path, pointer: field.pointer, name: field.name, by: parties, people: able }]
  })
}

/**
 * Of those who may vouch for something, the ones who may say it of whoever did it: what the hospital's people did, the supplier does not record
 * in their name, though both provide it. All of them, where nobody of that organisation may.
 */
function inName(able: string[], value: unknown, { people }: People): string[] {
  const { by, chair } = (value ?? {}) as { by?: unknown; chair?: unknown }
  const organisation = people[String(chair ?? by ?? '')]?.organisation
  const own = able.filter(person => people[person]?.organisation === organisation)
  return own.length > 0 ? own : able
}

/** Directory ids of those who may vouch for a field. */
export function providersOf(provider: Provider, holders: Holders): string[] {
  if ('person' in provider) {
    const holds = [...holders.values()].some(held => held.includes(provider.person))
    return provider.asHolder && !holds ? [] : [provider.person]
  }
  if ('gate' in provider) return []
  const all = [...holders].filter(([role]) => provider.by.includes(role) || provider.by.includes(partyOf(role)))
  return [...new Set(all.flatMap(([, held]) => held))].sort()
}

/**
 * Field → who wrote what it says now. A value that came with a parent keeps that parent's writer, and what came from the base has none.
 * Nobody is credited where it cannot be told: a commit of several people, or one that follows a version that cannot be read.
 */
function blame({ is, pathway, pull, people }: Evidence): (key: string) => string | null {
  const commits = new Map(pull.commits.map(commit => [commit.sha, commit]))
  const states = new Map<string, Values | null>()
  const stateAt = (sha: string): Values | null => {
    const blob = pull.versions[sha]?.[is.path] ?? ''
    const state = states.has(blob) ? (states.get(blob) ?? null) : valuesOf(blob, pull.texts[blob], pathway)
    states.set(blob, state)
    return state
  }
  const origin = origins(commits, is.path, pull)
  return key => {
    let at = origin(pull.head.sha)
    for (let left = commits.size; left > 0; left--) {
      const commit = commits.get(at)
      if (!commit) return null
      const value = stateAt(at)?.get(key)
      const parents = commit.parents.filter(parent => parent in pull.versions)
      const same = parents.find(parent => stateAt(parent)?.get(key) === value)
      if (same === undefined)
        return parents.some(parent => stateAt(parent) === null) ? null : soleAuthor(commit, people)
      at = origin(same)
    }
    return null
  }
}

/** Commit → the one from which it has the whole file, by first parents: most commits change something else, for all fields alike. */
function origins(commits: ReadonlyMap<string, Commit>, path: string, { versions }: PullRequest) {
  const found = new Map<string, string>()
  return (sha: string): string => {
    const passed: string[] = []
    let at = sha
    while (!found.has(at)) {
      passed.push(at)
      // where a circle closes, it ends
      found.set(at, at)
      const parent = commits.get(at)?.parents.find(one => one in versions)
      if (parent === undefined || versions[parent]?.[path] !== versions[at]?.[path]) break
      at = parent
    }
    const origin = found.get(at) ?? at
    for (const one of passed) found.set(one, origin)
    return origin
  }
}

/** A co-author is a line that anybody can write: what several are said to have written is nobody's. */
const soleAuthor = ({ authors }: Commit, people: People): string | null =>
  authors.length === 1 ? identify(authors[0] ?? null, people) : null

type Values = ReadonlyMap<string, string>

/** Field → its value; `null` where a version cannot be read. */
function valuesOf(blob: string, text: string | undefined, pathway: Pathway): Values | null {
  if (blob === '') return new Map()
  const data = text === undefined ? null : parse(text).data
  try {
    return new Map(
      [...fieldsOf(data as RecordData, pathway)].map(([key, { value }]) => [key, JSON.stringify(canonical(value))]),
    )
  } catch {
    // not well formed: its parts cannot be told apart
    return null
  }
}
