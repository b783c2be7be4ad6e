import { describe, expect, it } from 'vitest'
import { uncoveredFields } from './evidence.ts'
import { allHolders } from './holders.ts'
import type { Commit, PullRequest, Review } from './model.ts'
import type { RecordData } from './repository.ts'
import {
  account,
  act,
  approved,
  commit,
  done,
  pathway,
  people,
  pull,
  recordPath,
  review,
  site,
} from './rules/fixture.ts'
import { actorsOf } from './stances.ts'

/** Each state of the record is its own blob; JSON is YAML. */
const states = (versions: Record<string, Partial<RecordData> | string>): Pick<PullRequest, 'versions' | 'texts'> => ({
  versions: Object.fromEntries(Object.keys(versions).map(sha => [sha, { [recordPath]: `blob of ${sha}` }])),
  texts: Object.fromEntries(
    Object.entries(versions).map(([sha, data]) => [
      `blob of ${sha}`,
      typeof data === 'string' ? data : JSON.stringify(site(data).data),
    ]),
  ),
})

interface Given {
  /** Commit → the record's state there. `base` and `head` must be among them. */
  versions: Record<string, Partial<RecordData> | string>
  commits: Commit[]
  reviews?: Review[]
  roles?: Record<string, string[]>
}

function uncovered({ versions, commits, reviews = [], roles }: Given) {
  const request = pull({ commits, reviews, ...states(versions) })
  const [was, is] = ['base', 'head'].map(sha => site(versions[sha] as Partial<RecordData>))
  if (!is) throw new Error('no head')
  const holders = allHolders(roles ? site({ roles }) : site(), pathway, people)
  return uncoveredFields({
    was,
    is,
    pathway: pathway.data,
    holders,
    pull: request,
    people,
    actors: actorsOf(request, people, [recordPath]),
  })
}
const names = (given: Given) => uncovered(given).map(({ pointer }) => pointer.join('.'))

// What the provider provides, what the supplier provides, and what is the coordinator's.
const provided = { checklists: { preparation: { plan: done('2026-03-01') } } }
const supplied = { checklists: { charter: { accepted: done('2026-03-01', 'sam') } } }
const both = { checklists: { ...provided.checklists, ...supplied.checklists } }
const one = (author: string, head: Partial<RecordData>, more: Partial<Given> = {}): Given => ({
  versions: { base: {}, head },
  commits: [commit('head', ['base'], author)],
  ...more,
})

describe('a field is covered', () => {
  it.each<[string, Given]>([
    ['by who wrote it', one('pat', provided)],
    ['by any holder of a role of the party', one('pete', provided)],
    ['by an approval', one('sam', provided, { reviews: [review('pat')] })],
    ['each by its own party', one('sam', both, { reviews: [review('pat')] })],
    [
      'many by one approval',
      one(
        'sol',
        {
          ...provided,
          documents: { report: { status: 'draft', version: '1' } },
          verification: { start: act('2026-03-01') },
        },
        { reviews: [review('pia')] },
      ),
    ],
    ["the coordinator's, by the coordinator", one('tess', { title: 'Harbour' })],
    ["the gate's own, by the gate", one('sol', { phase: 'prepare' })],
    [
      'a waiver, by who accepted it',
      one('tess', {
        waivers: [{ criterion: 'one', reason: 'Small', accepted: act('2026-03-01', 'tess'), expires: '2026-04-01' }],
      }),
    ],
    [
      'taken out by who provides it',
      { versions: { base: provided, head: {} }, commits: [commit('head', ['base'], 'pat')] },
    ],
    ['not changed at all', one('sol', {})],
  ])('%s', (_, given) => expect(names(given)).toEqual([]))

  it('by a reordered file: no field has changed', () => {
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(site(provided).data).reverse()))
    expect(
      names({
        versions: { base: provided, head: provided, mid: reversed },
        commits: [commit('head', ['mid'], 'sol'), commit('mid', ['base'], 'sol')],
      }),
    ).toEqual([])
  })

  it('by its writer, though another person reordered the file since', () => {
    const head = {
      checklists: {
        preparation: {
          plan: { ...Object.fromEntries(Object.entries(done('2026-03-01')).reverse()), status: 'done' as const },
        },
      },
    }
    expect(
      names({
        versions: { base: {}, one: provided, head },
        commits: [commit('one', ['base'], 'pat'), commit('head', ['one'], 'sol')],
      }),
    ).toEqual([])
  })
})

