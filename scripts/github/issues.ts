/** An issue, and our answer in it. */
import type { Person } from '../../policies/model.ts'
import type { Client } from './client.ts'
import { workflowLogin } from './comment.ts'

export interface Issue {
  number: number
  title: string
  /** As the person wrote it: untrusted. Empty where there is none. */
  body: string
  author: Person | null
  open: boolean
  labels: string[]
  url: string
}

/** Reads an issue. Throws where the number is a pull request's. */
export async function readIssue(_client: Client, _number: number): Promise<Issue> {
  throw new Error('not written yet')
}

/** Writes our one answer in an issue, over the one of before if there is one, and gives its number. */
export async function answerIssue(
  _client: Client,
  _number: number,
  _text: string,
  _login = workflowLogin,
): Promise<number> {
  throw new Error('not written yet')
}
