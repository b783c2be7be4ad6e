/** What `npm run notes` says beside the notes themselves. */
import { structuredPatch } from 'diff'
import { joined, plain, say, type Words } from '../../policies/words.ts'
import { harmless } from './explain-commands.ts'
import type { Paint } from './terminal.ts'

const line = (words: Words) => plain(words)
const names = (ids: readonly string[]) => joined(ids.map(id => say`${id}`))

/** Above the notes of each audience, where several are printed. */
export const audienceLine = (title: string, name: string, paint: Paint): string =>
  paint('bold', line(say`=== For ${title} (${name})`))

export const unsigned = (template: string): string =>
  line(say`Nobody signs ${template}, so no record notes its digest: compare files instead, with --out.`)

export const noTemplate = (release: string, known: readonly string[]): string =>
  known.length === 0
    ? line(say`The pathway of ${release} has no release notes: policies/templates holds none for it.`)
    : line(
        say`No release notes of ${release} come next: say which, such as ${known[0] ?? ''}. There are ${names(known)}.`,
      )

export const noSuchTemplate = (name: string, release: string, known: readonly string[]): string =>
  line(say`${release} has no release notes called ${name}. Expected one of: ${names(known)}.`)

export const noSuchAudience = (name: string, template: string, known: readonly string[]): string =>
  line(say`The template ${template} knows no audience ${name}. Expected one of: ${names(known)}.`)

export const noSuchFormat = (name: string, known: readonly string[]): string =>
  line(say`expected one of ${names(known)}, or several of them with commas between them; got ${name}`)

export const noSuchSite = (site: string, release: string, known: readonly string[]): string =>
  line(say`${release} goes to no site ${site}. It goes to ${known.length > 0 ? names(known) : ['none']}.`)

export const notARelease = (id: string): string =>
  line(say`${id} is a deployment: notes are of a release, such as flip/releases/2.4.0.`)

export const noSuchRelease = (name: string, similar: readonly string[]): string =>
  similar.length > 0
    ? line(say`There is no release ${name}. There are ${names(similar.slice(0, 12))}.`)
    : line(say`There is no release ${name}: npm run check -- --short lists them.`)

/** Nothing is told by what cannot be relied on. */
export const brokenFile = (path: string): string =>
  line(say`${path} is broken, so the notes could be wrong: npm run check says what it is.`)

/** Options that ask for different things at once. */
export const apart = (one: string, other: string): string => line(say`${one} and ${other} do not go together.`)

/** Options that ask for a part of the change log. */
export const onlySince = (option: string): string => line(say`${option} goes with --since alone.`)

/** `why`: what went wrong with GitHub. */
export const notTold = (why: string): string =>
  line(say`${why}. With --offline it is told from git alone: then nobody is said to have signed.`)

export const whatOf =
  'Say of which release, such as flip/releases/2.4.0; or --since <tag, day or commit> for what was merged.'
export const checkWhat =
  'The record notes the texts of all audiences together, in Markdown: to compare others, say with --out which files.'
export const oneMessage =
  'A banner is for everybody and always JSON: --banner takes neither --audience, --format nor --site.'

/** How a file that was to be written, or compared, stands. */
export type Filed =
  | { is: 'new' | 'same' | 'missing' | 'unreadable'; path: string }
  | { is: 'other'; path: string; before: string; after: string }

/** One file that was written. What stood there before is told. */
export function writtenText(filed: Filed, paint: Paint): string {
  if (filed.is === 'other')
    return `${line(say`Written over, it said something else before: ${filed.path}`)}\n${unifiedText(filed, paint)}`
  return line(filed.is === 'new' ? say`Written: ${filed.path}` : say`As it was: ${filed.path}`)
}

/** One file that was compared. */
export function comparedText(filed: Filed, paint: Paint): string {
  switch (filed.is) {
    case 'other':
      return `${line(say`Differs from what it should say now: ${filed.path}`)}\n${unifiedText(filed, paint)}`
    case 'unreadable':
      return line(say`Cannot be read: ${filed.path}`)
    case 'missing':
      return line(say`Missing: ${filed.path}`)
    default:
      return line(say`The same: ${filed.path}`)
  }
}

