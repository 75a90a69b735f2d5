import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Inbox, Search, SquarePen } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { useLiveInterval } from '../app/stream.ts'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Kbd } from '../ui/kbd.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useNextAhead } from './ahead.ts'
import { BulkBar } from './bulk-bar.tsx'
import { type InboxSearch, inboxRoute } from './feature.ts'
import { ListFilter } from './list-filter.tsx'
import {
  choiceOf,
  isNarrowed,
  isOfReport,
  type ListChoice,
  pinnedFirst,
  savedViewsQuery,
  ticketsQuery,
} from './lists.ts'
import { LISTS, type ListName, type Ticket } from './model.ts'
import { isSearch, useSettled, withoutMessage } from './search.ts'
import { SearchResults } from './search-results.tsx'
import { type Selection, useSelection } from './selection.ts'
import { useSignal } from './signals.ts'
import { TicketRow } from './ticket-row.tsx'
import { countsQuery } from './tickets.ts'

const BulkResults = lazy(() => import('./bulk-results.tsx').then(file => ({ default: file.BulkResults })))
const FromReport = lazy(() => import('./from-report.tsx').then(file => ({ default: file.FromReport })))
const NewConversationDialog = lazy(() =>
  import('./new-conversation-dialog.tsx').then(file => ({ default: file.NewConversationDialog })),
)

const ROW_HEIGHT = 86

export function TicketLists() {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const address = inboxRoute.useSearch()
  const { list = 'mine', q = '' } = address
  const [search, setSearch] = useSearchField(q)
  const field = useRef<HTMLInputElement>(null)
  const [isBeginning, setBeginning] = useState(false)
  const [results, setResults] = useState<number | undefined>()
  const views = useQuery(savedViewsQuery).data ?? []
  const view = views.find(({ id }) => id === address.view)
  const counts = useQuery({ ...countsQuery, refetchInterval: useLiveInterval() }).data
  const countOf: Partial<Record<ListName, number>> = counts
    ? {
        mine: counts.mine - counts.snoozedMine,
        queue: counts.pending - counts.snoozedPending,
        all: counts.pending + counts.open - counts.snoozed,
      }
    : {}
  const change = (next: ListName) => void navigate({ to: '.', search: { list: next } })
  const show = (id: number) => void navigate({ to: '.', search: { view: id } })
  useSignal('bulkResults', setResults)
  useCommands([
    { id: 'search', label: t('search'), keys: '/', run: () => field.current?.focus() },
    { id: 'begin', label: t('newConversation'), run: () => setBeginning(true) },
    ...LISTS.map(name => ({ id: `list ${name}`, label: t(`openList.${name}`), run: () => change(name) })),
    ...views.map(({ id, name }) => ({ id: `view ${id}`, label: t('openView', { name }), run: () => show(id) })),
  ])
  const choice = choiceOf(address, views)
  return (
    <>
      <header className="flex items-center gap-0.5 py-2.5 pr-2 pl-4">
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
        <ListFilter counts={counts} views={views} choice={choice} />
        <IconButton label={t('newConversation')} onClick={() => setBeginning(true)}>
          <SquarePen aria-hidden="true" />
        </IconButton>
      </header>
      {isSearch(q) ? (
        <SearchResults text={q} />
      ) : (
        <Tabs<ListName | typeof VIEW | typeof REPORT>
          label={t('lists')}
          value={view !== undefined ? VIEW : isOfReport(address) && address.list === undefined ? REPORT : list}
          onChange={next => next !== VIEW && next !== REPORT && change(next)}
          tabs={[
            ...(view === undefined ? [] : [{ value: VIEW, label: view.name }]),
            ...(isOfReport(address) && address.list === undefined ? [{ value: REPORT, label: t('report.tab') }] : []),
            ...LISTS.map(value => ({ value, label: t(`list.${value}`), count: countOf[value] })),
          ]}
          className="flex min-h-0 grow flex-col"
        >
          <Suspense>{isOfReport(address) && <FromReport search={address} />}</Suspense>
          <TicketList
            key={JSON.stringify(choice)}
            choice={choice}
            list={view === undefined && !isOfReport(address) ? list : 'all'}
            isNarrowed={view !== undefined || isNarrowed(address)}
          />
        </Tabs>
      )}
      <Suspense>
        {isBeginning && <NewConversationDialog onClose={() => setBeginning(false)} />}
        {results !== undefined && <BulkResults id={results} onClose={() => setResults(undefined)} />}
      </Suspense>
    </>
  )
}

