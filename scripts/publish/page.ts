/** One revision: its texts, as files and as an entry of the index. */
import { digestOf } from '../../schemas/digest.ts'
import { unifiedDifference } from '../render/difference.ts'
import { titleOf } from '../render/publishing.ts'
import { type Entry, folderOf } from './published.ts'
import type { Revision } from './wanted.ts'

/** The texts of a revision, as they are generated. */
export interface Printed {
  /** Of all texts. */
  digest: string
  /** The audience whose text the feed shows; `null`: nobody's. */
  audience: string | null
  texts: readonly { audience: string; title: string; markdown: string; html: string; json: string }[]
}

/** Where the repository is on GitHub. */
export interface Place {
  /** Such as `https://github.com`. */
  server: string
  /** `owner/name`. */
  repository: string
}

/** A revision as it will stand on the branch. */
export interface Page {
  entry: Entry
  /** Path → text. */
  files: ReadonlyMap<string, string>
}

/** `before`: the Markdown of the revision before, by audience; `null`: there is none. */
export function pageOf(
  revision: Revision,
  printed: Printed,
  before: ReadonlyMap<string, string> | null,
  place: Place,
): Page {
  const folder = folderOf(revision)
  const texts = printed.texts.flatMap(({ audience, markdown, html, json }): [string, string][] => [
    [`${audience}.md`, markdown],
    [`${audience}.html`, html],
    [`${audience}.json`, json],
  ])
  const files = new Map(before ? [...texts, ['difference.diff', differenceOf(printed, before)]] : texts)
  const { release, template, digest, commit, at } = revision
  const shown = printed.texts.find(({ audience }) => audience === printed.audience)
  const entry: Entry = {
    id: tagUri(place, at.slice(0, 10), folder),
    ...{ release, template, revision: revision.revision, digest },
    title: titleOf((shown ?? printed.texts[0])?.title ?? release),
    audience: shown?.audience ?? null,
    ...{ commit, at, folder },
    files: Object.fromEntries([...files].map(([name, text]) => [name, digestOf(text)])),
  }
  return { entry, files: new Map([...files].map(([name, text]) => [`${folder}/${name}`, text])) }
}

/** Of each audience that either revision has. */
const differenceOf = ({ texts }: Printed, before: ReadonlyMap<string, string>): string => {
  const after = new Map(texts.map(({ audience, markdown }) => [audience, markdown]))
  const audiences = [...new Set([...before.keys(), ...after.keys()])].sort()
  return audiences
    .map(audience => unifiedDifference(`${audience}.md`, before.get(audience) ?? '', after.get(audience) ?? ''))
    .join('')
}

/** RFC 4151. `day`: one on which the repository had its name. */
export const tagUri = ({ server, repository }: Place, day: string, name: string): string =>
  `tag:${new URL(server).hostname},${day}:${repository}/${name}`
