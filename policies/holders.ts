/** Who somebody is, and who holds which role. */
import type { Person } from './model.ts'
import type { PathwayFile, People, RecordFile } from './repository.ts'

/** The directory's id of a GitHub account; `null`: nobody whom the directory knows, or a bot. */
export function identify(account: Person | null, people: People): string | null {
  if (account === null || account.bot) return null
  const known = Object.entries(people.people)
  const byId = known.find(([, { github }]) => github.id !== undefined && github.id === account.id)
  // a login can be given up and taken by somebody else: where both ids are known, they alone decide
  const unknown = ({ github }: { github: { id?: number } }) => github.id === undefined || account.id === null
  const login = account.login.toLowerCase()
  const found = byId ?? known.find(([, person]) => unknown(person) && person.github.login.toLowerCase() === login)
  return found?.[0] ?? null
}

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
