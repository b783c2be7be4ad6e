/**
 * What others wrote stays text, on GitHub and in a terminal. markdown-it stands for GitHub's Markdown; it does not know mentions, references
 * to issues, emoji and formulas, which GitHub finds afterwards in the text that was rendered: those are looked for as patterns in that text.
 */
import fc from 'fast-check'
import markdownIt, { type Token } from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { corpus } from '../scripts/render/hostile.ts'
import { count, date, few, listed, markdown, plain, say, type Words } from './words.ts'

const github = markdownIt({ html: true, linkify: true })
// GitHub links addresses that begin with a scheme or with www., and e-mail addresses; not every word with a dot in it
github.linkify.set({ fuzzyLink: false })
github.linkify.add('//', null)
github.linkify.add('www.', { validate: (text, at) => /^[\w.-]+/.exec(text.slice(at))?.[0].length ?? 0 })

/** A dollar sign, as GitHub's documentation says to write one that begins no formula. */
const dollars = ['<span>', '</span>']

interface Seen {
  /** Every element, opened and closed, in order. */
  elements: string[]
  text: string
}

const isText = ({ type }: Token) => type === 'text'
const isDollar = ({ type, content }: Token) => type === 'html_inline' && dollars.includes(content)

/** What a reader of rendered Markdown sees: one line of text a paragraph, heading or cell. */
function seen(source: string): Seen {
  const blocks = github.parse(source, {})
  const all = blocks.flatMap(token => [token, ...(token.children ?? [])])
  return {
    elements: all.filter(token => !isText(token) && !isDollar(token)).map(({ type, tag }) => `${type} ${tag}`),
    text: blocks.flatMap(({ children }) => (children ? [textOf(children)] : [])).join('\n'),
  }
}
const textOf = (tokens: Token[]) =>
  tokens
    .filter(isText)
    .map(({ content }) => content)
    .join('')

/** Every place in which the comment puts other people's words. */
const places: Record<string, (text: string) => string> = {
  'a cell': text => `| a | b |\n| --- | --- |\n| ${text} | <END> |\n`.replace('<END>', 'end'),
  'the last cell': text => `| a | b |\n| --- | --- |\n| start | ${text} |\n`,
  'a heading': text => `### ✅ Ready to merge: ${text}\n\nafter\n`,
  'the start of a step': text => `1. ${text} approves.\n2. after\n`,
  'the start of a part of a step': text => `1. Add:\n   - ${text}: there is none yet.\n   - after\n`,
  'an emphasis in a cell': text => `| a | b |\n| --- | --- |\n| what *${text}: done.* | end |\n`,
  'the name of a link': text => `| a | b |\n| --- | --- |\n| what [${text}](https://github.com/acme) | end |\n`,
  'a paragraph': text => `before\n\nMove ${text} forward.\n\nafter\n`,
}

/** What GitHub finds in rendered text, and makes links, pictures or messages of. */
const found: Record<string, RegExp> = {
  'a mention': /@[\p{L}\p{N}_]/u,
  'an issue': /#\d/,
  'an issue by its old name': /(?<![a-z\d])GH-\d/i,
  'an address': /:\/\//,
  'an address without a scheme': /(?<![a-z\d])www\./i,
  'an e-mail address': /\w@\w/,
  emoji: /:[\w+-]+:/,
}

function isHarmless(text: string, expected: string): void {
  const safe = markdown(say`${text}`)
  expect(safe.replaceAll('<span>$</span>', '')).not.toContain('$')
  for (const [place, put] of Object.entries(places)) {
    const [is, asTemplate] = [seen(put(safe)), seen(put('WORDS'))]
    expect(is.elements, place).toEqual(asTemplate.elements)
    if (expected !== '')
      expect(is.text.replaceAll('\u200B', ''), place).toBe(asTemplate.text.replace('WORDS', () => expected))
    for (const [what, pattern] of Object.entries(found)) expect(is.text, `${what} in ${place}`).not.toMatch(pattern)
  }
}

describe('in Markdown', () => {
  test.each(Object.entries(corpus))('%s: harmless, and readable as it was written', (_, [text, line = text]) => {
    isHarmless(text, line)
  })

  test('whatever the text', () => {
    const marks = fc.constantFrom(
      ...'\\`*_{}[]()<>#+-.!|~&$@:;/="\'^%?,0129abGHwW ',
      '\n',
      '  ',
      '&#',
      '&amp;',
      '://',
      'www.',
      'GH-',
      '```',
      '<!--',
      '-->',
      '</td>',
      '<b>',
      '---',
      '===',
      ':smile_a:',
      '1.',
      '1)',
      '- ',
      '](x)',
      '[S3-01]',
      'a@b.example',
      'é',
      '😀',
      '“',
    )
    const texts = fc.array(marks, { maxLength: 24 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(texts, text => isHarmless(text, text.replaceAll(/\s+/g, ' ').trim())),
      { numRuns: 1000 },
    )
  })

  test('our own words keep their marks; only what others wrote loses them', () => {
    expect(markdown(say`**${'*a*'}** and ${['*ours*'] as Words}`)).toBe('**&#42;a&#42;** and *ours*')
  })
})

/** Steers a terminal, hides, or turns the reading direction. */
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u
/** What GitHub's runner takes for a command when it stands in a log. */
const command = /^\s*::|##\[/

describe('in a terminal or a log', () => {
  test.each(Object.entries(corpus))('%s: one line that steers nothing', (_, [text]) => {
    const line = plain(say`${text}`)
    expect(line).not.toMatch(steering)
    expect(line).not.toMatch(command)
    expect(line.isWellFormed()).toBe(true)
  })

  test('the words stay, where they command nothing', () => {
    expect(plain(say`Found ${'\u001B[2Jnothing\u0007'} here.`)).toBe('Found [2Jnothing here.')
    expect(plain(say`See ${'a::b'}.`)).toBe('See a::b.')
    expect(plain(say`${'::error::x'}`)).toBe(': :error::x')
    expect(plain(say`Title: ${'##[add-mask]x'}`)).toBe('Title: ## [add-mask]x')
  })

  test('whatever the text', () => {
    const texts = fc.array(
      fc.oneof(
        fc.constantFrom('::', ':', '##[', '#', '[', ' ', 'error', '\u001B', '\u202E'),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(texts, parts => {
        const line = plain(say`${parts.join('')}`)
        expect(line).not.toMatch(steering)
        expect(line).not.toMatch(command)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('sentences', () => {
  const names = (...all: string[]) => all.map(name => say`${name}`)

  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j is listed as “%s”', (all, text) => expect(plain(listed(names(...all)))).toBe(text))

  test.each([
    [['a', 'b'], 2, 'a or b'],
    [['a', 'b', 'c'], 2, 'a, b and 1 more'],
    [['a', 'b', 'c', 'd'], 2, 'a, b and 2 more'],
  ])('of %j, %i are named: “%s”', (all, most, text) => expect(plain(few(names(...all), ' or ', most))).toBe(text))

  test.each([
    [0, '0 sites'],
    [1, '1 site'],
    [2, '2 sites'],
  ])('%i is “%s”', (number, text) => expect(count(number, 'site')).toBe(text))

  test('a day is written out; what is no day stays as it is', () => {
    expect(date('2026-11-02')).toBe('2 November 2026')
    expect(date('soon')).toBe('soon')
  })
})
