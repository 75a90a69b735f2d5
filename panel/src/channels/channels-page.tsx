import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronRight, Plus, Smartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '../api/types.ts'
import { useCommands } from '../app/commands.ts'
import { channelsQuery, queuesQuery } from '../app/lists.ts'
import { Page } from '../app/page.tsx'
import { useChosen } from '../app/record-page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { ConnectNumber } from './connect-number.tsx'
import { HealthBadge, HealthIcon } from './health.tsx'

export function ChannelsPage() {
  const { t } = useTranslation('channels')
  const channels = useQuery(channelsQuery)
  const { chosen, choose } = useChosen()
  const navigate = useNavigate()
  useCommands([{ id: 'new', label: t('connect'), keys: 'n', run: () => choose('new') }])
  const add = (
    <Button look="primary" onClick={() => choose('new')}>
      <Plus className="size-4" aria-hidden="true" /> {t('connect')}
    </Button>
  )
  return (
    <Page title={t('title')} intro={t('intro')} beside={add} isNarrow>
      {channels.data === undefined ? (
        channels.error === null ? (
          <Skeleton className="h-32 rounded-2xl" />
        ) : (
          <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />
        )
      ) : channels.data.length === 0 ? (
        <EmptyState icon={<Smartphone />} title={t('empty.title')} action={add}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <ul aria-label={t('title')} className="overflow-hidden rounded-2xl border border-line bg-pane shadow-card">
          {channels.data.map(channel => (
            <ChannelRow key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
      {chosen === 'new' && (
        <Sheet title={t('connect')} onClose={() => choose(undefined)}>
          <div className="min-h-0 grow overflow-y-auto px-5 py-5">
            <ConnectNumber
              onConnected={({ id }) =>
                void navigate({ to: '/settings/channels/$channelId', params: { channelId: id } })
              }
            />
          </div>
        </Sheet>
      )}
    </Page>
  )
}

function ChannelRow({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  const { t: tApp } = useTranslation('app')
  const queue = useQuery(queuesQuery).data?.find(({ id }) => id === channel.defaultQueueId)
  const number = channel.displayPhoneNumber ?? t('idOfNumber', { id: channel.phoneNumberId })
  return (
    <li className="border-line not-first:border-t">
      <Link
        to="/settings/channels/$channelId"
        params={{ channelId: channel.id }}
        className="flex items-center gap-3 px-4 py-3 -outline-offset-2 hover:bg-sunk"
      >
        <HealthIcon state={channel.isActive ? channel.health.state : 'unknown'} />
        <span className="min-w-0 grow">
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{channel.name}</span>
            {channel.isActive ? <HealthBadge channel={channel} /> : <Badge tone="outline">{tApp('record.off')}</Badge>}
          </span>
          <span className="block truncate text-sm text-soft">
            {number}
            {queue && ` · ${queue.name}`}
          </span>
        </span>
        <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </li>
  )
}
