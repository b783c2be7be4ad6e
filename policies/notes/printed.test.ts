import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { TemplateFile } from '../repository.ts'
import { atlas, production, ticket, world } from './fixture.ts'
import { manifestOf, printed, templateOf } from './printed.ts'

const shows = { release: ['product'], changes: ['title'] }
const named = (id: string, document: string, pathways: string[]): TemplateFile => ({
  ...production,
  id,
  data: {
    ...production.data,
    title: 'Notes',
    document,
    pathways,
    audiences: { few: { title: 'A few', shows }, all: { title: 'All', shows: { release: ['product'] } } },
    sections: [{ of: 'changes', entries: { feature: '{title}' } }],
  },
})
const release = atlas('1.0.0', { scope: [ticket('A-1')] })
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

it('a template words one document, on the pathways that it names', () => {
  const all = [
    named('other', 'papers', ['elsewhere']),
    named('papers', 'papers', ['way']),
    named('more', 'more', ['way']),
  ]
  const repository = { ...world(release), templates: new Map(all.map(one => [one.id, one])) }
  expect(templateOf('papers', release, repository)?.id).toBe('papers')
  expect(templateOf('more', release, repository)?.id).toBe('more')
  expect(templateOf('nothing', release, repository)).toBeUndefined()
})

it('a set is known by what sha256sum prints of its files', () => {
  const { sheets, digest } = printed({ release, template: named('papers', 'papers', ['way']) }, world(release))
  expect(sheets.map(({ audience, text }) => [audience, text])).toEqual([
    ['few', '# Notes\n\n- What A-1 changes\n'],
    ['all', '# Notes\n'],
  ])
  const lines = `${sha256('# Notes\n\n- What A-1 changes\n')}  few.md\n${sha256('# Notes\n')}  all.md\n`
  expect(manifestOf(sheets)).toBe(lines)
  expect(digest).toBe(`sha256:${sha256(lines)}`)
})
