import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { toast } from '../ui/toast.tsx'
import { useAcknowledge, useOpenAlerts } from './data.ts'

/** Alerts for the owner of an endpoint: dead, switched off, given up. Acknowledged ones are shown less prominently. */
export function Alerts({ endpointId }: { endpointId?: number }) {
  const { t } = useTranslation('webhooks')
  const alerts = useOpenAlerts().filter(alert => endpointId === undefined || alert.endpointId === endpointId)
  const isLoud = alerts.some(({ acknowledgedAt }) => acknowledgedAt === null)
  return (
    <div aria-live="polite">
      {alerts.length > 0 && (
        <section
          aria-labelledby="alerts-title"
          className={cx(
            'mb-4 rounded-2xl border px-5 py-3.5',
            isLoud ? 'border-bad/40 bg-bad-soft' : 'border-line bg-pane',
          )}
        >
          <h2 id="alerts-title" className={cx('mb-1 font-semibold', isLoud && 'text-bad')}>
            {t('alertsTitle')}
          </h2>
          <ul className="grid gap-2 wrap-anywhere">
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
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const acknowledging = useAcknowledge()
  const { id, kind, count, expiresOn, reason, acknowledgedBy, title } = alert
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <p className="min-w-0">
        <Subject alert={alert} />{' '}
        {t(`alerts.${kind}`, {
          amount: kind === 'tickets-unseen' && count === 1_000 ? '1000+' : count,
          expiresOn,
          problem: title,
        })}{' '}
        <span className="text-sm text-soft">
          {t('since', { since: instants.moment(alert.openedAt) })}
          {kind === 'endpoint-down' && reason !== null && ` · ${reason}`}
        </span>
      </p>
      {acknowledgedBy === null ? (
        <Button
          className="h-8 text-sm"
          isBusy={acknowledging.isPending}
          onClick={() => acknowledging.mutate(id, { onError: error => toast.error(error.message) })}
        >
          {t('acknowledge')}
          <span className="sr-only">: {alert.endpointName ?? alert.channelName}</span>
        </Button>
      ) : (
        <span className="text-sm text-soft">{t('acknowledgedBy', { name: acknowledgedBy })}</span>
      )}
    </li>
  )
}

/** Its subject, with a link. */
function Subject({ alert: { endpointId, endpointName, channelId, channelName } }: { alert: Alert }) {
  const look = 'font-semibold underline'
  if (channelId !== null)
    return (
      <Link to="/settings/channels/$channelId" params={{ channelId }} className={look}>
        {channelName}
      </Link>
    )
  if (endpointId === null) return null
  return (
    <Link to="/webhooks/$endpointId" params={{ endpointId }} className={look}>
      {endpointName}
    </Link>
  )
}
