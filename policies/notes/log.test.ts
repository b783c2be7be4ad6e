import { describe, expect, it, test } from 'vitest'
import type { RecordData } from '../repository.ts'
import { account, done, go, noGo, people, recordPath } from '../rules/fixture.ts'
import type { Entry } from './catalogue.ts'
import { logOf } from './log.ts'
import { asked, change, merge, now, rules, siteText, text } from './log-fixture.ts'
import type { Told } from './merge.ts'

type Told1 = Partial<Entry<'log'>>
const told = (...merges: Told[]) => logOf(merges, now).log ?? []
const of = (kind: Entry<'log'>['kind'], more: Told1 = {}): Told1 => ({ kind, record: 'beta/harbour', ...more })
const about = { programme: 'Beta', pathway: 'Beta', title: 'Harbour Hospital' }
const waiver = (reason: string) => ({
  criterion: 'planned',
  reason,
  accepted: { by: 'tess', on: '2026-03-01' },
  expires: '2026-06-01',
})
const withdrawn = { by: 'tess', on: '2026-03-01', reason: 'Moved elsewhere' }
const unread = { text: 'kind: [' }

describe('what a merge did to a record', () => {
  it.each<[string, was: Partial<RecordData> | null, is: Partial<RecordData> | null, Told1[]]>([
    ['a registration', null, { phase: 'prepare' }, [of('registered', { to: 'Prepare', ...about })]],
    [
      'the next phase',
      { phase: 'prepare' },
      { phase: 'test' },
      [of('advanced', { from: 'Prepare', to: 'Test', ...about })],
    ],
    [
      'the next phase with evidence, which is part of it',
      { phase: 'test' },
      { phase: 'install', decisions: [go('move', '2026-03-01')] },
      [of('advanced', { from: 'Test', to: 'Install' })],
    ],
    [
      'the way back, with its reason',
      { phase: 'install' },
      { phase: 'test', decisions: [noGo('move', '2026-03-01')] },
      [of('back', { from: 'Install', to: 'Test', reason: noGo('move', '2026-03-01').reason })],
    ],
    [
      'the way back without a reason',
      { phase: 'install' },
      { phase: 'test' },
      [of('back', { from: 'Install', to: 'Test' })],
    ],
    [
      'a way back that is no loop, for which no decision stands',
      { phase: 'live' },
      { phase: 'test', decisions: [noGo('move', '2026-03-01')] },
      [of('back', { from: 'Live', to: 'Test' })],
    ],
    ['a skipped phase', { phase: 'prepare' }, { phase: 'install' }, [of('set', { from: 'Prepare', to: 'Install' })]],
    [
      'going on, with a decision taken out: a revert of the way back',
      { phase: 'test', decisions: [noGo('move', '2026-03-01')] },
      { phase: 'install' },
      [of('restored', { from: 'Test', to: 'Install' })],
    ],
    [
      'a withdrawal',
      { phase: 'test' },
      { phase: 'withdrawn', withdrawn },
      [of('withdrawn', { from: 'Test', reason: 'Moved elsewhere' })],
    ],
    [
      'a withdrawal that is taken back',
      { phase: 'withdrawn', withdrawn },
      { phase: 'test' },
      [of('back', { from: 'Withdrawn', to: 'Test' })],
    ],
    ['other roles', {}, { roles: { 'provider/lead': ['pia'] } }, [of('roles')]],
    ['evidence', {}, { checklists: { preparation: { plan: done('2026-03-01') } } }, [of('evidence')]],
    ['nothing but the text of the file', {}, {}, [of('evidence')]],
    [
      'roles with something else',
      {},
      { roles: { 'provider/lead': ['pia'] }, title: 'Harbour' },
      [of('roles', { title: 'Harbour' }), of('evidence')],
    ],
    [
      'a waiver',
      { waivers: [waiver('Old')] },
      { waivers: [waiver('Old'), waiver('New')] },
      [of('waived', { criterion: 'The plan is written', reason: 'New' })],
    ],
    [
      'a waiver with the step for which it is',
      { phase: 'prepare' },
      { phase: 'test', waivers: [waiver('New')] },
      [of('advanced'), of('waived', { criterion: 'The plan is written', reason: 'New' })],
    ],
    [
      'a waiver with evidence',
      {},
      { waivers: [waiver('New')], title: 'Harbour' },
      [of('waived', { reason: 'New' }), of('evidence')],
    ],
    ['a waiver taken out', { waivers: [waiver('Old')] }, {}, [of('evidence')]],
    [
      'a waiver of a criterion that is none',
      {},
      { waivers: [{ ...waiver('New'), criterion: 'gone' }] },
      [of('waived', { criterion: 'gone' })],
    ],
    ['a file taken out', {}, null, [of('removed', { title: 'Harbour Hospital', programme: 'Beta' })]],
    ['another pathway', {}, { pathway: 'other' }, [{ kind: 'other', path: recordPath }]],
    ['an unknown phase', { phase: 'gone' }, { phase: 'test' }, [{ kind: 'other', path: recordPath }]],
    ['a phase that becomes unknown', { phase: 'test' }, { phase: 'gone' }, [{ kind: 'other', path: recordPath }]],
    ['an unknown pathway', null, { pathway: 'gone' }, [{ kind: 'other', path: recordPath }]],
  ])('%s', (_, was, is, entries) => {
    const found = told(change(was, is))
    expect(found).toMatchObject(entries)
    expect(found).toHaveLength(entries.length)
  })

  test('without a reason there is none', () => {
    const [back] = told(change({ phase: 'live' }, { phase: 'test', decisions: [noGo('move', '2026-03-01')] }))
    expect(back).not.toHaveProperty('reason')
  })

  it.each([
    ['that is broken now', siteText(), unread],
    ['that was broken', unread, siteText()],
    ['that is a link', null, { unread: 'symbolic-link' as const }],
    ['that was broken, and is gone', unread, null],
  ])('a file %s is told by its path', (_, was, is) =>
    expect(told(merge({ [recordPath]: [was, is] }))).toEqual([
      {
        kind: 'other',
        on: '2026-03-02',
        commit: 'a'.repeat(40),
        subject: 'A change (#7)',
        pull: '#7',
        by: 'Ann Git',
        programme: 'Beta',
        path: recordPath,
      },
    ]),
  )

  test('a file that can be no record is told by its path', () =>
    expect(told(merge({ 'deployments/beta/x.txt': [null, siteText()] }))).toMatchObject([
      { kind: 'other', path: 'deployments/beta/x.txt' },
    ]))
})

