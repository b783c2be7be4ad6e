/** What a command must be told: by an option, at a prompt, or in a field of GitHub's forms. The same question for all of them. */
import type { QuestionId } from '../render/questions.ts'

export interface Question {
  /** Also the option: `attended` is `--attended`. Its words stand in `scripts/render/questions.ts`: without words it does not compile. */
  id: QuestionId
  /** `several`: any number of the choices; `lines`: a text of several lines. */
  kind: 'text' | 'lines' | 'choice' | 'several' | 'day' | 'link' | 'number'
  /** What may be chosen, and what people call it. Without it, `several` takes any ids. */
  choices?: readonly Choice[]
  required: boolean
  /** How a text is written, or each of several: as the schemas ask. */
  shape?: Shape
  /** The answer where nobody gives one. */
  preset?: string
  /** Its choices come and go with people and records: what is written once for a longer time cannot list them. */
  changing?: true
  /** Whom or what it is about, where it is put once for each (`family:subject`): in people's own (untrusted) words. */
  subject?: string
}

/** An organisation's code, an id of small letters, a GitHub login, or the digest of a file. */
export type Shape = 'ods' | 'slug' | 'login' | 'digest'

export interface Choice {
  value: string
  /** In people's own (untrusted) words. */
  title: string
  /** What else it may be called, without regard to case, such as a person's GitHub login. */
  also?: readonly string[]
}

/** Question → what was answered, as text. Several things are separated by commas or line ends. */
export type Answers = Readonly<Record<string, string>>

/** Why an answer is none. */
export type Unfit =
  | { code: 'unanswered' }
  | { code: 'no-such-choice'; got: string; known: readonly string[] }
  | { code: 'no-day' | 'no-link' | 'no-number'; got: string }
  | { code: 'misshapen'; got: string; shape: Shape }
  | { code: 'too-long'; most: number }
  /** Characters that nobody sees, or that turn the direction of reading. */
  | { code: 'hidden' }
  /** It is recorded already. */
  | { code: 'done-already'; by: string; on: string }
  | { code: 'past-day'; got: string }

/** An answer that will not do, and to which question. */
export interface Refusal {
  question: QuestionId
  subject?: string
  why: Unfit
}
