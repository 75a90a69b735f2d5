/** The templates of a number's account, as WhatsApp has them. They are made and approved there. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'

const TONES: ReadonlyMap<string, 'good' | 'warn' | 'bad'> = new Map([
  ['APPROVED', 'good'],
  ['PENDING', 'warn'],
  ['PAUSED', 'warn'],
  ['REJECTED', 'bad'],
  ['DISABLED', 'bad'],
])

const FEW = 8

export function Templates({ channelId }: { channelId: number }) {
  const { t } = useTranslation('channels')
  const queries = useQueryClient()
  const [isWhole, setWhole] = useState(false)
  const params = { path: { id: channelId } }
  const templates = useQuery({
    queryKey: ['templates', channelId, 'all'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/channels/{id}/templates', { params, signal })),
    retry: false,
  })
  const all = templates.data?.data ?? []
  const shown = isWhole ? all : all.slice(0, FEW)
  const refreshing = useMutation({
    mutationFn: () => api.POST('/api/v1/channels/{id}/templates/refresh', { params, body: {} as never }),
    onError: error => toast.error(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['templates', channelId] }),
  })
  const refresh = (
    <Button isBusy={refreshing.isPending} onClick={() => refreshing.mutate()}>
      <RefreshCw className="size-4" aria-hidden="true" /> {t('templates.refresh')}
    </Button>
  )
  return (
    <Card title={t('templates.title')} hint={t('templates.hint')} beside={refresh}>
      {templates.error !== null ? (
        <p role="alert" className="text-bad">
          {templates.error.message}
        </p>
      ) : templates.data === undefined ? (
        <Skeleton className="h-16" />
      ) : all.length === 0 ? (
        <p className="text-soft">{t('templates.none')}</p>
      ) : (
        <ul className="divide-y divide-line" aria-label={t('templates.title')}>
          {shown.map(({ name, language, category, status, reason }) => (
            <li key={`${name} ${language}`} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5">
              <span className="min-w-0 grow font-mono text-sm wrap-anywhere">{name}</span>
              <span className="text-sm text-soft">
                {language}
                {category !== null && ` · ${t(`templates.categories.${category}`, { defaultValue: category })}`}
              </span>
              <Badge tone={TONES.get(status) ?? 'plain'}>
                {t(`templates.states.${status}`, { defaultValue: status })}
              </Badge>
              {reason !== null && reason !== 'NONE' && <span className="w-full text-sm text-bad">{reason}</span>}
            </li>
          ))}
        </ul>
      )}
      {shown.length < all.length && (
        <div>
          <Button onClick={() => setWhole(true)}>{t('templates.all', { count: all.length })}</Button>
        </div>
      )}
    </Card>
  )
}
