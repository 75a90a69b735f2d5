import { useTranslation } from 'react-i18next'
import type { Endpoint, EndpointHealth } from '../api/types.ts'
import { DeadNotice } from './dead-notice.tsx'
import { LaneList } from './lane-list.tsx'
import { ReplayForm } from './replay-form.tsx'
import { ReplayList } from './replay-list.tsx'

/** What waits and why, with a choice; and sending again in bulk what was lost or never sent. */
export function RecoveryTab({ endpoint, health }: { endpoint: Endpoint; health: EndpointHealth | undefined }) {
  const { t } = useTranslation('webhooks')
  return (
    <div className="mx-auto grid w-full max-w-4xl grid-cols-1 gap-5 px-4 py-5 md:px-6">
      <h2 className="sr-only">{t('tabs.recovery')}</h2>
      {health !== undefined && <DeadNotice endpoint={endpoint} health={health} />}
      <LaneList endpointId={endpoint.id} state="held" />
      <LaneList endpointId={endpoint.id} state="retrying" />
      <ReplayForm endpoint={endpoint} />
      <ReplayList endpointId={endpoint.id} waiting={health?.waiting ?? 0} />
    </div>
  )
}
