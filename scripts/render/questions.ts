/** What is asked, in people's words: the same at a prompt, in a form and in a message about an option. */
import { joined, plain, say, type Words } from './words.ts'

interface Asked {
  /** What is asked for, within a sentence: "the day". With an article, or in the plural. */
  name: string
  /** The question itself. */
  label: string
  /** What helps to answer it. */
  hint?: string
  /** An answer that would do. */
  such: string
  /** Whether `name` is several things. */
  many?: true
}

const asked = {
  evidence: {
    name: 'the evidence',
    label: 'Where is the evidence?',
    hint: 'The address of a page. Never a document about a patient itself.',
    such: 'https://records.example/minutes/7',
  },
  on: { name: 'the day', label: 'On which day?', such: '2026-11-20' },
  pathway: { name: 'the pathway', label: 'Which pathway does it go?', such: 'first-of-type' },
  reason: { name: 'the reason', label: 'Why?', hint: 'One or two sentences.', such: '"Two sites report delays"' },
  title: { name: 'the title', label: 'What is it called?', such: '"Ashbourne Vale, first release"' },
} satisfies Record<string, Asked>

/** Questions that are put once for each of several subjects: `organisation:supplier` is `--organisation supplier=…`. */
const askedOfEach = {} satisfies Record<string, Asked>

type Family = keyof typeof askedOfEach
/** Each question has words in here, or does not compile. */
export type QuestionId = keyof typeof asked | `${Family}:${string}`

/** Who is asked about, where a question is put once for each: its title, in people's own (untrusted) words. */
interface Subject {
  id: QuestionId
  subject?: string
}

/** The question: "On which day?". */
export const label = (of: Subject): Words => about(of, wordsOf(of.id).label)

/** What helps to answer it, if anything does. */
export const hint = ({ id }: { id: QuestionId }): Words | null => {
  const { hint } = wordsOf(id)
  return hint === undefined ? null : [hint]
}

/** What is asked for, within a sentence: "the day". */
export const name = (of: Subject): Words => about(of, wordsOf(of.id).name)

/** Whether it is "are missing" and not "is missing". */
export const isMany = (id: QuestionId): boolean => wordsOf(id).many ?? false

/** An answer that would do: 2026-11-20. */
export const example = (id: QuestionId): string => wordsOf(id).such

/** The option, as it is typed: `--on`, or `--organisation supplier=`. */
function option(id: QuestionId): string {
  const [, subject] = split(id)
  return subject === undefined ? flag(id) : `${flag(id)} ${subject}=`
}

/** The option's name alone: `--on`, `--organisation`. */
export const flag = (id: QuestionId): string => `--${split(id)[0]}`

/** The option with an answer: `--on 2026-11-20`. */
export const optionWith = (id: QuestionId, answer: string): string =>
  id.includes(':') ? `${option(id)}${answer}` : `${option(id)} ${answer}`

/** A question as a prompt puts it: with what helps, and what Enter alone answers. */
export function promptText(of: Subject & { required: boolean; preset?: string }): string {
  const alone = of.preset === undefined ? [] : [say`(Enter: ${of.preset})`]
  const help = hint(of)
  const may = of.required || of.preset !== undefined ? [] : [['(Enter leaves it out)']]
  return plain(joined([label(of), ...(help ? [help] : []), ...alone, ...may], ' '))
}

/** What is said at a prompt beside the questions. */
export const askText = {
  left: 'You left. Nothing was changed.',
  leaveOut: 'Leave it out',
  commas: 'Several are separated by commas.',
  unsure: (what: Words) => plain(say`${what} It cannot be asked here: add --yes if you are sure.`),
}

function about({ id, subject }: Subject, words: string): Words {
  const [before = '', after] = words.split('%')
  return after === undefined ? [before] : say`${[before]}${subject ?? split(id)[1] ?? id}${[after]}`
}

function wordsOf(id: QuestionId): Asked {
  const [family, subject] = split(id)
  const table: Record<string, Asked> = subject === undefined ? asked : askedOfEach
  const words = Object.hasOwn(table, family) ? table[family] : undefined
  if (!words) throw new Error(`there are no words for the question ${id}`)
  return words
}

/** `organisation:supplier` → `organisation`, `supplier`. */
function split(id: string): [family: string, subject?: string] {
  const at = id.indexOf(':')
  return at < 0 ? [id] : [id.slice(0, at), id.slice(at + 1)]
}
