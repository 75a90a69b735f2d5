import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ReasonRow } from '../api/types.ts'
import { useMe } from '../app/session.ts'
import type { ReportQuery } from './data.ts'
import { ticketsOf, useFormats } from './model.ts'
import { Panel } from './panel.tsx'

/** Why conversations were closed: a bar each, which leads to them. */
export function ReasonsCard({ reasons, query }: { reasons: readonly ReasonRow[]; query: ReportQuery }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const { timezone } = useMe().tenant
  const most = Math.max(1, ...reasons.map(({ count }) => count))
  return (
    <Panel title={t('reasons')}>
      {reasons.length === 0 ? (
        <p className="text-soft">{t('nothing')}</p>
      ) : (
        <ul className="grid gap-2.5">
          {reasons.map(({ id, name, color, count, share }) => {
            const line = (
              <>
                <span className="flex justify-between gap-3">
                  <span dir="auto" className="min-w-0 truncate">
                    {id === null ? t('noReason') : (name ?? `#${id}`)}
                  </span>
                  <span className="whitespace-nowrap tabular-nums">
                    <span className="font-semibold">{formats.count(count)}</span>{' '}
                    <span className="text-soft">{formats.percent(share)}</span>
                  </span>
                </span>
                <span aria-hidden="true" className="mt-1 block h-2 rounded-full bg-sunk">
                  <span
                    className="block h-2 rounded-full bg-line-strong"
                    style={{ width: `${(count / most) * 100}%`, ...(color !== null && { background: color }) }}
                  />
                </span>
              </>
            )
            return (
              <li key={id ?? 0}>
                {id === null ? (
                  line
                ) : (
                  <Link
                    to="/inbox"
                    search={{ ...ticketsOf(query, 'closed', timezone), reason: id }}
                    className="block rounded-md hover:text-accent"
                  >
                    {line}
                  </Link>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}
