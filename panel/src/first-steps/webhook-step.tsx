import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { channelsQuery, queuesQuery } from '../app/lists.ts'
import { Button } from '../ui/button.tsx'
import { CheckList } from '../ui/choice.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { useCreateEndpoint, useTestEndpoint } from '../webhooks/actions.ts'
import { endpointsQuery } from '../webhooks/data.ts'
import { freshDraft, OF_CHANNELS, type Source, type SwitchName } from '../webhooks/draft.ts'
import { Result } from '../webhooks/test-dialog.tsx'
import { UrlField } from '../webhooks/url-field.tsx'
import { LINK, StepCard, StepDone } from './parts.tsx'

const KINDS = ['received', 'sent', 'newTicket', 'transferred', 'closed'] as const satisfies SwitchName[]

export function WebhookStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('first-steps')
  const endpoints = useQuery(endpointsQuery).data
  const channels = useQuery(channelsQuery).data
  const queues = useQuery(queuesQuery).data
  if (endpoints === undefined || channels === undefined || queues === undefined) return <Skeleton className="h-64" />
  const [endpoint] = endpoints
  if (endpoint !== undefined) return <Tested endpoint={endpoint} onDone={onDone} />
  const [channel, queue] = [channels[0], queues.find(({ isActive }) => isActive)]
  if (channel !== undefined) return <NewWebhook source={{ channelId: channel.id }} sourceName={channel.name} />
  if (queue !== undefined) return <NewWebhook source={{ queueId: queue.id }} sourceName={queue.name} />
  return (
    <StepCard>
      <p>{t('pages.webhook.nothing')}</p>
      <Link to="/first-steps" search={{ step: 'channel' }} className={LINK}>
        {t('pages.webhook.toChannel')}
      </Link>
    </StepCard>
  )
}

function NewWebhook({ source, sourceName }: { source: Source; sourceName: string }) {
  const { t } = useTranslation('first-steps')
  const { t: tWebhooks } = useTranslation('webhooks')
  const queries = useQueryClient()
  const creating = useCreateEndpoint()
  const kinds = KINDS.filter(kind => 'channelId' in source || !OF_CHANNELS.has(kind))
  const [name, setName] = useState('n8n')
  const [url, setUrl] = useState('')
  const [wanted, setWanted] = useState<readonly (typeof KINDS)[number][]>(kinds)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const fresh = freshDraft(undefined, String)
    const chosen = Object.fromEntries(kinds.map(kind => [kind, wanted.includes(kind)]))
    const draft = { ...fresh, name, url, switches: { ...fresh.switches, ...chosen } }
    creating.mutate(
      { draft, source },
      { onSuccess: () => void queries.invalidateQueries({ queryKey: ['first-steps'] }) },
    )
  }
  return (
    <form onSubmit={submit}>
      <StepCard>
        <p>{t('pages.webhook.n8n')}</p>
        <UrlField value={url} onChange={setUrl} />
        <Field
          label={tWebhooks('form.name')}
          value={name}
          required
          maxLength={200}
          onChange={event => setName(event.target.value)}
        />
        <CheckList
          label={t('pages.webhook.what', { name: sourceName })}
          options={kinds.map(kind => ({
            value: kind,
            label: tWebhooks(`switches.${kind}`),
            hint: tWebhooks(`switchTexts.${kind}`),
          }))}
          chosen={wanted}
          onChange={setWanted}
        />
        {creating.error !== null && (
          <p role="alert" className="text-bad">
            {creating.error.message}
          </p>
        )}
        <div>
          <Button type="submit" look="primary" isBusy={creating.isPending}>
            {tWebhooks('create')}
          </Button>
        </div>
      </StepCard>
    </form>
  )
}

function Tested({ endpoint, onDone }: { endpoint: Endpoint; onDone: () => void }) {
  const { t } = useTranslation('first-steps')
  const { t: tWebhooks } = useTranslation('webhooks')
  const testing = useTestEndpoint(endpoint.id)
  const more = (
    <Link to="/webhooks/$endpointId" params={{ endpointId: endpoint.id }} search={{ tab: 'settings' }} className={LINK}>
      {t('pages.webhook.change')}
    </Link>
  )
  return (
    <StepDone text={t('pages.webhook.done', { name: endpoint.name, url: endpoint.url })} onDone={onDone} more={more}>
      <div>
        <Button isBusy={testing.isPending} onClick={() => testing.mutate({ sample: 'test' })}>
          {tWebhooks('sendTest')}
        </Button>
      </div>
      <div aria-live="polite">
        {testing.error !== null && <p className="text-bad">{testing.error.message}</p>}
        {testing.data !== undefined && <Result result={testing.data} />}
      </div>
    </StepDone>
  )
}
