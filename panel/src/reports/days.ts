/** Days of the company: the days of a period, and the instant at which a day begins. */
import type { Period, ReportSearch } from './feature.ts'

const DAY_MS = 86_400_000

export interface Range {
  /** Both days are included, such as 2026-11-28. */
  from: string
  to: string
}

export const shift = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

export const lengthOf = ({ from, to }: Range): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1

export const dayAt = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

export function rangeOf({ period = '30', from, to }: ReportSearch, today: string): Range {
  if (from !== undefined && to !== undefined) return from <= to ? { from, to } : { from: to, to: from }
  return PERIOD_OF[period](today)
}

const firstOf = (day: string) => `${day.slice(0, 7)}-01`
const last = (days: number) => (today: string) => ({ from: shift(today, 1 - days), to: today })

const PERIOD_OF: Record<Period, (today: string) => Range> = {
  today: last(1),
  yesterday: today => ({ from: shift(today, -1), to: shift(today, -1) }),
  7: last(7),
  30: last(30),
  month: today => ({ from: firstOf(today), to: today }),
  'last-month': today => {
    const to = shift(firstOf(today), -1)
    return { from: firstOf(to), to }
  },
  365: last(365),
}

/** The same number of days right before. */
export function before(range: Range): Range {
  const days = lengthOf(range)
  return { from: shift(range.from, -days), to: shift(range.to, -days) }
}

/** The first instant of a day; when clocks go forward at midnight, a day begins at one o'clock. */
export function startOf(day: string, timeZone: string): string {
  const midnight = Date.parse(day)
  const [first] = [midnight - DAY_MS, midnight + DAY_MS]
    .map(at => midnight - offsetAt(at, timeZone))
    .filter(at => dayAt(at, timeZone) === day)
    .sort((one, other) => one - other)
  return new Date(first ?? midnight - offsetAt(midnight, timeZone)).toISOString()
}

/** The offset of the time zone from UTC. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find(part => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at
}
