import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint, Estimate } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Button } from '../ui/button.tsx'
import { Field, SelectField } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { type Recovery, useEstimate, useReplays, useStartReplay, WHATS } from './recovery.ts'

const SPANS = ['1h', '24h', '7d', 'all', 'custom'] as const
type Span = (typeof SPANS)[number]
const SPAN_MS: Partial<Record<Span, number>> = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 }

const fromLocal = (text: string) => (text === '' ? undefined : new Date(text).toISOString())

/** Chooses what to send again, for which time, and shows how many that would be; then starts it. */
export function ReplayForm({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const { id, enabled, createdAt } = endpoint
  const [what, setWhat] = useState<Recovery['what']>('failed')
  const [span, setSpan] = useState<Span>('24h')
  const [openedAt] = useState(Date.now)
  const [custom, setCustom] = useState({ from: '', to: '' })
  const starting = useStartReplay(id)
  const isRunning = useReplays(id).data?.some(({ state }) => state === 'running') ?? false
  const spanMs = SPAN_MS[span]
  const start = spanMs === undefined ? undefined : new Date(openedAt - spanMs).toISOString()
  // Events from before the endpoint existed do not count as missed.
  const since = what === 'missed' && span !== 'custom' && (start === undefined || start < createdAt) ? createdAt : start
  const recovery: Recovery = {
    endpointId: id,
    what,
    from: span === 'custom' ? fromLocal(custom.from) : since,
    to: span === 'custom' ? fromLocal(custom.to) : undefined,
  }
  const estimate = useEstimate(recovery)
  const run = () =>
    starting.mutate(recovery, {
      onSuccess: () => toast.success(t('replay.started')),
      onError: error => toast.error(error.message),
    })
  return (
    <section aria-labelledby="replay-title" className="rounded-2xl border border-line bg-pane p-5 shadow-card">
      <h3 id="replay-title" className="font-semibold">
        {t('replay.title')}
      </h3>
      <p className="text-soft">{t('replay.text')}</p>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('replay.what')}
          hint={t(`replay.whatTexts.${what}`)}
          value={what}
          onChange={event => setWhat(WHATS.find(each => each === event.target.value) ?? 'failed')}
        >
          {WHATS.map(each => (
            <option key={each} value={each}>
              {t(`replay.whats.${each}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('replay.range')}
          value={span}
          onChange={event => setSpan(SPANS.find(each => each === event.target.value) ?? '24h')}
        >
          {SPANS.map(each => (
            <option key={each} value={each}>
              {t(`replay.spans.${each}`)}
            </option>
          ))}
        </SelectField>
        {span === 'custom' &&
          (['from', 'to'] as const).map(side => (
            <Field
              key={side}
              label={t(`replay.${side}`)}
              type="datetime-local"
              value={custom[side]}
              onChange={event => setCustom({ ...custom, [side]: event.target.value })}
            />
          ))}
      </div>
      <p role="status" className="mt-4">
        {estimate.error !== null && <span className="text-bad">{estimate.error.message}</span>}
        {estimate.data !== undefined && <EstimateWords estimate={estimate.data} />}
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button
          look="primary"
          isBusy={starting.isPending}
          disabled={!enabled || isRunning || estimate.data?.deliveries === 0}
          onClick={run}
        >
          {t('replay.start')}
        </Button>
        {!enabled && <span className="text-sm text-soft">{t('replay.offHint')}</span>}
        {isRunning && <span className="text-sm text-soft">{t('replay.runningHint')}</span>}
      </div>
    </section>
  )
}

function EstimateWords({ estimate }: { estimate: Estimate }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const { deliveries, tickets, events, examined, isExact, oldestKept } = estimate
  return (
    <>
      <strong>
        {isExact && deliveries === 0
          ? t('replay.nothing')
          : isExact
            ? t('replay.estimate', { count: deliveries })
            : t('replay.estimateAtLeast', { count: deliveries })}
      </strong>{' '}
      <span className="text-sm text-soft">
        {t('replay.estimateText', { tickets, events, examined })} {t('replay.kept', { at: instants.full(oldestKept) })}
      </span>
    </>
  )
}
