/**
 * The one pattern for lists whose records are made and changed: rows that open a form beside them, by the address (`?edit=3`),
 * so that a link, a reload and the back button keep it. `n` makes a new one.
 */
import type { UseQueryResult } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, ChevronRight, Plus, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../ui/badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { useCommands } from './commands.ts'
import { Page } from './page.tsx'

export type Chosen = 'new' | number

/** Which record the address opens, and how to open another one. */
export function useChosen() {
  const { edit } = useSearch({ strict: false }) as { edit?: Chosen }
  const navigate = useNavigate()
  const choose = (next: Chosen | undefined) =>
    void navigate({ to: '.', search: ((before: object) => ({ ...before, edit: next })) as never })
  return { chosen: edit, choose }
}

export interface RecordRow {
  /** A colour, a face, an icon. */
  before?: ReactNode
  name: string
  /** One line below the name. */
  details?: ReactNode
  after?: ReactNode
  isOff?: boolean
}

interface RecordPageProps<T> {
  title: string
  intro: ReactNode
  records: UseQueryResult<T[]>
  row: (record: T) => RecordRow
  /** Undefined = a new one. */
  form: (record: T | undefined, close: () => void) => ReactNode
  newLabel: string
  canChange?: boolean
  empty: { icon: ReactNode; text: string }
  /** Set when people decide the order. */
  onMove?: (record: T, by: -1 | 1) => void
  /** Above the list. */
  children?: ReactNode
}

const MANY = 8

export function RecordPage<T extends { id: number }>(props: RecordPageProps<T>) {
  const { title, intro, records, newLabel, canChange = true, form, children } = props
  const { chosen, choose } = useChosen()
  useCommands(canChange ? [{ id: 'new', label: newLabel, keys: 'n', run: () => choose('new') }] : [])
  const record = records.data?.find(({ id }) => id === chosen)
  const isOpen = canChange && (chosen === 'new' || record !== undefined)
  const add = canChange && (
    <Button look="primary" onClick={() => choose('new')}>
      <Plus className="size-4" aria-hidden="true" /> {newLabel}
    </Button>
  )
  return (
    <Page title={title} beside={add} intro={intro} isNarrow>
      {children}
      <Records {...props} canChange={canChange} add={add} />
      {/* Another record has another form, so that text for one is never saved in the other. */}
      {isOpen && <div key={chosen}>{form(record, () => choose(undefined))}</div>}
    </Page>
  )
}

function Records<T extends { id: number }>(props: RecordPageProps<T> & { add: ReactNode }) {
  const { records, row, empty, title, add, onMove, canChange = true } = props
  const { t } = useTranslation('app')
  const [wanted, setWanted] = useState('')
  if (records.error !== null && records.data === undefined)
    return <ErrorState error={records.error} onRetry={() => void records.refetch()} />
  if (records.data === undefined) return <Waiting />
  if (records.data.length === 0)
    return (
      <EmptyState icon={empty.icon} title={t('record.none')} action={add}>
        {empty.text}
      </EmptyState>
    )
  const shown = records.data.map(record => ({ record, shown: row(record) }))
  const found = shown.filter(one => folded(one.shown.name).includes(folded(wanted)))
  return (
    <>
      {shown.length > MANY && (
        <label className="mb-3 flex items-center gap-2 rounded-lg border border-line-strong bg-pane px-3 text-soft focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent">
          <Search className="size-4 shrink-0" aria-hidden="true" />
          <span className="sr-only">{t('record.find')}</span>
          <input
            value={wanted}
            onChange={event => setWanted(event.target.value)}
            placeholder={t('record.find')}
            className="h-9 w-full bg-transparent text-text outline-none placeholder:text-faint"
          />
        </label>
      )}
      <ul aria-label={title} className="overflow-hidden rounded-2xl border border-line bg-pane shadow-card">
        {found.map(({ record, shown: it }) => (
          <li key={record.id} className="flex items-center border-line not-first:border-t">
            <RowLink id={record.id} row={it} canOpen={canChange} />
            {onMove !== undefined && canChange && wanted === '' && (
              <Move
                name={it.name}
                isFirst={record === records.data[0]}
                isLast={record === records.data.at(-1)}
                onMove={by => onMove(record, by)}
              />
            )}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="px-4 py-6 text-center text-soft">{t('record.notFound')}</p>}
    </>
  )
}

const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

function RowLink({ id, row, canOpen }: { id: number; row: RecordRow; canOpen: boolean }) {
  const { t } = useTranslation('app')
  const inside = (
    <>
      {row.before}
      <span className="min-w-0 grow">
        <span className="flex min-w-0 items-center gap-2">
          <span dir="auto" className={cx('truncate font-medium', row.isOff && 'text-soft')}>
            {row.name}
          </span>
          {row.isOff && <Badge tone="outline">{t('record.off')}</Badge>}
        </span>
        {row.details !== undefined && <span className="block truncate text-sm text-soft">{row.details}</span>}
      </span>
      {row.after}
    </>
  )
  const look = 'flex min-w-0 grow items-center gap-3 px-4 py-2.5'
  if (!canOpen) return <span className={look}>{inside}</span>
  return (
    <Link
      to="."
      search={((before: object) => ({ ...before, edit: id })) as never}
      className={cx(look, '-outline-offset-2 hover:bg-sunk')}
    >
      {inside}
      <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden="true" />
    </Link>
  )
}

function Move(props: { name: string; isFirst: boolean; isLast: boolean; onMove: (by: -1 | 1) => void }) {
  const { name, isFirst, isLast, onMove } = props
  const { t } = useTranslation('app')
  return (
    <span className="flex shrink-0 pr-2">
      <IconButton isSmall label={t('record.up', { name })} disabled={isFirst} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden="true" />
      </IconButton>
      <IconButton isSmall label={t('record.down', { name })} disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden="true" />
      </IconButton>
    </span>
  )
}

const Waiting = () => (
  <div className="grid gap-px overflow-hidden rounded-2xl border border-line">
    {[0, 1, 2, 3].map(row => (
      <div key={row} className="flex h-14 items-center gap-3 bg-pane px-4">
        <Skeleton className="size-5 rounded-full" />
        <Skeleton className="h-3 w-44" />
      </div>
    ))}
  </div>
)
