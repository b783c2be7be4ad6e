import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../schemas/parse.ts'
import type { Calendar } from '../schemas/types.ts'
import { judgeConsultations } from './consultations.ts'
import type { Asked, Consultation, Letter, PullRequest, Review, SignOff } from './model.ts'
import { informedBy, lettersOf, partsOf, rolesThatSign } from './raci.ts'
import { account, commit, pathway, people, pull, recordPath, repository, review } from './rules/fixture.ts'
import { judgeSignOffs } from './signoffs.ts'
import { actorsOf, objectionsOf, stancesOf, worthOf } from './stances.ts'

const calendar = parse(readFileSync(new URL('calendar/england-and-wales.yaml', import.meta.url), 'utf8'))
  .data as Calendar

describe('lettersOf', () => {
  it.each<[string, Letter[]]>([
    ['R', ['R']],
    ['A', ['A']],
    ['S', ['S']],
    ['C', ['C']],
    ['I', ['I']],
    ['A/R', ['A', 'R']],
    ['R/A', ['R', 'A']],
    ['AR', ['A', 'R']],
    ['CI', ['C', 'I']],
    ['N/A', []],
    ['-', []],
  ])('%s', (cell, letters) => expect(lettersOf(cell)).toEqual(letters))
})

describe('partsOf', () => {
  const task = (cells: Record<string, 'R' | 'A' | 'C' | 'N/A' | '-'>, roles?: Record<string, string>) => ({
    group: 'Group',
    title: 'Task',
    clauses: ['S3-61'],
    cells,
    ...(roles && { roles }),
  })
  const data = {
    ...pathway.data,
    tasks: {
      one: task({ supplier: 'R', provider: 'A', team: 'N/A' }),
      two: task({ supplier: 'C', provider: 'R', team: '-' }, { provider: 'provider/safety' }),
    },
  }

  it('takes the role that signs for a party, or the one that the task names, and drops cells without a letter', () => {
    expect(partsOf({ tasks: ['one', 'two'] }, data)).toEqual([
      { role: 'supplier/lead', letters: ['R'], task: 'one', clauses: ['S3-61'] },
      { role: 'provider/lead', letters: ['A'], task: 'one', clauses: ['S3-61'] },
      { role: 'supplier/lead', letters: ['C'], task: 'two', clauses: ['S3-61'] },
      { role: 'provider/safety', letters: ['R'], task: 'two', clauses: ['S3-61'] },
    ])
  })
  it('adds the roles that the gate names: they sign, as responsible', () => {
    expect(partsOf({ signOffs: [{ role: 'provider/clinical', clauses: ['S3-28'] }] }, data)).toEqual([
      { role: 'provider/clinical', letters: ['R'], task: null, clauses: ['S3-28'] },
    ])
  })
  it('puts the parts of one role together: it signs once, by both letters, for both tasks', () => {
    const parts = [
      part('a/x', 'R', 'one', 'S3-61'),
      part('a/y', 'I', 'one'),
      part('a/x', 'A', 'two', 'S3-62'),
      part('a/x', 'C', 'three'),
      part('a/z', 'S', 'one'),
    ]
    expect(rolesThatSign(parts)).toEqual([
      { role: 'a/x', letters: ['R', 'A'], tasks: ['one', 'two'], clauses: ['S3-61', 'S3-62'] },
    ])
  })
})

