import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BreakdownRow, ReportDuration } from '../api/types.ts'
import { useMe } from '../app/session.ts'
import { cx } from '../ui/cx.ts'
import type { ReportQuery } from './data.ts'
import { GROUPS, type Group, type ReportSearch } from './feature.ts'
import { FEW, ticketsOf, useFormats } from './model.ts'
import { Chooser, Panel, Scrolled } from './panel.tsx'

interface BreakdownCardProps {
  rows: readonly BreakdownRow[]
  by: Group
  query: ReportQuery
  onChoose: (by: Group) => void
}

const TIMES = ['queueWait', 'firstResponse', 'replyTime', 'resolution'] as const
const FILTER = { queue: 'queue', user: 'user', channel: 'channel' } as const

/** The figures of each queue, person or channel, next to each other. */
export function BreakdownCard({ rows, by, query, onChoose }: BreakdownCardProps) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const { timezone } = useMe().tenant
  const most = Math.max(1, ...rows.map(({ figures }) => figures.closedTickets))
  const time = (id: number | null, name: (typeof TIMES)[number], { n, medianSeconds }: ReportDuration) => {
    const shown = formats.seconds(medianSeconds)
    const ink = cx(n < FEW && 'text-faint')
    if (id === null || n === 0) return <span className={ink}>{shown}</span>
    return (
      <Link
        to="/reports"
        search={(now: ReportSearch) => ({ ...now, [FILTER[by]]: id, behind: name })}
        aria-label={t('behind.show', { name: t(`figures.${name}`), time: shown })}
        className={cx('hover:text-accent hover:underline', ink)}
      >
        {shown}
      </Link>
    )
  }
  return (
    <Panel
      title={t('comparison')}
      beside={
        <Chooser
          label={t('comparison')}
          value={by}
          choices={GROUPS.map(value => ({ value, label: t(`groups.${value}`) }))}
          onChoose={onChoose}
        />
      }
    >
      {rows.length === 0 ? (
        <p className="text-soft">{t('nothing')}</p>
      ) : (
        <Scrolled label={`${t('comparison')}: ${t(`groups.${by}`)}`} className="-mx-4 px-4 md:-mx-5 md:px-5">
          <table className="w-full text-sm tabular-nums [&_td]:px-2 [&_td]:py-2 [&_td]:text-right [&_td]:whitespace-nowrap [&_th]:px-2 [&_th]:py-2 [&_th]:text-right [&_th]:font-medium [&_th:first-child]:pl-0 [&_th:first-child]:text-left">
            <caption className="sr-only">{t('comparison')}</caption>
            <thead className="text-soft">
              <tr className="align-bottom">
                <th scope="col">{t(`groups.${by}`)}</th>
                {(['newTickets', 'closedTickets', 'messagesOut', ...TIMES] as const).map(name => (
                  <th key={name} scope="col">
                    {t(`columns.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, name, figures }) => {
                const shown = { ...ticketsOf(query, 'closed', timezone), ...(id !== null && { [FILTER[by]]: id }) }
                return (
                  <tr key={id ?? 0} className="border-t border-line">
                    <th scope="row" className="max-w-44 truncate" dir="auto">
                      {id === null ? t(`without.${by}`) : (name ?? `#${id}`)}
                    </th>
                    <td>{formats.count(figures.newTickets)}</td>
                    <td>
                      <span className="flex items-center justify-end gap-2">
                        <span aria-hidden="true" className="hidden h-2 w-16 rounded-full bg-sunk lg:block">
                          <span
                            className="block h-2 rounded-full bg-accent"
                            style={{ width: `${(figures.closedTickets / most) * 100}%` }}
                          />
                        </span>
                        {id === null || figures.closedTickets === 0 ? (
                          formats.count(figures.closedTickets)
                        ) : (
                          <Link
                            to="/inbox"
                            search={shown}
                            className="underline decoration-line-strong hover:text-accent"
                          >
                            {formats.count(figures.closedTickets)}
                          </Link>
                        )}
                      </span>
                    </td>
                    <td>{formats.count(figures.messagesOut)}</td>
                    {TIMES.map(each => (
                      <td key={each}>{time(id, each, figures[each])}</td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Scrolled>
      )}
      <p className="mt-2 text-xs text-soft">{t('medians')}</p>
    </Panel>
  )
}
