import { describe, expect, test } from 'vitest'
import { instant } from './run.ts'

describe('a time', () => {
  test.each([
    ['2027-01-15', '2027-01-15T12:00:00.000Z'],
    ['2028-02-29', '2028-02-29T12:00:00.000Z'],
    ['2027-01-15T09:30Z', '2027-01-15T09:30:00.000Z'],
    ['2027-01-15T09:30:05.5Z', '2027-01-15T09:30:05.500Z'],
    ['2027-06-15T00:30:00+01:00', '2027-06-14T23:30:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(instant(text).toISOString()).toBe(expected)
  })

  test.each([
    '',
    'yesterday',
    '2027',
    '2027-02-29',
    '2027-02-30',
    '2027-13-01',
    '15/01/2027',
    '2027-01-15T25:00Z',
    '2027-01-15 and more',
  ])('%j is none', text => {
    expect(() => instant(text)).toThrow('expected a day such as 2027-01-15')
  })

  test.each(['2027-01-15T09:30', '2027-01-15T09:30:00'])('%s has no zone: the machine would decide', text => {
    expect(() => instant(text)).toThrow('2027-01-15T09:30:00Z')
  })
})
