import { useTranslation } from 'react-i18next'
import type { Replay } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'
import { useReplays, useStopReplay } from './recovery.ts'

const TONES = { running: 'accent', done: 'good', cancelled: 'plain', failed: 'bad' } as const

/** The progress of each replay. */
export function ReplayList({ endpointId, waiting }: { endpointId: number; waiting: number }) {
  const { t } = useTranslation('webhooks')
  const replays = useReplays(endpointId).data ?? []
  if (replays.length === 0) return null
  return (
    <section aria-labelledby="replays-title" className="rounded-2xl border border-line bg-pane p-5 shadow-card">
      <h3 id="replays-title" className="font-semibold">
        {t('replay.list')}
      </h3>
      <p role="status" className="text-soft">
        {t('replay.left', { count: waiting })}
      </p>
      <ul aria-label={t('replay.list')} className="mt-3 grid grid-cols-1 gap-2">
        {replays.map(replay => (
          <li key={replay.id}>
            <ReplayCard replay={replay} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ReplayCard({ replay }: { replay: Replay }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const stopping = useStopReplay(replay.endpointId)
  const { id, state, what, total, examined, queued, gone, error, from, to } = replay
  const label = t(`replay.whats.${what}`)
  return (
    <article className="grid gap-1.5 rounded-xl border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{label}</span>
        <Badge tone={TONES[state]}>{t(`replay.states.${state}`)}</Badge>
        <span className="text-sm text-soft tabular-nums">
          {instants.moment(from)} – {instants.moment(to)}
        </span>
        {state === 'running' && (
          <Button
            className="ml-auto h-8 text-sm"
            isBusy={stopping.isPending}
            onClick={() => stopping.mutate(id, { onError: failure => toast.error(failure.message) })}
          >
            {t('replay.stop')}
          </Button>
        )}
      </div>
      {state === 'running' && (
        <progress
          aria-label={label}
          value={total === null ? undefined : examined}
          max={total === null ? undefined : Math.max(1, total)}
          className="h-2 w-full accent-(--accent)"
        />
      )}
      <p className="text-sm text-soft tabular-nums">
        {total === null ? t('replay.counting') : t('replay.progress', { examined, total, queued })}
        {gone !== null && gone > 0 && ` ${t('replay.gone', { count: gone })}`}
      </p>
      {error !== null && <p className="text-sm text-bad">{error}</p>}
    </article>
  )
}
