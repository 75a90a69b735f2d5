import { Check, Minus, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PreviewedEvent } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Code } from '../deliveries/code.tsx'
import { Kind } from '../deliveries/delivery-row.tsx'
import { pretty } from '../deliveries/json.ts'
import { cx } from '../ui/cx.ts'
import { usePreview } from './actions.ts'
import { type Draft, type Source, SWITCHES } from './draft.ts'

interface PreviewPanelProps {
  draft: Draft
  saved: Draft | undefined
  source: Source | undefined
}

/** Which of the last 50 events it would have received, with which body, and what the change would make different. */
export function PreviewPanel({ draft, saved, source }: PreviewPanelProps) {
  const { t } = useTranslation('webhooks')
  const events = usePreview(source, draft).data
  const before = usePreview(saved === undefined ? undefined : source, saved ?? draft).data
  const wantedBefore = new Map(before?.map(({ eventId, wanted }) => [eventId, wanted]))
  const wanted = events?.filter(event => event.wanted) ?? []
  return (
    <aside
      aria-labelledby="preview-title"
      className="min-w-0 lg:sticky lg:top-5 lg:max-h-[calc(100dvh-12rem)] lg:self-start lg:overflow-y-auto"
    >
      <h2 id="preview-title" className="text-lg font-semibold">
        {t('preview.title')}
      </h2>
      <p role="status" className="text-soft">
        {source === undefined
          ? t('preview.choose')
          : events === undefined || events.length === 0
            ? t('preview.none')
            : t('preview.count', { wanted: wanted.length, all: events.length })}
      </p>
      <ul aria-label={t('preview.title')} className="mt-3 grid grid-cols-1 gap-1.5">
        {events?.map(event => (
          <li key={event.eventId}>
            <PreviewRow
              event={event}
              change={
                saved === undefined ||
                !wantedBefore.has(event.eventId) ||
                wantedBefore.get(event.eventId) === event.wanted
                  ? undefined
                  : event.wanted
                    ? 'gained'
                    : 'lost'
              }
            />
          </li>
        ))}
      </ul>
    </aside>
  )
}

function PreviewRow({ event, change }: { event: PreviewedEvent; change: 'gained' | 'lost' | undefined }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const { wanted, body, bodyBytes, excerpt, occurredAt, switchesOff } = event
  const Icon = change === 'gained' ? Plus : change === 'lost' ? Minus : wanted ? Check : X
  const off = switchesOff.flatMap(name => {
    const known = SWITCHES.find(each => each === name)
    return known === undefined ? [] : [t(`switches.${known}`)]
  })
  const head = (
    <span className="flex min-w-0 items-center gap-2">
      <Icon
        className={cx('size-4 shrink-0', wanted ? 'text-good' : change === 'lost' ? 'text-bad' : 'text-soft')}
        aria-label={change === undefined ? t(wanted ? 'preview.yes' : 'preview.no') : t(`preview.${change}`)}
      />
      <Kind delivery={{ eventType: event.type, fromMe: event.fromMe }} />
      <span dir="auto" className="min-w-0 grow truncate">
        {excerpt}
      </span>
      <time dateTime={occurredAt} className="shrink-0 text-xs text-soft tabular-nums">
        {instants.moment(occurredAt)}
      </time>
    </span>
  )
  const look = cx(
    'block rounded-lg border px-3 py-2',
    change === undefined ? 'border-line bg-pane' : 'border-accent bg-accent-soft',
  )
  if (!wanted) {
    return (
      <div className={look}>
        {head}
        <p className="mt-0.5 text-sm text-soft">
          {off.length > 0 ? t('preview.off', { names: off.join(', ') }) : t('preview.never')}
        </p>
      </div>
    )
  }
  return (
    <details className={look}>
      <summary className="marker:content-none [&::-webkit-details-marker]:hidden">{head}</summary>
      {body === null ? (
        <p className="mt-2 text-sm text-soft">{t('preview.large', { bytes: bodyBytes ?? 0 })}</p>
      ) : (
        <Code lines={pretty(body) ?? [body]} label={t('bodySent')} className="mt-2 max-h-72" />
      )}
    </details>
  )
}
