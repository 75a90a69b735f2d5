import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useInstants } from '../app/instants.ts'
import { Page } from '../app/page.tsx'
import { useMe } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { BehindSheet } from './behind-sheet.tsx'
import { BreakdownCard } from './breakdown-card.tsx'
import {
  CSVS,
  queryOf,
  type ReportQuery,
  saveCsv,
  useBreakdown,
  useLoad,
  useReasons,
  useSummary,
  useTrend,
} from './data.ts'
import { before, lengthOf } from './days.ts'
import { type ReportSearch, reportsRoute } from './feature.ts'
import { FigureCards } from './figure-cards.tsx'
import { type Change, FilterBar } from './filter-bar.tsx'
import { LoadCard } from './load-card.tsx'
import { Places } from './places.tsx'
import { ReasonsCard } from './reasons-card.tsx'
import { TrendCard } from './trend-card.tsx'

/** Figures of past days; the days and the filters are in the address. */
export function ReportsPage() {
  const { t } = useTranslation('reports')
  const { timezone } = useMe().tenant
  const search = reportsRoute.useSearch()
  const navigate = reportsRoute.useNavigate()
  const query = queryOf(search, timezone)
  const { by = 'queue', trend: chosenTrend = 'volume', load: chosenLoad = 'messages' } = search
  const change = (more: Change) =>
    void navigate({
      search: now =>
        Object.fromEntries(
          Object.entries({ ...now, ...more }).filter(([, value]) => value !== undefined),
        ) as ReportSearch,
      replace: true,
    })
  const summary = useSummary(query)
  const previous = useSummary({ ...query, ...before(query) })
  const trend = useTrend(query)
  const load = useLoad(query)
  const reasons = useReasons(query)
  const breakdown = useBreakdown(query, by)
  const isOld = summary.isPlaceholderData
  return (
    <Page title={t('title')} beside={<Places />}>
      <div className="grid grid-cols-1 gap-4">
        <FilterBar search={search} range={query} onChange={change} />
        {summary.error !== null && (summary.data === undefined || isOld) ? (
          <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
        ) : summary.data === undefined ? (
          <Waiting />
        ) : (
          <div aria-busy={isOld} className={cx('grid grid-cols-1 gap-4 transition-opacity', isOld && 'opacity-60')}>
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <State {...summary.data} days={lengthOf(query)} />
              <Csv query={query} />
            </div>
            <FigureCards figures={summary.data.figures} before={previous.data?.figures} query={query} />
            {trend.data === undefined ? (
              <Skeleton className="h-72 rounded-2xl" />
            ) : (
              <TrendCard trend={trend.data} chosen={chosenTrend} onChoose={next => change({ trend: next })} />
            )}
            <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              {load.data === undefined ? (
                <Skeleton className="h-72 rounded-2xl" />
              ) : (
                <LoadCard hours={load.data.data} chosen={chosenLoad} onChoose={next => change({ load: next })} />
              )}
              {reasons.data === undefined ? (
                <Skeleton className="h-72 rounded-2xl" />
              ) : (
                <ReasonsCard reasons={reasons.data.data} query={query} />
              )}
            </div>
            {breakdown.data === undefined ? (
              <Skeleton className="h-60 rounded-2xl" />
            ) : (
              <BreakdownCard rows={breakdown.data.data} by={by} query={query} onChoose={next => change({ by: next })} />
            )}
          </div>
        )}
      </div>
      {search.behind !== undefined && (
        <BehindSheet figure={search.behind} query={query} onClose={() => change({ behind: undefined })} />
      )}
    </Page>
  )
}

const Waiting = () => (
  <div aria-busy="true" className="grid gap-4">
    <Skeleton className="h-28 rounded-2xl" />
    <Skeleton className="h-28 rounded-2xl" />
    <Skeleton className="h-72 rounded-2xl" />
  </div>
)

function State({
  asOf,
  isComplete,
  timezone,
  days,
}: {
  asOf: string | null
  isComplete: boolean
  timezone: string
  days: number
}) {
  const { t } = useTranslation('reports')
  const instants = useInstants()
  if (!isComplete || asOf === null) {
    return (
      <p role="status" className="text-sm text-warn">
        {t('incomplete')}
      </p>
    )
  }
  return (
    <p className="text-sm text-soft">
      {t('asOf', { count: days, at: instants.moment(asOf), timezone: timezone.replaceAll('_', ' ') })}
    </p>
  )
}

function Csv({ query }: { query: ReportQuery }) {
  const { t } = useTranslation('reports')
  return (
    <Menu
      trigger={
        <Button>
          <Download className="size-4" aria-hidden="true" /> CSV
        </Button>
      }
    >
      {CSVS.map(name => (
        <MenuItem key={name} onSelect={() => void saveCsv(name, query).catch(error => toast.error(error.message))}>
          {t(`csv.${name}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}
