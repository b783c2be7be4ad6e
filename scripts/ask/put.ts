/** One question at the terminal, by its kind. */
import type { Readable, Writable } from 'node:stream'
import {
  autocomplete,
  autocompleteMultiselect,
  type CANCEL_SYMBOL,
  isCancel,
  multiline,
  multiselect,
  select,
  text,
} from '@clack/prompts'
import { plain, say } from '../../policies/words.ts'
import { askText, example, promptText } from '../render/questions.ts'
import { answerTo, severalIn } from './answers.ts'
import type { Choice, Question, Unfit } from './question.ts'

export interface Prompts {
  input: Readable
  output: Writable
  signal: AbortSignal
}

/** More than these are found by typing a part of their name. */
const atAGlance = 8

/** The answer as it was typed or chosen, or the sign that the person left. `tell` says why a typed text will not do. */
export async function put(
  question: Question,
  tell: (why: Unfit) => string,
  prompts: Prompts,
): Promise<string | typeof CANCEL_SYMBOL> {
  const { kind, choices, required, preset } = question
  const message = promptText(question)
  if (kind === 'several' && choices) {
    const initialValues = severalIn(preset ?? '')
    const options = choices.map(optionOf)
    const isLong = options.length > atAGlance
    const how = `${message} ${askText.several(isLong)}`
    const asked = { ...prompts, message: how, options, initialValues, required: false }
    const chosen = await (isLong ? autocompleteMultiselect(asked) : multiselect(asked))
    return isCancel(chosen) ? chosen : chosen.join(',')
  }
  if (kind === 'choice' && choices?.length) {
    const leave = required ? [] : [{ value: '', label: askText.leaveOut }]
    const asked = {
      ...prompts,
      message,
      options: [...leave, ...choices.map(optionOf)],
      ...(preset !== undefined && { initialValue: preset }),
    }
    const chosen = await (asked.options.length > atAGlance ? autocomplete(asked) : select(asked))
    return chosen ?? ''
  }
  const validate = (typed: string | undefined) => {
    const { why } = answerTo(question, typed)
    return why && tell(why)
  }
  const asked = { ...prompts, message, placeholder: example(question.id), validate }
  return (await (kind === 'lines' ? multiline({ ...asked, showSubmit: true }) : text(asked))) ?? ''
}

/** What people call it, and its id where that is another word. Filtered by either. */
function optionOf({ value, title }: Choice) {
  const label = plain(say`${title}`)
  return {
    value,
    label: label || value,
    ...(!label.toLowerCase().startsWith(value.toLowerCase()) && { hint: plain(say`${value}`) }),
  }
}
