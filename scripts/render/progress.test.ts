import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { progressOn } from './progress.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A stream that keeps what is written, and a reading that takes so many milliseconds a file. */
function reading(isTTY: boolean, files: number, each: number): string[] {
  const written: string[] = []
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream
  const seen = progressOn(stream)
  for (let done = 0; done < files; done++) {
    vi.advanceTimersByTime(each)
    seen(done, files)
  }
  return written
}

test('a run of less than a second shows nothing', () => {
  expect(reading(true, 9, 100)).toEqual([])
})

test('a longer one shows how far it is, ten times a second at most, and clears the line at the end', () => {
  const written = reading(true, 2000, 1)
  expect(written[0]).toBe('\rReading file 1000 of 2000…')
  expect(written[1]).toBe('\rReading file 1101 of 2000…')
  expect(written.length).toBeLessThanOrEqual(12)
  expect(written.at(-1)).toBe('\r\u001B[K')
})

test('a single slow file leaves no line behind', () => {
  expect(reading(true, 1, 5000)).toEqual(['\r\u001B[K'])
})

test('what is no terminal is never written to', () => {
  expect(reading(false, 2000, 10)).toEqual([])
})
