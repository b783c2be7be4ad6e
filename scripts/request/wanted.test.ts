import { describe, expect, test } from 'vitest'
import { type Repository, readRepository } from '../../policies/repository.ts'
import { parse, type Source } from '../../schemas/parse.ts'
import { formsOf } from '../forms/forms.ts'
import { submissionIn } from '../forms/read.ts'
import { content, site } from '../gate/fixture.ts'
import { corpus } from '../render/hostile.ts'
import { filled, incident } from './fixture.ts'
import { wantedBy } from './wanted.ts'

const files = content()
const repository: Repository = readRepository(
  new Map(Object.entries(files).map(([path, text]): [string, Source] => [path, { text }])),
)
const forms = formsOf(repository.pathways)
/** What comes of an issue's text; `null`: it cannot be read. */
function wanted(body: string) {
  const submission = submissionIn(body, forms)
  if (!submission) throw new Error('it is no form')
  return 'misread' in submission ? null : wantedBy(submission, { repository, me: 'pro-lead', today: '2026-11-20' })
}
const before = parse(files[site] ?? '').data as Record<string, unknown>

describe('whatever is written, it is that text of the record, or it is refused', () => {
  const yaml = {
    'another field': 'a\nphase: complete',
    'the end of a text': 'a", phase: "complete',
    'the end of a group': "a' }, { reference: INC-8, title: b",
    'a tag and an anchor': '!!js/function &a *b',
    'a document': '--- a',
    'what YAML takes for something else': 'yes',
    'a number': '0x1F',
    'a day': '2026-11-20',
    'a comment of YAML': 'a #b: c',
    'a merge': '<<: *a',
    'a block': '| a',
    'a directive': '%YAML 1.1',
    'an expression': `\${{ secrets.GITHUB_TOKEN }}`,
  }
  const all = [
    ...Object.entries(yaml),
    ...Object.entries(corpus).map(([name, [text]]): [string, string] => [name, text]),
  ]

  test.each(all)('%s', (_, text) => {
    const found = wanted(incident({ title: text }))
    if (found?.is !== 'change') return expect(['unfit', 'found', undefined]).toContain(found?.is)
    const { incidents = [], ...after } = parse(found.text).data as { incidents?: { title: string }[] }
    const { incidents: known = [], ...same } = before as { incidents?: object[] }
    expect(incidents).toHaveLength(known.length + 1)
    expect(incidents.at(-1)?.title).toBe(text.trim())
    expect(JSON.stringify(after)).toBe(JSON.stringify(same))
  })

  test('most of them are taken: the test could fail', () => {
    const taken = all.filter(([, text]) => wanted(incident({ title: text }))?.is === 'change')
    expect(taken.length).toBeGreaterThan(40)
  })
})

describe('a record is known', () => {
  test.each([
    'demo/site',
    'deployments/demo/site.yaml',
    'https://github.com/acme/releases/blob/main/deployments/demo/site.yaml',
  ])('as %s', record => expect(wanted(incident({ record }))).toMatchObject({ is: 'change', path: site }))
  test.each([
    '../demo/site',
    'demo/SITE',
    'demo',
    'constructor',
    '__proto__',
    'https://evil.example/x/blob/../deployments/demo/site.yaml?deployments/',
    'policies/governance.yaml',
    'deployments/deployments/demo/site.yaml',
  ])('and not as %s', record => expect(wanted(incident({ record }))).toMatchObject({ is: 'unfit' }))
})

test('an approval leaves out what the record says already: its owner stays', () => {
  const body = filled('evidence-bars-beta', {
    record: 'demo/site',
    what: 'approval:ig-transparency',
    evidence: 'https://a.example',
  })
  const found = wanted(body)
  if (found?.is !== 'change') throw new Error(`it is ${found?.is}`)
  const document = (text: string) =>
    (parse(text).data as { documents: Record<string, { owner: string; approved: object }> }).documents[
      'ig-transparency'
    ]
  expect(document(found.text)?.owner).toBe(document(files[site] ?? '')?.owner)
  expect(document(found.text)?.approved).toMatchObject({
    by: 'pro-lead',
    on: '2026-11-20',
    evidence: 'https://a.example',
  })
})

test('what stands in the record already is nothing to do', () => {
  const { checklists } = before as {
    checklists: Record<string, Record<string, { by: string; on: string; evidence: string }>>
  }
  const { by = '', on = '', evidence = '' } = checklists['training']?.['users-trained'] ?? {}
  const body = filled('evidence-bars-beta', {
    record: 'demo/site',
    what: 'item:training/users-trained',
    by,
    on,
    evidence,
  })
  expect(wanted(body)).toEqual({ is: 'nothing' })
})

test('what somebody has recorded is not written over by another form', () => {
  const body = filled('evidence-bars-beta', {
    record: 'demo/site',
    what: 'item:training/users-trained',
    evidence: 'https://other.example',
  })
  expect(wanted(body)).toMatchObject({
    is: 'unfit',
    unfit: [{ label: 'What was done?', why: { refusal: { why: { code: 'done-already' } } } }],
  })
})

test('without what must be answered nothing is made', () => {
  expect(wanted(incident({ title: '', evidence: '' }))).toMatchObject({
    is: 'unfit',
    unfit: [{ why: { code: 'unanswered' } }, { why: { code: 'unanswered' } }],
  })
})
