import { describe, expect, test } from 'vitest'
import { manifestOf } from '../../policies/notes/printed.ts'
import { digestOf } from '../../schemas/digest.ts'
import { digestFor, folder, place, printedFor } from './fixture.ts'
import type { Printed } from './page.ts'
import { type Plan, planFor } from './plan.ts'
import { fails } from './problem.ts'
import { type Entry, feedFile, folderOf, indexFile, type There } from './published.ts'
import type { Revision } from './wanted.ts'

const none: There = { tip: null, files: new Map(), index: null }
const asked = (more: Partial<Revision> = {}): Revision => ({
  release: 'flip/releases/2.4.0',
  programme: 'flip',
  version: '2.4.0',
  template: 'production-release-notes',
  revision: '1.0',
  digest: digestFor('First'),
  commit: 'c1',
  at: '2026-11-20T09:00:00Z',
  current: true,
  ...more,
})
const second = asked({ revision: '1.1', digest: digestFor('Second'), commit: 'c2', at: '2026-11-20T10:00:00Z' })
const titles: Record<string, string> = { '1.0': 'First', '1.1': 'Second' }
const printed = ({ revision }: Revision): Printed => printedFor(titles[revision] ?? '')
const leftBy = ({ files, index }: Plan): There => ({ tip: 'tip', files, index })
const names = ({ writes }: Plan) => [...writes.keys()].map(path => path.replace(`${folder}/`, ''))

test('all of a revision, the index and the feed', () =>
  expect(names(planFor([asked()], none, printed, place))).toEqual([
    ...['partners.md', 'partners.html', 'partners.json', 'trusts.md', 'trusts.html', 'trusts.json'].map(
      name => `1.0/${name}`,
    ),
    ...[indexFile, feedFile],
  ]))

test('nothing where nothing is wanted', () => expect(planFor([], none, printed, place).writes.size).toBe(0))

test('once: what is there is not even printed again', () => {
  const there = leftBy(planFor([asked(), second], none, printed, place))
  const again = planFor([asked(), second], there, () => ({ failed: 'printed' }), place)
  expect([again.writes.size, again.news, again.problems]).toEqual([0, [], []])
})

test('what main has corrected stays, in the index and the feed too', () => {
  const there = leftBy(planFor([asked()], none, printed, place))
  expect(planFor([asked({ current: false })], there, printed, place).writes.size).toBe(0)
  expect(planFor([asked({ current: false }), second], there, printed, place).index.entries).toHaveLength(2)
})

describe('an entry that main never had', () => {
  const there = leftBy(planFor([asked(), second], none, printed, place))
  const having = (change: (entries: Entry[]) => Entry[]): There => ({
    ...there,
    ...(there.index && { index: { ...there.index, entries: change(there.index.entries) } }),
  })
  const all = [asked({ current: false }), second]
  const said = ({ problems }: Plan) => problems.map(problem => [problem.is, 'revision' in problem && problem.revision])
  const feedOf = ({ files }: Plan) => files.get(feedFile) ?? ''

  test('stays in the index, is told, and nothing is made of it', () => {
    const plan = planFor([second], there, printed, place)
    expect([said(plan), plan.index.entries.length, names(plan)]).toEqual([[['stray', '1.0']], 2, [feedFile]])
    expect(plan.entries.map(({ revision }) => revision)).toEqual(['1.1'])
    expect(feedOf(plan)).not.toContain('revision 1.0')
    expect(plan.problems.every(fails)).toBe(true)
  })

  test.each<[string, Partial<Entry>]>([
    ['release', { release: 'flip/releases/2.5.0' }],
    ['template', { template: 'uat-release-notes' }],
    ['revision', { revision: '9.9' }],
    ['digest', { digest: digestFor('Other') }],
    ['commit', { commit: 'c9' }],
    ['time', { at: '2026-11-20T08:00:00Z' }],
    ['folder', { folder: `${folder}/9.9` }],
  ])('is one with another %s, also of what was corrected since', (_, more) => {
    const plan = planFor(
      all,
      having(([one, ...rest]) => (one ? [{ ...one, ...more }, ...rest] : [])),
      printed,
      place,
    )
    expect(said(plan)).toContainEqual(['stray', more.revision ?? '1.0'])
    expect(plan.problems.filter(({ is }) => is === 'stray')).toHaveLength(1)
    expect(feedOf(plan)).toContain('revision 1.1')
  })

  test('is one that is there twice', () => {
    const plan = planFor(
      all,
      having(entries => [...entries, ...structuredClone(entries.slice(0, 1))]),
      printed,
      place,
    )
    expect([said(plan), plan.entries.length]).toEqual([[['stray', '1.0']], 2])
    expect(feedOf(plan)).toBe(there.files.get(feedFile))
  })

  test('is the second of one number', () => {
    const again = asked({ digest: digestFor('Second'), commit: 'c3' })
    const sole = leftBy(planFor([again], none, () => printedFor('Second'), place))
    const plan = planFor(
      [...all, again],
      having(entries => [...entries, ...(sole.index?.entries ?? [])]),
      printed,
      place,
    )
    expect(plan.problems).toMatchObject([{ is: 'stray', revision: '1.0', commit: 'c3' }])
  })

  test('keeps its number: nothing else is published under it', () => {
    const plan = planFor([asked({ commit: 'c9' }), second], there, printed, place)
    expect([plan.news, said(plan)]).toEqual([[], [['stray', '1.0']]])
  })

  test('alone leaves an empty feed', () => {
    const plan = planFor([], there, printed, place)
    expect([plan.entries, feedOf(plan).includes('<entry>')]).toEqual([[], false])
  })
})

