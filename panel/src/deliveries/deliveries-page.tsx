import { Outlet, useMatch, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { useIsLive } from '../app/stream.ts'
import { useTitle } from '../app/title.ts'
import { cx } from '../ui/cx.ts'
import { useDeliveryList } from './deliveries.ts'
import { DeliveryList } from './delivery-list.tsx'
import { deliveriesRoute } from './feature.ts'
import { FilterBar } from './filter-bar.tsx'
import type { SearchChange } from './model.ts'
import { compact } from './model.ts'

/** The list, and the opened delivery beside it if there is room, otherwise in its place. */
export function DeliveriesPage() {
  const { t } = useTranslation('deliveries')
  const navigate = useNavigate()
  const search = deliveriesRoute.useSearch()
  const chosen = useMatch({ from: '/frame/deliveries/$deliveryId', shouldThrow: false })?.params.deliveryId
  const list = useDeliveryList(search)
  useTitle(t('title'))
  const change = (more: SearchChange) => void navigate({ to: '.', search: compact({ ...search, ...more }) })
  const clear = () => void navigate({ to: '.', search: {} })
  useCommands([{ id: 'clear-filters', label: t('clearFilters'), run: clear }])
  return (
    <div className="flex min-h-0 grow">
      <h1 className="sr-only">{t('title')}</h1>
      <section
        aria-label={t('title')}
        className={cx(
          'flex min-h-0 min-w-0 grow flex-col bg-pane',
          chosen !== undefined && 'max-lg:hidden lg:max-w-[27rem] lg:border-r lg:border-line',
        )}
      >
        <header className="flex items-center justify-between gap-3 px-4 pt-3 pb-1 md:px-5">
          <span aria-hidden="true" className="text-xl font-semibold">
            {t('title')}
          </span>
          <LiveBadge />
        </header>
        <FilterBar search={search} onChange={change} onClear={clear} isNarrow={chosen !== undefined} />
        <DeliveryList list={list} search={search} chosen={chosen} onClear={clear} />
      </section>
      {chosen !== undefined && (
        <div className="flex min-h-0 min-w-0 grow flex-col lg:basis-1/2">
          <Outlet />
        </div>
      )}
    </div>
  )
}

function LiveBadge() {
  const { t } = useTranslation('deliveries')
  const isLive = useIsLive()
  return (
    <span role="status" className="flex items-center gap-2 text-sm text-soft">
      <span className={cx('size-2 rounded-full', isLive ? 'bg-good' : 'bg-warn')} aria-hidden="true" />
      {isLive ? t('live') : t('connecting')}
    </span>
  )
}
