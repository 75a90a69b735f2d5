import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Inbox, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { useLiveInterval } from '../app/stream.ts'
import { Kbd } from '../ui/kbd.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { type InboxSearch, inboxRoute } from './feature.ts'
import { ListFilter } from './list-filter.tsx'
import { LISTS, type ListName, type Ticket } from './model.ts'
import { isSearch, useSettled, withoutMessage } from './search.ts'
import { SearchResults } from './search-results.tsx'
import { TicketRow } from './ticket-row.tsx'
import { countsQuery, type ListChoice, ticketsQuery } from './tickets.ts'

const ROW_HEIGHT = 86

export function TicketLists() {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { list = 'mine', only, queue: queueId, sort, q = '' } = inboxRoute.useSearch()
  const [search, setSearch] = useSearchField(q)
  const field = useRef<HTMLInputElement>(null)
  const counts = useQuery({ ...countsQuery, refetchInterval: useLiveInterval() }).data
  const countOf: Partial<Record<ListName, number>> = counts
    ? { mine: counts.mine, queue: counts.pending, all: counts.pending + counts.open }
    : {}
  const change = (next: ListName) => void navigate({ to: '.', search: { list: next } })
  useCommands([
    { id: 'search', label: t('search'), keys: '/', run: () => field.current?.focus() },
    ...LISTS.map(name => ({ id: `list ${name}`, label: t(`openList.${name}`), run: () => change(name) })),
  ])
  return (
    <>
      <header className="flex items-center gap-1 py-2.5 pr-2 pl-4">
        <label className="flex h-9 min-w-0 grow items-center gap-2 rounded-lg bg-sunk px-2.5 text-faint focus-within:outline-2 focus-within:outline-accent">
          <Search className="size-4 shrink-0" aria-hidden="true" />
          <span className="sr-only">{t('search')}</span>
          <input
            ref={field}
            type="search"
            value={search}
            placeholder={t('searchHint')}
            onChange={event => setSearch(event.target.value)}
            onKeyDown={event => {
              if (event.key === 'ArrowDown') {
                event.preventDefault()
                document.querySelector<HTMLElement>('#found a, #found li button')?.focus()
              }
              if (event.key !== 'Escape') return
              setSearch('')
              field.current?.blur()
            }}
            className="min-w-0 grow bg-transparent text-text outline-none placeholder:text-faint"
          />
          <span className="max-md:hidden">
            <Kbd keys="/" />
          </span>
        </label>
        <ListFilter counts={counts} />
      </header>
      {isSearch(q) ? (
        <SearchResults text={q} />
      ) : (
        <Tabs
          label={t('lists')}
          value={list}
          onChange={change}
          tabs={LISTS.map(value => ({ value, label: t(`list.${value}`), count: countOf[value] }))}
          className="flex min-h-0 grow flex-col"
        >
          <TicketList choice={{ list, only, queueId, sort }} />
        </Tabs>
      )}
    </>
  )
}

/** What is typed, and a moment later the address: a link, a reload and the back button keep it. */
function useSearchField(q: string) {
  const navigate = useNavigate()
  const [search, setSearch] = useState(q)
  const told = useRef(q)
  const settled = useSettled(search)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the typing pauses.
  useEffect(() => {
    if (settled === told.current) return
    told.current = settled
    void navigate({
      to: '.',
      search: (before: InboxSearch) => ({ ...before, q: settled === '' ? undefined : settled }) as InboxSearch,
      replace: true,
    })
  }, [settled])
  useEffect(() => {
    // Changed by somebody else: the back button, a link.
    if (q === told.current) return
    told.current = q
    setSearch(q)
  }, [q])
  return [search, setSearch] as const
}

function TicketList({ choice }: { choice: ListChoice }) {
  const { t } = useTranslation('inbox')
  const query = useInfiniteQuery({ ...ticketsQuery(choice), refetchInterval: useLiveInterval() })
  const tickets = query.data?.pages.flatMap(page => page.data) ?? []
  if (query.isPending) return <ListSkeleton />
  if (query.isError && tickets.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (tickets.length === 0) {
    const isNarrowed = choice.only !== undefined || choice.queueId !== undefined
    return (
      <EmptyState icon={<Inbox />} title={isNarrowed ? t('emptyFilter') : t(`empty.${choice.list}`)}>
        {!isNarrowed && choice.list === 'mine' ? t('emptyMineHint') : undefined}
      </EmptyState>
    )
  }
  const more = () => {
    if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
  }
  return <VirtualTickets key={JSON.stringify(choice)} tickets={tickets} onEnd={more} list={choice.list} />
}

function VirtualTickets({ tickets, onEnd, list }: { tickets: readonly Ticket[]; onEnd: () => void; list: ListName }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { ticketId } = useParams({ strict: false })
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: index => tickets[index]?.id ?? index,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= tickets.length - 5) onEnd()
  }, [lastShown, tickets.length, onEnd])
  const at = tickets.findIndex(({ id }) => id === ticketId)
  const step = (by: number) => {
    const next = tickets[Math.min(tickets.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    virtual.scrollToIndex(tickets.indexOf(next))
    void navigate({ to: '/inbox/$ticketId', params: { ticketId: next.id }, search: withoutMessage })
  }
  useCommands([
    { id: 'next-ticket', label: t('nextTicket'), keys: 'j', run: () => step(1), isKeyOnly: true },
    { id: 'previous-ticket', label: t('previousTicket'), keys: 'k', run: () => step(-1), isKeyOnly: true },
  ])
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto overscroll-contain">
      <ul aria-label={t('title')} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(item => {
          const ticket = tickets[item.index] as Ticket
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <TicketRow ticket={ticket} isChosen={ticket.id === ticketId} list={list} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function ListSkeleton() {
  return (
    <div aria-busy="true">
      {[1, 2, 3, 4, 5].map(row => (
        <div key={row} className="flex gap-3 border-b border-line px-4 py-3" style={{ height: ROW_HEIGHT }}>
          <Skeleton className="size-10 rounded-full" />
          <div className="grid grow content-start gap-2 pt-1">
            <Skeleton className="h-3.5 w-1/2" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
