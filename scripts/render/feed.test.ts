import { describe, expect, test } from 'vitest'
import { type Feed, feedText } from './feed.ts'
import { corpus } from './hostile.ts'

interface Element {
  name: string
  attributes: Record<string, string>
  /** Elements, and texts with their references read. */
  children: (Element | string)[]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text of XML 1.0, as a parser gives it. Throws where it is none. */
function textOf(raw: string): string {
  if (/[<>]/.test(raw)) throw new Error(`a mark in ${raw}`)
  // what XML 1.0 has no place for
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(raw))
    throw new Error(`a foreign character in ${raw}`)
  return raw
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll(/&(?:(\w+);|#(\d+);)?/g, (all, name, number) => {
      const read = number ? String.fromCodePoint(Number(number)) : entities[name]
      if (read === undefined) throw new Error(`the reference ${all}`)
      return read
    })
}

/** Parses strictly what our feeds may be made of: a declaration, elements, attributes in double quotes, texts. */
function parse(text: string): Element {
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
  if (!text.startsWith(declaration)) throw new Error('no declaration')
  const top: Element = { name: '', attributes: {}, children: [] }
  const open = [top]
  for (const [, tag, words] of text.slice(declaration.length).matchAll(/<([^<>]*)>|([^<]+)/g)) {
    const parent = open.at(-1) as Element
    if (tag === undefined) parent.children.push(textOf(words ?? ''))
    else if (tag.startsWith('/')) {
      if (open.pop()?.name !== tag.slice(1)) throw new Error(`</${tag}> closes another`)
    } else {
      const [, name = '', rest = '', empty] = /^([a-z]+)((?: [a-z:]+="[^"<]*")*)(\/?)$/.exec(tag) ?? []
      if (name === '') throw new Error(`<${tag}> is no element`)
      const pairs = [...rest.matchAll(/ ([a-z:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, textOf(value)])
      const element = { name, attributes: Object.fromEntries(pairs), children: [] }
      parent.children.push(element)
      if (!empty) open.push(element)
    }
  }
  const [root, ...others] = top.children
  if (open.length !== 1 || typeof root !== 'object' || others.join('').trim() !== '') throw new Error('not one element')
  return root
}

const elements = (element: Element | undefined, name: string): Element[] =>
  (element?.children ?? []).filter((child): child is Element => typeof child === 'object' && child.name === name)
const words = (element: Element | undefined): string => (element?.children ?? []).join('')

const entry = {
  id: 'tag:github.com,2026-11-20:acme/releases/notes/a',
  title: 'FLIP 2.4.0',
  at: '2026-11-20T09:10:00Z',
  link: 'https://github.com/acme/releases/blob/notes/a.md',
  page: '<!doctype html><html><head><title>x</title></head><body class="a">\n<p>One &amp; two</p>\n</body></html>',
}
const feed: Feed = {
  id: 'tag:github.com,2026:acme/releases/notes',
  repository: 'acme/releases',
  link: 'https://github.com/acme/releases/raw/notes/feed.xml',
  entries: [entry, { ...entry, id: 'tag:b', at: '2026-11-19T09:10:00Z', page: null }],
}

describe('the feed has what RFC 4287 asks for', () => {
  const root = parse(feedText(feed))
  const [first, second] = elements(root, 'entry')

  test('the feed', () => {
    expect([root.name, root.attributes['xmlns']]).toEqual(['feed', 'http://www.w3.org/2005/Atom'])
    expect(['id', 'title', 'updated'].map(name => elements(root, name).map(words))).toEqual([
      [feed.id],
      ['Release notes of acme/releases'],
      [entry.at],
    ])
    expect(elements(elements(root, 'author')[0], 'name').map(words)).toEqual(['acme/releases'])
    expect(elements(root, 'link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'self', type: 'application/atom+xml', href: feed.link },
    ])
  })

  test('an entry', () => {
    expect(['id', 'title', 'updated'].map(name => elements(first, name).map(words))).toEqual([
      [entry.id],
      [entry.title],
      [entry.at],
    ])
    expect(elements(first, 'link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'alternate', href: entry.link },
    ])
  })

  test('what a page shows is its content; the page around it is not', () => {
    expect(elements(first, 'content').map(one => [one.attributes, words(one)])).toEqual([
      [{ type: 'html' }, '<p>One &amp; two</p>'],
    ])
    expect(elements(second, 'content')).toEqual([])
  })
})

test('a feed of nothing is one', () =>
  expect(elements(parse(feedText({ ...feed, entries: [] })), 'updated')).toHaveLength(1))

describe('what others wrote stays text', () => {
  const known = Object.entries(corpus).map(([name, [text]]) => [name, text] as const)
  const strange = [
    '\u0000\u0001\uFFFE\uFFFF',
    ']]>',
    '<![CDATA[x]]>',
    '&#0; &x; &',
    '\r\n\r',
    '"\'<a b="c">',
    '<!ENTITY x SYSTEM "file:///">',
  ]
  test.each([...known, ...strange.map(text => [JSON.stringify(text), text] as const)])('%s', (_, text) => {
    const link = `https://a.example/${encodeURIComponent(text.toWellFormed())}`
    const root = parse(feedText({ ...feed, entries: [{ ...entry, title: text, link, page: `<body>${text}</body>` }] }))
    const held = text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    const [only, ...others] = elements(root, 'entry')
    expect(others).toEqual([])
    expect(elements(only, 'title').map(words)).toEqual([held])
    expect(elements(only, 'content').map(words)).toEqual([held.trim()])
  })
})
