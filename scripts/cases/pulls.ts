/** Pull requests for property tests: the cases' miniature repository, with whoever and whatever may come together. */
import fc from 'fast-check'
import { evaluate, type Question } from '../../policies/evaluate.ts'
import type { Commit, Person, PullRequest, Review, Verdict } from '../../policies/model.ts'
import type { Source } from '../../schemas/parse.ts'
import { baseFiles } from './case.ts'
import { applied, type Files, type ValueEdit } from './edits.ts'

export const site = 'deployments/demo/site.yaml'
export const release = 'deployments/demo/releases/1.0.0-beta.1.yaml'
export const directory = 'policies/directory/people.yaml'
export const now = new Date('2026-11-20T12:00:00Z')

/** The first programme, its pathways and its people: all that a pull request for it needs, and little to read. */
const own =
  /bars-beta|bars-application\.|guidance\/S3|calendar|demo\/(?:site|releases\/1\.0\.0-beta\.1)|directory\/people|policies\/governance/
export const files: Files = new Map(
  [...baseFiles()]
    .filter(([path]) => own.test(path))
    .map(([path, text]) => [path, path === site ? text.replace(/^phase: .*$/m, 'phase: public-beta') : text]),
)

export const treeOf = (texts: ReadonlyMap<string, string>): Map<string, Source> =>
  new Map([...texts].map(([path, text]) => [path, { text }]))

const forward: ValueEdit = { in: site, set: ['phase'], to: 'beta-exit' }
const ticked: ValueEdit = { in: site, set: ['checklists', 'closure', 'results-shared', 'on'], to: '2026-11-10' }
const deployed: ValueEdit = { in: site, set: ['checklists', 'uplift', 'deployed', 'status'], to: 'open' }
const counted: ValueEdit = {
  in: site,
  add: ['verification', 'counts'],
  item: { on: '2026-11-15', by: 'pro-ops', referrals: 4, evidence: 'https://evidence.example.org/november' },
}
/** Somebody who held nothing is to sign. */
const granted: ValueEdit = { in: site, set: ['roles', 'provider/project-lead'], to: ['pro-lead', 'bystander'] }
const titled: ValueEdit = { in: release, set: ['title'], to: 'Another title' }
const named: ValueEdit = { in: directory, set: ['people', 'bystander', 'name'], to: 'Bea Bystander' }
const withdrawn: ValueEdit[] = [
  { in: site, set: ['phase'], to: 'withdrawn' },
  { in: site, set: ['withdrawn'], to: { by: 'pro-lead', on: '2026-11-18', reason: 'The ward moves.' } },
]

/** What the pull request changes, and of it what its first commits change. */
const changes: Record<string, { first: ValueEdit[]; last: ValueEdit[]; signers: string[] }> = {
  transition: { first: [], last: [forward], signers: ['sup-lead', 'pro-lead', 'pol-lead', 'bars-lead'] },
  'transition with evidence': {
    first: [counted, ticked],
    last: [forward],
    signers: ['sup-lead', 'pro-lead', 'pol-lead', 'bars-lead'],
  },
  evidence: { first: [counted], last: [ticked, deployed], signers: ['sup-lead', 'pro-ops', 'pro-lead'] },
  'evidence of two records': { first: [counted], last: [titled], signers: ['pro-ops', 'bars-lead'] },
  roles: { first: [], last: [granted], signers: ['sup-lead', 'pro-lead', 'pol-lead', 'bars-lead'] },
  withdrawal: { first: [counted], last: withdrawn, signers: ['sup-lead', 'pro-lead', 'pol-lead', 'bars-lead'] },
  policy: { first: [], last: [named], signers: ['owner'] },
  'policy with a record': { first: [ticked], last: [named, counted], signers: ['owner', 'pro-lead'] },
}

/** An account by its login. */
export const sent = (login: string): Person => ({ id: null, login, bot: false })
const knownIds: Record<string, number> = { 'pro-lead': 811, 'pol-lead': 831, owner: 841 }

/** People who hold something in the miniature repository. */
export const holders = [
  'sup-lead',
  'sup-cso',
  'pro-lead',
  'pro-deputy',
  'pro-cso',
  'pro-ops',
  'bars-lead',
  'pol-lead',
  'pol-deputy',
  'owner',
]
/** Accounts that hold nothing, however they look. */
export const nobodies: (Person | null)[] = [
  null,
  sent('bystander'),
  sent('stranger'),
  sent('constructor'),
  sent('__proto__'),
  { id: 811, login: 'pro-lead', bot: true },
  // a login that was given up, and taken by somebody else
  { id: 99, login: 'pro-lead', bot: false },
  { id: 99, login: 'POL-LEAD', bot: false },
  { ...sent('pol-lead'), login: 'pol\u200B-lead' },
]

const holder = fc.oneof(
  fc.constantFrom(...holders).map(sent),
  fc.constantFrom(...Object.entries(knownIds)).map(([login, id]): Person => ({ id, login, bot: false })),
  fc.constantFrom(...holders).map(login => sent(login.toUpperCase())),
)
const anybody = fc.oneof({ weight: 3, arbitrary: holder }, fc.constantFrom(...nobodies))

const shas = ['one', 'two', 'head']
const time = (minute: number) => new Date(Date.parse('2026-11-16T09:00:00Z') + minute * 60_000).toISOString()

