import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../schemas/parse.ts'
import { type Edit, edited, type Value } from './edit.ts'
import { editedText } from './text.ts'

const order = () => ['first', 'second', 'third', 'status', 'by', 'on', 'evidence']
const change = (text: string, ...edits: Edit[]) => editedText(text, edits, order)
const set = (at: string, value: Value): Edit => ({ is: 'set', at: at.split('/'), value })
const add = (to: string, value: Value): Edit => ({ is: 'add', to: to.split('/'), value })
const drop = (at: string): Edit => ({ is: 'drop', at: at.split('/') })
const done = { status: 'done', by: 'ann', on: '2026-01-02' }

describe('only what is meant changes', () => {
  test.each<[string, string, Edit[], string]>([
    ['a value', 'first: a # why\nsecond: b\n', [set('first', 'c')], 'first: c # why\nsecond: b\n'],
    [
      'its quotation marks stay',
      `first: "a"\nsecond: 'b'\n`,
      [set('first', 'c'), set('second', "d's")],
      `first: "c"\nsecond: 'd''s'\n`,
    ],
    ['what needs them gets them', 'first: a\n', [set('first', '2.0')], 'first: "2.0"\n'],
    [
      'of a group in a line, the fields named',
      'first: { status: open } # to do\n',
      [set('first', done)],
      'first: { status: done, by: ann, on: 2026-01-02 } # to do\n',
    ],
    [
      'of a group of lines too',
      'first:\n  status: open # why\n  # more\n  on: 2026-01-01\nthird: 1\n',
      [set('first', done)],
      'first:\n  status: done # why\n  by: ann\n  # more\n  on: 2026-01-02\nthird: 1\n',
    ],
    ['a new field at its place', 'first: 1\nthird: 3\n', [set('second', 2)], 'first: 1\nsecond: 2\nthird: 3\n'],
    [
      'before the comment of what follows',
      'first: 1 # one\n\n# three\nthird: 3\n',
      [set('second', 2)],
      'first: 1 # one\nsecond: 2\n\n# three\nthird: 3\n',
    ],
    [
      'as the first, above the comment of the next',
      'a:\n  # two\n  second: 2\n',
      [set('a/first', 1)],
      'a:\n  first: 1\n  # two\n  second: 2\n',
    ],
    ['one that has no place, at the end', 'first: 1', [set('other', 2)], 'first: 1\nother: 2'],
    [
      'with the groups around it',
      'kind: x\n\nfirst:\n  a: 1\n',
      [set('second/b/c', done)],
      'kind: x\n\nfirst:\n  a: 1\n\nsecond:\n  b:\n    c: { status: done, by: ann, on: 2026-01-02 }\n',
    ],
    [
      'in a group that is empty',
      'first: {}\nsecond: 1\n',
      [set('first/a', { b: 1 })],
      'first:\n  a: { b: 1 }\nsecond: 1\n',
    ],
    [
      'in a group of one line',
      'first: { first: 1, third: 3 }\n',
      [set('first/second', 2)],
      'first: { first: 1, second: 2, third: 3 }\n',
    ],
    [
      'first in a group of one line',
      'first: { second: 2 }\n',
      [set('first/first', 1)],
      'first: { first: 1, second: 2 }\n',
    ],
    [
      'as the group beside it is written',
      'a:\n  first:\n    status: open\n',
      [set('a/second', done)],
      'a:\n  first:\n    status: open\n  second:\n    status: done\n    by: ann\n    on: 2026-01-02\n',
    ],
    [
      'an entry of a list',
      'first:\n  - a # one\n  # end\nsecond: 1\n',
      [add('first', 'b')],
      'first:\n  - a # one\n  - b\n  # end\nsecond: 1\n',
    ],
    ['an entry of a list in a line', 'first: [a, b] # two\n', [add('first', 'c')], 'first: [a, b, c] # two\n'],
    [
      'an entry as the last is written',
      'first:\n  - status: open\n    on: 2026-01-01\n',
      [add('first', done)],
      'first:\n  - status: open\n    on: 2026-01-01\n  - status: done\n    by: ann\n    on: 2026-01-02\n',
    ],
    [
      'a list that is not there',
      'first: 1\n',
      [add('second', done)],
      'first: 1\n\nsecond:\n  - { status: done, by: ann, on: 2026-01-02 }\n',
    ],
    [
      'a list that is empty',
      'first:\n  tests: [] # none\n  x: 1\n',
      [add('first/tests', { a: [{ b: 1 }] })],
      'first:\n  tests: # none\n    - a:\n        - { b: 1 }\n  x: 1\n',
    ],
    [
      'a list within an entry',
      'first:\n  - a: 1\n    first: []\n  - a: 2\n',
      [{ is: 'add', to: ['first', 0, 'first'], value: done }],
      'first:\n  - a: 1\n    first:\n      - { status: done, by: ann, on: 2026-01-02 }\n  - a: 2\n',
    ],
    [
      'a field of an entry',
      'first:\n  - a: 1\n    # two\n  - a: 2\n',
      [{ is: 'set', at: ['first', 0, 'b'], value: 3 }],
      'first:\n  - a: 1\n    b: 3\n    # two\n  - a: 2\n',
    ],
    [
      'after a text of several lines',
      'first: >-\n  one\n  two\n\nthird: 3\n',
      [set('second', 2)],
      'first: >-\n  one\n  two\nsecond: 2\n\nthird: 3\n',
    ],
    [
      'a line goes',
      'first: 1 # one\nsecond: 2\n# three\nthird: 3\n',
      [drop('second')],
      'first: 1 # one\n# three\nthird: 3\n',
    ],
    [
      'a place in a line goes',
      'a: { first: 1, second: 2, third: 3 }\n',
      [drop('a/second'), drop('a/third')],
      'a: { first: 1 }\n',
    ],
    [
      'a field goes from brackets over several lines',
      'first: { a: 1,\n  b: 2 }\n',
      [drop('first/a')],
      'first: { b: 2 }\n',
    ],
    [
      'line ends of Windows',
      'first: 1\r\nthird:\r\n  - a\r\n',
      [set('second', 2), add('third', 'b')],
      'first: 1\r\nsecond: 2\r\nthird:\r\n  - a\r\n  - b\r\n',
    ],
  ])('%s', (_, before, edits, after) => expect(change(before, ...edits)).toBe(after))
})

