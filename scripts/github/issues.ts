/** An issue, and our answer in it. */
import type { Person } from '../../policies/model.ts'
import { personOf } from './authors.ts'
import type { Client } from './client.ts'
import { findSticky, putSticky, sameBody, stickyBody, workflowLogin } from './comment.ts'
import { readComments } from './facts.ts'
import { countOf, type Fields, fieldsOf, rowsOf, textOf } from './shape.ts'

export interface Issue {
  number: number
  title: string
  /** As the person wrote it: untrusted. Empty where there is none. */
  body: string
  /** `null`: the account was deleted. */
  author: Person | null
  open: boolean
  labels: string[]
  url: string
}

/** Reads an issue. Throws where the number is a pull request's. */
export async function readIssue(client: Client, number: number): Promise<Issue> {
  const issue = fieldsOf(await client.read('GET /repos/{owner}/{repo}/issues/{number}', { number }), 'issue')
  if (issue.pull_request) throw new Error(`Number ${number} is a pull request; expected an issue.`)
  return {
    number: countOf(issue.number, 'issue.number'),
    title: textOf(issue.title, 'issue.title'),
    body: textOf(issue.body ?? '', 'issue.body'),
    author: personOf(issue.user, 'issue.user'),
    open: textOf(issue.state, 'issue.state') === 'open',
    labels: rowsOf(issue.labels, 'issue.labels').map(labelOf),
    url: textOf(issue.html_url, 'issue.html_url'),
  }
}

const labelOf = (label: unknown): string =>
  textOf(typeof label === 'string' ? label : (fieldsOf(label, 'label') as Fields).name, 'label.name')

const mark = '<!-- countersign answer -->'

/** Writes our one answer in an issue, over the one of before if there is one, and gives its number. `login`: the account that answers. */
export async function answerIssue(
  client: Client,
  number: number,
  text: string,
  login = workflowLogin,
): Promise<number> {
  const body = stickyBody(text, mark)
  const [there] = findSticky(await readComments(client, number), login, mark)
  if (there && sameBody(there.body, body)) return there.id
  return putSticky(client, number, body, login, there?.id ?? null, mark)
}
