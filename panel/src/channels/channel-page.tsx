import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { Channel } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { channelsQuery } from '../app/lists.ts'
import { Page } from '../app/page.tsx'
import { Remove } from '../app/record-form.tsx'
import { Button } from '../ui/button.tsx'
import { Card, Facts } from '../ui/card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { Callback, Registration } from './callback-card.tsx'
import { ChannelSettings } from './channel-settings.tsx'
import { Credentials } from './credentials.tsx'
import { channelRoute } from './feature.ts'
import { HealthBadge, Problems } from './health.tsx'
import { Notices } from './notices.tsx'
import { PhoneApp } from './phone-app.tsx'
import { BusinessProfile } from './profile.tsx'
import { Templates } from './templates.tsx'

export function ChannelPage() {
  const { t } = useTranslation('channels')
  const { channelId } = channelRoute.useParams()
  const channels = useQuery(channelsQuery)
  const channel = channels.data?.find(({ id }) => id === channelId)
  if (channels.error !== null && channels.data === undefined)
    return <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />
  if (channels.data === undefined) return <Skeleton className="m-8 h-40" />
  if (channel === undefined) {
    const back = (
      <Link to="/settings/channels" className="font-medium text-accent underline">
        {t('title')}
      </Link>
    )
    return <EmptyState isPageTitle icon={<RefreshCw />} title={t('gone')} action={back} />
  }
  // Another channel gets new forms.
  return <LoadedPage key={channel.id} channel={channel} />
}

function LoadedPage({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  return (
    <Page
      title={channel.name}
      intro={channel.displayPhoneNumber ?? undefined}
      beside={<HealthBadge channel={channel} />}
      isNarrow
    >
      <div className="grid gap-5">
        <Health channel={channel} />
        <Card title={t('settings.title')}>
          <ChannelSettings channel={channel} />
        </Card>
        <Card title={t('callback.title')} hint={t('callback.hint')}>
          <Callback channelId={channel.id} />
        </Card>
        <Card title={t('credentials.title')} hint={t('credentials.hint')}>
          <Credentials channel={channel} />
        </Card>
        <Card title={t('profile.title')} hint={t('profile.hint')}>
          <BusinessProfile channelId={channel.id} />
        </Card>
        <Templates channelId={channel.id} />
        {channel.health.isOnPhoneApp && <PhoneApp channelId={channel.id} />}
        <Notices channelId={channel.id} />
        <Card title={t('registration.title')} hint={t('registration.hint')}>
          <Registration channelId={channel.id} />
        </Card>
        <RemoveChannel channel={channel} />
      </div>
    </Page>
  )
}

function Health({ channel }: { channel: Channel }) {
  const { t, i18n } = useTranslation('channels')
  const queries = useQueryClient()
  const params = { path: { id: channel.id } }
  const testing = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/v1/channels/{id}/test', { params, body: {} as never })),
    onSuccess: ({ isOk }) => isOk && toast.success(t('health.ok')),
    onError: error => toast.error(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['channels'] }),
  })
  const retrying = useMutation({
    mutationFn: (what: 'failed' | 'unknown') =>
      bodyOf(api.POST('/api/v1/channels/{id}/inbound/retry', { params, body: { what } })),
    onSuccess: ({ retried }) => toast.success(t('health.retried', { count: retried })),
    onError: error => toast.error(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['channels'] }),
  })
  const { health } = channel
  const { full } = useInstants()
  const when = (at: string | null) => (at === null ? undefined : full(at))
  return (
    <Card
      title={t('health.title')}
      beside={
        <Button isBusy={testing.isPending} onClick={() => testing.mutate()}>
          <RefreshCw className="size-4" aria-hidden="true" /> {t('health.test')}
        </Button>
      }
    >
      <Problems problems={health.problems} />
      {health.problems.length === 0 && <p>{t(`health.${health.state === 'ok' ? 'fine' : 'unknown'}`)}</p>}
      <Facts
        facts={[
          [t('health.name'), health.verifiedName ?? '–'],
          [t('health.quality'), health.quality === null ? '–' : qualityOf(t, health.quality)],
          [t('health.limit'), limitOf(health.messagingLimit, i18n.language) ?? '–'],
          [t('health.expires'), when(health.tokenExpiresAt) ?? t('health.never')],
          [t('health.checked'), when(health.checkedAt) ?? '–'],
          ...(health.isOnPhoneApp ? [[t('health.phoneApp'), t('health.yes')] as const] : []),
        ]}
      />
      {(['failed', 'unknown'] as const).map(what => {
        const count = health[`${what}Posts`]
        if (count === 0) return null
        return (
          <div key={what} className="flex flex-wrap items-center gap-3">
            <p className="min-w-0 grow basis-60">{t(`health.${what}Posts`, { count })}</p>
            <Button isBusy={retrying.isPending && retrying.variables === what} onClick={() => retrying.mutate(what)}>
              {t('health.retry')}
            </Button>
          </div>
        )
      })}
    </Card>
  )
}

const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const

function qualityOf(t: ReturnType<typeof useTranslation<'channels'>>['t'], quality: string): string {
  const known = QUALITIES.find(one => one === quality)
  return known === undefined ? quality : t(`health.qualities.${known}`)
}

/** `TIER_10K` is 10 thousand; another value is shown as WhatsApp returns it. */
function limitOf(limit: string | null, language: string): string | undefined {
  const found = /^TIER_(\d+)(K?)$/.exec(limit ?? '')
  if (found === null) return limit ?? undefined
  return (Number(found[1]) * (found[2] === 'K' ? 1_000 : 1)).toLocaleString(language)
}

function RemoveChannel({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  const queries = useQueryClient()
  const navigate = useNavigate()
  return (
    <div>
      <Remove
        name={channel.name}
        label={t('remove')}
        remove={() => api.DELETE('/api/v1/channels/{id}', { params: { path: { id: channel.id } } })}
        onRemoved={async () => {
          await navigate({ to: '/settings/channels' })
          await queries.invalidateQueries({ queryKey: ['channels'] })
        }}
      >
        <p>{t('removeText')}</p>
      </Remove>
    </div>
  )
}
