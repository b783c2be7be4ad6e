/** Who somebody is, and who holds which role. */
import type { Person } from './model.ts'
import type { PathwayFile, People, RecordFile } from './repository.ts'

/** The directory's id of a GitHub account; `null`: nobody whom the directory knows, or a bot. */
export function identify(account: Person | null, people: People): string | null {
  if (account === null || account.bot) return null
  const { byId, byLogin } = accountsOf(people)
  const known = account.id === null ? undefined : byId.get(account.id)
  if (known !== undefined) return known
  // a login can be given up and taken by somebody else: where both ids are known, they alone decide
  const found = byLogin
    .get(account.login.toLowerCase())
    ?.find(([, { github }]) => github.id === undefined || account.id === null)
  return found?.[0] ?? null
}

type Known = [id: string, person: People['people'][string]]
interface Accounts {
  byId: ReadonlyMap<number, string>
  byLogin: ReadonlyMap<string, Known[]>
}

/** Every review, commit and request asks who somebody is, so the directory is gone through once. */
const indexes = new WeakMap<People, Accounts>()

function accountsOf(people: People): Accounts {
  const index = indexes.get(people) ?? indexed(Object.entries(people.people))
  indexes.set(people, index)
  return index
}

const indexed = (known: Known[]): Accounts => ({
  // of two with one id, which is a finding of its own, the first counts
  byId: new Map(
    known.flatMap(([id, { github }]) => (github.id === undefined ? [] : ([[github.id, id]] as const))).reverse(),
  ),
  byLogin: Map.groupBy(known, ([, { github }]) => github.login.toLowerCase()),
})

/** Directory ids of those who hold a role for a record: by the record itself, or for its programme. */
export function holdersOf(role: string, record: Pick<RecordFile, 'programme' | 'data'>, people: People): string[] {
  const own = record.data.roles?.[role] ?? []
  const programme = people.programmes[record.programme]?.roles[role] ?? []
  return [...new Set([...own, ...programme])].sort()
}

/** Role → holders, for all roles of the record's pathway. */
export function allHolders(
  record: Pick<RecordFile, 'programme' | 'data'>,
  pathway: PathwayFile,
  people: People,
): Map<string, string[]> {
  return new Map(Object.keys(pathway.data.roles).map(role => [role, holdersOf(role, record, people)]))
}

/** The party that a role belongs to. */
export const partyOf = (role: string): string => role.split('/')[0] ?? ''

/** The ODS codes of a party for a record: one, or those of all its sites in the programme; none where neither names one. */
export function organisationsOf(
  party: string,
  record: Pick<RecordFile, 'programme' | 'data'>,
  people: People,
): string[] {
  const own = record.data.organisations?.[party]
  return own === undefined ? [people.programmes[record.programme]?.organisations[party] ?? []].flat() : [own]
}

/** What people call an organisation; its code where the directory does not know it. */
export const organisationName = (ods: string, people: People): string => people.organisations[ods]?.name ?? ods
