import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import { readDisk } from '../read/disk.ts'
import { formsOf } from './forms.ts'
import { formFiles } from './yaml.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { pathways } = readRepository(readDisk(root))
const files = formFiles(pathways)
const forms = formsOf(pathways)

interface Element {
  type: string
  id?: string
  attributes: Record<string, unknown>
  validations?: unknown
}
type Template = { name: string; description: string; title: string; body: Element[] }
const templates = Object.entries(files)
  .filter(([path]) => !path.endsWith('/config.yml'))
  .map(([path, text]): [string, Template] => [path, load(text) as Template])

test('what is in the repository is what the pathways give: npm run generate', () => {
  const folder = '.github/ISSUE_TEMPLATE'
  const there = readdirSync(`${root}/${folder}`).map(name => [
    `${folder}/${name}`,
    readFileSync(`${root}/${folder}/${name}`, 'utf8'),
  ])
  expect(Object.fromEntries(there)).toEqual(files)
})

test('each form is known by its first heading, and has a name of its own', () => {
  expect(new Set(forms.map(({ fields }) => fields[0]?.label)).size).toBe(forms.length)
  expect(new Set(templates.map(([, { name }]) => name)).size).toBe(forms.length)
})

test('each pathway has a form for evidence, under its own title', () => {
  const names = templates.map(([, { name }]) => name)
  for (const { data } of pathways.values()) expect(names).toContain(`Evidence: ${data.title}`)
})

/** What GitHub refuses in a form: "Syntax for issue forms", "Syntax for GitHub's form schema" and "Common validation errors". */
const permitted: Record<string, string[]> = {
  markdown: ['value'],
  input: ['label', 'description', 'placeholder'],
  textarea: ['label', 'description', 'placeholder', 'render'],
  dropdown: ['label', 'description', 'options'],
}
/** Rails' `parameterize`: GitHub compares labels by it. */
const parameterized = (label: string) =>
  label
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-|-$/g, '')
const textsIn = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [value]

const wrong: Record<string, (template: Template) => unknown[]> = {
  'keys of the top': template =>
    Object.keys(template).filter(key => !['name', 'description', 'title', 'body'].includes(key)),
  'an element or an attribute that there is not': ({ body }) =>
    body.filter(({ type, attributes }) => Object.keys(attributes).some(key => !permitted[type]?.includes(key))),
  'keys of an element': ({ body }) =>
    body.filter(element =>
      Object.keys(element).some(key => !['type', 'id', 'attributes', 'validations'].includes(key)),
    ),
  'no field at all': ({ body }) => (body.some(({ type }) => type !== 'markdown') ? [] : ['none']),
  'ids that are doubled, missing or of other letters': ({ body }) => {
    const ids = body.filter(({ type }) => type !== 'markdown').map(({ id = '' }) => id)
    return [...ids.filter((id, at) => ids.indexOf(id) !== at), ...ids.filter(id => !/^[\w-]+$/.test(id))]
  },
  'labels that are alike': ({ body }) => {
    const labels = body.flatMap(({ attributes: { label } }) =>
      label === undefined ? [] : [parameterized(String(label))],
    )
    return labels.filter((label, at) => labels.indexOf(label) !== at)
  },
  'labels with words that GitHub refuses, or that break a line': ({ body }) =>
    body.filter(({ attributes: { label } }) => /password|passwort|credential|secret|token|\n/i.test(String(label))),
  'choices that are none, doubled, or the word none': ({ body }) =>
    body
      .filter(({ type }) => type === 'dropdown')
      .filter(({ attributes: { options } }) => {
        const all = options as string[]
        return (
          all.length === 0 ||
          new Set(all).size < all.length ||
          all.some(one => /^none$|\n/i.test(one) || one !== one.trim())
        )
      }),
  'texts that are empty, or no texts': template =>
    textsIn(template).filter(one => one !== true && (typeof one !== 'string' || one.trim() === '')),
  'a description that is too long or too short': ({ description }) =>
    description.length >= 3 && description.length <= 200 ? [] : [description],
  'a name that is too long or too short': ({ name }) => (name.length >= 3 && name.length <= 100 ? [] : [name]),
}

describe.each(Object.entries(wrong))('%s', (_, find) => {
  test.each(templates)('not in %s', (_, template) => expect(find(template)).toEqual([]))
})

describe('the checks find', () => {
  const [, good] = templates.find(([path]) => path.endsWith('/decision.yml')) as [string, Template]
  const withElement = (element: object) => ({ ...good, body: [...good.body, element as Element] })
  const input = (attributes: object, id = 'x') => withElement({ type: 'input', id, attributes })
  test.each<[string, Template]>([
    ['keys of the top', { ...good, labels: [] } as Template],
    ['an element or an attribute that there is not', input({ label: 'X', options: ['a'] })],
    ['keys of an element', withElement({ type: 'input', id: 'x', attributes: { label: 'X' }, value: '' })],
    ['no field at all', { ...good, body: good.body.slice(0, 1) }],
    ['ids that are doubled, missing or of other letters', input({ label: 'X' }, 'a b')],
    ['ids that are doubled, missing or of other letters', input({ label: 'X' }, 'record')],
    ['labels that are alike', input({ label: 'Why??' })],
    ['labels with words that GitHub refuses, or that break a line', input({ label: 'Password' })],
    [
      'choices that are none, doubled, or the word none',
      withElement({ type: 'dropdown', attributes: { options: ['None'] } }),
    ],
    [
      'choices that are none, doubled, or the word none',
      withElement({ type: 'dropdown', attributes: { options: ['a', 'a'] } }),
    ],
    ['texts that are empty, or no texts', input({ label: false })],
    ['a description that is too long or too short', { ...good, description: 'x'.repeat(201) }],
    ['a name that is too long or too short', { ...good, name: 'x' }],
  ])('%s', (name, template) => expect(wrong[name]?.(template)).not.toEqual([]))
})

test('above every form: what happens next, who sees it, and no patient data', () => {
  for (const [path, { body }] of templates) {
    expect(body[0]?.type, path).toBe('markdown')
    for (const said of ['What happens next', 'Who may ask', 'Who sees it', 'No patient data', 'no signature'])
      expect(body[0]?.attributes['value'], path).toContain(said)
  }
})
