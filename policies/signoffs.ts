/** Reviews + roles + contents → who has signed what. Roles come from the base; the head only says what was approved. */
import type { Change, Pathway, Task } from '../schemas/types.ts'
import { dayOf, workingDaysAfter } from './dates.ts'
import { identify, partyOf } from './holders.ts'
import type { Consultation, Letter, Objection, PullRequest, Review, SignOff, SignOffStatus } from './model.ts'
import type { People, Repository } from './repository.ts'

/** Role → the directory ids of those who hold it at the base. */
export type Holders = ReadonlyMap<string, string[]>

/** The letters of a RACI cell. */
export const lettersOf = (cell: string): Letter[] =>
  cell === 'N/A' ? [] : [...cell].filter((one): one is Letter => 'RASCI'.includes(one))

interface Part {
  role: string
  letters: Letter[]
  task: string | null
  clauses: string[]
}

/** Every part that a gate's tasks give to a role, and the further roles that it names. */
export function partsOf(gate: Change, pathway: Pathway): Part[] {
  const ofTasks = (gate.tasks ?? []).flatMap(id => {
    const task = pathway.tasks?.[id]
    return task
      ? Object.entries(task.cells).map(([party, cell]) => ({
          role: signer(task, party, pathway),
          letters: lettersOf(cell),
          task: id,
          clauses: task.clauses,
        }))
      : []
  })
  const named = (gate.signOffs ?? []).map(({ role, clauses }): Part => ({ role, letters: ['R'], task: null, clauses }))
  return [...ofTasks, ...named].filter(part => part.letters.length > 0)
}

const signer = (task: Task, party: string, pathway: Pathway): string =>
  task.roles?.[party] ?? pathway.parties[party]?.signs ?? party

/** The parts of one role put together, role by role in the order in which they first come. */
function byRole(parts: Part[], wanted: readonly Letter[]): (Omit<Part, 'task'> & { tasks: string[] })[] {
  const roles = new Map<string, Part[]>()
  for (const part of parts.filter(({ letters }) => letters.some(letter => wanted.includes(letter)))) {
    roles.set(part.role, [...(roles.get(part.role) ?? []), part])
  }
  return [...roles].map(([role, own]) => ({
    role,
    letters: wanted.filter(letter => own.some(part => part.letters.includes(letter))),
    tasks: [...new Set(own.flatMap(part => part.task ?? []))],
    clauses: [...new Set(own.flatMap(part => part.clauses))],
  }))
}

/** What one person's reviews come to: the latest that is more than a comment. A dismissed one leaves nothing, not even what came before it. */
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
  return [...last].flatMap(([person, { state, commit, at }]): Stance[] =>
    state === 'approved'
      ? [{ person, is: 'approved', commit, at }]
      : state === 'changes-requested'
        ? [{ person, is: 'objects', commit, at }]
        : [],
  )
}

/** What an approval is worth for the head as it is: it counts for the very content that was approved. */
export type Worth = { is: 'counts' } | { is: 'outdated'; path: string; line: number | null } | { is: 'unknown-version' }

/** Compares what was approved with the head, file by file, by blob. */
export function worthOf(commit: string | null, paths: readonly string[], pull: PullRequest): Worth {
  const reviewed = commit === null ? undefined : pull.versions[commit]
  const head = pull.versions[pull.head.sha]
  if (!reviewed || !head) return { is: 'unknown-version' }
  const path = paths.find(one => reviewed[one] === undefined || head[one] === undefined || reviewed[one] !== head[one])
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
  stances: Stance[]
}

export function actorsOf(pull: PullRequest, people: People): Actors {
  const author = identify(pull.author, people)
  const writers = pull.commits.flatMap(commit => commit.authors.flatMap(person => identify(person, people) ?? []))
  return {
    author,
    committers: new Set([...(author === null ? [] : [author]), ...writers]),
    stances: stancesOf(pull.reviews, people),
  }
}

/** How each role that must sign a gate stands. `paths`: the content that is signed. */
export function judgeSignOffs(
  parts: Part[],
  holders: Holders,
  distinct: readonly string[][],
  paths: readonly string[],
  pull: PullRequest,
  actors: Actors,
): SignOff[] {
  const signOffs = byRole(parts, ['R', 'A']).map(part => {
    const held = holders.get(part.role) ?? []
    const standings = held.map(person => standingOf(person, part.letters, paths, pull, actors))
    return { ...part, party: partyOf(part.role), holders: held, standings }
  })
  const chosen = apart(signOffs, distinct)
  return signOffs.map(({ standings, ...part }) => ({
    ...part,
    status: chosen.get(part.role) ?? best(standings, part.holders),
  }))
}

