/** The words for the ids in a verdict or a board: people's names, roles', phases' and tasks' titles, and what a clause says. */
import type { Glossary } from './model.ts'
import type { Repository } from './repository.ts'

/** Everything that the ids in `value` stand for; titles are those of the pathways named. */
export function glossaryOf(value: unknown, pathways: readonly string[], repository: Repository): Glossary {
  const used = new Set(texts(value))
  const defined = pathways.flatMap(id => repository.pathways.get(id)?.data ?? [])
  const titles = (part: 'roles' | 'parties' | 'phases') =>
    wordsOf(
      defined.flatMap(pathway =>
        Object.entries(pathway[part] ?? {}).map(([id, { title }]): [string, string] => [id, title]),
      ),
    )
  const people = Object.entries(repository.people.people).filter(([id]) => used.has(id))
  const clauses = [...repository.guidance.values()].flatMap(({ data }) =>
    Object.entries(data.clauses)
      .filter(([id]) => used.has(id))
      .map(([id, { line, says }]): [string, Glossary['clauses'][string]] => [
        id,
        { says, link: linkTo(data.link, line), document: data.title },
      ]),
  )
  return {
    people: wordsOf(people.map(([id, { name, github }]) => [id, { name, login: github.login }])),
    roles: titles('roles'),
    parties: titles('parties'),
    phases: titles('phases'),
    // a row that nobody published says so wherever it is named
    tasks: wordsOf(
      defined.flatMap(({ tasks }) =>
        Object.entries(tasks ?? {}).map(([id, { title, derived }]) => [id, derived ? `${title} (derived)` : title]),
      ),
    ),
    clauses: wordsOf(clauses),
  }
}

/** Without a prototype: an id that a record makes up, such as `constructor`, is no word that every object has. */
const wordsOf = <T>(pairs: [string, T][]): Record<string, T> =>
  Object.assign(Object.create(null), Object.fromEntries(pairs))

/** A line can be linked in a file on GitHub; elsewhere the page is all there is. */
function linkTo(link: string | undefined, line: number): string | null {
  if (link === undefined) return null
  return /^https:\/\/github\.com\/.*\/blob\//.test(link) ? `${link}?plain=1#L${line}` : link
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(texts)
}
