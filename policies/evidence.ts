/** Evidence belongs to a party: which changed fields of a record nobody of the party that provides them has written or approved. */

import { parse } from '../schemas/parse.ts'
import type { Pathway } from '../schemas/types.ts'
import { canonical, changedFields, type Field, fieldsOf, type Provider } from './fields.ts'
import { identify, partyOf } from './holders.ts'
import type { PullRequest, Uncovered } from './model.ts'
import type { People, RecordData, RecordFile } from './repository.ts'
import { type Actors, type Holders, worthOf } from './signoffs.ts'

interface Evidence {
  was: RecordFile | undefined
  is: RecordFile
  pathway: Pathway
  holders: Holders
  pull: PullRequest
  people: People
  actors: Actors
  /** The content that an approval is bound to. */
  paths: readonly string[]
}

/** The changed fields that are not covered, with who could cover each. */
export function uncoveredFields(evidence: Evidence): Uncovered[] {
  const { was, is, pathway, holders, pull, actors, paths } = evidence
  const approvers = actors.stances
    .filter(({ is, commit }) => is === 'approved' && worthOf(commit, paths, pull).is === 'counts')
    .map(({ person }) => person)
  const writers = blame(evidence)
  const before = was ? fieldsOf(was.data, pathway) : new Map<string, Field>()
  return changedFields(before, fieldsOf(is.data, pathway)).flatMap(({ before, after }): Uncovered[] => {
    const field = after ?? before
    if (!field || 'gate' in field.provider) return []
    const able = providersOf(field.provider, holders)
    if ([...writers(field), ...approvers].some(person => able.includes(person))) return []
    return [{ path: is.path, pointer: field.pointer, parties: partiesOf(field.provider), people: able }]
  })
}

const partiesOf = (provider: Provider) =>
  'parties' in provider ? provider.parties : 'role' in provider ? [partyOf(provider.role)] : []

function providersOf(provider: Provider, holders: Holders): string[] {
  if ('person' in provider) return [provider.person]
  if ('role' in provider) return holders.get(provider.role) ?? []
  if ('gate' in provider) return []
  const all = [...holders].filter(([role]) => provider.parties.includes(partyOf(role))).flatMap(([, held]) => held)
  return [...new Set(all)].sort()
}

/** Field → the people who wrote what it says now. A value that came with a parent keeps that parent's writers; what came from the base has none. */
function blame({ is, pathway, pull, people }: Evidence): (field: Field) => string[] {
  const commits = new Map(pull.commits.map(commit => [commit.sha, commit]))
  const states = new Map<string | null | undefined, Map<string, string>>()
  const stateAt = (sha: string) => {
    const blob = pull.versions[sha]?.[is.path]
    const state = states.get(blob) ?? valuesOf(blob ? pull.texts[blob] : undefined, pathway)
    states.set(blob, state)
    return state
  }
  return field => {
    const key = JSON.stringify(field.pointer)
    const seen = new Set<string>()
    let at: string | undefined = pull.head.sha
    while (at !== undefined && !seen.has(at)) {
      seen.add(at)
      const commit = commits.get(at)
      if (!commit) return []
      const value = stateAt(at).get(key)
      const same: string | undefined = commit.parents.find(
        parent => parent in pull.versions && stateAt(parent).get(key) === value,
      )
      if (same === undefined) return commit.authors.flatMap(person => identify(person, people) ?? [])
      at = same
    }
    return []
  }
}

function valuesOf(text: string | undefined, pathway: Pathway): Map<string, string> {
  const data = text === undefined ? null : parse(text).data
  if (data === null || typeof data !== 'object') return new Map()
  try {
    return new Map(
      [...fieldsOf(data as RecordData, pathway)].map(([key, { value }]) => [key, JSON.stringify(canonical(value))]),
    )
  } catch {
    // a version on the way that was not well formed: nobody is credited with what it said
    return new Map()
  }
}
