/** What a text in Markdown says, without its marks: the title of a page, the message of a banner. */
import markdownIt, { type Token } from 'markdown-it'

const engine = markdownIt({ html: false, linkify: false })

/** The words of its first heading; empty: it has none. */
export const headingOf = (markdown: string): string => linesOf(markdown, 'heading_open')[0] ?? ''

/** Its paragraphs, one after another in one line. Not for Markdown or HTML: in them what it says could act. */
export const messageOf = (markdown: string): string => linesOf(markdown, 'paragraph_open').join(' ')

/** The words of each block of a kind. */
function linesOf(markdown: string, opened: string): string[] {
  const tokens = engine.parse(markdown.replaceAll('<span>$</span>', '$$'), {})
  return tokens.flatMap(({ type }, index) => (type === opened ? [wordsOf(tokens[index + 1]?.children ?? [])] : []))
}

const wordsOf = (tokens: readonly Token[]): string =>
  tokens
    .map(({ type, content }) => (/break$/.test(type) ? ' ' : content))
    .join('')
    .replaceAll('\u200B', '')
