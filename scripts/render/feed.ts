/** The feed of published release notes: Atom, RFC 4287. */

export interface FeedEntry {
  /** A tag: URI. */
  id: string
  title: string
  /** ISO 8601 in UTC. */
  at: string
  link: string
  /** A whole page in HTML; `null`: nobody's text is shown. */
  page: string | null
}

export interface Feed {
  id: string
  /** `owner/name`. */
  repository: string
  /** Where the feed itself is. */
  link: string
  /** Newest first. */
  entries: readonly FeedEntry[]
}

/** The feed. The same entries give the same bytes. */
export const feedText = ({ id, repository, link, entries }: Feed): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `  <id>${xml(id)}</id>`,
    `  <title>${xml(`Release notes of ${repository}`)}</title>`,
    `  <updated>${xml(entries[0]?.at ?? '1970-01-01T00:00:00Z')}</updated>`,
    `  <author><name>${xml(repository)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(link)}"/>`,
    ...entries.flatMap(entryLines),
    '</feed>',
    '',
  ].join('\n')

const entryLines = ({ id, title, at, link, page }: FeedEntry): string[] => [
  '  <entry>',
  `    <id>${xml(id)}</id>`,
  `    <title>${xml(title)}</title>`,
  `    <updated>${xml(at)}</updated>`,
  `    <link rel="alternate" href="${xml(link)}"/>`,
  ...(page === null ? [] : [`    <content type="html">${xml(bodyOf(page))}</content>`]),
  '  </entry>',
]

/** What a reader shows within its own page. */
const bodyOf = (page: string): string => (/<body[^>]*>([\s\S]*)<\/body>/.exec(page)?.[1] ?? page).trim()

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** What XML 1.0 cannot hold, as a reference either, is replaced. */
const foreign = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Text as XML. A carriage return would be read as a line end. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(foreign, '\uFFFD')
    .replaceAll(/[&<>"']/g, mark => marks[mark] ?? '')
    .replaceAll('\r', '&#13;')
