import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Timer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { BehindTicket } from '../api/types.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import type { ReportQuery } from './data.ts'
import { type DurationName, useFormats } from './model.ts'

interface BehindSheetProps {
  figure: DurationName
  query: ReportQuery
  onClose: () => void
}

/** The conversations in which something took its time, those that took longest first. */
export function BehindSheet({ figure, query, onClose }: BehindSheetProps) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const list = useInfiniteQuery({
    queryKey: ['reports', 'tickets', figure, query],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/reports/tickets', {
          params: { query: { ...query, figure, limit: 50, ...(pageParam && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap(page => page.data)
  const words = { from: formats.day(query.from), to: formats.day(query.to) }
  return (
    <Sheet
      onClose={onClose}
      title={t(`figures.${figure}`)}
      description={query.from === query.to ? t('behind.onDay', words) : t('behind.inRange', words)}
    >
      <div className="min-h-0 grow overflow-y-auto">
        {rows === undefined && list.error !== null ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : rows === undefined ? (
          <div aria-busy="true" className="grid gap-2 p-5">
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
          </div>
        ) : rows.length === 0 ? (
          <EmptyState icon={<Timer />} title={t('nothing')} />
        ) : (
          <ol aria-label={t('behind.list')}>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a conversation can be there several times, in this order.
              <li key={at} className="border-line not-first:border-t">
                <Row row={row} />
              </li>
            ))}
          </ol>
        )}
        {list.hasNextPage && (
          <div className="border-t border-line p-5">
            <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('behind.more')}
            </Button>
          </div>
        )}
      </div>
    </Sheet>
  )
}

function Row({ row: { ticketId, protocol, contactName, day, seconds, times, queue, user } }: { row: BehindTicket }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  return (
    <Link
      to="/inbox/$ticketId"
      params={{ ticketId }}
      className="flex items-baseline gap-3 px-5 py-2.5 hover:bg-sunk focus-visible:bg-sunk"
    >
      <span className="min-w-0 grow">
        <span className="block truncate font-medium" dir="auto">
          {contactName}
        </span>
        <span className="block text-sm wrap-anywhere text-soft">
          {formats.day(day)} · {queue?.name ?? t('without.queue')}
          {user !== null && ` · ${user.name}`} · {protocol}
        </span>
      </span>
      <span className="font-semibold whitespace-nowrap tabular-nums">
        {formats.seconds(seconds)}
        {times > 1 && <span className="font-normal text-soft"> × {formats.count(times)}</span>}
      </span>
    </Link>
  )
}
