/** What is said of publishing notes: to people at a terminal, and on GitHub. */
import { count, plain, say, type Words } from '../../policies/words.ts'
import type { Problem } from '../publish/problem.ts'

/** The title of notes in one line: the name of a GitHub Release. */
export const titleOf = (title: string): string => plain(say`${title}`)

/** In the feed, where each revision has its entry. */
export const entryTitle = (title: string, revision: string): string => plain(say`${title} (revision ${revision})`)

/** The most characters that GitHub takes as the body of a release. */
const longest = 125_000

/** A text as the body of a release; of one that is too long the beginning, up to the end of a line, and where the rest is. */
export function releaseBody(text: string, link: string): string {
  if (text.length <= longest) return text
  const rest = `\n\nThis text is longer than GitHub shows here. [The whole text](${link})\n`
  const start = text.slice(0, longest - rest.length)
  return `${start.slice(0, Math.max(0, start.lastIndexOf('\n'))).trimEnd()}${rest}`
}

interface Revision {
  release: string
  template: string
  revision: string
}

/** The message of the commit that publishes. Without news, what is made of the rest is made again. */
export const commitMessage = (news: readonly Revision[]): string =>
  news.length === 0
    ? 'Make again what is made of the published notes'
    : [
        `Publish ${count(news.length, 'revision')} of release notes`,
        '',
        ...news.map(one => plain(revisionWords(one))),
      ].join('\n')

const revisionWords = ({ release, template, revision }: Revision): Words =>
  say`${release}: ${template}, revision ${revision}`

/** What was done, or would be. */
export interface Told {
  news: readonly Revision[]
  /** Files that were made again. */
  remade: number
  released: readonly string[]
  updated: readonly string[]
  problems: readonly Problem[]
  /** What went wrong on the way, and is tried again by the next run. */
  failures: readonly string[]
}

/** The end of a run, for a terminal or a log. */
export function toldText({ news, remade, released, updated, problems, failures }: Told): string {
  const lines = [
    ...news.map(one => say`Published: ${revisionWords(one)}.`),
    ...(news.length === 0 && remade > 0 ? [say`Made again: ${count(remade, 'file')}.`] : []),
    ...released.map(tag => say`GitHub Release made: ${tag}.`),
    ...updated.map(tag => say`GitHub Release brought to the newest revision: ${tag}.`),
    ...problems.map(problemWords),
    ...failures.map(why => say`Not done, and left to the next run: ${why}`),
  ]
  return (lines.length === 0 ? [say`Everything is published already.`] : lines).map(plain).join('\n')
}

const newRevision =
  'Record a new revision with the digest of the notes as they are (npm run notes), and have it approved.'

/** What keeps something from being published, and how to mend it. */
export function problemWords(problem: Problem): Words {
  switch (problem.is) {
    case 'mismatch':
      return say`Not published: ${revisionWords(problem)}. Its texts have the digest ${problem.generated}; what was approved has ${problem.recorded}. ${[newRevision]}`
    case 'no-text':
      return say`Not published: ${revisionWords(problem)}. The record or the template was not there, or could not be read, in commit ${problem.commit}, which brought the approval. ${[newRevision]}`
    case 'broken':
      return say`Not published: ${revisionWords(problem)}. Its texts could not be made: ${problem.why}`
    case 'same-revision':
      return say`Not published: ${revisionWords(problem)}. This revision was published with the digest ${problem.published}, and the record now has ${problem.recorded}. What was sent stays: give the correction a revision of its own.`
    case 'stray':
      return say`The index on the branch of published notes has an entry that main never had: ${revisionWords(problem)}, with the digest ${problem.digest} from commit ${problem.commit}. It is in no feed and no release, and nothing was written over it: see who put it there (git log), and put back what was published.`
    case 'other-bytes':
      return say`${problem.path} on the branch of published notes has other bytes than belong there. Nothing was written over it: see who changed it (git log), and put back what was published.`
    case 'draft':
      return say`No GitHub Release was made: somebody has drafted one for the tag ${problem.tag}. Publish or delete the draft.`
    case 'tag-elsewhere':
      return say`The tag ${problem.tag} is at ${problem.commit}, and the release came to its environment with ${problem.expected}. No GitHub Release is made there, or given another text. See who set it; delete it if it is wrong.`
    case 'unidentified':
      return say`Not published: ${problem.release}: ${problem.template}. Its document ${problem.document} is approved and has no version or no digest, so nobody knows which text was approved. Record both (npm run notes says the digest), and have them approved.`
    case 'edited':
      return say`The GitHub Release ${problem.tag} has been edited, and has another text than was published. It stays as it is: put back the text that is on the branch of published notes, or delete the release, and the next run makes it again.`
    case 'foreign':
      return say`The GitHub Release ${problem.tag} was made by ${problem.by}, and not by this workflow, and has another text than was published. It stays as it is: see why it was made, and delete it, and the next run makes the right one.`
    case 'superseded':
      return say`Not published, and corrected since: ${revisionWords(problem)}.`
  }
}