describe('a field is not covered', () => {
  it("says whose it is and who could: a supplier cannot tick the hospital's checklist", () => {
    expect(uncovered(one('sam', provided))).toEqual([
      {
        path: recordPath,
        pointer: ['checklists', 'preparation', 'plan'],
        name: { part: 'item', name: 'Plan written' },
        by: ['provider'],
        people: ['pat', 'pete', 'pia'],
      },
    ])
  })

  it.each<[string, Given, string[]]>([
    ["the provider's, by the supplier", one('sam', provided), ['checklists.preparation.plan']],
    ["the supplier's, by the provider", one('pat', both), ['checklists.charter.accepted']],
    ['by somebody of the organisation without a role', one('sol', supplied), ['checklists.charter.accepted']],
    ["the coordinator's, by a party", one('pat', { title: 'Harbour' }), ['title']],
    ["the coordinator's, by another role of their party", one('tom', { title: 'Harbour' }), ['title']],
    [
      'a waiver, by another than who accepted it',
      one('pat', {
        waivers: [{ criterion: 'one', reason: 'Small', accepted: act('2026-03-01', 'tess'), expires: '2026-04-01' }],
      }),
      ['waivers.0'],
    ],
    [
      'by an approval of an earlier version',
      one('sam', provided, { reviews: [review('pat', 'approved', { commit: 'base' })] }),
      ['checklists.preparation.plan'],
    ],
    [
      'by an approval that was followed by an objection',
      one('sam', provided, { reviews: [review('pat'), review('pat', 'changes-requested')] }),
      ['checklists.preparation.plan'],
    ],
    ['by a comment', one('sam', provided, { reviews: [review('pat', 'commented')] }), ['checklists.preparation.plan']],
    [
      'by an approval of another party',
      one('pat', both, { reviews: [review('tess')] }),
      ['checklists.charter.accepted'],
    ],
    [
      'taken out by another',
      { versions: { base: provided, head: {} }, commits: [commit('head', ['base'], 'sam')] },
      ['checklists.preparation.plan'],
    ],
    [
      'by a writer whom nobody knows',
      { versions: { base: {}, head: provided }, commits: [{ sha: 'head', parents: ['base'], authors: [null] }] },
      ['checklists.preparation.plan'],
    ],
    [
      'by a bot',
      {
        versions: { base: {}, head: provided },
        commits: [{ sha: 'head', parents: ['base'], authors: [{ ...account('pat'), bot: true }] }],
      },
      ['checklists.preparation.plan'],
    ],
  ])('%s', (_, given, expected) => expect(names(given)).toEqual(expected))

  it('lists who could for each kind of provider', () => {
    const decisions = [{ decision: 'move', outcome: 'go' as const, on: '2026-03-01', chair: 'tess', attended: ['sam'] }]
    const waivers = [{ criterion: 'one', reason: 'Small', accepted: act('2026-03-01', 'tess'), expires: '2026-04-01' }]
    expect(uncovered(one('sam', { title: 'Harbour', decisions, waivers }))).toEqual([
      {
        path: recordPath,
        pointer: ['title'],
        name: { part: 'field', name: 'title' },
        by: ['team/lead'],
        people: ['tess'],
      },
      {
        path: recordPath,
        pointer: ['decisions', 0],
        name: { part: 'decision', name: 'Move on?', detail: '2026-03-01' },
        by: ['provider', 'team'],
        // taken with Tess in the chair: whether it was, her own side says
        people: ['tess', 'tom'],
      },
      { path: recordPath, pointer: ['waivers', 0], name: { part: 'waiver', name: 'one' }, by: [], people: ['tess'] },
    ])
  })

  it('names nobody where nobody holds a role of the party', () => {
    expect(uncovered(one('sam', provided, { roles: {} }))).toEqual([
      {
        path: recordPath,
        pointer: ['checklists', 'preparation', 'plan'],
        name: { part: 'item', name: 'Plan written' },
        by: ['provider'],
        people: [],
      },
    ])
  })
})

