import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoadHour } from '../api/types.ts'
import { cx } from '../ui/cx.ts'
import { LOADS, type LoadName } from './feature.ts'
import { FEW, type Formats, useFormats } from './model.ts'
import { Chooser, Panel } from './panel.tsx'

interface LoadCardProps {
  hours: readonly LoadHour[]
  chosen: LoadName
  onChoose: (load: LoadName) => void
}

const VALUE: Record<LoadName, (hour: LoadHour) => number> = {
  messages: hour => hour.messagesIn,
  new: hour => hour.newTickets,
  wait: hour => hour.queueWait.medianSeconds ?? 0,
}

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** The hours of a week: a table with shaded cells, which can be seen as a picture and read as a table. */
export function LoadCard({ hours, chosen, onChoose }: LoadCardProps) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const [at, setAt] = useState<LoadHour | undefined>()
  const most = Math.max(1, ...hours.map(VALUE[chosen]))
  const busiest = hours.reduce<LoadHour | undefined>(
    (best, hour) => (VALUE[chosen](hour) > (best === undefined ? 0 : VALUE[chosen](best)) ? hour : best),
    undefined,
  )
  const said = at ?? busiest
  return (
    <Panel
      title={t('load')}
      beside={
        <Chooser
          label={t('load')}
          value={chosen}
          choices={LOADS.map(value => ({ value, label: t(`loads.${value}`) }))}
          onChoose={onChoose}
        />
      }
    >
      <p className="mb-2 min-h-5 text-sm text-soft tabular-nums">
        {said === undefined
          ? t('nothing')
          : t(at === undefined ? 'busiest' : 'thatHour', {
              day: formats.weekday(said.weekday, 'long'),
              hour: `${said.hour}h`,
              value: words(said, chosen, formats),
            })}
      </p>
      <table
        className="w-full table-fixed border-separate border-spacing-[2px] text-2xs text-faint"
        onPointerLeave={() => setAt(undefined)}
      >
        <caption className="sr-only">{t('load')}</caption>
        <thead>
          <tr>
            <th className="w-8 md:w-10">
              <span className="sr-only">{t('weekday')}</span>
            </th>
            {HOURS.map(hour => (
              <th
                key={hour}
                scope="col"
                className="overflow-visible text-left font-normal whitespace-nowrap tabular-nums"
              >
                <span className={cx(hour % 6 !== 0 && 'sr-only')}>{hour}h</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DAYS.map(day => (
            <tr key={day}>
              <th scope="row" className="pr-1 text-left font-normal">
                {formats.weekday(day, 'short').replace('.', '')}
              </th>
              {hours
                .filter(({ weekday }) => weekday === day)
                .map(hour => (
                  <Cell
                    key={hour.hour}
                    share={VALUE[chosen](hour) / most}
                    isFew={chosen === 'wait' && hour.queueWait.n < FEW}
                    onPoint={() => setAt(hour)}
                  >
                    {words(hour, chosen, formats)}
                  </Cell>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

const words = (hour: LoadHour, chosen: LoadName, formats: Formats): string =>
  chosen === 'wait' ? formats.seconds(hour.queueWait.medianSeconds) : formats.count(VALUE[chosen](hour))

interface CellProps {
  share: number
  isFew: boolean
  onPoint: () => void
  children: string
}

const Cell = ({ share, isFew, onPoint, children }: CellProps) => (
  <td
    onPointerEnter={onPoint}
    onPointerDown={onPoint}
    className={cx('h-6 rounded-[3px] p-0 hover:outline-2 hover:outline-text', isFew && 'opacity-50')}
    style={{
      background:
        share === 0 ? 'var(--sunk)' : `color-mix(in oklab, var(--accent) ${Math.round(14 + share * 86)}%, var(--sunk))`,
    }}
  >
    <span className="sr-only">{children}</span>
  </td>
)
