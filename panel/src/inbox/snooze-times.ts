/** Usual times for snoozing, in the company's time zone. */

export interface SnoozeTime {
  name: 'hour' | 'evening' | 'tomorrow' | 'monday'
  at: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MORNING = '09:00'
const EVENING = '18:00'

export function snoozeTimes(now: number, timezone: string): SnoozeTime[] {
  const today = localDay(now, timezone)
  const tomorrow = localDay(now + DAY_MS, timezone)
  const weekday = new Date(`${today}T00:00Z`).getUTCDay()
  const monday = new Date(Date.parse(`${today}T00:00Z`) + ((8 - weekday) % 7 || 7) * DAY_MS).toISOString().slice(0, 10)
  const evening = instantOf(`${today}T${EVENING}`, timezone)
  const times: SnoozeTime[] = [
    { name: 'hour', at: new Date(now + HOUR_MS).toISOString() },
    { name: 'evening', at: evening },
    { name: 'tomorrow', at: instantOf(`${tomorrow}T${MORNING}`, timezone) },
    { name: 'monday', at: instantOf(`${monday}T${MORNING}`, timezone) },
  ]
  // This evening is not offered when it is nearly there; on a Sunday the coming Monday is tomorrow.
  return times.filter(
    ({ name, at }) =>
      (name !== 'evening' || Date.parse(at) - now > HOUR_MS) && (name !== 'monday' || monday !== tomorrow),
  )
}

const localDay = (at: number, timezone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** The local time `2026-11-28T18:00` in that time zone, as an instant. */
export function instantOf(local: string, timezone: string): string {
  const asUtc = Date.parse(`${local.slice(0, 16)}Z`)
  // Computes the local time of an instant twice, because the second result is also right across a change of summer time.
  const first = asUtc - offsetMs(asUtc, timezone)
  return new Date(asUtc - offsetMs(first, timezone)).toISOString()
}

function offsetMs(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find(each => each.type === type)?.value)
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return shown - Math.floor(at / 60_000) * 60_000
}
