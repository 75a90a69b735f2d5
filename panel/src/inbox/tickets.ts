/** Tickets: lists, a single one, and its actions. */
import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, bodyOf, everyPage } from '../api/client.ts'
import { isStreamLive, useLiveInterval } from '../app/stream.ts'
import { listed, placeInLists } from './list-places.ts'
import type { Ticket } from './model.ts'

export const countsQuery = queryOptions({
  queryKey: ['tickets', 'counts'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/tickets/counts', { signal })),
})

export const ticketQuery = (id: number) =>
  queryOptions({
    queryKey: ['ticket', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/tickets/{id}', { params: { path: { id } }, signal })),
  })

/** What a list has of it is the whole of it, and as new as the list: a conversation is opened without asking again. */
export function useTicket(id: number) {
  const queries = useQueryClient()
  return useQuery({
    ...ticketQuery(id),
    initialData: () => listed(queries, id)?.ticket,
    initialDataUpdatedAt: () => listed(queries, id)?.updatedAt,
    refetchInterval: useLiveInterval(),
  })
}

/** After a change that we made. The stream brings it with all that follows from it; without the stream lists are asked for again. */
export function ticketChanged(queries: QueryClient, ticket: Ticket): void {
  const known = queries.getQueryData(ticketQuery(ticket.id).queryKey)
  // The stream was faster, with what somebody did after us.
  if (known !== undefined && known.version > ticket.version) return
  queries.setQueryData(ticketQuery(ticket.id).queryKey, ticket)
  placeInLists(queries, ticket)
  if (!isStreamLive()) void queries.invalidateQueries({ queryKey: ['tickets'] })
}

const onePath = (id: number) => ({ params: { path: { id } } })

/** Each one returns the ticket after the change. */
const ACTIONS = {
  accept: ({ id }: { id: number }) => bodyOf(api.POST('/api/v1/tickets/{id}/accept', { ...onePath(id), body: {} })),
  giveBack: ({ id }: { id: number }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/return', { ...onePath(id), body: {} as never })),
  reopen: ({ id }: { id: number }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/reopen', { ...onePath(id), body: {} as never })),
  close: ({ id, ...body }: { id: number; closingReasonId: number | null; farewell?: boolean }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/close', { ...onePath(id), body })),
  transfer: ({ id, queueId, userId }: { id: number; queueId?: number | undefined; userId?: number | undefined }) =>
    bodyOf(
      api.POST('/api/v1/tickets/{id}/transfer', {
        ...onePath(id),
        body: { ...(queueId !== undefined && { queueId }), ...(userId !== undefined && { userId }) },
      }),
    ),
  pin: ({ id, isPinned }: { id: number; isPinned: boolean }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/pin', { ...onePath(id), body: { isPinned } })),
  unread: ({ id }: { id: number }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/unread', { ...onePath(id), body: {} as never })),
  snooze: ({ id, until }: { id: number; until: string | null }) =>
    bodyOf(api.POST('/api/v1/tickets/{id}/snooze', { ...onePath(id), body: { until } })),
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
    // Somebody was faster, so the present state is shown.
    onError: () => queries.invalidateQueries({ queryKey: ['ticket'] }),
  })
}

export { channelsQuery, closingReasonsQuery, colleaguesQuery, queuesQuery, tagsQuery } from '../app/lists.ts'

export interface NewConversation {
  channelId: number
  number: string
  name?: string
  queueId?: number
}

export const startConversation = (body: NewConversation) => bodyOf(api.POST('/api/v1/tickets', { body }))

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
