import { Webhook } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../api/types.ts'
import { useDemo } from '../app/demo.ts'
import { Page } from '../app/page.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/state.tsx'
import { EventCard } from './event-card.tsx'
import { useEndpoints, useLiveDeliveries, useOpenAlerts } from './live-deliveries.ts'

export function DeliveriesPage() {
  const { t } = useTranslation('deliveries')
  const { isConnected, told, posts } = useLiveDeliveries()
  const endpoints = useEndpoints(told.flatMap(({ attempts }) => attempts.map(attempt => attempt.endpointId)))
  const connection = (
    <p className="flex items-center gap-3 text-soft tabular-nums">
      {t('totals', { events: told.length, posts })}
      <span role="status" className="flex items-center gap-2">
        <span className={cx('size-2 rounded-full', isConnected ? 'bg-good' : 'bg-warn')} aria-hidden="true" />
        {isConnected ? t('connected') : t('connecting')}
      </span>
    </p>
  )
  return (
    <Page title={t('title')} beside={connection}>
      <Alerts />
      {told.length === 0 ? (
        <Nothing />
      ) : (
        <ol aria-label={t('events')} aria-live="polite" aria-relevant="additions" className="grid gap-3">
          {told.map(({ event, attempts }) => (
            <EventCard key={event.id} event={event} attempts={attempts} endpoints={endpoints} />
          ))}
        </ol>
      )}
    </Page>
  )
}

function Nothing() {
  const { t } = useTranslation('deliveries')
  const demo = useDemo()
  const phone = demo && (
    <a href={demo.phone} target="_blank" rel="noopener" className="font-medium text-accent underline">
      {t('phone')}
    </a>
  )
  return (
    <EmptyState icon={<Webhook />} title={t('empty.title')} action={phone}>
      {demo ? t('empty.demo') : t('empty.text')}
    </EmptyState>
  )
}

/** What the owner of an endpoint should know: dead, switched off, given up. */
function Alerts() {
  const { t } = useTranslation('deliveries')
  const alerts = useOpenAlerts().data?.data ?? []
  return (
    <div aria-live="polite">
      {alerts.length > 0 && (
        <section aria-labelledby="alerts-title" className="mb-5 rounded-2xl border border-bad/40 bg-bad-soft px-5 py-4">
          <h2 id="alerts-title" className="mb-1 font-semibold text-bad">
            {t('alertsTitle')}
          </h2>
          <ul className="grid gap-1 wrap-anywhere">
            {alerts.map(alert => (
              <AlertLine key={alert.id} alert={alert} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function AlertLine({ alert }: { alert: Alert }) {
  const { t, i18n } = useTranslation('deliveries')
  const since = new Date(alert.openedAt).toLocaleString(i18n.language)
  const { count, expiresOn } = alert
  return (
    <li>
      <strong>{alert.endpointName}</strong> {t(`alerts.${alert.kind}`, { amount: count, expiresOn })}{' '}
      <span className="text-sm text-soft">
        {t('since', { since })}
        {alert.kind === 'endpoint-down' && alert.reason !== null && ` · ${alert.reason}`}
      </span>
    </li>
  )
}
