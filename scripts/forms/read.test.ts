import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRepository } from '../../policies/repository.ts'
import { readDisk } from '../read/disk.ts'
import { corpus } from '../render/hostile.ts'
import { submitted } from './fixture.ts'
import type { Form } from './form.ts'
import { formsOf } from './forms.ts'
import { submissionIn } from './read.ts'

const { pathways } = readRepository(readDisk(fileURLToPath(new URL('../..', import.meta.url))))
const forms = formsOf(pathways)
const form = (id: string) => forms.find(one => one.id === id) as Form
const [incident, decision] = [form('incident'), form('decision')]
const answers = {
  record: 'bars-app6/ashbourne-vale',
  reference: 'INC-7',
  title: 'Screen stays empty',
  severity: '3',
  evidence: 'https://records.example/7',
}
const text = submitted(incident, answers)
const read = (body: string) => submissionIn(body, forms)
const misread = (body: string) => {
  const found = read(body)
  return found && 'misread' in found ? found.misread : found
}
/** With `by` in place of what stands there. */
const changed = (from: string, by: string) => {
  const after = text.replace(from, () => by)
  expect(after).not.toBe(text)
  return after
}
const labelOf = (id: string, of = incident) => of.fields.find(field => field.id === id)?.label ?? ''

describe('a form is read as it was filled in', () => {
  test.each(forms.map((one): [string, Form] => [one.id, one]))('%s, with every field', (_, one) => {
    const given = Object.fromEntries(one.fields.map(({ id, choices }) => [id, choices.at(-1)?.value ?? `any ${id}`]))
    expect(read(submitted(one, given))).toEqual({ form: one, given })
  })
  test.each([
    ['with other line ends', text.replaceAll('\n', '\r\n')],
    ['with blank lines before, and blanks after a heading', `\n\n${text.replaceAll('?\n', '?  \n')}\n`],
  ])('%s', (_, body) => expect(read(body)).toEqual({ form: incident, given: answers }))

  test('what was left out is not there; in choices GitHub may also say None', () => {
    expect(read(submitted(incident, { title: '_No response_' }))).toEqual({ form: incident, given: {} })
    expect(read(text.replace('3, medium', 'None'))).toMatchObject({ given: { title: 'Screen stays empty' } })
  })

  test('what GitHub shows as code is read without its marks', () => {
    const given = { conditions: 'Training again\n### Any heading\n- [x] `code`' }
    expect(read(submitted(decision, given))).toEqual({ form: decision, given })
    expect(read(submitted(decision, given).replaceAll('```', '`````'))).toEqual({ form: decision, given })
    expect(read(submitted(decision, given).replace(/```(?:text)?/g, ''))).toEqual({ form: decision, given })
  })
})

describe('what is no form', () => {
  test.each(['', 'Hello', '### Hello\n\nthere', `> ${text}`, text.replace('### ', '## ')])('%#', body =>
    expect(read(body)).toBeNull(),
  )
})

describe('what could be read in two ways is refused', () => {
  const label = labelOf('title')
  test.each<[what: string, body: string, why: object]>([
    ['a heading that is gone', changed(`### ${label}\n`, ''), { code: 'heading-missing', label }],
    ['one that has a hidden letter', changed(`### ${label}`, `### ${label}\u200B`), { code: 'heading-missing', label }],
    ['one in other letters', changed(`### ${label}`, `### ${label.toUpperCase()}`), { code: 'heading-missing', label }],
    ['one that is quoted', changed(`### ${label}`, `> ### ${label}`), { code: 'heading-missing', label }],
    ['a heading in an answer', changed('Screen', `### ${label}\n\nScreen`), { code: 'heading-doubled', label }],
    ['one below all', `${text}\n\n### ${label}\n\nAnother`, { code: 'heading-doubled', label }],
    ['one in a block of code', `${text}\n\n\`\`\`\n### ${label}\n\`\`\``, { code: 'heading-doubled', label }],
    ['the first heading again', `${text}\n\n${text}`, { code: 'heading-doubled', label: labelOf('record') }],
    ['something above the first heading', `Hello\n\n${text}`, { code: 'text-before', label: labelOf('record') }],
    ['a comment above it', `<!--\n${text}\n-->`, { code: 'text-before', label: labelOf('record') }],
    ['a comment', changed('Screen', '<!-- hidden -->Screen'), { code: 'hidden', label }],
    ['a comment around a heading', changed(`### ${label}`, `-->\n### ${label}\n<!--`), { code: 'hidden', label }],
    ['a letter that is not seen', changed('Screen', 'Scr\u200Been'), { code: 'hidden', label }],
    ['a turned direction', changed('Screen', '\u202Eneercs'), { code: 'hidden', label }],
    ['a command to a terminal', changed('Screen', '\u001B[2J'), { code: 'hidden', label }],
    ['lines where one belongs', changed('Screen', 'Screen\nphase: complete\n'), { code: 'several-lines', label }],
    [
      'a choice that the form does not have',
      changed('3, medium', '6, none'),
      { code: 'no-such-option', label: labelOf('severity'), got: '6, none' },
    ],
  ])('%s', (_, body, why) => {
    const found = misread(body)
    expect(found).toContainEqual(why)
  })

  test('headings in another order', () => {
    const [first = '', second = '', ...rest] = text.split(/(?=^### )/m)
    const [third = '', ...others] = rest
    expect(misread([first, third, second, ...others].join(''))).toEqual([{ code: 'headings-moved' }])
  })
  test('a text that is longer than GitHub takes', () =>
    expect(misread(changed('Screen', 'x'.repeat(65_536)))).toEqual([{ code: 'too-long' }]))
  test('all that is wrong comes at once', () =>
    expect(misread(changed('Screen', '<!--').replace('3, medium', 'Z'))).toHaveLength(2))
})

describe('hostile texts come back as they are, or are refused', () => {
  test.each(Object.entries(corpus))('%s', (_, [hostile]) => {
    for (const [one, field] of [
      [incident, 'title'],
      [decision, 'conditions'],
    ] as const) {
      const found = read(submitted(one, { record: 'a/b', [field]: hostile }))
      if (found && 'given' in found) expect(found.given[field] ?? '').toBe(hostile.replaceAll(/\r\n?/g, '\n').trim())
      else expect(found?.misread).toHaveLength(1)
    }
  })

  test('whatever is written, no answer becomes another’s', () => {
    const labels = incident.fields.map(({ label }) => `### ${label}`)
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...labels, '\n', '\r\n', '```', '_No response_', '<!--', '-->', '### '),
    )
    const anything = fc.array(piece, { maxLength: 8 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(anything, anything, (title, evidence) => {
        const found = read(submitted(incident, { ...answers, title, evidence }))
        if (!found || 'misread' in found) return
        const meant = (given: string) => (['', '_No response_'].includes(given.trim()) ? undefined : given.trim())
        expect(found.given).toEqual(
          Object.fromEntries(
            Object.entries({ ...answers, title: meant(title), evidence: meant(evidence) }).filter(
              ([, one]) => one !== undefined,
            ),
          ),
        )
      }),
    )
  })
})
