import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, it, vi } from 'vitest'
import { Document, parseDocument, visit } from 'yaml'
import { maxDepth } from './events.ts'
import { positionOf } from './locate.ts'
import { parse, type SyntaxProblem } from './parse.ts'
import { validate } from './validate.ts'

/** What is wrong with a text: each problem with its line and column. */
const problems = (text: string) =>
  parse(text).misread.map(({ problem, offset }) => ({ ...problem, ...positionOf(text, offset) }))
const feature = (name: Extract<SyntaxProblem, { feature: unknown }>['feature']) => ({
  code: 'yaml-feature',
  feature: name,
})

// the validator asks the groups of a list for `valueOf` and `toString`, to tell whether two are the same: neither is theirs to say
it('gives a group no name but its own, and the validator none that throws', () => {
  const data = parse('a: 1\n').data as object
  expect(['constructor', '__proto__', 'hasOwnProperty'].filter(name => name in data)).toEqual([])
  expect(Object.entries(data)).toEqual([['a', 1]])
  const twice = (name: string) => parse(`kind: Deployment\nparticipants: [{ ${name}: 1 }, { ${name}: 1 }]\n`).data
  for (const name of ['a', 'toString', 'valueOf']) expect(validate('Deployment', twice(name))).not.toEqual([])
})

describe('reads', () => {
  it.each<[string, string, unknown]>([
    ['a group', 'a: 1\nb: x\n', { a: 1, b: 'x' }],
    ['a list', '- 1\n- x\n', [1, 'x']],
    ['flow style', '{ a: [1, { b: x }], c: }\n', { a: [1, { b: 'x' }], c: null }],
    ['one marked document', '---\na: 1\n', { a: 1 }],
    ['comments', '# top\na: x # end\n  # between\nb: x#y\n', { a: 'x', b: 'x#y' }],
    ['CR LF', 'a: x\r\nb:\r\n  - y\r\n', { a: 'x', b: ['y'] }],
    ['no end of the last line', 'a: x', { a: 'x' }],
    ['days as text', 'a: 2026-03-01\n', { a: '2026-03-01' }],
    ['times as text', 'a: 2026-03-01T09:00:00Z\nb: 12:30\n', { a: '2026-03-01T09:00:00Z', b: '12:30' }],
    ['yes and no as text', 'a: yes\nb: No\nc: on\nd: OFF\ne: y\n', { a: 'yes', b: 'No', c: 'on', d: 'OFF', e: 'y' }],
    ['true and false', 'a: true\nb: False\nc: TRUE\nd: tRUE\n', { a: true, b: false, c: true, d: 'tRUE' }],
    [
      'nothing',
      'a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: nULL\n',
      { a: null, b: null, c: null, d: null, e: null, f: 'nULL' },
    ],
    [
      'numbers that everybody reads alike',
      'a: 0\nb: -1\nc: 75\nd: 1.5\ne: -0.25\nf: 999999999999999\ng: 999999999.999999\n',
      { a: 0, b: -1, c: 75, d: 1.5, e: -0.25, f: 999999999999999, g: 999999999.999999 },
    ],
    [
      'what only looks like a number',
      'a: 1_000\nb: 0b11\nc: 1.2.3\nd: 0x\ne: 12a\n',
      { a: '1_000', b: '0b11', c: '1.2.3', d: '0x', e: '12a' },
    ],
    ['quoted numbers as text', `a: "0x1F"\nb: '010'\nc: "1e3"\n`, { a: '0x1F', b: '010', c: '1e3' }],
    ['quoted texts', `a: "x\\ty\\u00e9"\nb: 'it''s'\nc: ""\n`, { a: 'x\tyé', b: "it's", c: '' }],
    ['folded quotes', 'a: "x\n  y\n\n  z"\n', { a: 'x y\nz' }],
    [
      'block texts',
      'a: |\n  x\n  y\nb: >-\n  x\n  y\nc: |+\n  x\n\nd: 1\n',
      { a: 'x\ny\n', b: 'x y', c: 'x\n\n', d: 1 },
    ],
    ['a plain text on two lines', 'a: x\n  y\n', { a: 'x y' }],
    ['quoted keys', `"a b": 1\n'c': 2\n"": 3\n"1": 4\n"<<": 5\n`, { 'a b': 1, c: 2, '': 3, 1: 4, '<<': 5 }],
    ['merge signs as text', 'a: <<\n', { a: '<<' }],
    ['explicit keys', '? a\n: 1\n', { a: 1 }],
    [
      'signs of block texts in other texts',
      'a: x >2\nb: y |1\nc: "|2"\nd: z\n',
      { a: 'x >2', b: 'y |1', c: '|2', d: 'z' },
    ],
    ['unicode', 'é: 😀\n', { é: '😀' }],
    ['keys that objects have', 'hasOwnProperty: 1\nisPrototypeOf: 2\n', { hasOwnProperty: 1, isPrototypeOf: 2 }],
  ])('%s', (_, text, data) => expect(parse(text)).toEqual({ data, misread: [] }))
})

