/** Days as YYYY-MM-DD text, so that no machine's time zone comes in. */
import type { Calendar } from '../schemas/types.ts'

/** The day in England at an instant. */
export const dayOf = (instant: Date): string => instant.toLocaleDateString('sv-SE', { timeZone: 'Europe/London' })

/** The day `days` later. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The same day `months` later, or the last day of a month that is too short for it. */
export function addMonths(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  const [month, dayOfMonth] = [date.getUTCMonth() + months, date.getUTCDate()]
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0))
  lastOfMonth.setUTCDate(Math.min(dayOfMonth, lastOfMonth.getUTCDate()))
  return lastOfMonth.toISOString().slice(0, 10)
}

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** The `count`-th working day after a day; `null` beyond what the calendar knows. */
export function workingDaysAfter(day: string, count: number, calendar: Calendar): string | null {
  const holidays = new Set(calendar.holidays.map(holiday => holiday.on))
  let at = day
  for (let left = count; left > 0; ) {
    at = addDays(at, 1)
    if (at < calendar.from || at > calendar.until) return null
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && !holidays.has(at)) left--
  }
  return at
}

/** The latest of some days; `null` if there are none. */
export const latest = (days: readonly string[]): string | null =>
  days.reduce<string | null>((a, b) => (a === null || b > a ? b : a), null)

/** The latest of what was done on some days, and of several on one day the one that was added last. */
export const lastOf = <T extends { on: string }>(all: readonly T[]): T | undefined =>
  all.reduce<T | undefined>((last, one) => (last === undefined || one.on >= last.on ? one : last), undefined)

/** The earliest of some days; `null` if there are none. */
export const earliest = (days: readonly string[]): string | null =>
  days.reduce<string | null>((a, b) => (a === null || b < a ? b : a), null)
