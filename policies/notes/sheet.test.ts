/** Texts for audiences: what a template makes of notes, and that nothing else comes through. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import markdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import type { Template } from '../../schemas/types.ts'
import { corpus } from '../../scripts/render/hostile.ts'
import { catalogue, type Notes, type Shape, type Source, sources } from './catalogue.ts'
import { shownTo, textOf } from './sheet.ts'

const folder = new URL('../templates/', import.meta.url)
const ours = readdirSync(folder).map((name): [string, Template] => [
  name,
  parse(readFileSync(new URL(name, folder), 'utf8')).data as Template,
])

const template = (data: Partial<Template>): Template => ({
  kind: 'Template',
  title: 'Notes',
  audiences: {
    all: { title: 'All', shows: { changes: ['reference', 'title', 'impact'], issues: ['title', 'severity'] } },
  },
  sections: [],
  ...data,
})
const changes: Notes['changes'] = [
  { kind: 'bug', reference: 'B-1', title: 'Mended' },
  { kind: 'feature', reference: 'F-1', title: 'First', impact: 'Much' },
  { kind: 'feature', reference: 'F-2', title: 'Second', area: 'Inner' },
]

describe('a text', () => {
  test.each<[what: string, data: Partial<Template>, notes: Notes, text: string]>([
    [
      'has its sections in the order of the template, and the entries in the order of their kinds',
      {
        sections: [
          { heading: 'Known', of: 'issues', entries: { open: '{title}' }, none: 'None.' },
          { heading: 'New', of: 'changes', entries: { feature: '{title}', bug: 'Bug: {title}' } },
        ],
      },
      { changes },
      '# Notes\n\n## Known\n\nNone.\n\n## New\n\n- First\n- Second\n- Bug: Mended\n',
    ],
    [
      'leaves out a section that has nothing to tell, with what leads to it',
      { sections: [{ heading: 'Known', text: 'These are open:', of: 'issues', entries: { open: '{title}' } }] },
      { changes },
      '# Notes\n',
    ],
    [
      'says nothing of what its reader does not see, not even that there is nothing',
      { sections: [{ heading: 'Flags', of: 'flags', entries: { on: '{title}' }, none: 'None.' }] },
      { flags: [{ kind: 'on', title: 'Maps' }] },
      '# Notes\n',
    ],
    [
      'leaves out a part in brackets of which a field is not there, or not shown',
      { sections: [{ of: 'changes', entries: { feature: '{title}[[: {impact}]][[ ({area})]]', bug: '{title}' } }] },
      { changes },
      '# Notes\n\n- First: Much\n- Second\n- Mended\n',
    ],
    [
      'says that something is not recorded, where a wording needs it',
      { sections: [{ of: 'changes', entries: { feature: '{title}, {impact}' } }] },
      { changes },
      '# Notes\n\n- First, Much\n- Second, (not recorded)\n',
    ],
    [
      'puts entries together by a field, as they come',
      { sections: [{ of: 'changes', by: ['impact'], entries: { feature: '{title}', bug: '{title}' } }] },
      { changes: [...changes, { kind: 'feature', title: 'Third', impact: 'Much' }] },
      '# Notes\n\n- Mended\n- Second\n\n### Much\n\n- First\n- Third\n',
    ],
    [
      'ends a sentence once, whoever ended it',
      { sections: [{ of: 'changes', entries: { feature: '{title}.[[ {impact}.]] Yes' } }] },
      {
        changes: [
          { kind: 'feature', title: 'Done.', impact: 'Much!' },
          { kind: 'feature', title: 'Done', impact: 'Version 1.0' },
          { kind: 'feature', title: 'Is it?' },
        ],
      },
      '# Notes\n\n- Done. Much! Yes\n- Done. Version 1.0. Yes\n- Is it? Yes\n',
    ],
    [
      'speaks of the release in headings, texts and entries, where the audience sees it',
      {
        title: '{product} {version}',
        audiences: { all: { title: 'All', shows: { release: ['product', 'version'], changes: ['title'] } } },
        sections: [
          { text: 'About {product}.\n\nAnd\nmore.[[ {title}]]' },
          { of: 'changes', as: 'paragraphs', entries: { bug: '{title} in {version}' } },
        ],
      },
      { changes, release: [{ kind: 'planned', product: 'FLIP', version: '1.0.0', title: 'Inner' }] },
      '# FLIP 1.0.0\n\nAbout FLIP.\n\nAnd more.\n\nMended in 1.0.0\n',
    ],
    [
      'shows days, times, links and lists as people read them',
      {
        audiences: { all: { title: 'All', shows: { actions: ['from', 'sites'], evidence: ['on', 'link'] } } },
        sections: [
          { of: 'actions', entries: { downtime: '{from}: {sites}' } },
          { of: 'evidence', entries: { attached: '{on}: {link}' } },
        ],
      },
      {
        actions: [
          { kind: 'downtime', from: '2026-11-28T18:00:00Z', sites: ['A', 'B'] },
          { kind: 'downtime', from: '2026-07-01T18:00:00Z', sites: ['C'] },
        ],
        evidence: [
          { kind: 'attached', on: '2026-11-28', link: 'https://evidence.example/a_b' },
          { kind: 'attached', on: '2026-11-29', link: 'http://evidence.example/' },
          { kind: 'attached', on: '2026-11-30', link: 'https://evidence.example/\u202Egnp' },
        ],
      },
      [
        '# Notes\n\n- 28 November 2026, 18:00 GMT: A, B\n- 1 July 2026, 19:00 BST: C\n\n- 28 November 2026: <https://evidence.example/a_b>\n',
        '- 29 November 2026: http:&#8203;//evidence.example/\n- 30 November 2026: <https://evidence.example/%E2%80%AEgnp>\n',
      ].join(''),
    ],
  ])('%s', (_, data, notes, text) => expect(textOf(notes, template(data), 'all')).toBe(text))

  test('tells a section only to those it is for', () => {
    const shows = { changes: ['title'] }
    const two = template({
      audiences: { inner: { title: 'Inner', shows }, outer: { title: 'Outer', shows } },
      sections: [
        { of: 'changes', entries: { feature: '{title}' } },
        { for: ['inner'], of: 'changes', entries: { bug: '{title}' } },
      ],
    })
    expect(textOf({ changes }, two, 'inner')).toContain('Mended')
    expect(textOf({ changes }, two, 'outer')).not.toContain('Mended')
    expect(JSON.stringify(shownTo({ changes }, two, 'outer'))).not.toContain('Mended')
  })

  test.each(['nobody', 'constructor', '__proto__'])('shows nothing to an audience that is not known: %s', audience => {
    expect(shownTo({ changes }, template({}), audience)).toEqual({})
  })

  test('repeats a long text whole: nothing of what is signed is cut', () => {
    const impact = 'word '.repeat(790).trim()
    const text = textOf(
      { changes: [{ kind: 'bug', impact }] },
      template({ sections: [{ of: 'changes', entries: { bug: '{impact}' } }] }),
      'all',
    )
    expect(text).toContain(impact)
  })
})

/** A value that stands for one field of one entry, and for nothing else. */
const marked = (shape: Shape, mark: number): unknown =>
  shape === 'number'
    ? 7_000_000 + mark
    : shape === 'list'
      ? [`MARK${mark}X`]
      : shape === 'link'
        ? `https://e.example/MARK${mark}X`
        : `MARK${mark}X`