describe('refuses', () => {
  it.each<[string, string, object[]]>([
    ['an anchor', 'a: &x 1\n', [{ ...feature('anchor'), line: 1, column: 4 }]],
    ['an anchor of a group', 'a: &x\n  b: 1\n', [{ ...feature('anchor'), line: 1, column: 4 }]],
    ['an anchor of a list', 'b:\n  a: &x [1]\n', [{ ...feature('anchor'), line: 2, column: 6 }]],
    ['an anchor of nothing', 'a: &x\n', [{ ...feature('anchor'), line: 1, column: 4 }]],
    ['an anchor of a key', 'a: 1\n&x b: 1\n', [{ ...feature('anchor'), line: 2, column: 1 }]],
    ['an anchor of the whole', '&x\na: 1\n', [{ ...feature('anchor'), line: 1, column: 1 }]],
    ['an alias', 'a:\n  - *x\n', [{ ...feature('alias'), line: 2, column: 5 }]],
    ['an alias as a key', '*x : 1\n', [{ ...feature('alias'), line: 1, column: 1 }]],
    [
      'an anchor and its alias',
      '- &x a\n- *x\n',
      [
        { ...feature('anchor'), line: 1, column: 3 },
        { ...feature('alias'), line: 2, column: 3 },
      ],
    ],
    ['a tag of YAML', 'a: !!str 1\n', [{ ...feature('tag'), line: 1, column: 4 }]],
    ['a tag of nothing', 'a: !!str\n', [{ ...feature('tag'), line: 1, column: 4 }]],
    ['a tag of its own', 'a: 1\nb: !foo x\n', [{ ...feature('tag'), line: 2, column: 4 }]],
    ['a tag of the whole', '!!map\na: 1\n', [{ ...feature('tag'), line: 1, column: 1 }]],
    ['the tag without a name', 'a: ! x\n', [{ ...feature('tag'), line: 1, column: 4 }]],
    ['a verbatim tag', 'a: !<tag:yaml.org,2002:str> x\n', [{ ...feature('tag'), line: 1, column: 4 }]],
    ['a merge key', 'b:\n  <<: { a: 1 }\n', [{ ...feature('merge-key'), line: 2, column: 3 }]],
    ['a second document', 'a: 1\n---\nb: 2\n', [{ ...feature('several-documents'), line: 2, column: 1 }]],
    ['a second marked document', '---\na: 1\n---\nb: 2\n', [{ ...feature('several-documents'), line: 3, column: 1 }]],
    ['a directive', '%YAML 1.2\n---\na: 1\n', [{ ...feature('directive'), line: 1, column: 1 }]],
    ['a directive for tags', '%TAG ! tag:x,2000:\n---\na: 1\n', [{ ...feature('directive'), line: 1, column: 1 }]],
    ['a byte order mark', '\uFEFFa: 1\n', [{ ...feature('byte-order-mark'), line: 1, column: 1 }]],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', [{ code: 'syntax', reason: 'duplicated mapping key', line: 3, column: 1 }]],
    [
      'a key twice, in flow style',
      '{ a: 1, a: 2 }\n',
      [{ code: 'syntax', reason: 'duplicated mapping key', line: 1, column: 9 }],
    ],
    [
      'a key twice, quoted once',
      `a: 1\n"a": 2\n`,
      [{ code: 'syntax', reason: 'duplicated mapping key', line: 2, column: 2 }],
    ],
    [
      'a key twice, further in',
      'x:\n  - a: 1\n    a: 2\n',
      [{ code: 'syntax', reason: 'duplicated mapping key', line: 3, column: 5 }],
    ],
    ...['1', '1.5', '-1', '0x1F', '.inf', 'true', 'False', 'null', 'NULL', '~'].map(
      (key): [string, string, object[]] => [
        `a key that is no text: ${key}`,
        `a: 1\n${key}: x\n`,
        [{ code: 'yaml-key', why: 'not-text', line: 2, column: 1 }],
      ],
    ),
    ['an empty key', ': x\n', [{ code: 'yaml-key', why: 'not-text', line: 1, column: 1 }]],
    ['a list as a key', '[a]: x\n', [{ code: 'yaml-key', why: 'not-text', line: 1, column: 1 }]],
    ['a group as a key', 'a:\n  ? b: 1\n  : x\n', [{ code: 'yaml-key', why: 'not-text', line: 2, column: 5 }]],
    ...['__proto__', '"__proto__"', "'__proto__'", 'constructor', 'prototype', 'toString', 'valueOf'].map(
      (key): [string, string, object[]] => [
        `the key ${key}`,
        `a:\n  ${key}: { b: 1 }\n`,
        [{ code: 'yaml-key', why: 'reserved', line: 2, column: 3 }],
      ],
    ),
    ...[
      '0x1F',
      '0X1F',
      '0o17',
      '1e3',
      '1E3',
      '1.5e-3',
      '.5',
      '-.5',
      '1.',
      '+1',
      '+1.5',
      '010',
      '00',
      '-01',
      '12345678901234567890',
      '1000000000000000',
      '0.1234567',
      '1234567890.5',
      '.inf',
      '-.inf',
      '+.Inf',
      '.INF',
      '.nan',
      '.NaN',
      '-0',
      '1e400',
    ].map((number): [string, string, object[]] => [
      `the number ${number}`,
      `a:\n  - ${number}\n`,
      [{ code: 'yaml-number', text: number, line: 2, column: 5 }],
    ]),
    ['an empty file', '', [{ code: 'yaml-empty', line: 1, column: 1 }]],
    ['empty lines', '\n  \n', [{ code: 'yaml-empty', line: 1, column: 1 }]],
    ['nothing but a comment', '# kind: Deployment\n', [{ code: 'yaml-empty', line: 1, column: 1 }]],
    ['a list that has no end', 'a: [1, 2\n', [{ code: 'syntax', reason: 'deficient indentation', line: 2, column: 1 }]],
    ['a text that has no end', 'a: "x\n', [{ code: 'syntax', reason: 'deficient indentation', line: 2, column: 1 }]],
    [
      'a group on one line',
      'a: b: c\n',
      [{ code: 'syntax', reason: 'bad indentation of a mapping entry', line: 1, column: 5 }],
    ],
    ['a tab as indentation', 'a:\n\tb: 1\n', [{ code: 'yaml-feature', feature: 'tab', line: 2, column: 1 }]],
    [
      'a control character',
      'a: x\u0007\n',
      [{ code: 'syntax', reason: 'the stream contains non-printable characters', line: 1, column: 5 }],
    ],
    ['a null byte', 'a: \0\n', [{ code: 'syntax', reason: 'null byte is not allowed in input', line: 1, column: 4 }]],
    [
      'half of a character',
      'a: \uD800\n',
      [{ code: 'syntax', reason: 'the stream contains non-printable characters', line: 1, column: 4 }],
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected)
    expect(parse(text).data).toBeNull()
  })

  it('all at once, each where it stands', () => {
    expect(problems('a: &x 1\nb: 0x1F\n1: *x\n<<: !t y\n__proto__: 1\n')).toEqual([
      { ...feature('anchor'), line: 1, column: 4 },
      { code: 'yaml-number', text: '0x1F', line: 2, column: 4 },
      { code: 'yaml-key', why: 'not-text', line: 3, column: 1 },
      { ...feature('alias'), line: 3, column: 4 },
      { ...feature('merge-key'), line: 4, column: 1 },
      { ...feature('tag'), line: 4, column: 5 },
      { code: 'yaml-key', why: 'reserved', line: 5, column: 1 },
    ])
  })

  // A key that is not there has no place of its own, and is said to be at the top of the file.
  it('an empty key, where it stands', () => {
    expect(problems('a: 1\nb:\n  : x\n')).toEqual([{ code: 'yaml-key', why: 'not-text', line: 3, column: 3 }])
  })

  it('pollutes nothing on the way', () => {
    parse('__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\n')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it(`groups in groups, ${maxDepth} deep and more, however deep`, () => {
    for (const depth of [maxDepth, 500_000]) {
      expect(problems('['.repeat(depth))).toEqual([
        { code: 'syntax', reason: `nesting exceeded maxDepth (${maxDepth})`, line: 1, column: maxDepth },
      ])
    }
  })

  it('an alias bomb, without unfolding it: what is found does not grow with what it means', () => {
    const level = (index: number) =>
      `l${index}: &l${index} [${Array(9)
        .fill(`*l${index - 1}`)
        .join(', ')}]\n`
    const bomb = (levels: number) =>
      `l0: &l0 [x]\n${Array.from({ length: levels }, (_, index) => level(index + 1)).join('')}`
    // 9 to the power of 30 values, if anybody unfolded it
    for (const levels of [3, 30]) {
      expect(parse(bomb(levels)).data).toBeNull()
      expect(problems(bomb(levels))).toEqual([
        { ...feature('anchor'), line: 1, column: 5 },
        { ...feature('alias'), line: 2, column: 10 },
      ])
    }
  })
})

// Each problem is located, told and perhaps annotated: a file of a megabyte must not make 100,000 of them.
describe('a file that is wrong all over', () => {
  it.each([['---\n'], ['- &a\n'], ['- *a\n'], ['- !t\n']])('is refused by few problems: %j', line => {
    expect(parse(line.repeat(2000)).misread.length).toBeLessThanOrEqual(100)
  })
  it.each([['- 0x1F\n'], ['- { 1: a }\n']])('is refused by few problems: %j', line => {
    expect(parse(line.repeat(2000)).misread.length).toBeLessThanOrEqual(100)
  })
  it('is searched once, not once for each of its documents', () => {
    const search = vi.spyOn(String.prototype, 'matchAll')
    try {
      parse('---\n'.repeat(200))
      expect(search.mock.calls.length).toBeLessThanOrEqual(2)
    } finally {
      search.mockRestore()
    }
  })
})

/** How the library that edits records, and editors with it, read a text otherwise than `parse` does; `null`: they agree, or `parse` refuses it. */
function disagreement(text: string): string | null {
  const { data, misread } = parse(text)
  if (misread.length > 0) return null
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true })
  const [trouble] = [...document.errors, ...document.warnings]
  if (trouble) return `${JSON.stringify(text)}: ${trouble.code}`
  const other: unknown = document.toJS()
  // a group of ours has no prototype, theirs has: a clone has one too
  return isDeepStrictEqual(other, structuredClone(data))
    ? null
    : `${JSON.stringify(text)}: ${JSON.stringify(data)}, not ${JSON.stringify(other)}`
}

