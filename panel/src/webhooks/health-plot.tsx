import { useTranslation } from 'react-i18next'
import type { EndpointHealth } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { cx } from '../ui/cx.ts'

type Hour = EndpointHealth['hours'][number]

const BAR = 8
const GAP = 2
const HEIGHT = 40
const MIN_HEIGHT = 2

/** Attempts by hour, 24 of them: what was delivered below, what failed above it. */
export function HealthPlot({ hours, className }: { hours: readonly Hour[]; className?: string }) {
  const most = Math.max(1, ...hours.map(({ delivered, failed, givenUp }) => delivered + failed + givenUp))
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(MIN_HEIGHT, (count / most) * HEIGHT))
  const width = hours.length * (BAR + GAP) - GAP
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT + 1}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={cx('block', className)}
    >
      <line x1="0" x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} className="stroke-line" />
      {hours.map(({ from, delivered, failed, givenUp }, at) => {
        const good = heightOf(delivered)
        const bad = Math.min(HEIGHT - good, heightOf(failed))
        const lost = Math.min(HEIGHT - good - bad, heightOf(givenUp))
        const bar = (height: number, below: number, look: string) =>
          height > 0 && (
            <rect
              x={at * (BAR + GAP)}
              y={HEIGHT - below - height}
              width={BAR}
              height={height}
              rx="1"
              className={look}
            />
          )
        return (
          <g key={from}>
            {bar(good, 0, 'fill-good')}
            {bar(bad, good, 'fill-warn')}
            {bar(lost, good + bad, 'fill-bad')}
          </g>
        )
      })}
    </svg>
  )
}

/** The same in numbers, hours without an attempt left out. */
export function HealthTable({ hours }: { hours: readonly Hour[] }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const busy = hours.filter(({ delivered, failed, givenUp }) => delivered + failed + givenUp > 0)
  if (busy.length === 0) return <p className="text-soft">{t('noAttempts')}</p>
  return (
    <table className="w-full max-w-md text-sm tabular-nums [&_td]:py-0.5 [&_td]:text-right [&_th]:py-0.5 [&_th]:text-right [&_th]:font-medium [&_th:first-child]:text-left">
      <caption className="sr-only">{t('attemptsByHour')}</caption>
      <thead className="text-soft">
        <tr>
          <th scope="col">{t('hour')}</th>
          <th scope="col">{t('delivered')}</th>
          <th scope="col">{t('failed')}</th>
          <th scope="col">{t('givenUp')}</th>
        </tr>
      </thead>
      <tbody>
        {busy.map(({ from, delivered, failed, givenUp }) => (
          <tr key={from} className="border-t border-line">
            <th scope="row">{instants.moment(from).replace(/:00$/, '')}</th>
            <td>{delivered}</td>
            <td>{failed}</td>
            <td>{givenUp}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** For those who do not see the plot, in a sentence. */
export function usePlotWords(hours: readonly Hour[]): string {
  const { t } = useTranslation('webhooks')
  const sum = (of: (hour: Hour) => number) => hours.reduce((all, hour) => all + of(hour), 0)
  return t('plotWords', {
    delivered: sum(hour => hour.delivered),
    failed: sum(hour => hour.failed),
    givenUp: sum(hour => hour.givenUp),
  })
}
