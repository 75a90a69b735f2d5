import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attempt, Endpoint } from '../api/types.ts'
import { Badge } from '../ui/badge.tsx'
import { cx } from '../ui/cx.ts'
import type { LiveEvent } from './live-deliveries.ts'

const KINDS = ['NewTicket', 'NewTicketUserCreate', 'TransferTicket', 'ClosedTicket', 'received', 'sent'] as const
type Kind = (typeof KINDS)[number]

const EDGES: Record<Attempt['outcome'], string> = {
  delivered: 'border-good',
  failed: 'border-warn',
  probe: 'border-warn',
  exhausted: 'border-bad',
  aborted: 'border-bad',
  skipped: 'border-warn',
}
const INKS: Record<Attempt['outcome'], string> = {
  delivered: 'text-good',
  failed: 'text-warn',
  probe: 'text-warn',
  exhausted: 'text-bad',
  aborted: 'text-bad',
  skipped: 'text-warn',
}

interface EventCardProps {
  event: LiveEvent
  attempts: readonly Attempt[]
  endpoints: ReadonlyMap<number, Endpoint>
}

/** One event: what happened, and beside it each post of it with its answer. */
export function EventCard({ event, attempts, endpoints }: EventCardProps) {
  const { t, i18n } = useTranslation('deliveries')
  const { body } = event
  const kind = event.type === 'message' ? (body.fromMe ? 'sent' : 'received') : event.type
  const known = KINDS.find(name => name === kind)
  const customer = body.contact?.name ?? t('someone')
  const number = body.contact?.phoneNumber ? `+${body.contact.phoneNumber}` : ''
  return (
    <li className="grid gap-4 rounded-2xl border border-line bg-pane p-4 shadow-card md:grid-cols-2">
      <div className="grid content-start gap-1 wrap-anywhere">
        <p className="flex items-center gap-2 text-sm text-soft">
          <Badge tone="accent">{known === undefined ? kind : t(`types.${known satisfies Kind}`)}</Badge>
          <time dateTime={event.occurredAt} className="tabular-nums">
            {new Date(event.occurredAt).toLocaleTimeString(i18n.language)}
          </time>
        </p>
        <p>
          <strong dir="auto">{body.fromMe ? (body.user?.name ?? body.whatsapp.name) : customer}</strong>{' '}
          <span className="text-sm text-soft tabular-nums" dir="auto">
            {body.fromMe ? `→ ${customer} ${number}` : number}
          </span>
        </p>
        {body.messageBody !== '' && (
          <p
            dir="auto"
            className={cx('w-fit rounded-xl px-3 py-1.5 whitespace-pre-wrap', body.fromMe ? 'bg-mine' : 'bg-sunk')}
          >
            {body.messageBody}
          </p>
        )}
        <p className="text-sm text-soft tabular-nums">
          {t('ticket', {
            id: body.ticket.id,
            status: t(`status.${body.ticket.status}`),
            protocol: body.ticket.protocol,
          })}
        </p>
      </div>
      <ul aria-label={t('posts')} className="grid content-start gap-1.5">
        {attempts.length === 0 && <li className="text-soft">{t('nobody')}</li>}
        {attempts.map(attempt => (
          <Post key={attempt.id} attempt={attempt} event={event} endpoint={endpoints.get(attempt.endpointId)} />
        ))}
      </ul>
    </li>
  )
}

interface PostProps {
  attempt: Attempt
  event: LiveEvent
  endpoint: Endpoint | undefined
}

function Post({ attempt, event, endpoint }: PostProps) {
  const { t, i18n } = useTranslation('deliveries')
  const { outcome, status, durationMs } = attempt
  const answer = status === null ? t('noAnswer') : `HTTP ${status}`
  return (
    <li className={cx('border-l-[3px] pl-3', EDGES[outcome])}>
      <details>
        <summary className="wrap-anywhere">
          <span className={cx('font-semibold', INKS[outcome])}>{t(`outcomes.${outcome}`)}</span>{' '}
          <span>→ {endpoint?.name ?? `#${attempt.endpointId}`}</span>{' '}
          <span className="whitespace-nowrap text-soft tabular-nums">
            {answer} · {durationMs} ms
          </span>
        </summary>
        <dl className="mt-2 mb-1 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
          <Fact name={t('endpoint')}>{endpoint?.url}</Fact>
          <Fact name="webhook-id">{attempt.webhookId}</Fact>
          <Fact name={t('attempt')}>{attempt.attempt}</Fact>
          <Fact name={t('sentAt')}>{new Date(attempt.startedAt).toLocaleString(i18n.language)}</Fact>
          <Fact name={t('error')}>{attempt.error}</Fact>
          <Fact name={t('response')}>{attempt.response}</Fact>
          <Fact name={t('body')}>{JSON.stringify(event.body, null, 2)}</Fact>
        </dl>
      </details>
    </li>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="font-mono whitespace-pre-wrap wrap-anywhere">{children}</dd>
    </>
  )
}
