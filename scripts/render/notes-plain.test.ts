import { describe, expect, test } from 'vitest'
import { markdown, say } from '../../policies/words.ts'
import { corpus } from './hostile.ts'
import { headingOf, messageOf } from './notes-plain.ts'

test('the first heading, and the paragraphs', () => {
  const text = '# FLIP 2.4.0: *release* notes\n\nOne.\nTwo.\n\n## Fixes\n\n- an item\n\nThree.\n'
  expect(headingOf(text)).toBe('FLIP 2.4.0: release notes')
  expect(messageOf('# A\n\nOne.\nTwo.\n\nThree <https://records.example>.\n')).toBe(
    'One. Two. Three https://records.example.',
  )
  expect([headingOf('Text.'), messageOf('# A')]).toEqual(['', ''])
})

describe('what others wrote is told as they wrote it', () => {
  test.each(Object.entries(corpus))('%s', (_, [text, line = text]) => {
    const quoted = markdown(say`${text}`)
    // the end of a line's blanks is Markdown's own
    const told = line.replaceAll(/\s+/g, ' ').trim()
    expect(headingOf(`# Of ${quoted} and more\n`)).toBe(`Of ${told} and more`)
    expect(messageOf(`# A\n\nOf ${quoted} and more\n`)).toBe(`Of ${told} and more`)
  })
})