const markOf = (shape: Shape, mark: number) => (shape === 'number' ? `${7_000_000 + mark}` : `MARK${mark}X`)

interface Marked {
  notes: Notes
  /** Every value that is there, with its field. */
  marks: { source: Source; kind: string; field: string; mark: string }[]
}

/** Notes with any entries and fields, each value of its own. */
const anyNotes: fc.Arbitrary<Marked> = fc
  .array(
    fc.constantFrom(...sources).chain(source =>
      fc.record({
        source: fc.constant(source),
        kind: fc.constantFrom<string>(...catalogue[source].kinds),
        fields: fc.subarray(Object.keys(catalogue[source].fields)),
      }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map(entries => {
    const notes: Record<string, unknown[]> = {}
    const marks: Marked['marks'] = []
    for (const { source, kind, fields } of entries) {
      const shapes: Readonly<Record<string, Shape>> = catalogue[source].fields
      const values = fields.map((field): [string, unknown] => {
        const shape = shapes[field] ?? 'text'
        marks.push({ source, kind, field, mark: markOf(shape, marks.length) })
        return [field, marked(shape, marks.length - 1)]
      })
      notes[source] = [...(notes[source] ?? []), { kind, ...Object.fromEntries(values) }]
    }
    return { notes: notes as Notes, marks }
  })

/** One of our templates with one of its audiences, which sees only some of its fields. */
const anyAudience = fc.constantFrom(...ours).chain(([, data]) =>
  fc.constantFrom(...Object.entries(data.audiences)).chain(([audience, its]) =>
    fc
      .record({
        audience: fc.constant(audience),
        shows: fc.record(
          Object.fromEntries(Object.entries(its.shows).map(([source, fields]) => [source, fc.subarray(fields)])),
          { requiredKeys: [] },
        ),
      })
      .map(({ shows }) => {
        const template: Template = {
          ...data,
          audiences: { ...data.audiences, [audience]: { ...its, shows: shows as Record<string, string[]> } },
        }
        return { template, audience }
      }),
  ),
)

describe('what an audience does not see', () => {
  test('comes through nowhere: each field of each source, for each template and audience, whatever its list', () => {
    let hidden = 0
    fc.assert(
      fc.property(anyNotes, anyAudience, ({ notes, marks }, { template, audience }) => {
        const { shows } = template.audiences[audience] ?? { shows: {} }
        const out = textOf(notes, template, audience) + JSON.stringify(shownTo(notes, template, audience))
        for (const { source, field, mark } of marks) {
          if ((shows as Record<string, string[]>)[source]?.includes(field)) continue
          hidden++
          expect(out, `${source}.${field} for ${audience}`).not.toContain(mark)
        }
      }),
      { numRuns: 500 },
    )
    expect(hidden).toBeGreaterThan(500)
  })

  test('while what it sees is in its model, where a section tells that kind', () => {
    let seen = 0
    fc.assert(
      fc.property(anyNotes, anyAudience, ({ notes, marks }, { template, audience }) => {
        const { shows } = template.audiences[audience] ?? { shows: {} }
        const told = template.sections.filter(one => one.for?.includes(audience) ?? true)
        const out = JSON.stringify(shownTo(notes, template, audience))
        for (const { source, kind, field, mark } of marks) {
          const isTold =
            source === 'release' || told.some(({ of, entries }) => of === source && Object.hasOwn(entries ?? {}, kind))
          if (!isTold || !(shows as Record<string, string[]>)[source]?.includes(field)) continue
          seen++
          expect(out).toContain(mark)
        }
      }),
      { numRuns: 300 },
    )
    expect(seen).toBeGreaterThan(100)
  })

  // by name: what would harm if a list were changed by the way
  test.each([
    ['production-release-notes.yaml', 'trusts', 'issues', 'hazard'],
    ['production-release-notes.yaml', 'trusts', 'changes', 'flag'],
    ['production-release-notes.yaml', 'trusts', 'changes', 'by'],
    ['production-release-notes.yaml', 'trusts', 'flags', 'flag'],
  ])('%s: %s do not see %s.%s', (name, audience, source, field) => {
    const shows: Record<string, string[]> = Object.fromEntries(ours)[name]?.audiences[audience]?.shows ?? {}
    expect(shows['changes']).toContain('title')
    expect(shows[source] ?? []).not.toContain(field)
  })

  test('what stands behind a flag that is off is not told to Trusts', () => {
    const [, data] = ours.find(([name]) => name === 'production-release-notes.yaml') ?? []
    const notes: Notes = { changes: [{ kind: 'switched-off', title: 'Secret' }] }
    expect(data && textOf(notes, data, 'trusts') + JSON.stringify(shownTo(notes, data, 'trusts'))).not.toContain(
      'Secret',
    )
    expect(data && textOf(notes, data, 'partners')).toContain('Secret')
  })
})

describe('what others wrote', () => {
  const html = markdownIt({ html: true, linkify: false })
  const tokens = (text: string) =>
    html
      .parse(text, {})
      .flatMap(one => [one, ...(one.children ?? [])])
      .map(({ type }) => type)

  test.each(Object.entries(corpus))('stays text: %s', (_, [hostile]) => {
    const one = template({
      sections: [{ heading: 'New', of: 'changes', entries: { bug: '{title}', feature: 'It is {title}' } }],
    })
    const of = (title: string) =>
      tokens(
        textOf(
          {
            changes: [
              { kind: 'bug', title },
              { kind: 'feature', title },
            ],
          },
          one,
          'all',
        ),
      )
    const formatting = (types: string[]) =>
      types.filter(type => !/^(?:text|text_special|html_inline|softbreak)$/.test(type))
    expect(formatting(of(hostile))).toEqual(formatting(of('Harmless')))
  })
})
