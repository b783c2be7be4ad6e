import { describe, expect, test } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import { type Asked, digestFor, policies, record, release, template, templateText } from './fixture.ts'
import { type Past, printable, wantedOf } from './wanted.ts'

const read = (text: string, more: Record<string, string> = {}) => {
  const files = { ...policies(), [record]: text, ...more }
  return readRepository(new Map(Object.entries(files).map(([path, text]) => [path, { text }])))
}

/** What is wanted of a record that has been so and so; the last is what it is. `null`: it could not be read. */
function wanted(past: (Asked | null)[], more: Record<string, string> = {}) {
  const versions = past.map((asked, at): Past => {
    const data = asked && read(release(asked)).records.get('flip/releases/2.4.0')?.data
    const pathway = read(release(asked ?? {}), more).pathways.get('flip-release')?.data ?? null
    return { commit: `c${at + 1}`, at: `2026-11-20T09:0${at}:00Z`, data: data ?? null, pathway }
  })
  return wantedOf(read(release(past.at(-1) ?? {}), more), new Map([[record, versions]]))
}

const pre = { phase: 'pre-prod' }
const live = { phase: 'production' }
const draft = { ...pre, status: 'draft' }
const second = { title: 'Second', revision: '1.1' }

describe('revisions', () => {
  const of = (past: (Asked | null)[]) =>
    wanted(past).revisions.map(({ revision, commit, current }) => [revision, commit, current])

  test('say all that is known of them', () =>
    expect(wanted([draft, pre]).revisions).toEqual([
      {
        release: 'flip/releases/2.4.0',
        programme: 'flip',
        version: '2.4.0',
        template: 'production-release-notes',
        revision: '1.0',
        digest: digestFor('First'),
        commit: 'c2',
        at: '2026-11-20T09:01:00Z',
        current: true,
      },
    ]))

  test.each<[string, (Asked | null)[], [string, string, boolean][]]>([
    ['none that is not approved', [draft], []],
    ['none without any history', [], []],
    ['by the first commit that had it', [draft, pre, live, { ...live, type: 'hotfix' }], [['1.0', 'c2', true]]],
    ['also where it was not readable in between', [pre, null, pre], [['1.0', 'c1', true]]],
    [
      'each, and which one counts',
      [pre, { ...pre, ...second }],
      [
        ['1.0', 'c1', false],
        ['1.1', 'c2', true],
      ],
    ],
    [
      'once, though main comes back to it',
      [pre, { ...pre, ...second }, pre],
      [
        ['1.0', 'c1', true],
        ['1.1', 'c2', false],
      ],
    ],
    [
      'of one number with another digest, both',
      [pre, { ...pre, title: 'Second' }],
      [
        ['1.0', 'c1', false],
        ['1.0', 'c2', true],
      ],
    ],
    ['still, where the document is in work again', [pre, draft], [['1.0', 'c1', false]]],
    ['still, where the release is withdrawn', [pre, { phase: 'withdrawn' }], [['1.0', 'c1', true]]],
    ['none before the gate that asks for its text', [{ phase: 'uat' }], []],
    ['not by the commit that had it before', [{ phase: 'uat' }, pre, live], [['1.0', 'c2', true]]],
    ['not what was corrected before', [{ phase: 'uat' }, { ...pre, ...second }], [['1.1', 'c2', true]]],
    ['none where it was withdrawn before', [{ phase: 'uat' }, { phase: 'withdrawn' }], []],
    ['none of a type that no gate asks', [{ phase: 'uat', type: 'iterative' }], []],
  ])('%s', (_, past, expected) => expect(of(past)).toEqual(expected))
})

