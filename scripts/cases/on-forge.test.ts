/** The points about approvals, each by the cases that show it, on the embedded forge from the first push to the status. */
import { describe, expect, test, vi } from 'vitest'
import { cases, digest, expected, why } from './case.ts'
import { play } from './on-forge.ts'

vi.setConfig({ testTimeout: 60_000 })

const numbersOf = (name: string) => [...why(name).matchAll(/\bCase (\d+)/g)].map(([, number]) => Number(number))
const played = cases().filter(name => numbersOf(name).length > 0)

test('each of the 26 points is shown', () => {
  const shown = new Set(played.flatMap(numbersOf))
  expect([...shown].sort((a, b) => a - b)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1))
})

describe.each(played)('%s', name => {
  test(`ends on the forge as told (${numbersOf(name).join(', ')})`, async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const { state, comments, breaches } = await play(name)
    const printed = log.mock.calls.map(([line]) => String(line)).find(line => line.startsWith('{')) ?? '{}'
    log.mockRestore()
    expect(breaches).toEqual([])
    const verdict = JSON.parse(printed)
    expect(digest(verdict)).toEqual(expected(name))
    expect(state).toBe(verdict.state)
    expect(comments).toHaveLength(1)
  })
})
