/** Which releases GitHub is to have × which it has → what is to be done, as a value. */
import type { ReleaseOnGitHub } from '../github/releases.ts'
import { releaseBody } from '../render/publishing.ts'
import type { Place } from './page.ts'
import type { Plan } from './plan.ts'
import type { Problem } from './problem.ts'
import { linkTo } from './projections.ts'
import { type Entry, publisher, textIn } from './published.ts'
import { entryOf } from './sift.ts'
import type { Arrival } from './wanted.ts'

export type Step =
  | { do: 'tag'; tag: string; commit: string }
  | { do: 'create'; tag: string; name: string; body: string }
  | { do: 'update'; tag: string; id: number; body: string }

export interface OnGitHub {
  releases: readonly ReleaseOnGitHub[]
  /** Tag → commit. */
  tags: ReadonlyMap<string, string>
}

/** The steps for each release that has come to its environment, and whose text is published. */
export function announce(
  arrivals: readonly Arrival[],
  published: Pick<Plan, 'entries' | 'files'>,
  there: OnGitHub,
  place: Place,
): { steps: Step[]; problems: Problem[] } {
  const each = arrivals.map(arrival => one(arrival, published, there, place))
  return { steps: each.flatMap(({ steps }) => steps), problems: each.flatMap(({ problems }) => problems) }
}

type Done = ReturnType<typeof announce>
const only = (problem: Problem): Done => ({ steps: [], problems: [problem] })
const nothing: Done = { steps: [], problems: [] }

function one(
  arrival: Arrival,
  { entries, files }: Pick<Plan, 'entries' | 'files'>,
  there: OnGitHub,
  place: Place,
): Done {
  const { tag, commit, now } = arrival
  const found = now && entryOf({ ...arrival, revision: now.revision }, entries)
  const entry = found?.digest === now?.digest ? found : null
  // what is not published as it was approved is told of already; a release without a template's audience gets none
  const body = entry ? bodyOf(entry, files, place) : null
  if (!entry || body === null) return nothing
  const at = there.tags.get(tag)
  if (at !== undefined && at !== commit) return only({ is: 'tag-elsewhere', tag, commit: at, expected: commit })
  const known = there.releases.filter(release => release.tag === tag)
  const release = known.find(({ draft }) => !draft)
  if (release) return corrected(release, body, earlier(arrival, entries, files, place))
  if (known.length > 0) return only({ is: 'draft', tag })
  const tagged: Step[] = at === undefined ? [{ do: 'tag', tag, commit }] : []
  return { steps: [...tagged, { do: 'create', tag, name: entry.title, body }], problems: [] }
}

/** A body that we wrote makes way for the newest revision; one that somebody has edited, or made, stays. */
function corrected({ id, tag, body: now, author }: ReleaseOnGitHub, body: string, ours: readonly string[]): Done {
  if (same(now, body)) return nothing
  if (!ours.some(text => same(text, now)))
    return only(author === publisher ? { is: 'edited', tag } : { is: 'foreign', tag, by: author })
  return { steps: [{ do: 'update', tag, id, body }], problems: [] }
}

/** GitHub may send other line ends, or trim the last. */
const same = (one: string, other: string) => lines(one) === lines(other)
const lines = (text: string) => text.replaceAll('\r\n', '\n').trimEnd()

/** The bodies of all revisions that were published. */
const earlier = (
  { release, template }: Arrival,
  entries: readonly Entry[],
  files: ReadonlyMap<string, string>,
  place: Place,
): string[] =>
  entries
    .filter(entry => entry.release === release && entry.template === template)
    .flatMap(entry => bodyOf(entry, files, place) ?? [])

/** `null`: it is nobody's text, or not as it was published. */
function bodyOf(entry: Entry, files: ReadonlyMap<string, string>, place: Place): string | null {
  const text = entry.audience === null ? null : textIn(entry, `${entry.audience}.md`, files)
  return text ? releaseBody(text, linkTo(place, `${entry.folder}/${entry.audience}.md`)) : null
}
