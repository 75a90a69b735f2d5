import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Coffee, Layers } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../api/types.ts'
import { useInstants, useNow } from '../app/instants.ts'
import { Page } from '../app/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { boardQuery } from './data.ts'
import { useFormats } from './model.ts'
import { Panel } from './panel.tsx'
import { Places } from './places.tsx'

type Row = Board['queues'][number]

/** Waits of a quarter of an hour, and of an hour, are shown in colour. */
const LONG_MS = 15 * 60_000
const TOO_LONG_MS = 60 * 60_000

/** What is going on right now: who waits and since when, and who attends to whom. */
export function OverviewPage() {
  const { t } = useTranslation('reports')
  const board = useQuery(boardQuery)
  return (
    <Page title={t('title')} beside={<Places />}>
      {board.data !== undefined ? (
        <LiveBoard board={board.data} />
      ) : board.error !== null ? (
        <ErrorState error={board.error} onRetry={() => void board.refetch()} />
      ) : (
        <div aria-busy="true" className="grid gap-4">
          <Skeleton className="h-28 rounded-2xl" />
          <Skeleton className="h-60 rounded-2xl" />
        </div>
      )}
    </Page>
  )
}

function LiveBoard({ board }: { board: Board }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const { total, queues, users } = board
  return (
    <div className="grid grid-cols-1 gap-4">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Big name={t('live.pending')}>{formats.count(total.pending)}</Big>
        <Big name={t('live.longest')}>
          <Since at={total.oldestPendingAt} />
        </Big>
        <Big name={t('live.open')}>{formats.count(total.open)}</Big>
        <Big name={t('live.unanswered')}>
          {formats.count(total.unanswered)}
          {total.oldestUnansweredAt !== null && (
            <span className="ml-2 text-sm font-normal text-soft">
              <Since at={total.oldestUnansweredAt} />
            </span>
          )}
        </Big>
      </dl>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Panel title={t('live.byQueue')}>
          {queues.length === 0 ? (
            <EmptyState icon={<Layers />} title={t('live.noQueue')} />
          ) : (
            <Rows rows={queues} caption={t('live.byQueue')} />
          )}
        </Panel>
        <Panel title={t('live.byUser')}>
          {users.length === 0 ? (
            <EmptyState icon={<Coffee />} title={t('live.nobody')} />
          ) : (
            <ul className="grid gap-1">
              {users.map(user => (
                <User key={user.id ?? 0} user={user} />
              ))}
            </ul>
          )}
        </Panel>
      </div>
      <p className="text-sm text-soft">{t('live.about')}</p>
    </div>
  )
}

const Big = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className="rounded-2xl border border-line bg-pane p-4 shadow-card">
    <dt className="text-sm text-soft">{name}</dt>
    <dd className="mt-1 text-2xl font-semibold whitespace-nowrap tabular-nums">{children}</dd>
  </div>
)

/** How long ago it was, updated while the page is open. */
function Since({ at }: { at: string | null }) {
  const instants = useInstants()
  const now = useNow(1_000)
  if (at === null) return '–'
  const ms = Math.max(0, now - Date.parse(at))
  const ink = ms >= TOO_LONG_MS ? 'text-bad' : ms >= LONG_MS ? 'text-warn' : ''
  return <span className={cx('whitespace-nowrap', ink)}>{instants.duration(Math.max(1_000, ms))}</span>
}

function Rows({ rows, caption }: { rows: readonly Row[]; caption: string }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const most = Math.max(1, ...rows.map(({ pending, open }) => pending + open))
  return (
    <div className="overflow-x-auto -mx-4 px-4 md:-mx-5 md:px-5">
      <table className="w-full tabular-nums max-sm:text-sm max-sm:[&_td]:pl-2 [&_td]:py-2 [&_td]:pl-3 [&_td]:text-right [&_th]:py-2 [&_th]:font-medium [&_th]:not-first:pl-3 [&_th]:not-first:text-right [&_th:first-child]:text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-sm text-soft">
          <tr className="align-bottom">
            <th scope="col">{t('groups.queue')}</th>
            <th scope="col">{t('live.waiting')}</th>
            <th scope="col">{t('live.since')}</th>
            <th scope="col">{t('live.attending')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, pending, open, oldestPendingAt }) => (
            <tr key={id ?? 0} className="border-t border-line">
              <th scope="row">
                <span className="block max-w-24 truncate sm:max-w-40" dir="auto">
                  {id === null ? (
                    t('without.queue')
                  ) : (
                    <Link
                      to="/inbox"
                      search={{ list: 'queue', queue: id }}
                      className="hover:text-accent hover:underline"
                    >
                      {name}
                    </Link>
                  )}
                </span>
                <span aria-hidden="true" className="mt-1 flex h-1.5 overflow-hidden rounded-full bg-sunk">
                  <span className="bg-warn" style={{ width: `${(pending / most) * 100}%` }} />
                  <span className="bg-accent" style={{ width: `${(open / most) * 100}%` }} />
                </span>
              </th>
              <td className={cx('font-semibold', pending === 0 && 'text-faint')}>{formats.count(pending)}</td>
              <td className="whitespace-nowrap">
                <Since at={oldestPendingAt} />
              </td>
              <td className={cx('font-semibold', open === 0 && 'text-faint')}>{formats.count(open)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function User({ user: { id, name, open, unanswered, oldestUnansweredAt } }: { user: Row }) {
  const { t } = useTranslation('reports')
  const shown = id === null ? t('live.onPhone') : (name ?? `#${id}`)
  return (
    <li className="flex items-center gap-3 py-1.5">
      <Avatar name={shown} id={id ?? 0} className="size-9 text-sm" />
      <span className="min-w-0 grow">
        <span className="block truncate font-medium" dir="auto">
          {shown}
        </span>
        <span className="block text-sm text-soft tabular-nums">
          {unanswered === 0 ? t('live.allAnswered') : t('live.waitingFor', { count: unanswered })}
          {oldestUnansweredAt !== null && (
            <>
              {' · '}
              <Since at={oldestUnansweredAt} />
            </>
          )}
        </span>
      </span>
      <span className="text-lg font-semibold tabular-nums">
        {open}
        <span className="sr-only"> {t('live.attending')}</span>
      </span>
    </li>
  )
}