/** The tab of a saved view, while one is shown. */
const VIEW = 'view' as const
/** The tab of what was opened in a range of days. */
const REPORT = 'report' as const

/** The typed text goes into the address a moment later, so that a link, a reload and the back button keep it. */
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
    // It was changed by the back button or a link.
    if (q === told.current) return
    told.current = q
    setSearch(q)
  }, [q])
  return [search, setSearch] as const
}

interface TicketListProps {
  choice: ListChoice
  /** Rows do not repeat what the list shows already. */
  list: ListName
  isNarrowed: boolean
}

function TicketList({ choice, list, isNarrowed }: TicketListProps) {
  const { t } = useTranslation('inbox')
  const refetchInterval = useLiveInterval()
  const { pinned, rest } = pinnedFirst(choice)
  const query = useInfiniteQuery({ ...ticketsQuery(rest), refetchInterval })
  const pins = useInfiniteQuery({ ...ticketsQuery(pinned ?? rest), refetchInterval, enabled: pinned !== undefined })
  const pagesOf = (pages: typeof query) => pages.data?.pages.flatMap(page => page.data) ?? []
  const tickets = [...(pinned === undefined ? [] : pagesOf(pins)), ...pagesOf(query)]
  if (query.isPending || (pinned !== undefined && pins.isPending)) return <ListSkeleton />
  if (query.isError && tickets.length === 0) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  }
  if (tickets.length === 0) {
    return (
      <EmptyState icon={<Inbox />} title={isNarrowed ? t('emptyFilter') : t(`empty.${list}`)}>
        {!isNarrowed && list === 'mine' ? t('emptyMineHint') : undefined}
      </EmptyState>
    )
  }
  const more = () => {
    if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
  }
  return <VirtualTickets tickets={tickets} onEnd={more} hasMore={query.hasNextPage} list={list} choice={choice} />
}

interface VirtualTicketsProps {
  tickets: readonly Ticket[]
  onEnd: () => void
  hasMore: boolean
  list: ListName
  choice: ListChoice
}

function VirtualTickets({ tickets, onEnd, hasMore, list, choice }: VirtualTicketsProps) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { ticketId } = useParams({ strict: false })
  const selection = useSelection(tickets)
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
  const chosen = tickets[at]
  useNextAhead(at === -1 ? undefined : tickets[at + 1]?.id)
  useSignal('selectTickets', selection.start)
  useCommands([
    { id: 'next-ticket', label: t('nextTicket'), keys: 'j', run: () => step(1), isKeyOnly: true },
    { id: 'previous-ticket', label: t('previousTicket'), keys: 'k', run: () => step(-1), isKeyOnly: true },
    ...(chosen === undefined
      ? []
      : [{ id: 'select', label: t('selectThis'), keys: 'x', run: () => selection.toggle(chosen.id) }]),
  ])
  return (
    <>
      <div ref={scroller} className="min-h-0 grow overflow-y-auto overscroll-contain">
        <ul aria-label={t('title')} className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(item => {
            const ticket = tickets[item.index] as Ticket
            return (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="group/row absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <TicketRow ticket={ticket} isChosen={ticket.id === ticketId} list={list} />
                <RowCheckbox ticket={ticket} selection={selection} />
              </li>
            )
          })}
        </ul>
      </div>
      {selection.isOn && <BulkBar selection={selection} choice={choice} hasMore={hasMore} />}
    </>
  )
}

/** Over the picture: shown on hovering, on focus, and on all rows while some are chosen. */
function RowCheckbox({ ticket, selection }: { ticket: Ticket; selection: Selection }) {
  const { t } = useTranslation('inbox')
  return (
    <label
      className={cx(
        'absolute top-2.5 left-4 grid size-10 cursor-pointer place-items-center rounded-full bg-pane/90',
        !selection.isOn &&
          'opacity-0 group-hover/row:opacity-100 has-focus-visible:opacity-100 pointer-coarse:pointer-events-none pointer-coarse:opacity-0',
      )}
    >
      <span className="sr-only">{t('selectTicket', { name: ticket.contact.name })}</span>
      <input
        type="checkbox"
        checked={selection.has(ticket.id)}
        // A change event does not show whether Shift was pressed; the click before it does.
        onChange={() => undefined}
        onClick={event => selection.toggle(ticket.id, event.shiftKey)}
        className="size-4.5 accent-(--accent)"
      />
    </label>
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
