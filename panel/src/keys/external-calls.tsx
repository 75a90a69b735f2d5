/** The latest calls of programs, with failures, so that an integrator need not guess. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { useInstants } from '../app/instants.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/field.tsx'

export function ExternalCalls() {
  const { t } = useTranslation('keys')
  const { full } = useInstants()
  const [isOpen, setOpen] = useState(false)
  const [onlyFailed, setOnlyFailed] = useState(false)
  const calls = useInfiniteQuery({
    queryKey: ['external-calls', onlyFailed],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/external-calls', {
          params: {
            query: { limit: 50, ...(pageParam && { after: pageParam }), ...(onlyFailed && { minStatus: 400 }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    enabled: isOpen,
  })
  const rows = calls.data?.pages.flatMap(page => page.data) ?? []
  return (
    <details
      className="mb-5 rounded-2xl border border-line bg-pane px-5 py-3 shadow-card"
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className="font-medium">{t('calls.title')}</summary>
      <div className="mt-3 grid gap-3">
        <Switch
          label={t('calls.onlyFailed')}
          checked={onlyFailed}
          onChange={event => setOnlyFailed(event.target.checked)}
        />
        {calls.isSuccess && rows.length === 0 && <p className="text-soft">{t('calls.none')}</p>}
        <ul className="divide-y divide-line">
          {rows.map(({ id, calledAt, method, route, status, durationMs, error }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5 text-sm">
              <Badge tone={status < 400 ? 'good' : 'bad'}>{status}</Badge>
              <code className="min-w-0 grow wrap-anywhere">
                {method} {route}
              </code>
              <span className="text-soft tabular-nums">
                {full(calledAt)} · {t('calls.took', { ms: durationMs })}
              </span>
              {error !== null && <span className="w-full text-bad wrap-anywhere">{error}</span>}
            </li>
          ))}
        </ul>
        {calls.hasNextPage && (
          <div>
            <Button isBusy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
              {t('calls.older')}
            </Button>
          </div>
        )}
      </div>
    </details>
  )
}
