import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus, Webhook } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { useCommands } from '../app/commands.ts'
import { Page } from '../app/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Alerts } from './alerts.tsx'
import { channelsQuery, endpointsQuery, queuesQuery, useHealth } from './data.ts'
import { EndpointCard } from './endpoint-card.tsx'
import { webhooksRoute } from './feature.ts'

/** Every endpoint at a glance: those of channels, and those of queues. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const { by = 'channel' } = webhooksRoute.useSearch()
  const endpoints = useQuery(endpointsQuery)
  const all = endpoints.data ?? []
  const [ofChannels, ofQueues] = [
    all.filter(({ channelId }) => channelId !== null),
    all.filter(({ queueId }) => queueId !== null),
  ]
  const shown = by === 'queue' ? ofQueues : ofChannels
  const add = () => void navigate({ to: '/webhooks/new' })
  useCommands([{ id: 'new-webhook', label: t('new'), keys: 'n', run: add }])
  const create = (
    <Link
      to="/webhooks/new"
      className="inline-flex h-9 items-center gap-2 rounded-lg bg-accent px-3 font-medium text-on-accent hover:bg-accent-strong"
    >
      <Plus className="size-4" aria-hidden="true" /> {t('new')}
    </Link>
  )
  return (
    <Page title={t('title')} beside={create}>
      <Alerts />
      <Tabs
        label={t('title')}
        value={by}
        onChange={next => void navigate({ to: '.', search: next === 'queue' ? { by: 'queue' } : {} })}
        tabs={[
          { value: 'channel', label: t('byChannel'), count: ofChannels.length },
          { value: 'queue', label: t('byQueue'), count: ofQueues.length },
        ]}
      >
        <p className="px-4 pt-3 text-soft">{by === 'queue' ? t('byQueueText') : t('byChannelText')}</p>
        {endpoints.isPending && <Waiting />}
        {endpoints.isError && all.length === 0 && (
          <ErrorState error={endpoints.error} onRetry={() => void endpoints.refetch()} />
        )}
        {endpoints.isSuccess && shown.length === 0 && (
          <EmptyState icon={<Webhook />} title={t('empty.title')} action={create}>
            {t('empty.text')}
          </EmptyState>
        )}
        <Cards endpoints={shown} />
      </Tabs>
    </Page>
  )
}

function Cards({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const { t } = useTranslation('webhooks')
  const health = useHealth().data
  const channels = useQuery(channelsQuery).data
  const queues = useQuery(queuesQuery).data
  if (endpoints.length === 0) return null
  const sourceOf = ({ channelId, queueId }: Endpoint) =>
    channelId === null
      ? queues?.find(({ id }) => id === queueId)?.name
      : channels?.find(({ id }) => id === channelId)?.name
  return (
    <ul aria-label={t('title')} className="mt-4 grid gap-3">
      {endpoints.map(endpoint => (
        <li key={endpoint.id}>
          <EndpointCard endpoint={endpoint} source={sourceOf(endpoint)} health={health?.get(endpoint.id)} />
        </li>
      ))}
    </ul>
  )
}

const Waiting = () => (
  <div aria-busy="true" className="mt-4 grid gap-3">
    <Skeleton className="h-36" />
    <Skeleton className="h-36" />
  </div>
)
