/** A page is read by everybody, in a mail client or on paper: nothing that others wrote may act in it, and nothing is asked for elsewhere. */
import { describe, expect, test } from 'vitest'
import { markdown, say } from '../../policies/words.ts'
import { corpus } from './hostile.ts'
import { htmlOf } from './notes-html.ts'

interface Tag {
  name: string
  attributes: Record<string, string>
}

/** HTML in its tags and its texts. What is neither a whole tag nor escaped text breaks the test. */
function read(html: string): { tags: Tag[]; text: string } {
  const tags: Tag[] = []
  let text = ''
  const whole = /<!doctype html>|<(\/?[a-z][a-z\d]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|([^<>]+)/gy
  for (let at = 0; at < html.length; at = whole.lastIndex) {
    whole.lastIndex = at
    const found = whole.exec(html)
    if (!found) throw new Error(`no tag and no text: ${html.slice(at, at + 60)}`)
    const [, name, given = '', between] = found
    if (name) tags.push({ name, attributes: attributesOf(given) })
    else if (between) text += between
  }
  return { tags, text: unescaped(text) }
}
const attributesOf = (given: string) =>
  Object.fromEntries(
    [...given.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, value]),
  )
const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

const bodyOf = (html: string) => html.slice(html.indexOf('<body>') + 6, html.indexOf('</body>'))
const headings = (html: string) =>
  [...html.matchAll(/<h([1-6])>(.*?)<\/h\1>/g)].map(([, level, text]) => `${level} ${text}`)

describe('the page', () => {
  const html = htmlOf('FLIP 2.4.0', '# FLIP 2.4.0\n\nHello.\n')
  const { tags } = read(html)

  test('is whole, and says its language, its letters and its title', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">\n/)
    expect(html).toMatch(/<\/html>\n$/)
    expect(tags).toContainEqual({ name: 'meta', attributes: { charset: 'utf-8' } })
    expect(tags).toContainEqual({
      name: 'meta',
      attributes: { name: 'viewport', content: 'width=device-width, initial-scale=1' },
    })
    expect(html).toContain('<title>FLIP 2.4.0</title>')
    expect(bodyOf(html).trim()).toBe('<main>\n<h1>FLIP 2.4.0</h1>\n<p>Hello.</p>\n</main>')
  })

  test('asks for nothing elsewhere, and runs nothing', () => {
    expect(tags.filter(({ name }) => /^(?:script|link|img|iframe|object|base|form|input)$/.test(name))).toEqual([])
    expect(html).not.toMatch(/@import|url\(/)
    const [policy] = tags.filter(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')
    expect(policy?.attributes['content']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/)
  })
})

describe('headings', () => {
  test.each<[string, string, string[]]>([
    ['the text begins with its own', '# A\n\n## B\n\n### C\n\n## D', ['1 A', '2 B', '3 C', '2 D']],
    ['it has none: the title is the first', 'Text.\n\n## B', ['1 T', '2 B']],
    ['none at all', 'Text.', ['1 T']],
    ['a step left out is closed', '# A\n\n#### B\n\n##### C\n\n#### D\n\n## E', ['1 A', '2 B', '3 C', '2 D', '2 E']],
    ['a second first one is below it', '# A\n\n# B\n\n## C', ['1 A', '2 B', '3 C']],
    ['it begins deeper', '## A\n\n### B\n\n## C', ['1 T', '2 A', '3 B', '2 C']],
  ])('%s', (_, text, expected) => expect(headings(htmlOf('T', text))).toEqual(expected))
})

describe('links', () => {
  const linksOf = (text: string) =>
    read(bodyOf(htmlOf('T', text)))
      .tags.filter(({ name }) => name === 'a')
      .map(({ attributes }) => attributes)

  test('lead by https alone, and give nothing away', () => {
    expect(linksOf('[the form](https://records.example/form?a=1&b=2)')).toEqual([
      { href: 'https://records.example/form?a=1&amp;b=2', rel: 'noopener' },
    ])
    expect(linksOf('<https://records.example/form>')).toHaveLength(1)
  })
  test.each([
    '[x](http://records.example)',
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](//records.example)',
    '[x](/here)',
    '[x](#here)',
    '[x](mailto:a@records.example)',
    '[x](HTTP://records.example)',
    'https://records.example and www.records.example',
    '<a@records.example>',
  ])('none comes of %s', text => expect(linksOf(text)).toEqual([]))
  test('a picture is none: nothing is loaded', () => {
    expect(read(htmlOf('T', '![x](https://records.example/p.png)')).tags.map(({ name }) => name)).not.toContain('img')
  })
})

test('a table has headers that say of what', () => {
  const html = htmlOf('T', '| a | b |\n| --- | ---: |\n| 1 | 2 |\n')
  const { tags } = read(html)
  expect(tags.filter(({ name }) => name === 'th').map(({ attributes }) => attributes['scope'])).toEqual(['col', 'col'])
})

test('what only GitHub needs is not there', () => {
  const html = htmlOf('T', `${markdown(say`costs ${'$5, asks @alice about #12 at https://a.example'}`)}\n`)
  expect(bodyOf(html)).toContain('<p>costs $5, asks @alice about #12 at https://a.example</p>')
  expect(html).not.toContain('\u200B')
})

test('an element of the text itself is text', () => {
  expect(
    read(bodyOf(htmlOf('T', 'a <b onclick="x">bold</b>\n\n<div>\nx\n</div>'))).tags.map(({ name }) => name),
  ).toEqual([...['main', 'h1', '/h1', 'p', '/p', 'p', '/p', '/main']])
})

/** Every place in which notes put other people's words. */
const places: Record<string, (text: string) => string> = {
  'a heading': text => `# Notes\n\n## ${text}\n\nafter\n`,
  'an item': text => `# Notes\n\n- ${text}\n- after\n`,
  'a sentence': text => `# Notes\n\nbefore ${text} after\n`,
  'the name of a link': text => `# Notes\n\n- [${text}](https://records.example/a)\n`,
  emphasis: text => `# Notes\n\n- **${text}**: after\n`,
  'a cell': text => `# Notes\n\n| a |\n| --- |\n| ${text} |\n`,
}

describe.each(Object.entries(places))('in %s', (_, place) => {
  const harmless = read(htmlOf('harmless', place('harmless'))).tags

  test.each(Object.entries(corpus))('%s is text', (_, [hostile, line = hostile]) => {
    const found = read(htmlOf(hostile, place(markdown(say`${hostile}`))))
    // what is nothing at all leaves an empty place, which Markdown may read in its own way
    if (line !== '') expect(found.tags).toEqual(harmless)
    const [once] = line.replaceAll(/\s+/g, ' ').split('\u200B')
    expect(found.text.replaceAll(/\s+/g, ' ')).toContain(once)
  })
})

test('the same text, the same bytes', () => {
  const text = '# A\n\n- [b](https://records.example)\n'
  expect(htmlOf('A', text)).toBe(htmlOf('A', text))
})
