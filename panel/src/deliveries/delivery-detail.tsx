import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowLeft, Copy, MessageSquare, RotateCw, Send, SkipForward, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryDetail } from '../api/types.ts'
import { useCommands } from '../app/commands.ts'
import { useInstants, useNow } from '../app/instants.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { useEndpoints } from '../webhooks/data.ts'
import { Attempts } from './attempt-card.tsx'
import { BodyView } from './body-view.tsx'
import { curlOf } from './curl.ts'
import { fetchBody, useDelivery, useRedeliver, useReleaseLane } from './deliveries.ts'
import { Kind, StateWords } from './delivery-row.tsx'

export function DeliveryPage() {
  const { t } = useTranslation('deliveries')
  const { deliveryId } = useParams({ from: '/frame/deliveries/$deliveryId' })
  const navigate = useNavigate()
  const { data, error, refetch } = useDelivery(deliveryId)
  const close = () => void navigate({ to: '/deliveries', search: true })
  useCommands([{ id: 'close-delivery', label: t('close'), keys: 'Escape', run: close, isKeyOnly: true }])
  if (error !== null && data === undefined) {
    return (
      <div className="grid grow content-start">
        <Bar onClose={close} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  if (data === undefined) {
    return (
      <div aria-busy="true" className="grid content-start gap-4 p-6">
        <Skeleton className="h-5 w-1/3" />
        <Skeleton className="h-24" />
        <Skeleton className="h-64" />
      </div>
    )
  }
  return (
    <>
      <Bar onClose={close}>
        <Actions delivery={data} />
      </Bar>
      <div className="min-h-0 grow overflow-y-auto" key={deliveryId}>
        <div className="mx-auto grid w-full max-w-4xl gap-6 px-4 py-5 md:px-6">
          <Facts delivery={data} />
          <Attempts delivery={data} />
          <BodyView delivery={data} />
          <Headers headers={data.headers} />
        </div>
      </div>
    </>
  )
}

function Bar({ onClose, children }: { onClose: () => void; children?: ReactNode }) {
  const { t } = useTranslation('deliveries')
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line bg-pane px-2 md:px-4">
      <IconButton label={t('close')} keys="Escape" onClick={onClose}>
        <ArrowLeft className="lg:hidden" aria-hidden="true" />
        <X className="max-lg:hidden" aria-hidden="true" />
      </IconButton>
      <div className="flex min-w-0 grow flex-wrap items-center justify-end gap-2">{children}</div>
    </header>
  )
}

function Actions({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries')
  const navigate = useNavigate()
  const endpoint = useEndpoints().get(delivery.endpointId)
  const redelivering = useRedeliver()
  const releasing = useReleaseLane()
  const { last, laneId, state, ticketId } = delivery
  const isStuck = (state === 'held' || state === 'retrying') && laneId !== null
  const says = (text: string) => ({
    onSuccess: () => toast.success(text),
    onError: (error: Error) => toast.error(error.message),
  })
  const redeliver = () => last !== null && redelivering.mutate(last.id, says(t('redelivered')))
  const release = (how: 'retry' | 'skip') =>
    laneId !== null && releasing.mutate({ laneId, how }, says(how === 'retry' ? t('retried') : t('skippedNow')))
  const copy = async () => {
    try {
      const body = delivery.body ?? (await fetchBody(delivery.id))
      await navigator.clipboard.writeText(curlOf({ url: endpoint?.url ?? '<url>', headers: delivery.headers, body }))
      toast.success(t('copied'))
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  const canRedeliver = last !== null && !isStuck && state !== 'waiting' && endpoint !== undefined
  useCommands([
    ...(canRedeliver ? [{ id: 'redeliver', label: t('redeliver'), keys: 'r', run: redeliver }] : []),
    ...(isStuck ? [{ id: 'retry-now', label: t('retryNow'), keys: 'r', run: () => release('retry') }] : []),
    { id: 'copy-curl', label: t('copyCurl'), keys: 'c', run: () => void copy() },
    {
      id: 'open-conversation',
      label: t('openConversation'),
      keys: 'o',
      run: () => void navigate({ to: '/inbox/$ticketId', params: { ticketId } }),
    },
  ])
  return (
    <>
      <Link
        to="/inbox/$ticketId"
        params={{ ticketId }}
        className="inline-flex h-9 items-center gap-2 rounded-lg px-2.5 font-medium text-soft hover:bg-sunk hover:text-text"
      >
        <MessageSquare className="size-4" aria-hidden="true" />
        <span className="max-sm:sr-only">{t('openConversation')}</span>
      </Link>
      <Button look="plain" onClick={() => void copy()}>
        <Copy className="size-4" aria-hidden="true" /> <span className="max-sm:sr-only">{t('copyCurl')}</span>
      </Button>
      {isStuck && (
        <>
          <Button isBusy={releasing.isPending} onClick={() => release('skip')}>
            <SkipForward className="size-4" aria-hidden="true" /> <span className="max-sm:sr-only">{t('skipNow')}</span>
          </Button>
          <Button look="primary" isBusy={releasing.isPending} onClick={() => release('retry')}>
            <RotateCw className="size-4" aria-hidden="true" /> {t('retryNow')}
          </Button>
        </>
      )}
      {canRedeliver && (
        <Button look={state === 'delivered' ? 'quiet' : 'primary'} isBusy={redelivering.isPending} onClick={redeliver}>
          <Send className="size-4" aria-hidden="true" /> {t('redeliver')}
        </Button>
      )}
    </>
  )
}

function Facts({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  const now = useNow()
  const endpoint = useEndpoints().get(delivery.endpointId)
  const { contact, ticketId, nextAt, state } = delivery
  return (
    <section aria-labelledby="delivery-title">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="delivery-title" dir="auto" className="text-lg font-semibold">
          {contact?.name ?? t('conversation', { id: ticketId })}
        </h2>
        <Kind delivery={delivery} />
        <span role="status">
          <StateWords delivery={delivery} now={now} />
        </span>
      </div>
      {delivery.excerpt !== '' && (
        <p dir="auto" className="mt-1 line-clamp-2 text-soft">
          {delivery.excerpt}
        </p>
      )}
      <p className="mt-2 text-sm text-soft">{t(`stateTexts.${state}`)}</p>
      <dl className="mt-3 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-5 gap-y-1 text-sm [&>dd]:wrap-anywhere [&>dt]:text-soft">
        <dt>{t('endpoint')}</dt>
        <dd>
          {endpoint === undefined ? (
            t('endpointGone', { id: delivery.endpointId })
          ) : (
            <>
              <Link
                to="/webhooks/$endpointId"
                params={{ endpointId: endpoint.id }}
                className="font-medium text-accent underline"
              >
                {endpoint.name}
              </Link>{' '}
              <span className="text-soft">{endpoint.url}</span>
            </>
          )}
        </dd>
        <dt>{t('occurredAt')}</dt>
        <dd>{instants.full(delivery.occurredAt)}</dd>
        {nextAt !== null && (
          <>
            <dt>{t('nextAt')}</dt>
            <dd>
              {Date.parse(nextAt) > now ? `${instants.full(nextAt)} (${instants.distance(nextAt, now)})` : t('due')}
            </dd>
          </>
        )}
        <dt>webhook-id</dt>
        <dd className="font-mono text-xs leading-5">{delivery.id}</dd>
        <dt>{t('sequence')}</dt>
        <dd>{t('sequenceOf', { sequence: delivery.sequence, id: ticketId, version: delivery.payloadVersion })}</dd>
        <dt>{t('see')}</dt>
        <dd className="flex flex-wrap gap-x-3">
          <Link to="." search={{ ticket: ticketId }} className="text-accent underline">
            {t('ofConversation')}
          </Link>
          {contact !== null && (
            <Link to="." search={{ contact: contact.id }} className="text-accent underline">
              {t('ofContact')}
            </Link>
          )}
        </dd>
      </dl>
    </section>
  )
}

function Headers({ headers }: { headers: DeliveryDetail['headers'] }) {
  const { t } = useTranslation('deliveries')
  return (
    <section aria-labelledby="headers-title">
      <h3 id="headers-title" className="mb-2 font-semibold">
        {t('headers')}
      </h3>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-5 gap-y-1 rounded-xl border border-line bg-pane p-4 font-mono text-xs max-sm:grid-cols-1 [&>dt]:text-soft">
        {headers.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="wrap-anywhere max-sm:mb-1.5">
              {value ?? (
                <span className="font-sans text-faint">
                  {/^webhook-/.test(name) ? t('madeAnew') : t('secretValue')}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-1.5 text-sm text-soft">{t('headersHint')}</p>
    </section>
  )
}