describe('who wrote a field', () => {
  const ticked = (on: string) => ({ checklists: { preparation: { plan: done(on) } } })
  it.each<[string, Given, string[]]>([
    [
      'the first of two commits, where the second left it alone',
      {
        versions: { base: {}, one: provided, head: both },
        commits: [commit('one', ['base'], 'pat'), commit('head', ['one'], 'sam')],
      },
      [],
    ],
    [
      'the second, where it changed it',
      {
        versions: { base: {}, one: provided, head: ticked('2026-03-02') },
        commits: [commit('one', ['base'], 'pat'), commit('head', ['one'], 'sam')],
      },
      ['checklists.preparation.plan'],
    ],
    [
      'the second, where it corrected it',
      {
        versions: { base: {}, one: provided, head: ticked('2026-03-02') },
        commits: [commit('one', ['base'], 'sam'), commit('head', ['one'], 'pat')],
      },
      [],
    ],
    [
      'who put it back, not who had it first',
      {
        versions: { base: {}, one: provided, two: {}, head: provided },
        commits: [commit('one', ['base'], 'pat'), commit('two', ['one'], 'pat'), commit('head', ['two'], 'sam')],
      },
      ['checklists.preparation.plan'],
    ],
    [
      'who wrote it on the other side of a merge',
      {
        versions: { base: {}, left: {}, right: provided, head: provided },
        commits: [
          commit('left', ['base'], 'sam'),
          commit('right', ['base'], 'pat'),
          commit('head', ['left', 'right'], 'sam'),
        ],
      },
      [],
    ],
    [
      'who wrote it on this side of a merge',
      {
        versions: { base: {}, left: provided, right: {}, head: provided },
        commits: [
          commit('left', ['base'], 'pat'),
          commit('right', ['base'], 'sam'),
          commit('head', ['left', 'right'], 'sam'),
        ],
      },
      [],
    ],
    [
      'each side of a merge its own',
      {
        versions: { base: {}, left: provided, right: supplied, head: both },
        commits: [
          commit('left', ['base'], 'pat'),
          commit('right', ['base'], 'sam'),
          commit('head', ['left', 'right'], 'sol'),
        ],
      },
      [],
    ],
    [
      'who merged, where neither side says so: a smuggled value',
      {
        versions: { base: {}, left: ticked('2026-03-02'), right: ticked('2026-03-03'), head: provided },
        commits: [
          commit('left', ['base'], 'pat'),
          commit('right', ['base'], 'pat'),
          commit('head', ['left', 'right'], 'sam'),
        ],
      },
      ['checklists.preparation.plan'],
    ],
    [
      'who wrote it, through an update from main',
      {
        versions: { base: {}, one: provided, main: {}, head: provided },
        commits: [commit('one', ['base'], 'sam'), commit('head', ['one', 'main'], 'pat')],
      },
      ['checklists.preparation.plan'],
    ],
    [
      'nobody, where a commit is missing',
      { versions: { base: {}, one: provided, head: provided }, commits: [commit('head', ['one'], 'pat')] },
      ['checklists.preparation.plan'],
    ],
    [
      'two writers, each of their own field',
      {
        versions: { base: {}, one: supplied, head: both },
        commits: [commit('one', ['base'], 'sam'), commit('head', ['one'], 'pat')],
      },
      [],
    ],
  ])('%s', (_, given, expected) => expect(names(given)).toEqual(expected))

  it('of a new record is who wrote it; its own description is what its registration is signed for', () => {
    const request = pull({
      commits: [commit('head', ['base'], 'pat')],
      versions: { base: { [recordPath]: null }, head: { [recordPath]: 'new' } },
      texts: { new: JSON.stringify(site(both).data) },
    })
    const judge = (author: string) => {
      const written = { ...request, commits: [commit('head', ['base'], author)] }
      const holders = allHolders(site(), pathway, people)
      return uncoveredFields({
        was: undefined,
        is: site(both),
        pathway: pathway.data,
        holders,
        pull: written,
        people,
        actors: actorsOf(written, people, [recordPath]),
      })
    }
    expect(judge('pat').map(({ pointer }) => pointer.join('.'))).toEqual(['checklists.charter.accepted'])
    expect(judge('sam').map(({ pointer }) => pointer.join('.'))).toEqual(['checklists.preparation.plan'])
  })

  it('keeps to the record: an approval counts only for all files of the pull request', () => {
    const other = 'deployments/beta/valley.yaml'
    const { versions, texts } = states({ base: {}, head: provided })
    const request = pull({
      commits: [commit('head', ['base'], 'sam')],
      reviews: [review('pat', 'approved', { commit: 'seen' })],
      versions: {
        base: { ...versions['base'], [other]: 'a' },
        head: { ...versions['head'], [other]: 'b' },
        seen: { ...versions['head'], [other]: 'a' },
      },
      texts,
    })
    const judge = (paths: string[]) =>
      uncoveredFields({
        was: site(),
        is: site(provided),
        pathway: pathway.data,
        holders: allHolders(site(), pathway, people),
        pull: request,
        people,
        actors: actorsOf(request, people, paths),
      })
    expect(judge([recordPath])).toEqual([])
    expect(judge([recordPath, other])).toHaveLength(1)
  })

  // Anybody can write `Co-authored-by: Pat <21+pat-p@users.noreply.github.com>`: that rules people out as accountable, and brings nobody
  // in as provider.
  it('is not a provider whom the supplier names as co-author', () => {
    expect(
      names({ versions: { base: {}, head: provided }, commits: [commit('head', ['base'], 'sam', 'pat')] }),
    ).toEqual(['checklists.preparation.plan'])
  })

  // The supplier ticks the item in a file that is broken; the provider mends the file, and counts as the writer of every field in it.
  it('is not who mended a file that could not be read', () => {
    const text = JSON.stringify(site(provided).data)
    expect(
      names({
        versions: { base: {}, one: `${text}}`, head: provided },
        commits: [commit('one', ['base'], 'sam'), commit('head', ['one'], 'pat')],
      }),
    ).toEqual(['checklists.preparation.plan'])
  })

  it('is nobody where a version on the way was not read', () => {
    const { versions, texts } = states({ base: {}, one: provided, head: provided })
    const request = pull({
      commits: [commit('one', ['base'], 'sam'), commit('head', ['one'], 'pat')],
      versions,
      texts: { 'blob of base': texts['blob of base'] ?? '', 'blob of head': texts['blob of head'] ?? '' },
    })
    const found = uncoveredFields({
      was: site(),
      is: site(provided),
      pathway: pathway.data,
      holders: allHolders(site(), pathway, people),
      pull: request,
      people,
      actors: actorsOf(request, people, [recordPath]),
    })
    expect(found.map(({ pointer }) => pointer.join('.'))).toEqual(['checklists.preparation.plan'])
  })

  it('is nobody where one side of a merge could not be read', () => {
    const text = JSON.stringify(site(provided).data)
    const commits = [
      commit('head', ['left', 'right'], 'pat'),
      commit('left', ['base'], 'pat'),
      commit('right', ['base'], 'sam'),
    ]
    expect(names({ versions: { base: {}, left: {}, right: `${text}}`, head: provided }, commits })).toEqual([
      'checklists.preparation.plan',
    ])
  })

  it('credits nobody with a broken version: who broke it covers nothing', () => {
    const text = JSON.stringify(site(provided).data)
    expect(
      names({
        versions: { base: {}, one: `${text}}`, head: provided },
        commits: [commit('one', ['base'], 'pat'), commit('head', ['one'], 'sam')],
      }),
    ).toEqual(['checklists.preparation.plan'])
  })
})

