/**
 * Who has signed what was merged, as far as that can be known afterwards. The gate has judged more: who wrote each commit, and what each approval
 * was worth then. The ledger has that; here, less is claimed rather than more.
 */
import { gateOf } from '../evaluate.ts'
import { allHolders, identify } from '../holders.ts'
import type { Review, Subject } from '../model.ts'
import { type Holders, type Part, partsOf, rolesThatSign } from '../raci.ts'
import type { PathwayFile, People, RecordFile } from '../repository.ts'
import { judgeSignOffs } from '../signoffs.ts'
import { type Actors, stancesOf } from '../stances.ts'
import type { Entry } from './catalogue.ts'
import type { MergedPull, Told } from './merge.ts'

type Signing = Pick<Entry<'log'>, 'signed' | 'earlier' | 'opened' | 'asked' | 'unread'>

/** What somebody may sign for: the roles asked, and who held them. */
interface Asked {
  parts: Part[]
  holders: Holders
  distinct: readonly string[][]
  titleOf: (role: string) => string
}

/** Who signed for what a merge did to a record. Roles are those before it. */
export function recordSigning(
  subject: Subject,
  { was, is, pathway }: { was: RecordFile | null; is: RecordFile; pathway: PathwayFile },
  merge: Told,
  people: People,
): Signing {
  const { data } = pathway
  // as at the gate: a new record names nobody who may sign for it
  const granted = was ?? { programme: is.programme, data: { ...is.data, roles: {} } }
  const asked: Asked = {
    parts: partsOf(gateOf(subject, data, is), data),
    holders: allHolders(granted, pathway, people),
    distinct: data.distinct ?? [],
    titleOf: role => data.roles[role]?.title ?? role,
  }
  return signing(asked, merge, people)
}

/** Who signed for a change of what decides or runs. */
export function ownersSigning(merge: Told, people: People): Signing {
  const role = 'policy-owners'
  const parts: Part[] = [{ role, letters: ['A'], task: null, clauses: [] }]
  const holders = new Map([[role, people.policyOwners]])
  return signing({ parts, holders, distinct: [], titleOf: () => 'Policy owners' }, merge, people)
}

function signing({ parts, holders, distinct, titleOf }: Asked, merge: Told, people: People): Signing {
  const { pull } = merge
  const asked = rolesThatSign(parts).map(({ role }) => titleOf(role))
  if (asked.length === 0) return {}
  if (!pull) return { asked }
  const judged = judgeSignOffs(parts, holders, distinct, actorsOf(pull, merge.alike ?? [], people))
  const those = (is: string) => judged.filter(({ status }) => status.is === is).map(({ role }) => titleOf(role))
  return {
    ...some('signed', those('signed')),
    ...some('earlier', those('unknown-version')),
    ...some('opened', those('changed-by-others')),
    ...(pull.unread > 0 && { unread: pull.unread }),
  }
}

const some = <K extends string>(name: K, roles: string[]) =>
  (roles.length > 0 ? { [name]: roles } : {}) as { [key in K]?: string[] }

/** Nobody signs for what is merged already, and nobody takes a signature back that it was merged with. A dismissal has the day of its review. */
const isInTime =
  ({ mergedAt }: MergedPull) =>
  ({ at }: Review): boolean =>
    Date.parse(at) <= Date.parse(mergedAt)

/** Who wrote which commit is not known here: whoever opened it is taken for a writer, and vouches for nothing unseen. */
function actorsOf(pull: MergedPull, alike: readonly string[], people: People): Actors {
  const author = identify(pull.author, people)
  const stances = stancesOf(pull.reviews.filter(isInTime(pull)), people)
  const isMerged = (commit: string | null) => commit !== null && (commit === pull.head || alike.includes(commit))
  return {
    author,
    committers: new Set(author === null ? [] : [author]),
    vouched: [],
    stances,
    approvals: new Map(
      stances
        .filter(({ is }) => is === 'approved')
        .map(({ person, commit }) => [person, { is: isMerged(commit) ? 'counts' : 'unknown-version' } as const]),
    ),
    spoke: new Set(),
    asked: new Map(),
  }
}
