/** The server's counts, for the filters in the address. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { api, bodyOf } from '../api/client.ts'
import { dayAt, type Range, rangeOf } from './days.ts'
import type { Group, ReportSearch } from './feature.ts'

export interface ReportQuery extends Range {
  queueId?: number[]
  userId?: number
  channelId?: number
}

/** Counts are updated within some seconds; an open page loads them again every minute. */
const AGAIN_MS = 60_000
const BOARD_MS = 5_000

export function queryOf(search: ReportSearch, timezone: string): ReportQuery {
  const { queue, user, channel } = search
  return {
    ...rangeOf(search, dayAt(Date.now(), timezone)),
    ...(queue !== undefined && { queueId: [queue] }),
    ...(user !== undefined && { userId: user }),
    ...(channel !== undefined && { channelId: channel }),
  }
}

const kept = { placeholderData: keepPreviousData, refetchInterval: AGAIN_MS } as const

export const useSummary = (query: ReportQuery) =>
  useQuery({
    queryKey: ['reports', 'summary', query],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/reports/summary', { params: { query }, signal })),
    ...kept,
  })

export const useTrend = (query: ReportQuery) =>
  useQuery({
    queryKey: ['reports', 'trend', query],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/reports/trend', { params: { query }, signal })),
    ...kept,
  })

export const useBreakdown = (query: ReportQuery, by: Group) =>
  useQuery({
    queryKey: ['reports', 'breakdown', by, query],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/reports/breakdown', { params: { query: { ...query, by } }, signal })),
    ...kept,
  })

export const useReasons = (query: ReportQuery) =>
  useQuery({
    queryKey: ['reports', 'reasons', query],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/reports/reasons', { params: { query }, signal })),
    ...kept,
  })

export const useLoad = (query: ReportQuery) =>
  useQuery({
    queryKey: ['reports', 'load', query],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/reports/load', { params: { query }, signal })),
    ...kept,
  })

export const boardQuery = queryOptions({
  queryKey: ['reports', 'live'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/reports/live', { signal })),
  refetchInterval: BOARD_MS,
})

export const CSVS = ['summary', 'trend', 'queues', 'users', 'channels', 'reasons', 'load'] as const
export type CsvName = (typeof CSVS)[number]

/** A request in the panel's language, which a plain link would not set. */
export async function saveCsv(report: CsvName, query: ReportQuery): Promise<void> {
  const text = await bodyOf(
    api.GET('/api/v1/reports/{report}/csv', { params: { path: { report }, query }, parseAs: 'blob' }) as Promise<{
      data?: Blob
    }>,
  )
  const link = document.createElement('a')
  link.href = URL.createObjectURL(text)
  link.download = `${report}-${query.from}-${query.to}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
