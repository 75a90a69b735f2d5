/** Instants and durations as people read them, in the language of the panel and the time zone of the company. */
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from './session.ts'

export interface Instants {
  /** 14:32:07 */
  time: (at: string) => string
  /** 14:32:07 when it is today, 12/11, 14:32:07 otherwise */
  moment: (at: string) => string
  full: (at: string) => string
  /** Without the seconds */
  short: (at: string) => string
  /** 5 min ago, in 2 h */
  distance: (at: string, now: number) => string
  /** 132 ms, 1.4 s, 5 min, 10 h */
  duration: (ms: number) => string
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

export function useInstants(): Instants {
  const { language } = useTranslation().i18n
  const { timezone } = useMe().tenant
  return useMemo(() => instantsOf(language, timezone), [language, timezone])
}

export function instantsOf(language: string, timeZone: string): Instants {
  const format = (options: Intl.DateTimeFormatOptions, locale = language) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (at: string | number) => formatter.format(new Date(at))
  }
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  const time = format(clock)
  const day = format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA')
  const dated = format({ day: '2-digit', month: '2-digit', ...clock })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const count = (unit: string, value: number, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value)
  return {
    time,
    moment: at => (day(at) === day(Date.now()) ? time(at) : dated(at)),
    full: format({ dateStyle: 'medium', timeStyle: 'medium' }),
    short: format({ dateStyle: 'short', timeStyle: 'short' }),
    distance(at, now) {
      const ms = Date.parse(at) - now
      const [unit, size] = UNITS.find(([, each]) => Math.abs(ms) >= each) ?? UNITS[3]
      return relative.format(Math.trunc(ms / size), unit)
    },
    duration(ms) {
      if (ms < 1_000) return count('millisecond', Math.round(ms))
      const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? UNITS[3]
      return count(unit, ms / size, ms / size < 10 ? 1 : 0)
    },
  }
}

/** The present time, updated regularly, for values that are shown as a distance from now. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
