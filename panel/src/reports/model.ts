/** How figures are written, and which conversations are behind them. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportDuration, ReportFigures } from '../api/types.ts'
import { type Instants, useInstants } from '../app/instants.ts'
import type { InboxSearch } from '../inbox/feature.ts'
import type { ReportQuery } from './data.ts'
import { shift, startOf } from './days.ts'

export type FigureName = keyof ReportFigures
export type DurationName = {
  [K in FigureName]: ReportFigures[K] extends ReportDuration ? K : never
}[FigureName]
export type CountName = Exclude<FigureName, DurationName>

/** With fewer, a median means little. */
export const FEW = 5

export interface Formats {
  count: (n: number) => string
  percent: (share: number) => string
  seconds: (seconds: number | null) => string
  /** 12/11, or nov. 2026 of a month. */
  day: (day: string, by?: 'day' | 'month') => string
  /** 1 = Monday. */
  weekday: (weekday: number, length: 'short' | 'long') => string
}

export function useFormats(): Formats {
  const { language } = useTranslation('reports').i18n
  const instants = useInstants()
  return useMemo(() => formatsOf(language, instants), [language, instants])
}

function formatsOf(language: string, instants: Instants): Formats {
  const number = new Intl.NumberFormat(language)
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options })
    return (at: number) => formatter.format(at)
  }
  const day = format({ day: '2-digit', month: '2-digit' })
  const month = format({ month: 'short', year: '2-digit' })
  const weekdays = { short: format({ weekday: 'short' }), long: format({ weekday: 'long' }) }
  return {
    count: n => number.format(n),
    percent: of => share.format(of),
    seconds: given => (given === null ? '–' : given === 0 ? '0 s' : instants.duration(given * 1_000)),
    day: (given, by = 'day') => (by === 'day' ? day : month)(Date.parse(given)),
    // 5 January 1970 was a Monday.
    weekday: (given, length) => weekdays[length]((given + 3) * 86_400_000),
  }
}

/** The conversations that were opened, or finally closed, in the range: exactly those that are counted. */
export function ticketsOf(query: ReportQuery, which: 'opened' | 'closed', timezone: string): InboxSearch {
  const { queueId, userId, channelId } = query
  const from = startOf(query.from, timezone)
  const before = startOf(shift(query.to, 1), timezone)
  return {
    ...(which === 'opened' ? { createdFrom: from, createdBefore: before } : {}),
    ...(which === 'closed' ? { list: 'closed', closedFrom: from, closedBefore: before } : {}),
    ...(queueId?.[0] !== undefined && { queue: queueId[0] }),
    ...(userId !== undefined && { user: userId }),
    ...(channelId !== undefined && { channel: channelId }),
  }
}
