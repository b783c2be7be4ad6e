/** A text in Markdown as a page of its own: for a mail client, a browser or paper. It runs nothing and asks for nothing elsewhere. */
import markdownIt, { type Token } from 'markdown-it'
import { plain, say } from '../../policies/words.ts'

const engine = markdownIt({ html: false, linkify: false }).disable('image')
engine.validateLink = address => /^https:\/\/[^/]/i.test(address)

/** The whole page. `title` stands in the window; above the text too, where that has no first heading of its own. */
export function htmlOf(title: string, markdown: string): string {
  const name = engine.utils.escapeHtml(plain(say`${title}`))
  const tokens = engine.parse(markdown.replaceAll(dollar, '$$'), {})
  const heading = beginsWithHeading(tokens) ? '' : `<h1>${name}</h1>\n`
  const body = engine.renderer.render(described(tokens), engine.options, {})
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${name}</title>
<style>
${style}
</style>
</head>
<body>
<main>
${heading}${body.replaceAll('\u200B', '')}</main>
</body>
</html>
`
}

/** GitHub's own remedy for a dollar sign that begins no formula. */
const dollar = '<span>$</span>'

/** Mail clients know few properties, and some drop the whole: it reads without any of it. */
const style = `body { font-family: Arial, sans-serif; font-size: 1rem; line-height: 1.5; color: #212b32; background: #fff; margin: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
a { color: #005eb8; }
table { border-collapse: collapse; }
th, td { border: 1px solid #768692; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
@media print { main { max-width: none; padding: 0; } h1, h2, h3 { break-after: avoid; } li, tr { break-inside: avoid; } }`

const beginsWithHeading = ([first]: Token[]): boolean => first?.type === 'heading_open' && first.tag === 'h1'

/** What assistive software needs: headings without a gap, one of them the first, and headers that say of what. */
function described(tokens: Token[]): Token[] {
  const above: number[] = beginsWithHeading(tokens) ? [] : [0]
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'th_open') token.attrSet('scope', 'col')
    for (const child of token.children ?? []) if (child.type === 'link_open') child.attrSet('rel', 'noopener')
    if (token.type !== 'heading_open') continue
    const level = Number(token.tag.slice(1))
    while (above.length > 1 && (above.at(-1) ?? 0) >= level) above.pop()
    above.push(level)
    const tag = `h${Math.min(above.length, 6)}`
    for (const one of [token, tokens[index + 2]]) if (one) one.tag = tag
  }
  return tokens
}
