/** Lists of tickets as they were loaded, and the place of one ticket in each of them. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { meQuery } from '../app/session.ts'
import { belongs, compare, type ListChoice } from './lists.ts'
import type { Ticket } from './model.ts'

type Pages = InfiniteData<{ data: Ticket[]; next: string | null }>

const loaded = (queries: QueryClient) => queries.getQueriesData<Pages>({ queryKey: ['tickets', 'list'] })

export function placeInLists(queries: QueryClient, ticket: Ticket): void {
  const userId = queries.getQueryData(meQuery.queryKey)?.user?.id
  for (const [key, pages] of loaded(queries)) {
    if (pages !== undefined) queries.setQueryData(key, placed(pages, ticket, key[2] as ListChoice, userId))
  }
}

export function takeFromLists(queries: QueryClient, id: number): void {
  for (const [key, pages] of loaded(queries)) if (pages !== undefined) queries.setQueryData(key, without(pages, id))
}

/** The ticket as the newest list has it that has it, and since when. */
export function listed(queries: QueryClient, id: number): { ticket: Ticket; updatedAt: number } | undefined {
  let found: { ticket: Ticket; updatedAt: number } | undefined
  for (const [key, pages] of loaded(queries)) {
    const updatedAt = queries.getQueryState(key)?.dataUpdatedAt ?? 0
    if (found !== undefined && found.updatedAt >= updatedAt) continue
    for (const { data } of pages?.pages ?? []) {
      const ticket = data.find(each => each.id === id)
      if (ticket !== undefined) found = { ticket, updatedAt }
    }
  }
  return found
}

function without(pages: Pages, id: number): Pages {
  if (!pages.pages.some(page => page.data.some(ticket => ticket.id === id))) return pages
  return { ...pages, pages: pages.pages.map(page => ({ ...page, data: page.data.filter(each => each.id !== id) })) }
}

/** In its place in a list, or out of it. What lies behind the last loaded page is not put in front of it. */
export function placed(pages: Pages, ticket: Ticket, choice: ListChoice, userId: number | undefined): Pages {
  const rest = without(pages, ticket.id)
  if (!belongs(ticket, choice, userId)) return rest
  const isBefore = (other: Ticket) => compare(choice)(ticket, other) < 0
  const at = rest.pages.findIndex(page => page.data.some(isBefore))
  const last = rest.pages.length - 1
  if (at === -1 && (last < 0 || rest.pages[last]?.next !== null)) return rest
  const target = at === -1 ? last : at
  const put = (data: Ticket[]) => {
    const place = data.findIndex(isBefore)
    return place === -1 ? [...data, ticket] : data.toSpliced(place, 0, ticket)
  }
  return {
    ...rest,
    pages: rest.pages.map((page, index) => (index === target ? { ...page, data: put(page.data) } : page)),
  }
}
