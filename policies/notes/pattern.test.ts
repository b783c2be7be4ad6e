import { describe, expect, test } from 'vitest'
import { type Fault, fieldsIn, type Part, readPattern } from './pattern.ts'

describe('a wording', () => {
  test.each<[pattern: string, parts: Part[]]>([
    ['Nothing.', [{ text: 'Nothing.' }]],
    ['{title}', [{ field: 'title' }]],
    ['{fixedIn}, {since}', [{ field: 'fixedIn' }, { text: ', ' }, { field: 'since' }]],
    ['{a}[[ ({b})]].', [{ field: 'a' }, { optional: [{ text: ' (' }, { field: 'b' }, { text: ')' }] }, { text: '.' }]],
    // one bracket is text, and so is Markdown's own
    ['[{a}](x) *b*', [{ text: '[' }, { field: 'a' }, { text: '](x) *b*' }]],
    ['two\nlines {a}', [{ text: 'two\nlines ' }, { field: 'a' }]],
  ])('%j', (pattern, parts) => expect(readPattern(pattern)).toEqual({ parts, faults: [] }))

  test.each<[pattern: string, what: Fault['what'], at: number]>([
    ['a {title', 'unclosed-field', 3],
    ['a title}', 'stray-brace', 8],
    ['{}', 'no-field-name', 1],
    ['a {Title}', 'no-field-name', 3],
    ['{the title}', 'no-field-name', 1],
    ['{constructor.name}', 'no-field-name', 1],
    ['a [[ {b}', 'unclosed-option', 3],
    ['a {b} ]]', 'stray-brackets', 7],
    ['[[ {a} [[ {b} ]]', 'stray-brackets', 8],
    ['a [[ b ]]', 'option-without-field', 3],
  ])('%j is broken', (pattern, what, at) => expect(readPattern(pattern).faults[0]).toEqual({ what, at }))

  test('names the fields that it needs, and those that it can do without', () =>
    expect(fieldsIn(readPattern('{a}[[ {b} and {c}]] {d}').parts)).toEqual([
      { field: 'a', needed: true },
      { field: 'b', needed: false },
      { field: 'c', needed: false },
      { field: 'd', needed: true },
    ]))
})
