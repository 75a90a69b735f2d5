/** Deliveries: the list, one of them, and what can be done about it. */
import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, bodyOf } from '../api/client.ts'
import { useFresh } from '../app/fresh.ts'
import { useLiveInterval, useStreamEvent } from '../app/stream.ts'
import { type DeliverySearch, queryOf } from './model.ts'

const PAGE = 50
/** With more pages on screen new deliveries are not loaded automatically, because every page would be loaded again. */
const MAX_LIVE_PAGES = 3
/** After a page without a match the next one is loaded, up to this many; then a person decides. */
const MAX_EMPTY_PAGES = 10
/** Events that the server looks through for a page. */
const EVENTS_PER_PAGE = 2_000

const listQuery = (search: DeliverySearch) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', search],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...queryOf(search), limit: PAGE, ...(pageParam !== '' && { after: pageParam }) }
      return bodyOf(api.GET('/api/v1/deliveries', { params: { query }, signal }))
    },
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })

interface News {
  ticketIds: number[] | null
}

export function useDeliveryList(search: DeliverySearch) {
  const query = useInfiniteQuery({ ...listQuery(search), refetchInterval: false })
  const pages = query.data?.pages ?? []
  const isCalm = pages.length > MAX_LIVE_PAGES
  const [hasNews, setNews] = useState(false)
  const { refetch, isFetching, hasNextPage, fetchNextPage } = query
  const everyMs = useLiveInterval()
  useStreamEvent<News>('deliveries', () => isCalm && setNews(true))
  useFresh('deliveries', isCalm ? undefined : listQuery(search).queryKey)
  useEffect(() => {
    if (isCalm) return
    const timer = setInterval(() => void refetch(), everyMs)
    return () => clearInterval(timer)
  }, [isCalm, everyMs, refetch])
  // A rare match may be many pages away: pages in a row that found nothing.
  const empty = pages.length - 1 - pages.findLastIndex(page => page.data.length > 0)
  const [patience, setPatience] = useState(MAX_EMPTY_PAGES)
  const isSearching = hasNextPage && empty > 0 && empty < patience
  useEffect(() => {
    if (isSearching && !isFetching) void fetchNextPage()
  }, [isSearching, isFetching, fetchNextPage])
  const queries = useQueryClient()
  return {
    ...query,
    rows: pages.flatMap(page => page.data),
    isSearching,
    /** Events without a match at the end of what was looked through. */
    lookedThrough: empty * EVENTS_PER_PAGE,
    searchOn: () => setPatience(patience + MAX_EMPTY_PAGES),
    hasNews: hasNews && isCalm,
    showNews: () => {
      setNews(false)
      void queries.resetQueries({ queryKey: listQuery(search).queryKey, exact: true })
    },
  }
}

const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/deliveries/{id}', { params: { path: { id } }, signal })),
  })

export function useDelivery(id: string) {
  const query = useQuery({ ...deliveryQuery(id), refetchInterval: useLiveInterval() })
  const ticketId = query.data?.ticketId
  useStreamEvent<News>('deliveries', ({ ticketIds }) => {
    if (ticketId === undefined || ticketIds === null || ticketIds.includes(ticketId)) void query.refetch()
  })
  return query
}

/** The posted body, whatever its size. */
export async function fetchBody(id: string): Promise<string> {
  return bodyOf(
    api.GET('/api/v1/deliveries/{id}/body', { params: { path: { id } }, parseAs: 'text' }),
  ) as Promise<string>
}

export function useRedeliver() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (attemptId: number) =>
      bodyOf(api.POST('/api/v1/attempts/{id}/redeliver', { params: { path: { id: attemptId } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['deliveries'] }),
  })
}

export function useReleaseLane() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ laneId, how }: { laneId: number; how: 'retry' | 'skip' }) =>
      api.POST('/api/v1/lanes/{id}/release', { params: { path: { id: laneId } }, body: { how } }),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['deliveries'] }),
        queries.invalidateQueries({ queryKey: ['lanes'] }),
      ]),
  })
}
