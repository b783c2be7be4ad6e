/** Every note on every record of the portfolio: only the lines that it means change, and `npm run check` still passes. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedFields, fieldsOf } from '../../policies/fields.ts'
import { allHolders } from '../../policies/holders.ts'
import { type RecordData, type RecordFile, type Repository, readRepository } from '../../policies/repository.ts'
import { parse } from '../../schemas/parse.ts'
import type { Pathway } from '../../schemas/types.ts'
import { answersTo } from '../ask/answers.ts'
import type { Answers, Question } from '../ask/question.ts'
import { hasSamples, root } from '../init/fixture.ts'
import { sampleTree } from '../init/samples.ts'
import { aboutOf } from './about.ts'
import { type Edit, isGroup, read } from './edit.ts'
import { type About, list } from './notes/note.ts'
import { allNotes, type NoteName, notesFor } from './notes.ts'
import { type Edited, editRecord } from './record.ts'

const repository = readRepository(sampleTree(root) ?? new Map())
const today = '2026-11-20'

function about(record: RecordFile): About {
  const pathway = repository.pathways.get(record.data.pathway)
  if (!pathway) throw new Error(`no pathway ${record.data.pathway}`)
  return aboutOf(record, pathway, repository, { me: null, today })
}

/** People who hold a role for the record: they are the ones who note something. */
function peopleOf(record: RecordFile, { people }: Repository): string[] {
  const pathway = repository.pathways.get(record.data.pathway)
  return pathway ? [...new Set([...allHolders(record, pathway, people).values()].flat())] : []
}

const words = fc
  .tuple(
    fc.constantFrom('Seen: by all', 'It’s # done', '"quoted"', '- dash', '2.0', 'yes', 'A [list]', "it's", 'a, b'),
    fc.nat(9),
  )
  .map(([text, index]) => `${text} ${index}`)
const links = fc.nat(99).map(index => `https://evidence.example.org/found/${index}`)
const days = fc.nat(40).map(ago => new Date(Date.parse(today) - ago * 86_400_000).toISOString().slice(0, 10))
const special: Partial<Record<string, fc.Arbitrary<string>>> = {
  reference: fc.nat(999).map(index => `NEW-${index}`),
  version: fc.constantFrom('1.0', '2', '1.2.3'),
  digest: fc.constantFrom(`sha256:${'0'.repeat(64)}`, `sha256:${'a1'.repeat(32)}`),
  flag: fc.constantFrom('new-flag', 'findings-filter'),
  site: fc.constantFrom(...Object.keys(repository.people.organisations)),
  sites: fc.constantFrom('Z9F4D', 'Z9F4D, Z9F5E'),
  hazard: fc.constant('HAZ-1'),
  reverts: fc.constant('NEW-1'),
  since: fc.constantFrom('0.1.0', '99.0.0'),
  'fixed-in': fc.constantFrom('0.0.1', '99.1.0'),
  of: fc.constantFrom(...Object.keys(repository.people.organisations)),
  start: fc.constant('2026-11-28T18:00:00Z'),
  'predicted-end': fc.constant('2026-11-28T20:00:00Z'),
  'service-id': fc.constantFrom('AV-UAT-S', '0123', 'X_1'),
}

function answerTo(question: Question, people: readonly string[]): fc.Arbitrary<string> {
  const { id, kind, choices } = question
  const own = choices ? undefined : special[id]
  if (own) return own
  if (choices) {
    const isPerson = choices.some(({ value }) => people.includes(value))
    const values = isPerson ? people : choices.map(({ value }) => value)
    if (values.length === 0) return fc.constant('')
    return kind === 'several'
      ? fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }).map(all => all.join(','))
      : fc.constantFrom(...values)
  }
  if (kind === 'day') return days
  if (kind === 'link') return links
  if (kind === 'number') return fc.integer({ min: 1, max: 500 }).map(String)
  return kind === 'lines' ? fc.array(words, { minLength: 1, maxLength: 3 }).map(all => all.join('\n')) : words
}

const given = (questions: Question[], people: readonly string[]): fc.Arbitrary<Answers> =>
  fc
    .tuple(...questions.map(question => fc.option(answerTo(question, people), { freq: question.required ? 50 : 2 })))
    .map(all => Object.fromEntries(questions.flatMap(({ id }, index) => (all[index] ? [[id, all[index]]] : []))))

/** The lines of one text that are not in the other, in their order. */
function lost(before: string, after: string): string[] {
  const [from, to] = [before.split('\n'), after.split('\n')]
  const common = [...from, ''].map(() => new Uint16Array(to.length + 1))
  const at = (line: number, other: number) => common[line]?.[other] ?? 0
  for (let line = from.length - 1; line >= 0; line--)
    for (let other = to.length - 1; other >= 0; other--)
      (common[line] as Uint16Array)[other] =
        from[line] === to[other] ? at(line + 1, other + 1) + 1 : Math.max(at(line + 1, other), at(line, other + 1))
  let other = 0
  return from.filter((text, line) => {
    while (other < to.length && to[other] !== text && at(line, other + 1) === at(line, other)) other++
    const isThere = to[other] === text && at(line, other) === at(line + 1, other + 1) + 1
    if (isThere) other++
    return !isThere
  })
}

/** Whether all characters of one line stand in another, in their order. */
function isWithin(line: string, other: string): boolean {
  let at = 0
  return [...line].every(character => {
    at = other.indexOf(character, at) + 1
    return at > 0
  })
}

