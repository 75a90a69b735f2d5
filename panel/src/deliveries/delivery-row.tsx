import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Badge } from '../ui/badge.tsx'
import { cx } from '../ui/cx.ts'
import { kindOf, STATE_LOOKS } from './model.ts'

interface DeliveryRowProps {
  delivery: Delivery
  endpointName: string
  isChosen: boolean
  isWide: boolean
  /** 0 when there is no countdown. */
  now: number
}

export const DeliveryRow = memo(function DeliveryRow(props: DeliveryRowProps) {
  const { delivery, endpointName, isChosen, isWide, now } = props
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  const who = (
    <span dir="auto" className="truncate font-semibold">
      {delivery.contact?.name ?? t('conversation', { id: delivery.ticketId })}
    </span>
  )
  const at = (
    <time dateTime={delivery.occurredAt} className="shrink-0 text-xs text-faint tabular-nums">
      {instants.moment(delivery.occurredAt)}
    </time>
  )
  const excerpt = (
    <span dir="auto" className="truncate text-soft">
      {delivery.excerpt}
    </span>
  )
  const target = <span className="truncate">{endpointName}</span>
  return (
    <Link
      to="/deliveries/$deliveryId"
      params={{ deliveryId: delivery.id }}
      search={true}
      preload={false}
      aria-current={isChosen ? 'page' : undefined}
      className={cx(
        'relative grid h-full content-center gap-x-4 gap-y-0.5 border-b border-line px-4 -outline-offset-2 md:px-5',
        isWide && 'grid-cols-[minmax(0,4fr)_minmax(0,3fr)_minmax(0,3fr)_7.5rem] items-center',
        isChosen
          ? 'bg-accent-soft before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent'
          : 'hover:bg-sunk',
      )}
    >
      {isWide ? (
        <>
          <span className="grid min-w-0 gap-0.5">
            <span className="flex min-w-0 items-center gap-2">
              {who} <Kind delivery={delivery} />
            </span>
            {excerpt}
          </span>
          <span className="grid min-w-0 gap-0.5">
            {target}
            <Answer delivery={delivery} />
          </span>
          <span className="min-w-0">
            <StateWords delivery={delivery} now={now} />
          </span>
          <span className="text-right">{at}</span>
        </>
      ) : (
        <>
          <span className="flex min-w-0 items-center gap-2">
            {who} <Kind delivery={delivery} />
            <span className="ml-auto">{at}</span>
          </span>
          <span className="flex min-w-0 gap-2">{excerpt}</span>
          <span className="flex min-w-0 items-center gap-2 text-sm">
            <span className="min-w-0 shrink-0 max-w-[65%]">
              <StateWords delivery={delivery} now={now} />
            </span>
            <span className="flex min-w-0 gap-1.5 text-soft">→ {target}</span>
          </span>
        </>
      )}
    </Link>
  )
})

export function Kind({ delivery }: { delivery: Pick<Delivery, 'eventType' | 'fromMe'> }) {
  const { t } = useTranslation('deliveries')
  const kind = kindOf(delivery)
  return <Badge tone="outline">{kind === undefined ? delivery.eventType : t(`types.${kind}`)}</Badge>
}

/** The result in a word; for a waiting delivery, when it goes on. */
export function StateWords({ delivery, now }: { delivery: Delivery; now: number }) {
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  const { state, nextAt } = delivery
  const { icon: Icon, ink } = STATE_LOOKS[state]
  const isAhead = nextAt !== null && Date.parse(nextAt) > now && now > 0
  return (
    <span className={cx('flex min-w-0 items-center gap-1.5 font-medium', ink)}>
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      <span className="truncate">
        {state === 'retrying' && isAhead
          ? t('retryIn', { when: instants.distance(nextAt, now) })
          : t(`states.${state}`)}
      </span>
    </span>
  )
}

function Answer({ delivery: { last, attempts } }: { delivery: Delivery }) {
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  if (last === null) return <span className="text-sm text-faint">{t('notTried')}</span>
  const answer = last.status === null ? (last.error?.split(':')[0] ?? t('noAnswer')) : `HTTP ${last.status}`
  return (
    <span className="truncate text-sm text-soft tabular-nums">
      {answer} · {instants.duration(last.durationMs)}
      {attempts > 1 && ` · ${t('attemptCount', { count: attempts })}`}
    </span>
  )
}
