import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint, EndpointHealth } from '../api/types.ts'
import { Button } from '../ui/button.tsx'
import { useEstimate } from './recovery.ts'
import { statusOf } from './status.tsx'
import { SwitchDialog } from './switch-dialog.tsx'
import { TestDialog } from './test-dialog.tsx'

/** An endpoint that gets nothing right now: why, what waits, what it has missed, and how to repair it. */
export function DeadNotice({ endpoint, health }: { endpoint: Endpoint; health: EndpointHealth }) {
  const { t } = useTranslation('webhooks')
  const [asking, setAsking] = useState<'test' | 'switch' | undefined>()
  const status = statusOf(endpoint, health)
  const isOff = status === 'off' || status === 'gone'
  const missed = useEstimate(
    isOff ? { endpointId: endpoint.id, what: 'missed', from: endpoint.createdAt } : undefined,
  ).data
  if (!isOff && status !== 'dead' && status !== 'resuming') return null
  const isSerious = status === 'gone' || status === 'dead'
  return (
    <section
      aria-labelledby="dead-title"
      className={
        isSerious
          ? 'rounded-2xl border border-bad/40 bg-bad-soft p-5'
          : 'rounded-2xl border border-line bg-warn-soft p-5'
      }
    >
      <h2 id="dead-title" className={isSerious ? 'font-semibold text-bad' : 'font-semibold text-warn'}>
        {t(`dead.${status}.title`)}
      </h2>
      <p className="mt-1">{t(`dead.${status}.text`)}</p>
      <ul className="mt-2 list-disc pl-5">
        {health.waiting > 0 && <li>{t('dead.waiting', { count: health.waiting })}</li>}
        {missed !== undefined && missed.deliveries > 0 && (
          <li>{t(missed.isExact ? 'dead.missed' : 'dead.missedAtLeast', { count: missed.deliveries })}</li>
        )}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        {isOff && (
          <Button look="primary" onClick={() => setAsking('switch')}>
            {t('resume')}
          </Button>
        )}
        <Button onClick={() => setAsking('test')}>{t('test')}</Button>
        {!isOff && (
          <Link
            to="."
            search={{ tab: 'settings' }}
            className="inline-flex h-9 items-center rounded-lg border border-line bg-pane px-3 font-medium hover:bg-sunk"
          >
            {t('tabs.settings')}
          </Link>
        )}
      </div>
      {asking === 'test' && <TestDialog endpoint={endpoint} onClose={() => setAsking(undefined)} />}
      {asking === 'switch' && <SwitchDialog endpoint={endpoint} onClose={() => setAsking(undefined)} />}
    </section>
  )
}
