/** Faults on demand: answers that are wrong, late, cut or lost. */
import { type Answer, refuse } from './answers.ts'

export type How =
  /** An error of GitHub's own. */
  | { status: number }
  /** A rate limit. */
  | { status: 429 | 403; retryAfter: number }
  /** The connection is destroyed before any answer. */
  | 'cut'
  /** The headers promise the whole answer, half of it comes, then the connection closes. */
  | 'half'

export interface Fault {
  match: (method: string, path: string) => boolean
  /** How many matching requests it meets. */
  times: number
  how: How
  /** The request is carried out before the fault, so only the answer is lost. */
  after?: boolean
}

/** Takes the first fault that meets this request, and counts it. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | null {
  const fault = faults.find(one => one.times > 0 && one.match(method, path))
  if (fault === undefined) return null
  fault.times -= 1
  return fault
}

/** The answer that a fault puts in place of the real one; `null` where it breaks the connection instead. */
export function faultAnswer(how: How): Answer | null {
  if (how === 'cut' || how === 'half') return null
  if (!('retryAfter' in how)) return refuse(how.status, 'Server Error')
  const limited = refuse(
    how.status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  )
  return { ...limited, headers: { 'retry-after': String(how.retryAfter) } }
}
