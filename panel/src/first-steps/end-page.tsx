/** The last step is a real message: the person sees how it arrives, and how the receiver gets it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { FirstSteps } from '../api/types.ts'
import { channelsQuery } from '../app/lists.ts'
import { Button } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { endpointsQuery } from '../webhooks/data.ts'
import { standInQuery, useChangeFirstSteps } from './data.ts'
import { LINK, StepCard } from './parts.tsx'

const LOOK_MS = 2_000

/** It is loaded again until it is there. */
function useFirst(name: string, isLooked: boolean, look: (signal: AbortSignal) => Promise<{ data: unknown[] }>) {
  const { data } = useQuery({
    queryKey: ['first-of', name],
    queryFn: async ({ signal }) => (await look(signal)).data.length > 0,
    enabled: isLooked,
    staleTime: 0,
    refetchInterval: query => (query.state.data === true ? false : LOOK_MS),
  })
  return data === true
}

export function EndPage({ steps }: { steps: FirstSteps['steps'] }) {
  const { t } = useTranslation('first-steps')
  const navigate = useNavigate()
  const changing = useChangeFirstSteps()
  const left = steps.filter(({ state }) => state !== 'done')
  const leave = () => void navigate({ to: '/inbox' })
  const end = () => changing.mutate({ isDismissed: true }, { onSuccess: leave })
  return (
    <>
      <Try />
      {left.length > 0 && (
        <StepCard>
          <p>{t('pages.end.left')}</p>
          <ul className="grid gap-1.5">
            {left.map(({ name }) => (
              <li key={name}>
                <Link to="/first-steps" search={{ step: name }} className={LINK}>
                  {t(`pages.${name}.name`)}
                </Link>
              </li>
            ))}
          </ul>
        </StepCard>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" isBusy={changing.isPending} onClick={end}>
          {t('pages.end.finish')}
        </Button>
        {left.length > 0 && <Button onClick={leave}>{t('pages.end.comeBack')}</Button>}
      </div>
    </>
  )
}

function Try() {
  const { t } = useTranslation('first-steps')
  const channels = useQuery(channelsQuery).data
  const channel = channels?.[0]
  const standIn = useQuery(standInQuery).data
  const hasWebhook = (useQuery(endpointsQuery).data?.length ?? 0) > 0
  const query = { limit: 1 }
  const hasArrived = useFirst('tickets', channel !== undefined, signal =>
    bodyOf(api.GET('/api/v1/tickets', { params: { query }, signal })),
  )
  const isTold = useFirst('deliveries', hasWebhook, signal =>
    bodyOf(api.GET('/api/v1/deliveries', { params: { query: { ...query, state: 'delivered' } }, signal })),
  )
  if (channels === undefined) return null
  if (channel === undefined) {
    return (
      <StepCard>
        <p>{t('pages.end.needsChannel')}</p>
        <Link to="/first-steps" search={{ step: 'channel' }} className={LINK}>
          {t('pages.webhook.toChannel')}
        </Link>
      </StepCard>
    )
  }
  const isTest = standIn?.channelId === channel.id
  return (
    <StepCard>
      <p>
        {isTest ? (
          <a href={standIn.phoneUrl} target="_blank" rel="noopener" className={LINK}>
            {t('pages.end.openPhone')}
          </a>
        ) : (
          t('pages.end.write', { number: channel.displayPhoneNumber ?? channel.name })
        )}
      </p>
      <ul className="grid gap-2">
        <Mark isThere={hasArrived} text={t(hasArrived ? 'pages.end.arrived' : 'pages.end.waiting')} />
        {hasWebhook && <Mark isThere={isTold} text={t(isTold ? 'pages.end.told' : 'pages.end.notTold')} />}
      </ul>
    </StepCard>
  )
}

const Mark = ({ isThere, text }: { isThere: boolean; text: string }) => (
  <li role="status" className="flex items-center gap-2">
    {isThere ? <CircleCheck className="size-4 shrink-0 text-good" aria-hidden="true" /> : <Spinner />}
    <span className={isThere ? '' : 'text-soft'}>{text}</span>
  </li>
)