// What somebody is said to have done in person, nobody else vouches for: neither who provides the rest of it, nor a colleague.
describe('what a person vouches for', () => {
  const agreed = (day: string, by = 'hal') => ({ sites: { HOS02: { agreed: { for: day, by, on: '2026-03-01' } } } })
  const smoke = (...results: ('pass' | 'fail')[]) => ({
    smokeTest: { needed: true, reason: 'New', runs: results.map(result => ({ result, by: 'pia', on: '2026-03-01' })) },
  })
  const { approved: approval, ...written } = approved('2026-03-02', 'pete')
  const document = (more: object = {}) => ({ documents: { 'safety-case': { ...written, ...more } } })
  const reviewed = { reviewed: act('2026-03-01', 'sue') }

  /** A change by one person: what is left uncovered, alone or with approvals. */
  const left = (author: string, base: Partial<RecordData>, head: Partial<RecordData>, ...approvers: string[]) =>
    names({
      versions: { base, head },
      commits: [commit('head', ['base'], author)],
      reviews: approvers.map(by => review(by)),
    })

  it.each<[string, string, Partial<RecordData>, Partial<RecordData>, string]>([
    ["a site's date", 'hal', {}, agreed('2026-03-20'), 'sites.HOS02.agreed'],
    ['another date of a site', 'hal', agreed('2026-03-20'), agreed('2026-03-21'), 'sites.HOS02.agreed'],
    ["that a site's date is off", 'hal', agreed('2026-03-20'), {}, 'sites.HOS02.agreed'],
    ['a run of the smoke test', 'pia', smoke(), smoke('pass'), 'smokeTest.runs.0'],
    ['another run of the smoke test', 'pia', smoke('fail'), smoke('fail', 'pass'), 'smokeTest.runs.1'],
    ['a review', 'sue', document(), document(reviewed), 'documents.safety-case.reviewed'],
    ['that a review is taken back', 'sue', document(reviewed), document(), 'documents.safety-case.reviewed'],
    ['an approval', 'pete', document(), document({ approved: approval }), 'documents.safety-case.approved'],
  ])('%s', (_, person, base, head, pointer) => {
    expect(left(person, base, head)).toEqual([])
    expect(left('tess', base, head, person)).toEqual([])
    // the coordinator; whoever else works there; whoever provides the document; nobody in particular
    for (const other of ['tess', 'pat', 'sam', 'sol'])
      expect(left(other, base, head, 'tom', 'pat'), other).toEqual([pointer])
  })

  it('is said with the one person who could', () =>
    expect(uncovered(one('tess', agreed('2026-03-20')))).toEqual([
      {
        path: recordPath,
        pointer: ['sites', 'HOS02', 'agreed'],
        name: { part: 'site', name: 'HOS02', detail: 'agreed' },
        by: [],
        people: ['hal'],
      },
    ]))

  it("is nobody's whom the directory does not know", () =>
    expect(left('tess', {}, agreed('2026-03-20', 'ghost'), 'hal', 'pat')).toEqual(['sites.HOS02.agreed']))

  // the date was agreed with the site, that the release is there is said by those who deployed it
  it('is not all that stands there', () => {
    const there = { sites: { HOS02: { ...agreed('2026-03-20').sites.HOS02, deployed: act('2026-03-20', 'tess') } } }
    expect(left('tess', agreed('2026-03-20'), there)).toEqual([])
    expect(left('hal', agreed('2026-03-20'), there)).toEqual(['sites.HOS02.deployed'])
    expect(left('tess', smoke(), { smokeTest: { ...smoke().smokeTest, needed: false } })).toEqual([])
  })

  it('is vouched for anew with the version that it is of', () => {
    const [old, other] = [document({ approved: approval }), document({ approved: approval, version: '2.0' })]
    expect(left('pat', old, other)).toEqual(['documents.safety-case.approved'])
    expect(left('pat', old, other, 'pete')).toEqual([])
  })

  // a ticket is the scope's owner's, but whoever found something of it agrees that it goes
  it('of a ticket goes with it only by those who found it', () => {
    const ticket = { reference: 'T-1', type: 'bug' as const, title: 'Wrong colour' }
    const found = { ...ticket, sit: [{ result: 'fail' as const, by: 'sam', on: '2026-03-01' }] }
    const judge = (author: string, ...approvers: string[]) => {
      const request = pull({
        commits: [commit('head', ['base'], author)],
        reviews: approvers.map(by => review(by)),
        ...states({ base: { scope: [found] }, head: {} }),
      })
      return uncoveredFields({
        was: site({ scope: [found] }),
        is: site(),
        pathway: { ...pathway.data, provides: { scope: ['provider'], sit: ['supplier'] } },
        holders: allHolders(site(), pathway, people),
        pull: request,
        people,
        actors: actorsOf(request, people, [recordPath]),
      }).map(({ pointer }) => pointer.join('.'))
    }
    expect(judge('pat')).toEqual(['scope.0.sit.0'])
    expect(judge('pat', 'sue')).toEqual([])
    expect(judge('sam')).toEqual(['scope.0'])
  })
})