// In the first of these, the library that edits records and a reviewer's editor show one comment, where js-yaml finds a phase. Nobody may sign
// one thing and have another one judged.
describe('refuses what another reader reads otherwise', () => {
  it.each<[string, string, object]>([
    [
      'CR alone: hidden in a comment',
      '# checked\rphase: complete\n',
      { ...feature('carriage-return'), line: 1, column: 10 },
    ],
    ['CR alone: hidden in a value', 'a: x\rb: y\n', { ...feature('carriage-return'), line: 1, column: 5 }],
    ['CR alone: within a value', 'a: \r\n\r b\n', { ...feature('carriage-return'), line: 2, column: 1 }],
    ['a byte order mark further in, at a key', '\n\uFEFFa: 1\n', { ...feature('byte-order-mark'), line: 2, column: 1 }],
    ['a byte order mark further in, at a list', '\n\uFEFF- a\n', { ...feature('byte-order-mark'), line: 2, column: 1 }],
    ['`---` that is indented', ' ---\n', { ...feature('document-mark'), line: 1, column: 1 }],
    [
      '`---` that is indented, before a value',
      '  --- |\n  a: 1\n',
      { ...feature('document-mark'), line: 1, column: 1 },
    ],
    [
      'the end of a document before its beginning',
      '\n...\na: 1\n',
      { ...feature('document-mark'), line: 2, column: 1 },
    ],
    ['the end of a document, and then more', '... - a\n', { ...feature('document-mark'), line: 1, column: 1 }],
    ['a directive that nobody knows', '%FOO bar\n---\na: 1\n', { ...feature('directive'), line: 1, column: 1 }],
    ['a directive that is indented', ' %FOO\n---\n', { ...feature('directive'), line: 1, column: 1 }],
    ['a tab before the first value', '\ta\n', { ...feature('tab'), line: 1, column: 1 }],
    ['a line of nothing but a tab', '- \n\t', { ...feature('tab'), line: 2, column: 1 }],
    ['a line of nothing but a tab, before a value', 'a: b\n\t\n  c', { ...feature('tab'), line: 2, column: 1 }],
    ['a line of nothing but a tab, after a block text', 'a: |\n  x\n\t', { ...feature('tab'), line: 3, column: 1 }],
    [
      'an indented block text that ends in spaces',
      'a: |2-\n   a\n   \n',
      { ...feature('indentation-indicator'), line: 1, column: 4 },
    ],
    [
      'an indented block text of nothing but spaces',
      'a: |1\n   \nb: c\n',
      { ...feature('indentation-indicator'), line: 1, column: 4 },
    ],
    [
      'a block text at the top that is less indented than it says',
      '|2\n - a\n',
      { ...feature('indentation-indicator'), line: 1, column: 1 },
    ],
    [
      'a block text at the top that says how far it is indented',
      '|1-\n\n a\n',
      { ...feature('indentation-indicator'), line: 1, column: 1 },
    ],
    [
      'an escaped end of line before an empty line',
      'a: "x\\\n\n  y"\n',
      { ...feature('escaped-line-end'), line: 1, column: 4 },
    ],
  ])('%s', (_, text, problem) => {
    expect(problems(text)).toEqual([problem])
    expect(parse(text).data).toBeNull()
  })

  const spaces: [string, string, number][] = [
    ['after a block text that keeps its end', '- |+\n\n  ', 3],
    ['in an indented block text', 'a: |2\n    ', 2],
  ]
  it.each(spaces)('a last line of spaces, %s', (_, text) =>
    expect(problems(text)).toContainEqual(expect.objectContaining(feature('trailing-spaces'))),
  )
  // The end of the line before is told.
  it.each(spaces)('a last line of spaces, %s, where it stands', (_, text, line) => {
    expect(problems(text)).toContainEqual({ ...feature('trailing-spaces'), line, column: 1 })
  })

  // js-yaml takes what follows a closed item, on its line, for a key of the group around the list: a phase is hidden behind a name.
  it.each([
    ['roles:\n- "pat" phase: complete\n'],
    ["roles:\n- 'pat'phase: complete\n"],
    ['roles:\n- [pat] phase: complete\n'],
    ['roles:\n- {} phase: complete\n'],
    ['a:\n  roles:\n  - "pat" phase: complete\n'],
  ])('a key that does not begin its line: %j', text => {
    expect(parse(text).misread).not.toEqual([])
  })

  // The header of a block text is sought backwards by its last `|` or `>`, and found in a comment behind it.
  it.each([['a: |2- # >\n   a\n   \n'], ['a: |2 # x > y\n   \nb: c\n'], ['- >1 #|\n  \n- \n']])(
    'an indented block text whose header has a comment: %j',
    text => {
      expect(problems(text)).toContainEqual(expect.objectContaining(feature('indentation-indicator')))
      expect(disagreement(text)).toBeNull()
    },
  )
  it('but no block text whose comment only looks like such a header', () =>
    expect(parse('a: | # see >2\n  x\n').misread).toEqual([]))
  it('but no text that ends its line with an escaped backslash', () =>
    expect(parse('a: "x\\\\\n  y"\n').misread).toEqual([]))
})

