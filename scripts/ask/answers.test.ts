import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answersIn, answersTo, severalIn } from './answers.ts'
import type { Question } from './question.ts'

const choices = [
  { value: 'go', title: 'Go' },
  { value: 'no-go', title: 'No go' },
]
const asking = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id: 'on',
  kind,
  required: true,
  ...more,
})
const answer = (question: Question, on?: string) => answersTo([question], on === undefined ? {} : { on })

describe('an answer that will do', () => {
  test.each<[Question, string, string]>([
    [asking('text'), '  two\r\n  lines ', 'two lines'],
    [asking('lines'), 'two\r\nlines\n', 'two\nlines'],
    [asking('choice', { choices }), 'no-go', 'no-go'],
    [asking('choice', { choices }), ' No-Go ', 'no-go'],
    [asking('several', { choices }), 'no-go, go,\nGO,', 'no-go,go'],
    [
      asking('choice', { choices: [{ value: 'ann-lee', title: 'Ann', also: ['ann-lee-example', 'Ann Lee'] }] }),
      '@Ann-Lee-Example',
      'ann-lee',
    ],
    [asking('several', { choices: [{ value: 'ann-lee', title: 'Ann', also: ['Ann Lee'] }] }), 'ann lee', 'ann-lee'],
    [asking('several'), 'ann\r\nben , ann', 'ann,ben'],
    [asking('text', { shape: 'ods' }), ' z9a1b', 'Z9A1B'],
    [asking('several', { shape: 'ods' }), 'z9a1b, Z9A1B', 'Z9A1B'],
    [asking('text', { shape: 'login' }), 'Ann-Lee_nhs', 'Ann-Lee_nhs'],
    [asking('day'), '2028-02-29', '2028-02-29'],
    [asking('link'), 'https://records.example/a?b=c#d', 'https://records.example/a?b=c#d'],
    [asking('number'), '0', '0'],
    [asking('number'), '-12', '-12'],
  ])('%j: %j is %j', (question, given, meant) =>
    expect(answer(question, given)).toEqual({ answers: { on: meant }, refusals: [] }),
  )
})

test('a name that two have is nobody’s', () => {
  const two = ['ann-1', 'ann-2'].map(value => ({ value, title: value, also: ['Ann'] }))
  expect(answer(asking('choice', { choices: two }), 'Ann').refusals).toHaveLength(1)
})

describe('an answer that will not', () => {
  const known = ['go', 'no-go']
  const name = (given: string | undefined) => JSON.stringify(given ?? 'nothing').slice(0, 60)

  const unfit: [Question, string | undefined, object][] = [
    ...(['text', 'lines', 'choice', 'several', 'day', 'link', 'number'] as const).flatMap(kind =>
      [undefined, '', ' \n'].map((given): [Question, string | undefined, object] => [
        asking(kind, kind === 'choice' ? { choices } : {}),
        given,
        { code: 'unanswered' },
      ]),
    ),
    [asking('several'), ' , ,', { code: 'unanswered' }],
    [asking('choice', { choices }), 'maybe', { code: 'no-such-choice', got: 'maybe', known }],
    [asking('choice', { choices }), 'go,no-go', { code: 'no-such-choice', got: 'go,no-go', known }],
    [asking('choice'), 'go', { code: 'no-such-choice', got: 'go', known: [] }],
    [asking('several', { choices }), 'go,maybe', { code: 'no-such-choice', got: 'maybe', known }],
    ...['2026-02-30', '2026-13-01', '20/11/2026', '2026-1-1', '2026-11-20T10:00', 'tomorrow', '+02026-11-20'].map(
      (got): [Question, string, object] => [asking('day'), got, { code: 'no-day', got }],
    ),
    ...[
      'http://a.example',
      'HTTPS//a.example',
      'https://',
      'https://a b.example',
      'https://ann:secret@a.example',
      'https://ann@a.example',
      'javascript:alert(1)',
      'https://a.example/"x',
      `https://a.example/${'x'.repeat(2000)}`,
    ].map((got): [Question, string, object] => [asking('link'), got, { code: 'no-link', got }]),
    ...['1.5', '1e3', '0x1', '+1', '007', '-0', 'one', '1 000', '١', '9'.repeat(16)].map(
      (got): [Question, string, object] => [asking('number'), got, { code: 'no-number', got }],
    ),
    [asking('text', { shape: 'ods' }), 'Z9', { code: 'misshapen', got: 'Z9', shape: 'ods' }],
    [asking('several', { shape: 'slug' }), 'ann,Ben Roe', { code: 'misshapen', got: 'Ben Roe', shape: 'slug' }],
    [asking('text', { shape: 'slug' }), 'x'.repeat(61), { code: 'misshapen', got: 'x'.repeat(61), shape: 'slug' }],
    [asking('text', { shape: 'digest' }), 'sha256:0', { code: 'misshapen', got: 'sha256:0', shape: 'digest' }],
    [asking('text', { shape: 'login' }), '@ann', { code: 'misshapen', got: '@ann', shape: 'login' }],
    [asking('text', { shape: 'login' }), 'ann--lee', { code: 'misshapen', got: 'ann--lee', shape: 'login' }],
    [asking('lines'), 'x'.repeat(4001), { code: 'too-long', most: 4000 }],
    [asking('text'), 'a\u202Eb', { code: 'hidden' }],
    [asking('text'), 'a\u200Bb', { code: 'hidden' }],
    [asking('lines'), 'a\n\u0007b', { code: 'hidden' }],
  ]
  test.each(unfit.map(([question, given, why]) => ({ question, given, why, name: name(given) })))(
    '$question.kind: $name',
    ({ question, given, why }) =>
      expect(answer(question, given)).toEqual({ answers: {}, refusals: [{ question: 'on', why }] }),
  )

  test('says of whom it is', () => {
    const refusals = answer(asking('day', { subject: 'Ann' })).refusals
    expect(refusals).toEqual([{ question: 'on', subject: 'Ann', why: { code: 'unanswered' } }])
  })
})

