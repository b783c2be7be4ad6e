/** Asks at the terminal for what is missing. Where there is none, in CI and with --yes it never asks: what is missing comes back. */
import type { Readable, Writable } from 'node:stream'
import { cancel, confirm, isCancel, log } from '@clack/prompts'
import { Option } from 'commander'
import { plain, type Words } from '../../policies/words.ts'
import { askText } from '../render/questions.ts'
import { answerWords, refusalWords } from '../render/refusals.ts'
import { answersTo, answerTo, givenTo, refused } from './answers.ts'
import { type Prompts, put } from './put.ts'
import type { Answers, Question, Refusal, Unfit } from './question.ts'

/** Where to ask, and whether: the process's own terminal, unless a test has another. */
export interface Terminal {
  /** `--yes` was given. */
  yes?: boolean
  /** They are answering already: so they are asked what may be left out too. */
  talking?: boolean
  input?: Readable & { isTTY?: boolean }
  output?: Writable & { isTTY?: boolean }
  env?: NodeJS.ProcessEnv
}

export type Asked =
  /** `talked`: they were asked. */
  | { kind: 'answered'; answers: Answers; talked: boolean }
  | { kind: 'refused'; refusals: readonly Refusal[] }
  /** The person left: it was said that nothing was changed. */
  | { kind: 'left' }

/** The option of every command that asks. */
export const yesOption = (): Option => new Option('-y, --yes', 'never ask: take what is given, and yes')

/** Whether somebody is there who can answer. */
export function mayAsk({ yes, input = process.stdin, output = process.stdout, env = process.env }: Terminal): boolean {
  const isCi = (env['CI'] !== undefined && !['', 'false', '0'].includes(env['CI'])) || Boolean(env['GITHUB_ACTIONS'])
  return !yes && !isCi && input.isTTY === true && output.isTTY === true
}

/**
 * The answers to all questions. Once all that must be answered is given, nothing is asked; else every question without an answer is, and
 * Enter alone takes what is preset or leaves out what may be left out.
 */
export async function ask(questions: readonly Question[], given: Answers, terminal: Terminal = {}): Promise<Asked> {
  const { answers, refusals } = answersTo(questions, given)
  const enough = refusals.length === 0
  if (enough && !(terminal.talking && mayAsk(terminal))) return { kind: 'answered', answers, talked: false }
  // with nothing to choose from, no answer would do
  if (!mayAsk(terminal) || questions.some(isHopeless)) return { kind: 'refused', refusals }
  return conversing(terminal, async prompts => {
    const heard: [string, string][] = []
    for (const question of questions) {
      const text = await hear(question, givenTo(question, given), prompts)
      if (text === null) return { kind: 'left' }
      if (text !== undefined) heard.push([question.id, text])
    }
    return { kind: 'answered', answers: Object.fromEntries(heard), talked: true }
  })
}

/** Yes or no; with --yes it is yes. Where nobody can be asked, it is no, and it says how to say yes. */
export async function agreed(what: Words, terminal: Terminal = {}): Promise<boolean> {
  if (terminal.yes) return true
  if (!mayAsk(terminal)) {
    console.error(askText.unsure(what))
    return false
  }
  return conversing(terminal, async prompts => {
    const answer = await confirm({ ...prompts, message: plain(what), initialValue: false })
    if (answer !== true) cancel(askText.left, prompts)
    return answer === true
  })
}

const isHopeless = ({ kind, choices, required }: Question) =>
  required && (choices ?? (kind === 'choice' ? [] : null))?.length === 0

/** Says what would not do, and gives the exit code of a command that therefore did nothing. */
export function leave(asked: Exclude<Asked, { kind: 'answered' }>): number {
  if (asked.kind === 'refused') for (const one of asked.refusals) console.error(plain(refusalWords(one)))
  return 1
}

/** One answer that will do: as given, or asked until it does. `null`: the person left. */
async function hear(
  question: Question,
  given: string | undefined,
  prompts: Prompts,
): Promise<string | undefined | null> {
  const first = given === undefined ? null : answerTo(question, given)
  if (first && !first.why) return first.text
  const tell = (why: Unfit) => plain(answerWords(refused(question, why)))
  if (first?.why) log.warn(tell(first.why), prompts)
  for (;;) {
    const answer = await put(question, tell, prompts)
    if (isCancel(answer)) {
      cancel(askText.left, prompts)
      return null
    }
    const { text, why } = answerTo(question, answer)
    if (!why) return text
    log.warn(tell(why), prompts)
  }
}

/** The end of the input (Ctrl-D) leaves as Ctrl-C does: else the prompt would wait for ever. */
async function conversing<T>(
  { input = process.stdin, output = process.stdout }: Terminal,
  talk: (prompts: Prompts) => Promise<T>,
) {
  const leaving = new AbortController()
  const end = () => leaving.abort()
  const key = (_: unknown, pressed?: { ctrl?: boolean; name?: string }) =>
    pressed?.ctrl && pressed.name === 'd' && end()
  input.on('end', end).on('keypress', key)
  try {
    return await talk({ input, output, signal: leaving.signal })
  } finally {
    input.off('end', end).off('keypress', key)
  }
}