/** How many lines an edit may take out or write anew: one for each field that it replaces. */
function linesMeant(edit: Edit, data: unknown): number {
  if (edit.is === 'add') return 0
  const before = read(data, edit.at)
  if (before === undefined) return 0
  if (edit.is === 'drop') return 1 + Object.keys(isGroup(before) ? before : {}).length
  return isGroup(edit.value) ? Object.keys(edit.value).length : 1
}

const records = [...repository.records.values()]
const taken = new Map<NoteName, number>()
const offered = new Set<NoteName>()

/** How many fields of a record a note may change, where it is not one. */
const fieldsTouched: Partial<Record<NoteName, (answers: Answers) => number>> = {
  item: ({ item }) => list(item).length,
  step: ({ step }) => list(step).length,
  // what was done with a document was done with its version
  document: () => 3,
  certificate: () => 3,
  approval: () => 3,
  issue: () => 2,
  downtime: () => 2,
  'smoke-test': () => 3,
}

/** The record with a comment behind most lines that can have one. */
function commented(text: string): string {
  const lines = text.split('\n').map((line, at) => {
    if (!/^ *(?:- )?[\w/.-]+: [^|>#"'&*]+$/.test(line)) return line
    return at % 3 === 0 ? line : `${line} # by ${at}`
  })
  const all = lines.join('\n')
  return isDeepStrictEqual(plain(all), plain(text)) ? all : text
}
const plain = (text: string) => JSON.parse(JSON.stringify(parse(text).data))

/** Each comment behind a line, with the name of the field that it stands by. */
const beside = (text: string): string[] =>
  text.split('\n').flatMap(line => {
    const [, field, mark] = /^ *(?:- )?([\w/.-]+): .*(# by \d+)$/.exec(line) ?? []
    return mark ? [`${field} ${mark}`] : []
  })

describe.each(records.map(record => ({ record, id: record.id })))('$id', ({ record }) => {
  const its = about(record)
  const source = repository.tree.get(record.path)
  const written = source && 'text' in source ? source.text : ''
  const pathway = repository.pathways.get(record.data.pathway)?.data as Pathway
  const people = peopleOf(record, repository)
  test.each(notesFor(its))('%s', name => {
    offered.add(name)
    const note = allNotes[name]
    const questions = note.questions(its)
    fc.assert(
      fc.property(given(questions, people), fc.boolean(), (raw, withComments) => {
        const { answers, refusals } = answersTo(questions, raw)
        if (refusals.length > 0) return
        const edits = note.edits(answers, its)
        expect(edits).not.toEqual([])
        const text = withComments ? commented(written) : written
        const here = { ...repository, tree: new Map([...repository.tree, [record.path, { text }]]) }
        let result: Edited
        try {
          result = editRecord(here, record, edits, today)
        } catch (error) {
          // where a comment speaks of what would go
          expect(String(error)).toContain('only a person can change')
          return
        }
        // what the pathway, the calendar or the past does not allow is refused by name, and changes nothing
        if ('findings' in result) return
        taken.set(name, (taken.get(name) ?? 0) + 1)
        const after = parse(result.text).data as RecordData
        const changed = changedFields(fieldsOf(record.data, pathway), fieldsOf(after, pathway))
        expect(changed.length).toBeLessThanOrEqual(fieldsTouched[name]?.(answers) ?? 1)
        expect(beside(result.text)).toEqual(beside(text))
        const gone = lost(text, result.text)
        for (const line of gone) expect(line).not.toMatch(/^\s*(?:#|$)/)
        // a line of several fields, to which one was added, is still there within the new one
        const added = lost(result.text, text)
        const replaced = gone.filter(line => !added.some(other => isWithin(line, other)))
        const most = edits.reduce((sum, edit) => sum + linesMeant(edit, record.data), 0)
        expect(replaced.length).toBeLessThanOrEqual(most)
      }),
      { numRuns: 2 },
    )
  })
})

function isTaken(record: RecordFile, edits: Edit[]): boolean {
  try {
    return 'text' in editRecord(repository, record, edits, today)
  } catch {
    return false
  }
}

test.skipIf(!hasSamples)(
  'the samples do get comments, or nothing is tried of them (skipped: somebody has deleted the samples)',
  () => {
    const marks = records.map(({ path }) => {
      const source = repository.tree.get(path)
      return beside(commented(source && 'text' in source ? source.text : '')).length
    })
    expect(marks.filter(count => count > 3).length).toBeGreaterThan(records.length / 2)
  },
)

/** Tries a note on every record until one takes it. */
function takenSomewhere(name: NoteName): boolean {
  return records.some(record => {
    const its = about(record)
    if (!notesFor(its).includes(name)) return false
    const questions = allNotes[name].questions(its)
    return fc.sample(given(questions, peopleOf(record, repository)), 60).some(raw => {
      const { answers, refusals } = answersTo(questions, raw)
      return refusals.length === 0 && isTaken(record, allNotes[name].edits(answers, its))
    })
  })
}

test.skipIf(!hasSamples)(
  'each note was taken somewhere (skipped: somebody has deleted the samples)',
  () => {
    expect([...offered].sort()).toEqual(Object.keys(allNotes).sort())
    // by chance a few are refused in each of their tries above
    const tries = [1, 2, 3, 4, 5]
    expect([...offered].filter(name => !taken.has(name) && !tries.some(() => takenSomewhere(name)))).toEqual([])
  },
  300_000,
)
