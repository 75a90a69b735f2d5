/** What WhatsApp reported of a number, its account and its templates: newest first, a page at a time. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { useInstants } from '../app/instants.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'

const PAGE = 10

export function Notices({ channelId }: { channelId: number }) {
  const { t, i18n } = useTranslation('channels')
  const { full } = useInstants()
  const notices = useInfiniteQuery({
    // Below `channels`, so that the stream's hint that a channel changed loads it again.
    queryKey: ['channels', channelId, 'notices', i18n.language],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/channels/{id}/notices', {
          params: { path: { id: channelId }, query: { limit: PAGE, ...(pageParam !== null && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
  const shown = notices.data?.pages.flatMap(page => page.data)
  return (
    <Card title={t('notices.title')} hint={t('notices.hint')}>
      {notices.error !== null && <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />}
      {shown === undefined && notices.error === null && <Skeleton className="h-16" />}
      {shown?.length === 0 && <p className="text-soft">{t('notices.none')}</p>}
      <ul className="grid divide-y divide-line empty:hidden">
        {shown?.map(({ id, title, details, happenedAt }) => (
          <li key={id} className="py-2.5 wrap-anywhere">
            <p className="font-medium">{title}</p>
            {details !== null && <p className="text-sm">{details}</p>}
            <time dateTime={happenedAt} className="text-sm text-soft">
              {full(happenedAt)}
            </time>
          </li>
        ))}
      </ul>
      {notices.hasNextPage && (
        <Button isBusy={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('notices.more')}
        </Button>
      )}
    </Card>
  )
}
