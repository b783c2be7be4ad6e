import { describe, expect, test } from 'vitest'
import { announce, type OnGitHub } from './announce.ts'
import { digestFor, place, printedFor } from './fixture.ts'
import { planFor } from './plan.ts'
import type { Arrival, Revision } from './wanted.ts'

const of = { release: 'flip/releases/2.4.0', template: 'production-release-notes' }
const revision = (title: string, number: string, hour: number): Revision => ({
  ...of,
  programme: 'flip',
  version: '2.4.0',
  revision: number,
  digest: digestFor(title),
  commit: 'c1',
  at: `2026-11-20T0${hour}:00:00Z`,
  current: true,
})
const all = [revision('First', '1.0', 1), revision('Second', '1.1', 2)]
const none = { tip: null, files: new Map(), index: null }
const plan = (audience: string | null = 'trusts') =>
  planFor(all, none, ({ revision: number }) => printedFor(number === '1.0' ? 'First' : 'Second', audience), place)
const tag = 'flip/2.4.0'
const arrival: Arrival = { ...of, tag, commit: 'c1', now: { revision: '1.1', digest: digestFor('Second') } }
const nowhere: OnGitHub = { releases: [], tags: new Map() }
const [first, second] = ['First', 'Second'].map(title => `# Notes for trusts\n\n${title}\n`) as [string, string]
const has = (body: string, draft = false, author = 'github-actions[bot]'): OnGitHub => ({
  ...nowhere,
  releases: [{ id: 7, tag, body, draft, author }],
})
const create = { do: 'create', tag, name: 'FLIP 2.4.0: release notes', body: second }

test.each<[string, OnGitHub, object]>([
  ['a tag and a release', nowhere, { steps: [{ do: 'tag', tag, commit: 'c1' }, create], problems: [] }],
  [
    'the release alone where the tag is there',
    { ...nowhere, tags: new Map([[tag, 'c1']]) },
    { steps: [create], problems: [] },
  ],
  [
    'neither where the tag is elsewhere',
    { ...nowhere, tags: new Map([[tag, 'c9']]) },
    { steps: [], problems: [{ is: 'tag-elsewhere', tag, commit: 'c9', expected: 'c1' }] },
  ],
  ['neither where somebody has a draft', has(second, true), { steps: [], problems: [{ is: 'draft', tag }] }],
  [
    'nothing where the tag is elsewhere, though the release is there',
    { ...has(second), tags: new Map([[tag, 'c9']]) },
    { steps: [], problems: [{ is: 'tag-elsewhere', tag, commit: 'c9', expected: 'c1' }] },
  ],
  [
    'no new text either',
    { ...has(first), tags: new Map([[tag, 'c9']]) },
    { steps: [], problems: [{ is: 'tag-elsewhere', tag, commit: 'c9', expected: 'c1' }] },
  ],
  ['nothing where it is as it should be', has(second), { steps: [], problems: [] }],
  ['nothing where GitHub has other line ends', has(second.replaceAll('\n', '\r\n')), { steps: [], problems: [] }],
  [
    'the newest text where an earlier one stands',
    has(first),
    { steps: [{ do: 'update', tag, id: 7, body: second }], problems: [] },
  ],
  ['nothing where somebody has edited it', has(`${first}!`), { steps: [], problems: [{ is: 'edited', tag }] }],
  [
    'nothing where somebody else has made it',
    has('?', false, 'ann'),
    { steps: [], problems: [{ is: 'foreign', tag, by: 'ann' }] },
  ],
  ['nothing where somebody else has made it with that text', has(second, false, 'ann'), { steps: [], problems: [] }],
  ['nothing where somebody has emptied it', has(''), { steps: [], problems: [{ is: 'edited', tag }] }],
])('%s', (_, there, expected) => expect(announce([arrival], plan(), there, place)).toEqual(expected))

describe('nothing at all', () => {
  const made = (more: Partial<Arrival>, audience: string | null = 'trusts') =>
    announce([{ ...arrival, ...more }], plan(audience), nowhere, place)
  test('without an approved revision', () => expect(made({ now: null })).toEqual({ steps: [], problems: [] }))
  test('of a revision that is not published', () =>
    expect(made({ now: { revision: '1.2', digest: digestFor('Second') } })).toEqual({ steps: [], problems: [] }))
  test('of a revision that is published with another digest', () =>
    expect(made({ now: { revision: '1.1', digest: digestFor('First') } })).toEqual({ steps: [], problems: [] }))
  test('of a text that is for nobody in public', () => expect(made({}, null)).toEqual({ steps: [], problems: [] }))
  test('of an audience that has no text', () => expect(made({}, 'nobody')).toEqual({ steps: [], problems: [] }))
})
