/** The cards of the columns, by stage and filter. Cards are moved at once, and when the stream reports it. */
import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { api, bodyOf } from '../api/client.ts'
import type { BoardCard, Ticket } from '../api/types.ts'
import { useStreamEvent } from '../app/stream.ts'
import { toast } from '../ui/toast.tsx'
import type { BoardSearch } from './feature.ts'

const PAGE = 50

interface CardPage {
  data: BoardCard[]
  next: string | null
}
type Cards = InfiniteData<CardPage, string | undefined>

const CARDS = ['board', 'cards'] as const

export const cardsQuery = (stageId: number, filter: BoardSearch) =>
  infiniteQueryOptions({
    queryKey: [...CARDS, stageId, filter],
    queryFn: ({ pageParam: after, signal }): Promise<CardPage> =>
      bodyOf(
        api.GET('/api/v1/stages/{id}/contacts', {
          params: { path: { id: stageId }, query: { ...filter, limit: PAGE, ...(after !== undefined && { after }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next,
  })

export const stageCountsQuery = (filter: BoardSearch) =>
  queryOptions({
    queryKey: ['board', 'counts', filter],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/v1/stages/counts', { params: { query: filter }, signal }))).data,
  })

/** The card is shown in its new column at once; if the server refuses, both columns are loaded again. */
export function useMove() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ card, stageId }: { card: BoardCard; stageId: number }) =>
      bodyOf(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id: card.id } }, body: { kanbanId: stageId } })),
    async onMutate({ card, stageId }) {
      await queries.cancelQueries({ queryKey: CARDS })
      moveCard(queries, card, stageId)
    },
    onError: (error, { card, stageId }) => {
      toast.error(error.message)
      for (const id of [card.stageId, stageId]) void queries.invalidateQueries({ queryKey: [...CARDS, id] })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['board', 'counts'] }),
  })
}

function moveCard(queries: QueryClient, card: BoardCard, stageId: number): void {
  queries.setQueriesData<Cards>({ queryKey: [...CARDS, card.stageId] }, before =>
    changed(before, cards => cards.filter(({ id }) => id !== card.id)),
  )
  const moved = { ...card, stageId, stagedAt: new Date().toISOString() }
  queries.setQueriesData<Cards>({ queryKey: [...CARDS, stageId] }, before => {
    const [first, ...rest] = before?.pages ?? []
    if (before === undefined || first === undefined) return before
    const data = [moved, ...first.data.filter(({ id }) => id !== card.id)]
    return { ...before, pages: [{ ...first, data }, ...rest] }
  })
}

function changed(before: Cards | undefined, change: (cards: BoardCard[]) => BoardCard[]): Cards | undefined {
  return before && { ...before, pages: before.pages.map(page => ({ ...page, data: change(page.data) })) }
}

/** Applies a customer's new stage, or a new message. Cards that are not on screen cost nothing. */
export function useLiveBoard(): void {
  const queries = useQueryClient()
  useStreamEvent<{ id: number; name: string; kanbanId: number | null }>('contact', contact => {
    const card = findCard(queries, contact.id)
    if (card?.stageId === contact.kanbanId) {
      if (card.name !== contact.name) changeEach(queries, contact.id, before => ({ ...before, name: contact.name }))
      return
    }
    if (card === undefined && contact.kanbanId === null) return
    for (const id of [card?.stageId, contact.kanbanId]) {
      if (id != null) void queries.invalidateQueries({ queryKey: [...CARDS, id] })
    }
    void queries.invalidateQueries({ queryKey: ['board', 'counts'] })
  })
  useStreamEvent<Ticket>('ticket', ticket => {
    const { id, status, queueId, userId, waitingSince, activeAt, lastMessage } = ticket
    changeEach(queries, ticket.contact.id, card => {
      // An older conversation that is loaded again does not replace the one that is shown.
      if (card.ticket !== null && card.ticket.id > id) return card
      return {
        ...card,
        ticket: { id, status, queueId, userId, waitingSince, activeAt, lastMessage: lastMessage?.body ?? '' },
      }
    })
  })
}

function findCard(queries: QueryClient, id: number): BoardCard | undefined {
  for (const [, cards] of queries.getQueriesData<Cards>({ queryKey: CARDS })) {
    const card = cards?.pages.flatMap(page => page.data).find(one => one.id === id)
    if (card !== undefined) return card
  }
  return undefined
}

function changeEach(queries: QueryClient, id: number, change: (card: BoardCard) => BoardCard): void {
  if (findCard(queries, id) === undefined) return
  queries.setQueriesData<Cards>({ queryKey: CARDS }, before =>
    before?.pages.some(page => page.data.some(card => card.id === id))
      ? changed(before, cards => cards.map(card => (card.id === id ? change(card) : card)))
      : before,
  )
}
