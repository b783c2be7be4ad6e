import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from '../schemas/parse.ts'
import type { Calendar } from '../schemas/types.ts'
import { addDays, addMonths, dayOf, daysBetween, earliest, latest, workingDaysAfter } from './dates.ts'

const calendar = parse(readFileSync(new URL('calendar/england-and-wales.yaml', import.meta.url), 'utf8'))
  .data as Calendar

// In 2026 summer time begins on 29 March at 01:00 UTC, and ends on 25 October at 01:00 UTC.
describe('dayOf', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })
  const rows: [string, string][] = [
    ['2026-01-31T23:59:59Z', '2026-01-31'],
    ['2026-02-01T00:00:00Z', '2026-02-01'],
    ['2026-03-28T23:30:00Z', '2026-03-28'],
    ['2026-03-29T00:30:00Z', '2026-03-29'],
    ['2026-03-29T22:59:59Z', '2026-03-29'],
    ['2026-03-29T23:00:00Z', '2026-03-30'],
    ['2026-06-30T22:59:59Z', '2026-06-30'],
    ['2026-06-30T23:00:00Z', '2026-07-01'],
    ['2026-10-24T22:59:59Z', '2026-10-24'],
    ['2026-10-24T23:00:00Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-25'],
    ['2026-10-25T23:59:59Z', '2026-10-25'],
    ['2026-10-26T00:00:00Z', '2026-10-26'],
    ['2026-12-31T23:59:59Z', '2026-12-31'],
  ]
  describe.each(['UTC', 'Europe/London', 'Pacific/Kiritimati', 'America/Los_Angeles'])(
    'on a machine in %s',
    machine => {
      it.each(rows)('%s is %s in England', (instant, day) => {
        process.env['TZ'] = machine
        expect(dayOf(new Date(instant))).toBe(day)
      })
    },
  )
})

describe('addDays and daysBetween', () => {
  it.each<[string, number, string]>([
    ['2026-03-01', 14, '2026-03-15'],
    ['2026-03-01', 28, '2026-03-29'],
    ['2026-03-01', 48, '2026-04-18'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-03-01', 0, '2026-03-01'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days', (from, days, to) => {
    expect(addDays(from, days)).toBe(to)
    expect(daysBetween(from, to)).toBe(days)
  })
})

// A month that is too short for the day ends it; nothing runs over into the next one.
describe('addMonths', () => {
  it.each<[string, string, number, string]>([
    ['the same day', '2026-03-15', 3, '2026-06-15'],
    ['the first', '2026-03-01', 1, '2026-04-01'],
    ['into a shorter month', '2026-03-31', 1, '2026-04-30'],
    ['into a longer month: not its last day', '2026-04-30', 1, '2026-05-30'],
    ['into February', '2026-01-31', 1, '2026-02-28'],
    ['into February of a leap year', '2028-01-31', 1, '2028-02-29'],
    ['into February of the next year', '2026-11-30', 3, '2027-02-28'],
    ['into February of the next, leap year', '2027-11-30', 3, '2028-02-29'],
    ['the last but one of February', '2026-11-28', 3, '2027-02-28'],
    ['from a leap day', '2028-02-29', 12, '2029-02-28'],
    ['from a leap day to the next', '2028-02-29', 48, '2032-02-29'],
    ['over the year', '2026-12-31', 2, '2027-02-28'],
    ['into December', '2026-09-30', 3, '2026-12-30'],
    ['a year', '2026-12-31', 12, '2027-12-31'],
    ['more than a year', '2026-01-31', 13, '2027-02-28'],
    ['over the begin of summer time', '2026-02-28', 1, '2026-03-28'],
    ['over the end of summer time', '2026-10-24', 1, '2026-11-24'],
    ['none', '2026-03-31', 0, '2026-03-31'],
  ])('%s: %s and %i', (_, from, months, to) => expect(addMonths(from, months)).toBe(to))
})

// Bank holidays: 2026-04-03, 2026-04-06, 2026-05-04, 2026-12-25, 2026-12-28 (for Saturday 26), 2027-01-01.
describe('workingDaysAfter', () => {
  it.each<[string, string, number, string | null]>([
    ['Monday', '2026-03-02', 1, '2026-03-03'],
    ['Monday', '2026-03-02', 2, '2026-03-04'],
    ['Thursday: over the weekend', '2026-03-05', 2, '2026-03-09'],
    ['Friday', '2026-03-06', 1, '2026-03-09'],
    ['Saturday', '2026-03-07', 1, '2026-03-09'],
    ['Sunday', '2026-03-08', 1, '2026-03-09'],
    ['before Easter', '2026-04-02', 1, '2026-04-07'],
    ['before Easter', '2026-04-02', 2, '2026-04-08'],
    ['before a holiday on a Monday', '2026-05-01', 1, '2026-05-05'],
    ['before Christmas, with a substitute day', '2026-12-24', 1, '2026-12-29'],
    ['into the next year', '2026-12-31', 1, '2027-01-04'],
    ['none at all: the day itself', '2026-03-07', 0, '2026-03-07'],
    ['the last day that the calendar knows', '2028-12-28', 1, '2028-12-29'],
    ['beyond it', '2028-12-29', 1, null],
    ['the day before its first', '2024-12-31', 1, '2025-01-02'],
    ['before it', '2024-12-30', 1, null],
  ])('%s, %s, %i', (_, day, count, expected) => expect(workingDaysAfter(day, count, calendar)).toBe(expected))

  it('knows the last day of the calendar', () => {
    expect(workingDaysAfter('2026-03-02', 1, { ...calendar, until: '2026-03-03' })).toBe('2026-03-03')
    expect(workingDaysAfter('2026-03-02', 1, { ...calendar, until: '2026-03-02' })).toBeNull()
    expect(workingDaysAfter('2026-03-02', 1, { ...calendar, from: '2026-03-03' })).toBe('2026-03-03')
    expect(workingDaysAfter('2026-03-02', 1, { ...calendar, from: '2026-03-04' })).toBeNull()
  })
})

describe('latest and earliest', () => {
  it.each<[string[], string | null, string | null]>([
    [[], null, null],
    [['2026-03-01'], '2026-03-01', '2026-03-01'],
    [['2026-03-02', '2026-03-10', '2026-02-28'], '2026-03-10', '2026-02-28'],
    [['2026-12-31', '2027-01-01'], '2027-01-01', '2026-12-31'],
  ])('%j', (days, last, first) => {
    expect(latest(days)).toBe(last)
    expect(earliest(days)).toBe(first)
  })
})
