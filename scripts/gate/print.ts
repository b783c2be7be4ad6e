/** Prints a verdict in the form that was asked for, and gives its exit code. */
import type { Verdict } from '../../policies/model.ts'
import { commentOf } from '../render/comment.ts'
import { jsonText } from '../render/json.ts'
import { paintFor, verdictText } from '../render/terminal.ts'
import type { Options } from './options.ts'

/** 0 it passes, 1 it does not yet, 2 it could not be judged. */
export function print(verdict: Verdict, { json, markdown }: Pick<Options, 'json' | 'markdown'>): number {
  if (json) console.log(jsonText(verdict))
  else console.log(markdown ? commentOf(verdict) : verdictText(verdict, paintFor(process.stdout)))
  return exitCodeOf(verdict.state)
}

export const exitCodeOf = (state: Verdict['state']): number => ({ success: 0, pending: 1, failure: 1, error: 2 })[state]
