/** What is said of an answer that will not do. */

import { date, few, say, type Words } from '../../policies/words.ts'
import type { Refusal, Shape } from '../ask/question.ts'
import { example, flag, isMany, name, optionWith } from './questions.ts'

/** How it can be mended where it is said. */
interface How {
  add: Words
  such: Words
  takes: Words
}

/** One sentence, where options are typed: what is wrong, and how to mend it. */
export const refusalWords = ({ question: id, subject, why }: Refusal): Words =>
  sentence({ id, ...(subject !== undefined && { subject }) }, why, {
    add: say`add ${flag(id)}, such as ${optionWith(id, example(id))}`,
    such: say`such as ${optionWith(id, example(id))}`,
    takes: say`${flag(id)} takes`,
  })

/** The same where there is no option: at a prompt, or in a form. */
export const answerWords = ({ question: id, subject, why }: Refusal): Words =>
  sentence({ id, ...(subject !== undefined && { subject }) }, why, {
    add: say`please answer, such as ${example(id)}`,
    such: say`such as ${example(id)}`,
    takes: ['choose'],
  })

function sentence(of: Parameters<typeof name>[0], why: Refusal['why'], { add, such, takes }: How): Words {
  const what = capital(name(of))
  switch (why.code) {
    case 'unanswered':
      return say`${what} ${[isMany(of.id) ? 'are' : 'is']} missing: ${add}.`
    case 'no-such-choice':
      return why.known.length === 0
        ? say`${what} cannot be “${why.got}”: there is nothing to choose from.`
        : say`${what} cannot be “${why.got}”: ${takes} ${few(
            why.known.map(known => say`${known}`),
            ' or ',
          )}.`
    case 'no-day':
      return say`${what} cannot be “${why.got}”: write year, month and day, ${such}.`
    case 'no-link':
      return say`${what} cannot be “${why.got}”: give an address that begins with https:// and has no blanks and no password, ${such}.`
    case 'no-number':
      return say`${what} cannot be “${why.got}”: write a whole number in digits, ${such}.`
    case 'misshapen':
      return say`${what} cannot be “${why.got}”: write ${shapes[why.shape]}, ${such}.`
    case 'hidden':
      return say`${what} ${[isMany(of.id) ? 'have' : 'has']} characters that nobody can see: type it again, without copying it.`
    case 'done-already':
      return say`${what} ${[isMany(of.id) ? 'are' : 'is']} recorded already, by ${why.by} on ${date(why.on)}. What happened is not written over; where it was done again, add --again.`
    case 'past-day':
      return say`${what} cannot be ${date(why.got)}: that day is over.`
    case 'too-long':
      return say`${what} ${[isMany(of.id) ? 'are' : 'is']} too long: write at most ${why.most} characters, and link to the rest.`
  }
}

const shapes: Record<Shape, Words> = {
  ods: ['an ODS code of 3 to 9 letters and digits'],
  slug: ['small letters, digits and hyphens, with a letter first'],
  digest: ['sha256: and 64 digits or letters from a to f'],
  login: ['the name of a GitHub account, without @'],
}

function capital(words: Words): Words {
  const [first = '', ...rest] = words.filter(word => word !== '')
  return [typeof first === 'string' ? `${first.charAt(0).toUpperCase()}${first.slice(1)}` : first, ...rest]
}
