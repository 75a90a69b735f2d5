/** Tickets: lists, one of them, and what can be done to it. */
import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { api, bodyOf, everyPage } from '../api/client.ts'
import { useLiveInterval } from './live.ts'
import type { ListName, Ticket } from './model.ts'

const PAGE = 50

/** What each list asks the server for. */
function filterOf(list: ListName, userId: number | undefined) {
  switch (list) {
    case 'mine':
      return { status: ['open' as const], ...(userId !== undefined && { userId }) }
    case 'queue':
      return { status: ['pending' as const] }
    case 'closed':
      return { status: ['closed' as const] }
    case 'all':
      return { status: ['open' as const] }
  }
}

export const ticketsQuery = (list: ListName, userId: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ['tickets', list, userId],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/tickets', {
          params: { query: { ...filterOf(list, userId), limit: PAGE, ...(pageParam !== '' && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })

export const ticketQuery = (id: number) =>
  queryOptions({
    queryKey: ['ticket', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/tickets/{id}', { params: { path: { id } }, signal })),
  })

export const useTicket = (id: number) => useQuery({ ...ticketQuery(id), refetchInterval: useLiveInterval() })

/** After a change that we made, or that the stream reported. */
export function ticketChanged(queries: QueryClient, ticket: Ticket): void {
  queries.setQueryData(ticketQuery(ticket.id).queryKey, ticket)
  void queries.invalidateQueries({ queryKey: ['tickets'] })
}

const onePath = (id: number) => ({ params: { path: { id } } })

/** Each one returns the ticket as it is afterwards. */
const ACTIONS = {
  accept: ({ id }: { id: number }) => bodyOf(api.POST('/api/v1/tickets/{id}/accept', { ...onePath(id), body: {} })),
  giveBack: ({ id }: { id: number }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/return', { ...onePath(id), body: {} as never })),
  reopen: ({ id }: { id: number }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/reopen', { ...onePath(id), body: {} as never })),
  close: ({ id, closingReasonId }: { id: number; closingReasonId: number | null }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/close', { ...onePath(id), body: { closingReasonId } })),
  transfer: ({ id, queueId, userId }: { id: number; queueId?: number | undefined; userId?: number | undefined }) =>
    bodyOf(
      api.POST('/api/v1/tickets/{id}/transfer', {
        ...onePath(id),
        body: { ...(queueId !== undefined && { queueId }), ...(userId !== undefined && { userId }) },
      }),
    ),
}

export type TicketAction = keyof typeof ACTIONS

export function useTicketAction<A extends TicketAction>(action: A) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ACTIONS[action] as (input: Parameters<(typeof ACTIONS)[A]>[0]) => Promise<Ticket>,
    onSuccess: ticket => {
      ticketChanged(queries, ticket)
      void queries.invalidateQueries({ queryKey: ['ticket-log', ticket.id] })
    },
    // Somebody was faster: show what is true now.
    onError: () => queries.invalidateQueries({ queryKey: ['ticket'] }),
  })
}

export const closingReasonsQuery = queryOptions({
  queryKey: ['closing-reasons'],
  queryFn: ({ signal }) =>
    everyPage(after =>
      bodyOf(
        api.GET('/api/v1/closing-reasons', { params: { query: { limit: 200, ...(after && { after }) } }, signal }),
      ),
    ),
})

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) =>
    everyPage(after =>
      bodyOf(api.GET('/api/v1/queues', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ),
})

export interface Colleague {
  id: number
  name: string
}

/** Names for whoever transfers; a server that keeps them from attendants is no reason to fail. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }): Promise<Colleague[]> =>
    everyPage(after =>
      bodyOf(api.GET('/api/v1/users', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ).then(
      users => users.filter(user => user.isActive).map(({ id, name }) => ({ id, name })),
      () => [],
    ),
})

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) =>
    everyPage(after =>
      bodyOf(api.GET('/api/v1/channels', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ).catch(() => []),
})

export const ticketLogQuery = (id: number) =>
  queryOptions({
    queryKey: ['ticket-log', id],
    queryFn: ({ signal }) =>
      everyPage(after =>
        bodyOf(
          api.GET('/api/v1/tickets/{id}/log', {
            params: { path: { id }, query: { limit: 200, ...(after && { after }) } },
            signal,
          }),
        ),
      ),
  })