test('the feed is made of the Markdown that was approved, and not of the stored page', () => {
  const page = `${folder}/1.0/trusts.html`
  const there = leftBy(planFor([asked()], none, printed, place))
  const files = new Map([...there.files, [page, '<body>By hand</body>']])
  const entries = (there.index?.entries ?? []).map(entry => ({
    ...entry,
    files: { ...entry.files, 'trusts.html': digestOf('<body>By hand</body>') },
  }))
  const forged: There = { ...there, files, ...(there.index && { index: { ...there.index, entries } }) }
  const text = there.files.get(feedFile)
  expect(text).toContain('&lt;p&gt;First&lt;/p&gt;')
  const again = planFor([asked()], { ...forged, files: new Map([...files, [feedFile, '']]) }, printed, place)
  expect(again.files.get(feedFile)).toBe(text)
})

test('the same bytes, whether published one by one or at once', () => {
  const atOnce = planFor([asked(), second], none, printed, place)
  const first = planFor([asked()], none, printed, place)
  const oneByOne = planFor([asked({ current: false }), second], leftBy(first), printed, place)
  expect(Object.fromEntries(oneByOne.files)).toEqual(Object.fromEntries(atOnce.files))
})

test('two of one number: the first stays, and the second is refused', () => {
  const again = asked({ digest: digestFor('Second'), current: true })
  const both = ({ digest }: Revision) => printedFor(digest === digestFor('First') ? 'First' : 'Second')
  const plan = planFor([asked({ current: false }), again], none, both, place)
  expect(plan.news).toMatchObject([{ digest: digestFor('First') }])
  expect(plan.problems).toMatchObject([{ is: 'same-revision', published: digestFor('First') }])
})

test('two of one number, of which only the second fits: nothing is said of the first', () => {
  const wrong = asked({ digest: digestFor('Other'), current: false })
  const plan = planFor([wrong, asked()], none, printed, place)
  expect([plan.news.length, plan.problems]).toEqual([1, []])
  expect(planFor([wrong], none, printed, place).problems).toMatchObject([{ is: 'superseded' }])
})

describe('the difference', () => {
  const differenceIn = (plan: Plan) => plan.files.get(`${folder}/1.1/difference.diff`)

  test('is against the revision before, for each audience', () =>
    expect(differenceIn(planFor([asked(), second], none, printed, place))).toBe(
      ['partners', 'trusts']
        .map(
          one =>
            `--- before/${one}.md\n+++ after/${one}.md\n@@ -1,3 +1,3 @@\n # Notes for ${one}\n \n-First\n+Second\n`,
        )
        .join(''),
    ))

  test('tells of an audience that came or went', () => {
    const alone = (revision: Revision): Printed => {
      const all = printed(revision)
      const texts = all.texts.filter(
        ({ audience }) => audience === (revision.revision === '1.0' ? 'partners' : 'trusts'),
      )
      const sheets = texts.map(({ audience, markdown }) => ({ audience, digest: digestOf(markdown) }))
      return { ...all, texts, digest: digestOf(manifestOf(sheets)) }
    }
    const [one, other] = [asked(), second].map(revision => ({ ...revision, digest: alone(revision).digest }))
    const text = differenceIn(planFor([one ?? asked(), other ?? second], none, alone, place))
    expect(text).toContain('-# Notes for partners')
    expect(text).toContain('+# Notes for trusts')
  })

  test('is not there for the first', () =>
    expect(differenceIn(planFor([second], none, printed, place))).toBe(undefined))
})

describe('the index', () => {
  test('keeps what it was called, whatever the repository is called later', () => {
    const there = leftBy(planFor([asked()], none, printed, place))
    const { index } = planFor([asked(), second], there, printed, { ...place, repository: 'acme/renamed' })
    expect([index.feed, ...index.entries.map(({ id }) => id)]).toEqual([
      'tag:github.com,2026:acme/releases/notes',
      `tag:github.com,2026-11-20:acme/releases/${folder}/1.0`,
      `tag:github.com,2026-11-20:acme/renamed/${folder}/1.1`,
    ])
  })

  test('puts what could be published only later where it belongs', () => {
    const there = leftBy(planFor([second], none, printed, place))
    const { index } = planFor([asked({ current: false }), second], there, printed, place)
    expect(index.entries.map(({ revision }) => revision)).toEqual(['1.0', '1.1'])
  })
})

describe('what is missing is made again only as it was', () => {
  const there = leftBy(planFor([asked()], none, printed, place))
  const without = (name: string): There => ({
    ...there,
    files: new Map([...there.files].filter(([path]) => !path.endsWith(name))),
  })

  test('the same', () => {
    const plan = planFor([asked()], without('trusts.md'), printed, place)
    expect([names(plan), plan.news, plan.problems]).toEqual([['1.0/trusts.md'], [], []])
  })

  test('another', () => {
    const other = (revision: Revision): Printed => {
      const all = printed(revision)
      return { ...all, texts: all.texts.map(text => ({ ...text, html: 'by newer code' })) }
    }
    const plan = planFor([asked()], without('trusts.html'), other, place)
    expect(plan.problems).toMatchObject([{ is: 'other-bytes' }, { is: 'other-bytes' }])
    // the feed is made of the text, which is there
    expect(names(plan)).toEqual([])
  })
})

test.each([
  ['1.0 / final', '1.0%20%2F%20final'],
  ['..', '%2E.'],
  ['.git', '%2Egit'],
  ['1.0%2F', '1.0%252F'],
  ['ü\n', '%C3%BC%0A'],
  ['a"b\\c', 'a%22b%5Cc'],
])('the revision %j stands in its own folder', (revision, name) =>
  expect(folderOf(asked({ revision }))).toBe(`${folder}/${name}`),
)
