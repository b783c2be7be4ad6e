/** One pull request on GitHub: judged, told, and looked at once more. */

import { plain, say } from '../../policies/words.ts'
import { samePerson } from '../github/authors.ts'
import { carryOut, type Done } from '../github/effects.ts'
import type { Meant } from '../github/event.ts'
import { addedSince } from '../github/timeline.ts'
import { annotationsOf } from '../render/annotations.ts'
import { commentOf } from '../render/comment.ts'
import { jsonText } from '../render/json.ts'
import { annotate } from './actions.ts'
import { type Decision, decide, type Known } from './decide.ts'
import { fetchHeads, type Group, hasBaseMoved, type Look, lookAt, type Run } from './look.ts'
import { exitCodeOf, print } from './print.ts'

const attempts = 3

/**
 * Judges one pull request, and gives the exit code. Another run may judge it at the same time, and people go on: so after telling, it looks
 * whether anything happened since it looked first, and then judges again. Whoever tells last has seen everything.
 */
export async function judge(run: Run, meant: Meant, group: Group): Promise<number> {
  const { number } = meant
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1 || !run.fetched) fetchHeads(run.git, [number])
    const look = await lookAt(run, attempt === 1 ? meant : { number }, group)
    if (!look) {
      console.log(`Pull request ${number} is closed: nothing to judge.`)
      return 0
    }
    const decision = decide(look.known)
    if (run.options.dryRun) {
      console.log(jsonText(decision.effects))
      return exitCodeOf(decision.verdict.state)
    }
    const { verdict, done } = await tell(run, look.known, decision)
    if (!done || !(await hasMoved(run, look, done))) {
      await annotate(annotationsOf(verdict), commentOf(verdict, look.known.web))
      return print(verdict, run.options)
    }
    console.log(`Pull request ${number} changed while it was judged: judging it again.`)
  }
  throw new Error(`it changed ${attempts} times while it was judged`)
}

/** What people do besides, and what GitHub notes when somebody is asked: no verdict depends on it. Whatever is not known here counts. */
const asides = new Set([
  'assigned',
  'commented',
  'cross-referenced',
  'labeled',
  'line-commented',
  'mentioned',
  'milestoned',
  'demilestoned',
  'referenced',
  'review_request_removed',
  'subscribed',
  'unassigned',
  'unlabeled',
  'unsubscribed',
])

/** What the gate does besides its comment. Other workflows may go by the same name: whatever else it did was theirs. */
const own = new Set(['comment_deleted', 'mentioned', 'review_requested', 'subscribed'])

/** Whether anything has happened since the pull request was looked at, but for what we have told ourselves. */
async function hasMoved({ client, git, login }: Run, look: Look, { comment }: Done): Promise<boolean> {
  const { number } = look.known.question.pull
  const added = await addedSince(client, number, look.timeline, ({ event, id, by }) => {
    const isOurs = by !== null && samePerson({ id: null, login: by }, { id: null, login })
    return isOurs ? own.has(event) || (event === 'commented' && id === `${comment}`) : asides.has(event)
  })
  return added.length > 0 || hasBaseMoved(git, look)
}

/** Asks first: whom GitHub would not ask, the comment must not say to have been asked. `done` is `null` where there was nothing to tell. */
async function tell(
  { client, login }: Run,
  known: Known,
  decision: Decision,
): Promise<{ verdict: Decision['verdict']; done: Done | null }> {
  const { number } = known.question.pull
  const carry = (effects: Decision['effects']) => carryOut(client, number, effects, login)
  const of = (effects: Decision['effects'], ...kinds: string[]) => effects.filter(({ kind }) => kinds.includes(kind))
  // a green status must not outlast what it said, whatever goes wrong from here on
  const overtaken = known.shown?.state === 'success' && decision.verdict.state !== 'success'
  if (overtaken) await carry(of(decision.effects, 'status'))
  const { refused } = await carry(of(decision.effects, 'review-request'))
  for (const { login, reason } of refused)
    console.log(plain(say`GitHub would not ask ${login} for a review: ${reason}`))
  const { verdict, effects } =
    refused.length > 0
      ? decide(
          known,
          refused.map(({ login }) => login),
        )
      : decision
  const told = overtaken && refused.length === 0 ? [] : ['status']
  const done = await carry(of(effects, 'comment', 'comment-removal', ...told))
  return { verdict, done: decision.effects.length > 0 ? done : null }
}
