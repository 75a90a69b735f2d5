import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Pause, Play, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { useTitle } from '../app/title.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useEndpoint } from './actions.ts'
import { useHealth } from './data.ts'
import { EndpointMenu } from './endpoint-menu.tsx'
import { TABS, webhookRoute } from './feature.ts'
import { HealthTab } from './health-tab.tsx'
import { N8nTab } from './n8n-tab.tsx'
import { RecoveryTab } from './recovery-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'
import { StatusBadge, statusOf } from './status.tsx'
import { SwitchDialog } from './switch-dialog.tsx'
import { TestDialog } from './test-dialog.tsx'

/** One endpoint: its health, its settings, its recovery, and a recipe for n8n. */
export function WebhookPage() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const { endpointId } = webhookRoute.useParams()
  const { tab = 'health' } = webhookRoute.useSearch()
  const { data: endpoint, error, refetch } = useEndpoint(endpointId)
  const health = useHealth().data?.get(endpointId)
  const [asking, setAsking] = useState<'test' | 'switch' | undefined>()
  const name = endpoint?.name ?? t('title')
  useTitle(name)
  const back = () => void navigate({ to: '/webhooks', search: endpoint?.queueId ? { by: 'queue' } : {} })
  useCommands([
    { id: 'test-webhook', label: t('test'), keys: 't', run: () => setAsking('test') },
    { id: 'back-to-webhooks', label: t('back'), run: back },
  ])
  if (endpoint === undefined) {
    return error === null ? (
      <div aria-busy="true" className="grid content-start gap-4 p-6">
        <Skeleton className="h-6 w-1/3" />
        <Skeleton className="h-72" />
      </div>
    ) : (
      <div className="grid grow place-items-center">
        <h1 className="sr-only">{t('title')}</h1>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  return (
    <div className="flex min-h-0 grow flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 pt-4 pb-3 md:px-6">
        <IconButton label={t('back')} onClick={back}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
        <div className="min-w-0 grow basis-60">
          <h1 className="flex flex-wrap items-center gap-2 text-lg font-semibold wrap-anywhere">
            {name} <StatusBadge status={statusOf(endpoint, health)} />
          </h1>
          <p className="truncate text-sm text-soft">{endpoint.url}</p>
        </div>
        <div className="flex items-center gap-2">
          <Button onClick={() => setAsking('switch')}>
            {endpoint.enabled ? (
              <Pause className="size-4" aria-hidden="true" />
            ) : (
              <Play className="size-4" aria-hidden="true" />
            )}
            {endpoint.enabled ? t('pause') : t('resume')}
          </Button>
          <Button onClick={() => setAsking('test')}>
            <Send className="size-4" aria-hidden="true" /> {t('test')}
          </Button>
          <EndpointMenu endpoint={endpoint} />
        </div>
      </header>
      <Tabs
        label={name}
        value={tab}
        onChange={next => void navigate({ to: '.', search: next === 'health' ? {} : { tab: next } })}
        tabs={TABS.map(value => ({
          value,
          label: t(`tabs.${value}`),
          count: value === 'recovery' && health !== undefined && health.held > 0 ? health.held : undefined,
        }))}
        className="flex min-h-0 grow flex-col"
      >
        <div className="min-h-0 grow overflow-y-auto">
          {tab === 'health' && <HealthTab endpoint={endpoint} health={health} />}
          {tab === 'settings' && <SettingsTab key={endpoint.id} endpoint={endpoint} />}
          {tab === 'recovery' && <RecoveryTab endpoint={endpoint} health={health} />}
          {tab === 'n8n' && <N8nTab endpoint={endpoint} />}
        </div>
      </Tabs>
      {asking === 'test' && <TestDialog endpoint={endpoint} onClose={() => setAsking(undefined)} />}
      {asking === 'switch' && <SwitchDialog endpoint={endpoint} onClose={() => setAsking(undefined)} />}
    </div>
  )
}