// The numbers are those of the cases in the design's list of approval cases.
describe('stancesOf', () => {
  const who = (reviews: Review[]) => stancesOf(reviews, people).map(({ person, is }) => `${person} ${is}`)
  it.each<[string, Review[], string[]]>([
    ['1: approved, then commented', [review('pat'), review('pat', 'commented')], ['pat approved']],
    ['2: approved, then changes requested', [review('pat'), review('pat', 'changes-requested')], ['pat objects']],
    ['3: approved, then an objection that was dismissed', [review('pat'), review('pat', 'dismissed')], []],
    ['4: the approval was dismissed', [review('pat', 'dismissed')], []],
    [
      '5: one objects, another approves',
      [review('pat', 'changes-requested'), review('sam')],
      ['pat objects', 'sam approved'],
    ],
    [
      '6: an objection among approvals',
      [review('sam'), review('pat', 'changes-requested'), review('tess')],
      ['sam approved', 'pat objects', 'tess approved'],
    ],
    ['7: two approvals by one person', [review('pat'), review('pat')], ['pat approved']],
    ['an objection, then an approval', [review('pat', 'changes-requested'), review('pat')], ['pat approved']],
    ['an objection, then a comment', [review('pat', 'changes-requested'), review('pat', 'commented')], ['pat objects']],
    ['only a comment', [review('pat', 'commented')], []],
    ['14: a bot', [review('pat', 'approved', { person: { ...account('pat'), bot: true } })], []],
    ['15: a deleted account', [review('pat', 'approved', { person: null }), review('sam')], ['sam approved']],
    [
      'somebody whom the directory does not know',
      [review('pat', 'approved', { person: { id: 99, login: 'stranger', bot: false } })],
      [],
    ],
    [
      '19: the login in another case',
      [review('tom', 'approved', { person: { id: null, login: 'TOM-T', bot: false } })],
      ['tom approved'],
    ],
    [
      '19: a renamed account is known by its id',
      [review('pat', 'approved', { person: { id: 21, login: 'pat-renamed', bot: false } })],
      ['pat approved'],
    ],
    [
      '19: a login that somebody else has taken over',
      [review('pat', 'approved', { person: { id: 99, login: 'pat-p', bot: false } })],
      [],
    ],
    [
      'one person by id and by login is one',
      [
        review('pat', 'approved', { person: { id: null, login: 'Pat-P', bot: false } }),
        review('pat', 'changes-requested'),
      ],
      ['pat objects'],
    ],
  ])('%s', (_, reviews, expected) => {
    expect(who(reviews)).toEqual(expected)
    expect(who(reviews.toReversed()).sort()).toEqual(expected.toSorted())
  })

  it('keeps the commit and the time of the review that counts', () => {
    const [first, last] = [review('pat', 'approved', { commit: 'old' }), review('pat', 'approved', { commit: 'new' })]
    expect(stancesOf([last, first], people)).toEqual([{ person: 'pat', is: 'approved', commit: 'new', at: last.at }])
  })

  it('takes the later id of two reviews in one second', () => {
    const at = '2026-03-02T09:00:00Z'
    expect(
      who([review('pat', 'changes-requested', { id: 2000, at }), review('pat', 'approved', { id: 1999, at })]),
    ).toEqual(['pat objects'])
  })
})