describe('what cannot be changed without touching more stays as it is', () => {
  test.each<[string, string, Edit, string]>([
    ['it cannot be read', 'first: [', set('first', 1), 'cannot be read'],
    ['a field within a value', 'first: a\n', set('first/second', 1), 'first has no fields'],
    ['a comment by a field that goes', 'first: 1\nsecond: 2 # two\n', drop('second'), 'a comment'],
    ['a comment above a field that goes', 'first: 1\n# two\nsecond: 2\nthird: 3\n', drop('second'), 'a comment'],
    [
      'a field that goes from brackets over several lines',
      'first: { a: 1, # why\n  b: 2 }\n',
      drop('first/a'),
      'a comment',
    ],
    [
      'a comment by an entry of a list that is another',
      'first:\n  - a\n  - b # why\nsecond: 1\n',
      set('first', ['c']),
      'a comment',
    ],
    ['a comment within brackets', 'first: [a, # why\n  b]\n', set('first', ['c']), 'a comment'],
    ['no fields at all', 'a\n', set('first', 1), 'no fields'],
  ])('%s', (_, text, edit, message) => expect(() => change(text, edit)).toThrow(message))
})

const word = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    'yes',
    'null',
    '2.0',
    '0x1',
    '- a',
    'a: b',
    'a #b',
    "it's",
    '"',
    '[',
    '{}',
    '',
    '~',
    '1e3',
    'a\nb',
    '@x',
    '%',
  ),
)
const leaf = fc.oneof(word, fc.integer({ min: -1000, max: 1000 }), fc.boolean())
const value = fc.letrec<{ value: Value }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), tie('value'), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value

test('whatever value is put in is what is read, and nothing else differs', () =>
  fc.assert(
    fc.property(value, fc.constantFrom('first/x', 'second', 'list', 'first/deep/er'), (put, at) => {
      fc.pre(!/constructor|prototype|__proto__|tostring|valueof/i.test(JSON.stringify(put)))
      const before = 'kind: a # 1\nfirst:\n  a: { b: 1 } # 2\n\n# 3\nlist:\n  - a # 4\n  # 5\n'
      const edit: Edit = at === 'list' ? add(at, put) : set(at, put)
      const after = change(before, edit)
      const wanted = JSON.parse(JSON.stringify(edited(parse(before).data, [edit])))
      expect(JSON.parse(JSON.stringify(parse(after).data))).toEqual(wanted)
      for (const line of before.split('\n')) expect(after.split('\n')).toContain(line)
    }),
  ))
