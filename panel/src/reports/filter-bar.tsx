import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channelsQuery, colleaguesQuery, queuesQuery } from '../app/lists.ts'
import { Field, SelectField } from '../ui/field.tsx'
import type { Range } from './days.ts'
import { PERIODS, type ReportSearch } from './feature.ts'
import { Chooser } from './panel.tsx'

export type Change = { [K in keyof ReportSearch]: ReportSearch[K] | undefined }

interface FilterBarProps {
  search: ReportSearch
  range: Range
  onChange: (change: Change) => void
}

/** The days and the filters; all of it is in the address. */
export function FilterBar({ search, range, onChange }: FilterBarProps) {
  const { t } = useTranslation('reports')
  const queues = useQuery(queuesQuery).data ?? []
  const channels = useQuery(channelsQuery).data ?? []
  const users = useQuery(colleaguesQuery).data ?? []
  const isOwn = search.from !== undefined
  // Both days are needed; a field that was not changed has the day of the period.
  const day = (change: Partial<Range>) => {
    if (Object.values(change).some(value => value === '')) return
    onChange({ period: undefined, ...range, ...change })
  }
  return (
    <div className="grid gap-3">
      <Chooser
        label={t('period')}
        value={isOwn ? 'own' : (search.period ?? '30')}
        choices={[
          ...PERIODS.map(value => ({ value, label: t(`periods.${value}`) })),
          ...(isOwn ? [{ value: 'own' as const, label: t('periods.own') }] : []),
        ]}
        onChoose={period => {
          if (period !== 'own')
            onChange({ period: period === '30' ? undefined : period, from: undefined, to: undefined })
        }}
      />
      <div className="grid grid-cols-2 gap-3 max-lg:[&>:last-child]:col-span-2 lg:grid-cols-5">
        <Field
          label={t('from')}
          type="date"
          value={range.from}
          max={range.to}
          onChange={event => day({ from: event.target.value })}
        />
        <Field
          label={t('to')}
          type="date"
          value={range.to}
          min={range.from}
          onChange={event => day({ to: event.target.value })}
        />
        <Choice
          label={t('groups.queue')}
          value={search.queue}
          options={queues}
          onChoose={queue => onChange({ queue })}
        />
        <Choice label={t('groups.user')} value={search.user} options={users} onChoose={user => onChange({ user })} />
        <Choice
          label={t('groups.channel')}
          value={search.channel}
          options={channels}
          onChoose={channel => onChange({ channel })}
        />
      </div>
    </div>
  )
}

interface ChoiceProps {
  label: string
  value: number | undefined
  options: readonly { id: number; name: string }[]
  onChoose: (id: number | undefined) => void
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const { t } = useTranslation('reports')
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      onChange={event => onChoose(Number(event.target.value) || undefined)}
    >
      <option value="">{t('all')}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