describe('worthOf', () => {
  const other = 'deployments/beta/releases/1.0.0-beta.1.yaml'
  const request = pull({
    versions: {
      head: { [recordPath]: 'new', [other]: 'same' },
      merged: { [recordPath]: 'new', [other]: 'same' },
      behind: { [recordPath]: 'old', [other]: 'same' },
      added: { [recordPath]: null, [other]: 'same' },
      partial: { [other]: 'same' },
      gone: { [recordPath]: 'new', [other]: null },
    },
    texts: { old: 'kind: Deployment\nphase: test\n', new: 'kind: Deployment\nphase: live\n' },
  })
  it.each<[string, string | null, string[], object]>([
    ['the head itself', 'head', [recordPath], { is: 'counts' }],
    [
      '8, 9: another commit with the same content: an update from main, a rebase',
      'merged',
      [recordPath, other],
      { is: 'counts' },
    ],
    ['26: of another content', 'behind', [recordPath], { is: 'outdated', path: recordPath, line: 2 }],
    ['the first path that differs', 'behind', [other, recordPath], { is: 'outdated', path: recordPath, line: 2 }],
    ['only what is signed is compared', 'behind', [other], { is: 'counts' }],
    ['the file was not there', 'added', [recordPath], { is: 'outdated', path: recordPath, line: null }],
    ['nobody looked at the file there', 'partial', [recordPath], { is: 'outdated', path: recordPath, line: null }],
    ['a text that was not read', 'gone', [other], { is: 'outdated', path: other, line: null }],
    ['8: a commit that GitHub no longer knows', null, [recordPath], { is: 'unknown-version' }],
    ['a commit that could not be fetched', 'elsewhere', [recordPath], { is: 'unknown-version' }],
  ])('%s', (_, reviewed, paths, expected) => expect(worthOf(reviewed, paths, request)).toEqual(expected))

  it('is unknown where the head is', () =>
    expect(worthOf('merged', [recordPath], { ...request, head: { sha: 'lost' } })).toEqual({ is: 'unknown-version' }))

  it.each<[string, string, string, number]>([
    ['a changed first line', 'a\nb\n', 'x\nb\n', 1],
    ['a line added at the end', 'a\n', 'a\nb\n', 2],
    ['a line taken from the end', 'a\nb\n', 'a\n', 2],
    ['a line added in the middle', 'a\nb\n', 'a\nx\nb\n', 2],
    ['the last lines taken without an end of line', 'a\nb\nc', 'a\nb', 2],
  ])('points at the first line that differs: %s', (_, old, now, line) => {
    expect(worthOf('base', [recordPath], pull({ texts: { old, new: now } }))).toEqual({
      is: 'outdated',
      path: recordPath,
      line,
    })
  })
})

function part(role: string, letters: string, task: string | null = 'task', clause = 'S3-61') {
  return { role, letters: lettersOf(letters), task, clauses: [clause] }
}

