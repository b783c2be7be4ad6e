/** A pull request described in a JSON file, for judging it without a network: a what-if, never a sign-off. */
import { readFileSync } from 'node:fs'
import type { Person, PullRequest } from '../../policies/model.ts'
import type { PullFile } from '../../schemas/types.ts'
import { type Malformed, validate } from '../../schemas/validate.ts'
import type { GitFacts } from './change.ts'

type Account = PullFile['author']

/** Reads and checks such a file. Throws with every mistake in it. */
export function readPullFile(path: string): PullFile {
  const data = parsed(path)
  const wrong = validate('PullFile', data)
  if (wrong.length > 0) throw new Error(`${path} does not describe a pull request: ${mistakes(wrong).join('; ')}.`)
  return data as PullFile
}

/** Each mistake with its place, such as `reviews.0.state`. */
function mistakes(wrong: readonly Malformed[]): string[] {
  const placed = wrong.map(({ problem, pointer }): [place: string, said: string] => {
    if (problem.code === 'missing-field') return [[...pointer, problem.field].join('.'), 'is missing']
    if (problem.code === 'unknown-field') return [[...pointer, problem.field].join('.'), 'is not known']
    const expected = problem.allowed.length > 0 ? `, expected ${problem.allowed.join(' or ')}` : ''
    return [pointer.join('.') || 'the whole', `is ${problem.got}${expected}`]
  })
  const places = [...new Set(placed.map(([place]) => place))]
  return places.map(place => `${place} ${placed.flatMap(([at, said]) => (at === place ? said : [])).join(' or ')}`)
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** The commits that its reviews name, as they stand in the file. */
export const reviewedIn = (file: PullFile): string[] => [
  ...new Set((file.reviews ?? []).flatMap(review => review.commit ?? [])),
]

/** The pull request that a file and git describe. `resolve`: a commit's full id; `null` where git has none. */
export function pullOf(
  file: PullFile,
  git: GitFacts,
  base: string,
  head: string,
  resolve: (name: string) => string | null,
): PullRequest {
  const { files, changedOnBase, versions, fork, texts } = git
  const authors = Object.fromEntries(
    Object.entries(file.commits ?? {}).map(([name, people]) => [resolve(name) ?? name, people]),
  )
  return {
    number: file.number ?? 0,
    title: file.title ?? '',
    draft: file.draft ?? false,
    author: personOf(file.author),
    base: { branch: file.base?.branch ?? 'main', sha: base, isDefault: file.base === undefined },
    head: { sha: head },
    commits: Object.entries(git.written).map(([sha, { parents }]) => ({
      sha,
      parents,
      authors: (authors[sha] ?? [file.author]).map(personOf),
      // nobody can tell: it is a what-if
      verified: true,
    })),
    reviews: (file.reviews ?? []).map(({ by, state, commit, at, was = 'approved', dismissedBy = null }, index) => ({
      id: index + 1,
      person: personOf(by),
      state,
      commit: commit === null ? null : commit === undefined ? head : resolve(commit),
      at: at ?? '2000-01-01T00:00:00Z',
      ...(state === 'dismissed' && { dismissed: { was, by: personOf(dismissedBy) } }),
    })),
    asked: (file.asked ?? []).flatMap(({ who, at }) => {
      const person = personOf(who)
      return person ? [{ person, at }] : []
    }),
    cut: file.cut ?? [],
    files,
    changedOnBase,
    versions,
    fork,
    texts,
  }
}

function personOf(account: Account): Person | null {
  if (account === null) return null
  if (typeof account === 'string') return { id: null, login: account, bot: account.endsWith('[bot]') }
  return { id: account.id ?? null, login: account.login, bot: account.bot ?? false }
}