function standingOf(
  person: string,
  letters: readonly Letter[],
  paths: readonly string[],
  pull: PullRequest,
  actors: Actors,
): SignOffStatus {
  const stance = actors.stances.find(one => one.person === person)
  const accountable = letters.includes('A')
  if (person === actors.author)
    return accountable ? { is: 'own-work', by: person, as: 'author' } : { is: 'signed', by: person, how: 'opened' }
  if (stance?.is !== 'approved') return { is: 'missing' }
  if (accountable && actors.committers.has(person)) return { is: 'own-work', by: person, as: 'committer' }
  const worth = worthOf(stance.commit, paths, pull)
  if (worth.is === 'counts') return { is: 'signed', by: person, how: 'approved' }
  return worth.is === 'outdated'
    ? { is: 'outdated', by: person, path: worth.path, line: worth.line }
    : { is: 'unknown-version', by: person }
}

const rank = {
  signed: 0,
  outdated: 1,
  'unknown-version': 2,
  'own-work': 3,
  'same-person': 4,
  missing: 5,
  unheld: 6,
} as const

const best = (standings: SignOffStatus[], holders: string[]): SignOffStatus =>
  holders.length === 0
    ? { is: 'unheld' }
    : standings.reduce((a, b) => (rank[b.is] < rank[a.is] ? b : a), { is: 'missing' } as SignOffStatus)

type Judged = { role: string; standings: SignOffStatus[] }

/** For roles that ask for different people: one signer each, as many as there can be; who cannot be told apart is left over. */
function apart(signOffs: readonly Judged[], distinct: readonly string[][]): Map<string, SignOffStatus> {
  const chosen = new Map<string, SignOffStatus>()
  for (const group of distinct) {
    const members = signOffs.filter(
      ({ role, standings }) => group.includes(role) && standings.some(({ is }) => is === 'signed'),
    )
    const taken = new Map<string, string>()
    for (const { role, standings } of members) {
      if (seat(role, members, taken, new Set())) continue
      const own = standings.find(standing => standing.is === 'signed')
      if (own?.is === 'signed') chosen.set(role, { is: 'same-person', by: own.by, as: taken.get(own.by) ?? '' })
    }
    for (const [person, role] of taken) {
      const standing = members
        .find(one => one.role === role)
        ?.standings.find(one => one.is === 'signed' && one.by === person)
      if (standing) chosen.set(role, standing)
    }
  }
  return chosen
}

/** Finds a person for a role, moving others to another signer of theirs where that makes room. */
function seat(role: string, members: readonly Judged[], taken: Map<string, string>, tried: Set<string>): boolean {
  const people = (members.find(one => one.role === role)?.standings ?? []).flatMap(standing =>
    standing.is === 'signed' ? standing.by : [],
  )
  for (const person of people) {
    if (tried.has(person)) continue
    tried.add(person)
    const holder = taken.get(person)
    if (holder === undefined || seat(holder, members, taken, tried)) {
      taken.set(person, role)
      return true
    }
  }
  return false
}

/** "Changes requested" by anybody who holds a role here, until that person approves or withdraws it. */
export function objectionsOf(stances: readonly Stance[], holders: Holders): Objection[] {
  return stances.flatMap(({ person, is, at }) => {
    const roles = [...holders].filter(([, held]) => held.includes(person)).map(([role]) => role)
    return is === 'objects' && roles.length > 0 ? [{ by: person, roles, at }] : []
  })
}

/** How many working days somebody who is consulted has to answer. */
const answerWithin = 2

/** Who must have been consulted: asked, and answered or given two working days. Whoever signs has answered. */
export function judgeConsultations(
  parts: Part[],
  holders: Holders,
  pull: PullRequest,
  actors: Actors,
  { people, calendar }: Repository,
  today: string,
): Consultation[] {
  const spoke = new Set([
    ...pull.reviews.flatMap(review => identify(review.person, people) ?? []),
    ...(actors.author ? [actors.author] : []),
  ])
  return byRole(parts, ['C']).map(({ role, tasks, clauses }): Consultation => {
    const held = holders.get(role) ?? []
    const base = { role, party: partyOf(role), tasks, clauses, holders: held }
    const answered = held.find(person => spoke.has(person))
    if (held.length === 0) return { ...base, status: { is: 'unheld' } }
    if (answered) return { ...base, status: { is: 'answered', by: answered } }
    const asked = pull.asked
      .filter(({ person }) => held.includes(identify(person, people) ?? ''))
      .map(({ at }) => dayOf(new Date(at)))
      .sort()[0]
    if (asked === undefined) return { ...base, status: { is: 'not-asked' } }
    const until = calendar ? workingDaysAfter(asked, answerWithin, calendar) : null
    if (until === null) return { ...base, status: { is: 'asked', until: null } }
    return { ...base, status: until < today ? { is: 'lapsed', since: asked } : { is: 'asked', until } }
  })
}

/** Who is told after the merge: the holders of roles with an I, once each. */
export const informedBy = (parts: Part[], holders: Holders): string[] =>
  [...new Set(byRole(parts, ['I']).flatMap(({ role }) => holders.get(role) ?? []))].sort()

/** The roles that sign a gate, with the letters by which they do. */
export const rolesThatSign = (parts: Part[]): { role: string; letters: Letter[] }[] => byRole(parts, ['R', 'A'])
