/** Who owns which files, for GitHub's CODEOWNERS: whatever decides belongs to the policy owners, records to nobody. */
import type { People } from '../repository.ts'

export interface OwnerLine {
  pattern: string
  /** Logins; none: the files have no owner, whatever a line above says. */
  owners: string[]
  what: 'everything' | 'records' | 'prose'
}

export type OwnerProblem =
  | { code: 'no-owner' }
  | { code: 'owner-unknown'; person: string }
  /** The directory knows no login of this person, or one that a line of CODEOWNERS cannot carry. */
  | { code: 'owner-login'; person: string; login: string | null }
  | { code: 'owner-path'; programme: string }
  | { code: 'owner-size'; bytes: number }

/** What GitHub says is wrong in CODEOWNERS: it skips such a line. */
export interface OwnerError {
  path: string
  line: number
  kind: string
  source: string
}

/** What GitHub takes for a login; managed users have an underscore. Anything else would make it skip the line. */
const loginOf = /^[A-Za-z0-9](?:[-_]?[A-Za-z0-9])*$/
/** What a pattern takes literally: no blank, `#`, `!`, `[`, `*` or `?`. */
const folderOf = /^[A-Za-z0-9](?:[-_.]?[A-Za-z0-9])*$/

/** The lines of CODEOWNERS in their order, of which the last that matches counts; or why there can be none. */
export function ownerLines({ people, policyOwners, programmes }: People): OwnerLine[] | { problems: OwnerProblem[] } {
  const found = policyOwners.map(person => ownerOf(person, people))
  const folders = Object.keys(programmes).sort()
  const problems: OwnerProblem[] = [
    ...(policyOwners.length === 0 ? [{ code: 'no-owner' as const }] : []),
    ...found.filter(one => typeof one !== 'string'),
    ...folders.filter(name => !folderOf.test(name)).map(programme => ({ code: 'owner-path' as const, programme })),
  ]
  if (problems.length > 0) return { problems }
  const owners = found.filter(one => typeof one === 'string').sort()
  return [
    // a file that nobody thought of has owners from its first day
    { pattern: '*', owners, what: 'everything' },
    // Any one owner suffices here, so a programme's people cannot be added: the approval of one of them alone would then do. The gate
    // says "A and B", of records and of policies; and it lets a programme's people object. A folder of no programme keeps its owners.
    ...folders.map((name): OwnerLine => ({ pattern: `/deployments/${name}/`, owners: [], what: 'records' })),
    // for the gate this is no record
    { pattern: '/deployments/**/README.md', owners, what: 'prose' },
  ]
}

function ownerOf(person: string, people: People['people']): string | OwnerProblem {
  const known = Object.hasOwn(people, person) ? people[person] : undefined
  if (!known) return { code: 'owner-unknown', person }
  const login: string | undefined = known.github?.login
  return login && loginOf.test(login) ? login : { code: 'owner-login', person, login: login ?? null }
}
