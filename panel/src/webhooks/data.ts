/** Endpoints, their health, and their alerts. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { Alert, Channel, Endpoint, EndpointHealth, Queue } from '../api/types.ts'
import { useFresh } from '../app/fresh.ts'
import { useLiveInterval } from '../app/stream.ts'

export const endpointsQuery = queryOptions({
  queryKey: ['endpoints', 'all'],
  queryFn: ({ signal }) =>
    everyPage<Endpoint>(after =>
      bodyOf(api.GET('/api/v1/endpoints', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ),
})

/** By id. */
export function useEndpoints(): ReadonlyMap<number, Endpoint> {
  const { data } = useQuery(endpointsQuery)
  return new Map(data?.map(endpoint => [endpoint.id, endpoint]))
}

export const channelsQuery = queryOptions({
  queryKey: ['channels', 'all'],
  queryFn: ({ signal }) =>
    everyPage<Channel>(after =>
      bodyOf(api.GET('/api/v1/channels', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ),
})

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) =>
    everyPage<Queue>(after =>
      bodyOf(api.GET('/api/v1/queues', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ),
})

export const healthQuery = queryOptions({
  queryKey: ['endpoint-health'],
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/v1/endpoints/health', { signal }))).data,
})

/** Counting is too expensive for every second. */
const HEALTH_EVERY_MS = 3_000

/** By the endpoint's id; loaded again while things happen. */
export function useHealth(): { data: ReadonlyMap<number, EndpointHealth> | undefined; error: Error | null } {
  const { data, error } = useQuery({ ...healthQuery, refetchInterval: useLiveInterval() })
  useFresh('deliveries', healthQuery.queryKey, HEALTH_EVERY_MS)
  return { data: data && new Map(data.map(health => [health.endpointId, health])), error }
}

const alertsQuery = queryOptions({
  queryKey: ['alerts', 'open'],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET('/api/v1/alerts', { params: { query: { open: true, limit: 50 } }, signal }))).data,
})

export const useOpenAlerts = (): readonly Alert[] =>
  useQuery({ ...alertsQuery, refetchInterval: useLiveInterval() }).data ?? []

export function useAcknowledge() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => bodyOf(api.POST('/api/v1/alerts/{id}/acknowledge', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  })
}
