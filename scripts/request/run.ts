/** What the workflow Advance was started with → its answer. */
import { dayOf } from '../../policies/dates.ts'
import { identify } from '../../policies/holders.ts'
import type { Person } from '../../policies/model.ts'
import { privateIn } from '../../schemas/private.ts'
import type { Answers } from '../ask/question.ts'
import { formsOf } from '../forms/forms.ts'
import { earlierPull } from '../github/earlier.ts'
import { answered, type Heard, heard, ownersIn, type Scene } from './heard.ts'
import { wantedBy } from './wanted.ts'

export interface Started {
  /** Whoever started it first, also where somebody else has run it again. */
  actor: Person
  /** GitHub's number of the run: the same when it is run again. */
  run: string
  inputs: Answers
}

/** The branch of what a run was started for. */
export const branchOfRun = (run: string): string => `request/run-${run}`

/** What comes of it. The inputs are those of the form `advance`. */
export async function hearRun({ client, repository, now }: Scene, { actor, run, inputs }: Started): Promise<Heard> {
  const form = formsOf(repository.pathways).find(({ kind }) => kind === 'advance')
  if (!form) throw new Error('there is no form to advance')
  if (privateIn(Object.values(inputs).join('\n')).length > 0) return answered({ is: 'private' })
  const earlier = await earlierPull(client, branchOfRun(run))
  if (earlier) return answered({ is: 'proposed', ...earlier })
  const me = identify(actor, repository.people)
  if (me === null) return answered({ is: 'stranger', owners: ownersIn(repository) })
  const given = Object.fromEntries(
    Object.entries(inputs).flatMap(([id, text]) => (text.trim() ? [[id, text.trim()]] : [])),
  )
  return heard(wantedBy({ form, given }, { repository, me, today: dayOf(now) }), me, repository)
}
