/**
 * How a range of days is put together from months and days, so that few rows are read: a whole month is one row of each figure;
 * for a part of a month either its days are added, or the other days are subtracted from the month. So a year that begins and
 * ends anywhere reads twelve months and at most 2 x 15 days.
 */
export interface Stretch {
  table: 'report_days' | 'report_months'
  /** The first day, and the day after the last one. */
  start: string
  until: string
  times: 1 | -1
}

export const DAY_MS = 86_400_000

export const monthOf = (day: string) => `${day.slice(0, 7)}-01`
const shift = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
const nextMonth = (day: string) =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)).toISOString().slice(0, 10)
const daysIn = (start: string, until: string) => Math.max(0, (Date.parse(until) - Date.parse(start)) / DAY_MS)

/** `to` is included. */
export function stretchesOf({ from, to }: { from: string; to: string }, of: 'days' | 'months'): Stretch[] {
  const end = shift(to, 1)
  if (of === 'days') return [days(from, end)]
  const found: Stretch[] = []
  for (let month = monthOf(from); month < end; month = nextMonth(month)) {
    const next = nextMonth(month)
    const start = month < from ? from : month
    const until = next < end ? next : end
    const others = [days(month, start, -1), days(until, next, -1)].filter(each => each.start < each.until)
    const left = others.reduce((sum, each) => sum + daysIn(each.start, each.until), 0)
    if (left < daysIn(start, until)) found.push({ ...days(month, next), table: 'report_months' }, ...others)
    else found.push(days(start, until))
  }
  return joined(found)
}

const days = (start: string, until: string, times: 1 | -1 = 1): Stretch => ({
  table: 'report_days',
  start,
  until,
  times,
})

/** Months that follow each other are one range of the index. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = []
  for (const each of stretches.toSorted((one, other) => one.table.localeCompare(other.table))) {
    const last = all.at(-1)
    if (last?.table === each.table && last.times === each.times && last.until === each.start) last.until = each.until
    else all.push({ ...each })
  }
  return all
}
