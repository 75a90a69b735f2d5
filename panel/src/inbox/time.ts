/** Times as people read them: in the language of the panel and the time zone of the company. */
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/session.ts'

export interface Clock {
  /** 14:32 */
  time: (at: string) => string
  /** today, yesterday, Monday, 12 November 2026 */
  day: (at: string) => string
  /** Where there is little room: 14:32, yesterday, 12/11 */
  short: (at: string) => string
  full: (at: string) => string
  /** Two instants of the same day have the same key. */
  dayKey: (at: string) => string
  /** 1 h 40 min, 35 min */
  left: (ms: number) => string
}

const DAY_MS = 86_400_000

/** One for all who show times: seven formatters made anew for each row and bubble were a quarter of what opening a conversation cost. */
const clocks = new Map<string, Clock>()

export function useClock(): Clock {
  const { i18n } = useTranslation('inbox')
  const { timezone } = useMe().tenant
  const { language } = i18n
  const key = `${language} ${timezone}`
  const clock = clocks.get(key) ?? newClock(language, timezone)
  clocks.set(key, clock)
  return clock
}

function newClock(language: string, timeZone: string): Clock {
  const format = (options: Intl.DateTimeFormatOptions, locale = language) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (at: string | number) => formatter.format(new Date(at))
  }
  const word = (name: 'today' | 'yesterday') => i18next.t(name, { ns: 'inbox', lng: language })
  const dayKey = format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA')
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const weekday = format({ weekday: 'long' })
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const shortDate = format({ day: '2-digit', month: '2-digit' })
  const daysAgo = (at: string) => Math.round((Date.parse(dayKey(Date.now())) - Date.parse(dayKey(at))) / DAY_MS)
  const day = (at: string) => {
    const ago = daysAgo(at)
    if (ago <= 0) return word('today')
    if (ago === 1) return word('yesterday')
    return ago < 7 ? weekday(at) : date(at)
  }
  const short = (at: string) => {
    const ago = daysAgo(at)
    if (ago <= 0) return time(at)
    return ago === 1 ? word('yesterday') : shortDate(at)
  }
  const left = (ms: number) => {
    const minutes = Math.max(1, Math.round(ms / 60_000))
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
    return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ')
  }
  return { time, day, short, full: format({ dateStyle: 'medium', timeStyle: 'short' }), dayKey, left }
}
