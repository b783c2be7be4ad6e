import { expect, test } from 'vitest'
import type { Template } from '../../schemas/types.ts'
import { readRepository } from '../repository.ts'
import { templateFindings } from './template.ts'

const data: Template = {
  kind: 'Template',
  title: '{product}',
  audiences: { sites: { title: 'Sites', shows: { release: ['product'] } } },
  sections: [{ text: '{product}' }],
}
const codes = (release: string) =>
  templateFindings(
    { id: 'one', path: 'policies/templates/one.yaml', data: { ...data, publish: { release } } },
    readRepository(new Map()),
  ).map(({ problem, at }) => [problem.code, at.pointer])

test('what is published is an audience’s text', () => {
  expect(codes('sites')).toEqual([])
  expect(codes('site')).toEqual([['unknown', ['publish', 'release']]])
})
