/** The figures that `npm run bench` prints. */
import { beforeAll, expect, test, vi } from 'vitest'
import { type Figure, measure } from './frugal.ts'

vi.setConfig({ hookTimeout: 180_000 })

const open = 10
/** How many of the authors write from an address that GitHub has to be asked for. */
const strangers = 5
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
  const one = of('nothing new').filter(({ what }) => !what.startsWith('sweep'))
  expect(one.map(({ requests, writes }) => [requests, writes])).toEqual([
    [3, 0],
    [4, 0],
    [4, 0],
    [5, 0],
  ])
})

test('a sweep stays below three requests for each pull request, and posts nothing', () => {
  const sweeps = of('sweep')
  expect(sweeps).toHaveLength(2)
  for (const { requests, writes } of sweeps) {
    expect(writes).toBe(0)
    // the list, two for each, and one for each address that is met for the first time
    expect(requests).toBe(1 + 2 * open + strangers)
    expect(1 + (100 / open) * (requests - 1)).toBeLessThan(300)
  }
})
