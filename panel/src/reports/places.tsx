import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

const LOOK =
  'rounded-full px-3 py-1.5 text-sm font-medium text-soft hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent'

/** The two pages: the present, and the past. */
export function Places() {
  const { t } = useTranslation('reports')
  return (
    <nav aria-label={t('title')} className="flex gap-1">
      <Link to="/reports/now" className={LOOK}>
        {t('now')}
      </Link>
      <Link to="/reports" activeOptions={{ exact: true, includeSearch: false }} className={LOOK}>
        {t('past')}
      </Link>
    </nav>
  )
}
