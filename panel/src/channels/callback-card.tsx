/** Where WhatsApp has to post: what to copy into the App Dashboard, and the subscription without which nothing arrives. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'

export function Callback({ channelId }: { channelId: number }) {
  const { t } = useTranslation('channels')
  const queries = useQueryClient()
  const callback = useQuery({
    queryKey: ['channels', channelId, 'callback'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/channels/{id}/callback', { params: { path: { id: channelId } }, signal })),
  })
  const params = { path: { id: channelId } }
  const subscribing = useMutation({
    mutationFn: () => api.POST('/api/v1/channels/{id}/subscription', { params, body: {} }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['channels'] }),
  })
  if (callback.data === undefined) return <Skeleton className="h-40" />
  return (
    <>
      <ol className="grid list-decimal gap-1 pl-5">
        <li>{t('callback.open')}</li>
        <li>{t('callback.paste')}</li>
        <li>{t('callback.fields')}</li>
      </ol>
      <CopyField label={t('callback.url')} value={callback.data.callbackUrl} />
      <CopyField label={t('callback.token')} value={callback.data.verifyToken} />
      <div className="grid gap-2">
        <p>{t('callback.subscribeText')}</p>
        <div className="flex flex-wrap items-center gap-3">
          <Button isBusy={subscribing.isPending} onClick={() => subscribing.mutate()}>
            {t('callback.subscribe')}
          </Button>
          {subscribing.isSuccess && (
            <p role="status" className="flex items-center gap-1.5 text-good">
              <CircleCheck className="size-4" aria-hidden="true" /> {t('callback.subscribed')}
            </p>
          )}
        </div>
        {subscribing.error !== null && (
          <p role="alert" className="text-bad">
            {subscribing.error.message}
          </p>
        )}
      </div>
    </>
  )
}

/** A number that was never on the Cloud API has to be registered there once. */
export function Registration({ channelId }: { channelId: number }) {
  const { t } = useTranslation('channels')
  const queries = useQueryClient()
  const [pin, setPin] = useState('')
  const registering = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/channels/{id}/registration', { params: { path: { id: channelId } }, body: { pin } }),
    onSuccess() {
      setPin('')
      void queries.invalidateQueries({ queryKey: ['channels'] })
      toast.success(t('registration.done'))
    },
  })
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={event => {
        event.preventDefault()
        registering.mutate()
      }}
    >
      <Field
        label={t('registration.pin')}
        hint={t('registration.pinHint')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        className="max-w-32"
        value={pin}
        onChange={event => setPin(event.target.value.replaceAll(/\D/g, ''))}
        error={registering.error?.message}
      />
      <div>
        <Button type="submit" isBusy={registering.isPending}>
          {t('registration.submit')}
        </Button>
      </div>
    </form>
  )
}
