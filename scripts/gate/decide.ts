/** What a pull request should show: from what GitHub and git tell of it, and nothing else. */
import { evaluate, type Question } from '../../policies/evaluate.ts'
import type { Verdict } from '../../policies/model.ts'
import { type Effect, planEffects, type Standing, type Status, type StatusEffect } from '../github/effects.ts'
import { commentOf, type Web } from '../render/comment.ts'
import { statusOf } from '../render/status.ts'

/** The name of the commit status: the one required check. */
export const context = 'countersign/gate'

export interface Known {
  facts: Standing
  question: Question
  /** The status that head shows. */
  shown: Status | null
  /** The head of a merge group, where the status must stand too. */
  group: string | undefined
  /** The account that comments and sets statuses. */
  login: string
  web: Web
}

export interface Decision {
  verdict: Verdict
  effects: Effect[]
}

/**
 * The verdict, and what is still to be told of it. It already counts those as asked whom it asks: or the next run would have to say so.
 * Where all was told before, nobody is asked again: whom GitHub refused to ask then, it would refuse now. `refused`: their logins.
 */
export function decide(known: Known, refused: readonly string[] = []): Decision {
  const { question } = known
  const first = evaluate(question)
  const all = planned(known, first, first)
  if (all.every(({ kind }) => kind === 'review-request')) return { verdict: first, effects: [] }
  const asked = all.flatMap(effect => (effect.kind === 'review-request' ? effect.logins : []))
  const asking = asked
    .filter(login => !refused.includes(login))
    .map(login => ({ person: { id: null, login, bot: false }, at: question.now.toISOString() }))
  const pull = { ...question.pull, asked: [...question.pull.asked, ...asking] }
  const verdict = asking.length > 0 ? evaluate({ ...question, pull }) : first
  return { verdict, effects: planned(known, verdict, first) }
}

/** `asking` is the verdict that says whom to ask. */
function planned({ facts, shown, group, login, web }: Known, verdict: Verdict, asking: Verdict): Effect[] {
  const status = { sha: verdict.head, context, state: verdict.state, description: statusOf(verdict) }
  const ask = asking.ask.flatMap(id => asking.glossary.people[id] ?? []).map(({ login }) => ({ id: null, login }))
  const effects = planEffects(facts, { status, comment: commentOf(verdict, web), ask }, shown, login)
  const inGroup: StatusEffect[] = group ? [{ kind: 'status', ...status, sha: group }] : []
  return [...effects, ...inGroup]
}
