import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ListChecks } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../api/types.ts'
import { useCommands } from '../app/commands.ts'
import { useDemo } from '../app/demo.ts'
import { useNow } from '../app/instants.ts'
import { FirstStepsLink } from '../first-steps/first-steps-link.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { useEndpoints } from '../webhooks/data.ts'
import type { useDeliveryList } from './deliveries.ts'
import { DeliveryRow } from './delivery-row.tsx'
import type { DeliverySearch } from './model.ts'

/** Two lines where there is room for columns, three where there is not. */
const WIDE_FROM = 720
const HEIGHTS = { wide: 58, narrow: 82 }

interface DeliveryListProps {
  list: ReturnType<typeof useDeliveryList>
  search: DeliverySearch
  chosen: string | undefined
  onClear: () => void
}

export function DeliveryList({ list, search, chosen, onClear }: DeliveryListProps) {
  const { t } = useTranslation('deliveries')
  const { rows, isSearching, lookedThrough } = list
  if (list.isPending || (rows.length === 0 && isSearching)) return <ListSkeleton isSearching={isSearching} />
  if (list.isError && rows.length === 0) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (rows.length > 0) return <Rows key={JSON.stringify(search)} list={list} chosen={chosen} />
  const isNarrowed = Object.keys(search).length > 0
  if (!isNarrowed) return <NothingYet />
  return (
    <EmptyState
      icon={<ListChecks />}
      title={t('nothingFound')}
      action={
        <span className="flex flex-wrap justify-center gap-2">
          {list.hasNextPage && <Button onClick={list.searchOn}>{t('searchOn')}</Button>}
          <Button onClick={onClear}>{t('clearFilters')}</Button>
        </span>
      }
    >
      {list.hasNextPage ? t('lookedThrough', { count: lookedThrough }) : t('nothingFoundText')}
    </EmptyState>
  )
}

function NothingYet() {
  const { t } = useTranslation('deliveries')
  const demo = useDemo()
  const phone = demo ? (
    <a href={demo.phone} target="_blank" rel="noopener" className="font-medium text-accent underline">
      {t('phone')}
    </a>
  ) : (
    <FirstStepsLink />
  )
  return (
    <EmptyState icon={<ListChecks />} title={t('empty.title')} action={phone}>
      {demo ? t('empty.demo') : t('empty.text')}
    </EmptyState>
  )
}

function Rows({ list, chosen }: Pick<DeliveryListProps, 'list' | 'chosen'>) {
  const { t } = useTranslation('deliveries')
  const navigate = useNavigate()
  const endpoints = useEndpoints()
  const now = useNow()
  const { rows, hasNextPage, isFetching, fetchNextPage } = list
  const scroller = useRef<HTMLDivElement>(null)
  const isWide = useWidth(scroller) >= WIDE_FROM
  const height = isWide ? HEIGHTS.wide : HEIGHTS.narrow
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: index => rows[index]?.id ?? index,
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the height of rows is another one.
  useLayoutEffect(() => virtual.measure(), [height])
  useSteadyScroll(scroller, rows, height)
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= rows.length - 10 && hasNextPage && !isFetching) void fetchNextPage()
  }, [lastShown, rows.length, hasNextPage, isFetching, fetchNextPage])
  const at = rows.findIndex(({ id }) => id === chosen)
  const step = (by: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    virtual.scrollToIndex(rows.indexOf(next))
    void navigate({ to: '/deliveries/$deliveryId', params: { deliveryId: next.id }, search: true })
  }
  useCommands([
    { id: 'next-delivery', label: t('next'), keys: 'j', run: () => step(1), isKeyOnly: true },
    { id: 'previous-delivery', label: t('previous'), keys: 'k', run: () => step(-1), isKeyOnly: true },
  ])
  const showNews = () => {
    scroller.current?.scrollTo({ top: 0 })
    list.showNews()
  }
  return (
    <div className="relative flex min-h-0 grow flex-col">
      {list.hasNews && (
        <Button
          look="primary"
          className="absolute top-2 left-1/2 z-10 -translate-x-1/2 shadow-float"
          onClick={showNews}
        >
          {t('showNews')}
        </Button>
      )}
      <div ref={scroller} className="min-h-0 grow overflow-y-auto overscroll-contain border-t border-line">
        <ul aria-label={t('title')} className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(item => {
            const delivery = rows[item.index] as Delivery
            return (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)`, height }}
              >
                <DeliveryRow
                  delivery={delivery}
                  endpointName={endpoints.get(delivery.endpointId)?.name ?? `#${delivery.endpointId}`}
                  isChosen={delivery.id === chosen}
                  isWide={isWide}
                  // Only countdowns are drawn every second.
                  now={delivery.nextAt === null ? 0 : now}
                />
              </li>
            )
          })}
        </ul>
        {(list.isSearching || list.isFetchingNextPage) && (
          <p className="px-5 py-3 text-center text-sm text-soft">{t('searching')}</p>
        )}
        {list.hasNextPage && list.lookedThrough > 0 && !list.isSearching && (
          <p className="flex flex-wrap items-center justify-center gap-3 px-5 py-3 text-sm text-soft">
            {t('lookedThrough', { count: list.lookedThrough })}
            <Button onClick={list.searchOn}>{t('searchOn')}</Button>
          </p>
        )}
      </div>
    </div>
  )
}

/** When new rows come above, a person who has scrolled down goes on reading at the same place. */
function useSteadyScroll(scroller: React.RefObject<HTMLDivElement | null>, rows: readonly Delivery[], height: number) {
  const before = useRef<readonly Delivery[]>([])
  useLayoutEffect(() => {
    const old = before.current
    before.current = rows
    const element = scroller.current
    if (element === null || old === rows || element.scrollTop < height) return
    const at = Math.floor(element.scrollTop / height)
    const moved = rows.findIndex(({ id }) => id === old[at]?.id) - at
    if (moved > 0) element.scrollTop += moved * height
  }, [rows, height, scroller])
}

function useWidth(of: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = of.current
    if (element === null) return
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [of])
  return width
}

function ListSkeleton({ isSearching }: { isSearching: boolean }) {
  const { t } = useTranslation('deliveries')
  return (
    <div aria-busy="true" className="border-t border-line">
      {isSearching && <p className="px-5 pt-4 text-center text-sm text-soft">{t('searching')}</p>}
      {[1, 2, 3, 4, 5, 6].map(row => (
        <div key={row} className="grid gap-2 border-b border-line px-5 py-3">
          <Skeleton className="h-3.5 w-1/3" />
          <Skeleton className="h-3 w-2/3" />
        </div>
      ))}
    </div>
  )
}
