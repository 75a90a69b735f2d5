import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { useTitle } from '../app/title.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { useCreateEndpoint } from './actions.ts'
import { channelsQuery, endpointsQuery, queuesQuery } from './data.ts'
import { freshDraft, type Source } from './draft.ts'
import { EndpointForm } from './endpoint-form.tsx'
import { newWebhookRoute } from './feature.ts'

export function NewWebhookPage() {
  const { t } = useTranslation('webhooks')
  const { copy } = newWebhookRoute.useSearch()
  const endpoints = useQuery(endpointsQuery)
  useTitle(t('new'))
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <header className="mx-auto w-full max-w-6xl px-4 pt-5 md:px-6">
        <h1 className="text-xl font-semibold">{t('new')}</h1>
      </header>
      {endpoints.isPending ? (
        <Skeleton className="m-6 h-64" />
      ) : (
        <NewForm copied={endpoints.data?.find(({ id }) => id === copy)} />
      )}
    </div>
  )
}

const keyOf = (source: Source | undefined) =>
  source === undefined ? '' : 'channelId' in source ? `c${source.channelId}` : `q${source.queueId}`

function sourceOf(key: string): Source | undefined {
  const id = Number(key.slice(1))
  if (key === '') return undefined
  return key.startsWith('c') ? { channelId: id } : { queueId: id }
}

function NewForm({ copied }: { copied: Endpoint | undefined }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const { channel, queue } = newWebhookRoute.useSearch()
  const channels = useQuery(channelsQuery).data ?? []
  const queues = useQuery(queuesQuery).data ?? []
  const creating = useCreateEndpoint()
  const [draft, setDraft] = useState(() => freshDraft(copied, name => t('copyOf', { name })))
  const [given, setGiven] = useState<Source | undefined>(() => {
    if (copied !== undefined)
      return copied.channelId === null ? { queueId: copied.queueId ?? 0 } : { channelId: copied.channelId }
    if (queue !== undefined) return { queueId: queue }
    return channel === undefined ? undefined : { channelId: channel }
  })
  // With one channel there is nothing to choose.
  const only = channels.length === 1 && queues.length === 0 ? channels[0] : undefined
  const source = given ?? (only && { channelId: only.id })
  const create = () => {
    if (source === undefined) return
    creating.mutate(
      { draft, source },
      {
        onSuccess: ({ id }) => {
          toast.success(t('created'))
          void navigate({ to: '/webhooks/$endpointId', params: { endpointId: id }, search: { tab: 'settings' } })
        },
      },
    )
  }
  return (
    <EndpointForm
      draft={draft}
      onChange={setDraft}
      source={source}
      error={creating.error?.message}
      onSubmit={create}
      before={
        <SelectField
          label={t('form.source')}
          hint={t('form.sourceHint')}
          required
          value={keyOf(source)}
          onChange={event => setGiven(sourceOf(event.target.value))}
        >
          <option value="">{t('form.chooseSource')}</option>
          <optgroup label={t('byChannel')}>
            {channels.map(({ id, name }) => (
              <option key={id} value={`c${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
          <optgroup label={t('byQueue')}>
            {queues.map(({ id, name }) => (
              <option key={id} value={`q${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        </SelectField>
      }
      buttons={
        <>
          <Button onClick={() => void navigate({ to: '/webhooks' })}>{t('cancel')}</Button>
          <Button type="submit" look="primary" isBusy={creating.isPending}>
            {t('create')}
          </Button>
        </>
      }
    />
  )
}
