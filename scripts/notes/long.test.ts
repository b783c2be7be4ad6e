import { expect, test } from 'vitest'
import { measureLog } from './long.ts'

test('a long change log is the same twice, tells of every merge, and asks for a hundred pull requests at once', async () => {
  const [one, two] = [await measureLog(120), await measureLog(120)]
  expect(one.text).toBe(two.text)
  expect([one.entries, one.requests]).toEqual([120, 3])
  expect(one.text.match(/^- .* went from .* signed by .*/gm)?.length).toBeGreaterThan(20)
})
