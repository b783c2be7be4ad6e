import { describe, expect, it } from 'vitest'
import { locator, positionOf } from './locate.ts'
import { parse } from './parse.ts'

describe('positionOf', () => {
  const text = 'a: 1\nbé😀: 2\r\n\nend'
  it.each<[string, number, number, number]>([
    ['the start', 0, 1, 1],
    ['within the first line', 3, 1, 4],
    ['an end of line belongs to its line', 4, 1, 5],
    ['the start of a line', 5, 2, 1],
    ['after a character of two units', 9, 2, 5],
    ['after CR LF', text.indexOf('\n', 5) + 1, 3, 1],
    ['after an empty line', text.indexOf('end'), 4, 1],
    ['the end', text.length, 4, 4],
    ['beyond the end', text.length + 10, 4, 4],
  ])('%s', (_, offset, line, column) => expect(positionOf(text, offset)).toEqual({ line, column }))
  it('of an empty text', () => expect(positionOf('', 0)).toEqual({ line: 1, column: 1 }))
})

describe('locator', () => {
  const text = `# yaml-language-server: $schema=x
kind: Deployment
list:
  - plain
  - "quoted"
  - 'single'
  - [1, { c: 2 }]
  -
    d: 3
  - e: 4
    f: 5
"party/role": [x]
empty:
é😀: { k: v }
? explicit
: value
block: |
  text
`
  const find = locator(text)
  it('is asked about a text that is read', () => expect(parse(text).misread).toEqual([]))

  it.each<[(string | number)[], number, number]>([
    [['kind'], 2, 1],
    [['list'], 3, 1],
    [['list', 0], 4, 5],
    [['list', 1], 5, 5],
    [['list', 2], 6, 5],
    [['list', 3], 7, 5],
    [['list', 3, 0], 7, 6],
    [['list', 3, 1], 7, 9],
    [['list', 3, 1, 'c'], 7, 11],
    [['list', 4], 9, 5],
    [['list', 4, 'd'], 9, 5],
    [['list', 5], 10, 5],
    [['list', 5, 'f'], 11, 5],
    [['party/role'], 12, 1],
    [['party/role', 0], 12, 16],
    [['empty'], 13, 1],
    [['é😀'], 14, 1],
    [['é😀', 'k'], 14, 8],
    [['explicit'], 15, 3],
    [['block'], 17, 1],
  ])('%j', (pointer, line, column) => expect(find(pointer)).toEqual({ line, column }))

  it.each<[(string | number)[], number, number]>([
    [[], 2, 1],
    [['missing'], 2, 1],
    [['missing', 'deeper'], 2, 1],
    [['list', 99], 3, 1],
    [['list', 0, 'deeper', 1], 4, 5],
    [['é😀', 'missing'], 14, 1],
    [['kind', 'deeper'], 2, 1],
  ])('%j is not there: the nearest part that is', (pointer, line, column) =>
    expect(find(pointer)).toEqual({ line, column }),
  )

  it('does not take a number for a name', () => {
    const both = locator('a:\n  - x\nb:\n  "0": y\n')
    expect(both(['a', 0])).toEqual({ line: 2, column: 5 })
    expect(both(['b', '0'])).toEqual({ line: 4, column: 3 })
    expect(both(['b', 0])).toEqual({ line: 3, column: 1 })
  })

  it('counts CR LF as one end of line', () =>
    expect(locator('a: 1\r\nb:\r\n  - c\r\n')(['b', 0])).toEqual({ line: 3, column: 5 }))

  // The event of a block text begins where its text does, after its header: `|` is column 5, and 6 is told; of `>-` 7.
  it.each([['|'], ['>-']])('a block text in a list begins at its %s', sign =>
    expect(locator(`a:\n  - ${sign}\n    text\n`)(['a', 0])).toEqual({ line: 2, column: 5 }),
  )
})
