import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint, TestResult } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Code } from '../deliveries/code.tsx'
import { pretty } from '../deliveries/json.ts'
import { Timing } from '../deliveries/timing.tsx'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/field.tsx'
import { type TestChoice, usePreview, useTestEndpoint } from './actions.ts'
import { draftOf } from './draft.ts'

const SAMPLES = [
  'test',
  'received',
  'sent',
  'media',
  'group',
  'newTicket',
  'newTicketUserCreate',
  'transferred',
  'closed',
  'messageStatus',
  'messageFailed',
  'messageEdited',
  'messageDeleted',
  'messageReaction',
] as const
const MAX_RECENT = 15

/** Posts an example, or an event that happened, and shows what comes back. */
export function TestDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const { t: tDeliveries } = useTranslation('deliveries')
  const instants = useInstants()
  const testing = useTestEndpoint(endpoint.id)
  const [choice, setChoice] = useState('test')
  const source = endpoint.channelId === null ? { queueId: endpoint.queueId ?? 0 } : { channelId: endpoint.channelId }
  const recent = (usePreview(source, draftOf(endpoint)).data ?? []).slice(0, MAX_RECENT)
  const query = (): TestChoice => {
    const sample = SAMPLES.find(name => name === choice)
    return sample === undefined ? { eventId: Number(choice) } : { sample }
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('testTitle', { name: endpoint.name })}
      description={t('testText')}
      className="sm:max-w-2xl"
    >
      <form
        className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
        onSubmit={event => {
          event.preventDefault()
          testing.mutate(query())
        }}
      >
        <SelectField label={t('testWhat')} value={choice} onChange={event => setChoice(event.target.value)}>
          <optgroup label={t('examples')}>
            {SAMPLES.map(sample => (
              <option key={sample} value={sample}>
                {t(`samples.${sample}`)}
              </option>
            ))}
          </optgroup>
          {recent.length > 0 && (
            <optgroup label={t('recentEvents')}>
              {recent.map(({ eventId, type, fromMe, occurredAt, excerpt }) => (
                <option key={eventId} value={eventId}>
                  {[
                    instants.moment(occurredAt),
                    type === 'message' ? tDeliveries(`types.${fromMe ? 'sent' : 'received'}`) : type,
                    (excerpt ?? '').slice(0, 40),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </option>
              ))}
            </optgroup>
          )}
        </SelectField>
        <Button type="submit" look="primary" isBusy={testing.isPending} className="h-10">
          {t('sendTest')}
        </Button>
      </form>
      <div aria-live="polite" className="mt-4">
        {testing.error !== null && <p className="text-bad">{testing.error.message}</p>}
        {testing.data !== undefined && <Result result={testing.data} />}
      </div>
    </Dialog>
  )
}

export function Result({ result }: { result: TestResult }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const { delivered, status, error, durationMs, explanation, response, resumed, body } = result
  const what = status === null ? (error?.split(':')[0] ?? '') : `HTTP ${status}`
  const answer = response === null || response === '' ? undefined : pretty(response)
  return (
    <div className="grid gap-3">
      <p className={cx('font-semibold', delivered ? 'text-good' : 'text-bad')}>
        {delivered ? t('testGood') : t('testBad')}{' '}
        <span className="font-normal text-soft tabular-nums">
          {what} · {instants.duration(durationMs)}
        </span>
      </p>
      {resumed && <p className="font-medium">{t('testResumed')}</p>}
      {explanation !== null && <p>{explanation}</p>}
      {response !== null && response !== '' && (
        <figure className="grid gap-1">
          <figcaption className="text-sm text-soft">{t('answer')}</figcaption>
          <Code lines={answer ?? []} label={t('answer')} className="max-h-40">
            {answer === undefined ? response : undefined}
          </Code>
        </figure>
      )}
      <Timing attempt={result} />
      <details>
        <summary className="text-sm text-soft">{t('bodySent')}</summary>
        <Code lines={pretty(body) ?? []} label={t('bodySent')} className="mt-1.5 max-h-56" />
      </details>
    </div>
  )
}
