import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportFigures, ReportTrend } from '../api/types.ts'
import { cx } from '../ui/cx.ts'
import { TRENDS, type TrendName } from './feature.ts'
import { type CountName, type DurationName, type Formats, useFormats } from './model.ts'
import { AsTable, Chooser, Panel } from './panel.tsx'

type Series = { name: CountName | DurationName; fill: string; mark: string }

const FIRST = { fill: 'fill-accent', mark: 'bg-accent' }
const SECOND = { fill: 'fill-line-strong', mark: 'bg-line-strong' }

const SERIES: Record<TrendName, readonly Series[]> = {
  volume: [
    { name: 'newTickets', ...FIRST },
    { name: 'closedTickets', ...SECOND },
  ],
  messages: [
    { name: 'messagesIn', ...FIRST },
    { name: 'messagesOut', ...SECOND },
  ],
  wait: [{ name: 'queueWait', ...FIRST }],
  response: [
    { name: 'firstResponse', ...FIRST },
    { name: 'replyTime', ...SECOND },
  ],
}

interface TrendCardProps {
  trend: ReportTrend
  chosen: TrendName
  onChoose: (trend: TrendName) => void
}

/** Day by day, or month by month: bars, and the same as a table. */
export function TrendCard({ trend, chosen, onChoose }: TrendCardProps) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const series = SERIES[chosen]
  const title = t(trend.by === 'day' ? 'byDay' : 'byMonth')
  return (
    <Panel
      title={title}
      beside={
        <Chooser
          label={title}
          value={chosen}
          choices={TRENDS.map(value => ({ value, label: t(`trends.${value}`) }))}
          onChoose={onChoose}
        />
      }
    >
      <Bars trend={trend} series={series} />
      <AsTable
        caption={title}
        head={[t(trend.by), ...series.map(({ name }) => t(`figures.${name}`))]}
        rows={trend.data.map(({ from, figures }) => [
          formats.day(from, trend.by),
          ...series.map(({ name }) => written(figures, name, formats)),
        ])}
      />
    </Panel>
  )
}

const measure = (figures: ReportFigures, name: CountName | DurationName): number => {
  const value = figures[name]
  return typeof value === 'number' ? value : (value.medianSeconds ?? 0)
}

function written(figures: ReportFigures, name: CountName | DurationName, formats: Formats): string {
  const value = figures[name]
  return typeof value === 'number' ? formats.count(value) : formats.seconds(value.medianSeconds)
}

const HEIGHT = 160
const STEP = 20
const MIN_HEIGHT = 2

function Bars({ trend, series }: { trend: ReportTrend; series: readonly Series[] }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const [at, setAt] = useState<number | undefined>()
  const { data, by } = trend
  const isTime = series.some(({ name }) => data.some(({ figures }) => typeof figures[name] !== 'number'))
  const highest = Math.max(1, ...data.flatMap(({ figures }) => series.map(({ name }) => measure(figures, name))))
  // Half of it is shown at the axis, and must be a whole number for counts.
  const most = isTime ? highest : highest + (highest % 2)
  const scale = (value: number) => (isTime ? formats.seconds(Math.round(value)) : formats.count(Math.round(value)))
  const width = data.length * STEP
  const thick = (STEP * 0.7) / series.length
  const shown = at === undefined ? undefined : data[at]
  const every = Math.max(1, Math.ceil(data.length / 8))
  return (
    <div>
      <p className="mb-2 flex min-h-5 flex-wrap gap-x-4 text-sm text-soft tabular-nums">
        {shown !== undefined && <span className="font-medium text-text">{formats.day(shown.from, by)}</span>}
        {series.map(({ name, mark }) => (
          <span key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={cx('size-2 rounded-full', mark)} />
            {t(`figures.${name}`)}
            {shown !== undefined && (
              <span className="font-semibold text-text">{written(shown.figures, name, formats)}</span>
            )}
          </span>
        ))}
      </p>
      <div className="flex gap-2" aria-hidden="true">
        <div className="flex w-14 shrink-0 flex-col justify-between text-right text-2xs text-faint tabular-nums">
          <span>{scale(most)}</span>
          <span>{scale(most / 2)}</span>
          <span>0</span>
        </div>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="h-44 min-w-0 grow"
          onPointerLeave={() => setAt(undefined)}
        >
          {[0.5, HEIGHT / 2, HEIGHT - 0.5].map(y => (
            <line key={y} x1="0" x2={width} y1={y} y2={y} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          {data.map(({ from, figures }, n) => (
            <g key={from} onPointerEnter={() => setAt(n)} onPointerDown={() => setAt(n)}>
              <rect
                x={n * STEP}
                y="0"
                width={STEP}
                height={HEIGHT}
                className={n === at ? 'fill-sunk' : 'fill-transparent'}
              />
              {series.map(({ name, fill }, m) => {
                const value = measure(figures, name)
                const height = value === 0 ? 0 : Math.max(MIN_HEIGHT, (value / most) * HEIGHT)
                return (
                  <rect
                    key={name}
                    x={n * STEP + STEP * 0.15 + m * thick}
                    y={HEIGHT - height}
                    width={thick}
                    height={height}
                    className={fill}
                  />
                )
              })}
            </g>
          ))}
        </svg>
      </div>
      <div aria-hidden="true" className="mt-1 ml-16 flex text-2xs text-faint tabular-nums">
        {data.map(({ from }, n) => (
          <span key={from} className="min-w-0 grow basis-0">
            {n % every === 0 && (
              // Half of the labels when there is little room.
              <span className={cx('whitespace-nowrap', n % (2 * every) !== 0 && 'max-md:hidden')}>
                {formats.day(from, by)}
              </span>
            )}
          </span>
        ))}
      </div>
    </div>
  )
}