const seed = 20260301
const runs = Number(process.env['PARSE_RUNS'] ?? 2000)

const keys = fc.oneof(
  fc.constantFrom(
    'a',
    'kind',
    'on',
    'true',
    '1',
    '0x1F',
    '~',
    '',
    'a b',
    'x: y',
    '- x',
    '# x',
    '"q"',
    "'q'",
    '?',
    '2026-03-01',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const texts = fc.oneof(
  fc.constantFrom(
    '',
    ' x ',
    'yes',
    'null',
    '~',
    '0x1F',
    '1e3',
    '010',
    '2026-03-01',
    'x: y',
    '- x',
    '# x',
    'x # y',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '@',
    '`',
    '%',
    '<<',
    '---',
    '...',
    'a\nb',
    'a\n\nb\n',
    '\n',
    ' a\nb',
    'a\n  b\n',
    'x'.repeat(200),
    'x y '.repeat(60),
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc
    .array(fc.constantFrom('a', ' ', '\n', ':', '#', '-', '"', "'", '\\', '😀', '{', ']', ','), { maxLength: 12 })
    .map(parts => parts.join('')),
)
const values = fc.oneof(
  texts,
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: -99_999, max: 999_999_999 }),
  fc.constantFrom(0, 1.5, -0.25, 75),
)
const { data: trees } = fc.letrec<{ data: unknown }>(tie => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    values,
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(keys.filter(isKey), tie('data'), { maxKeys: 4 }).map(group => ({ ...group })),
  ),
}))
function isKey(key: string) {
  return !['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', '<<'].includes(key)
}

