/** The new directory: from the answers, or from files that somebody has written in the directory's own format. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isMap, isScalar, parseDocument } from 'yaml'
import { readRepository } from '../../policies/repository.ts'
import { parse } from '../../schemas/parse.ts'
import type { Directory } from '../../schemas/types.ts'
import { severalIn } from '../ask/answers.ts'
import type { Terminal } from '../ask/ask.ts'
import type { Answers } from '../ask/question.ts'
import { readDisk } from '../read/disk.ts'
import { directoryTexts } from '../render/directory.ts'
import { type Given, type Interviewed, interview } from './interview.ts'
import type { Persons } from './person.ts'

/** The directory that the answers give. */
export function directoryOf(answers: Answers, persons: Persons): Required<Directory> {
  const of = (family: string) =>
    Object.entries(answers).flatMap(([id, text]): [string, string][] =>
      id.startsWith(`${family}:`) ? [[id.slice(family.length + 1), text]] : [],
    )
  const some = (text: string): [string, ...string[]] => severalIn(text) as [string, ...string[]]
  const oneOrMore = (codes: [string, ...string[]]) => (codes.length > 1 ? codes : codes[0])
  const programme = {
    title: answers['programme-title'] ?? '',
    organisations: Object.fromEntries(of('party').map(([party, codes]) => [party, oneOrMore(some(codes))])),
    roles: Object.fromEntries(of('holder').map(([role, people]) => [role, some(people)])),
  }
  return {
    kind: 'Directory',
    organisations: Object.fromEntries(of('named').map(([code, name]) => [code, { name }])),
    people: persons,
    programmes: { [answers['programme'] ?? '']: programme },
    policyOwners: some(answers['owners'] ?? ''),
  }
}

type Found = {
  kind: 'found'
  files: Map<string, string> /** Titles of roles that nobody holds. */
  unheld: readonly string[]
}

/** The files that the answers give, or why there are none. */
export async function directoryFrom(
  given: Given,
  root: string,
  terminal: Terminal,
): Promise<Found | Exclude<Interviewed, { kind: 'answered' }>> {
  const asked = await interview(given, readRepository(readDisk(root)).pathways, terminal)
  if (asked.kind !== 'answered') return asked
  return { kind: 'found', files: directoryTexts(directoryOf(asked.answers, asked.persons)), unheld: asked.unheld }
}

/** Path → text of the directory files at a place: one file, or a folder of them. They need no first line for editors. */
export function filesAt(place: string): Map<string, string> {
  const paths = statSync(place).isDirectory()
    ? readdirSync(place).flatMap(name => (/\.ya?ml$/.test(name) ? [join(place, name)] : []))
    : [place]
  if (paths.length === 0) throw new Error(`${place} has no YAML file.`)
  return new Map(paths.map(path => [pathOf(path), withSchema(readFileSync(path, 'utf8'))]))
}

const pathOf = (path: string) => `policies/directory/${basename(path).replace(/\.ya?ml$/, '')}.yaml`

const schema = '# yaml-language-server: $schema='
const withSchema = (text: string) => {
  const rest = text.startsWith(schema) ? text.slice(text.indexOf('\n') + 1) : text
  return `${schema}../../schemas/directory.schema.json\n${rest}`
}

/** How many people own the policies. */
export const ownersOf = (files: ReadonlyMap<string, string>): number =>
  new Set([...files.values()].flatMap(text => (parse(text).data as Directory | null)?.policyOwners ?? [])).size

/** The accounts in a file whose number it does not say: person → login. A file that cannot be read has none: `check` says why. */
export function unnumberedIn(text: string): Map<string, string> {
  const { data } = parse(text)
  const people = Object.entries((data as Directory | null)?.people ?? {})
  return new Map(
    people.flatMap(([id, person]) =>
      typeof person?.github?.login === 'string' && person.github.id === undefined ? [[id, person.github.login]] : [],
    ),
  )
}

/** The file with the numbers of accounts, each beside its login; nothing else of the text changes. */
export function withNumbers(text: string, numbers: ReadonlyMap<string, number>): string {
  const document = parseDocument(text)
  const places = [...numbers].flatMap(([person, number]) => {
    const account = document.getIn(['people', person, 'github'], true)
    const pair = isMap(account) ? account.items.find(({ key }) => isScalar(key) && key.value === 'login') : undefined
    if (!isMap(account) || !isScalar(pair?.key) || !isScalar(pair.value)) return []
    const [from = 0, at = 0] = [pair.key.range?.[0], pair.value.range?.[1]]
    const between = account.flow ? ', ' : `\n${' '.repeat(from - text.lastIndexOf('\n', from - 1) - 1)}`
    return [{ at, added: `${between}id: ${number}` }]
  })
  return places
    .toSorted((a, b) => b.at - a.at)
    .reduce((now, { at, added }) => `${now.slice(0, at)}${added}${now.slice(at)}`, text)
}
