/** The sticky comment: one for a pull request, found again by a hidden first line and by its author. */
import { type Client, GitHubError } from './client.ts'
import { type Comment, commentOf, readComments } from './facts.ts'

const marker = '<!-- countersign -->'
/** GitHub counts characters; a length in UTF-16 is never less. */
const longest = 65_536
const attempts = 4

/** The account that a workflow's own token comments as. */
export const workflowLogin = 'github-actions[bot]'

/** A rendered text as the body of the sticky comment. Throws where GitHub would refuse its length. */
export function stickyBody(text: string): string {
  const body = `${marker}\n${text}`.toWellFormed()
  if (body.length > longest) {
    throw new Error(`The comment has ${body.length} characters; GitHub takes ${longest}. Nothing was posted.`)
  }
  return body
}

/** The sticky comment among others: the oldest by `login` that starts with the marker. Anyone can write the marker. */
export function findSticky(comments: Comment[], login: string): Comment | null {
  const ours = comments.filter(({ person, body }) => {
    return person?.login.toLowerCase() === login.toLowerCase() && /^.*/.exec(body)?.[0] === marker
  })
  return ours.reduce<Comment | null>((oldest, comment) => (oldest && oldest.id < comment.id ? oldest : comment), null)
}

/** The same text: GitHub may send other line ends, or trim the last. */
export function sameBody(one: string, other: string): boolean {
  const plain = (body: string) => body.replaceAll('\r\n', '\n').trimEnd()
  return plain(one) === plain(other)
}

/** Writes the sticky comment, over the old one if there is one. A creation that may have happened is looked for before it is tried again. */
export async function putSticky(client: Client, number: number, body: string, login: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const old = findSticky((await readComments(client, number)).map(commentOf), login)
    if (old && sameBody(old.body, body)) return
    try {
      return await put(client, number, body, old)
    } catch (error) {
      const deletedMeanwhile = old && statusOf(error) === 404
      const unknownOutcome = statusOf(error) >= 500
      if (attempt === attempts || !(deletedMeanwhile || unknownOutcome)) throw error
      await client.wait(attempt ** 2)
    }
  }
}

async function put(client: Client, number: number, body: string, old: Comment | null): Promise<void> {
  if (old) await client.write('PATCH /repos/{owner}/{repo}/issues/comments/{id}', { id: old.id, body })
  else await client.write('POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body }, { once: true })
}

const statusOf = (error: unknown): number => (error instanceof GitHubError ? error.status : 0)
