import { useTranslation } from 'react-i18next'
import type { Endpoint, EndpointHealth } from '../api/types.ts'
import { Badge } from '../ui/badge.tsx'

export type Status = 'off' | 'gone' | 'dead' | 'resuming' | 'failing' | 'held' | 'well'

const TONES = {
  off: 'plain',
  gone: 'bad',
  dead: 'bad',
  resuming: 'warn',
  failing: 'warn',
  held: 'warn',
  well: 'good',
} as const

/** The one word for its state; the state that needs a person most comes first. */
export function statusOf(endpoint: Endpoint, health: EndpointHealth | undefined): Status {
  if (!endpoint.enabled) return endpoint.disabledReason === null ? 'off' : 'gone'
  const breaker = health?.breaker ?? endpoint.breaker
  if (breaker === 'open') return 'dead'
  if (breaker === 'half-open') return 'resuming'
  if (health?.failing != null) return 'failing'
  return health !== undefined && health.held > 0 ? 'held' : 'well'
}

export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation('webhooks')
  return <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
}