describe('judgeSignOffs', () => {
  const holders = (held: Record<string, string[]>) => new Map(Object.entries(held))
  const judge = (
    request: PullRequest,
    held: Record<string, string[]>,
    parts = Object.keys(held).map(role => part(role, 'R')),
    distinct: string[][] = [],
  ) => judgeSignOffs(parts, holders(held), distinct, actorsOf(request, people, [recordPath]))
  const status = (request: PullRequest, letters: string, held = ['pat']) =>
    judge(request, { 'provider/lead': held }, [part('provider/lead', letters)])[0]?.status

  it('says who must sign, by which letters, for which tasks, and who could', () => {
    expect(
      judge(pull({ reviews: [review('pat')] }), { 'provider/lead': ['pat', 'pia'] }, [
        part('provider/lead', 'R', 'one'),
        part('provider/lead', 'A', 'two', 'S3-62'),
        part('team/lead', 'S'),
      ]),
    ).toEqual([
      {
        role: 'provider/lead',
        party: 'provider',
        letters: ['R', 'A'],
        tasks: ['one', 'two'],
        clauses: ['S3-61', 'S3-62'],
        holders: ['pat', 'pia'],
        status: { is: 'signed', by: 'pat', how: 'approved' },
      },
    ])
  })

  const byPat = { author: account('pat'), commits: [commit('head', ['base'], 'pat')] }
  const withPat = { commits: [commit('head', ['one'], 'sol'), commit('one', ['base'], 'sam', 'pat')] }
  const outdated = { is: 'outdated', by: 'pat', path: recordPath, line: 1 }
  it.each<[string, Partial<PullRequest>, string, object]>([
    ['a holder approved', { reviews: [review('pat')] }, 'R', { is: 'signed', by: 'pat', how: 'approved' }],
    ['a holder approved, accountable', { reviews: [review('pat')] }, 'A', { is: 'signed', by: 'pat', how: 'approved' }],
    ['nobody reviewed', {}, 'R', { is: 'missing' }],
    ['a holder objects', { reviews: [review('pat', 'changes-requested')] }, 'R', { is: 'missing' }],
    [
      'a holder approved what was there before',
      { reviews: [review('pat', 'approved', { commit: 'base' })] },
      'R',
      outdated,
    ],
    [
      'a holder approved a commit that is gone',
      { reviews: [review('pat', 'approved', { commit: null })] },
      'R',
      { is: 'unknown-version', by: 'pat' },
    ],
    ['somebody else approved', { reviews: [review('sam')] }, 'R', { is: 'missing' }],
    ['the author signs as responsible by opening it', byPat, 'R', { is: 'signed', by: 'pat', how: 'opened' }],
    [
      'the author does not sign by opening what somebody else pushed since',
      { author: account('pat') },
      'R',
      { is: 'changed-by-others', by: 'pat' },
    ],
    ['the author is never the one accountable', byPat, 'A', { is: 'own-work', by: 'pat', as: 'author' }],
    [
      'nor by an approval of their own',
      { ...byPat, reviews: [review('pat')] },
      'A',
      { is: 'own-work', by: 'pat', as: 'author' },
    ],
    ['A/R: the author is not enough', byPat, 'A/R', { is: 'own-work', by: 'pat', as: 'author' }],
    [
      '10, 11: who wrote a commit of it is not the one accountable',
      { ...withPat, reviews: [review('pat')] },
      'A',
      { is: 'own-work', by: 'pat', as: 'committer' },
    ],
    [
      'who wrote a commit of it signs as responsible, by approving',
      { ...withPat, reviews: [review('pat')] },
      'R',
      { is: 'signed', by: 'pat', how: 'approved' },
    ],
    ['who wrote a commit of it has not signed by that', withPat, 'R', { is: 'missing' }],
    ['a deleted author is nobody', { author: null }, 'R', { is: 'missing' }],
    ['a bot that opened it is nobody', { author: { ...account('pat'), bot: true } }, 'R', { is: 'missing' }],
  ])('%s', (_, more, letters, expected) => expect(status(pull(more), letters)).toEqual(expected))

  it('6 of the design: a role that nobody holds is unheld, whoever approves', () =>
    expect(status(pull({ reviews: [review('pat')] }), 'R', [])).toEqual({ is: 'unheld' }))
  it('a role that is not listed is unheld', () =>
    expect(judge(pull(), {}, [part('provider/lead', 'R')])[0]?.status).toEqual({ is: 'unheld' }))

  // Several holders: one is enough, and what is nearest to a sign-off is what is told.
  const signs = { review: review('pat') }
  const old = review('sam', 'approved', { commit: 'base' })
  const lost = review('tess', 'approved', { commit: null })
  it.each<[string, Review[], object]>([
    ['signed before all', [old, lost, signs.review], { is: 'signed', by: 'pat', how: 'approved' }],
    ['outdated before an unknown version', [old, lost], { is: 'outdated', by: 'sam', path: recordPath, line: 1 }],
    ['an unknown version before own work', [lost, review('sol')], { is: 'unknown-version', by: 'tess' }],
    ['own work before missing', [], { is: 'own-work', by: 'sol', as: 'author' }],
  ])('tells the best status of several holders: %s', (_, reviews, expected) => {
    expect(status(pull({ reviews }), 'A', ['pat', 'sam', 'sol', 'tess'])).toEqual(expected)
    expect(status(pull({ reviews }), 'A', ['tess', 'sol', 'sam', 'pat'])).toEqual(expected)
  })

  it('tells of two alike the first holder, whatever the order of the reviews', () => {
    const reviews = [review('sam', 'approved', { commit: 'base' }), review('pat', 'approved', { commit: 'base' })]
    expect(status(pull({ reviews }), 'R', ['pat', 'sam'])).toMatchObject({ is: 'outdated', by: 'pat' })
  })

  it('18: one approval signs for all roles of one person', () => {
    const found = judge(pull({ reviews: [review('pat')] }), { 'provider/lead': ['pat'], 'provider/safety': ['pat'] })
    expect(found.map(one => one.status.is)).toEqual(['signed', 'signed'])
  })

  describe('roles that ask for different people', () => {
    const [lead, clinical, safety] = ['provider/lead', 'provider/clinical', 'provider/safety']
    const apart = (approvals: string[], held: Record<string, string[]>, distinct: string[][]) =>
      judge(pull({ reviews: approvals.map(by => review(by)) }), held, undefined, distinct).map(({ status }) =>
        'by' in status ? `${status.is} ${status.by}` : status.is,
      )

    it.each<[string, string[], Record<string, string[]>, string[]]>([
      [
        'one person in both: only one of them is signed',
        ['pia'],
        { [clinical]: ['pia'], [safety]: ['pia'] },
        ['signed pia', 'same-person pia'],
      ],
      ['two people', ['pia', 'pete'], { [clinical]: ['pia'], [safety]: ['pete'] }, ['signed pia', 'signed pete']],
      [
        'the one of two who is free makes room',
        ['pia', 'pete'],
        { [clinical]: ['pia', 'pete'], [safety]: ['pia'] },
        ['signed pete', 'signed pia'],
      ],
      [
        'who has not signed makes no room',
        ['pia'],
        { [clinical]: ['pete', 'pia'], [safety]: ['pia'] },
        ['signed pia', 'same-person pia'],
      ],
      ['one role only', ['pia'], { [clinical]: ['pia'], [safety]: ['pete'] }, ['signed pia', 'missing']],
    ])('%s', (_, approvals, held, expected) => expect(apart(approvals, held, [[clinical, safety]])).toEqual(expected))

    it.each<[string, string[], Record<string, string[]>, string[]]>([
      [
        'three roles, two people: one is left over',
        ['pia', 'pete'],
        { [lead]: ['pia', 'pete'], [clinical]: ['pia', 'pete'], [safety]: ['pia', 'pete'] },
        ['signed', 'signed', 'same-person'],
      ],
      [
        'three roles, three people, found by moving two',
        ['pia', 'pete', 'pat'],
        { [lead]: ['pia', 'pete'], [clinical]: ['pete', 'pat'], [safety]: ['pia'] },
        ['signed', 'signed', 'signed'],
      ],
      [
        'three roles, one person',
        ['pia'],
        { [lead]: ['pia'], [clinical]: ['pia'], [safety]: ['pia'] },
        ['signed', 'same-person', 'same-person'],
      ],
    ])('%s', (_, approvals, held, expected) => {
      const found = apart(approvals, held, [[lead, clinical, safety]])
      expect(found.map(one => one.split(' ')[0])).toEqual(expected)
      const signers = found.filter(one => one.startsWith('signed'))
      expect(new Set(signers).size).toBe(signers.length)
    })

    it('the author by opening and another by approving are two', () => {
      const request = pull({
        author: account('pia'),
        commits: [commit('head', ['base'], 'pia')],
        reviews: [review('pete')],
      })
      const found = judge(request, { [clinical]: ['pia', 'pete'], [safety]: ['pia'] }, undefined, [[clinical, safety]])
      expect(found.map(one => one.status)).toEqual([
        { is: 'signed', by: 'pete', how: 'approved' },
        { is: 'signed', by: 'pia', how: 'opened' },
      ])
    })

    it('says for which role that person has signed', () => {
      const found = judge(pull({ reviews: [review('pia')] }), { [clinical]: ['pia'], [safety]: ['pia'] }, undefined, [
        [clinical, safety],
      ])
      expect(found[1]?.status).toEqual({ is: 'same-person', by: 'pia', as: clinical })
    })

    it('does not concern roles outside the group', () =>
      expect(apart(['pia'], { [lead]: ['pia'], [clinical]: ['pia'] }, [[clinical, safety]])).toEqual([
        'signed pia',
        'signed pia',
      ]))
    it('keeps two groups apart from each other', () => {
      const held = { [lead]: ['pia'], [clinical]: ['pia'], 'team/lead': ['tess'], 'team/technical': ['tess'] }
      expect(
        apart(['pia', 'tess'], held, [
          [lead, clinical],
          ['team/lead', 'team/technical'],
        ]),
      ).toEqual(['signed pia', 'same-person pia', 'signed tess', 'same-person tess'])
    })
  })

  describe('whatever the reviews', () => {
    const held = {
      'supplier/lead': ['sam', 'sue'],
      'provider/lead': ['pat', 'pia'],
      'provider/clinical': ['pia', 'pete'],
      'provider/safety': ['pete', 'pia'],
      'team/lead': ['tess', 'tom'],
    }
    const parts = [
      part('supplier/lead', 'R'),
      part('provider/lead', 'A'),
      part('provider/clinical', 'R'),
      part('provider/safety', 'A/R'),
      part('team/lead', 'A'),
    ]
    const distinct = [['provider/lead', 'provider/clinical', 'provider/safety']]
    const actor = fc.constantFrom('sam', 'sue', 'pat', 'pia', 'pete', 'tess', 'tom', 'sol')
    const anyReview = fc.record({
      by: actor,
      state: fc.constantFrom('approved', 'approved', 'changes-requested', 'commented', 'dismissed'),
      commit: fc.constantFrom('head', 'head', 'base', null),
    })
    const anyReviews = fc
      .array(anyReview, { maxLength: 12 })
      .map(all => all.map(({ by, state, commit }): Review => review(by, state as Review['state'], { commit })))
    const anyPull = fc
      .record({ author: actor, writer: actor, reviews: anyReviews })
      .map(({ author, writer, reviews }) =>
        pull({ author: account(author), commits: [commit('head', ['base'], writer)], reviews }),
      )
    const outcome = (request: PullRequest): SignOff[] => judge(request, held, parts, distinct)
    const runs = { numRuns: 500, seed: 20260301 }

    it('their order makes no difference', () => {
      fc.assert(
        fc.property(
          anyPull.chain(request =>
            fc.tuple(fc.constant(request), fc.shuffledSubarray(request.reviews, { minLength: request.reviews.length })),
          ),
          ([request, shuffled]) => {
            const other = { ...request, reviews: shuffled }
            expect(outcome(other)).toEqual(outcome(request))
            const objections = (one: PullRequest) =>
              objectionsOf(stancesOf(one.reviews, people), holders(held)).sort((a, b) => a.by.localeCompare(b.by))
            expect(objections(other)).toEqual(objections(request))
          },
        ),
        runs,
      )
    })

    it('an approval by somebody who holds nothing changes nothing', () => {
      const nobody = fc.constantFrom<Review['person']>(
        account('sol'),
        account('olga'),
        { id: 99, login: 'sam-s', bot: false },
        { ...account('pat'), bot: true },
        null,
      )
      fc.assert(
        fc.property(anyPull, nobody, (request, person) => {
          const more = { ...request, reviews: [...request.reviews, review('sol', 'approved', { person })] }
          expect(outcome(more)).toEqual(outcome(request))
        }),
        runs,
      )
    })

    it('taking an approval away signs nothing that was not signed', () => {
      fc.assert(
        fc.property(anyPull, fc.nat(), (request, index) => {
          const approvals = request.reviews.filter(({ state }) => state === 'approved')
          fc.pre(approvals.length > 0)
          const taken = approvals[index % approvals.length]
          const fewer = outcome({ ...request, reviews: request.reviews.filter(one => one !== taken) })
          // an approval of an older version may hide an earlier one of this version: that sign-off was not missing but outdated
          const unsigned = outcome(request).filter(({ status }) =>
            ['missing', 'same-person', 'own-work', 'unheld'].includes(status.is),
          )
          for (const { role } of unsigned) expect(fewer.find(one => one.role === role)?.status.is).not.toBe('signed')
        }),
        runs,
      )
    })

    it('nobody signs for two roles that ask for different people, and nobody signs own work as accountable', () => {
      fc.assert(
        fc.property(anyPull, request => {
          const signed = outcome(request).flatMap(({ role, letters, status }) =>
            status.is === 'signed' ? [{ role, letters, by: status.by }] : [],
          )
          const apart = signed.filter(({ role }) => distinct[0]?.includes(role)).map(({ by }) => by)
          expect(new Set(apart).size).toBe(apart.length)
          const { committers } = actorsOf(request, people)
          expect(signed.filter(({ letters, by }) => letters.includes('A') && committers.has(by))).toEqual([])
        }),
        runs,
      )
    })
  })
})

