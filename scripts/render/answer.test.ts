import markdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../policies/problems.ts'
import { type Answer, answerText, type Place } from './answer.ts'
import { finding, glossary } from './fixture.ts'
import { corpus } from './hostile.ts'

/** Every answer, with one text of others wherever one can be. */
const answers = (text: string): Answer[] => [
  { is: 'private' },
  { is: 'stranger', owners: [text, text] },
  { is: 'changed-by-another' },
  {
    is: 'misread',
    misread: [
      ...(['heading-missing', 'heading-doubled', 'text-before', 'hidden', 'several-lines'] as const).map(code => ({
        code,
        label: text,
      })),
      { code: 'headings-moved' },
      { code: 'too-long' },
      { code: 'no-such-option', label: text, got: text },
    ],
  },
  {
    is: 'unfit',
    unfit: [
      { label: text, why: { code: 'no-record', got: text } },
      { label: text, why: { code: 'other-pathway', title: text } },
      { label: text, why: { code: 'not-asked' } },
      { label: text, why: { code: 'unanswered' } },
      {
        label: text,
        why: {
          code: 'refused',
          refusal: { question: 'by', why: { code: 'no-such-choice', got: text, known: [text] } },
        },
      },
    ],
  },
  {
    is: 'found',
    findings: [
      finding({ code: 'unknown-field', field: text, known: [text] } as Problem, {
        at: { path: text, pointer: [text] },
      }),
    ],
    glossary,
  },
  ...(['no-way', 'several-ways', 'withdrawn-already', 'needs-reason', 'needs-person'] as const).map(
    (code): Answer => ({
      is: 'no-way',
      why: { code, direction: 'back', from: text, to: text, known: [text] },
      glossary: { ...glossary, phases: {} },
    }),
  ),
  { is: 'nothing' },
  { is: 'taken', path: text },
  { is: 'by-hand', path: text, why: text },
  ...(['open', 'merged', 'closed'] as const).map(
    (how): Answer => ({ is: 'proposed', number: 7, url: 'https://github.com/acme/releases/pull/7', how }),
  ),
  { is: 'not-permitted' },
  { is: 'branch-taken', branch: text },
  { is: 'broken', run: 'https://github.com/acme/releases/actions/runs/1' },
]
/** A label is never empty. */
const hostile = Object.entries(corpus).filter(([, [text, line = text]]) => line !== '')
const places: Place[] = ['issue', 'run']
const github = markdownIt({ html: true, linkify: true })
/** What Markdown makes of it, without its words. */
const shape = (text: string) =>
  github
    .parse(text, {})
    .flatMap(token => [token, ...(token.children ?? [])])
    .filter(({ type, content }) => type !== 'text' && !(type === 'html_inline' && /^<\/?span>$/.test(content)))
    .map(({ type, tag }) => `${type} ${tag}`)

describe.each(places)('in an %s', place => {
  const harmless = answers('WORDS').map(answer => answerText(answer, place))

  test('each answer is one of its own, and tells what to do', () => {
    expect(new Set(harmless).size).toBe(harmless.length)
    for (const text of harmless) expect(text).toMatch(/^### (?:✅|❌|⚠️) [^\n]+\n\n[\s\S]*[.\n]$/u)
  })

  test.each(hostile)('%s changes nothing but the words', (_, [text]) => {
    const shown = answers(text).map(answer => answerText(answer, place))
    expect(shown.map(shape)).toEqual(harmless.map(shape))
    for (const answer of shown) expect(answer).not.toMatch(/@[\p{L}\p{N}_]/u)
  })
})

test('what can be mended in the issue says how', () => {
  for (const answer of answers('WORDS')) {
    const text = answerText(answer, 'issue')
    if (['misread', 'unfit', 'found', 'no-way', 'taken'].includes(answer.is))
      expect(text).toContain('edit the text of this issue')
    expect(answerText(answer, 'run')).not.toContain('this issue')
  }
})

test('of what is private nothing is repeated, also where the record would be wrong for it', () => {
  const found = finding(
    { code: 'patient-number', in: 'file' },
    { at: { path: 'deployments/a/b.yaml', pointer: ['title'] } },
  )
  expect(answerText({ is: 'found', findings: [found], glossary }, 'issue')).toBe(answerText({ is: 'private' }, 'issue'))
  expect(answerText({ is: 'private' }, 'issue')).toContain('delete that revision')
})
