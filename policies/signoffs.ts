/** Reviews + roles + contents → who has signed what. Roles come from the base; the head only says what was approved. */
import { partyOf } from './holders.ts'
import type { Letter, PullRequest, SignOff, SignOffStatus } from './model.ts'
import { byRole, type Holders, type Part } from './raci.ts'
import { type Actors, hasWritten, worthOf } from './stances.ts'

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
  if (person === actors.author) {
    if (accountable) return { is: 'own-work', by: person, as: 'author' }
    // opening signs what the author has written: what others push afterwards is not vouched for unseen
    return hasWritten(actors, paths, pull)
      ? { is: 'signed', by: person, how: 'opened' }
      : { is: 'changed-by-others', by: person }
  }
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
  'changed-by-others': 2,
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
