/** The health of a number at a glance, and its problems in words. */
import { CircleCheck, CircleHelp, OctagonX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Badge } from '../ui/badge.tsx'
import { cx } from '../ui/cx.ts'

type State = Channel['health']['state']

const TONES = { ok: 'good', warning: 'warn', down: 'bad', unknown: 'plain' } as const
const ICONS = { ok: CircleCheck, warning: TriangleAlert, down: OctagonX, unknown: CircleHelp } as const

export function HealthBadge({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  if (!channel.isActive) return null
  return <Badge tone={TONES[channel.health.state]}>{t(`states.${channel.health.state}`)}</Badge>
}

export function HealthIcon({ state }: { state: State }) {
  const Icon = ICONS[state]
  const colours = { ok: 'text-good', warning: 'text-warn', down: 'text-bad', unknown: 'text-faint' }
  return <Icon className={cx('size-5 shrink-0', colours[state])} aria-hidden="true" />
}

interface Problem {
  code: string
  severity: 'down' | 'warning'
  title: string
  sentence: string
  details: string | null
  since?: string
}

export function Problems({ problems }: { problems: readonly Problem[] }) {
  const { t } = useTranslation('channels')
  const { full } = useInstants()
  return (
    <ul className="grid gap-2 empty:hidden">
      {problems.map(({ code, severity, title, sentence, details, since }) => (
        <li
          key={code}
          className={cx('flex gap-3 rounded-xl px-4 py-3', severity === 'down' ? 'bg-bad-soft' : 'bg-warn-soft')}
        >
          <HealthIcon state={severity} />
          <div className="min-w-0 wrap-anywhere">
            <p className={cx('font-semibold', severity === 'down' ? 'text-bad' : 'text-warn')}>{title}</p>
            <p>{sentence}</p>
            {details !== null && <p className="mt-1 text-sm text-soft">{t('whatsAppSaid', { details })}</p>}
            {since !== undefined && <p className="mt-1 text-sm text-soft">{t('since', { since: full(since) })}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}
