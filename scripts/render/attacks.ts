/** What people read of the attacks: the table, and what it comes to. */
import { count, markdown, plain, say, type Words } from '../../policies/words.ts'

type Ended = { is: 'stopped' | 'through' | 'vacuous'; by: string } | { is: 'not-run'; lacks: string }
interface Named {
  name: string
  kind: string
  hope: string
}
type Tried = Named & { ended: Ended }

const headings: Record<string, string> = {
  case: 'Pull requests, from the first push to the status',
  forge: 'What GitHub itself lets people do',
  text: 'Other people’s words',
  request: 'Forms, from the issue to the pull request',
  workflow: 'Code and workflows that a pull request brings',
}

/** What was seen, where no status and no refusal says it. */
export const foundText = {
  couldNotTell: 'The gate could not tell its verdict, and its run is red.',
  ownComment: 'The gate wrote a comment of its own.',
  written: 'The gate wrote its comment anew.',
  asText: 'Shown as text.',
  proposed: 'A pull request was made of it.',
} as const

const marks = { stopped: '✓', through: '✗', vacuous: '?', 'not-run': '-' } as const

function endedWords(ended: Ended): Words {
  if (ended.is === 'not-run') return say`not run: ${ended.lacks} is not installed`
  if (ended.is === 'stopped') return say`${ended.by}`
  if (ended.is === 'through') return say`GOT THROUGH: ${ended.by}`
  return say`PROVES NOTHING: without the trick it is stopped as well: ${ended.by}`
}

const byKind = <T extends Named>(list: readonly T[], line: (one: T) => string): string =>
  [...Map.groupBy(list, ({ kind }) => kind)]
    .map(([kind, same]) => [headings[kind] ?? kind, ...same.map(line)].join('\n'))
    .join('\n\n')

/** The attacks, without what came of them. */
export const groupText = (list: readonly Named[]): string =>
  byKind(list, ({ name, hope }) => plain(say`  ${name}: ${hope}`))

/** Each attack, what somebody hoped, and what stopped it. */
export const attackText = (list: readonly Tried[]): string =>
  byKind(list, ({ name, hope, ended }) =>
    [
      `  ${marks[ended.is]} ${plain(say`${name}`)}`,
      `      ${plain(say`${hope}`)}`,
      `      → ${plain(endedWords(ended))}`,
    ].join('\n'),
  )

/** The same as a table in Markdown, for a security review. */
export const attackTable = (list: readonly Tried[]): string =>
  [
    '|  | Attack | What somebody hopes | What stopped it |',
    '| --- | --- | --- | --- |',
    ...list.map(({ name, hope, ended }) => {
      const cells = [say`${name}`, say`${hope}`, endedWords(ended)].map(markdown)
      return `| ${[marks[ended.is], ...cells].join(' | ')} |`
    }),
  ].join('\n')

/** What all of it comes to. */
export function closingText(list: readonly Tried[]): string {
  const of = (is: Ended['is']) => list.filter(({ ended }) => ended.is === is)
  const rest = [
    ...(of('through').length > 0 ? [`${count(of('through').length, 'attack')} got through`] : []),
    ...(of('vacuous').length > 0 ? [`${count(of('vacuous').length, 'attack')} proved nothing`] : []),
    ...(of('not-run').length > 0 ? [`${of('not-run').length} not run`] : []),
  ]
  return `${[`${of('stopped').length} of ${count(list.length, 'attack')} stopped`, ...rest].join('; ')}.`
}

/** Which attack is being tried, on a terminal. */
export function trying(out: NodeJS.WriteStream, name: string, nth: number, all: number): void {
  if (out.isTTY) out.write(`\r\u001B[K${nth}/${all} ${plain(say`${name}`)}${nth === all ? '\r\u001B[K' : ''}`)
}
