import { useTranslation } from 'react-i18next'
import type { EndpointHealth } from '../api/types.ts'
import { useInstants, useNow } from '../app/instants.ts'
import { cx } from '../ui/cx.ts'

const MINUTE_MS = 60_000

/** The present numbers, each with its name. */
export function Figures({ health, className }: { health: EndpointHealth; className?: string }) {
  const { t, i18n } = useTranslation('webhooks')
  const instants = useInstants()
  const now = useNow(10_000)
  const { successRate, p50Ms, p95Ms, waiting, waitingIsExact, oldestWaitingAt, held } = health
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const number = new Intl.NumberFormat(i18n.language)
  const isLate = oldestWaitingAt !== null && now - Date.parse(oldestWaitingAt) > MINUTE_MS
  const figures: [string, string, string][] = [
    [
      t('figures.success'),
      // 99.98 % must not look like all of them.
      successRate === null ? '—' : percent.format(successRate < 1 ? Math.min(successRate, 0.999) : 1),
      successRate !== null && successRate < 0.95 ? 'text-bad' : '',
    ],
    [t('figures.p50'), p50Ms === null ? '—' : instants.duration(p50Ms), ''],
    [t('figures.p95'), p95Ms === null ? '—' : instants.duration(p95Ms), ''],
    [t('figures.waiting'), `${waitingIsExact ? '' : '> '}${number.format(waiting)}`, isLate ? 'text-warn' : ''],
    [
      t('figures.oldest'),
      oldestWaitingAt === null ? '—' : instants.distance(oldestWaitingAt, now),
      isLate ? 'text-warn' : '',
    ],
    [t('figures.held'), number.format(held), held > 0 ? 'text-warn' : ''],
  ]
  return (
    <dl className={cx('grid grid-cols-3 gap-x-6 gap-y-2 sm:grid-cols-6', className)}>
      {figures.map(([name, value, ink]) => (
        <div key={name}>
          <dt className="text-xs text-soft">{name}</dt>
          <dd className={cx('font-semibold whitespace-nowrap tabular-nums', ink)}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
