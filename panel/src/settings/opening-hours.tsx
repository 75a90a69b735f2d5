/** When a queue is open: the spans of each day of the week, typed as times, and copied to the other days. */
import { CopyPlus, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'

export interface Span {
  opens: string
  closes: string
}
export type WeekSpan = Span & { weekday: number }

const MAX_SPANS = 6
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
/** The hours of most offices, as a beginning. */
export const OFFICE_HOURS: WeekSpan[] = [1, 2, 3, 4, 5].map(weekday => ({ weekday, opens: '08:00', closes: '18:00' }))

/** A time field has no 24:00, so 00:00 means the end of a day as a closing time, and its beginning as an opening time. */
const shownEnd = (closes: string) => (closes === '24:00' ? '00:00' : closes)
const typedEnd = (closes: string) => (closes === '00:00' ? '24:00' : closes)

const TIME =
  'h-9 rounded-lg border border-line-strong bg-pane px-2 text-text tabular-nums aria-invalid:border-bad [color-scheme:inherit]'

interface SpansProps {
  /** The name of the day. */
  of: string
  spans: readonly Span[]
  onChange: (spans: Span[]) => void
}

export function Spans({ of, spans, onChange }: SpansProps) {
  const { t } = useTranslation('settings')
  const change = (at: number, part: Partial<Span>) =>
    onChange(spans.map((span, n) => (n === at ? { ...span, ...part } : span)))
  const add = () => {
    const last = spans.at(-1)
    const next = last === undefined ? { opens: '08:00', closes: '18:00' } : after(last.closes)
    onChange([...spans, next])
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {spans.map((span, at) => {
        const isWrong = span.opens >= span.closes
        const name = { day: of, n: at + 1 }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place; its times change with every key.
          <span key={at} className="flex items-center gap-1.5">
            <input
              type="time"
              required
              aria-label={t('hours.opens', name)}
              aria-invalid={isWrong || undefined}
              value={span.opens}
              onChange={event => event.target.value !== '' && change(at, { opens: event.target.value })}
              className={TIME}
            />
            <span aria-hidden="true" className="text-soft">
              –
            </span>
            <input
              type="time"
              required
              aria-label={t('hours.closes', name)}
              aria-invalid={isWrong || undefined}
              value={shownEnd(span.closes)}
              onChange={event => event.target.value !== '' && change(at, { closes: typedEnd(event.target.value) })}
              className={TIME}
            />
            <IconButton
              isSmall
              label={t('hours.remove', name)}
              onClick={() => onChange(spans.filter((_, n) => n !== at))}
            >
              <X aria-hidden="true" />
            </IconButton>
          </span>
        )
      })}
      {spans.length === 0 && <span className="text-soft">{t('hours.closed')}</span>}
      {spans.length < MAX_SPANS && (
        <IconButton isSmall label={t('hours.add', { day: of })} onClick={add}>
          <Plus aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}

/** An hour later, as after a break. */
function after(closes: string): Span {
  const hour = Math.min(Number(closes.slice(0, 2)) + 1, 23)
  const clock = (value: number) => (value === 24 ? '24:00' : `${String(value).padStart(2, '0')}:00`)
  return { opens: clock(hour), closes: clock(Math.min(Math.max(hour + 4, 18), 24)) }
}

export function WeekHours({ hours, onChange }: { hours: readonly WeekSpan[]; onChange: (hours: WeekSpan[]) => void }) {
  const { t, i18n } = useTranslation('settings')
  const nameOf = weekdayNames(i18n.language)
  const spansOf = (day: number) => hours.filter(({ weekday }) => weekday === day)
  const set = (day: number, spans: readonly Span[]) =>
    onChange([...hours.filter(({ weekday }) => weekday !== day), ...spans.map(span => ({ ...span, weekday: day }))])
  const copyToAll = (from: number) =>
    onChange(DAYS.flatMap(weekday => spansOf(from).map(({ opens, closes }) => ({ weekday, opens, closes }))))
  return (
    <ul className="grid">
      {DAYS.map((day, at) => (
        <li
          key={day}
          className={cx('flex flex-wrap items-center gap-x-4 gap-y-2 border-line py-2', at > 0 && 'border-t')}
        >
          <span className="w-32 font-medium capitalize">{nameOf(day)}</span>
          <div className="min-w-0 grow">
            <Spans of={nameOf(day)} spans={spansOf(day)} onChange={spans => set(day, spans)} />
          </div>
          <Button look="plain" className="h-8 px-2 text-sm" onClick={() => copyToAll(day)}>
            <CopyPlus className="size-4" aria-hidden="true" />
            {t('hours.copy')}
            <span className="sr-only">{t('hours.copyFrom', { day: nameOf(day) })}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** The fifth of January 2026 was a Monday. */
export function weekdayNames(language: string): (weekday: number) => string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return weekday => format.format(new Date(Date.UTC(2026, 0, 4 + weekday)))
}