describe('actorsOf', () => {
  it('takes authors, committers and co-authors of every commit, and the author of the pull request', () => {
    const request = pull({
      author: account('pat'),
      commits: [
        commit('head', ['a', 'b'], 'sam'),
        commit('a', ['base'], 'sue', 'tom'),
        { sha: 'b', parents: ['base'], authors: [null, { ...account('tess'), bot: true }] },
      ],
    })
    const { author, committers } = actorsOf(request, people)
    expect(author).toBe('pat')
    expect([...committers].sort()).toEqual(['pat', 'sam', 'sue', 'tom'])
  })
  it('knows no author of a deleted account', () =>
    expect(actorsOf(pull({ author: null }), people)).toMatchObject({ author: null, committers: new Set(['sol']) }))
})

describe('objectionsOf', () => {
  const held = new Map([
    ['provider/lead', ['pat']],
    ['provider/clinical', ['pat', 'pia']],
  ])
  const objections = (reviews: Review[]) => objectionsOf(stancesOf(reviews, people), held)
  it('5, 6: stands whoever else approves', () => {
    const objection = review('pat', 'changes-requested')
    expect(objections([objection, review('pia'), review('sam')])).toEqual([
      { by: 'pat', roles: ['provider/lead', 'provider/clinical'], at: objection.at },
    ])
  })
  it.each<[string, Review[]]>([
    ['its author approved since', [review('pat', 'changes-requested'), review('pat')]],
    ['it was dismissed', [review('pat', 'dismissed')]],
    ['somebody who holds no role here', [review('sam', 'changes-requested')]],
    ['a bot', [review('pat', 'changes-requested', { person: { ...account('pat'), bot: true } })]],
  ])('is none: %s', (_, reviews) => expect(objections(reviews)).toEqual([]))
})

