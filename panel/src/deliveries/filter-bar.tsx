import { useQuery } from '@tanstack/react-query'
import { ListFilter, Search, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { useInstants } from '../app/instants.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Kbd } from '../ui/kbd.tsx'
import { channelsQuery, useEndpoints } from '../webhooks/data.ts'
import { useContactName } from './contact-choice.tsx'
import { FilterDialog } from './filter-dialog.tsx'
import { type DeliverySearch, type SearchChange, STATES } from './model.ts'

interface FilterBarProps {
  search: DeliverySearch
  onChange: (change: SearchChange) => void
  onClear: () => void
  isNarrow: boolean
}

/**
 * States apply at once, words while they are typed, everything else in a dialog. Chosen filters are shown below and can be
 * removed.
 */
export function FilterBar({ search, onChange, onClear, isNarrow }: FilterBarProps) {
  const { t } = useTranslation('deliveries')
  const [isOpen, setOpen] = useState(false)
  const { text: _, state: __, ...inDialog } = search
  const chosen = Object.keys(inDialog).length
  return (
    <div className="grid grid-cols-1 gap-2 px-4 pb-2.5 md:px-5">
      <div className={cx('flex flex-wrap items-center gap-2', !isNarrow && 'lg:flex-nowrap lg:flex-row-reverse')}>
        <div className={cx('flex min-w-0 grow basis-72 gap-2', !isNarrow && 'lg:max-w-md')}>
          <TextFilter value={search.text ?? ''} onChange={text => onChange({ text })} />
          <Button onClick={() => setOpen(true)} className={chosen > 0 ? 'bg-accent-soft' : ''}>
            <ListFilter className="size-4" aria-hidden="true" />
            {chosen > 0 ? t('filtersChosen', { count: chosen }) : t('filters')}
          </Button>
        </div>
        <fieldset className="-mx-1 flex min-w-0 grow gap-1 overflow-x-auto p-1 [scrollbar-width:none]">
          <legend className="sr-only">{t('state')}</legend>
          {([undefined, ...STATES] as const).map(state => (
            <button
              key={state ?? 'all'}
              type="button"
              aria-pressed={search.state === state}
              onClick={() => onChange({ state })}
              className="h-8 shrink-0 rounded-full border border-line px-3 text-sm font-medium whitespace-nowrap text-soft hover:bg-sunk aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
            >
              {state === undefined ? t('allStates') : t(`states.${state}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {chosen > 0 && <Chosen search={search} onChange={onChange} onClear={onClear} />}
      {isOpen && <FilterDialog search={search} onApply={onChange} onClose={() => setOpen(false)} />}
    </div>
  )
}

const TYPING_MS = 350

function TextFilter({ value, onChange }: { value: string; onChange: (text: string | undefined) => void }) {
  const { t } = useTranslation('deliveries')
  const [text, setText] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const applied = useRef(value)
  const latest = useRef(onChange)
  useCommands([{ id: 'search-deliveries', label: t('search'), keys: '/', run: () => field.current?.focus() }])
  useEffect(() => {
    latest.current = onChange
  })
  // It was changed by the back button, or by clearing all filters.
  useEffect(() => {
    if (value === applied.current) return
    applied.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    const next = text.trim()
    if (next === applied.current) return
    const timer = setTimeout(() => {
      applied.current = next
      latest.current(next === '' ? undefined : next)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label className="flex h-9 min-w-0 grow items-center gap-2 rounded-lg bg-sunk px-2.5 text-faint focus-within:outline-2 focus-within:outline-accent">
      <Search className="size-4 shrink-0" aria-hidden="true" />
      <span className="sr-only">{t('search')}</span>
      <input
        ref={field}
        type="search"
        value={text}
        maxLength={200}
        placeholder={t('searchHint')}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') field.current?.blur()
        }}
        className="min-w-0 grow bg-transparent text-text outline-none placeholder:text-faint"
      />
      <span className="max-md:hidden">
        <Kbd keys="/" />
      </span>
    </label>
  )
}

function Chosen({ search, onChange, onClear }: Omit<FilterBarProps, 'isNarrow'>) {
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  const endpoints = useEndpoints()
  const channels = useQuery(channelsQuery).data
  const contactName = useContactName(search.contact)
  const { endpoint, channel, ticket, contact, type, status, since, from, to } = search
  const chip = (name: keyof DeliverySearch, label: ReactNode) => (
    <button
      key={name}
      type="button"
      onClick={() => onChange({ [name]: undefined })}
      className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft px-2.5 text-sm text-accent"
    >
      <span className="truncate">{label}</span>
      <X className="size-3.5 shrink-0" aria-hidden="true" />
      <span className="sr-only">{t('removeFilter')}</span>
    </button>
  )
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {endpoint !== undefined && chip('endpoint', endpoints.get(endpoint)?.name ?? `#${endpoint}`)}
      {channel !== undefined && chip('channel', channels?.find(({ id }) => id === channel)?.name ?? `#${channel}`)}
      {ticket !== undefined && chip('ticket', t('conversation', { id: ticket }))}
      {contact !== undefined && chip('contact', contactName ?? `#${contact}`)}
      {type !== undefined && chip('type', t(`types.${type}`))}
      {status !== undefined && chip('status', status === 0 ? t('noAnswer') : `HTTP ${status}`)}
      {since !== undefined && chip('since', t(`spans.${since}`))}
      {from !== undefined && chip('from', t('fromInstant', { at: instants.full(from) }))}
      {to !== undefined && chip('to', t('toInstant', { at: instants.full(to) }))}
      <Button look="plain" className="h-7 px-2 text-sm" onClick={onClear}>
        {t('clearFilters')}
      </Button>
    </div>
  )
}