describe('reverts', () => {
  const [prepare, two] = [{ phase: 'prepare' }, { phase: 'test' }]

  test('of an advance goes back', () =>
    expect(told(change(prepare, two), change(two, prepare, { subject: 'Revert "Next" (#8)' }))).toMatchObject([
      of('advanced'),
      of('back', { from: 'Test', to: 'Prepare' }),
    ]))

  test('of a way back is no advance: the text was there before', () =>
    expect(told(change({ phase: 'install' }, two), change(two, { phase: 'install' })).map(({ kind }) => kind)).toEqual([
      'back',
      'restored',
    ]))

  test('of a revert is told with who signed it: its gate was asked again', () => {
    const again = change(prepare, two, asked([['pat'], ['sam']]))
    const found = told(change(prepare, two), change(two, prepare), again)
    expect(found.at(-1)).toMatchObject(of('restored', { from: 'Prepare', to: 'Test', signed: ['Lead', 'Lead'] }))
  })

  it.each([
    { subject: 'Revert "Back" (#8)' },
    { subject: 'Merge pull request #8 from acme/revert-7-back' },
    asked([], { title: 'Revert "Back"' }),
  ])('that calls itself one is no advance: %j', more =>
    expect(told(change(prepare, two, more))).toMatchObject([of('restored')]),
  )

  test('of a file that was taken out is no registration: the text was there before', () => {
    const [out, again] = [change(two, null), change(null, two, asked([['tess'], ['sam']]))]
    const [first, second] = told(out, again)
    expect(first).toMatchObject(of('removed'))
    expect(second).toMatchObject(of('restored', { to: 'Test', signed: ['Lead'] }))
    expect(second).not.toHaveProperty('from')
  })

  test('another text, or one that calls itself a revert, is a registration', () => {
    const another = change(null, two, { subject: 'Revert "Out" (#8)' })
    expect(told(change(prepare, null), another).at(-1)).toMatchObject(of('registered', { to: 'Test' }))
  })

  test('words that only look like it make none', () =>
    expect(told(change(prepare, two, { subject: 'Revert to UAT (#8)' }))).toMatchObject([of('advanced')]))

  test('nobody signs what no gate was asked for', () =>
    expect(told(change(two, prepare, asked([['pat'], ['sam']])))[0]).not.toHaveProperty('signed'))

  test('of a registration takes the file out', () =>
    expect(told(change(null, prepare), change(prepare, null))).toMatchObject([of('registered'), of('removed')]))
})

