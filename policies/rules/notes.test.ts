import { describe, expect, it } from 'vitest'
import type { Template } from '../../schemas/types.ts'
import { contextOf, type Parameters } from '../context.ts'
import { atlas, production, ticket, today, way, world } from '../notes/fixture.ts'
import { printed } from '../notes/printed.ts'
import type { RecordData, RecordFile } from '../repository.ts'
import { people } from './fixture.ts'
import { notes, notesFacts } from './notes.ts'

const data: Template = {
  ...production.data,
  document: 'papers',
  audiences: {
    all: { title: 'All', shows: { release: ['product', 'version'], changes: ['title'], issues: ['title'] } },
  },
  sections: [
    { of: 'changes', entries: { feature: '{title}' } },
    { of: 'issues', entries: { open: '{title}' } },
    { of: 'services', entries: { new: '{name}' } },
  ],
}
const template = { ...production, data }

const own = (more: Partial<RecordData> = {}) =>
  atlas('2.0.0', { phase: 'uat', scope: [ticket('A-1')], services: [{ name: 'Hub', version: '2.0.0' }], ...more })

function judge(
  part: Parameters<'notes'>['part'],
  record: RecordFile,
  others: RecordFile[] = [],
  templates = [template],
) {
  const repository = { ...world(record, ...others), templates: new Map(templates.map(one => [one.id, one])) }
  const context = contextOf(record, way, repository, people, today)
  const parameters = { document: 'papers', part }
  return {
    found: notes(parameters, context).map(({ problem }) => problem.code),
    facts: notesFacts(parameters, context),
    digest: printed({ release: record, template }, repository).digest,
  }
}

/** The record with the digest of its notes as they are, beside these releases. */
const recorded = (record: RecordFile, others: RecordFile[] = []): RecordFile => {
  const { digest } = judge('text', record, others)
  return { ...record, data: { ...record.data, documents: { papers: { status: 'draft', version: '1', digest } } } }
}

describe('the text of release notes', () => {
  it('is the one whose digest is recorded', () => {
    const { found, facts, digest } = judge('text', recorded(own()))
    expect(found).toEqual([])
    expect(facts).toEqual([{ code: 'same-text', document: 'papers', version: '1', audiences: ['All'], digest }])
  })

  it('does not change with the phase, the checklists and what is done with documents', () => {
    const { data, ...file } = recorded(own())
    const later = { ...data, phase: 'production', checklists: { any: { thing: { status: 'open' as const } } } }
    expect(judge('text', { ...file, data: later }).found).toEqual([])
  })

  it.each<[what: string, record: RecordFile, others: RecordFile[], found: string[]]>([
    ['is not recorded', own(), [], ['notes-not-recorded']],
    [
      'has another title in it since',
      { ...recorded(own()), data: { ...recorded(own()).data, scope: [ticket('A-2')] } },
      [],
      ['notes-changed'],
    ],
    [
      'has an issue since, which was found in the release before',
      recorded(own(), [atlas('1.0.0')]),
      [atlas('1.0.0', { knownIssues: [{ reference: 'I-1', title: 'Slow', severity: 3 }] })],
      ['notes-changed'],
    ],
  ])('%s', (_, record, others, found) => expect(judge('text', record, others).found).toEqual(found))

  it.each<[what: string, change: Partial<Template>]>([
    ['is worded in another way since', { title: '{product}, version {version}' }],
    ['goes to another audience as well', { audiences: { ...data.audiences, more: { title: 'More', shows: {} } } }],
    [
      'shows more',
      { audiences: { all: { title: 'All', shows: { ...data.audiences['all']?.shows, services: ['name'] } } } },
    ],
  ])('%s', (_, change) => {
    const changed = [{ ...template, data: { ...data, ...change } }]
    expect(judge('text', recorded(own()), [], changed).found).toEqual(['notes-changed'])
  })

  it.each(['text', 'changes'] as const)('cannot be judged without a template (%s): that is no pass', part =>
    expect(judge(part, recorded(own()), [], []).found).toEqual(['notes-without-template']),
  )
})

describe('what notes must tell', () => {
  it.each<[part: Parameters<'notes'>['part'], more: Partial<RecordData>, found: string[]]>([
    ['changes', {}, []],
    ['changes', { scope: [] }, ['notes-without-changes']],
    ['services', {}, []],
    ['services', { services: [] }, ['notes-without-services']],
    ['known-issues', { knownIssues: [{ reference: 'I-1', title: 'Slow', severity: 3 }] }, ['workaround-missing']],
    ['evidence', {}, ['evidence-missing', 'evidence-missing']],
  ])('%s: %j', (part, more, found) => expect(judge(part, own(more)).found).toEqual(found))

  it('shows no text where something else was asked', () => expect(judge('changes', own()).facts).toEqual([]))
})
