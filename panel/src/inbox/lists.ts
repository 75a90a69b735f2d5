/** Which tickets a list shows: the server decides for a request, and this file for each change of the stream. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { components, operations } from '../api/generated/schema.ts'
import { INSTANTS, type InboxSearch } from './feature.ts'
import type { ListName, Narrowing, Ticket } from './model.ts'

const PAGE = 50

export type TicketFilter = components['schemas']['TicketFilter']
export type SavedView = components['schemas']['SavedView']
export type TicketSort = SavedView['sort']

export interface ListChoice {
  filter: TicketFilter
  sort: TicketSort
}

const LIST_FILTERS: Record<ListName, TicketFilter> = {
  mine: { assigned: 'me', status: ['open'], isSnoozed: false },
  queue: { status: ['pending'], isSnoozed: false },
  all: { status: ['pending', 'open'], isSnoozed: false },
  closed: { status: ['closed'] },
}

const NARROWED: Record<Narrowing, TicketFilter> = {
  unread: { isUnread: true },
  unanswered: { isAnswered: false },
  groups: { isGroup: true },
  snoozed: { isSnoozed: true },
}

export const isNarrowed = (search: InboxSearch): boolean =>
  isOfReport(search) || [search.only, search.queue, search.channel, search.tag].some(value => value !== undefined)

/** What a figure of a report was made of: everything that was opened or closed then. */
export const isOfReport = (search: InboxSearch): boolean =>
  search.user !== undefined || search.reason !== undefined || INSTANTS.some(name => search[name] !== undefined)

/** The list in the address. A deleted view becomes the first list. */
export function choiceOf(search: InboxSearch, views: readonly SavedView[]): ListChoice {
  const { list = 'mine', only, queue, channel, tag, user, reason, sort } = search
  const view = views.find(({ id }) => id === search.view)
  const isAnyStatus = isOfReport(search) && search.list === undefined
  const base = view?.filter ?? (isAnyStatus ? {} : LIST_FILTERS[list])
  return {
    filter: {
      ...base,
      ...(only !== undefined && NARROWED[only]),
      ...(queue !== undefined && { queueId: [queue] }),
      ...(channel !== undefined && { channelId: [channel] }),
      ...(tag !== undefined && { tagId: [tag] }),
      ...(user !== undefined && { userId: user }),
      ...(reason !== undefined && { closingReasonId: reason }),
      ...Object.fromEntries(INSTANTS.flatMap(name => (search[name] === undefined ? [] : [[name, search[name]]]))),
      ...(isOfReport(search) && { isGroup: false }),
    },
    sort: sort ?? view?.sort ?? 'active',
  }
}

/** Pinned ones are above the others, whatever the order; closed ones are never pinned. */
export function pinnedFirst({ filter, sort }: ListChoice): { pinned: ListChoice | undefined; rest: ListChoice } {
  const isClosed = filter.status?.includes('closed') ?? true
  if (isClosed || filter.isPinned !== undefined) return { pinned: undefined, rest: { filter, sort } }
  const withPin = (isPinned: boolean): ListChoice => ({ filter: { ...filter, isPinned }, sort })
  return { pinned: withPin(true), rest: withPin(false) }
}

export const ticketsQuery = ({ filter, sort }: ListChoice) =>
  infiniteQueryOptions({
    queryKey: ['tickets', 'list', { filter, sort }],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, sort, limit: PAGE, ...(pageParam !== '' && { after: pageParam }) }
      return bodyOf(
        api.GET('/api/v1/tickets', {
          params: { query: query as NonNullable<operations['listTickets']['parameters']['query']> },
          signal,
        }),
      )
    },
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })

/** The same rule as on the server. */
export function belongs(ticket: Ticket, { filter, sort }: ListChoice, userId: number | undefined): boolean {
  const now = Date.now()
  const isSnoozed = ticket.snoozedUntil !== null && Date.parse(ticket.snoozedUntil) > now
  const is = (wanted: boolean | undefined, fact: boolean) => wanted === undefined || wanted === fact
  const among = (wanted: readonly number[] | undefined, id: number | null) =>
    wanted === undefined || (id !== null && wanted.includes(id))
  const from = (wanted: string | undefined, at: string) => wanted === undefined || at >= wanted
  const before = (wanted: string | undefined, at: string) => wanted === undefined || at < wanted
  return (
    (filter.status === undefined || filter.status.length === 0 || filter.status.includes(ticket.status)) &&
    isAssigned(ticket, filter.assigned, userId) &&
    among(filter.queueId, ticket.queueId) &&
    among(filter.channelId, ticket.channelId) &&
    (filter.userId === undefined || ticket.userId === filter.userId) &&
    (filter.contactId === undefined || ticket.contact.id === filter.contactId) &&
    (filter.tagId === undefined || ticket.tagIds.some(id => filter.tagId?.includes(id))) &&
    is(filter.isGroup, ticket.isGroup) &&
    is(filter.isAnswered, ticket.isAnswered) &&
    is(filter.isUnread, ticket.unreadMessages > 0) &&
    is(filter.isPinned, ticket.isPinned) &&
    is(filter.isSnoozed, isSnoozed) &&
    from(filter.createdFrom, ticket.createdAt) &&
    before(filter.createdBefore, ticket.createdAt) &&
    from(filter.activeFrom, ticket.activeAt) &&
    before(filter.activeBefore, ticket.activeAt) &&
    from(filter.closedFrom, ticket.closedAt ?? '') &&
    before(filter.closedBefore, ticket.closedAt ?? '9') &&
    (filter.closingReasonId === undefined || ticket.closingReasonId === filter.closingReasonId) &&
    (sort !== 'waiting' || ticket.waitingSince !== null)
  )
}

function isAssigned({ userId }: Ticket, assigned: TicketFilter['assigned'], me: number | undefined): boolean {
  if (assigned === undefined) return true
  if (assigned === 'nobody') return userId === null
  return assigned === 'me' ? userId === me : userId !== null && userId !== me
}

/** The same order as on the server. */
export const compare =
  ({ sort }: ListChoice) =>
  (a: Ticket, b: Ticket): number => {
    if (sort === 'waiting') return (a.waitingSince ?? '').localeCompare(b.waitingSince ?? '') || a.id - b.id
    return (sort === 'active' ? b.activeAt.localeCompare(a.activeAt) : 0) || b.id - a.id
  }

export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: ({ signal }) =>
    everyPage<SavedView>(after =>
      bodyOf(api.GET('/api/v1/saved-views', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ),
})

export const saveView = (body: components['schemas']['NewSavedView']) =>
  bodyOf(api.POST('/api/v1/saved-views', { body }))

export async function deleteView(id: number): Promise<void> {
  await api.DELETE('/api/v1/saved-views/{id}', { params: { path: { id } } })
}
