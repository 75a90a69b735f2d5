import { useTranslation } from 'react-i18next'
import { useOpenAlerts } from './data.ts'

/** How many alerts nobody has acknowledged yet. */
export function AlertBadge() {
  const { t } = useTranslation('app')
  const count = useOpenAlerts().filter(({ acknowledgedAt }) => acknowledgedAt === null).length
  if (count === 0) return null
  return (
    <span className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-bad px-1 text-[0.625rem] leading-none font-semibold text-on-bad tabular-nums max-md:right-4">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('alertCount', { count })}</span>
    </span>
  )
}