// Both sides provide it; but what the hospital's people did, the supplier does not record in their name.
describe('what somebody is said to have done', () => {
  const tested = (by: string) => ({ checklists: { testing: { scripts: done('2026-03-01', by) } } })
  const decided = (chair: string) => ({
    decisions: [{ decision: 'move', outcome: 'go' as const, on: '2026-03-01', chair, attended: ['pat', 'tess'] }],
  })
  it.each<[string, Given, string[]]>([
    ['by themselves', one('pat', tested('pat')), []],
    ['by somebody of their own side', one('pia', tested('pat')), []],
    ['by the other side', one('sam', tested('pat')), ['checklists.testing.scripts']],
    ['by the other side, and approved by theirs', one('sam', tested('pat'), { reviews: [review('pia')] }), []],
    ['a decision, by the side that had the chair', one('pat', decided('pat')), []],
    ['a decision, by another side', one('pat', decided('tess')), ['decisions.0']],
  ])('%s', (_, given, expected) => expect(names(given)).toEqual(expected))
})

// A new record's roles count for nothing yet; but whom the programme knows vouches for what the pathway has them provide.
describe('a new record', () => {
  const provides = { ...pathway.data.provides, participants: ['team/technical'], release: ['provider/safety'] }
  const given = (author: string) =>
    uncoveredFields({
      was: undefined,
      is: site(),
      pathway: { ...pathway.data, provides },
      holders: allHolders(site({ roles: {} }), pathway, people),
      pull: pull({
        commits: [commit('head', ['base'], author)],
        versions: { base: { [recordPath]: null }, head: { [recordPath]: 'blob of head' } },
        texts: states({ head: {} }).texts,
      }),
      people,
      actors: actorsOf(pull({ commits: [commit('head', ['base'], author)] }), people, [recordPath]),
    }).map(({ pointer }) => pointer.join('.'))
  it('is vouched for by who provides a part of it, where somebody can', () => {
    expect(given('tess')).toEqual(['participants'])
    expect(given('tom')).toEqual([])
  })
})
