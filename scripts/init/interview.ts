/** Asks for what a new directory must say, in the order in which one answer leads to the next question. */
import type { PathwayFile } from '../../policies/repository.ts'
import { severalIn } from '../ask/answers.ts'
import { type Asked, ask, type Terminal } from '../ask/ask.ts'
import type { Answers, Question } from '../ask/question.ts'
import { joined, type Persons, personQuestions, withPerson } from './person.ts'

type Pathways = ReadonlyMap<string, PathwayFile>

export type Interviewed =
  | {
      kind: 'answered'
      answers: Answers
      persons: Persons /** Titles of roles that nobody holds. */
      unheld: readonly string[]
    }
  | Exclude<Asked, { kind: 'answered' }>
  /** What was given says nobody, or answers nothing that is asked. */
  | { kind: 'strange'; problem: Strange }
export type Strange = { code: 'no-person'; line: string } | { code: 'not-asked'; option: string }

/** What options gave: answers, and a line for each person. */
export interface Given {
  answers: Answers
  people: readonly string[]
}

/** All answers, each question put once what leads to it is known. */
export async function interview(
  { answers: given, people }: Given,
  pathways: Pathways,
  terminal: Terminal = {},
): Promise<Interviewed> {
  const put = new Set<string>()
  const hear = (questions: readonly Question[]) => {
    for (const { id } of questions) put.add(id)
    return ask(questions, given, terminal)
  }
  const first = await hear(programmeQuestions(pathways))
  if (first.kind !== 'answered') return first
  const used = severalIn(first.answers['pathways'] ?? '').flatMap(id => pathways.get(id) ?? [])
  const parties = await hear(partyQuestions(used))
  if (parties.kind !== 'answered') return parties
  const met = people.length > 0 ? personsIn(people) : await meet(terminal)
  if (met.kind !== 'answered') return met
  const { persons } = met
  const names = await hear(codesIn(first.answers, parties.answers, persons).map(nameQuestion))
  if (names.kind !== 'answered') return names
  const asking = roleQuestions(used, persons)
  const roles = await hear(asking)
  if (roles.kind !== 'answered') return roles
  const option = Object.keys(given).find(id => !put.has(id))
  if (option !== undefined) return { kind: 'strange', problem: { code: 'not-asked', option } }
  const answers = { ...first.answers, ...parties.answers, ...names.answers, ...roles.answers }
  const unheld = asking.flatMap(({ id, subject }) => (Object.hasOwn(answers, id) ? [] : [subject ?? id]))
  return { kind: 'answered', answers, persons, unheld }
}

const programmeQuestions = (pathways: Pathways): Question[] => [
  { id: 'organisation', kind: 'text', shape: 'ods', required: true },
  { id: 'programme', kind: 'text', shape: 'slug', required: true },
  { id: 'programme-title', kind: 'text', required: true },
  {
    id: 'pathways',
    kind: 'several',
    choices: [...pathways.values()].map(({ id, data }) => ({ value: id, title: data.title })),
    required: true,
  },
]

/** The parties that take the same part in every record of a programme, once each. */
export const partyQuestions = (pathways: readonly PathwayFile[]): Question[] => {
  const parties = pathways.flatMap(({ data }) => Object.entries(data.parties))
  const held = new Map(parties.flatMap(([id, { held, title }]) => (held === 'programme' ? [[id, title]] : [])))
  return [...held].map(([id, subject]) => ({
    id: `party:${id}`,
    kind: 'several',
    shape: 'ods',
    required: true,
    subject,
  }))
}

/** Who holds the roles of those parties, and who owns the policies. A role may wait for its holder; policies may not. */
function roleQuestions(pathways: readonly PathwayFile[], persons: Persons): Question[] {
  const parties = new Set(partyQuestions(pathways).map(({ id }) => id))
  const roles = pathways.flatMap(({ data }) => Object.entries(data.roles))
  const held = new Map(
    roles.flatMap(([id, { title }]) => (parties.has(`party:${id.split('/')[0]}`) ? [[id, title]] : [])),
  )
  const choices = Object.entries(persons).map(([value, { name }]) => ({ value, title: name }))
  const several = { kind: 'several', choices } as const
  return [
    ...[...held].map(([id, subject]): Question => ({ id: `holder:${id}`, ...several, required: false, subject })),
    { id: 'owners', ...several, required: true },
  ]
}

const nameQuestion = (code: string): Question => ({ id: `named:${code}`, kind: 'text', required: true, subject: code })

/** Every organisation that is spoken of. */
function codesIn(first: Answers, parties: Answers, persons: Persons): string[] {
  const employers = Object.values(persons).map(({ organisation }) => organisation)
  return [...new Set([first['organisation'] ?? '', ...Object.values(parties).flatMap(severalIn), ...employers])]
}

type Met = { kind: 'answered'; persons: Persons } | Exclude<Interviewed, { kind: 'answered' }>

function personsIn(lines: readonly string[]): Met {
  let persons: Persons = {}
  for (const line of lines) {
    const more = withPerson(persons, line)
    if (!more) return { kind: 'strange', problem: { code: 'no-person', line } }
    persons = more
  }
  return { kind: 'answered', persons }
}

/** One person after another, until there is nobody else. Without a terminal it is said how to name them. */
async function meet(terminal: Terminal): Promise<Met> {
  let persons: Persons = {}
  for (;;) {
    const asked = await ask(personQuestions, {}, terminal)
    if (asked.kind === 'refused')
      return { kind: 'refused', refusals: [{ question: 'person', why: { code: 'unanswered' } }] }
    if (asked.kind === 'left') return asked
    const {
      'person-name': name = '',
      'person-organisation': organisation = '',
      'person-login': login = '',
    } = asked.answers
    persons = joined(persons, { name, organisation, github: { login } })
    const more = await ask([anotherQuestion], {}, terminal)
    if (more.kind === 'left') return more
    if (more.kind !== 'answered' || more.answers['another'] === 'no') return { kind: 'answered', persons }
  }
}

const anotherQuestion: Question = {
  id: 'another',
  kind: 'choice',
  required: true,
  choices: [
    { value: 'yes', title: 'Yes' },
    { value: 'no', title: 'No, that is all' },
  ],
}
