/** What an attack is, and how it is tried: for real, beside a harmless twin. */

/** Where an attack is tried, and what tries it. */
export const kinds = {
  case: 'A pull request, from the first push to the status',
  forge: 'GitHub’s own functions: statuses, comments, reviews, merging',
  text: 'Other people’s words',
  request: 'Forms, from the issue to the pull request and its status',
  workflow: 'Code and workflows of the pull request itself, run by act',
} as const

/** How a trial ended, in the words of what ended it: a status, a refusal of GitHub, what the gate did next. */
export interface Trial {
  passed: boolean
  by: string
}

export interface Attack {
  name: string
  kind: keyof typeof kinds
  /** What somebody hopes to gain, in a sentence. */
  hope: string
  attempt: () => Promise<Trial>
  /** The same without the trick. It must pass, or the attack proves nothing. */
  twin: () => Promise<Trial>
  /** What is not installed here; then it is not tried. */
  lacks?: string
}

export type Ended =
  | { is: 'stopped' | 'through'; by: string }
  /** The harmless twin was stopped as well. */
  | { is: 'vacuous'; by: string }
  | { is: 'not-run'; lacks: string }

export interface Result extends Pick<Attack, 'name' | 'kind' | 'hope'> {
  ended: Ended
}

/** Tries one attack, then its twin. */
export async function tryOne({ name, kind, hope, attempt, twin, lacks }: Attack): Promise<Result> {
  if (lacks !== undefined) return { name, kind, hope, ended: { is: 'not-run', lacks } }
  const { passed, by } = await attempt()
  if (passed) return { name, kind, hope, ended: { is: 'through', by } }
  const control = await twin()
  return { name, kind, hope, ended: control.passed ? { is: 'stopped', by } : { is: 'vacuous', by: control.by } }
}

/** Tries something once, however many attacks share it. */
export function once(trial: () => Promise<Trial>): () => Promise<Trial> {
  let tried: Promise<Trial> | undefined
  return () => {
    tried ??= trial()
    return tried
  }
}