describe('a merge', () => {
  test('of several records is told for each', () => {
    const other = 'deployments/beta/valley.yaml'
    const found = told(
      merge({
        [recordPath]: [siteText(), siteText({ title: 'Harbour' })],
        [other]: [null, siteText({ phase: 'prepare' })],
        'README.md': [null, null],
      }),
    )
    expect(found.map(({ kind, record }) => [kind, record])).toEqual([
      ['evidence', 'beta/harbour'],
      ['registered', 'beta/valley'],
    ])
  })

  it.each([
    ['policies/pathways/beta.yaml', 'policies'],
    ['.github/README.md', 'policies'],
    ['package.json', 'policies'],
    ['README.md', 'other'],
    ['deployments/README.md', 'other'],
  ])('of %s is told as %s', (path, kind) =>
    expect(told(merge({ [path]: [null, null] }))).toMatchObject([{ kind, subject: 'A change (#7)' }]),
  )

  test('that changes nothing is told', () => expect(told(merge({}))).toMatchObject([{ kind: 'other' }]))

  test('has the author and the pull request that GitHub tells, whatever the commit says', () => {
    const known = told(change({}, {}, asked([])))
    expect(known).toMatchObject([
      {
        pull: '#12',
        subject: 'Next phase',
        by: 'Sol, without a role',
        link: 'https://github.com/acme/releases/pull/12',
      },
    ])
    expect(told(change({}, {}, asked([], { author: { id: 999, login: 'new', bot: false } })))).toMatchObject([
      { by: 'new' },
    ])
    expect(told(change({}, {}, asked([], { author: null })))[0]).not.toHaveProperty('by')
    const [none] = told(change({}, {}, { pull: null }))
    expect(none).toMatchObject({ subject: 'A change (#7)', by: 'Ann Git' })
    expect(none).not.toHaveProperty('pull')
  })

  test('discloses no patient’s number, in what it is called or by the name of a file', () => {
    // put together here, so that no file holds one
    const parts = ['999', '123', '4659']
    const number = parts.join(' ')
    const found = told(
      merge({ [`deployments/beta/${parts.join('')}.yaml`]: [null, unread] }, { subject: `For ${number}`, by: number }),
      change({ phase: 'test' }, { phase: 'withdrawn', withdrawn: { ...withdrawn, reason: `For ${number}` } }),
    )
    expect(found).toHaveLength(2)
    expect(JSON.stringify(found)).not.toMatch(/999 ?123/)
  })
})