const styles = fc.record({
  by: fc.constantFrom('yaml', 'js-yaml'),
  indent: fc.constantFrom(2, 3, 4),
  lineWidth: fc.constantFrom(0, 60, 120),
  type: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  flow: fc.boolean(),
  comments: fc.boolean(),
  marked: fc.boolean(),
  crlf: fc.boolean(),
})
type Style = typeof styles extends fc.Arbitrary<infer S> ? S : never

/** A value as some program would write it. */
function written(value: unknown, { by, indent, lineWidth, type, flow, comments, marked, crlf }: Style): string {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Collection: (_, node) => {
      node.flow = flow
    },
    Pair: (_, { key }) => {
      if (comments && !flow) Object.assign(key as object, { commentBefore: ' why: "x"' })
    },
  })
  const text =
    by === 'yaml'
      ? document.toString({
          indent,
          lineWidth,
          defaultStringType: type as 'PLAIN',
          defaultKeyType: 'PLAIN',
          directives: marked,
        })
      : `${marked ? '---\n' : ''}${dump(value, { indent, lineWidth: lineWidth || -1, flowLevel: flow ? 1 : -1, noRefs: true })}`
  return crlf ? text.replaceAll('\n', '\r\n') : text
}

// What YAML means something by. The first rows hold together what is often next to each other.
const fragments = [
  'a: ',
  'b: ',
  'key',
  'a: b\n',
  '- ',
  '\n- ',
  '\n  ',
  '\n    ',
  '\n',
  '\n\n',
  '\n  - ',
  ' ',
  '  ',
  '? ',
  '\n? ',
  '\n: ',
  ': ',
  ':',
  '-',
  '?',
  ', ',
  ',',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '"a"',
  "'a'",
  '""',
  "''",
  "''''",
  '\\',
  '\\"',
  '\\n',
  '\\u00e9',
  '\\x41',
  '\\\n',
  '#',
  ' # c',
  ' # |',
  ' # >\n',
  ' #',
  '# c\n',
  '|',
  '>',
  '|\n',
  '>-\n',
  '|+\n',
  '|-\n',
  '|2\n',
  '>1\n',
  '>+2\n',
  '&',
  '&a ',
  '*',
  '*a',
  '!',
  '!!str ',
  '!a ',
  '! ',
  '<<',
  '<<: ',
  '%',
  '%YAML 1.2\n',
  '@',
  '`',
  '=',
  '---',
  '--- ',
  '\n---\n',
  '...',
  '\n...\n',
  '0',
  '1',
  '-1',
  '12',
  '1.5',
  '0x1F',
  '0o17',
  '1e3',
  '.5',
  '1.',
  '+1',
  '010',
  '-0',
  '1_000',
  '.inf',
  '-.inf',
  '.nan',
  '12345678901234567890',
  '2026-03-01',
  '2026-03-01T09:00:00Z',
  '1:30',
  'true',
  'false',
  'True',
  'FALSE',
  'yes',
  'no',
  'on',
  'off',
  'y',
  'null',
  'Null',
  'NULL',
  '~',
  'é',
  '😀',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\u2029',
  '\uFEFF',
  '\t',
  '\r\n',
  '\r',
  '\u0007',
  '\u007f',
  '\0',
  '__proto__',
  'constructor',
]
const beginnings = [
  '',
  '',
  'a: ',
  'a:\n  b: ',
  '- ',
  '- a: ',
  'a: b\n',
  '[',
  '{',
  '{ a: ',
  'a: |\n  x\n',
  'a:\n  - >\n',
  '? ',
  'a: "',
  "a: '",
]
const hostile = fc
  .tuple(fc.constantFrom(...beginnings), fc.array(fc.constantFrom(...fragments), { maxLength: 12 }))
  .map(([beginning, rest]) => beginning + rest.join(''))

describe(`never disagrees with the library that edits records (seed ${seed}, ${runs} runs)`, () => {
  it('on what programs write, nearly all of which it reads', () => {
    let read = 0
    fc.assert(
      fc.property(trees, styles, (value, style) => {
        const text = written(value, style)
        if (parse(text).misread.length === 0) read++
        expect(disagreement(text)).toBeNull()
      }),
      { seed, numRuns: runs },
    )
    expect(read).toBeGreaterThan(runs * 0.9)
  })

  it('on whatever else there may be', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(disagreement(text)).toBeNull()
      }),
      { seed, numRuns: runs },
    )
  })

  it('on the files that there are', () => {
    for (const path of ['pathways/bars-beta', 'guidance/S3', 'calendar/england-and-wales']) {
      const text = readFileSync(new URL(`../policies/${path}.yaml`, import.meta.url), 'utf8')
      expect(parse(text).misread).toEqual([])
      expect(disagreement(text)).toBeNull()
    }
  })
})