/** A review without its id. `unknown` is a commit that was not fetched. */
export const anyReview = fc
  .record({
    person: anybody,
    state: fc.constantFrom<Review['state']>('approved', 'approved', 'changes-requested', 'commented', 'dismissed'),
    commit: fc.constantFrom('head', 'head', 'head', 'two', 'one', 'unknown', null),
    minute: fc.nat(600),
    was: fc.constantFrom('approved' as const, 'changes-requested' as const),
    by: anybody,
  })
  .map(
    ({ person, state, commit, minute, was, by }): Omit<Review, 'id'> => ({
      person,
      state,
      commit,
      at: time(minute),
      ...(state === 'dismissed' && { dismissed: { was, by } }),
    }),
  )

export const reviewBy = (person: Person | null, state: Review['state'], id: number, commit = 'head'): Review => ({
  id,
  person,
  state,
  commit,
  at: time(id),
})

/** What a pull request is made of: small, so that a counterexample can be read. */
export interface Drawn {
  change: string
  /** Which states the first two commits have. */
  states: ('base' | 'first' | 'head')[]
  authors: (Person | null)[][]
  merged: boolean
  author: Person | null
  signers: string[]
  reviews: Omit<Review, 'id'>[]
  asked: { person: Person; day: number }[]
  moved: boolean
  draft: boolean
  cut: PullRequest['cut']
}

/** A pull request as GitHub and git could tell of it. */
export const anyPull: fc.Arbitrary<Drawn> = fc.record({
  change: fc.constantFrom(...Object.keys(changes)),
  states: fc.array(fc.constantFrom('base' as const, 'first' as const, 'head' as const), { minLength: 2, maxLength: 2 }),
  authors: fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant<(Person | null)[]>([sent('bars-lead')]) },
      holder.map((one): (Person | null)[] => [one]),
      fc.array(anybody, { maxLength: 3 }),
    ),
    { minLength: 3, maxLength: 3 },
  ),
  merged: fc.boolean(),
  author: fc.oneof({ weight: 4, arbitrary: fc.constant(sent('bars-lead')) }, holder, anybody),
  // so often all have signed that a pass can be lost
  signers: fc.oneof({ weight: 2, arbitrary: fc.constant(holders) }, fc.subarray(holders)),
  reviews: fc.oneof(
    { weight: 1, arbitrary: fc.constant<Omit<Review, 'id'>[]>([]) },
    fc.array(anyReview, { maxLength: 6 }),
  ),
  asked: fc.array(fc.record({ person: holder, day: fc.nat(12) }), { maxLength: 3 }),
  moved: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.boolean()),
  draft: fc.boolean(),
  cut: fc.oneof(
    { weight: 6, arbitrary: fc.constant<PullRequest['cut']>([]) },
    fc.subarray(['commits' as const, 'files' as const]),
  ),
})

const states = Object.fromEntries(
  Object.entries(changes).map(([name, { first, last }]) => {
    const start = applied(files, first, '')
    return [name, { base: files, first: start, head: applied(start, last, '') }]
  }),
)

/** All that the engine is asked of it. */
export function questionOf(drawn: Drawn): Question {
  const { base, first, head } = states[drawn.change] as { base: Files; first: Files; head: Files }
  const changed = [...head].flatMap(([path, text]) => (base.get(path) === text ? [] : [path]))
  const texts: Record<string, string> = {}
  const at = (tree: Files) =>
    Object.fromEntries(
      changed.map(path => {
        const text = tree.get(path) ?? ''
        const blob = `${path} as in ${[base, first, head].findIndex(one => one.get(path) === text)}`
        texts[blob] = text
        return [path, blob]
      }),
    )
  const named = { base, first, head }
  const of = drawn.states.map(state => at(named[state]))
  const versions = { fork: at(base), main: at(base), one: of[0] ?? {}, two: of[1] ?? {}, head: at(head) }
  const parents = [['fork'], drawn.merged ? ['one', 'main'] : ['one'], ['two']]
  const commits = shas.map(
    (sha, index): Commit => ({ sha, parents: parents[index] ?? [], authors: drawn.authors[index] ?? [] }),
  )
  const wanted = changes[drawn.change]?.signers ?? []
  const signed = drawn.signers
    .filter(login => wanted.includes(login))
    .map((login, index): Omit<Review, 'id'> => reviewBy(sent(login), 'approved', 700 + index))
  return {
    before: treeOf(base),
    after: treeOf(head),
    now,
    pull: {
      number: 7,
      title: 'A change',
      draft: drawn.draft,
      author: drawn.author,
      base: { branch: 'main', sha: 'main', isDefault: true },
      head: { sha: 'head' },
      commits,
      reviews: [...drawn.reviews, ...signed].map((review, id) => ({ id, ...review })),
      asked: drawn.asked.map(({ person, day }) => ({
        person,
        at: `2026-11-${String(day + 8).padStart(2, '0')}T10:00:00Z`,
      })),
      files: changed,
      changedOnBase: drawn.moved ? changed : [],
      versions,
      fork: 'fork',
      texts,
      cut: drawn.cut,
    },
  }
}

const order = ['error', 'failure', 'pending', 'success']
/** How good a state is: more is better. What is wrong, and what cannot be judged, are alike. */
export const rank = ({ state }: Pick<Verdict, 'state'>): number => Math.max(1, order.indexOf(state))

export const judged = (question: Question, more: Partial<PullRequest> = {}): Verdict =>
  evaluate({ ...question, pull: { ...question.pull, ...more } })
