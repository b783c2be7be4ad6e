/** Notes as one audience gets them: what it may see of them, and the text, as the template words and orders it. */
import type { Template, TemplateSection } from '../../schemas/types.ts'
import { date, joined, plain, say, time, type Words, wholeMarkdown } from '../words.ts'
import { fieldAt, type Notes, type Shape, type Source, sources } from './catalogue.ts'
import { type Part, readPattern } from './pattern.ts'

type Values = Readonly<Record<string, unknown>>

/** The sections that an audience gets. */
export const sectionsFor = (template: Template, audience: string): TemplateSection[] =>
  template.sections.filter(section => section.for?.includes(audience) ?? true)

/**
 * What an audience may see: of each source the fields that its list names, and only entries of a kind that one of its sections tells. Nothing
 * else leaves: an audience that the template does not know sees nothing.
 */
export function shownTo(notes: Notes, template: Template, audience: string): Notes {
  const shows: Readonly<Record<string, readonly string[]>> = ownOf(template.audiences, audience)?.shows ?? {}
  const sections = sectionsFor(template, audience)
  return Object.fromEntries(
    sources.flatMap(source => {
      const fields = ownOf(shows, source)
      const entries = notes[source]
      if (!fields || !entries) return []
      const kinds = sections.flatMap(({ of, entries = {} }) => (of === source ? Object.keys(entries) : []))
      const isShown = ({ kind }: { kind: string }) => headed.has(source) || kinds.includes(kind)
      return [[source, (entries as Told[]).filter(isShown).map(entry => visible(entry, fields))]]
    }),
  )
}

/** Sources of which headings and texts speak, whether or not a section tells their entries. */
const headed = new Set<Source>(['release'])

type Told = { kind: string } & Values
const visible = (entry: Told, fields: readonly string[]): Told =>
  Object.fromEntries(
    Object.entries(entry).filter(([name, value]) => name === 'kind' || (fields.includes(name) && value !== undefined)),
  ) as Told

const ownOf = <T>(group: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(group, key) ? group[key] : undefined

/** The whole text in Markdown. The same notes give the same bytes. */
export function textOf(notes: Notes, template: Template, audience: string): string {
  const shown = shownTo(notes, template, audience)
  const { shows = {} } = ownOf(template.audiences, audience) ?? {}
  const sees = (source: Source) => ownOf(shows, source) !== undefined
  const parts = sectionsFor(template, audience).flatMap(section => sectionText(section, shown, sees))
  return `${[`# ${worded(template.title, 'release', {}, shown)}`, ...parts].join('\n\n')}\n`
}

function sectionText(section: TemplateSection, shown: Notes, sees: (source: Source) => boolean): string[] {
  const { heading, text, of, entries = {}, by = [], none, as: form } = section
  const about = (pattern: string) => worded(pattern, 'release', {}, shown)
  const source = of as Source | undefined
  const kinds = Object.keys(entries)
  const told = source === undefined ? [] : ((shown[source] ?? []) as Told[]).filter(({ kind }) => kinds.includes(kind))
  // with nothing to tell, what leads to it is left out too; and that there is nothing is not said to somebody who sees nothing of it
  if (source !== undefined && told.length === 0 && (none === undefined || !sees(source))) return []
  const tell = (all: readonly Told[]) =>
    listed(
      // put together by something else, they keep the order in which they come
      (by.length > 0 ? [...all] : all.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))).map(entry =>
        worded(ownOf(entries, entry.kind) ?? '', source ?? 'release', entry, shown),
      ),
      form === 'paragraphs',
    )
  return [
    ...(heading === undefined ? [] : [`## ${about(heading)}`]),
    ...(text === undefined ? [] : text.split(/\n[ \t]*\n/).map(about)),
    ...(source === undefined ? [] : grouped(told, by, source, tell)),
    ...(source !== undefined && told.length === 0 && none !== undefined ? [about(none)] : []),
  ]
}

const listed = (lines: readonly string[], paragraphs: boolean): string[] =>
  paragraphs || lines.length === 0 ? [...lines] : [lines.map(line => `- ${line}`).join('\n')]

/** The entries under headings of the third and fourth rank, one for each value, in the order in which these come. */
function grouped(
  all: readonly Told[],
  [first, ...others]: readonly string[],
  source: Source,
  tell: (all: readonly Told[]) => string[],
  rank = '###',
): string[] {
  if (first === undefined) return tell(all)
  const groups = Map.groupBy(all, entry => JSON.stringify(entry[first] ?? null))
  return [...groups.values()].flatMap(group => {
    const value = group[0]?.[first]
    const name = isKnown(value)
      ? [`${rank} ${wholeMarkdown(shaped(value, fieldAt(source, first)?.shape ?? null))}`]
      : []
    return [...name, ...grouped(group, others, source, tell, `${rank}#`)]
  })
}

/** One wording, filled with the values of an entry, and of the release. */
function worded(pattern: string, source: Source, entry: Values, shown: Notes): string {
  const release: Values = shown.release?.[0] ?? {}
  const known = (field: string) => {
    const at = fieldAt(source, field)
    const values = at?.source === source && source !== 'release' ? entry : release
    return { value: ownOf(values, field), shape: at?.shape ?? null }
  }
  const fill = (part: Part): Words => {
    if ('text' in part) return [part.text]
    if ('optional' in part) {
      const isThere = part.optional.every(one => !('field' in one) || isKnown(known(one.field).value))
      return isThere ? part.optional.flatMap(fill) : []
    }
    const { value, shape } = known(part.field)
    return shaped(value, shape)
  }
  // a heading, an item and a paragraph are one line each, whatever the template's own line breaks
  const line = wholeMarkdown(
    readPattern(pattern)
      .parts.flatMap(fill)
      .filter(part => part !== '')
      .map(onceStopped),
  )
  return line.replaceAll(/[ \t]*\n[ \t]*/g, ' ').trim()
}

/** A sentence that somebody else ended is not ended once more. */
function onceStopped(part: Words[number], index: number, all: Words): Words[number] {
  const before = all[index - 1]
  const isEnded = typeof before === 'object' && /[.!?…]\s*$/.test(before.quoted)
  return isEnded && typeof part === 'string' ? part.replace(/^\.(?=\s|$)/, '') : part
}

/** Whether there is anything to read: hidden characters and blanks are nothing. */
export const isKnown = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(isKnown)
    : value !== undefined && value !== null && plain(say`${String(value)}`) !== ''

/** A value as people read it. What is not there is said to be not there: a sentence with a hole in it would say something else. */
function shaped(value: unknown, shape: Shape | null): Words {
  if (!isKnown(value)) return ['(not recorded)']
  if (shape === 'list') return joined((Array.isArray(value) ? value : [value]).map(one => say`${String(one)}`))
  const text = String(value)
  if (shape === 'day') return say`${date(text)}`
  if (shape === 'time') return say`${time(text)}`
  return shape === 'link' ? linked(text) : say`${text}`
}

/** An https address stands between angle brackets, which make it a link in Markdown. Whatever else it is stays text. */
function linked(text: string): Words {
  if (!/^https:\/\/[^\s<>"`\\]+$/.test(text) || !URL.canParse(text)) return say`${text}`
  return [`<${new URL(text).href}>`]
}
