/** An issue that was opened or edited → its answer. */
import { dayOf } from '../../policies/dates.ts'
import { identify } from '../../policies/holders.ts'
import { privateIn } from '../../schemas/private.ts'
import { formsOf } from '../forms/forms.ts'
import { submissionIn } from '../forms/read.ts'
import type { IssueEvent } from '../github/asked.ts'
import { samePerson } from '../github/authors.ts'
import { sameBody } from '../github/comment.ts'
import { earlierPull } from '../github/earlier.ts'
import { type Issue, readIssue } from '../github/issues.ts'
import { answered, type Heard, heard, ownersIn, type Scene } from './heard.ts'
import { wantedBy } from './wanted.ts'

/** What comes of an issue's text, as it is now. What was asked for in it is made by `deliver`. */
export async function hearIssue({ client, repository, now }: Scene, event: IssueEvent): Promise<Heard> {
  const issue = await readIssue(client, event.number)
  const submission = submissionIn(issue.body, formsOf(repository.pathways))
  if (!submission) return { is: 'silence', why: 'the issue is no form' }
  if (!issue.open) return { is: 'silence', why: 'the issue is closed' }
  if (privateIn(`${issue.title}\n${issue.body}`).length > 0) return answered({ is: 'private' })
  const earlier = await earlierPull(client, branchOfIssue(issue.number))
  if (earlier) return answered({ is: 'proposed', ...earlier })
  // whoever changed it since has caused another run
  if (!sameBody(issue.body, event.body)) return { is: 'silence', why: 'the issue has changed since' }
  // the text may be another's, of before: only by writing it does somebody ask
  if (!event.wrote) return { is: 'silence', why: 'its text has not changed' }
  if (!isByAuthor(issue, event)) return answered({ is: 'changed-by-another' })
  const me = identify(issue.author, repository.people)
  if (me === null) return answered({ is: 'stranger', owners: ownersIn(repository) })
  if ('misread' in submission) return answered({ is: 'misread', misread: submission.misread })
  return heard(wantedBy(submission, { repository, me, today: dayOf(now) }), me, repository)
}

/** The branch of what an issue asks for. */
export const branchOfIssue = (number: number): string => `request/${number}`

const isByAuthor = ({ author }: Issue, { sender }: IssueEvent): boolean =>
  author !== null && sender !== null && samePerson(author, sender)
