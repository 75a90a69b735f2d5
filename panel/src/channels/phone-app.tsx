/** The history of a number from the phone app: its old conversations and its phone book, which can be requested once. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { useInstants } from '../app/instants.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'

type What = 'history' | 'contacts'

/** Shows the progress, because the import takes minutes at best. */
const ASK_AGAIN_MS = 15_000

export function PhoneApp({ channelId }: { channelId: number }) {
  const { t } = useTranslation('channels')
  const { full } = useInstants()
  const queries = useQueryClient()
  const [wanted, want] = useState<What>()
  const params = { path: { id: channelId } }
  const queryKey = ['channels', channelId, 'phone-app']
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/channels/{id}/phone-app', { params, signal })),
    refetchInterval: query => {
      const state = query.state.data?.history.state
      return state === 'asked' || state === 'coming' || state === 'importing' ? ASK_AGAIN_MS : false
    },
  })
  const asking = useMutation({
    mutationFn: (what: What) => api.POST('/api/v1/channels/{id}/phone-app', { params, body: { what } }),
    onSuccess: () => {
      want(undefined)
      toast.success(t('phone.asked'))
    },
    onSettled: () => void queries.invalidateQueries({ queryKey }),
  })
  const ask = (what: What) => {
    asking.reset()
    want(what)
  }
  return (
    <Card title={t('phone.title')} hint={t('phone.hint')}>
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-16" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className="grid gap-1" aria-live="polite">
          <p>
            {t('phone.history')}:{' '}
            {data.history.state === 'none'
              ? t('phone.none')
              : t(`phone.states.${data.history.state}`, { progress: data.history.progress ?? 0 })}
          </p>
          {data.history.imported > 0 && <p>{t('phone.imported', { count: data.history.imported })}</p>}
          {data.history.failed > 0 && <p className="text-warn">{t('phone.failed', { count: data.history.failed })}</p>}
          {data.history.declinedBecause !== null && (
            <p className="text-sm text-soft wrap-anywhere">
              {t('whatsAppSaid', { details: data.history.declinedBecause })}
            </p>
          )}
          {data.addressBookAskedAt !== null && (
            <p className="text-soft">{t('phone.contactsAsked', { at: full(data.addressBookAskedAt) })}</p>
          )}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => ask('history')}>{t('phone.askHistory')}</Button>
        <Button onClick={() => ask('contacts')}>{t('phone.askContacts')}</Button>
      </div>
      {wanted !== undefined && (
        <Confirm
          title={t(wanted === 'history' ? 'phone.askHistory' : 'phone.askContacts')}
          action={t(wanted === 'history' ? 'phone.askHistory' : 'phone.askContacts')}
          isBusy={asking.isPending}
          error={asking.error?.message}
          onConfirm={() => asking.mutate(wanted)}
          onClose={() => want(undefined)}
        >
          <p>{t('phone.confirm')}</p>
        </Confirm>
      )}
    </Card>
  )
}