test('what may be left out, and what is preset', () => {
  expect(answer(asking('day', { required: false }), ' ')).toEqual({ answers: {}, refusals: [] })
  expect(answer(asking('day', { preset: '2026-11-20' })).answers).toEqual({ on: '2026-11-20' })
  expect(answer(asking('day', { preset: '2026-11-20' }), '2026-11-21').answers).toEqual({ on: '2026-11-21' })
})

test('every refusal comes at once, and names from Object are no answers', () => {
  const questions: Question[] = [asking('text'), { id: 'title', kind: 'text', required: true }]
  expect(answersTo(questions, Object.create({ on: 'x', title: 'y' })).refusals).toHaveLength(2)
})

test('several', () => expect(severalIn(' b,a\n\n b ,, c')).toEqual(['b', 'a', 'c']))

test('options are answers', () => {
  expect(
    answersIn({ on: '2026-11-20', testPlan: 'uat', count: 3, yes: true, holder: ['a/b=ann,ben', 'c = d=e'] }),
  ).toEqual({
    on: '2026-11-20',
    'test-plan': 'uat',
    count: '3',
    'holder:a/b': 'ann,ben',
    'holder:c': ' d=e',
  })
})

test('shapes are those of the schemas', () => {
  const text = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'))
  const { $defs } = text('deployment')
  const { login } = text('directory').properties.people.additionalProperties.properties.github.properties
  const shapeOf = { ods: $defs.ods, slug: $defs.slug, login, digest: $defs.document.properties.digest }
  const tries = [
    'Z9A',
    'Z9',
    'Z9A1B2C3D',
    'Z9A1B2C3D4',
    `sha256:${'0a'.repeat(32)}`,
    `sha256:${'0A'.repeat(32)}`,
    `sha256:${'0a'.repeat(31)}`,
    '0a'.repeat(32),
    'a',
    'a-b',
    'a--b',
    '-a',
    '9a',
    'A',
    'a_b',
    'a_b_c',
    'é',
    'x'.repeat(39),
    'x'.repeat(40),
    'x'.repeat(60),
    'x'.repeat(61),
  ]
  for (const [shape, { pattern, maxLength = Number.POSITIVE_INFINITY }] of Object.entries(shapeOf))
    for (const one of tries) {
      const given = shape === 'ods' ? one.toUpperCase() : one
      const fits = new RegExp(pattern, 'u').test(given) && given.length <= maxLength
      const { refusals } = answer(asking('text', { shape: shape as 'ods' }), one)
      expect([shape, one, refusals.length === 0]).toEqual([shape, one, fits])
    }
})
