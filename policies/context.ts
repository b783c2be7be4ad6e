/** What a rule sees: one record at one moment, and what it refers to. */
import type { Calendar, Criterion, Pathway, Session } from '../schemas/types.ts'
import { latest } from './dates.ts'
import { holdersOf, organisationsOf } from './holders.ts'
import type { Fact, Place } from './model.ts'
import type { Problem } from './problems.ts'
import type { PathwayFile, People, RecordFile, Repository } from './repository.ts'

export interface Context {
  record: RecordFile
  pathway: PathwayFile
  /** The release that the record deploys; `null`: there is none that can be read. */
  release: RecordFile | null
  /** The pathway of that release. */
  releasePathway: PathwayFile | null
  /** Records of the same product in its programme, deployments and releases, that were not withdrawn: this one too, as it stands. */
  siblings: RecordFile[]
  pathways: ReadonlyMap<string, PathwayFile>
  /** All that is registered, and how notes of it are worded. */
  repository: Repository
  /** `null`: there is none, and no working day is guessed. */
  calendar: Calendar | null
  /** The directory at the base. */
  people: People
  /** YYYY-MM-DD, in England. */
  today: string
}

/** What a rule found. */
export interface Found {
  problem: Problem
  at: Place
  /** The first day on which it could be mended, were everything that people can do done today. Without it: today. */
  until?: string
  /** Nothing is wrong: only the time until then is missing. */
  waits?: true
}

/** When something that has parts, or is done more than once, was done. */
export interface Days {
  /** The day on which all of it had been done for the first time: what comes after must not be earlier. */
  done: string
  /** The day since which all of it has been done for the last time: what comes before must not be later. */
  again: string
}

/** The parameters of a rule, by its name. */
export type Parameters<R extends Criterion['rule']> = Extract<Criterion, { rule: R }>['with']
export type Rule<R extends Criterion['rule']> = (parameters: Parameters<R>, context: Context) => Found[]
/** What stands there, where the rule has found nothing wrong. */
export type Shown<R extends Criterion['rule']> = (parameters: Parameters<R>, context: Context) => Fact[]

/** All that rules may know of a record. Roles and people come from `base`, the record itself from `repository`. */
export function contextOf(
  record: RecordFile,
  pathway: PathwayFile,
  repository: Repository,
  people: People,
  today: string,
): Context {
  const release = releaseOf(record, repository)
  return {
    record,
    pathway,
    release,
    releasePathway: release ? (repository.pathways.get(release.data.pathway) ?? null) : null,
    siblings: siblingsOf(record, repository),
    pathways: repository.pathways,
    repository,
    calendar: repository.calendar,
    people,
    today,
  }
}

/** Programme and product → its records. Every record asks for its own, so they are put together once. */
const indexes = new WeakMap<Repository, Map<string, RecordFile[]>>()

function siblingsOf(record: RecordFile, repository: Repository): RecordFile[] {
  const index =
    indexes.get(repository) ??
    Map.groupBy(
      [...repository.records.values()].filter(({ data }) => data.phase !== 'withdrawn'),
      one => productKey(one, repository) ?? '',
    )
  indexes.set(repository, index)
  const key = productKey(record, repository)
  return key === null ? [] : (index.get(key) ?? [])
}

/** `null`: its release cannot be read, so nobody knows of which product it is. */
function productKey(record: RecordFile, repository: Repository): string | null {
  const product = (record.data.kind === 'Release' ? record : releaseOf(record, repository))?.data.product
  return product === undefined ? null : JSON.stringify([record.programme, product])
}

/** The release that a deployment names, in its own programme. */
export const releaseOf = (record: RecordFile, repository: Pick<Repository, 'records'>): RecordFile | null =>
  repository.records.get(`${record.programme}/releases/${record.data.release}`) ?? null

/** A place in the record itself. */
export const inRecord = (context: Context, ...pointer: (string | number)[]): Place => ({
  path: context.record.path,
  pointer,
})

/** What a rule finds that needs the release, where there is none that can be read. */
export const withoutRelease = (context: Context): Found => ({
  problem: { code: 'release-missing', release: context.record.data.release ?? '' },
  at: inRecord(context, 'release'),
})

/** The first day on which the record dealt with live patients, corrections included. */
export const liveSince = ({ data: { verification } }: Pick<RecordFile, 'data'>): string | undefined =>
  (verification?.corrections?.at(-1) ?? verification?.start)?.on

/** Who holds a role for the record. */
export const holders = (role: string, context: Context): string[] => holdersOf(role, context.record, context.people)

/** Whether one of these people works for a party's organisation, or one of them. */
export const present = (people: readonly string[], party: string, context: Context): boolean => {
  const organisations = organisationsOf(party, context.record, context.people)
  return people.some(person => organisations.includes(context.people.people[person]?.organisation ?? ''))
}

/**
 * The day of the last no-go that led back to this phase or an earlier one. What was recorded for the phase on or before that day counts no
 * more. `null`: no loop came by here, or the thing belongs to no phase and is done once.
 */
export function voidedOn(
  phase: string | undefined,
  { record, pathway }: Pick<Context, 'record' | 'pathway'>,
): string | null {
  if (phase === undefined) return null
  const order = Object.keys(pathway.data.phases)
  const back = (decision: string) => pathway.data.decisions?.[decision]?.back
  return latest(
    (record.data.decisions ?? [])
      .filter(
        ({ decision, outcome }) =>
          outcome === 'no-go' &&
          back(decision) !== undefined &&
          order.indexOf(back(decision) ?? '') <= order.indexOf(phase),
      )
      .map(({ on }) => on),
  )
}

/** The meetings of a forum that count: those since the last loop that asks for another one. */
export function sessionsOf(forum: string, context: Pick<Context, 'record' | 'pathway'>): Session[] {
  const since = voidedOn(context.pathway.data.forums?.[forum]?.phase, context) ?? ''
  return (context.record.data.communications?.[forum]?.sessions ?? []).filter(({ on }) => on > since)
}

/** Titles for messages: the pathway's own word for a thing, or its id. */
export const titleOf = (
  part: keyof Pathway &
    ('decisions' | 'documents' | 'certificates' | 'environments' | 'testPlans' | 'forums' | 'checklists'),
  id: string,
  pathway: PathwayFile | null,
): string => pathway?.data[part]?.[id]?.title ?? id
