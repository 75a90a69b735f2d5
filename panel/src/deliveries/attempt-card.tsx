import { useTranslation } from 'react-i18next'
import type { DeliveryDetail } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { cx } from '../ui/cx.ts'
import { Code } from './code.tsx'
import { pretty } from './json.ts'
import { Timing } from './timing.tsx'

type Attempt = DeliveryDetail['tries'][number]

const LOOKS: Record<Attempt['outcome'], { edge: string; ink: string }> = {
  delivered: { edge: 'border-l-good', ink: 'text-good' },
  failed: { edge: 'border-l-warn', ink: 'text-warn' },
  probe: { edge: 'border-l-warn', ink: 'text-warn' },
  exhausted: { edge: 'border-l-bad', ink: 'text-bad' },
  aborted: { edge: 'border-l-bad', ink: 'text-bad' },
  skipped: { edge: 'border-l-line-strong', ink: 'text-soft' },
}

/** Every attempt, newest first; the newest is open. */
export function Attempts({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries')
  const { tries, attempts } = delivery
  return (
    <section aria-labelledby="attempts-title">
      <h3 id="attempts-title" className="mb-2 font-semibold">
        {t('attempts')} <span className="font-normal text-soft tabular-nums">{attempts}</span>
      </h3>
      {tries.length === 0 && <p className="text-soft">{t('notTriedText')}</p>}
      <ol reversed className="grid gap-2">
        {tries.map((attempt, at) => (
          <li key={attempt.id}>
            <AttemptCard attempt={attempt} isOpen={at === 0} />
          </li>
        ))}
      </ol>
      {tries.length < attempts && <p className="mt-2 text-sm text-soft">{t('onlyNewest', { count: tries.length })}</p>}
    </section>
  )
}

function AttemptCard({ attempt, isOpen }: { attempt: Attempt; isOpen: boolean }) {
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  const { outcome, status, error, response, responseHeaders, explanation } = attempt
  const { edge, ink } = LOOKS[outcome]
  const answer = status === null ? (error?.split(':')[0] ?? t('noRequest')) : `HTTP ${status}`
  const headers = Object.entries(responseHeaders ?? {})
  return (
    <details open={isOpen} className={cx('group rounded-xl border border-l-[3px] border-line bg-pane', edge)}>
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 marker:content-none [&::-webkit-details-marker]:hidden">
        <span className={cx('font-semibold', ink)}>{t(`outcomes.${outcome}`)}</span>
        <span className="tabular-nums">{answer}</span>
        {attempt.attempt > 0 && <span className="text-soft tabular-nums">{instants.duration(attempt.durationMs)}</span>}
        <time dateTime={attempt.startedAt} className="ml-auto text-sm text-soft tabular-nums">
          {instants.moment(attempt.startedAt)}
        </time>
      </summary>
      <div className="grid gap-3 border-t border-line px-4 py-3">
        {explanation != null && <p className="font-medium">{explanation}</p>}
        {error !== null && <p className="font-mono text-xs wrap-anywhere text-soft">{error}</p>}
        {response !== null && response !== '' && <Response text={response} />}
        {(response === null || response === '') && status !== null && (
          <p className="text-sm text-soft">{t('emptyAnswer')}</p>
        )}
        {headers.length > 0 && (
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 font-mono text-xs [&>dt]:text-soft">
            {headers.map(([name, value]) => (
              <div key={name} className="contents">
                <dt>{name}</dt>
                <dd className="wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {attempt.attempt > 0 && <Timing attempt={attempt} />}
      </div>
    </details>
  )
}

/** JSON is coloured; anything else is shown as text, never as a page. */
function Response({ text }: { text: string }) {
  const { t } = useTranslation('deliveries')
  const lines = pretty(text)
  return (
    <figure className="grid gap-1">
      <figcaption className="text-sm text-soft">{t('answer')}</figcaption>
      {lines === undefined ? (
        <pre
          dir="auto"
          className="max-h-60 overflow-auto rounded-lg bg-sunk p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
        >
          {text}
        </pre>
      ) : (
        <Code lines={lines} label={t('answer')} className="max-h-60" />
      )}
    </figure>
  )
}
