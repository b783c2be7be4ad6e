/** The sticky comment: one of a kind for a pull request or an issue, found again by a hidden first line and by its author. */
import { samePerson } from './authors.ts'
import { type Client, GitHubError } from './client.ts'
import { type Comment, readComments } from './facts.ts'

/** The first line of the verdict's. */
const marker = '<!-- countersign -->'
/** GitHub counts characters; a length in UTF-16 is never less. */
const longest = 65_536
const attempts = 4

/** The account that a workflow's own token comments as. */
export const workflowLogin = 'github-actions[bot]'

/** A rendered text as the body of the sticky comment. Throws where GitHub would refuse its length. */
export function stickyBody(text: string, mark = marker): string {
  const body = `${mark}\n${text}`.toWellFormed()
  if (body.length > longest) {
    throw new Error(`The comment has ${body.length} characters; GitHub takes ${longest}. Nothing was posted.`)
  }
  return body
}

/** The comments by `login` that start with the mark, oldest first: the first is the sticky one. Anyone can write it. */
export function findSticky(comments: readonly Comment[], login: string, mark = marker): Comment[] {
  return comments
    .filter(({ person, body }) => {
      return person !== null && samePerson(person, { id: null, login }) && /^.*/.exec(body)?.[0] === mark
    })
    .sort((one, other) => one.id - other.id)
}

/** What the workflow's own token left before the gate had an App: two comments would contradict each other. */
export function earlierSticky(comments: readonly Comment[], login: string): Comment[] {
  const own = findSticky(comments, login)
  return findSticky(comments, workflowLogin).filter(comment => !own.includes(comment))
}

/** The same text: GitHub may send other line ends, or trim the last. */
export function sameBody(one: string, other: string): boolean {
  const plain = (body: string) => body.replaceAll('\r\n', '\n').trimEnd()
  return plain(one) === plain(other)
}

/**
 * Writes the sticky comment, over the one with the number `over` if there is one, and gives its number. Where it is open whether it was done,
 * or the old one has gone, it looks before it tries again.
 */
export async function putSticky(
  client: Client,
  number: number,
  body: string,
  login: string,
  over: number | null,
  mark = marker,
): Promise<number> {
  for (let [attempt, id] = [1, over]; ; attempt += 1) {
    try {
      return await put(client, number, body, id)
    } catch (error) {
      const deletedMeanwhile = id !== null && statusOf(error) === 404
      const unknownOutcome = statusOf(error) >= 500
      if (attempt === attempts || !(deletedMeanwhile || unknownOutcome)) throw error
      await client.wait(attempt ** 2)
    }
    const [there] = findSticky(await readComments(client, number), login, mark)
    if (there && sameBody(there.body, body)) return there.id
    id = there?.id ?? null
  }
}

async function put(client: Client, number: number, body: string, id: number | null): Promise<number> {
  const written = await (id === null
    ? client.write('POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body }, { once: true })
    : client.write('PATCH /repos/{owner}/{repo}/issues/comments/{id}', { id, body }))
  return Number((written as { id?: unknown }).id)
}

/** Takes a comment away; one that has gone already is as good. One that GitHub keeps must not keep the status away. */
export async function removeComment(client: Client, id: number): Promise<void> {
  try {
    await client.write('DELETE /repos/{owner}/{repo}/issues/comments/{id}', { id })
  } catch (error) {
    if (![403, 404].includes(statusOf(error))) throw error
  }
}

const statusOf = (error: unknown): number => (error instanceof GitHubError ? error.status : 0)
