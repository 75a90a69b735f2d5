import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Endpoint, EndpointHealth } from '../api/types.ts'
import { Skeleton } from '../ui/state.tsx'
import { EndpointMenu } from './endpoint-menu.tsx'
import { Figures } from './figures.tsx'
import { HealthPlot, usePlotWords } from './health-plot.tsx'
import { HealthWords } from './health-words.tsx'
import { StatusBadge, statusOf } from './status.tsx'

interface EndpointCardProps {
  endpoint: Endpoint
  /** The name of its channel or queue. */
  source: string | undefined
  health: EndpointHealth | undefined
}

export function EndpointCard({ endpoint, source, health }: EndpointCardProps) {
  const { t } = useTranslation('webhooks')
  const words = usePlotWords(health?.hours ?? [])
  return (
    <article
      aria-labelledby={`endpoint-${endpoint.id}`}
      className="relative grid grid-cols-[minmax(0,1fr)] gap-3 rounded-2xl border border-line bg-pane p-4 shadow-card hover:border-line-strong md:p-5"
    >
      <header className="flex items-start gap-3">
        <div className="min-w-0 grow">
          <h2 id={`endpoint-${endpoint.id}`} className="flex flex-wrap items-center gap-2 font-semibold">
            <Link
              to="/webhooks/$endpointId"
              params={{ endpointId: endpoint.id }}
              className="wrap-anywhere after:absolute after:inset-0 after:rounded-2xl"
            >
              {endpoint.name}
            </Link>
            <StatusBadge status={statusOf(endpoint, health)} />
          </h2>
          <p className="truncate text-sm text-soft">
            {source !== undefined && `${source} → `}
            {endpoint.url}
          </p>
        </div>
        <div className="relative z-10 -mt-1 -mr-1.5">
          <EndpointMenu endpoint={endpoint} />
        </div>
      </header>
      {health === undefined ? (
        <Skeleton className="h-14" />
      ) : (
        <>
          <div className="grid items-end gap-x-6 gap-y-3 md:grid-cols-[minmax(0,1fr)_13rem]">
            <Figures health={health} />
            <figure>
              <HealthPlot hours={health.hours} className="h-10 w-full" />
              <figcaption className="mt-1 text-xs text-soft">
                {t('last24h')}
                <span className="sr-only">: {words}</span>
              </figcaption>
            </figure>
          </div>
          <HealthWords endpoint={endpoint} health={health} />
        </>
      )}
    </article>
  )
}
