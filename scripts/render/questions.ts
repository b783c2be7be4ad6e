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
  another: { name: 'the answer', label: 'Is there anybody else?', such: 'no' },
  evidence: {
    name: 'the evidence',
    label: 'Where is the evidence?',
    hint: 'The address of a page. Never a document about a patient itself.',
    such: 'https://records.example/minutes/7',
  },
  on: { name: 'the day', label: 'On which day?', such: '2026-11-20' },
  organisation: {
    name: 'the organisation',
    label: 'Which organisation runs this repository?',
    hint: 'Its ODS code.',
    such: 'Z9A1B',
  },
  owners: {
    name: 'the policy owners',
    label: 'Who approves changes of policies, schemas, scripts and workflows?',
    hint: 'Two at least: nobody approves their own.',
    such: 'ann-lee,ben-roe',
    many: true,
  },
  pathway: { name: 'the pathway', label: 'Which pathway does it go?', such: 'first-of-type' },
  pathways: {
    name: 'the pathways',
    label: 'Which pathways will the programme use?',
    hint: 'Where sites share a release, also the pathway of the release.',
    such: 'first-of-type,ers-release',
    many: true,
  },
  person: {
    name: 'the people',
    label: 'Who takes part?',
    hint: 'Name, ODS code of the organisation, GitHub login.',
    such: 'Ann Lee, Z9A1B, ann-lee',
    many: true,
  },
  'person-login': { name: 'the GitHub login', label: 'Their GitHub login?', such: 'ann-lee' },
  'person-name': { name: 'the name', label: 'What is the person’s name?', such: 'Ann Lee' },
  'person-organisation': {
    name: 'the organisation',
    label: 'Whom do they work for?',
    hint: 'The ODS code.',
    such: 'Z9A1B',
  },
  programme: {
    name: 'the programme',
    label: 'Which programme begins here?',
    hint: 'A short id: it becomes a folder of deployments.',
    such: 'referral-hub',
  },
  'programme-title': { name: 'the programme’s title', label: 'What is the programme called?', such: 'Referral Hub' },
  reason: { name: 'the reason', label: 'Why?', hint: 'One or two sentences.', such: 'Two sites report delays' },
  title: { name: 'the title', label: 'What is it called?', such: 'Ashbourne Vale, first release' },
} satisfies Record<string, Asked>

/**
 * Questions that are put once for each of several subjects: `organisation:supplier` is `--organisation supplier=…`. The subject's words
 * stand for `%`.
 */
const askedOfEach = {
  holder: { name: 'who is %', label: 'Who is %?', hint: 'For every record of the programme.', such: 'ann-lee,ben-roe' },
  named: { name: 'the name of %', label: 'What is % called?', such: 'Wold Digital' },
  party: {
    name: 'the organisation of %',
    label: 'Which organisation is the % of the programme?',
    hint: 'Its ODS code; several are separated by commas.',
    such: 'Z9A1B',
  },
} satisfies Record<string, Asked>

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
export const optionWith = (id: QuestionId, answer: string): string => {
  const quoted = /\s/.test(answer) ? `"${answer}"` : answer
  return id.includes(':') ? `${option(id)}${quoted}` : `${option(id)} ${quoted}`
}

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