describe('a pathway of which no gate asks for the text', () => {
  const path = 'policies/pathways/flip-release.yaml'
  const silent = (policies()[path] ?? '').replaceAll('part: text', 'part: changes')
  const early = { phase: 'uat' }

  test('has none to wait for', () =>
    expect(wanted([early, pre], { [path]: silent }).revisions).toMatchObject([{ commit: 'c1' }]))

  test('counts as it was then', () => {
    const then = read(release(early), { [path]: silent })
    const [data, pathway] = [then.records.get('flip/releases/2.4.0')?.data ?? null, then.pathways.get('flip-release')]
    const past = [{ commit: 'c1', at: '2026-11-20T09:00:00Z', data, pathway: pathway?.data ?? null }]
    expect(wantedOf(read(release(early)), new Map([[record, past]])).revisions).toMatchObject([{ commit: 'c1' }])
  })

  test('and one that was not to be read publishes nothing', () => {
    const data = read(release()).records.get('flip/releases/2.4.0')?.data ?? null
    const past = [{ commit: 'c1', at: '2026-11-20T09:00:00Z', data, pathway: null }]
    expect(wantedOf(read(release()), new Map([[record, past]])).revisions).toEqual([])
  })
})

describe('an approved document without its digest', () => {
  const of = (asked: Asked, more?: Record<string, string>) => wanted([asked], more).unidentified
  const told = [
    { release: 'flip/releases/2.4.0', template: 'production-release-notes', document: 'production-release-notes' },
  ]

  test.each<[string, Asked, object[]]>([
    ['is told behind its gate', { ...pre, digest: '' }, told],
    ['is nothing before it', { phase: 'uat', digest: '' }, []],
    ['is nothing of a release that was withdrawn', { phase: 'withdrawn', digest: '' }, []],
    ['is nothing of a type that no gate asks', { phase: 'complete', type: 'iterative', digest: '' }, []],
    ['is nothing while it is not approved', { ...draft, digest: '' }, []],
    ['has both', pre, []],
  ])('%s', (_, asked, expected) => expect(of(asked)).toEqual(expected))

  test('is nothing where no gate asks for its text', () => {
    const path = 'policies/pathways/flip-release.yaml'
    const silent = (policies()[path] ?? '').replaceAll('part: text', 'part: changes')
    expect(of({ ...pre, digest: '' }, { [path]: silent })).toEqual([])
  })
})

describe('arrivals', () => {
  const of = (past: (Asked | null)[], more?: Record<string, string>) =>
    wanted(past, more).arrivals.map(({ tag, commit, now }) => [tag, commit, now?.revision ?? null])

  test.each<[string, (Asked | null)[], [string, string, string | null][]]>([
    ['none before the environment', [pre], []],
    ['at the merge that brought it there', [pre, live, live], [['flip/2.4.0', 'c2', '1.0']]],
    ['or beyond it, where nothing is known of before', [{ phase: 'complete' }], [['flip/2.4.0', 'c1', '1.0']]],
    ['none of what went back', [live, pre], []],
    ['none of what was withdrawn', [live, { phase: 'withdrawn' }], []],
    ['none of a type that never comes there', [{ phase: 'complete', type: 'iterative' }], []],
    ['with the revision that main says now', [live, { ...live, ...second }], [['flip/2.4.0', 'c1', '1.1']]],
    ['with none where none is approved', [{ ...live, status: 'draft' }], [['flip/2.4.0', 'c1', null]]],
  ])('%s', (_, past, expected) => expect(of(past)).toEqual(expected))

  test('none where the template publishes none', () =>
    expect(of([live], { [template]: templateText(null) })).toEqual([]))

  test('one for a tag: of several templates that of the furthest environment', () => {
    const uat = templateText().replace('"environment":"production"', '"environment":"pre-prod"')
    const more = { 'policies/templates/a.yaml': uat, 'policies/templates/z.yaml': uat }
    expect(wanted([pre], more).arrivals).toMatchObject([{ template: 'a', tag: 'flip/2.4.0' }])
    expect(wanted([live], more).arrivals).toMatchObject([{ template: 'production-release-notes' }])
  })
})

test('a template prints for its pathways, and for releases', () => {
  const other = templateText().replace('flip-release', 'ers-release')
  const ids = (text: string) => printable(read(release(), { [template]: text })).map(({ id }) => id)
  expect([ids(templateText()), ids(other)]).toEqual([['flip/releases/2.4.0'], []])
})
