/** What is made of all that is published: the index and the feed. */
import { feedText } from '../render/feed.ts'
import { jsonText } from '../render/json.ts'
import { htmlOf } from '../render/notes-html.ts'
import { headingOf } from '../render/notes-plain.ts'
import { entryTitle } from '../render/publishing.ts'
import { type Place, tagUri } from './page.ts'
import { branch, type Entry, feedFile, type Index, indexFile, type There, textIn } from './published.ts'

/** Oldest first; what came at once by its folder. What came earlier on main, and could be published only now, goes to its place. */
export const indexFor = (entries: readonly Entry[], { index }: There, place: Place): Index => {
  const sorted = [...entries].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  const day = (sorted[0]?.at ?? '1970').slice(0, 4)
  return { schema: 'countersign/published/1', feed: index?.feed ?? tagUri(place, day, branch), entries: sorted }
}

const keyOf = ({ at, folder }: Entry) => `${at} ${folder}`

/** What is made of the rest, and made again where it is lacking. */
export function projections(
  index: Index,
  shown: readonly Entry[],
  files: ReadonlyMap<string, string>,
  place: Place,
): [path: string, text: string][] {
  const home = `${place.server}/${place.repository}`
  const entries = shown.toReversed().map(entry => {
    const { id, at, folder, audience } = entry
    const title = entryTitle(entry.title, entry.revision)
    if (audience === null) return { id, title, at, link: `${home}/tree/${branch}/${encoded(folder)}`, page: null }
    const link = linkTo(place, `${folder}/${audience}.md`)
    return { id, title, at, link, page: pageIn(entry, audience, files) }
  })
  const feed = { id: index.feed, repository: place.repository, link: `${home}/raw/${branch}/${feedFile}`, entries }
  return [
    [indexFile, `${jsonText(index)}\n`],
    [feedFile, feedText(feed)],
  ]
}

/** Made of the Markdown, which has the digest that was approved: the stored page has but the index's. */
function pageIn(entry: Entry, audience: string, files: ReadonlyMap<string, string>): string | null {
  const text = textIn(entry, `${audience}.md`, files)
  return text === null ? null : htmlOf(headingOf(text), text)
}

/** Where people read a file of the branch. */
export const linkTo = ({ server, repository }: Place, path: string): string =>
  `${server}/${repository}/blob/${branch}/${encoded(path)}`

/** A path may hold `%` itself. */
const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/')
