/** Recovery: what waits and why, and sending again in bulk. */
import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { api, bodyOf } from '../api/client.ts'
import type { Replay } from '../api/types.ts'
import { useFresh } from '../app/fresh.ts'
import { useLiveInterval } from '../app/stream.ts'

export const WHATS = ['failed', 'missed', 'all'] as const
export type What = Replay['what']

export interface Recovery {
  endpointId: number
  what: What
  from?: string | undefined
  to?: string | undefined
}

const bodyOfRecovery = ({ what, from, to }: Recovery) => ({ what, ...(from && { from }), ...(to && { to }) })

/** Undefined = no request is made. */
export const useEstimate = (recovery: Recovery | undefined) =>
  useQuery({
    queryKey: ['estimate', recovery],
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/v1/endpoints/{id}/replays/estimate', {
          params: { path: { id: recovery?.endpointId ?? 0 } },
          body: bodyOfRecovery(recovery as Recovery),
          signal,
        }),
      ),
    enabled: recovery !== undefined,
  })

export const replaysQuery = (id: number) =>
  queryOptions({
    queryKey: ['replays', id],
    queryFn: async ({ signal }) =>
      (
        await bodyOf(
          api.GET('/api/v1/endpoints/{id}/replays', { params: { path: { id }, query: { limit: 10 } }, signal }),
        )
      ).data,
  })

const PROGRESS_MS = 1_000

/** It is loaded often while a replay runs. */
export function useReplays(id: number) {
  const seldom = useLiveInterval()
  return useQuery({
    ...replaysQuery(id),
    refetchInterval: query => (query.state.data?.some(({ state }) => state === 'running') ? PROGRESS_MS : seldom),
  })
}

function useRecoveryChanged(endpointId: number) {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['replays', endpointId] }),
      queries.invalidateQueries({ queryKey: ['estimate'] }),
      queries.invalidateQueries({ queryKey: ['lanes'] }),
      queries.invalidateQueries({ queryKey: ['endpoint-health'] }),
      queries.invalidateQueries({ queryKey: ['deliveries'] }),
    ])
}

export function useStartReplay(endpointId: number) {
  const changed = useRecoveryChanged(endpointId)
  return useMutation({
    mutationFn: (recovery: Recovery) =>
      bodyOf(
        api.POST('/api/v1/endpoints/{id}/replays', {
          params: { path: { id: endpointId } },
          body: bodyOfRecovery(recovery),
        }),
      ),
    onSettled: changed,
  })
}

export function useStopReplay(endpointId: number) {
  const changed = useRecoveryChanged(endpointId)
  return useMutation({
    mutationFn: (id: number) => bodyOf(api.POST('/api/v1/replays/{id}/cancel', { params: { path: { id } } })),
    onSettled: changed,
  })
}

export type LaneState = 'held' | 'retrying'

const lanesQuery = (endpointId: number, state: LaneState) =>
  infiniteQueryOptions({
    queryKey: ['lanes', endpointId, state],
    queryFn: ({ pageParam, signal }) => {
      const query = { endpointId, state, limit: 20, ...(pageParam !== '' && { after: pageParam }) }
      return bodyOf(api.GET('/api/v1/lanes', { params: { query }, signal }))
    },
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })

export function useLanes(endpointId: number, state: LaneState) {
  const options = lanesQuery(endpointId, state)
  const query = useInfiniteQuery({ ...options, refetchInterval: useLiveInterval() })
  useFresh('deliveries', options.queryKey)
  return { ...query, lanes: query.data?.pages.flatMap(page => page.data) ?? [] }
}

/** Releases all lanes in one state, with as many requests as that takes. Returns how many there were. */
export function useReleaseAll(endpointId: number) {
  const changed = useRecoveryChanged(endpointId)
  return useMutation({
    async mutationFn({ state, how }: { state: LaneState; how: 'retry' | 'skip' }) {
      let released = 0
      for (let after: number | null = 0; after !== null; ) {
        const done: { released: number; next: number | null } = await bodyOf(
          api.POST('/api/v1/endpoints/{id}/release-lanes', {
            params: { path: { id: endpointId } },
            body: { state, how, ...(after > 0 && { after }) },
          }),
        )
        released += done.released
        after = done.next
      }
      return released
    },
    onSettled: changed,
  })
}
