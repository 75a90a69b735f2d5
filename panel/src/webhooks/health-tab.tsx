import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Endpoint, EndpointHealth } from '../api/types.ts'
import { Skeleton } from '../ui/state.tsx'
import { Alerts } from './alerts.tsx'
import { DeadNotice } from './dead-notice.tsx'
import { Figures } from './figures.tsx'
import { HealthPlot, HealthTable, usePlotWords } from './health-plot.tsx'
import { HealthWords } from './health-words.tsx'

export function HealthTab({ endpoint, health }: { endpoint: Endpoint; health: EndpointHealth | undefined }) {
  const { t } = useTranslation('webhooks')
  const words = usePlotWords(health?.hours ?? [])
  if (health === undefined) {
    return (
      <div aria-busy="true" className="p-6">
        <Skeleton className="h-64" />
      </div>
    )
  }
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5 px-4 py-5 md:px-6">
      <Alerts endpointId={endpoint.id} />
      <DeadNotice endpoint={endpoint} health={health} />
      <section className="rounded-2xl border border-line bg-pane p-5 shadow-card">
        <h2 className="sr-only">{t('tabs.health')}</h2>
        <Figures health={health} className="mb-4" />
        <HealthWords endpoint={endpoint} health={health} />
      </section>
      <section aria-labelledby="plot-title" className="rounded-2xl border border-line bg-pane p-5 shadow-card">
        <h2 id="plot-title" className="mb-3 font-semibold">
          {t('attemptsByHour')}
        </h2>
        <HealthPlot hours={health.hours} className="h-24 w-full" />
        <p className="mt-2 flex flex-wrap gap-x-4 text-sm text-soft">
          <Mark look="bg-good">{t('delivered')}</Mark>
          <Mark look="bg-warn">{t('failed')}</Mark>
          <Mark look="bg-bad">{t('givenUp')}</Mark>
          <span className="ml-auto tabular-nums">{words}</span>
        </p>
        <details className="mt-3">
          <summary className="text-sm text-soft">{t('asTable')}</summary>
          <div className="mt-2">
            <HealthTable hours={health.hours} />
          </div>
        </details>
      </section>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <Link to="/deliveries" search={{ endpoint: endpoint.id }} className="text-accent underline">
          {t('seeDeliveries')}
        </Link>
        <Link to="/deliveries" search={{ endpoint: endpoint.id, state: 'given-up' }} className="text-accent underline">
          {t('seeGivenUp')}
        </Link>
      </p>
      <p className="text-sm text-soft">{t('healthDefinitions')}</p>
    </div>
  )
}

const Mark = ({ look, children }: { look: string; children: string }) => (
  <span className="flex items-center gap-1.5">
    <span aria-hidden="true" className={`size-2 rounded-full ${look}`} /> {children}
  </span>
)
