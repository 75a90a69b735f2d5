import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { Channel, StandIn } from '../api/types.ts'
import { channelsQuery, queuesQuery } from '../app/lists.ts'
import { Callback } from '../channels/callback-card.tsx'
import { ConnectNumber } from '../channels/connect-number.tsx'
import { HealthBadge, Problems } from '../channels/health.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Skeleton } from '../ui/state.tsx'
import { standInQuery } from './data.ts'
import { LINK, StepCard, StepDone } from './parts.tsx'

const ASKED_MS = 2_000

export function ChannelStep({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
  // WhatsApp is asked right after the connection, and its result is shown as soon as it is known.
  const channels = useQuery({
    ...channelsQuery,
    refetchInterval: ({ state }) => (state.data?.[0]?.health.state === 'unknown' ? ASKED_MS : false),
  }).data
  const queues = useQuery(queuesQuery).data
  const standIn = useQuery(standInQuery).data
  if (channels === undefined || queues === undefined || standIn === undefined) return <Skeleton className="h-64" />
  const [channel] = channels
  if (channel !== undefined) return <Connected channel={channel} standIn={standIn} onDone={onDone} />
  const queueId = queues.find(({ isActive }) => isActive)?.id
  const refresh = () => void queries.invalidateQueries({ queryKey: ['first-steps'] })
  return (
    <>
      {standIn !== null && <TestPhone standIn={standIn} queueId={queueId ?? null} />}
      <StepCard>
        <ConnectNumber queueId={queueId} onConnected={refresh} />
      </StepCard>
    </>
  )
}

/** It needs no account at Meta and nothing must be copied, because the panel sets its callback. */
function TestPhone({ standIn, queueId }: { standIn: StandIn; queueId: number | null }) {
  const { t } = useTranslation('first-steps')
  const queries = useQueryClient()
  const connecting = useMutation({
    async mutationFn() {
      const { phoneNumberId, wabaId, accessToken, appSecret, verifiedName } = standIn
      const name = verifiedName || t('pages.channel.testName')
      const cloud = { phoneNumberId, wabaId, accessToken, appSecret }
      const { id } = await bodyOf(api.POST('/api/v1/channels', { body: { name, defaultQueueId: queueId, ...cloud } }))
      const params = { path: { id } }
      await api.POST('/api/v1/channels/{id}/subscription', { params, body: { overrideCallback: true } })
    },
    onSettled: () =>
      Promise.all(['channels', 'stand-in', 'first-steps'].map(key => queries.invalidateQueries({ queryKey: [key] }))),
  })
  return (
    <Card title={t('pages.channel.testTitle')} hint={t('pages.channel.testText')}>
      <div>
        <Button look="primary" isBusy={connecting.isPending} onClick={() => connecting.mutate()}>
          {t('pages.channel.testConnect')}
        </Button>
      </div>
      {connecting.error !== null && (
        <p role="alert" className="text-bad">
          {connecting.error.message}
        </p>
      )}
    </Card>
  )
}

interface ConnectedProps {
  channel: Channel
  standIn: StandIn | null
  onDone: () => void
}

function Connected({ channel, standIn, onDone }: ConnectedProps) {
  const { t } = useTranslation('first-steps')
  // The callback of the test phone has been set, unless that failed.
  const isTold = standIn?.channelId === channel.id && channel.health.problems.length === 0
  const more = (
    <Link to="/settings/channels/$channelId" params={{ channelId: channel.id }} className={LINK}>
      {t('pages.channel.change')}
    </Link>
  )
  const text = (
    <span className="flex flex-wrap items-center gap-x-2">
      {t('pages.channel.done', { name: channel.name, number: channel.displayPhoneNumber ?? channel.phoneNumberId })}
      <HealthBadge channel={channel} />
    </span>
  )
  return (
    <>
      {!isTold && (
        <Card title={t('pages.channel.callbackTitle')} hint={t('pages.channel.callbackText')}>
          <Callback channelId={channel.id} />
        </Card>
      )}
      <StepDone text={text} onDone={onDone} more={more}>
        <Problems problems={channel.health.problems} />
      </StepDone>
    </>
  )
}