/** What differs, as `diff -u` shows it. */
function unifiedText({ path, before, after }: Filed & { is: 'other' }, paint: Paint): string {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 })
  const shown = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    paint('cyan', `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...lines.map(one => painted(one, paint)),
  ])
  return [`--- ${line(say`${path}`)}`, `+++ ${line(say`${path}`)}`, ...shown].join('\n')
}

/** A line with its sign, its indentation kept. */
function painted(text: string, paint: Paint): string {
  const [sign, rest] = [text.slice(0, 1), text.slice(1)]
  const shown = `${sign}${/^ */.exec(rest)?.[0] ?? ''}${line(say`${rest}`)}`
  return sign === '+' ? paint('green', shown) : sign === '-' ? paint('red', shown) : shown
}

/** How the texts stand beside the digest that the record has of them. */
export type Recorded = 'same' | 'other' | 'none'

interface Document {
  release: string
  document: string
  /** Of the notes as they are now. */
  digest: string
  version?: string | undefined
}

/** What `--check` says of the record. */
export function recordedText(how: Recorded, of: Document): string {
  const { release, document, digest } = of
  if (how === 'same') return line(say`${document} is as ${release} records it: ${digest}.`)
  const what =
    how === 'other'
      ? say`${document} is not what ${release} records: the text has changed since, and is now ${digest}.`
      : say`${release} records no digest of ${document}: nobody can tell whether its text is the one that was approved.`
  return [line(what), recordText(of)].join('\n')
}

/** What to type, so that the record knows the notes. */
export function recordText({ release, document, digest, version }: Document): string {
  if (![release, document].every(one => harmless.test(one))) return ''
  const from = version === undefined ? '' : ` (it has ${line(say`${version}`)})`
  return `To record it, with a version of its own${from}, and then its approval:
  npm run note -- ${release} document ${document} --status in-review --version <version> --digest ${digest} --link <link>
  npm run note -- ${release} approval ${document} --evidence <link>`
}

export const incompleteText = 'What is incomplete:'

/** The set of texts that a record notes, by one digest. */
export const digestText = (digest: string, audiences: readonly string[]): string =>
  line(say`The digest of the texts for ${names(audiences)} together: ${digest}`)

/** Of notes for one site. */
export const forSiteText = (site: string): string => line(say`This text is made for ${site} alone: no record notes it.`)

/** The sites to which more is new than notes tell, each with what to type. `template`: as it was asked for. */
export function behindText(release: string, template: string | undefined, sites: readonly string[]): string {
  const which = [release, ...(template === undefined ? [] : [template])]
  const commands = sites
    .filter(site => [...which, site].every(one => harmless.test(one)))
    .map(site => `  npm run notes -- ${which.join(' ')} --site ${site}`)
  return [line(say`These sites have an earlier version, so more is new to them: ${names(sites)}.`), ...commands].join(
    '\n',
  )
}

/** `why`: what git said. */
export const noHistory = (path: string, why: string): string =>
  line(say`git cannot tell what ${path} said before: ${why}`)

/** What a notice of a downtime can tell. */
export const noticeKinds = ['planned', 'changed', 'cancelled', 'restored'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Why there is no notice to give. */
export function noNoticeText(kind: NoticeKind, release: string): string {
  const why: Record<NoticeKind, Words> = {
    planned: ['it has no downtime, or was withdrawn. npm run note tells one: downtime'],
    changed: ['no earlier version of the record, as far as git tells, has a downtime at another time'],
    cancelled: [
      'as far as git tells, no downtime that is still to come was taken out, and it was not withdrawn before one began',
    ],
    restored: ['the record does not say that the system is restored. npm run note tells it: restored'],
  }
  return line(say`There is no notice of ${release}: ${why[kind]}.`)
}
