/** Days on which a queue keeps other hours, or none. */
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/button.tsx'
import { Check } from '../ui/choice.tsx'
import { Field } from '../ui/field.tsx'
import { type Span, Spans } from './opening-hours.tsx'

export interface Holiday {
  date: string
  name: string
  everyYear: boolean
  spans: Span[]
}

interface HolidaysProps {
  holidays: readonly Holiday[]
  onChange: (holidays: Holiday[]) => void
}

export function Holidays({ holidays, onChange }: HolidaysProps) {
  const { t } = useTranslation('settings')
  const change = (at: number, part: Partial<Holiday>) =>
    onChange(holidays.map((holiday, n) => (n === at ? { ...holiday, ...part } : holiday)))
  return (
    <>
      <ul aria-label={t('holidays.title')} className="grid gap-3 empty:hidden">
        {holidays.map((holiday, at) => {
          const name = holiday.name || t('holidays.unnamed', { n: at + 1 })
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place; name and date change with every key.
            <li key={at} className="grid gap-2 rounded-xl border border-line p-3">
              <div className="flex flex-wrap items-end gap-3">
                <Field
                  label={t('holidays.date')}
                  type="date"
                  required
                  value={holiday.date}
                  onChange={event => change(at, { date: event.target.value })}
                  className="w-auto!"
                />
                <div className="min-w-40 grow">
                  <Field
                    label={t('holidays.name')}
                    maxLength={100}
                    value={holiday.name}
                    onChange={event => change(at, { name: event.target.value })}
                  />
                </div>
                <IconButton
                  label={t('holidays.remove', { name })}
                  onClick={() => onChange(holidays.filter((_, n) => n !== at))}
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
              </div>
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <Spans of={name} spans={holiday.spans} onChange={spans => change(at, { spans })} />
                <Check checked={holiday.everyYear} onChange={() => change(at, { everyYear: !holiday.everyYear })}>
                  {t('holidays.everyYear')}
                </Check>
              </div>
            </li>
          )
        })}
      </ul>
      <div>
        <Button onClick={() => onChange([...holidays, { date: '', name: '', everyYear: false, spans: [] }])}>
          <Plus className="size-4" aria-hidden="true" /> {t('holidays.add')}
        </Button>
      </div>
    </>
  )
}
