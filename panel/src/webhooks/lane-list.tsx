import { Link } from '@tanstack/react-router'
import { RotateCw, SkipForward } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lane } from '../api/types.ts'
import { useInstants, useNow } from '../app/instants.ts'
import { useReleaseLane } from '../deliveries/deliveries.ts'
import { Kind } from '../deliveries/delivery-row.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorState } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { type LaneState, useLanes, useReleaseAll } from './recovery.ts'

/** Conversations whose deliveries wait: the delivery in front, why it waits, and what to do about one or all of them. */
export function LaneList({ endpointId, state }: { endpointId: number; state: LaneState }) {
  const { t } = useTranslation('webhooks')
  const { lanes, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLanes(
    endpointId,
    state,
  )
  const releasing = useReleaseAll(endpointId)
  const [isAsking, setAsking] = useState(false)
  const release = (how: 'retry' | 'skip') =>
    releasing.mutate(
      { state, how },
      {
        onSuccess: count => {
          toast.success(t(how === 'retry' ? 'lanes.retriedAll' : 'lanes.skippedAll', { count }))
          setAsking(false)
        },
        onError: failure => toast.error(failure.message),
      },
    )
  if (isPending) return null
  return (
    <section aria-labelledby={`lanes-${state}`} className="rounded-2xl border border-line bg-pane p-5 shadow-card">
      <div className="flex flex-wrap items-center gap-2">
        <h3 id={`lanes-${state}`} className="grow font-semibold">
          {t(`lanes.${state}`)}
        </h3>
        {lanes.length > 0 && (
          <>
            <Button onClick={() => setAsking(true)}>{t('lanes.skipAll')}</Button>
            <Button look="primary" isBusy={releasing.isPending} onClick={() => release('retry')}>
              {t('lanes.retryAll')}
            </Button>
          </>
        )}
      </div>
      <p className="text-soft">{lanes.length === 0 ? t(`lanes.none.${state}`) : t(`lanes.text.${state}`)}</p>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      <ul aria-label={t(`lanes.${state}`)} className="grid grid-cols-1 gap-2 not-empty:mt-3">
        {lanes.map(lane => (
          <li key={lane.id}>
            <LaneCard lane={lane} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-3" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('lanes.skipAllTitle')}
        description={t('lanes.skipAllText')}
      >
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
          <Button look="danger" isBusy={releasing.isPending} onClick={() => release('skip')}>
            {t('lanes.skipAll')}
          </Button>
        </div>
      </Dialog>
    </section>
  )
}

function LaneCard({ lane }: { lane: Lane }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const now = useNow()
  const releasing = useReleaseLane()
  const { id, contact, ticketId, head, waiting, attempts, dueAt, state } = lane
  const last = head?.last ?? null
  const release = (how: 'retry' | 'skip') =>
    releasing.mutate({ laneId: id, how }, { onError: error => toast.error(error.message) })
  const what = last === null ? '' : last.status === null ? (last.error?.split(':')[0] ?? '') : `HTTP ${last.status}`
  return (
    <article className="grid gap-1.5 rounded-xl border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <span dir="auto" className="font-medium">
          {contact?.name ?? t('conversation', { id: ticketId })}
        </span>
        {head !== null && <Kind delivery={head} />}
        <span className="text-sm text-soft tabular-nums">
          {t('lanes.waiting', { count: waiting })} · {t('lanes.attempts', { count: attempts })}
          {state === 'retrying' &&
            ` · ${Date.parse(dueAt) > now ? t('lanes.next', { when: instants.distance(dueAt, now) }) : t('lanes.due')}`}
        </span>
      </div>
      {last !== null && (
        <p className="text-sm wrap-anywhere">
          <span className="font-medium">{what}</span> {last.explanation}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {head !== null && (
          <Link
            to="/deliveries/$deliveryId"
            params={{ deliveryId: head.id }}
            search={{ ticket: ticketId }}
            className="mr-auto text-sm text-accent underline max-sm:w-full"
          >
            {t('lanes.see')}
            <span className="sr-only">: {contact?.name ?? ticketId}</span>
          </Link>
        )}
        <Button className="h-8 text-sm" isBusy={releasing.isPending} onClick={() => release('skip')}>
          <SkipForward className="size-4" aria-hidden="true" /> {t('lanes.skip')}
        </Button>
        <Button className="h-8 text-sm" isBusy={releasing.isPending} onClick={() => release('retry')}>
          <RotateCw className="size-4" aria-hidden="true" /> {t('lanes.retry')}
        </Button>
      </div>
    </article>
  )
}
