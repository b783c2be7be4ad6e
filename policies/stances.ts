/** What people have said of a pull request, and what it is worth for the content as it is now. */
import { dayOf } from './dates.ts'
import { identify } from './holders.ts'
import type { Commit, Objection, PullRequest, Review } from './model.ts'
import type { Holders } from './raci.ts'
import type { People } from './repository.ts'

/**
 * What one person's reviews come to: the latest that is more than a comment. A dismissed approval leaves nothing, not even what came before
 * it; a dismissed objection does so only where its writer dismissed it.
 */
export interface Stance {
  person: string
  is: 'approved' | 'objects'
  commit: string | null
  at: string
}

/** Each known person's stance. Deleted accounts, bots and people whom the directory does not know have none. */
export function stancesOf(reviews: readonly Review[], people: People): Stance[] {
  const last = new Map<string, Review>()
  const ordered = reviews.toSorted((a, b) => a.at.localeCompare(b.at) || a.id - b.id)
  for (const review of ordered) {
    const person = identify(review.person, people)
    if (person !== null && review.state !== 'commented') last.set(person, review)
  }
  return [...last].flatMap(([person, review]): Stance[] => {
    const { commit, at, state } = review
    if (state === 'approved') return [{ person, is: 'approved', commit, at }]
    return state === 'changes-requested' || liftedByOthers(review, person, people)
      ? [{ person, is: 'objects', commit, at }]
      : []
  })
}

/** On GitHub anybody who may write can dismiss a review. An objection is its writer's to lift. */
const liftedByOthers = ({ dismissed }: Review, person: string, people: People): boolean =>
  dismissed?.was === 'changes-requested' && identify(dismissed.by, people) !== person

/** What an approval is worth for the head as it is: it counts for the very content that was approved. */
export type Worth = { is: 'counts' } | { is: 'outdated'; path: string; line: number | null } | { is: 'unknown-version' }

/** Compares what was approved with the head, file by file, by blob. */
export function worthOf(commit: string | null, paths: readonly string[], pull: PullRequest): Worth {
  const reviewed = commit === null ? undefined : pull.versions[commit]
  const head = pull.versions[pull.head.sha]
  if (!reviewed || !head || paths.length === 0) return { is: 'unknown-version' }
  const path = paths.find(
    one => !Object.hasOwn(reviewed, one) || !Object.hasOwn(head, one) || reviewed[one] !== head[one],
  )
  if (path === undefined) return { is: 'counts' }
  return { is: 'outdated', path, line: firstDifference(textOf(reviewed[path], pull), textOf(head[path], pull)) }
}

const textOf = (blob: string | null | undefined, pull: PullRequest) => (blob ? pull.texts[blob] : undefined)

/** The first line, from 1, of the new text that the old one does not have. */
function firstDifference(old: string | undefined, now: string | undefined): number | null {
  if (old === undefined || now === undefined) return null
  const [a, b] = [old.split('\n'), now.split('\n')]
  const at = b.findIndex((line, index) => line !== a[index])
  return at < 0 ? b.length : at + 1
}

/** Who takes part in the pull request, by directory ids. */
export interface Actors {
  author: string | null
  /** Author, and everybody who wrote a commit of it. */
  committers: Set<string>
  /** Commits that the author alone has written, with the content as it is; none where somebody else has written a part of that. */
  vouched: string[]
  stances: Stance[]
  /** Who has approved, and what that is worth. */
  approvals: ReadonlyMap<string, Worth>
  /** Who has said anything, if only a comment. */
  spoke: ReadonlySet<string>
  /** Who was asked, and on which day first. */
  asked: ReadonlyMap<string, string>
}

/** `paths`: the content that an approval is bound to. Everything is found once here, however many records ask for it. */
export function actorsOf(pull: PullRequest, people: People, paths: readonly string[] = pull.files): Actors {
  const author = identify(pull.author, people)
  const worths = new Map<string | null, Worth>()
  const worth = (commit: string | null): Worth => {
    const known = worths.get(commit) ?? worthOf(commit, paths, pull)
    worths.set(commit, known)
    return known
  }
  const stances = stancesOf(pull.reviews, people)
  const authored = pull.commits.filter(
    ({ authors: [one, ...others] }) =>
      one && others.length === 0 && author !== null && identify(one, people) === author,
  )
  const writers = pull.commits.flatMap(commit => commit.authors.flatMap(person => identify(person, people) ?? []))
  return {
    author,
    committers: new Set([...(author === null ? [] : [author]), ...writers]),
    vouched: hasWritten(authored, paths, pull)
      ? authored.map(({ sha }) => sha).filter(sha => worth(sha).is === 'counts')
      : [],
    stances,
    approvals: new Map(
      stances.flatMap(({ person, is, commit }) => (is === 'approved' ? [[person, worth(commit)]] : [])),
    ),
    spoke: new Set([
      ...pull.reviews.flatMap(({ person }) => identify(person, people) ?? []),
      ...(author === null ? [] : [author]),
    ]),
    asked: askedFirst(pull, people),
  }
}

/**
 * Whether the author alone has written the content as it is, file by file: a commit on top of what somebody else pushed, such as an update of
 * the branch by a button, vouches for nothing of it.
 */
function hasWritten(authored: readonly Commit[], paths: readonly string[], pull: PullRequest): boolean {
  const at = (sha: string, path: string) => pull.versions[sha]?.[path]
  const wrote = (path: string) =>
    authored.some(
      ({ sha, parents }) =>
        at(sha, path) !== undefined &&
        at(sha, path) === at(pull.head.sha, path) &&
        parents.every(parent => parent in pull.versions && at(parent, path) !== at(sha, path)),
    )
  return paths.length > 0 && paths.every(wrote)
}

function askedFirst({ asked }: PullRequest, people: People): Map<string, string> {
  const first = new Map<string, string>()
  for (const { person, at } of asked) {
    const who = identify(person, people)
    const day = dayOf(new Date(at))
    if (who !== null && day < (first.get(who) ?? '~')) first.set(who, day)
  }
  return first
}

/** "Changes requested" by anybody who holds a role here, until that person approves or withdraws it. */
export function objectionsOf(stances: readonly Stance[], holders: Holders): Objection[] {
  return stances.flatMap(({ person, is, at }) => {
    if (is !== 'objects') return []
    const roles = [...holders].filter(([, held]) => held.includes(person)).map(([role]) => role)
    return roles.length > 0 ? [{ by: person, roles, at }] : []
  })
}
