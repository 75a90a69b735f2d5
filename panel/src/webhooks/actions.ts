/** The actions on an endpoint, and questions about one that is not saved yet. */
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, bodyOf } from '../api/client.ts'
import type { operations } from '../api/generated/schema.ts'
import type { Endpoint } from '../api/types.ts'
import { useFresh } from '../app/fresh.ts'
import { endpointsQuery } from './data.ts'
import { type Draft, type Source, toCreate, toUpdate } from './draft.ts'

const onePath = (id: number) => ({ params: { path: { id } } })

export const endpointQuery = (id: number) =>
  queryOptions({
    queryKey: ['endpoints', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/endpoints/{id}', { ...onePath(id), signal })),
  })

/** Every list and page of endpoints, and what depends on them. */
function useEndpointsChanged() {
  const queries = useQueryClient()
  return async (changed?: Endpoint) => {
    if (changed !== undefined) queries.setQueryData(endpointQuery(changed.id).queryKey, changed)
    await Promise.all(
      ['endpoints', 'endpoint-health', 'alerts', 'estimate'].map(key => queries.invalidateQueries({ queryKey: [key] })),
    )
  }
}

export function useCreateEndpoint() {
  const changed = useEndpointsChanged()
  return useMutation({
    mutationFn: ({ draft, source }: { draft: Draft; source: Source }) =>
      bodyOf(api.POST('/api/v1/endpoints', { body: toCreate(draft, source) })),
    onSuccess: ({ secret: _, ...endpoint }) => void changed(endpoint),
  })
}

export function useSaveEndpoint(id: number) {
  const changed = useEndpointsChanged()
  return useMutation({
    mutationFn: (draft: Draft) =>
      bodyOf(api.PATCH('/api/v1/endpoints/{id}', { ...onePath(id), body: toUpdate(draft) })),
    onSuccess: endpoint => void changed(endpoint),
  })
}

export function useSwitchEndpoint() {
  const changed = useEndpointsChanged()
  return useMutation({
    mutationFn: ({ id, enabled }: { id: number; enabled: boolean }) =>
      bodyOf(api.PATCH('/api/v1/endpoints/{id}', { ...onePath(id), body: { enabled } })),
    onSuccess: endpoint => void changed(endpoint),
  })
}

export function useDeleteEndpoint() {
  const changed = useEndpointsChanged()
  return useMutation({
    mutationFn: (id: number) => api.DELETE('/api/v1/endpoints/{id}', onePath(id)),
    onSuccess: () => void changed(),
  })
}

export type TestChoice = NonNullable<operations['testEndpoint']['parameters']['query']>

export function useTestEndpoint(id: number) {
  const changed = useEndpointsChanged()
  return useMutation({
    mutationFn: (query: TestChoice) =>
      bodyOf(api.POST('/api/v1/endpoints/{id}/test', { params: { path: { id }, query } })),
    onSuccess: ({ resumed }) => {
      if (resumed) void changed()
    },
  })
}

export const readSecret = async (id: number): Promise<string> =>
  (await bodyOf(api.GET('/api/v1/endpoints/{id}/secret', onePath(id)))).secret

export function useRotateSecret(id: number) {
  const changed = useEndpointsChanged()
  return useMutation({
    mutationFn: (overlapHours: number) =>
      bodyOf(api.POST('/api/v1/endpoints/{id}/rotate-secret', { ...onePath(id), body: { overlapHours } })),
    onSuccess: () => void changed(),
  })
}

/** A value that has not changed for a moment, for requests while somebody types. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  const key = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: by what it says, not by which object it is.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [key, ms])
  return settled
}

const TYPING_MS = 300

export function useUrlCheck(url: string) {
  const settled = useSettled(url.trim(), TYPING_MS)
  const { data } = useQuery({
    queryKey: ['url-check', settled],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/v1/endpoints/check-url', { body: { url: settled }, signal })),
    enabled: settled !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  return settled === url.trim() ? data : undefined
}

const CLICKING_MS = 120

/** Follows every change; the old result stays until the new one is there. */
export function usePreview(
  source: Source | undefined,
  { switches, payloadVersion }: Pick<Draft, 'switches' | 'payloadVersion'>,
) {
  const body = useSettled({ ...source, switches, payloadVersion }, CLICKING_MS)
  const queryKey = ['preview', body]
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await bodyOf(api.POST('/api/v1/endpoints/preview', { body, signal }))).data,
    // The delayed value, which right after a choice still has no source.
    enabled: source !== undefined && ('channelId' in body || 'queueId' in body),
    placeholderData: keepPreviousData,
  })
  // Events that happen meanwhile are shown as well.
  useFresh('deliveries', queryKey)
  return query
}

export const retryPoliciesQuery = queryOptions({
  queryKey: ['retry-policies'],
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/v1/endpoints/retry-policies', { signal }))).data,
  staleTime: Number.POSITIVE_INFINITY,
})

/** So that a page that was opened by its address has its endpoint at once when the list is known. */
export function useEndpoint(id: number) {
  const queries = useQueryClient()
  return useQuery({
    ...endpointQuery(id),
    placeholderData: () => queries.getQueryData(endpointsQuery.queryKey)?.find(each => each.id === id),
  })
}