// Bank holidays of 2026: Good Friday 3 April, Easter Monday 6 April.
describe('judgeConsultations', () => {
  const held = new Map([
    ['provider/lead', ['pat', 'pia']],
    ['provider/safety', []],
  ])
  const asked = (by: string, at: string): Asked => ({ person: account(by), at })
  const judge = (
    more: Partial<PullRequest>,
    today: string,
    {
      known = calendar,
      parts = [part('provider/lead', 'C')],
    }: { known?: Calendar | null; parts?: ReturnType<typeof part>[] } = {},
  ) => {
    const request = pull(more)
    return judgeConsultations(parts, held, actorsOf(request, people), { ...repository([]), calendar: known }, today)
  }
  const status = (...given: Parameters<typeof judge>) => judge(...given)[0]?.status

  it('says who is consulted, about what', () => {
    expect(
      judge({}, '2026-03-02', {
        parts: [
          part('provider/lead', 'CI', 'one', 'S3-66'),
          part('provider/lead', 'C', 'two', 'S3-72'),
          part('team/lead', 'R'),
        ],
      }),
    ).toEqual([
      {
        role: 'provider/lead',
        party: 'provider',
        tasks: ['one', 'two'],
        clauses: ['S3-66', 'S3-72'],
        holders: ['pat', 'pia'],
        status: { is: 'not-asked' },
      },
    ])
  })

  it.each<[string, string, string, Consultation['status']]>([
    ['the first working day', '2026-03-02T12:00:00Z', '2026-03-03', { is: 'asked', until: '2026-03-04' }],
    [
      'the second working day is theirs to the end',
      '2026-03-02T12:00:00Z',
      '2026-03-04',
      { is: 'asked', until: '2026-03-04' },
    ],
    ['the day after it', '2026-03-02T12:00:00Z', '2026-03-05', { is: 'lapsed', since: '2026-03-02' }],
    [
      'asked on a Friday: Tuesday is theirs',
      '2026-03-06T12:00:00Z',
      '2026-03-10',
      { is: 'asked', until: '2026-03-10' },
    ],
    [
      'asked on a Friday: Wednesday is not',
      '2026-03-06T12:00:00Z',
      '2026-03-11',
      { is: 'lapsed', since: '2026-03-06' },
    ],
    ['asked on a Saturday', '2026-03-07T12:00:00Z', '2026-03-10', { is: 'asked', until: '2026-03-10' }],
    [
      'asked before Easter: Wednesday is theirs',
      '2026-04-02T12:00:00Z',
      '2026-04-08',
      { is: 'asked', until: '2026-04-08' },
    ],
    [
      'asked before Easter: Thursday is not',
      '2026-04-02T12:00:00Z',
      '2026-04-09',
      { is: 'lapsed', since: '2026-04-02' },
    ],
    [
      'asked at half past midnight in England, the day before in UTC',
      '2026-06-01T23:30:00Z',
      '2026-06-04',
      { is: 'asked', until: '2026-06-04' },
    ],
    ['beyond the calendar nothing is guessed', '2028-12-29T12:00:00Z', '2029-06-01', { is: 'asked', until: null }],
  ])('%s', (_, at, today, expected) => expect(status({ asked: [asked('pat', at)] }, today)).toEqual(expected))

  it('waits without a calendar', () =>
    expect(status({ asked: [asked('pat', '2026-03-02T12:00:00Z')] }, '2027-03-02', { known: null })).toEqual({
      is: 'asked',
      until: null,
    }))

  it('counts from the first of several requests', () => {
    const both = [asked('pia', '2026-03-09T12:00:00Z'), asked('pat', '2026-03-02T12:00:00Z')]
    expect(status({ asked: both }, '2026-03-05')).toEqual({ is: 'lapsed', since: '2026-03-02' })
  })

  it('does not count a request to somebody else', () =>
    expect(status({ asked: [asked('sam', '2026-03-02T12:00:00Z')] }, '2026-04-01')).toEqual({ is: 'not-asked' }))

  it.each<[string, Partial<PullRequest>]>([
    ['approved', { reviews: [review('pia')] }],
    ['commented', { reviews: [review('pia', 'commented')] }],
    ['objected', { reviews: [review('pia', 'changes-requested')] }],
    ['opened the pull request', { author: account('pia') }],
    ['approved an earlier version', { reviews: [review('pia', 'approved', { commit: 'base' })] }],
  ])('is answered, asked or not, by one who %s', (_, more) => {
    expect(status(more, '2026-03-02')).toEqual({ is: 'answered', by: 'pia' })
    expect(status({ ...more, asked: [asked('pat', '2026-03-02T12:00:00Z')] }, '2026-03-02')).toEqual({
      is: 'answered',
      by: 'pia',
    })
  })

  it.each<[string, Review]>([
    ['a bot', review('pia', 'commented', { person: { ...account('pia'), bot: true } })],
    ['a deleted account', review('pia', 'commented', { person: null })],
    ["another party's person", review('sam', 'commented')],
  ])('is not answered by %s', (_, one) => expect(status({ reviews: [one] }, '2026-03-02')).toEqual({ is: 'not-asked' }))

  it('fails where nobody holds the role', () =>
    expect(status({}, '2026-03-02', { parts: [part('provider/safety', 'C')] })).toEqual({ is: 'unheld' }))
})

describe('informedBy', () => {
  const held = new Map([
    ['provider/lead', ['pia', 'pat']],
    ['team/lead', ['tess', 'pat']],
    ['supplier/lead', ['sam']],
  ])
  it('names everybody with an I once, in order', () => {
    expect(
      informedBy(
        [part('team/lead', 'I'), part('provider/lead', 'CI'), part('supplier/lead', 'R'), part('provider/lead', 'I')],
        held,
      ),
    ).toEqual(['pat', 'pia', 'tess'])
  })
  it('names nobody where nobody holds the role', () =>
    expect(informedBy([part('team/technical', 'I')], held)).toEqual([]))
})
