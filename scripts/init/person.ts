/** People, as they are told on one line: name, ODS code, GitHub login, and the account's number where it is known. */
import type { People } from '../../policies/repository.ts'
import { answerTo } from '../ask/answers.ts'
import type { Question } from '../ask/question.ts'

export type Person = People['people'][string]
export type Persons = Readonly<Record<string, Person>>

/** What is asked of each. */
export const personQuestions: readonly Question[] = [
  { id: 'person-name', kind: 'text', required: true },
  { id: 'person-organisation', kind: 'text', shape: 'ods', required: true },
  { id: 'person-login', kind: 'text', shape: 'login', required: true },
]

/** One more person, under an id of their own; `null`: the line does not say who. `ann=Ann Lee, …` chooses the id. */
export function withPerson(persons: Persons, line: string): Persons | null {
  const [, chosen, rest = ''] = /^(?:\s*([a-z][a-z0-9-]*)\s*=)?(.*)$/s.exec(line) ?? []
  const parts = rest.split(',').map(part => part.trim())
  const number = parts.length > 3 ? parts.pop() : undefined
  const told = personQuestions.map((question, index) => answerTo(question, parts[index]).text)
  const [name, organisation, login] = told
  if (parts.length !== 3 || name === undefined || organisation === undefined || login === undefined) return null
  if (number !== undefined && !/^[1-9]\d{0,14}$/.test(number)) return null
  if (chosen !== undefined && Object.hasOwn(persons, chosen)) return null
  const account = { ...(number !== undefined && { id: Number(number) }), login }
  return joined(persons, { name, organisation, github: account }, chosen)
}

/** One more person, under an id of their own. */
export const joined = (persons: Persons, person: Person, id = idOf(person.name)): Persons => ({
  ...persons,
  [free(id, persons)]: person,
})

/** Letters that are not another one with a mark. */
const letters: Record<string, string> = { ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th' }

/** "Łucja O’Hara" is lucja-o-hara. */
export function idOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[łøßæœđðþ]/g, letter => letters[letter] ?? '')
  const id = plain
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
  return (
    id
      .replaceAll(/^[-0-9]+|-+$/g, '')
      .slice(0, 50)
      .replace(/-$/, '') || 'person'
  )
}

function free(id: string, persons: Persons): string {
  const taken = (name: string) => Object.hasOwn(persons, name)
  if (!taken(id)) return id
  let number = 2
  while (taken(`${id}-${number}`)) number += 1
  return `${id}-${number}`
}