describe('who signed', () => {
  const step = (more: Partial<Told>) => told(change({ phase: 'test' }, { phase: 'install' }, more))[0] ?? {}
  const both = ['Lead', 'Safety officer']

  it.each<[string, more: Partial<Told>, Told1]>([
    ['nobody could be asked', {}, { asked: both }],
    ['GitHub knows no pull request for it', { pull: null }, { asked: both }],
    ['nobody', asked([]), {}],
    ['both', asked([['pat'], ['pete']]), { signed: both }],
    ['one of them', asked([['pete']]), { signed: ['Safety officer'] }],
    ['somebody who has another role, and somebody who has none', asked([['sam'], ['olga']]), {}],
    ['somebody who then objected', asked([['pat'], ['pat', 'changes-requested']]), {}],
    ['somebody whose approval was dismissed', asked([['pat'], ['pat', 'dismissed']]), {}],
    ['somebody who then commented', asked([['pat'], ['pat', 'commented']]), { signed: ['Lead'] }],
    ['somebody who only commented', asked([['pat', 'commented']]), {}],
    ['somebody who saw another commit', asked([['pat', 'approved', 'c'.repeat(40)]]), { earlier: ['Lead'] }],
    [
      'somebody who saw another commit with the same content',
      { ...asked([['pat', 'approved', 'c'.repeat(40)]]), alike: ['c'.repeat(40)] },
      { signed: ['Lead'] },
    ],
    ['a commit that GitHub does not know any more', asked([['pat', 'approved', '']]), { earlier: ['Lead'] }],
    [
      'its author’s part by opening it',
      asked([['pete']], { author: account('pat') }),
      { signed: ['Safety officer'], opened: ['Lead'] },
    ],
    // the first review was at nine, each other one a minute later
    ['somebody after the merge', asked([['pat']], { mergedAt: '2026-03-01T08:59:59Z' }), {}],
    ['somebody at that moment', asked([['pat']], { mergedAt: '2026-03-01T09:00:00.000Z' }), { signed: ['Lead'] }],
    [
      'somebody who objected after the merge',
      asked([['pat'], ['pat', 'changes-requested']], { mergedAt: '2026-03-01T09:00:30Z' }),
      { signed: ['Lead'] },
    ],
    ['some, with reviews that were not read', asked([['pat']], { unread: 3 }), { signed: ['Lead'], unread: 3 }],
  ])('%s', (_, more, expected) => {
    const { signed, earlier, opened, asked: wanted, unread } = step(more) as Entry<'log'>
    const found = Object.entries({ signed, earlier, opened, asked: wanted, unread }).filter(
      ([, value]) => value !== undefined,
    )
    expect(Object.fromEntries(found)).toEqual(expected)
  })

  test('for an accountable role its author signs neither way', () => {
    const more = asked([], { author: account('pat') })
    expect(told(change({ phase: 'prepare' }, { phase: 'test' }, more))[0]).not.toHaveProperty('opened')
  })

  test('for a new record only those of the programme count', () =>
    expect(told(change(null, { phase: 'prepare' }, asked([['tess'], ['sam']])))).toMatchObject([{ signed: ['Lead'] }]))

  test('of a change of roles, those who held them before it', () => {
    const change1 = change({}, { roles: { 'provider/lead': ['pia'] } }, asked([['tess']]))
    expect(told(change1)).toMatchObject([{ kind: 'roles', signed: ['Lead'] }])
  })

  test('by the roles and gates of the day, not by those of today', () => {
    const programmes = { beta: { ...people.programmes['beta'], roles: { 'team/lead': ['tom'] } } }
    const then = new Map([
      ...rules,
      ['policies/directory/all.yaml', text({ kind: 'Directory', ...people, programmes })],
    ])
    const withdraw = (more: Partial<Told>) => change({ phase: 'test' }, { phase: 'withdrawn', withdrawn }, more)
    const found = told(
      withdraw({ ...asked([['tom']]), rules: then }),
      withdraw({ ...asked([['tess']]), rules: then }),
      withdraw(asked([['tess']])),
    )
    expect(found.map(entry => 'signed' in entry)).toEqual([true, false, true])
  })

  test('a change of the rules is signed by their owners', () => {
    const paths = { 'policies/pathways/beta.yaml': [null, null] } as const
    const by = (more: Partial<Told>) => told(merge(paths as never, more))[0]
    expect(by(asked([['tess']]))).toMatchObject({ kind: 'policies', signed: ['Policy owners'] })
    expect(by(asked([['pat']]))).not.toHaveProperty('signed')
    expect(by({})).toMatchObject({ asked: ['Policy owners'] })
  })

  test('nobody signs for evidence alone', () => {
    const [entry] = told(change({}, { title: 'Harbour' }, asked([['pat'], ['tess']])))
    expect(entry).not.toHaveProperty('signed')
  })
})

test('sorted by programme, pathway and day, then as it happened', () => {
  const at = (programme: string, on: string, subject: string) =>
    change({}, {}, { on, subject }, `deployments/${programme}/harbour.yaml`)
  const broken = merge({ 'deployments/beta/broken.yaml': [null, unread] }, { on: '2026-03-09', subject: 'Broken' })
  const found = told(
    at('other', '2026-03-01', 'one'),
    at('beta', '2026-03-05', 'two'),
    at('beta', '2026-03-03', 'three'),
    at('beta', '2026-03-05', 'four'),
    broken,
    merge({ 'README.md': [null, null] }, { on: '2026-03-09', subject: 'Prose' }),
  )
  expect(found.map(({ subject }) => subject)).toEqual(['Prose', 'Broken', 'three', 'two', 'four', 'one'])
  expect(found.map(({ programme }) => programme)).toEqual([undefined, 'Beta', 'Beta', 'Beta', 'Beta', 'other'])
})
