/** What somebody asked for by an event: the text of an issue, or what a workflow was started with. Untrusted, all of it. */
import type { Person } from '../../policies/model.ts'
import { personOf } from './authors.ts'
import { countOf, fieldsOf, textOf } from './shape.ts'

export interface IssueEvent {
  number: number
  /** The text as it was when it happened. */
  body: string
  /** Whether the text was written by it. */
  wrote: boolean
  /** Who did it; `null`: the account was deleted. */
  sender: Person | null
}

/** An issue that was opened or edited. */
export function issueEventIn(payload: unknown): IssueEvent {
  const event = fieldsOf(payload, 'event')
  const issue = fieldsOf(event.issue, 'issue')
  return {
    number: countOf(issue.number, 'issue.number'),
    body: textOf(issue.body ?? '', 'issue.body'),
    wrote: event.action === 'opened' || fieldsOf(event.changes ?? {}, 'changes').body !== undefined,
    sender: personOf(event.sender, 'sender'),
  }
}

/** What a workflow was started with. */
export function inputsIn(payload: unknown): Record<string, string> {
  const inputs = fieldsOf(fieldsOf(payload, 'event').inputs ?? {}, 'inputs')
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
