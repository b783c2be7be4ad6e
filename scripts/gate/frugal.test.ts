/** The figures that `npm run bench` prints. */
import { beforeAll, expect, test, vi } from 'vitest'
import { type Figure, measure } from './frugal.ts'

vi.setConfig({ hookTimeout: 180_000 })

const open = 6
let figures: Figure[]
beforeAll(async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  figures = await measure(open)
  log.mockRestore()
})
const of = (kind: string) => figures.filter(({ what }) => what.includes(kind))

test('a verdict takes at most eight requests, with a hundred reviews and twenty files', () => {
  const single = figures.filter(({ what }) => !what.startsWith('sweep'))
  expect(single).toHaveLength(10)
  expect(single.filter(({ requests }) => requests > 8)).toEqual([])
})

test('where nothing is new nothing is posted, and less is read', () => {
  expect(of('nothing new').map(({ requests, writes }) => [requests, writes])).toEqual([
    [3, 0],
    [4, 0],
    [4, 0],
    [5, 0],
    [1 + 2 * open, 0],
  ])
})

test('a sweep takes one request for the list, and two for each pull request that has no more than a hundred entries', () => {
  expect(of('sweep').map(({ requests, writes }) => [requests, writes])).toEqual([
    [1 + 2 * open, 0],
    [1 + 2 * open, 0],
  ])
  // so many for a hundred
  expect(1 + 2 * 100).toBeLessThan(300)
})
