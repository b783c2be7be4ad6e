import { expect, it } from 'vitest'
import type { Criterion, Document } from '../../schemas/types.ts'
import { contextOf } from '../context.ts'
import type { TemplateFile } from '../repository.ts'
import { people } from '../rules/fixture.ts'
import { atlas, production, ticket, today, way, world } from './fixture.ts'
import { previewsOf } from './previews.ts'

const template: TemplateFile = {
  ...production,
  data: { ...production.data, document: 'papers', sections: [{ of: 'changes', entries: { feature: '{title}' } }] },
}
const digest = `sha256:${'1'.repeat(64)}`
const asked = { rule: 'notes', with: { document: 'papers', part: 'text' } } as Criterion
const record = (papers?: Document) =>
  atlas('2.0.0', { scope: [ticket('A-1')], ...(papers && { documents: { papers } }) })

function previews(criteria: Criterion[], was: Document | undefined, is: Document | undefined, templates = [template]) {
  const repository = { ...world(record(is)), templates: new Map(templates.map(one => [one.id, one])) }
  return previewsOf(criteria, record(was), contextOf(record(is), way, repository, people, today))
}

const held: Document = { status: 'draft', version: '1', digest }

it('shows what a criterion asks for', () =>
  expect(previews([asked], held, held)).toMatchObject([
    { document: 'papers', record: 'beta/releases/2.0.0', template: 'production-notes', version: '1', recorded: digest },
  ]))

it('shows what has no digest yet', () =>
  expect(previews([asked], undefined, undefined)).toMatchObject([{ version: null, recorded: null }]))

it('shows what a digest is recorded of, whether or not a criterion asks', () => {
  expect(previews([], { status: 'draft', version: '1' }, held)).toHaveLength(1)
  expect(previews([], held, { ...held, digest: `sha256:${'2'.repeat(64)}` })).toHaveLength(1)
  expect(previews([], held, held)).toEqual([])
})

it('shows it once', () => expect(previews([asked, asked], undefined, held)).toHaveLength(1))

it('shows nothing that no template words', () => expect(previews([asked], held, held, [])).toEqual([]))
