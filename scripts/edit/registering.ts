/** What a new record has to be told, from options, or asked for: first on which pathway and in which programme. */
import type { Repository } from '../../policies/repository.ts'
import type { Pathway } from '../../schemas/types.ts'
import { givenTo, unaskedIn } from '../ask/answers.ts'
import { ask, type Terminal } from '../ask/ask.ts'
import type { Answers, Question } from '../ask/question.ts'
import { titled } from './notes/note.ts'
import { registration, registrationQuestions } from './registration.ts'

export type Registering =
  | { path: string; text: string; pathway: string }
  /** There is a record of that name. */
  | { kind: 'taken'; path: string }
  | Exclude<Awaited<ReturnType<typeof ask>>, { kind: 'answered' }>

/** Asks for a new record. */
export async function registering(repository: Repository, given: Answers, terminal: Terminal): Promise<Registering> {
  const pathways = [...repository.pathways].map(([value, { data }]) => ({ value, title: data.title }))
  const first = await ask([{ id: 'pathway', kind: 'choice', choices: pathways, required: true }], given, terminal)
  if (first.kind !== 'answered') return first
  const { pathway: id = '' } = first.answers
  const pathway = repository.pathways.get(id)?.data
  if (!pathway) throw new Error(`There is no pathway ${id}.`)
  const second = await ask([programmeIn(repository, pathway)], given, terminal)
  if (second.kind !== 'answered') return second
  const { programme = '' } = second.answers
  const questions = registrationQuestions(pathway, repository.people, repository).map(question =>
    withKnown(question, programme, repository),
  )
  const other = unaskedIn(given, questions, ['pathway', 'programme'])
  if (other !== undefined) {
    const [option, subject] = other.split(':')
    const what = subject === undefined ? `--${option}` : `${option} called ${subject}`
    throw new Error(`A record of this pathway has no ${what}. Nothing was written.`)
  }
  const ofRoles = (question: Question) => question.id.startsWith('role:')
  const asked = await ask(
    questions.filter(question => !ofRoles(question)),
    { ...given, programme },
    terminal,
  )
  if (asked.kind !== 'answered') return asked
  const { path } = registration(pathway, id, asked.answers)
  if (repository.tree.has(path)) return { kind: 'taken', path }
  const roles = questions
    .filter(ofRoles)
    .map(question => (givenTo(question, given) ? question : withOwn(question, asked.answers, repository)))
    .filter(({ choices }) => choices?.length !== 0)
  const named = await ask(roles, given, { ...terminal, talking: asked.talked })
  if (named.kind !== 'answered') return named
  return { ...registration(pathway, id, { ...asked.answers, ...named.answers }), pathway: id }
}

/** Of a party's role, the people of its organisation. */
function withOwn(question: Question, answers: Answers, { people }: Repository): Question {
  const [, role = ''] = question.id.split(':')
  const ods = answers[`at:${role.split('/')[0]}`]
  const own = (question.choices ?? []).filter(({ value }) => people.people[value]?.organisation === ods)
  return { ...question, choices: own }
}

/** The programmes that have all parties of a pathway which are held for a whole programme. */
function programmeIn({ people }: Repository, { parties }: Pathway): Question {
  const needed = Object.entries(parties).flatMap(([id, { held }]) => (held === 'programme' ? id : []))
  const fit = Object.entries(people.programmes).filter(([, { organisations }]) => needed.every(id => organisations[id]))
  return { id: 'programme', kind: 'choice', choices: titled(Object.fromEntries(fit)), required: true }
}

/** What the programme's releases say already: which there are for a site, and of which product the next one is. */
export function withKnown(question: Question, programme: string, { records }: Repository): Question {
  const releases = [...records.values()].filter(one => one.programme === programme && one.data.kind === 'Release')
  if (question.id === 'product') {
    const product = releases[0]?.data.product
    return product === undefined ? question : { ...question, preset: product }
  }
  const isSite = question.id === 'release' && question.kind === 'choice'
  if (!isSite) return question
  const open = releases.filter(({ data }) => data.phase !== 'withdrawn')
  return {
    ...question,
    choices: open.map(({ data }) => ({ value: data.version ?? '', title: `${data.version}: ${data.title}` })),
  }
}
